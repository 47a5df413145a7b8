"""Outcomes: the rows that figures are made of, read at once; without texts, names and agents."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from sys import intern
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import NO_MOMENT
from composer.records.outcome_rows import CaseRow, Group, OutcomeRows, PersonRow, PromiseRow, RatingRow, RatingTally
from composer.records.store import Store
from composer.records.tables import activity, cases, contacts, follow_ups, ratings, replies

KINDS = frozenset(("cases", "ratings", "promises", "people"))
_BETWEEN = "\x1f"
_LAST = dt.datetime(9000, 1, 1)  # noqa: DTZ001  in UTC, as all of them
"""No rating is of a later moment."""
_TOGETHER = 5_000
"""Rows that are held beside what is made of them."""


def load_outcomes(
    store: Store,
    since: dt.datetime | None = None,
    agent: str = "",
    kinds: Collection[str] = KINDS,
    tally: RatingTally | None = None,
) -> OutcomeRows:
    """What was kept from a moment in UTC on; of one agent's cases alone where one is named, and of some kinds alone."""

    def work(connection: Connection) -> OutcomeRows:
        ours = sa.select(replies.c.case_id).where(replies.c.agent == agent) if agent else None
        return OutcomeRows(
            _cases(connection, since, ours) if "cases" in kinds else [],
            _ratings(connection, since, ours, tally) if "ratings" in kinds else [],
            _promises(connection, since, ours) if "promises" in kinds else [],
            _people(connection) if "people" in kinds and not agent else [],
            _undated(connection, ours) if "cases" in kinds else 0,
        )

    return store.read(work)


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


_Ours = sa.Select[tuple[str]] | None


def _undated(connection: Connection, ours: _Ours) -> int:
    query = sa.select(sa.func.count()).select_from(cases).where(cases.c.received_at.is_(None))
    return connection.execute(query if ours is None else query.where(cases.c.case_id.in_(ours))).scalar_one()


def _cases(connection: Connection, since: dt.datetime | None, ours: _Ours) -> list[CaseRow]:
    query = sa.select(*(sa.type_coerce(one, sa.types.NullType()) for one in _told_of_cases()))
    query = query.where(cases.c.received_at.is_not(None) if since is None else cases.c.received_at >= since)
    if ours is not None:
        query = query.where(cases.c.case_id.in_(ours))
    groups: dict[str, tuple[Group, str]] = {}
    found: list[CaseRow] = []
    # Column by column, as they stand in the database: rows are many, and every text costs time to read.
    for rows in connection.execute(query.execution_options(yield_per=_TOGETHER)).partitions():
        told, case, customer, thread, issues, struggle, received, first, count, *later = zip(*rows, strict=True)
        replied = [*map(_moment, first)]
        both = [groups.get(one) or groups.setdefault(one, _group_and_outcome(one)) for one in told]
        columns = (
            case,
            customer,
            [one or "" for one in thread],
            [group for group, _outcome in both],
            [one if isinstance(one, int) else None for one in issues],
            map(bool, struggle),
            map(_moment, received),
            replied,
            *(
                [known if same else _moment(one) for one, same, known in zip(*some, replied, strict=True)]
                for some in (later[:2], later[2:])
            ),
            [outcome for _group, outcome in both],
            [one if isinstance(one, int) else 0 for one in count],
        )
        found += map(CaseRow._make, zip(*columns, strict=True))
    return found


def _told_of_cases() -> list[sa.ColumnElement[Any]]:
    """What is read of a case: one text for all that is alike in many, and no moment that is the first reply's again."""
    words: list[sa.ColumnElement[str]] = [*(cases.c[name] for name in Group._fields)]
    words.append(sa.func.coalesce(cases.c.outcome, ""))
    first, last, solved = cases.c.first_reply_at, cases.c.last_reply_at, cases.c.solved_at
    return [
        reduce(lambda one, other: one + _BETWEEN + other, words),
        cases.c.case_id,
        cases.c.customer_id,
        sa.func.nullif(cases.c.thread, ""),
        *(cases.c[name] for name in ("issues", "struggle", "received_at", "first_reply_at", "replies")),
        *(sa.func.nullif(last, first), last == first),
        *(sa.func.nullif(solved, first), solved == first),
    ]


