"""Times: how long something took, where some of it is still open; and how two lots of times differ."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from typing import NamedTuple

from composer.metrics.distributions import CONFIDENCE, normal_two_sided, z_of
from composer.metrics.proportions import Interval


@dataclass(frozen=True)
class Point:
    """What is known at one moment after the beginning."""

    time: float
    left: Interval
    """The share that is still open just after it."""
    at_risk: int
    """How many were still open and watched just before it."""
    ended: int


def kaplan_meier(
    times: Sequence[float], ended: Sequence[bool], confidence: float = CONFIDENCE, *, numbers: Sequence[int] = ()
) -> list[Point]:
    """The share still open after each time (Kaplan and Meier 1958), limits by log(-log) of Greenwood's variance.

    `ended` is False where it was still open when we last looked, after that time; `numbers` says how many of each there
    are, one where it says nothing.
    """
    watched, over = Counter[float](), Counter[float]()
    for time, done, number in zip(times, ended, numbers or repeat(1, len(times)), strict=True):
        watched[time] += number
        if done:
            over[time] += number
    z, share, greenwood = z_of(confidence), 1.0, 0.0
    points: list[Point] = []
    at_risk = watched.total()
    for time, here in sorted(watched.items()):
        gone = over[time]
        if gone:
            share *= 1 - gone / at_risk
            greenwood += gone / (at_risk * (at_risk - gone)) if at_risk > gone else math.inf
            points.append(Point(time, _log_log(share, greenwood, z), at_risk, gone))
        at_risk -= here
    return points


def _log_log(share: float, greenwood: float, z: float) -> Interval:
    if share <= 0.0 or not math.isfinite(greenwood):
        return Interval(0.0, 0.0, 0.0)
    middle = math.log(-math.log(share))
    reach = z * math.sqrt(greenwood) / abs(math.log(share))
    return Interval(share, math.exp(-math.exp(middle + reach)), math.exp(-math.exp(middle - reach)))


def quantile(points: Sequence[Point], left: float = 0.5) -> Interval:
    """The time after which no more than a share is open, with limits (Brookmeyer and Crowley 1982).

    A limit is infinite where so many never ended.
    """

    def first(shares: list[float]) -> float:
        return next((point.time for point, share in zip(points, shares, strict=True) if share <= left), math.inf)

    return Interval(
        first([point.left.value for point in points]),
        first([point.left.low for point in points]),
        first([point.left.high for point in points]),
    )


def share_left(points: Sequence[Point], time: float) -> Interval:
    """The share that is still open at a time."""
    before = [point for point in points if point.time <= time]
    return before[-1].left if before else Interval(1.0, 1.0, 1.0)


def shift(now: Sequence[float], before: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """By how much values are above earlier ones: the median of all differences (Hodges and Lehmann 1963).

    Its limits are Moses': the differences at the places where the Mann-Whitney test, by its normal approximation
    without ties, would just doubt. Takes linear memory however many differences there are.
    """
    first, second = _Lot.of(now), _Lot.of(before)
    count = len(now) * len(before)
    spread = math.sqrt(count * (len(now) + len(before) + 1) / 12)
    place = max(math.floor(count / 2 - z_of(confidence) * spread), 0)
    middle = (_difference(first, second, (count + 1) // 2) + _difference(first, second, count // 2 + 1)) / 2
    return Interval(middle, _difference(first, second, place + 1), _difference(first, second, count - place))


class _Lot(NamedTuple):
    """Values in order, each once, with how many of each there are, and how many up to there."""

    values: list[float]
    numbers: list[int]
    up_to: list[int]

    @classmethod
    def of(cls, values: Iterable[float]) -> _Lot:
        """The lot of some values."""
        counted = sorted(Counter(values).items())
        numbers = [number for _value, number in counted]
        return cls([value for value, _number in counted], numbers, [*accumulate(numbers)])


def _difference(first: _Lot, second: _Lot, place: int) -> float:
    """The difference at a place, from 1, among all of them in order."""
    low, high = first.values[0] - second.values[-1], first.values[-1] - second.values[0]
    if _not_above(first, second, low) >= place:
        return low
    while True:
        middle = (low + high) / 2
        if middle <= low or middle >= high:
            return high
        if _not_above(first, second, middle) >= place:
            # The largest difference that is no greater: the search ends on a difference itself.
            high = _largest_up_to(first.values, second.values, middle)
            if _not_above(first, second, math.nextafter(high, -math.inf)) < place:
                return high
        else:
            low = middle


def _not_above(first: _Lot, second: _Lot, limit: float) -> int:
    """How many differences are at most the limit."""
    found, at, values = 0, 0, first.values
    for value, number in zip(second.values, second.numbers, strict=True):
        while at < len(values) and values[at] - value <= limit:
            at += 1
        if at:
            found += number * first.up_to[at - 1]
    return found


def _largest_up_to(first: list[float], second: list[float], limit: float) -> float:
    best, at = -math.inf, 0
    for value in second:
        while at < len(first) and first[at] - value <= limit:
            at += 1
        if at:
            best = max(best, first[at - 1] - value)
    return best


def mann_whitney(now: Sequence[float], before: Sequence[float]) -> tuple[float, float]:
    """Mann and Whitney's U of the first values, and its two-sided p: normal, for ties and continuity corrected."""
    first, second = len(now), len(before)
    everything = sorted([*now, *before])
    below = sorted(before)
    larger = sum(
        bisect_left(below, value) + 0.5 * (bisect_right(below, value) - bisect_left(below, value)) for value in now
    )
    ties, at = 0, 0
    while at < len(everything):
        end = bisect_right(everything, everything[at], at)
        ties += (end - at) ** 3 - (end - at)
        at = end
    total = first + second
    spread = math.sqrt(first * second / 12 * (total + 1 - ties / (total * (total - 1))))
    away = abs(larger - first * second / 2) - 0.5
    return larger, min(normal_two_sided(max(away, 0.0) / spread), 1.0) if spread else 1.0
