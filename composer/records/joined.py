"""Joined: messages of one person that are answered with an earlier one of theirs, by one reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.cases import Opened, count_message, note_opened, thread_of
from composer.records.forget import take_up
from composer.records.put_off import end_put_off
from composer.records.store import Store
from composer.records.tables import cases, claims

_TOGETHER = 5_000
"""Cases asked for at a time; SQLite binds at most 32,766 values in one statement."""


def join(store: Store, one: Opened, into: Opened, now: dt.datetime) -> None:
    """Have a message answered with an earlier one, and with it what is answered with that message."""

    def work(connection: Connection) -> None:
        for opened in (into, one):
            take_up(connection, opened.case_id)
            note_opened(connection, opened, now)
        query = sa.select(cases.c.thread).where(cases.c.case_id == into.case_id)
        thread: str = connection.execute(query).scalar_one() or into.case_id
        theirs = cases.c.case_id == one.case_id
        if connection.execute(sa.update(cases).where(theirs, cases.c.thread == "").values(thread=thread)).rowcount:
            count_message(connection, thread)
        with_it = sa.or_(theirs, cases.c.joined == one.case_id)
        connection.execute(sa.update(cases).where(with_it).values(joined=into.case_id))
        # It waits no more, and nobody has it by itself.
        end_put_off(connection, one.case_id)
        connection.execute(sa.delete(claims).where(claims.c.case_id == one.case_id))

    store.write(work)


def part(store: Store, one: Opened) -> None:
    """Let a message wait by itself again, as it was before."""

    def work(connection: Connection) -> None:
        row = connection.execute(sa.select(cases).where(cases.c.case_id == one.case_id)).first()
        if row is None or not row.joined or row.first_reply_at:
            return
        thread = thread_of(connection, one)
        if row.thread and not thread:
            values = {"inbound": cases.c.inbound - 1}
            connection.execute(sa.update(cases).where(cases.c.case_id == row.thread).values(values))
        here = sa.update(cases).where(cases.c.case_id == one.case_id)
        connection.execute(here.values(joined="", thread=thread))

    store.write(work)


def joined_among(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """With which case each of many is answered; those that are answered by themselves are left out."""
    asked, found = iter(ids), dict[str, str]()
    while some := list(islice(asked, _TOGETHER)):
        query = sa.select(cases.c.case_id, cases.c.joined).where(cases.c.joined != "", cases.c.case_id.in_(some))
        rows = store.read(lambda connection, query=query: connection.execute(query).all())  # type: ignore[misc]  # its default
        found |= {row.case_id: row.joined for row in rows}
    return found


def joined_with(store: Store, case_id: str) -> list[str]:
    """The cases that are answered with one, in the order in which their messages came."""
    query = sa.select(cases.c.case_id).where(cases.c.joined == case_id)
    query = query.order_by(cases.c.received_at, cases.c.case_id)
    return store.read(lambda connection: [*connection.execute(query).scalars()])