def _group_and_outcome(told: str) -> tuple[Group, str]:
    *group, outcome = told.split(_BETWEEN, len(Group._fields))
    return _group(*group), outcome


def _moment(found: Any) -> dt.datetime | None:
    """A moment as the database gives it; None for what is none."""
    try:
        return dt.datetime.fromisoformat(found)
    except (ValueError, TypeError):
        return found if isinstance(found, dt.datetime) else None


def _ratings(
    connection: Connection, since: dt.datetime | None, ours: _Ours, tally: RatingTally | None = None
) -> list[RatingRow]:
    where = []
    if since is not None:
        where.append(sa.or_(ratings.c.rated_at >= since, ratings.c.rated_at.is_(None)))
    if ours is not None:
        where.append(ratings.c.case_id.in_(ours))
    if tally is not None:
        return list(_tallied(connection, where, tally))
    columns = (
        *(ratings.c[name] for name in ("source", "kind", "value", "positive", "rated_at", "case_id", "customer_id")),
        *(ratings.c[name] for name in ("topic", "channel")),
        *(cases.c[name].label(f"case_{name}") for name in ("topic", "channel", "language", "tone")),
    )
    query = sa.select(*columns).outerjoin(cases, cases.c.case_id == ratings.c.case_id).where(*where)
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


def _tallied(
    connection: Connection, where: Sequence[sa.ColumnElement[bool]], tally: RatingTally
) -> Iterator[RatingRow]:
    """How many ratings there are of each kind; each stands at the beginning of its stretch of time."""
    at = ratings.c.rated_at
    # The last bounds first; what is no moment at all is above or below all of them.
    stretches = [(at >= _LAST, -1), *((at >= start, number) for number, start in reversed([*enumerate(tally.starts)]))]
    known: dict[str, sa.ColumnElement[str | None]] = {
        "topic": sa.func.coalesce(sa.func.nullif(ratings.c.topic, ""), cases.c.topic, type_=cases.c.topic.type),
        "channel": sa.func.coalesce(sa.func.nullif(ratings.c.channel, ""), cases.c.channel, type_=cases.c.channel.type),
        "language": cases.c.language,
        "tone": cases.c.tone,
    }
    parts = [name for name in Group._fields if name in tally.parts]
    told = [ratings.c[name] for name in ("source", "kind", "value", "positive")]
    query = sa.select(
        *told, sa.case(*stretches, else_=-1).label("stretch"), *(known[name].label(name) for name in parts)
    )
    if parts:
        query = query.outerjoin(cases, cases.c.case_id == ratings.c.case_id)
    one = query.where(*where).subquery()
    for row in connection.execute(sa.select(*one.c, sa.func.count()).group_by(*one.c)):
        source, kind, value, positive, stretch, *names, count = row
        named = dict(zip(parts, names, strict=True))
        yield RatingRow(
            intern(source),
            intern(kind),
            value if isinstance(value, float) else None,
            positive,
            tally.starts[stretch] if stretch >= 0 else None,
            "",
            "",
            _group(*(named.get(name, "") for name in Group._fields)),
            count,
        )


def _promises(connection: Connection, since: dt.datetime | None, ours: _Ours) -> list[PromiseRow]:
    columns = [follow_ups.c[name] for name in ("case_id", "due", "state", "reason", "settled_at")]
    group = [cases.c[name] for name in Group._fields]
    query = sa.select(*columns, *group).outerjoin(cases, cases.c.case_id == follow_ups.c.case_id)
    query = query.where(follow_ups.c.state != "aside")
    if since is not None:
        query = query.where(follow_ups.c.due >= since)
    if ours is not None:
        query = query.where(follow_ups.c.case_id.in_(ours))
    return [
        PromiseRow(row[0], row[1], row[2] == "done", row[2] == "later" or "\n" in row[3], row[4], _group(*row[5:9]))
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
