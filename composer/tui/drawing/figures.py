"""Figures as they are shown: a measure on a line of a list, and one of them with its months, groups and words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from composer.desk.figures import FiguresPart
from composer.figure_settings import Event
from composer.metrics.figures import Figure
from composer.metrics.saying import count_words, interval_words, left_out_words, value_words
from composer.metrics.strip import strip_lines

_TITLE, _VALUE, _LIMITS = 18, 10, 22


def measure_row(part: FiguresPart) -> Content:
    """A measure on one line: its name, its value, its interval and its count."""
    whole = part.whole
    columns = (part.measure.title.ljust(_TITLE), value_words(whole).rjust(_VALUE))
    return Content.assemble(
        columns[0], (columns[1], "bold"), "  ", interval_words(whole).ljust(_LIMITS), " ", (count_words(whole), "$dim")
    )


def measure_content(part: FiguresPart, events: Sequence[Event], said: Sequence[str], width: int) -> Content:
    """A measure with its definition, its groups, its months and what is said of events."""
    lines = [Content.styled(part.measure.title, "bold"), Content(part.measure.definition)]
    if left_out_words(part.whole):
        lines.append(Content.styled(left_out_words(part.whole), "$dim"))
    if part.groups:
        lines += [Content(""), *map(_group_row, part.groups)]
    if part.months:
        bars = strip_lines(part.months, events, max(min(width - 50, 40), 10))
        lines += [Content(""), *(Content.styled(line, "bold $warning" if line[:1] == "▼" else "") for line in bars)]
    for line in said:
        lines += [Content(""), Content(line)]
    return Content("\n").join(lines)


def _group_row(figure: Figure) -> Content:
    words = (interval_words(figure), count_words(figure))
    value = value_words(figure).rjust(_VALUE)
    return Content.assemble(figure.name[:_TITLE].ljust(_TITLE), (value, "bold"), "  ", "  ".join(filter(None, words)))
