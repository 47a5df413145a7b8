"""Outbox: mails on their way out; each step is written before the next one begins, and one process alone takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.outgoing import GONE, Fate, Outgoing
from composer.reading.cards import mask_cards
from composer.records.given_up import give_up
from composer.records.store import Store
from composer.records.tables import outbox
from kb.text import one_line

_MOST_SAID = 1_000
_FATES = frozenset(Fate)
_DONE = (*GONE, Fate.DROPPED)
_DAMAGED = "its record is damaged; look in the mailbox whether it was sent"


class Outbox:
    """The mails of a desk that have not left, and what became of those that have."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def left(self) -> list[Outgoing]:
        """What has not left, the oldest first."""
        return self._find(outbox.c.fate.not_in(_DONE))

    def to_do(self, seat: str) -> list[Outgoing]:
        """Those of a seat that something is still to be done for by itself, the oldest first."""
        waits = sa.and_(outbox.c.fate == Fate.HELD, outbox.c.mode.in_(("draft", "send")))
        gone = sa.and_(outbox.c.fate.in_(GONE), outbox.c.filed == 0)
        return self._find(outbox.c.seat == seat, sa.or_(waits, gone, outbox.c.fate == Fate.UNKNOWN))

    def of_case(self, case_id: str) -> list[Outgoing]:
        """The mails of a case, the latest first."""
        return self._find(outbox.c.case_id == case_id)[::-1]

    def get(self, sending: str) -> Outgoing | None:
        """One mail by the name of its sending, or by how that begins; None where there is none or several."""
        found = self._find(outbox.c.sending.startswith(sending, autoescape=True)) if sending else []
        return found[0] if len(found) == 1 else None

    def change(
        self,
        one: Outgoing,
        fate: Fate,
        said: str = "",
        *,
        now: dt.datetime,
        before: Collection[Fate],
        tried: bool = False,
    ) -> bool:
        """Write what became of a mail; False where it is none of `before` any more, since somebody else was faster."""
        values = {"fate": fate, "said": one_line(said)[:_MOST_SAID], "changed_at": _naive(now)}
        if tried:
            values["tries"] = outbox.c.tries + 1
        here = sa.and_(outbox.c.sending == one.sending, outbox.c.fate.in_(before))
        return self._write(sa.update(outbox).where(here).values(values)) == 1

    def again(self, one: Outgoing, seat: str, now: dt.datetime) -> bool:
        """Have a mail tried once more by a seat, since an agent says so; False where it has left meanwhile."""
        values = {"seat": seat, "fate": Fate.HELD, "said": "", "again": 1, "tries": 0, "changed_at": _naive(now)}
        here = sa.and_(outbox.c.sending == one.sending, outbox.c.fate.not_in((*_DONE, Fate.SENDING)))
        return self._write(sa.update(outbox).where(here).values(values)) == 1

    def strand(self, seat: str, now: dt.datetime) -> int:
        """Mark as unknown what a seat was sending when it ended; how many. Only while nobody there sends."""
        values = {"fate": Fate.UNKNOWN, "said": "Warmline ended while it was being sent", "changed_at": _naive(now)}
        here = sa.and_(outbox.c.seat == seat, outbox.c.fate == Fate.SENDING)
        return self._write(sa.update(outbox).where(here).values(values))

    def file(self, one: Outgoing) -> None:
        """Nothing is left to do for a mail; its text is kept with the reply alone."""
        self._write(sa.update(outbox).where(outbox.c.sending == one.sending).values(filed=1, mail=b""))

    def drop(self, one: Outgoing, why: str, now: dt.datetime) -> str | None:
        """Give up a mail that has not left, with what was recorded for its reply; the text of that reply.

        None where it has left. That it was given up, and why, is among the mails of its case from then on.
        """
        return self._store.write(lambda connection: give_up(connection, one, why, _naive(now)))

    def _find(self, *these: sa.ColumnElement[bool]) -> list[Outgoing]:
        query = sa.select(outbox).where(*these).order_by(outbox.c.made_at, outbox.c.sending)
        return self._store.read(lambda connection: [_outgoing(row) for row in connection.execute(query)])

    def _write(self, statement: sa.Update) -> int:
        return self._store.write(lambda connection: connection.execute(statement).rowcount)


def put(connection: Connection, one: Outgoing, now: dt.datetime) -> None:
    """Put a mail into the outbox, in the transaction that records its reply."""
    values = {
        "sending": one.sending,
        "case_id": one.case_id,
        "customer_id": one.customer_id,
        "seat": one.seat,
        "mode": one.mode,
        "message_id": one.message_id,
        "answers": one.answers,
        "later": "\n".join(filter(None, one.later)),
        "recipient": one.recipient,
        "subject": mask_cards(one.subject),
        "mail": one.mail,
        "fate": one.fate,
        "said": one.said,
        "tries": 0,
        "again": int(one.again),
        "filed": int(one.filed),
        "made_at": now,
        "changed_at": now,
    }
    connection.execute(sa.insert(outbox).values(values))


def _outgoing(row: sa.Row[tuple[object, ...]]) -> Outgoing:
    fate, mail = row.fate, row.mail
    whole = fate in _FATES and isinstance(mail, bytes)
    return Outgoing(
        row.sending,
        row.case_id,
        row.customer_id,
        row.seat,
        row.mode,
        row.message_id,
        one_line(row.recipient),
        one_line(row.subject),
        mail if isinstance(mail, bytes) else b"",
        row.answers,
        tuple(str(row.later).split()),
        Fate(fate) if whole else Fate.UNKNOWN,
        one_line(row.said) if whole else _DAMAGED,
        row.tries if isinstance(row.tries, int) else 0,
        bool(row.again),
        bool(row.filed),
        row.made_at.replace(tzinfo=dt.UTC),
        row.changed_at.replace(tzinfo=dt.UTC),
    )


def _naive(when: dt.datetime) -> dt.datetime:
    return when.astimezone(dt.UTC).replace(tzinfo=None)
