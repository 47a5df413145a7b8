"""Before and after: an event with its primary measure, what must not get worse, and everything else."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from composer.figure_settings import COMPARABLE, Event, Guard, MeasureId
from composer.metrics.courses import MANY
from composer.metrics.differences import Cells, Difference, holm, tallied, weekly_means
from composer.metrics.figures import Figure, figure_of, start_of
from composer.metrics.matters import TROUBLED
from composer.metrics.measures import BY_ID, Evidence, FigureUnit, Measure, Value
from composer.metrics.proportions import Interval
from composer.metrics.times import shift
from composer.metrics.verdict import CHANCE, WEEKS, Verdict, after_a_low, judge
from composer.records.outcome_rows import Group

HORIZON = dt.timedelta(days=14)
"""Times count up to here, and only of what is at least so old, so that open cases lie on neither side."""
_LEAST_HOURS = 1 / 60
_WEEK = dt.timedelta(days=7)


class GuardResult(StrEnum):
    """What became of a guard."""

    YES = "held"
    NO = "broken"
    OPEN = "cannot be told"


@dataclass(frozen=True)
class MeasureChange:
    """One measure before and after an event."""

    measure: Measure
    before: Figure
    after: Figure
    verdict: Verdict
    ratio: Interval | None = None
    """Of times, how many times as long they take; None of others, and with too few."""
    after_a_low: bool = False
    raised: float | None = None
    """Of a secondary measure, its p after Holm."""

    @property
    def more_than_chance(self) -> bool:
        """Whether the word may be said."""
        ratio = self.ratio is None or self.ratio.low > 1 or self.ratio.high < 1
        return self.verdict.more_than_chance and ratio and (self.raised is None or self.raised < CHANCE)


@dataclass(frozen=True)
class Result:
    """What became of an event."""

    event: Event
    primary: MeasureChange
    guards: tuple[tuple[Guard, MeasureChange, GuardResult], ...]
    others: tuple[MeasureChange, ...]
    also: tuple[Event, ...]
    """Other events in the same weeks."""


def result_of(
    event: Event,
    evidence: Evidence,
    zone: dt.tzinfo,
    events: Sequence[Event] = (),
    keep: Callable[[Group], bool] = lambda _group: True,
) -> Result:
    """What can be said of an event by now: its primary measure, its guards, and every other measure after Holm."""
    start = start_of(event.on, zone)
    weeks = [start + number * _WEEK for number in range(-WEEKS, WEEKS + 1)]
    weekly = evidence.by_stretch(sorted({*weeks, start + event.washout}))
    changes: dict[MeasureId, MeasureChange] = {
        name: _change(BY_ID[name], event, weekly, zone, keep) for name in COMPARABLE
    }
    guards = tuple((one, changes[one.measure], _held(one, changes[one.measure])) for one in event.guards)
    named = {event.primary, *(one.measure for one in event.guards)}
    others = [one for name, one in changes.items() if name not in named and one.verdict.change is not None]
    raised = holm([one.verdict.p for one in others])
    whole = tuple(
        MeasureChange(one.measure, one.before, one.after, one.verdict, one.ratio, one.after_a_low, p)
        for one, p in zip(others, raised, strict=True)
    )
    span = WEEKS * _WEEK
    also = tuple(one for one in events if one is not event and abs(one.on - event.on) <= span)
    return Result(event, changes[event.primary], guards, whole, also)


def _change(
    measure: Measure, event: Event, evidence: Evidence, zone: dt.tzinfo, keep: Callable[[Group], bool]
) -> MeasureChange:
    seen = _weekly(measure, event, evidence, zone, keep)
    sides = [[one for week, _stratum, one in seen if (week >= 0) is side] for side in (False, True)]
    figures = [figure_of(measure, side) for side in sides]
    cells = _cells(seen, measure)
    verdict = judge(cells)
    low = after_a_low(weekly_means(cells), upwards=measure.upwards)
    ratio = _ratio(*sides) if measure.unit is FigureUnit.TIME and verdict.interval else None
    return MeasureChange(measure, figures[0], figures[1], verdict, ratio, low)


def _weekly(
    measure: Measure, event: Event, evidence: Evidence, zone: dt.tzinfo, keep: Callable[[Group], bool]
) -> list[tuple[int, str, Value]]:
    """What counts on either side, with its week from the event and its stratum."""
    start = start_of(event.on, zone)
    first, end, learned = start - WEEKS * _WEEK, start + WEEKS * _WEEK, start + event.washout
    latest = evidence.now - HORIZON if measure.unit is FigureUnit.TIME else evidence.now
    strata: dict[Group, str] = {}
    found = []
    for one in measure.values(evidence):
        at = one.at
        if one.left_out or at > latest or not (first <= at < start or learned <= at < end):
            continue
        stratum = strata.get(one.group)
        if stratum is None:
            stratum = strata[one.group] = stratum_of(one.group, measure) if keep(one.group) else ""
        if stratum:
            found.append(((at - start) // _WEEK, stratum, one))
    return found


def _cells(seen: Sequence[tuple[int, str, Value]], measure: Measure) -> Cells:
    worth = ((week, stratum, _worth(one, measure.unit)) for week, stratum, one in seen)
    return tallied(worth, (one.number for _week, _stratum, one in seen))


def stratum_of(group: Group, measure: Measure) -> str:
    """Like is compared with like: topic, channel, and whether the message was troubled where that is not counted."""
    troubled = group.tone in TROUBLED and measure.id != MeasureId.TROUBLED
    return f"{group.topic}\n{group.channel}\n{troubled}"


def _worth(one: Value, unit: FigureUnit) -> float:
    return math.log(_capped(one)) if unit is FigureUnit.TIME else one.value


def _capped(one: Value) -> float:
    most = HORIZON.total_seconds() / 3600
    return min(max(one.value, _LEAST_HOURS), most) if one.ended else most


def _ratio(before: Sequence[Value], after: Sequence[Value]) -> Interval:
    """How many times as long it takes: the Hodges-Lehmann shift of the logarithms with Moses' limits."""
    # To the minute, as it is shown: of many, most are alike then.
    many = sum(one.number for one in (*before, *after)) > MANY
    now, earlier = (
        [
            math.log(_to_the_minute(_capped(one)) if many else _capped(one))
            for one in side
            for _each in range(one.number)
        ]
        for side in (after, before)
    )
    return Interval(*(math.exp(limit) for limit in shift(now, earlier)))


