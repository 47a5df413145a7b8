"""Measures: what each figure counts, in words and in code; every value stands on the day that it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from composer.metrics.courses import (
    ASKED_NOTHING,
    NO_MOMENT,
    NOT_DUE,
    Courses,
    MatterCourse,
    Rules,
    by_stretch,
    courses_of,
    tallied_courses,
)
from composer.metrics.matters import Matter, matters_of
from composer.records.outcome_rows import Group, OutcomeRows, RatingRow, RatingTally

OPEN_WINDOW = "can still come back"
UNDATED = dt.datetime.min  # noqa: DTZ901  in no period
"""The moment of what says none."""


class FigureUnit(StrEnum):
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
class Evidence:
    """What was kept, at a moment in UTC without a zone."""

    kept: OutcomeRows
    rules: Rules
    now: dt.datetime
    tally: RatingTally | None = None
    """By what it has to be told apart; None where every matter counts for itself."""

    @cached_property
    def matters(self) -> list[Matter]:
        """What customers wrote about."""
        return [*matters_of(self.kept.cases, self.rules.window)]

    @cached_property
    def counted(self) -> Courses:
        """What became of the matters."""
        if self.tally is None:
            return courses_of(self.matters, self.rules, self.now)
        return tallied_courses(self.kept.cases, self.rules, self.now, self.tally)

    def by_stretch(self, starts: Sequence[dt.datetime]) -> Evidence:
        """The same of what began from the first of some moments on, matters alike where they began in one stretch."""
        told = replace(self)
        told.__dict__["counted"] = by_stretch(self.counted, starts)
        return told


@dataclass(frozen=True)
class Measure:
    """One kind of figure."""

    id: str
    title: str
    unit: FigureUnit
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
        return Value(UNDATED, value, one.group, left_out=NO_MOMENT, number=one.number)
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
    for one, number in evidence.counted.times:
        why = ASKED_NOTHING if not one.asks else NO_MOMENT if one.unseen else ""
        yield Value(one.at, one.waited, one.group, one.answered, why, number)


def _in_time(evidence: Evidence) -> Iterator[Value]:
    for one, number in evidence.counted.due:
        yield Value(one.at, float(one.in_time), one.group, left_out=one.left_out, number=number)


def _resolutions(evidence: Evidence) -> Iterator[Value]:
    for one, number in evidence.counted.times:
        why = "" if one.asks else ASKED_NOTHING
        yield Value(one.at, one.took, one.group, one.solved, why, number)


def _first_contact(evidence: Evidence) -> Iterator[Value]:
    for one, number in evidence.counted.courses:
        if one.answered:
            yield _after_a_reply(one, one.at_once and not one.came_back, number)


def _repeats(evidence: Evidence) -> Iterator[Value]:
    for one, number in evidence.counted.courses:
        if one.answered:
            yield _after_a_reply(one, one.came_back, number)


def _after_a_reply(one: MatterCourse, so: bool, number: int) -> Value:  # noqa: FBT001  a value
    return Value(one.at, float(so), one.group, left_out=OPEN_WINDOW if one.may_come_back else "", number=number)


def _staying(evidence: Evidence) -> Iterator[Value]:
    today, silence = evidence.now.date(), evidence.rules.silence
    for person in evidence.kept.people:
        gone = person.left or person.last + silence
        ended = gone <= today
        days = float(((gone if ended else today) - person.first).days)
        yield Value(dt.datetime.combine(person.first, dt.time()), days, Group(), ended)


def _troubled(evidence: Evidence) -> Iterator[Value]:
    for one, number in evidence.counted.courses:
        if one.troubled is not None:
            yield Value(one.at, float(one.troubled), one.group, number=number)


def _turned(evidence: Evidence) -> Iterator[Value]:
    for one, number in evidence.counted.courses:
        if one.turned is not None:
            yield Value(one.at, float(one.turned), one.group, number=number)


def _promises(evidence: Evidence) -> Iterator[Value]:
    for one in evidence.kept.promises:
        kept = one.done and not one.put_off and one.settled is not None and one.settled <= one.due
        waits = not one.done and not one.put_off and one.due > evidence.now
        why = NOT_DUE if waits else NO_MOMENT if one.done and not one.put_off and one.settled is None else ""
        yield Value(one.due, float(kept), one.group, left_out=why)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "csat",
        "CSAT",
        FigureUnit.SHARE,
        "rating",
        "Satisfied ratings of all ratings: the two best of five values or more, else the best one.",
        _rated("csat"),
        "ratings",
    ),
    Measure(
        "nps",
        "NPS",
        FigureUnit.SCORE,
        "rating",
        "Percent who gave 9 or 10 less percent who gave 0 to 6, from -100 to 100 (Net Promoter Score).",
        _promoters,
        "ratings",
    ),
    Measure(
        "ces",
        "Easy",
        FigureUnit.SHARE,
        "rating",
        "Answers to how easy it was (customer effort) with one of the two best of five values or more.",
        _rated("ces"),
        "ratings",
    ),
    Measure(
        "response",
        "Response rate",
        FigureUnit.SHARE,
        "person asked",
        "Who gave a rating of all who were asked, as far as a source tells whom it asked.",
        _responses,
        "ratings",
    ),
    Measure(
        "first_reply",
        "First reply",
        FigureUnit.TIME,
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
        FigureUnit.SHARE,
        "message",
        "Messages that had an answer or an update within their channel's reply_within. Those that wait and are not "
        "late yet are left out.",
        _in_time,
        "cases",
    ),
    Measure(
        "resolution",
        "Resolution time",
        FigureUnit.TIME,
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
        FigureUnit.SHARE,
        "matter",
        "Solved by the first reply, and no message about the same within fcr_window after it. Other tools count "
        "differently. Where that time is not over, it is left out.",
        _first_contact,
        "cases",
    ),
    Measure(
        "repeat",
        "Wrote again",
        FigureUnit.SHARE,
        "matter",
        "The customer wrote about the same again within fcr_window after the first reply.",
        _repeats,
        "cases",
        upwards=False,
    ),
    Measure(
        "retention",
        "Stayed",
        FigureUnit.STAYING,
        "customer",
        "Share of customers who are still there so long after their first contact. Gone is who has left, or gave no "
        "sign of life for the time `silence` (Kaplan-Meier, so that new customers count for as long as they are here).",
        _staying,
        "people",
    ),
    Measure(
        "troubled",
        "Troubled at first",
        FigureUnit.SHARE,
        "matter",
        "Matters whose first message sounds upset, worried, confused or mixed.",
        _troubled,
        "cases",
        upwards=False,
    ),
    Measure(
        "turned",
        "Turned",
        FigureUnit.SHARE,
        "matter",
        "Of matters troubled at first in which the customer wrote again: the last message sounds thankful or calm.",
        _turned,
        "cases",
    ),
    Measure(
        "promises",
        "Promises kept",
        FigureUnit.SHARE,
        "promise",
        "Promises done by the moment that was promised first. One that was put off is not kept.",
        _promises,
        "promises",
    ),
)
BY_ID = {measure.id: measure for measure in MEASURES}
