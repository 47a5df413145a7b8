"""Follow-up: what was promised to a customer, and by when; how that is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kb.text import count_of

NO_MOMENT = dt.datetime(1970, 1, 1)  # noqa: DTZ001  in UTC without a zone, as moments are kept
"""The moment of a record whose own is damaged; it comes first, where it is seen."""
_WEEK = 7
"""Days ahead, today among them, that count as this week."""


@dataclass(frozen=True)
class Promised:
    """A promise of a reply that is being sent."""

    text: str
    due: dt.datetime
    """With its time zone."""


class FollowUpState(StrEnum):
    """How far a follow-up is."""

    OPEN = "open"
    LATER = "later"
    """Open, for another day than was promised; the reason says why."""
    DONE = "done"
    ASIDE = "aside"
    """No promise: a message that is put off until then."""


@dataclass(frozen=True)
class FollowUp:
    """A promise that was sent."""

    id: int
    case_id: str
    customer_id: str
    text: str
    due: dt.datetime
    """In the time zone in which it was promised."""
    state: FollowUpState = FollowUpState.OPEN
    reasons: tuple[str, ...] = ()
    """Why it was put off, or how it was done; the last one first, and empty where nothing was said."""
    agent: str = ""

    @property
    def reason(self) -> str:
        """What was said with the last change."""
        return self.reasons[0] if self.reasons else ""


class DueWithin(StrEnum):
    """How soon something is due."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "this week"
    LATER = "later"


def stretch_of(due: dt.datetime, now: dt.datetime) -> DueWithin:
    """How soon something is due, seen from the day of `now`; this week ends seven days from it."""
    if due < now:
        return DueWithin.OVERDUE
    days = _days(due, now)
    if days == 0:
        return DueWithin.TODAY
    return DueWithin.WEEK if days < _WEEK else DueWithin.LATER


def is_damaged(due: dt.datetime) -> bool:
    """Whether a moment stands for one that cannot be read."""
    return due.astimezone(dt.UTC).replace(tzinfo=None) == NO_MOMENT


def when_due(due: dt.datetime, now: dt.datetime) -> str:
    """When something is due, as people say it on the day of `now`."""
    if is_damaged(due):
        return "no day can be read"
    days, hour = _days(due, now), f"{due.astimezone(now.tzinfo):%H:%M}"
    if due < now:
        return f"overdue by {count_of(-days, 'day')}" if days else f"overdue since {hour}"
    if days < 2:
        return f"{('today', 'tomorrow')[days]}, {hour}"
    return f"in {days} days"


def _days(due: dt.datetime, now: dt.datetime) -> int:
    return (due.astimezone(now.tzinfo).date() - now.date()).days
