"""Cases: when each message came, when it was answered, and what became of it; one row for each message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.tables import cases

CLOSED = ("solved", "refused")
"""The outcomes after which nothing more is to come."""


@dataclass(frozen=True)
class Opened:
    """What is known of a case when its message is opened."""

    case_id: str
    customer_id: str = ""
    channel: str = ""
    language: str = ""
    topic: str = ""
    tone: str = ""
    struggle: bool | None = None
    issues: int | None = None
    received: dt.datetime | None = None
    """As the mail says it, in its own zone; None where it says nothing."""
    earlier: tuple[str, ...] = ()
    """The ids of the cases that its mail goes on with, if they are cases of ours."""
    joined: tuple[str, ...] = ()
    """The ids of the cases whose messages are answered with this one."""


def note_opened(connection: Connection, one: Opened, now: dt.datetime) -> None:
    """Begin the row of a case; of one that is there already only what was not known yet is filled in.

    A message that goes on with an earlier case counts there, and opens it again where it was closed.
    """
    query = sa.select(cases.c.customer_id, cases.c.received_at).where(cases.c.case_id == one.case_id)
    known = connection.execute(query).first()
    moment = _received(one, now)
    if known is None:
        thread = thread_of(connection, one)
        if thread:
            count_message(connection, thread)
        row = _what_was_read(one) | {"case_id": one.case_id, "customer_id": one.customer_id, "thread": thread}
        connection.execute(sa.insert(cases).values(row | moment))
        return
    missing: dict[str, object] = {} if known.received_at else dict(moment)
    if one.customer_id and not known.customer_id:
        missing["customer_id"] = one.customer_id
    if missing:
        connection.execute(sa.update(cases).where(cases.c.case_id == one.case_id).values(missing))


def note_sent(connection: Connection, one: Opened, at: dt.datetime, outcome: str) -> None:
    """Note a reply to a case, sent at a moment in UTC without a zone; its first one only where it was seen."""
    note_opened(connection, one, at)
    query = sa.select(cases.c.replies).where(cases.c.case_id == one.case_id)
    replies: int = connection.execute(query.with_for_update()).scalar_one()
    values: dict[str, object] = {
        "last_reply_at": at,
        "replies": replies + 1,
        "outcome": outcome or None,
        "solved_at": at if outcome in CLOSED else None,
    }
    if replies == 0:
        values["first_reply_at"] = at
    # What the agent said of customer, tone and topic meanwhile counts.
    values |= {name: value for name, value in _what_was_read(one).items() if value not in ("", None)}
    values |= {"customer_id": one.customer_id} if one.customer_id else {}
    connection.execute(sa.update(cases).where(cases.c.case_id == one.case_id).values(values))
    _note_joined_sent(connection, one, at)


def _note_joined_sent(connection: Connection, one: Opened, at: dt.datetime) -> None:
    """What became of a case became of the messages answered with it; one that nobody saw waits by itself again."""
    query = sa.select(cases.c.last_reply_at, cases.c.outcome, cases.c.solved_at).where(cases.c.case_id == one.case_id)
    became = connection.execute(query).mappings().one()
    theirs, waiting = cases.c.joined == one.case_id, cases.c.first_reply_at.is_(None)
    unseen = cases.c.case_id.not_in(one.joined)
    connection.execute(sa.update(cases).where(theirs, waiting, unseen).values(joined=""))
    connection.execute(sa.update(cases).where(theirs).values(became))
    connection.execute(sa.update(cases).where(theirs, waiting).values(first_reply_at=at))
    # It has an answer of its own by now.
    connection.execute(sa.update(cases).where(cases.c.case_id == one.case_id).values(joined=""))


def note_unsent(connection: Connection, case_id: str) -> None:
    """Take back a reply that was recorded and never left; the case is open again, and what was answered with it."""
    one, joined = cases.c.case_id == case_id, cases.c.joined == case_id
    connection.execute(sa.update(cases).where(one, cases.c.replies > 0).values(replies=cases.c.replies - 1))
    connection.execute(sa.update(cases).where(sa.or_(one, joined)).values(outcome=None, solved_at=None))
    left = sa.select(cases.c.replies).where(one)
    if not connection.execute(left).scalar():
        none_left = {"first_reply_at": None, "last_reply_at": None}
        connection.execute(sa.update(cases).where(sa.or_(one, joined)).values(none_left))


def _what_was_read(one: Opened) -> dict[str, object]:
    names = ("channel", "language", "topic", "tone", "struggle", "issues")
    return {name: getattr(one, name) for name in names}


def _received(one: Opened, now: dt.datetime) -> dict[str, object]:
    """The moment in UTC, never after now, and the zone that it was written in."""
    if one.received is None:
        return {}
    zone = one.received.strftime("%z") if one.received.tzinfo else ""
    # RFC 5322 writes UTC without a zone as -0000, which reads as none.
    moment = one.received.astimezone(dt.UTC) if one.received.tzinfo else one.received.replace(tzinfo=dt.UTC)
    latest = now if now.tzinfo else now.replace(tzinfo=dt.UTC)
    return {"received_at": min(moment, latest).astimezone(dt.UTC).replace(tzinfo=None), "zone": zone}


def thread_of(connection: Connection, one: Opened) -> str:
    """The first case of the conversation; empty where none of the earlier messages is ours."""
    if not one.earlier:
        return ""
    query = sa.select(cases.c.case_id, cases.c.thread).where(cases.c.case_id.in_(one.earlier))
    threads = {row.case_id: row.thread or row.case_id for row in connection.execute(query)}
    return next((threads[case] for case in one.earlier if case in threads), "")


def count_message(connection: Connection, thread: str) -> None:
    """One more message of the customer in a conversation, which opens it again where all of it was closed."""
    inside = sa.or_(cases.c.case_id == thread, cases.c.thread == thread)
    outcomes = connection.execute(sa.select(cases.c.outcome).where(inside)).scalars().all()
    again = all(outcome in CLOSED for outcome in outcomes)
    values = {"inbound": cases.c.inbound + 1, "reopened": cases.c.reopened + int(again)}
    connection.execute(sa.update(cases).where(cases.c.case_id == thread).values(values))
