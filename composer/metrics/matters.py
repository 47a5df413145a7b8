"""Matters: what a customer wrote about until it was done; a case with those that go on with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from composer.records.cases import CLOSED
from composer.records.outcomes import CaseRow

TROUBLED = frozenset({"upset", "worried", "confused", "mixed"})
AT_PEACE = frozenset({"thankful", "calm"})


class Matter(NamedTuple):
    """The cases of one matter in the order in which they came."""

    first: CaseRow
    """The message with which it began."""
    received: dt.datetime
    """When it began, in UTC."""
    cases: tuple[CaseRow, ...]

    @property
    def solved(self) -> dt.datetime | None:
        """When the last message of it was solved or refused; None while it is open."""
        last = self.cases[-1]
        return last.solved if last.outcome in CLOSED else None

    @property
    def wants_answer(self) -> bool:
        """Whether its first message asks for something, as a thank-you does not."""
        first = self.first
        return bool(first.replies) or first.issues is None or first.issues > 0 or first.group.tone in TROUBLED

    def came_back(self, after: dt.datetime, window: dt.timedelta) -> bool:
        """Whether the customer wrote again in a time after a moment."""
        later = (case.received for case in self.cases[1:])
        return any(moment is not None and after < moment <= after + window for moment in later)


def matters_of(cases: Iterable[CaseRow], window: dt.timedelta) -> list[Matter]:
    """The matters of some cases, those without a moment left out.

    A message goes on with the matter of its conversation, or with one of the same customer about the same topic that
    was last touched at most `window` before.
    """
    found: list[Matter] = []
    by_person: dict[str, list[CaseRow]] = defaultdict(list)
    for case in cases:
        if case.received is not None:
            by_person[case.customer_id or f"\n{case.thread or case.case_id}"].append(case)
    for theirs in by_person.values():
        found += [_matter(theirs)] if len(theirs) == 1 else _of_one(sorted(theirs, key=_moment), window)
    return found


def _of_one(cases: list[CaseRow], window: dt.timedelta) -> Iterator[Matter]:
    matters: list[list[CaseRow]] = []
    for case in cases:
        going_on = next((one for one in reversed(matters) if _goes_on(case, one, window)), None)
        if going_on is None:
            matters.append([case])
        else:
            going_on.append(case)
    return map(_matter, matters)


def _matter(cases: list[CaseRow]) -> Matter:
    return Matter(cases[0], _moment(cases[0]), tuple(cases))


def _goes_on(case: CaseRow, matter: list[CaseRow], window: dt.timedelta) -> bool:
    threads = {one.thread or one.case_id for one in matter}
    if case.thread and case.thread in threads:
        return True
    last = matter[-1]
    touched = max(filter(None, (last.received, last.last_reply, last.solved)))
    same = bool(case.group.topic) and case.group.topic == matter[0].group.topic
    return same and _moment(case) - touched <= window


def _moment(case: CaseRow) -> dt.datetime:
    return case.received or dt.datetime.min  # noqa: DTZ901  never the latter, by `matters_of`
