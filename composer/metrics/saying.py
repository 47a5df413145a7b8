"""Saying: figures in words, in one way everywhere."""

from __future__ import annotations

import math

from composer.metrics.figures import FEWEST, Figure
from composer.metrics.measures import FigureUnit
from kb.text import count_of

_PLURALS = {"person asked": "people asked"}


def value_words(figure: Figure) -> str:
    """The value; counts where it rests on few, and nothing where it rests on fewer than five."""
    if figure.hidden:
        return "none" if not figure.count else "too few"
    if figure.counts_only and figure.measure.unit is FigureUnit.SHARE:
        return f"{figure.hits} of {figure.count}"
    return amount(figure.interval.value, figure.measure.unit)


def interval_words(figure: Figure) -> str:
    """Between which values the true one probably lies; empty where too few were counted."""
    if figure.counts_only:
        return ""
    unit, (_value, low, high) = figure.measure.unit, figure.interval
    if unit is FigureUnit.TIME:
        if math.isinf(high):
            return "" if math.isinf(low) else f"at least {amount(low, unit)}"
        return f"{amount(low, unit)} to {amount(high, unit)}"
    return f"{_hundred(low)} to {_hundred(high)}"


def count_words(figure: Figure) -> str:
    """How many it rests on, and what is left out."""
    counts = figure.measure.counts
    many = _PLURALS.get(counts, f"{counts}s")
    said = f"{figure.count:,} {many}" if not 0 < figure.count < FEWEST else f"fewer than {FEWEST} {many}"
    after = f" after {count_of(figure.after, 'day')}" if figure.after else ""
    return said + after


def left_out_words(figure: Figure) -> str:
    """How many do not count, and why; empty where there are none."""
    parts = [f"{number:,} {why}" for why, number in figure.left_out.items()]
    return f"left out: {', '.join(parts)}" if parts else ""


def amount(value: float, unit: FigureUnit) -> str:
    """A value in its unit."""
    if math.isnan(value):
        return "none"
    match unit:
        case FigureUnit.SHARE | FigureUnit.STAYING:
            return f"{_hundred(value)} %"
        case FigureUnit.SCORE:
            return _signed(value) if _hundred(value) != "0" else "0"
        case FigureUnit.TIME:
            return span(value)


def span(hours: float) -> str:
    """A length of time as people say it."""
    if math.isinf(hours):
        return "not yet half"
    minutes = round(hours * 60)
    if minutes < 1:
        return f"{round(hours * 3600)} s"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        whole, rest = divmod(minutes, 60)
        return f"{whole} h {rest} min" if rest and whole < 10 else f"{round(minutes / 60)} h"
    days, left = divmod(round(minutes / 60), 24)
    return f"{days} d {left} h" if left and days < 10 else f"{days} d"


def _hundred(value: float) -> str:
    return f"{round(100 * value):d}"


def _signed(value: float) -> str:
    return f"{round(100 * value):+d}"
