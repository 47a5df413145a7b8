"""Distributions: quantiles and tails of the normal and of Student's t."""

from __future__ import annotations

import math
from statistics import NormalDist

_NORMAL = NormalDist()
CONFIDENCE = 0.95
"""Of every interval, unless another one is said."""
_SMALLEST = 1e-300


def normal_quantile(share: float) -> float:
    """The value below which a share of the standard normal lies."""
    return _NORMAL.inv_cdf(share)


def z_of(confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval reaches to each side."""
    return normal_quantile(0.5 + confidence / 2)


def normal_two_sided(z: float) -> float:
    """How often a standard normal is at least as far from 0 as z."""
    return math.erfc(abs(z) / math.sqrt(2))


_MANY = 1e6
"""Degrees of freedom from which on Student's t is all but the normal."""


def t_two_sided(t: float, df: float) -> float:
    """How often Student's t with `df` degrees of freedom is at least as far from 0 as t.

    With very many it is by the normal (Abramowitz and Stegun 26.7.8), since the beta function rounds too much there.
    """
    if df > _MANY:
        return normal_two_sided(t * (1 - 1 / (4 * df)) / math.sqrt(1 + t * t / (2 * df)))
    return _incomplete_beta(df / 2, 0.5, df / (df + t * t))


def t_quantile(share: float, df: float) -> float:
    """The value below which a share of Student's t lies; the share is above one half (very many: A. and S. 26.7.5).

    By Newton's method: the tail is convex, and the normal's quantile is never too far out, so each step leads on.
    """
    value = normal_quantile(share)
    if df > _MANY:
        return value + (value**3 + value) / (4 * df)
    tail, half = 2 * (1 - share), (df + 1) / 2
    peak = math.exp(math.lgamma(half) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    for _step in range(200):
        density = peak * (1 + value * value / df) ** -half
        more = (t_two_sided(value, df) - tail) / (2 * density)
        value += more
        if abs(more) <= 1e-14 * value:
            break
    return value


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function (Abramowitz and Stegun 26.5.8, by Lentz's continued fraction)."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x > (a + 1) / (a + b + 2):
        return 1.0 - front * _fraction(b, a, 1 - x) / b
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for step in range(1, 10_000):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for part in (even, odd):
            d = 1 / _away(1 + part * d)
            c = _away(1 + part / c)
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def _away(value: float) -> float:
    """A value that may be divided by."""
    return value if abs(value) > _SMALLEST else _SMALLEST
