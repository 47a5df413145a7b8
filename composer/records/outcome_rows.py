"""Rows of outcomes: what figures are made of, as it comes out of the records."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Group(NamedTuple):
    """What a figure can be parted by."""

    topic: str = ""
    channel: str = ""
    language: str = ""
    tone: str = ""


NO_GROUP = Group()


class CaseRow(NamedTuple):
    """One message and what became of it; moments in UTC without a zone."""

    case_id: str
    customer_id: str
    thread: str
    group: Group
    issues: int | None
    struggle: bool
    received: dt.datetime | None
    first_reply: dt.datetime | None
    last_reply: dt.datetime | None
    solved: dt.datetime | None
    outcome: str
    replies: int


class RatingRow(NamedTuple):
    """A rating with the group of its case where it names one; or several that are alike in all that is asked for."""

    source: str
    kind: str
    value: float | None
    positive: bool | None
    at: dt.datetime | None
    case_id: str
    customer_id: str
    group: Group
    number: int = 1


class PromiseRow(NamedTuple):
    """One promise and whether it was kept."""

    case_id: str
    due: dt.datetime
    done: bool
    put_off: bool
    settled: dt.datetime | None
    group: Group


class PersonRow(NamedTuple):
    """A customer's first and last sign of life, and the day on which they left where they said so."""

    first: dt.date
    last: dt.date
    left: dt.date | None


class OutcomeRows(NamedTuple):
    """Everything that figures are made of."""

    cases: list[CaseRow]
    ratings: list[RatingRow]
    promises: list[PromiseRow]
    people: list[PersonRow]
    undated: int = 0
    """How many cases say no moment when they came, and count nowhere."""


class RatingTally(NamedTuple):
    """What ratings are told apart by; those that are alike in it are counted by the database, not read one by one."""

    parts: frozenset[str]
    """Of `Group`."""
    starts: tuple[dt.datetime, ...]
    """The moments, in order, at which another stretch of time begins."""
