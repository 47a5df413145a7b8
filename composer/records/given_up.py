"""Giving up: a mail that has not left goes with all that was recorded for its reply; that it did, and why, stays."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.outgoing import GONE, Fate, Outgoing
from composer.phrases.ledger import sentence_key, sentences_of
from composer.records.cases import note_unsent
from composer.records.tables import contacts, follow_ups, ledger, outbox, replies
from kb.text import one_line

_MOST_WHY = 1_000


def give_up(connection: Connection, one: Outgoing, why: str, now: dt.datetime) -> str | None:
    """Give a mail up, at a moment in UTC without a zone; the text of its reply, None where it has left meanwhile.

    The customer never had its sentences, and was promised nothing by it.
    """
    here = sa.and_(outbox.c.sending == one.sending, outbox.c.fate.not_in((*GONE, Fate.SENDING, Fate.DROPPED)))
    said = one_line(why)[:_MOST_WHY]
    values = {"fate": Fate.DROPPED, "said": said, "mail": b"", "filed": 1, "changed_at": now}
    if not connection.execute(sa.update(outbox).where(here).values(values)).rowcount:
        return None
    row = connection.execute(sa.select(replies).where(replies.c.sending == one.sending)).first()
    if row is None:
        return ""
    text, case_id, customer_id = row.text, row.case_id, row.customer_id
    connection.execute(sa.delete(replies).where(replies.c.sending == one.sending))
    theirs = (contacts.c.case_id == case_id, contacts.c.customer_id == customer_id)
    connection.execute(sa.delete(contacts).where(*theirs, contacts.c.direction == "out", contacts.c.text == text))
    _promised_nothing(connection, case_id, text)
    if customer_id:
        _never_had(connection, customer_id, text)
    note_unsent(connection, case_id)
    return str(text)


def _promised_nothing(connection: Connection, case_id: str, text: str) -> None:
    """Remove the promises of a text, but for those that another reply of the case makes too."""
    others = _texts(connection, replies.c.case_id == case_id)
    made = sa.select(follow_ups.c.id, follow_ups.c.text).where(follow_ups.c.case_id == case_id)
    gone = [
        row.id
        for row in connection.execute(made.where(follow_ups.c.state.in_(("open", "later"))))
        if row.text in _flat(text) and not any(row.text in _flat(other) for other in others)
    ]
    connection.execute(sa.delete(follow_ups).where(follow_ups.c.id.in_(gone)))


def _never_had(connection: Connection, customer_id: str, text: str) -> None:
    """Remove the sentences of a text from those that a customer had, but for what another reply says too."""
    others = _texts(connection, replies.c.customer_id == customer_id)
    gone = _keys(text) - {key for other in others for key in _keys(other)}
    theirs = ledger.c.customer_id == customer_id
    connection.execute(sa.delete(ledger).where(theirs, ledger.c.sentence.in_(sorted(gone))))


def _texts(connection: Connection, whose: sa.ColumnElement[bool]) -> list[str]:
    return list(connection.execute(sa.select(replies.c.text).where(whose)).scalars())


def _keys(text: str) -> set[str]:
    return {sentence_key(sentence)[:600] for sentence in sentences_of(text)}


def _flat(text: str) -> str:
    return " ".join(text.split())
