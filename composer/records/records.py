"""Records: customers with their history, and what was sent to them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from composer.customer import Contact, Customer
from composer.errors import CustomerGone, NoSuchCustomer
from composer.records.tables import contacts, customers, ledger, replies
from kb.text import clean, close_to, one_line

_NAMES = ("id", "name", "email", "company", "plan", "since", "language")


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    created: int
    updated: int
    unchanged: int
    contacts: int


@dataclass(frozen=True)
class SentReply:
    """A reply as it left, with what it was made of."""

    case_id: str
    customer_id: str
    sent_at: dt.datetime
    channel: str
    agent: str
    text: str
    phrases: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    topic: str = ""
    sentences: tuple[str, ...] = ()
    """Keys of its sentences, for the ledger."""


class Records:
    """One store of one desk."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.writers = engine.execution_options(writes=True)
        self.where = where

    def find_customer(self, wanted: str) -> Customer | None:
        """The customer with this id, or this e-mail address in any case."""
        wanted = wanted.strip()
        if not wanted:
            return None
        with self.engine.begin() as connection:
            found = connection.execute(sa.select(customers).where(customers.c.id == wanted)).mappings().first()
            if found is None:
                by_email = (
                    sa.select(customers)
                    .where(sa.func.lower(customers.c.email) == wanted.lower())
                    .order_by(customers.c.id)
                )
                found = connection.execute(by_email).mappings().first()
            return _customer(found, self._history(connection, found["id"])) if found else None

    def get_customer(self, wanted: str) -> Customer:
        """The customer with this id or e-mail address; NoSuchCustomer names the nearest."""
        found = self.find_customer(wanted)
        if found is None:
            with self.engine.begin() as connection:
                known = [
                    value
                    for row in connection.execute(sa.select(customers.c.id, customers.c.email).limit(5_000))
                    for value in row
                    if value
                ]
            raise NoSuchCustomer(wanted, close_to(wanted, known))
        return found

    def list_customers(self, words: str = "", limit: int = 200) -> list[Customer]:
        """Customers by name, those whose name, id or e-mail holds the words; without their history."""
        query = sa.select(customers).order_by(sa.func.lower(customers.c.name), customers.c.id).limit(limit)
        for word in words.lower().split()[:8]:
            columns = (customers.c.name, customers.c.email, customers.c.id, customers.c.company)
            query = query.where(sa.or_(*(sa.func.lower(column).contains(word, autoescape=True) for column in columns)))
        with self.engine.begin() as connection:
            return [_customer(row, ()) for row in connection.execute(query).mappings()]

    def import_customers(self, incoming: Iterable[Customer]) -> Imported:
        """Take in customers with their contacts, all or none; the same ones twice change nothing."""
        created = updated = unchanged = added = 0
        with self.writers.begin() as connection:
            for customer in incoming:
                row = _row(customer)
                known = connection.execute(sa.select(customers).where(customers.c.id == customer.id)).mappings().first()
                if known is None:
                    connection.execute(sa.insert(customers).values(row))
                    created += 1
                elif dict(known) != row:
                    connection.execute(sa.update(customers).where(customers.c.id == customer.id).values(row))
                    updated += 1
                else:
                    unchanged += 1
                have = set(self._history(connection, customer.id))
                new = [contact for contact in dict.fromkeys(customer.history) if contact not in have]
                for contact in reversed(new):
                    connection.execute(sa.insert(contacts).values(_contact_row(customer.id, contact)))
                added += len(new)
        return Imported(created, updated, unchanged, added)

    def forget_customer(self, customer_id: str) -> dict[str, int]:
        """Remove a customer with every contact, reply and ledger line; how many rows of each went."""
        gone: dict[str, int] = {}
        with self.writers.begin() as connection:
            for name, table, column in (
                ("contacts", contacts, contacts.c.customer_id),
                ("replies", replies, replies.c.customer_id),
                ("sentences", ledger, ledger.c.customer_id),
                ("customers", customers, customers.c.id),
            ):
                gone[name] = connection.execute(sa.delete(table).where(column == customer_id)).rowcount
        with self.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        return gone

    def keep_reply(self, reply: SentReply) -> None:
        """Record a reply that was sent, the contact it is, and its sentences, in one step."""
        row = {
            "case_id": reply.case_id,
            "customer_id": reply.customer_id,
            "sent_at": reply.sent_at,
            "channel": reply.channel,
            "agent": reply.agent,
            "text": reply.text,
            "phrases": json.dumps(reply.phrases),
            "articles": json.dumps(reply.articles),
            "overruled": json.dumps(reply.overruled),
        }
        with self.writers.begin() as connection:
            if reply.customer_id and not _is_known(connection, reply.customer_id):
                raise CustomerGone(reply.customer_id)
            connection.execute(sa.insert(replies).values(row))
            if not reply.customer_id:
                return
            contact = Contact(reply.sent_at.date(), reply.channel, "out", reply.topic, reply.text)
            connection.execute(sa.insert(contacts).values(_contact_row(reply.customer_id, contact)))
            known = self._sentences(connection, reply.customer_id)
            for sentence in dict.fromkeys(sentence[:600] for sentence in reply.sentences):
                if sentence not in known:
                    connection.execute(sa.insert(ledger).values(customer_id=reply.customer_id, sentence=sentence))

    def sentences_had(self, customer_id: str) -> frozenset[str]:
        """The keys of the sentences that this customer has had from us."""
        if not customer_id:
            return frozenset()
        with self.engine.begin() as connection:
            return self._sentences(connection, customer_id)

    def answered_cases(self) -> frozenset[str]:
        """The ids of the cases that have a reply."""
        with self.engine.begin() as connection:
            return frozenset(connection.execute(sa.select(replies.c.case_id).distinct()).scalars())

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @staticmethod
    def _sentences(connection: Connection, customer_id: str) -> frozenset[str]:
        query = sa.select(ledger.c.sentence).where(ledger.c.customer_id == customer_id)
        return frozenset(connection.execute(query).scalars())

    @staticmethod
    def _history(connection: Connection, customer_id: str) -> tuple[Contact, ...]:
        query = (
            sa.select(contacts)
            .where(contacts.c.customer_id == customer_id)
            .order_by(contacts.c.on.desc(), contacts.c.id.desc())
        )
        return tuple(
            Contact(row["on"], row["channel"], row["direction"], one_line(row["topic"]), clean(row["text"]))
            for row in connection.execute(query).mappings()
        )


def _customer(row: Any, history: Sequence[Contact]) -> Customer:
    fields = MappingProxyType({str(key): one_line(str(value)) for key, value in json.loads(row["fields"]).items()})
    known = {name: one_line(row[name]) for name in _NAMES}
    return Customer(**known, fields=fields, history=tuple(history))


def _row(customer: Customer) -> dict[str, str]:
    fields = json.dumps(dict(sorted(customer.fields.items())), ensure_ascii=False)
    return {name: getattr(customer, name) for name in _NAMES} | {"fields": fields}


def _contact_row(customer_id: str, contact: Contact) -> dict[str, object]:
    return {
        "customer_id": customer_id,
        "on": contact.on,
        "channel": contact.channel,
        "direction": contact.direction,
        "topic": contact.topic,
        "text": contact.text,
    }


def _is_known(connection: Connection, customer_id: str) -> bool:
    return connection.execute(sa.select(customers.c.id).where(customers.c.id == customer_id)).first() is not None
