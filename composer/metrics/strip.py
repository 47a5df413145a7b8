"""Strip: a measure by month as lines of text, each with its interval as a bar and, beside it, in words."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from composer.figure_settings import Event
from composer.metrics.figures import Figure
from composer.metrics.measures import FigureUnit
from composer.metrics.saying import count_words, interval_words, value_words

_HALF = 15
"""An event until this day of a month stands before the month's line, a later one after it."""


def strip_lines(months: Sequence[tuple[dt.date, Figure]], events: Sequence[Event], width: int) -> list[str]:
    """A line for each month, and one for each event in its place; bars are `width` characters wide."""
    shown = [figure for _month, figure in months if not figure.counts_only]
    low, high = _range(shown)
    lines = []
    waiting = sorted(events, key=lambda one: one.on)
    for month, figure in months:
        words = (value_words(figure), interval_words(figure), count_words(figure))
        line = f"{month:%Y-%m}  {bar(figure, low, high, width)}  {', '.join(filter(None, words))}"
        after = (month + dt.timedelta(days=32)).replace(day=1)
        inside = [one for one in waiting if month <= one.on < after]
        lines += [_mark(one) for one in inside if one.on.day <= _HALF]
        lines.append(line)
        lines += [_mark(one) for one in inside if one.on.day > _HALF]
    return lines


def _mark(event: Event) -> str:
    return f"▼ {event.on}  {event.name}"


def bar(figure: Figure, low: float, high: float, width: int) -> str:
    """An interval with its value as a dot; blank where too few were counted."""
    if figure.counts_only or not all(math.isfinite(one) for one in figure.interval):
        return " " * width
    value, left, right = (_place(one, low, high, width) for one in figure.interval)
    cells = [" "] * width
    cells[left : right + 1] = "─" * (right + 1 - left)
    cells[left], cells[right] = "├", "┤"
    cells[value] = "●"
    return "".join(cells)


def _place(value: float, low: float, high: float, width: int) -> int:
    share = (value - low) / (high - low) if high > low else 0.0
    return min(max(round(share * (width - 1)), 0), width - 1)


def _range(figures: Sequence[Figure]) -> tuple[float, float]:
    if not figures or figures[0].measure.unit in (FigureUnit.SHARE, FigureUnit.STAYING):
        return 0.0, 1.0
    if figures[0].measure.unit is FigureUnit.SCORE:
        return -1.0, 1.0
    highs = [one.interval.high for one in figures if math.isfinite(one.interval.high)]
    return 0.0, max(highs, default=1.0)
