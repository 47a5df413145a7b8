"""Outcomes: the rows that figures are made of, read at once; without texts, names and agents."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from sys import intern
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import NO_MOMENT
from composer.records.store import Store
from composer.records.tables import activity, cases, contacts, follow_ups, ratings, replies


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
    """One rating, with the group of its case where it names one."""

    source: str
    kind: str
    value: float | None
    positive: bool | None
    at: dt.datetime | None
    case_id: str
    customer_id: str
    group: Group


class PromiseRow(NamedTuple):
    """One promise and whether it was kept."""

    case_id: str
    due: dt.datetime
    done: bool
    put_off: bool
    settled: dt.datetime | None
    channel: str


class PersonRow(NamedTuple):
    """A customer's first and last sign of life, and the day on which they left where they said so."""

    first: dt.date
    last: dt.date
    left: dt.date | None


class Kept(NamedTuple):
    """Everything that figures are made of."""

    cases: list[CaseRow]
    ratings: list[RatingRow]
    promises: list[PromiseRow]
    people: list[PersonRow]
    undated: int = 0
    """How many cases say no moment when they came, and count nowhere."""


_TOGETHER = 5_000
"""Rows that are held beside what is made of them."""


def load_outcomes(store: Store, since: dt.datetime | None = None, agent: str = "") -> Kept:
    """What was kept from a moment in UTC on; of one agent's cases alone where one is named."""
    return store.read(lambda connection: _load(connection, since, agent))


def load_used(store: Store) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The case, the articles and the wordings (`phrase/variant`) of every reply that had any."""
    query = sa.select(replies.c.case_id, replies.c.articles, replies.c.phrases)
    query = query.where(sa.or_(replies.c.articles != "[]", replies.c.phrases != "[]"))

    def work(connection: Connection) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        rows = connection.execute(query.execution_options(yield_per=_TOGETHER))
        return [(row[0], names_in(row[1]), names_in(row[2])) for row in rows]

    return store.read(work)


def names_in(text: str) -> tuple[str, ...]:
    """The names that a column of a reply lists; none where it is damaged."""
    if text == "[]":
        return ()
    with contextlib.suppress(ValueError, RecursionError):
        found = json.loads(text)
        return tuple(intern(str(one)) for one in found) if isinstance(found, list) else ()
    return ()


def _load(connection: Connection, since: dt.datetime | None, agent: str) -> Kept:
    ours = sa.select(replies.c.case_id).where(replies.c.agent == agent) if agent else None
    people = [] if agent else _people(connection)
    rows = (_cases(connection, since, ours), _ratings(connection, since, ours), _promises(connection, since, ours))
    return Kept(*rows, people, _undated(connection, ours))


_Ours = sa.Select[tuple[str]] | None


def _undated(connection: Connection, ours: _Ours) -> int:
    query = sa.select(sa.func.count()).select_from(cases).where(cases.c.received_at.is_(None))
    return connection.execute(query if ours is None else query.where(cases.c.case_id.in_(ours))).scalar_one()


def _cases(connection: Connection, since: dt.datetime | None, ours: _Ours) -> list[CaseRow]:
    names = ("case_id", "customer_id", "thread", "topic", "channel", "language", "tone", "issues", "struggle")
    more = ("received_at", "first_reply_at", "last_reply_at", "solved_at", "outcome", "replies")
    query = sa.select(*(cases.c[name] for name in (*names, *more)))
    query = query.where(cases.c.received_at.is_not(None) if since is None else cases.c.received_at >= since)
    if ours is not None:
        query = query.where(cases.c.case_id.in_(ours))
    return [
        CaseRow(
            row[0],
            row[1],
            row[2],
            _group(row[3], row[4], row[5], row[6]),
            row[7] if isinstance(row[7], int) else None,
            bool(row[8]),
            row[9],
            row[10],
            row[10] if row[11] == row[10] else row[11],
            row[10] if row[12] == row[10] else row[12],
            row[13] or "",
            row[14] if isinstance(row[14], int) else 0,
        )
        for row in connection.execute(query.execution_options(yield_per=_TOGETHER))
    ]


def _ratings(connection: Connection, since: dt.datetime | None, ours: _Ours) -> list[RatingRow]:
    columns = (
        *(ratings.c[name] for name in ("source", "kind", "value", "positive", "rated_at", "case_id", "customer_id")),
        *(ratings.c[name] for name in ("topic", "channel")),
        *(cases.c[name].label(f"case_{name}") for name in ("topic", "channel", "language", "tone")),
    )
    query = sa.select(*columns).outerjoin(cases, cases.c.case_id == ratings.c.case_id)
    if since is not None:
        query = query.where(sa.or_(ratings.c.rated_at >= since, ratings.c.rated_at.is_(None)))
    if ours is not None:
        query = query.where(ratings.c.case_id.in_(ours))
    return [
        RatingRow(
            intern(row[0]),
            intern(row[1]),
            row[2] if isinstance(row[2], float) else None,
            row[3],
            row[4],
            row[5],
            row[6],
            _group(row[7] or row[9], row[8] or row[10], row[11], row[12]),
        )
        for row in connection.execute(query.execution_options(yield_per=_TOGETHER))
    ]


def _promises(connection: Connection, since: dt.datetime | None, ours: _Ours) -> list[PromiseRow]:
    columns = [follow_ups.c[name] for name in ("case_id", "due", "state", "reason", "settled_at")]
    query = sa.select(*columns, cases.c.channel).outerjoin(cases, cases.c.case_id == follow_ups.c.case_id)
    query = query.where(follow_ups.c.state != "aside")
    if since is not None:
        query = query.where(follow_ups.c.due >= since)
    if ours is not None:
        query = query.where(follow_ups.c.case_id.in_(ours))
    return [
        PromiseRow(row[0], row[1], row[2] == "done", row[2] == "later" or "\n" in row[3], row[4], row[5] or "")
        for row in connection.execute(query.execution_options(yield_per=_TOGETHER))
        if row[1] != NO_MOMENT
    ]


def _people(connection: Connection) -> list[PersonRow]:
    """First and last sign of life of every customer who gave one: a message, a reply to them, or activity."""
    on = sa.func.min(contacts.c.on), sa.func.max(contacts.c.on)
    seen: dict[str, tuple[dt.date, dt.date]] = {}
    gone: dict[str, dt.date] = {}
    query = sa.select(contacts.c.customer_id, *on).where(contacts.c.direction == "in")
    for row in connection.execute(query.group_by(contacts.c.customer_id)):
        if row[1] and row[2]:
            seen[row[0]] = (row[1], row[2])
    for customer, day, kind in connection.execute(sa.select(activity.c.customer_id, activity.c.on, activity.c.kind)):
        if day is None:
            continue
        if kind == "left":
            gone[customer] = max(day, gone.get(customer, day))
        first, last = seen.get(customer, (day, day))
        seen[customer] = (min(first, day), max(last, day))
    return [PersonRow(first, last, gone.get(customer)) for customer, (first, last) in seen.items()]


_GROUPS: dict[tuple[str, str, str, str], Group] = {}


def _group(topic: str | None, channel: str | None, language: str | None, tone: str | None) -> Group:
    """One value for each group there is, since there are few and rows are many."""
    key = (topic or "", channel or "", language or "", tone or "")
    found = _GROUPS.get(key)
    if found is None:
        found = _GROUPS.setdefault(key, Group(*map(intern, key)))
    return found
