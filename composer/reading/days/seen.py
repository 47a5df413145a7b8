"""Values: from where a moment is seen, what is said of it, and why words give none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from composer.reading.days.calendar import OFFICE_HOURS, WorkingTime

MIDDAY = 12 * 60


class Why(StrEnum):
    """Whether words give a moment, and why not."""

    DUE = "due"
    VAGUE = "vague"
    """No day at all: soon, in the coming days."""
    AMBIGUOUS = "ambiguous"
    """Two days can be meant: 12/04/2026."""
    IMPOSSIBLE = "impossible"
    """There is no such day: 31 November, Thursday 4 December where that is a Friday."""
    PAST = "past"
    """It was over when it was said."""
    EVENT = "event"
    """It hangs on something else: within five days of receipt."""
    OPEN = "open"
    """The first moment, not the last one: from Monday on."""
    OTHER = "other"
    """It belongs to something else: the order of 12 November."""


@dataclass(frozen=True)
class Seen:
    """From where a moment is seen."""

    now: dt.datetime
    """With its time zone."""
    working: WorkingTime = OFFICE_HOURS
    backwards: bool = False
    """Whether days lie behind: a customer's `on Tuesday` is the last one."""

    @property
    def today(self) -> dt.date:
        """The day of the moment."""
        return self.now.date()


@dataclass(frozen=True)
class Moment:
    """A day, an hour, or both; what is not said is None."""

    day: dt.date | None = None
    minute: int | None = None
    """Of the day."""
    exact: dt.datetime | None = None
    """For lengths of time, which need no day and no hour."""
    why: Why = Why.DUE
    part: bool = False
    """Whether the minute is that of a part of the day."""
    half_day: bool = False
    """Whether the minute may be twelve hours later."""
    named: bool = False
    """Whether the day is said by its name alone, and so may be a week later."""
    zone: str = ""
    length: bool = False
    """Whether it is a length of time from now on."""
    note: Why = Why.DUE
    """What is odd about it all the same."""


UNKNOWN = Moment(why=Why.VAGUE)
