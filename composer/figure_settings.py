"""Figure settings: what a team sets of its figures, and the events that it wrote down before their results."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.yaml.reader import Reader


class MeasureId(StrEnum):
    """The measures that there are."""

    CSAT = "csat"
    NPS = "nps"
    CES = "ces"
    RESPONSE = "response"
    FIRST_REPLY = "first_reply"
    IN_TIME = "in_time"
    RESOLUTION = "resolution"
    FCR = "fcr"
    REPEAT = "repeat"
    RETENTION = "retention"
    TROUBLED = "troubled"
    TURNED = "turned"
    PROMISES = "promises"


COMPARABLE: tuple[MeasureId, ...] = tuple(
    one for one in MeasureId if one not in (MeasureId.RETENTION, MeasureId.RESPONSE)
)
"""What an event can be judged by."""
_SPAN = re.compile(r"^(\d{1,3}) ?([dw])$")
_CHANGE = re.compile(r"^([+-])(\d{1,3}(?:\.\d)?) ?%$")


@dataclass(frozen=True)
class Guard:
    """What must not get worse with an event: a measure, and by how much of it at most."""

    measure: MeasureId
    change: float
    """As a share: +0.1 may grow by at most a tenth, -0.05 may fall by at most five points."""


@dataclass(frozen=True)
class Event:
    """A dated change of how a team works, written down before its result."""

    on: dt.date
    name: str
    primary: MeasureId = MeasureId.CSAT
    """The one measure that it is to change."""
    washout: dt.timedelta = dt.timedelta(0)
    """The time after it that counts for neither side, while people learn."""
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class FigureSettings:
    """What `figures:` and `events:` say."""

    fcr_window: dt.timedelta = dt.timedelta(days=7)
    """Within which a customer who writes again about the same was not helped by the first reply."""
    silence: dt.timedelta = dt.timedelta(days=90)
    """After which a customer without a sign of life has left."""
    silent: float = 1.0
    """How many stay silent for each who says that something is wrong. Nobody knows it; see `gaps`."""
    events: tuple[Event, ...] = ()


def read_figure_settings(reader: Reader) -> FigureSettings:
    """`figures:` and `events:` of `warmline.yaml`."""
    figures, default = reader.inner("figures"), FigureSettings()
    silent = figures.number("silent", default.silent)
    if not 0 <= silent <= 100:
        figures.wrong("silent", "a number from 0 to 100: how many stay silent for each who speaks")
        silent = default.silent
    found = FigureSettings(
        _span(figures, "fcr_window", default.fcr_window), _span(figures, "silence", default.silence), silent
    )
    figures.unknown()
    return FigureSettings(found.fcr_window, found.silence, silent, tuple(_events(reader)))


def _events(reader: Reader) -> Iterator[Event]:
    for one in reader.readers("events"):
        on, name = one.date("on"), one.text("name")
        primary = MeasureId(one.one_of("primary", COMPARABLE, MeasureId.CSAT))
        washout = _span(one, "washout", dt.timedelta(0))
        guards = tuple(_guards(one.inner("guard")))
        one.unknown()
        if on is None or not name:
            one.wrong("on" if on is None else "name", "there: an event has a day (on) and a name")
        else:
            yield Event(on, name, primary, washout, guards)


def _guards(reader: Reader) -> Iterator[Guard]:
    for name in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        change = _CHANGE.match(reader.text(name))
        if name not in COMPARABLE:
            reader.problems.add(
                reader.key_place(name), "unknown-value", f"{name!r} is no measure; they are {', '.join(COMPARABLE)}."
            )
        elif change is None:
            reader.wrong(name, "by how much it may get worse, such as +10% or -5%")
        else:
            yield Guard(MeasureId(name), float(f"{change[1]}{change[2]}") / 100)


def _span(reader: Reader, key: str, default: dt.timedelta) -> dt.timedelta:
    text = reader.text(key)
    found = _SPAN.match(text)
    if text and not found:
        reader.wrong(key, "a time such as 7d or 2w")
    return dt.timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1)) if found else default
