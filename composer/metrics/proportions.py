"""Proportions: shares and the Net Promoter Score with intervals that hold for few answers, too."""

from __future__ import annotations

import math
from typing import NamedTuple

from composer.metrics.distributions import CONFIDENCE, z_of


class Interval(NamedTuple):
    """A value with the limits between which the true one probably lies."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether all of it is on one side of 0."""
        return self.low > 0 or self.high < 0


def wilson(successes: int, count: int, confidence: float = CONFIDENCE) -> Interval:
    """A share with its score interval (Wilson 1927); without anything counted, all from 0 to 1 is possible."""
    if count == 0:
        return Interval(math.nan, 0.0, 1.0)
    share, z = successes / count, z_of(confidence)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt((share * (1 - share) + z * z / (4 * count)) / count) / (1 + z * z / count)
    low = 0.0 if successes == 0 else max(middle - reach, 0.0)
    high = 1.0 if successes == count else min(middle + reach, 1.0)
    return Interval(share, low, high)


def newcombe(successes: int, count: int, earlier: int, earlier_count: int, confidence: float = CONFIDENCE) -> Interval:
    """How much a share is above an earlier one (Newcombe 1998, method 10: of two score intervals)."""
    now, before = wilson(successes, count, confidence), wilson(earlier, earlier_count, confidence)
    difference = now.value - before.value
    low = difference - math.hypot(now.value - now.low, before.high - before.value)
    high = difference + math.hypot(now.high - now.value, before.value - before.low)
    return Interval(difference, low, high)


def net_promoters(promoters: int, passives: int, detractors: int, confidence: float = CONFIDENCE) -> Interval:
    """The Net Promoter Score from -1 to 1, its interval by the adjusted Wald method (Rocks 2016).

    Three answers are added for the interval: three quarters of one to each end and one and a half to the middle.
    """
    count = promoters + passives + detractors
    if count == 0:
        return Interval(math.nan, -1.0, 1.0)
    up, down = (promoters + 0.75) / (count + 3), (detractors + 0.75) / (count + 3)
    middle = up - down
    reach = z_of(confidence) * math.sqrt((up + down - middle * middle) / (count + 3))
    return Interval((promoters - detractors) / count, max(middle - reach, -1.0), min(middle + reach, 1.0))


def shrunk(successes: int, count: int, overall: float, weight: float) -> float:
    """A share drawn towards the share of all, as if `weight` more answers like all the others had come."""
    return (successes + overall * weight) / (count + weight)
