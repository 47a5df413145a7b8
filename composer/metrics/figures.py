"""Figures: a number with its count and its interval, for all or for each group; too few are not shown."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from composer.metrics.courses import MANY
from composer.metrics.measures import UNDATED, Evidence, FigureUnit, Measure, Value
from composer.metrics.proportions import Interval, net_promoters, wilson
from composer.metrics.times import kaplan_meier, quantile, share_left
from composer.records.outcome_rows import Group

FEWEST = 5
"""Things counted below which a cell is merged or not shown, so that nobody is picked out."""
FEW = 10
"""Things counted below which there are counts and no interval."""
HORIZONS = (365, 180, 90, 30)
"""Days after which it is looked who stayed: the longest for which enough were watched."""
PARTS = ("topic", "channel", "language", "tone")


class Stretch(NamedTuple):
    """Days from the first to the last, both in it, in the team's time zone."""

    first: dt.date
    last: dt.date
    zone: dt.tzinfo

    @property
    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        """Its first moment, and the first one after it, in UTC without a zone."""
        return start_of(self.first, self.zone), start_of(self.last + dt.timedelta(days=1), self.zone)

    @property
    def months(self) -> list[dt.date]:
        """The first day of each of its months."""
        found = [self.first.replace(day=1)]
        while (after := (found[-1] + dt.timedelta(days=32)).replace(day=1)) <= self.last:
            found.append(after)
        return found


def start_of(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The first moment of a day of a time zone, in UTC without a zone."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Figure:
    """One measure of one group."""

    measure: Measure
    name: str
    """Of the group; empty for all."""
    count: int
    interval: Interval
    """Shares and staying from 0 to 1, the score from -1 to 1, times in hours."""
    hits: int = 0
    """Of a share, how many count for it."""
    after: int = 0
    """Days, of staying."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many are left out, by why."""

    @property
    def hidden(self) -> bool:
        """Whether too few were counted for anything to be shown."""
        return self.count < FEWEST

    @property
    def counts_only(self) -> bool:
        """Whether so few were counted that an interval would say nothing."""
        return self.count < FEW


def values_in(
    measure: Measure, evidence: Evidence, stretch: Stretch, keep: Callable[[Group], bool] = lambda _group: True
) -> list[Value]:
    """What a measure counts in some days and groups, those that are left out among it."""
    start, end = stretch.bounds
    kept: dict[Group, bool] = {}
    found = []
    for one in measure.values(evidence):
        if start <= one.at < end or one.at is UNDATED:
            group = one.group
            if group not in kept:
                kept[group] = keep(group)
            if kept[group]:
                found.append(one)
    return found


def figure_of(measure: Measure, values: Iterable[Value], name: str = "") -> Figure:
    """The figure of some values."""
    counted, left_out = [], Counter[str]()
    for one in values:
        if one.left_out:
            left_out[one.left_out] += one.number
        else:
            counted.append(one)
    count = sum(one.number for one in counted)
    match measure.unit:
        case FigureUnit.SHARE:
            hits = round(math.fsum(one.value * one.number for one in counted))
            return Figure(measure, name, count, wilson(hits, count), hits, left_out=left_out)
        case FigureUnit.SCORE:
            ups, downs = (sum(one.number for one in counted if one.value == end) for end in (1, -1))
            return Figure(measure, name, count, net_promoters(ups, count - ups - downs, downs), left_out=left_out)
        case FigureUnit.TIME:
            # To the minute, which is as exact as it is shown, and of many cases makes few moments.
            many = count > MANY
            hours = [round(one.value * 60) / 60 if many else one.value for one in counted]
            points = kaplan_meier(hours, [one.ended for one in counted], numbers=[one.number for one in counted])
            return Figure(measure, name, count, quantile(points), left_out=left_out)
    return _staying(measure, counted, name)


def _staying(measure: Measure, counted: Sequence[Value], name: str) -> Figure:
    points = kaplan_meier([one.value for one in counted], [one.ended for one in counted])
    for days in HORIZONS:
        if sum(one.value >= days for one in counted) >= FEWEST:
            return Figure(measure, name, len(counted), share_left(points, days), after=days)
    return Figure(measure, name, 0, Interval(math.nan, 0.0, 1.0))


def parted(measure: Measure, values: Iterable[Value], by: str) -> list[Figure]:
    """The figure of each group, the largest first; groups below five are merged into one of at least five."""
    groups: dict[str, list[Value]] = defaultdict(list)
    for one in values:
        groups[getattr(one.group, by)].append(one)
    sizes = {name: sum(one.number for one in theirs if not one.left_out) for name, theirs in groups.items()}
    order = sorted(groups, key=lambda name: (-sizes[name], name))
    shown = [name for name in order if sizes[name] >= FEWEST]
    merged = [name for name in order if sizes[name] < FEWEST and sizes[name]]
    # The difference to the total would give a small group away.
    while shown and merged and sum(sizes[name] for name in merged) < FEWEST:
        merged.insert(0, shown.pop())
    found = [figure_of(measure, groups[name], name or "none said") for name in shown]
    together = [one for name in merged for one in groups[name]]
    if together:
        found.append(figure_of(measure, together, f"{len(merged)} others" if len(merged) > 1 else "other"))
    return found


def by_month(measure: Measure, values: Iterable[Value], stretch: Stretch) -> list[tuple[dt.date, Figure]]:
    """The figure of each calendar month of some days, by its first day."""
    months = stretch.months
    starts = [start_of(month, stretch.zone) for month in months]
    parts: list[list[Value]] = [[] for _month in months]
    for one in values:
        if not one.left_out:
            parts[bisect_right(starts, one.at) - 1].append(one)
    return [(month, figure_of(measure, part, f"{month:%Y-%m}")) for month, part in zip(months, parts, strict=True)]
