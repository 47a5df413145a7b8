"""Answered: the replies that an agent sent since a moment, each with how long its customer waited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from composer.records.store import Store
from composer.records.tables import cases, customers, replies
from kb.text import one_line


@dataclass(frozen=True)
class AnsweredCase:
    """A reply that was sent."""

    case_id: str
    who: str
    """The customer's name, else the address that the message came from."""
    sent: dt.datetime
    """In UTC."""
    waited: dt.timedelta | None
    """From the message until this reply; None where nothing says when the message came."""


def answered_since(store: Store, agent: str, since: dt.datetime) -> list[AnsweredCase]:
    """What an agent sent since a moment with its zone, the last reply first."""
    columns = (replies.c.case_id, replies.c.sent_at, replies.c.sender, customers.c.name, cases.c.received_at)
    query = (
        sa.select(*columns)
        .outerjoin(customers, customers.c.id == replies.c.customer_id)
        .outerjoin(cases, cases.c.case_id == replies.c.case_id)
        .where(replies.c.agent == agent, replies.c.sent_at >= since.astimezone(dt.UTC).replace(tzinfo=None))
        .order_by(replies.c.sent_at.desc(), replies.c.id.desc())
    )
    rows = store.read(lambda connection: connection.execute(query).all())
    return [
        AnsweredCase(
            row.case_id,
            one_line(row.name or row.sender),
            row.sent_at.replace(tzinfo=dt.UTC),
            row.sent_at - row.received_at if row.received_at else None,
        )
        for row in rows
    ]