def _to_the_minute(hours: float) -> float:
    return max(round(hours * 60), 1) / 60


def _held(guard: Guard, change: MeasureChange) -> GuardResult:
    """Whether a measure got worse by no more than was said before."""
    interval = change.verdict.interval
    if change.measure.unit is FigureUnit.TIME:
        if change.ratio is None:
            return GuardResult.OPEN
        interval = Interval(*(limit - 1 for limit in change.ratio))
    if interval is None:
        return GuardResult.OPEN
    if guard.change >= 0:
        return (
            GuardResult.YES
            if interval.high <= guard.change
            else GuardResult.NO
            if interval.low > guard.change
            else GuardResult.OPEN
        )
    return (
        GuardResult.YES
        if interval.low >= guard.change
        else GuardResult.NO
        if interval.high < guard.change
        else GuardResult.OPEN
    )


def against(touched: Cells, others: Cells) -> Difference | None:
    """How much more one group changed than one that an event did not touch; None where one cannot be compared."""
    first, second = judge(touched).change, judge(others).change
    if first is None or second is None:
        return None
    error = math.hypot(first.error, second.error)
    below = sum(one.error**4 / one.df for one in (first, second) if math.isfinite(one.df))
    return Difference(first.value - second.value, error, error**4 / below if below else math.inf)


def cells_of(
    measure: Measure, event: Event, evidence: Evidence, zone: dt.tzinfo, keep: Callable[[Group], bool]
) -> Cells:
    """The weekly cells of a measure around an event, of some groups."""
    return _cells(_weekly(measure, event, evidence, zone, keep), measure)
