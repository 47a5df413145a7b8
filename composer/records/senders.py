"""Senders: who of many addresses is a customer, in a few questions however many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import FollowUp
from composer.records.store import Store
from composer.records.tables import cases, contacts, customers, replies
from kb.text import one_line

_MONTHS = dt.timedelta(days=180)
"""How long ago a message is still looked for."""
_TOGETHER = 5_000
"""Addresses asked for at a time; SQLite binds at most 32,766 values in one statement."""


class ListedSender(NamedTuple):
    """Who wrote a message, as far as a list of messages needs to know it."""

    id: str = ""
    name: str = ""
    company: str = ""
    written: tuple[dt.date, ...] = ()
    """The days of their messages of the last months, the first one first."""


UNKNOWN = ListedSender()


def senders_of(store: Store, addresses: Iterable[str], today: dt.date) -> dict[str, ListedSender]:
    """The customers with these addresses in small letters; of two with one address the first by id, as everywhere."""
    wanted = iter({address for address in addresses if address})
    found: dict[str, ListedSender] = {}
    while some := list(islice(wanted, _TOGETHER)):
        found |= store.read(lambda connection, some=some: _senders(connection, some, today))  # type: ignore[misc]  # its default
    return found


# Put together once: it is asked for every message that is read.
_BY_ADDRESS = (
    sa.select(customers.c.id, customers.c.name, customers.c.company)
    .where(sa.or_(customers.c.email == sa.bindparam("address"), customers.c.id == sa.bindparam("address")))
    .order_by(customers.c.id != sa.bindparam("address"), customers.c.id)
    .limit(1)
)


def sender_with(store: Store, address: str) -> ListedSender:
    """The customer with an address in small letters, without how often they wrote; UNKNOWN where there is none."""
    if not address:
        return UNKNOWN
    row = store.read(lambda connection: connection.execute(_BY_ADDRESS, {"address": address}).first())
    return ListedSender(row.id, one_line(row.name), one_line(row.company)) if row else UNKNOWN


def _senders(connection: Connection, addresses: list[str], today: dt.date) -> dict[str, ListedSender]:
    columns = (customers.c.id, customers.c.email, customers.c.name, customers.c.company)
    query = sa.select(*columns).where(sa.or_(customers.c.email.in_(addresses), customers.c.id.in_(addresses)))
    rows = connection.execute(query.order_by(customers.c.id.desc())).all()
    wrote = sa.select(contacts.c.customer_id, contacts.c.on).where(
        contacts.c.customer_id.in_([row.id for row in rows]),
        contacts.c.direction == "in",
        contacts.c.on > today - _MONTHS,
    )
    days: dict[str, list[dt.date]] = {}
    for who, on in connection.execute(wrote.order_by(contacts.c.on)):
        if on is not None:  # a day that is damaged is none
            days.setdefault(who, []).append(on)
    senders = [
        (row, ListedSender(row.id, one_line(row.name), one_line(row.company), (*days.get(row.id, ()),))) for row in rows
    ]
    return {row.email: sender for row, sender in senders if row.email} | {row.id: sender for row, sender in senders}


def promised_to(store: Store, found: Iterable[FollowUp]) -> dict[int, str]:
    """Whom each promise was made to, by its number: the customer's name, else the address that its case came from."""
    ones = list(found)
    ids, of_nobody = {one.customer_id for one in ones}, {one.case_id for one in ones if not one.customer_id}
    named = sa.select(customers.c.id, customers.c.name).where(customers.c.id.in_(ids))
    wrote = (
        sa.select(replies.c.case_id, replies.c.sender).where(replies.c.case_id.in_(of_nobody)).order_by(replies.c.id)
    )
    names = {row.id: one_line(row.name) for row in store.read(lambda connection: connection.execute(named).all())}
    senders = {row.case_id: row.sender for row in store.read(lambda connection: connection.execute(wrote).all())}
    return {one.id: names.get(one.customer_id) or one.customer_id or senders.get(one.case_id, "") for one in ones}


def answered_among(store: Store, ids: Iterable[str]) -> frozenset[str]:
    """The ids of those of many cases that have a reply, or are answered by that to another one."""
    asked, found = iter(ids), set[str]()
    while some := list(islice(asked, _TOGETHER)):
        replied = sa.select(replies.c.case_id).where(replies.c.case_id.in_(some))
        with_others = sa.select(cases.c.case_id).where(
            cases.c.case_id.in_(some), cases.c.joined != "", cases.c.first_reply_at.is_not(None)
        )
        query = sa.union(replied, with_others)
        found |= store.read(lambda connection, query=query: {*connection.execute(query).scalars()})  # type: ignore[misc]  # its default
    return frozenset(found)
