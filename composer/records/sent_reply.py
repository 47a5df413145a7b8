"""A reply as it left, and what it adds to the records: history, sentences, promises and the moments of its case."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.customer import Contact
from composer.cases.follow_up import Promised
from composer.errors import CustomerGone, PromiseOpen
from composer.reading.cards import mask_cards
from composer.records import follow_ups
from composer.records.cases import Opened, note_sent
from composer.records.customers import contact_row, masked
from composer.records.put_off import end_put_off
from composer.records.store import insert_new
from composer.records.tables import claims, contacts, customers, ledger, replies


@dataclass(frozen=True)
class SentReply:
    """A reply as it left, with what it was made of."""

    case_id: str
    customer_id: str
    sent_at: dt.datetime
    """UTC, with or without its time zone."""
    channel: str
    agent: str
    text: str
    phrases: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    """Findings that it went out with, each as `rule: reason`."""
    topic: str = ""
    sentences: tuple[str, ...] = ()
    """Keys of its sentences, for the ledger."""
    tone: str = ""
    """Of the message that it answers."""
    follow_ups: tuple[Promised, ...] = ()
    message: str = ""
    """What the customer wrote, kept as a contact of its own the first time."""
    received_on: dt.date | None = None
    sender: str = ""
    """The address that the message came from."""
    later: tuple[tuple[str, str, dt.date | None], ...] = ()
    """The later messages that it answers as well: the case of each, its words, and the day on which it came."""
    outcome: str = ""
    opened: Opened | None = None
    """What is known of its case."""
    closes: bool = False
    """Whether nothing more is to come; then earlier promises of the case must be kept or explained."""
    why_settled: str = ""
    """What became of the promises that are open; where it says nothing, they stay open."""


def keep_reply(connection: Connection, reply: SentReply, sending: str) -> bool:
    """Write a reply; whether it was not there yet."""
    known = sa.select(replies.c.id).where(replies.c.sending == sending)
    if connection.execute(known).first() is not None:
        return False  # the commit went through, and only its answer was lost
    if reply.customer_id:
        # Locked, so that nobody is forgotten between this and the end.
        here = sa.select(customers.c.id).where(customers.c.id == reply.customer_id).with_for_update()
        if connection.execute(here).first() is None:
            raise CustomerGone(reply.customer_id)
    if reply.why_settled:
        follow_ups.settle(connection, reply.case_id, reply.why_settled, naive(reply.sent_at))
    elif reply.closes and (left := follow_ups.open_count(connection, reply.case_id)):
        raise PromiseOpen(left)
    connection.execute(sa.insert(replies).values(_reply_row(reply, sending)))
    note_sent(connection, _opened(reply), naive(reply.sent_at), reply.outcome)
    if reply.customer_id:
        _keep_contacts(connection, reply)
        rows: list[dict[str, object]] = [
            {"customer_id": reply.customer_id, "sentence": sentence[:600]}
            for sentence in dict.fromkeys(reply.sentences)
        ]
        insert_new(connection, ledger, rows)
    follow_ups.keep(connection, reply.case_id, reply.customer_id, reply.agent, reply.follow_ups)
    end_put_off(connection, reply.case_id)
    # It is answered, whoever has it.
    connection.execute(sa.delete(claims).where(claims.c.case_id == reply.case_id))
    return True


def _keep_contacts(connection: Connection, reply: SentReply) -> None:
    """The messages that it answers, unless an earlier reply brought them in, and the reply."""
    at = naive(reply.sent_at)
    came = ((reply.case_id, reply.message, reply.received_on), *reply.later)
    found = [
        (case_id, Contact(on or at.date(), reply.channel, "in", reply.topic, text, reply.tone))
        for case_id, text, on in came
        if text and not _is_kept(connection, reply.customer_id, case_id)
    ]
    found.append((reply.case_id, Contact(at.date(), reply.channel, "out", reply.topic, reply.text)))
    for place, (case_id, contact) in enumerate(found, 1):
        # A message comes before what answers it.
        moment = at - dt.timedelta(microseconds=len(found) - place)
        row = contact_row(reply.customer_id, masked(contact)) | {"case_id": case_id, "at": moment}
        connection.execute(sa.insert(contacts).values(row))


def _is_kept(connection: Connection, customer_id: str, case_id: str) -> bool:
    """Whether the message of a case is in the history by now."""
    came = contacts.c.customer_id == customer_id, contacts.c.case_id == case_id, contacts.c.direction == "in"
    return connection.execute(sa.select(contacts.c.id).where(*came)).first() is not None


def _opened(reply: SentReply) -> Opened:
    """What is known of the case of a reply, at least by the reply itself."""
    known = (reply.case_id, reply.customer_id, reply.channel, "", reply.topic, reply.tone)
    return reply.opened or Opened(*known)


def _reply_row(reply: SentReply, sending: str) -> dict[str, Any]:
    return {
        "case_id": reply.case_id,
        "customer_id": reply.customer_id,
        "sent_at": naive(reply.sent_at),
        "channel": reply.channel,
        "agent": reply.agent,
        "text": mask_cards(reply.text),
        "phrases": json.dumps(reply.phrases),
        "articles": json.dumps(reply.articles),
        "overruled": json.dumps(reply.overruled),
        "tone": reply.tone,
        "sending": sending,
        "sender": reply.sender.lower(),
    }


def naive(when: dt.datetime) -> dt.datetime:
    """A moment in UTC without its time zone, as databases keep it."""
    return when.astimezone(dt.UTC).replace(tzinfo=None) if when.tzinfo else when
