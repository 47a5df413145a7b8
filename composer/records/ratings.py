"""Ratings and activity in the records: taken in by the thousand, once, and joined to customers and cases."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.customer import Active
from composer.cases.rating import Rating
from composer.records.forget import was_forgotten
from composer.records.store import insert_new
from composer.records.tables import activity, cases, customers, ratings

_TOGETHER = 1_000
MEANT = dt.timedelta(days=14)
"""How long after a reply a rating is about it, where it names no case of ours and only one was answered then."""
_COLUMNS = [column for column in ratings.columns if column.name != "id"]


@dataclass(frozen=True)
class RatingsTaken:
    """What an import of ratings did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    linked: int = 0
    """Those that are about a case of ours."""
    forgotten: int = 0
    """Those of people who were forgotten, which are left out."""

    def __add__(self, other: RatingsTaken) -> RatingsTaken:
        """Both together."""
        return RatingsTaken(*(one + more for one, more in zip(_counts(self), _counts(other), strict=True)))


def _counts(done: RatingsTaken) -> tuple[int, int, int, int, int]:
    return done.created, done.updated, done.unchanged, done.linked, done.forgotten


def take_in_ratings(connection: Connection, incoming: Iterable[Rating]) -> RatingsTaken:
    """Create and update what an import brings; the same ratings again change nothing."""
    done, everyone = RatingsTaken(), iter(incoming)
    while batch := list(islice(everyone, _TOGETHER)):
        done += _take_in(connection, batch)
    return done


def _take_in(connection: Connection, batch: list[Rating]) -> RatingsTaken:
    names = {one.email for one in batch} | {one.customer_id for one in batch}
    gone = was_forgotten(connection, names)
    kept = [one for one in batch if gone.isdisjoint((one.email, one.customer_id))]
    linked, rows = _rows_of(connection, kept)
    known = {
        (row["source"], row["source_id"]): dict(row)
        for source in {one.source for one in kept}
        for row in connection.execute(
            sa.select(*_COLUMNS).where(
                ratings.c.source == source,
                ratings.c.source_id.in_([one.source_id for one in kept if one.source == source]),
            )
        ).mappings()
    }
    new = [row for key, row in rows.items() if key not in known]
    changed = [row for key, row in rows.items() if key in known and known[key] != row]
    if new:
        connection.execute(sa.insert(ratings), new)
    for row in changed:
        this = sa.and_(ratings.c.source == row["source"], ratings.c.source_id == row["source_id"])
        connection.execute(sa.update(ratings).where(this).values(row))
    return RatingsTaken(len(new), len(changed), len(rows) - len(new) - len(changed), linked, len(batch) - len(kept))


def _rows_of(connection: Connection, batch: list[Rating]) -> tuple[int, dict[tuple[str, str], dict[str, Any]]]:
    """How many are about a case of ours, and the rows by what they are called; the last of two of a name counts."""
    named = {one.case_id for one in batch if one.case_id}
    query = sa.select(cases.c.case_id, cases.c.customer_id).where(cases.c.case_id.in_(named))
    ours: dict[str, str] = {row.case_id: row.customer_id for row in connection.execute(query)}
    people = _people(connection, {one.customer_id or one.email for one in batch})
    meant = _cases_meant(connection, {*people.values()})
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    linked = 0
    for one in batch:
        customer = people.get(one.customer_id or one.email, one.customer_id)
        at = one.at.astimezone(dt.UTC).replace(tzinfo=None) if one.at else None
        case = one.case_id
        if case not in ours and customer and at:
            case = _only_case(meant.get(customer, ()), at) or case
        linked += case in ours or case != one.case_id
        rows[one.source, one.source_id] = _row(one, case, customer or ours.get(case, ""), at)
    return linked, rows


def _row(one: Rating, case: str, customer: str, at: dt.datetime | None) -> dict[str, Any]:
    return {
        "source": one.source,
        "source_id": one.source_id,
        "case_id": case,
        "customer_id": customer,
        "sender": one.email,
        "kind": str(one.scale.kind),
        "value": one.value,
        "low": float(one.scale.low),
        "high": float(one.scale.high),
        "positive": None if one.value is None else one.scale.is_positive(one.value),
        "comment": one.comment,
        "rated_at": at,
        "topic": one.topic,
        "channel": one.channel,
    }


def _people(connection: Connection, names: set[str]) -> dict[str, str]:
    """The ids of customers by the ids and addresses that were given."""
    query = sa.select(customers.c.id, customers.c.email).where(
        sa.or_(customers.c.id.in_(names), customers.c.email.in_([name.lower() for name in names if name]))
    )
    found: dict[str, str] = {}
    for row in connection.execute(query):
        found.setdefault(row.email, row.id)
        found[row.id] = row.id
    found.pop("", None)
    return found


def _cases_meant(connection: Connection, people: set[str]) -> Mapping[str, list[tuple[dt.datetime, str]]]:
    """The answered cases of some customers with the moment of the last reply, in order."""
    query = sa.select(cases.c.customer_id, cases.c.last_reply_at, cases.c.case_id).where(
        cases.c.customer_id.in_(people), cases.c.last_reply_at.is_not(None)
    )
    found: dict[str, list[tuple[dt.datetime, str]]] = defaultdict(list)
    for row in connection.execute(query.order_by(cases.c.last_reply_at)):
        found[row.customer_id].append((row.last_reply_at, row.case_id))
    return found


def _only_case(answered: Iterable[tuple[dt.datetime, str]], at: dt.datetime) -> str:
    """The one case that was answered in the days before a moment; empty where there are several, or none."""
    moments = list(answered)
    until = bisect_right(moments, (at, "\uffff"))
    near = [case for moment, case in moments[:until] if at - moment <= MEANT]
    return near[0] if len(near) == 1 else ""


def take_in_activity(connection: Connection, incoming: Iterable[Active]) -> tuple[int, int]:
    """Add days of activity of known customers; how many rows came, and how many are about nobody we know."""
    unknown, total, everyone = 0, 0, iter(incoming)
    while batch := list(islice(everyone, _TOGETHER)):
        people = _people(connection, {one.customer for one in batch})
        people |= {name: people[name.lower()] for name in {one.customer for one in batch} if name.lower() in people}
        rows: list[dict[str, object]] = [
            {"customer_id": people[one.customer], "on": one.on, "kind": one.kind}
            for one in batch
            if one.customer in people
        ]
        unknown, total = unknown + len(batch) - len(rows), total + len(rows)
        insert_new(connection, activity, rows)
    return total, unknown
