"""Senders: who of many addresses is a customer, in a few questions however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.store import Store
from composer.records.tables import contacts, customers, replies
from kb.text import one_line

_TOGETHER = 5_000
"""Addresses asked for at a time; SQLite binds at most 32,766 values in one statement."""


class Sender(NamedTuple):
    """Who wrote a message, as far as a list of messages needs to know it."""

    id: str = ""
    name: str = ""
    company: str = ""
    written: int = 0
    """How many messages of theirs are in their history."""


UNKNOWN = Sender()


def senders_of(store: Store, addresses: Iterable[str]) -> dict[str, Sender]:
    """The customers with these addresses in small letters; of two with one address the first by id, as everywhere."""
    wanted = iter({address for address in addresses if address})
    found: dict[str, Sender] = {}
    while some := list(islice(wanted, _TOGETHER)):
        found |= store.read(lambda connection, some=some: _senders(connection, some))  # type: ignore[misc]  # its default
    return found


# Put together once: it is asked for every message that is read.
_BY_ADDRESS = (
    sa.select(customers.c.id, customers.c.name, customers.c.company)
    .where(sa.or_(customers.c.email == sa.bindparam("address"), customers.c.id == sa.bindparam("address")))
    .order_by(customers.c.id != sa.bindparam("address"), customers.c.id)
    .limit(1)
)


def sender_with(store: Store, address: str) -> Sender:
    """The customer with an address in small letters, without how often they wrote; UNKNOWN where there is none."""
    if not address:
        return UNKNOWN
    row = store.read(lambda connection: connection.execute(_BY_ADDRESS, {"address": address}).first())
    return Sender(row.id, one_line(row.name), one_line(row.company)) if row else UNKNOWN


def _senders(connection: Connection, addresses: list[str]) -> dict[str, Sender]:
    columns = (customers.c.id, customers.c.email, customers.c.name, customers.c.company)
    query = sa.select(*columns).where(sa.or_(customers.c.email.in_(addresses), customers.c.id.in_(addresses)))
    rows = connection.execute(query.order_by(customers.c.id.desc())).all()
    counting = sa.select(contacts.c.customer_id, sa.func.count()).where(
        contacts.c.customer_id.in_([row.id for row in rows]), contacts.c.direction == "in"
    )
    counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(counting.group_by(contacts.c.customer_id))}
    senders = [(row, Sender(row.id, one_line(row.name), one_line(row.company), counts.get(row.id, 0))) for row in rows]
    return {row.email: sender for row, sender in senders if row.email} | {row.id: sender for row, sender in senders}


def answered_among(store: Store, cases: Iterable[str]) -> frozenset[str]:
    """The ids of those of many cases that have a reply."""
    asked, found = iter(cases), set[str]()
    while some := list(islice(asked, _TOGETHER)):
        query = sa.select(replies.c.case_id).distinct().where(replies.c.case_id.in_(some))
        found |= store.read(lambda connection, query=query: {*connection.execute(query).scalars()})  # type: ignore[misc]  # its default
    return frozenset(found)
