"""Courses: what became of each matter, as far as figures need it; of many matters, those that are alike together."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from composer.metrics.matters import AT_PEACE, TROUBLED, Matter, lone_and_others, matter_of
from composer.records.outcome_rows import CaseRow, Group, RatingTally

ASKED_NOTHING = "ask for nothing"
NOT_DUE = "are not due yet"
NO_MOMENT = "say no moment"
MANY = 2_000
"""Cases from which on times are counted to the minute, as they are shown: so there are few of them."""
_MINUTE, _HALF, _NEVER = dt.timedelta(minutes=1), dt.timedelta(seconds=30), dt.timedelta.min


@dataclass(frozen=True)
class Rules:
    """What a team may set."""

    targets: Mapping[str, dt.timedelta]
    """The reply target of each channel."""
    window: dt.timedelta = dt.timedelta(days=7)
    """In which a customer who writes again was not helped the first time."""
    silence: dt.timedelta = dt.timedelta(days=90)
    """After which a customer who gives no sign of life has left."""


class MatterCourse(NamedTuple):
    """What became of a matter."""

    at: dt.datetime
    """When it began, in UTC; or the beginning of the stretch of time in which it did."""
    group: Group
    """Of its first message."""
    asks: bool
    """Whether its first message asks for something."""
    answered: bool
    unseen: bool
    """Whether it has a reply of which no moment is known."""
    solved: bool
    at_once: bool
    """Whether the first reply solved it."""
    came_back: bool
    """Whether the customer wrote again within the window after the first reply."""
    may_come_back: bool
    """Whether that window is still open."""
    troubled: bool | None
    """At first; None where no tone was read."""
    turned: bool | None
    """Whether who was troubled at first was at peace at last; None where that cannot be asked."""
    waited: float = 0.0
    """Hours until the first reply, or until now; 0 where only the rest counts."""
    took: float = 0.0
    """Hours until it was solved for good, or until now; 0 where only the rest counts."""


_TIMES = -2
"""From which field on a course tells times."""


class Due(NamedTuple):
    """Whether a message was answered within its channel's target."""

    at: dt.datetime
    group: Group
    in_time: bool
    left_out: str
    """Why it does not count, where it does not."""


class Courses(NamedTuple):
    """What became of some matters, and how many are alike."""

    courses: Collection[tuple[MatterCourse, int]]
    due: Collection[tuple[Due, int]]
    times: Collection[tuple[MatterCourse, int]]
    """The courses with their times."""


def courses_of(matters: Iterable[Matter], rules: Rules, now: dt.datetime) -> Courses:
    """What became of each matter until a moment in UTC."""
    courses, due = [], []
    for matter in matters:
        courses.append((_course(matter, rules, now, _where_it_is, _hours), 1))
        due += [(one, 1) for one in _due_in(matter, rules, now, _where_it_is)]
    return Courses(courses, due, courses)


def by_stretch(each: Courses, starts: Sequence[dt.datetime]) -> Courses:
    """What became of matters from the first of some moments on, told apart by the stretch in which they began."""
    courses, due = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
    for some, told, end in ((each.courses, courses, _TIMES), (each.due, due, None)):
        for one, number in some:
            place = bisect_right(starts, one[0])
            if place:
                told[(starts[place - 1], *one[1:end])] += number
    alike = [(MatterCourse(*one), number) for one, number in courses.items()]
    return Courses(alike, [(Due(*one), number) for one, number in due.items()], each.times)


def tallied_courses(cases: Sequence[CaseRow], rules: Rules, now: dt.datetime, tally: RatingTally) -> Courses:
    """What became of the matters of some cases, told apart only by what the tally names; of many, to the minute."""
    alone, others = lone_and_others(cases, rules.window)
    many = len(cases) > MANY
    place, hours = _placer(tally), _to_the_minute if many else _hours
    courses, due = Counter[MatterCourse](), Counter[Due]()
    alike = _alike(alone, rules, now, tally) if many else ((case, 1) for case in alone)
    for matter, number in chain(((matter_of(case), number) for case, number in alike), ((one, 1) for one in others)):
        courses[_course(matter, rules, now, place, hours)] += number
        for one in _due_in(matter, rules, now, place):
            due[one] += number
    return Courses(courses.items(), due.items(), courses.items())


