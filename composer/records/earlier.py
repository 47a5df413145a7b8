"""Earlier replies with the messages that they answered, to look for those to a message like a new one."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.tables import contacts, replies


class EarlierReply(NamedTuple):
    """A reply that was sent, and what it answered."""

    case_id: str
    customer_id: str
    sent_at: dt.datetime
    """In UTC, without a zone."""
    agent: str
    text: str
    message: str
    """Empty where the customer was not known, so that the message was not kept."""


def earlier_replies(connection: Connection, most: int) -> list[EarlierReply]:
    """The last replies, the newest first."""
    same = sa.and_(
        contacts.c.case_id == replies.c.case_id,
        contacts.c.customer_id == replies.c.customer_id,
        contacts.c.direction == "in",
        replies.c.case_id != "",
    )
    asked = sa.select(sa.func.max(contacts.c.text)).where(same).correlate(replies).scalar_subquery()
    names = ("case_id", "customer_id", "sent_at", "agent", "text")
    query = sa.select(*(replies.c[name] for name in names), asked).order_by(replies.c.id.desc()).limit(most)
    return [EarlierReply(*row[:5], row[5] or "") for row in connection.execute(query)]
