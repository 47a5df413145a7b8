"""Matters: what a customer wrote about until it was done; a case with those that go on with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from composer.records.cases import CLOSED
from composer.records.outcome_rows import CaseRow

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


def matters_of(cases: Iterable[CaseRow], window: dt.timedelta) -> Iterator[Matter]:
    """The matters of some cases, those without a moment left out.

    A message goes on with the matter of its conversation, or with one of the same customer about the same topic that
    was last touched at most `window` before.
    """
    alone, others = lone_and_others(cases, window)
    yield from map(matter_of, alone)
    yield from others


def lone_and_others(cases: Iterable[CaseRow], window: dt.timedelta) -> tuple[list[CaseRow], list[Matter]]:
    """The cases that are a matter of their own, and the matters of all others."""
    by_person: dict[str, list[CaseRow]] = defaultdict(list)
    for case in cases:
        if case.received is not None:
            by_person[case.customer_id or f"\n{case.thread or case.case_id}"].append(case)
    alone: list[CaseRow] = []
    others: list[Matter] = []
    for theirs in by_person.values():
        for some in _together(theirs):
            if len(some) == 1:
                alone += some
            else:
                others += _of_one(sorted(some, key=_moment), window)
    return alone, others


def _together(theirs: list[CaseRow]) -> Collection[list[CaseRow]]:
    """The cases of a customer that may be one matter: without a conversation, those about one topic."""
    if len(theirs) == 1 or any(case.thread for case in theirs):
        return (theirs,)
    topics: dict[str, list[CaseRow]] = {}
    for case in theirs:
        topics.setdefault(case.group.topic or f"\n{case.case_id}", []).append(case)
    return topics.values()


class _Begun:
    """A matter with the cases found so far."""

    def __init__(self, first: CaseRow) -> None:
        self.cases: list[CaseRow] = []
        self.threads: set[str] = set()
        self.topic = first.group.topic
        self.add(first)

    def add(self, case: CaseRow) -> None:
        """Go on with a case."""
        self.cases.append(case)
        self.threads.add(case.thread or case.case_id)
        self.touched = max(filter(None, (case.received, case.last_reply, case.solved)))

    def goes_on(self, case: CaseRow, window: dt.timedelta) -> bool:
        """Whether a later case belongs to it."""
        if case.thread and case.thread in self.threads:
            return True
        topic = case.group.topic
        return bool(topic) and topic == self.topic and _moment(case) - self.touched <= window


def _of_one(cases: list[CaseRow], window: dt.timedelta) -> Iterator[Matter]:
    matters: list[_Begun] = []
    for case in cases:
        for matter in reversed(matters):
            if matter.goes_on(case, window):
                matter.add(case)
                break
        else:
            matters.append(_Begun(case))
    return (matter_of(*one.cases) for one in matters)


def matter_of(*cases: CaseRow) -> Matter:
    """The matter of some cases in the order in which they came."""
    return Matter(cases[0], _moment(cases[0]), cases)


def _moment(case: CaseRow) -> dt.datetime:
    return case.received or dt.datetime.min  # noqa: DTZ901  never the latter, by `matters_of`