def _alike(
    alone: Iterable[CaseRow], rules: Rules, now: dt.datetime, tally: RatingTally
) -> Iterator[tuple[CaseRow, int]]:
    """Of cases of which the same can be told, the last one and how many there are.

    Most have a reply, and so long ago that nothing depends on this moment any more; the others stand for themselves.
    """
    kinds, starts, settled = _kinds(rules, tally), tally.starts, now - rules.window
    seen: dict[Hashable, CaseRow] = {}
    numbers: dict[Hashable, int] = defaultdict(int)
    for case in alone:
        _id, _customer, _thread, group, issues, _struggle, received, reply, _last, solved, outcome, replies = case
        if received is None or reply is None or reply > settled:
            yield case, 1
            continue
        kind, target = kinds(group)
        waited = reply - received
        later = None if solved is None or solved is reply else (solved - received + _HALF) // _MINUTE
        in_time = waited <= target
        stretch = bisect_right(starts, received)
        key = (stretch, kind, issues, replies, outcome, (waited + _HALF) // _MINUTE, solved is reply, later, in_time)
        numbers[key] += 1
        seen[key] = case
    yield from ((case, numbers[key]) for key, case in seen.items())


def _kinds(rules: Rules, tally: RatingTally) -> Callable[[Group], tuple[int, dt.timedelta]]:
    """A number for each kind of group that has to be told apart, and its target; a negative one where it has none."""
    reduced, numbers = _reducer(tally), dict[Hashable, int]()
    known: dict[Group, tuple[int, dt.timedelta]] = {}

    def kind(group: Group) -> tuple[int, dt.timedelta]:
        found = known.get(group)
        if found is None:
            target = rules.targets.get(group.channel, _NEVER)
            what = (reduced(group), group.tone in TROUBLED, bool(group.tone), target)
            found = known[group] = numbers.setdefault(what, len(numbers)), target
        return found

    return kind


_Place = Callable[[dt.datetime, Group], tuple[dt.datetime, Group]]


def _where_it_is(at: dt.datetime, group: Group) -> tuple[dt.datetime, Group]:
    return at, group


def _placer(tally: RatingTally) -> _Place:
    """At which beginning and in which group something is counted."""
    starts, reduced = tally.starts, _reducer(tally)
    return lambda at, group: (starts[max(bisect_right(starts, at) - 1, 0)], reduced(group))


def _reducer(tally: RatingTally) -> Callable[[Group], Group]:
    """A group with only what it is told apart by."""
    known: dict[Group, Group] = {}

    def reduced(group: Group) -> Group:
        found = known.get(group)
        if found is None:
            told = (value if name in tally.parts else "" for name, value in zip(Group._fields, group, strict=True))
            found = known[group] = Group(*told)
        return found

    return reduced


def _course(
    matter: Matter, rules: Rules, now: dt.datetime, place: _Place, hours: Callable[[dt.timedelta], float]
) -> MatterCourse:
    first, received, cases = matter
    reply, solved, tone = first.first_reply, matter.solved, first.group.tone
    troubled = tone in TROUBLED
    waited = hours((reply or now) - received)
    return MatterCourse(
        *place(received, first.group),
        asks=matter.wants_answer,
        answered=reply is not None,
        unseen=bool(first.replies) and reply is None,
        solved=solved is not None,
        at_once=reply is not None and first.outcome == "solved" and first.replies == 1 and first.solved == reply,
        came_back=len(cases) > 1 and reply is not None and matter.came_back(reply, rules.window),
        may_come_back=reply is not None and reply + rules.window > now,
        troubled=troubled if tone else None,
        turned=cases[-1].group.tone in AT_PEACE if troubled and len(cases) > 1 else None,
        waited=waited,
        took=waited if solved == reply else hours((solved or now) - received),
    )


def _due_in(matter: Matter, rules: Rules, now: dt.datetime, place: _Place) -> Iterator[Due]:
    """Of each of its messages whose channel has a target."""
    for case in matter.cases:
        target, received, reply = rules.targets.get(case.group.channel), case.received, case.first_reply
        if target is None or received is None:
            continue
        why = ""
        if reply is None:
            asks = case.issues is None or case.issues > 0 or case.group.tone in TROUBLED
            waits = now - received <= target
            why = NO_MOMENT if case.replies else ASKED_NOTHING if not asks else NOT_DUE if waits else ""
        yield Due(*place(received, case.group), reply is not None and reply - received <= target, why)


def _hours(span: dt.timedelta) -> float:
    return max(span.total_seconds(), 0.0) / 3600


def _to_the_minute(span: dt.timedelta) -> float:
    return max((span + _HALF) // _MINUTE, 0) / 60
