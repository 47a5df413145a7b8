"""Pages: figures as static web pages in the frame of the FAQ, with pictures drawn by hand and without a script."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from composer.figure_settings import Event
from composer.metrics.figures import Figure
from composer.metrics.measures import FigureUnit
from composer.metrics.saying import amount, count_words, interval_words, left_out_words, value_words
from kb.faq.pages.look import Look
from kb.faq.pages.templates import templates
from kb.settings import LibrarySettings

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
_TEMPLATE = "figures.html"
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP = 640, 220, 72, 16, 30
_FLOOR = _HEIGHT - 34
_MOST_LABELS = 8


class PictureLabel(NamedTuple):
    """A word at a place of a picture."""

    x: float
    y: float
    words: str


class Dot(NamedTuple):
    """A value with its interval."""

    x: float
    y: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Picture:
    """A strip of months, in the units of its view box."""

    title: str
    description: str
    dots: Sequence[Dot]
    scale: Sequence[PictureLabel]
    months: Sequence[PictureLabel]
    events: Sequence[PictureLabel]
    width: int = _WIDTH
    height: int = _HEIGHT
    left: int = _LEFT
    floor: int = _FLOOR


@dataclass(frozen=True)
class FiguresSection:
    """One heading with its words, its picture and its table."""

    id: str
    title: str
    lines: Sequence[str]
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class FiguresPage:
    """A page of figures."""

    address: str
    title: str
    description: str
    sections: Sequence[FiguresSection]
    template: str = field(default=_TEMPLATE, init=False)


def section_of(
    whole: Figure, groups: Sequence[Figure], months: Sequence[tuple[dt.date, Figure]], events: Sequence[Event]
) -> FiguresSection:
    """A measure: its value in words, its months as a picture, and all of it as a table."""
    measure = whole.measure
    limits = f", probably {interval_words(whole)}" if interval_words(whole) else ""
    parts = (f"{value_words(whole)}{limits}", count_words(whole), left_out_words(whole))
    rows = [
        _row("All", whole),
        *(_row(one.name, one) for one in groups),
        *(_row(one.name, one) for _month, one in months),
    ]
    return FiguresSection(
        measure.id,
        measure.title,
        ["; ".join(filter(None, parts)) + ".", measure.definition],
        ("Of", "Value", "Probably", "Counted"),
        rows,
        picture_of(months, events),
    )


def _row(name: str, figure: Figure) -> tuple[str, ...]:
    return name, value_words(figure), interval_words(figure), count_words(figure)


def picture_of(months: Sequence[tuple[dt.date, Figure]], events: Sequence[Event]) -> Picture | None:
    """The strip of a measure; None where fewer than two months can be shown."""
    shown = [(month, figure) for month, figure in months if not figure.counts_only and _drawn(figure)]
    if len(shown) < 2:
        return None
    measure = shown[0][1].measure
    low, high = _range(measure.unit, [figure for _month, figure in shown])

    def height(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return round(_FLOOR - share * (_FLOOR - _TOP), 1)

    places = {month: _across(at + 0.5, len(months)) for at, (month, _figure) in enumerate(months)}
    dots = [
        Dot(places[month], height(one.interval.value), height(one.interval.high), height(one.interval.low))
        for month, one in shown
    ]
    scale = [PictureLabel(0, height(value), amount(value, measure.unit)) for value in (low, (low + high) / 2, high)]
    step = math.ceil(len(months) / _MOST_LABELS)
    labels = [PictureLabel(places[month], 0, f"{month:%Y-%m}") for month, _figure in months[::step]]
    said = "; ".join(f"{month:%B %Y}: {value_words(one)}, {interval_words(one)}" for month, one in shown)
    inside = [one for one in events if months[0][0] <= one.on < _after(months[-1][0])]
    marks = [PictureLabel(_across(_place(one.on, months), len(months)), 0, one.name[:24]) for one in inside]
    told = "".join(f" Event on {one.on}: {one.name}." for one in inside)
    return Picture(f"{measure.title} by month, with intervals", f"{said}.{told}", dots, scale, labels, marks)


def _drawn(figure: Figure) -> bool:
    return all(math.isfinite(limit) for limit in figure.interval)


def _range(unit: FigureUnit, figures: Sequence[Figure]) -> tuple[float, float]:
    if unit is FigureUnit.SCORE:
        return -1.0, 1.0
    return 0.0, max(one.interval.high for one in figures) if unit is FigureUnit.TIME else 1.0


def _across(place: float, months: int) -> float:
    return round(_LEFT + place * (_WIDTH - _LEFT - _RIGHT) / months, 1)


def _after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=32)).replace(day=1)


def _place(day: dt.date, months: Sequence[tuple[dt.date, Figure]]) -> float:
    """Where a day lies among months, the first one beginning at 0."""
    at = next(number for number, (month, _figure) in enumerate(months) if month <= day < _after(month))
    month = months[at][0]
    return at + (day - month).days / (_after(month) - month).days


def pages_as_files(pages: Sequence[FiguresPage], settings: LibrarySettings) -> dict[str, bytes]:
    """The content of every file by its path, style sheet and icon among them."""
    look = Look(settings)
    style, icon = look.assets

    def text_of(name: str) -> str | None:
        return _template() if name == _TEMPLATE else look.template(name)

    made = templates(text_of).get_template(_TEMPLATE)
    shared = {
        "words": look.words("en"),
        "style": style,
        "icon": icon,
        "policy": _POLICY,
        "organisation": settings.organisation,
        "site_title": f"{settings.organisation} figures".strip(),
        "language": "en",
        "direction": "ltr",
    }
    empty = {"prefix": "", "root": "", "base_url": "", "contact": "", "footer": "", "script": "", "feed": False}
    lists: dict[str, object] = {"links": (), "languages": {}, "prefixes": {}, "versions": {}, "structured": ()}
    found = {
        page.address: made.render({**shared, **empty, **lists, "page": page, "address": page.address}).encode()
        for page in pages
    }
    return found | look.assets


@cache
def _template() -> str:
    return (files("composer.metrics") / _TEMPLATE).read_text("utf-8")
