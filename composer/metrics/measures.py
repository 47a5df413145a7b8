"""Measures: what each figure counts, in words and in code; every value stands on the day that it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from composer.metrics.matters import AT_PEACE, TROUBLED, Matter, matters_of
from composer.records.outcomes import Group, Kept, RatingRow

ASKED_NOTHING = "ask for nothing"
OPEN_WINDOW = "can still come back"
NOT_DUE = "are not due yet"
NO_MOMENT = "say no moment"


class Unit(StrEnum):
    """How a figure is counted and shown."""

    SHARE = "share"
    SCORE = "score"
    TIME = "time"
    STAYING = "staying"


class Value(NamedTuple):
    """One thing that was counted."""

    at: dt.datetime
    """In UTC, without a zone."""
    value: float
    """0 or 1 of a share, -1 to 1 of the score of promoters, hours of a time, days of staying."""
    group: Group
    ended: bool = True
    """Of a time, whether it is over."""
    left_out: str = ""
    """Why it does not count, where it does not."""
    number: int = 1
    """How many are alike."""


@dataclass(frozen=True)
class Rules:
    """What a team may set."""

    targets: Mapping[str, dt.timedelta]
    """The reply target of each channel."""
    window: dt.timedelta = dt.timedelta(days=7)
    """In which a customer who writes again was not helped the first time."""
    silence: dt.timedelta = dt.timedelta(days=90)
    """After which a customer who gives no sign of life has left."""


@dataclass(frozen=True)
class Evidence:
    """What was kept, at a moment in UTC without a zone."""

    kept: Kept
    rules: Rules
    now: dt.datetime

    @cached_property
    def matters(self) -> list[Matter]:
        """What customers wrote about."""
        return matters_of(self.kept.cases, self.rules.window)


@dataclass(frozen=True)
class Measure:
    """One kind of figure."""

    id: str
    title: str
    unit: Unit
    counts: str
    """What is counted, as a noun for one of them."""
    definition: str
    values: Callable[[Evidence], Iterator[Value]]
    kind: str
    """What it is counted from, one of `KINDS`."""
    upwards: bool = True
    """Whether more is better."""


def _rated(kind: str) -> Callable[[Evidence], Iterator[Value]]:
    def values(evidence: Evidence) -> Iterator[Value]:
        for one in evidence.kept.ratings:
            if one.kind == kind and one.value is not None:
                yield _of_rating(one, float(bool(one.positive)))

    return values


def _of_rating(one: RatingRow, value: float) -> Value:
    if one.at is None:
        return Value(dt.datetime.min, value, one.group, left_out=NO_MOMENT, number=one.number)  # noqa: DTZ901  in no period
    return Value(one.at, value, one.group, number=one.number)


def _promoters(evidence: Evidence) -> Iterator[Value]:
    for one in evidence.kept.ratings:
        if one.kind == "nps" and one.value is not None:
            yield _of_rating(one, float(one.value >= 9) - float(one.value <= 6))


def _responses(evidence: Evidence) -> Iterator[Value]:
    asking = {one.source for one in evidence.kept.ratings if one.value is None}
    for one in evidence.kept.ratings:
        if one.source in asking:
            yield _of_rating(one, float(one.value is not None))


def _first_replies(evidence: Evidence) -> Iterator[Value]:
    for matter in evidence.matters:
        first = matter.first
        end = first.first_reply or evidence.now
        unseen = first.replies and first.first_reply is None
        why = ASKED_NOTHING if not matter.wants_answer else NO_MOMENT if unseen else ""
        yield Value(matter.received, _hours(end - matter.received), first.group, first.first_reply is not None, why)


def _in_time(evidence: Evidence) -> Iterator[Value]:
    for matter in evidence.matters:
        for case in matter.cases:
            target = evidence.rules.targets.get(case.group.channel)
            received = case.received
            if target is None or received is None:
                continue
            why = ""
            if case.first_reply is None:
                asks = case.issues is None or case.issues > 0 or case.group.tone in TROUBLED
                waits = evidence.now - received <= target
                why = NO_MOMENT if case.replies else ASKED_NOTHING if not asks else NOT_DUE if waits else ""
            took = case.first_reply - received if case.first_reply else None
            yield Value(received, float(took is not None and took <= target), case.group, left_out=why)


def _resolutions(evidence: Evidence) -> Iterator[Value]:
    for matter in evidence.matters:
        end = matter.solved or evidence.now
        why = "" if matter.wants_answer else ASKED_NOTHING
        yield Value(matter.received, _hours(end - matter.received), matter.first.group, matter.solved is not None, why)


def _first_contact(evidence: Evidence) -> Iterator[Value]:
    window = evidence.rules.window
    for matter in evidence.matters:
        first = matter.first
        reply = first.first_reply
        if reply is None:
            continue
        at_once = first.outcome == "solved" and first.replies == 1 and first.solved == reply
        value = float(at_once and not matter.came_back(reply, window))
        yield Value(matter.received, value, first.group, left_out="" if reply + window <= evidence.now else OPEN_WINDOW)


def _repeats(evidence: Evidence) -> Iterator[Value]:
    window = evidence.rules.window
    for matter in evidence.matters:
        reply = matter.first.first_reply
        if reply is not None:
            why = "" if reply + window <= evidence.now else OPEN_WINDOW
            yield Value(matter.received, float(matter.came_back(reply, window)), matter.first.group, left_out=why)


def _staying(evidence: Evidence) -> Iterator[Value]:
    today, silence = evidence.now.date(), evidence.rules.silence
    for person in evidence.kept.people:
        gone = person.left or person.last + silence
        ended = gone <= today
        days = float(((gone if ended else today) - person.first).days)
        yield Value(dt.datetime.combine(person.first, dt.time()), days, Group(), ended)


def _troubled(evidence: Evidence) -> Iterator[Value]:
    for matter in evidence.matters:
        tone = matter.first.group.tone
        if tone:
            yield Value(matter.received, float(tone in TROUBLED), matter.first.group)


def _turned(evidence: Evidence) -> Iterator[Value]:
    for matter in evidence.matters:
        if matter.first.group.tone in TROUBLED and len(matter.cases) > 1:
            yield Value(matter.received, float(matter.cases[-1].group.tone in AT_PEACE), matter.first.group)


def _promises(evidence: Evidence) -> Iterator[Value]:
    for one in evidence.kept.promises:
        kept = one.done and not one.put_off and one.settled is not None and one.settled <= one.due
        waits = not one.done and not one.put_off and one.due > evidence.now
        why = NOT_DUE if waits else NO_MOMENT if one.done and not one.put_off and one.settled is None else ""
        yield Value(one.due, float(kept), one.group, left_out=why)


def _hours(span: dt.timedelta) -> float:
    return max(span.total_seconds(), 0.0) / 3600


MEASURES: tuple[Measure, ...] = (
    Measure(
        "csat",
        "CSAT",
        Unit.SHARE,
        "rating",
        "Satisfied ratings of all ratings: the two best of five values or more, else the best one.",
        _rated("csat"),
        "ratings",
    ),
    Measure(
        "nps",
        "NPS",
        Unit.SCORE,
        "rating",
        "Percent who gave 9 or 10 less percent who gave 0 to 6, from -100 to 100 (Net Promoter Score).",
        _promoters,
        "ratings",
    ),
    Measure(
        "ces",
        "Easy",
        Unit.SHARE,
        "rating",
        "Answers to how easy it was (customer effort) with one of the two best of five values or more.",
        _rated("ces"),
        "ratings",
    ),
    Measure(
        "response",
        "Response rate",
        Unit.SHARE,
        "person asked",
        "Who gave a rating of all who were asked, as far as a source tells whom it asked.",
        _responses,
        "ratings",
    ),
    Measure(
        "first_reply",
        "First reply",
        Unit.TIME,
        "matter",
        "From the moment a message came to its first reply: half of them took at most so long. Those without a reply "
        "count for as long as they have waited (Kaplan-Meier).",
        _first_replies,
        "cases",
        upwards=False,
    ),
    Measure(
        "in_time",
        "Answered in time",
        Unit.SHARE,
        "message",
        "Messages that had an answer or an update within their channel's reply_within. Those that wait and are not "
        "late yet are left out.",
        _in_time,
        "cases",
    ),
    Measure(
        "resolution",
        "Resolution time",
        Unit.TIME,
        "matter",
        "From the first message to the reply that solved or refused it for good: half of them took at most so long. A "
        "message about the same within fcr_window goes on with it. What is open counts for as long as it is "
        "(Kaplan-Meier), so that slow cases are not forgotten.",
        _resolutions,
        "cases",
        upwards=False,
    ),
    Measure(
        "fcr",
        "First contact",
        Unit.SHARE,
        "matter",
        "Solved by the first reply, and no message about the same within fcr_window after it. Other tools count "
        "differently. Where that time is not over, it is left out.",
        _first_contact,
        "cases",
    ),
    Measure(
        "repeat",
        "Wrote again",
        Unit.SHARE,
        "matter",
        "The customer wrote about the same again within fcr_window after the first reply.",
        _repeats,
        "cases",
        upwards=False,
    ),
    Measure(
        "retention",
        "Stayed",
        Unit.STAYING,
        "customer",
        "Share of customers who are still there so long after their first contact. Gone is who has left, or gave no "
        "sign of life for the time `silence` (Kaplan-Meier, so that new customers count for as long as they are here).",
        _staying,
        "people",
    ),
    Measure(
        "troubled",
        "Troubled at first",
        Unit.SHARE,
        "matter",
        "Matters whose first message sounds upset, worried, confused or mixed.",
        _troubled,
        "cases",
        upwards=False,
    ),
    Measure(
        "turned",
        "Turned",
        Unit.SHARE,
        "matter",
        "Of matters troubled at first in which the customer wrote again: the last message sounds thankful or calm.",
        _turned,
        "cases",
    ),
    Measure(
        "promises",
        "Promises kept",
        Unit.SHARE,
        "promise",
        "Promises done by the moment that was promised first. One that was put off is not kept.",
        _promises,
        "promises",
    ),
)
BY_ID = {measure.id: measure for measure in MEASURES}
