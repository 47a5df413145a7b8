"""Customers in the records: found by id, e-mail and parts of their names, and taken in by the thousand."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.customer import Contact, Customer
from composer.cases.follow_up import FollowUp
from composer.reading.cards import mask_cards
from composer.records.follow_ups import open_of_customer
from composer.records.lenient import in_small_letters
from composer.records.store import insert_many
from composer.records.tables import contacts, customer_words, customers
from kb.errors import CannotRead
from kb.guard import guarded
from kb.text import clean, close_to, count_of, fold, one_line

NAMES = ("id", "name", "email", "company", "plan", "since", "language")
_TOGETHER = 1_000
"""Customers taken in at a time; SQLite binds at most 32,766 values in one statement."""
_MOST_TOGETHER = 500_000
_MOST_WORDS = 24
_LONGEST_WORD = 60


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    created: int
    updated: int
    unchanged: int
    contacts: int


def find_customer(connection: Connection, wanted: str) -> Customer | None:
    """The customer with this id, or this e-mail address in any case, with history and open promises."""
    for condition in (customers.c.id == wanted, customers.c.email == wanted.lower()):
        row = connection.execute(sa.select(customers).where(condition).order_by(customers.c.id)).mappings().first()
        if row is not None:
            return _customer(row, history_of(connection, row["id"]), open_of_customer(connection, row["id"]))
    return None


def names_close_to(connection: Connection, wanted: str) -> list[str]:
    """The ids and addresses that were probably meant."""
    rows = connection.execute(sa.select(customers.c.id, customers.c.email).limit(5_000))
    return close_to(wanted, [value for row in rows for value in row if value])


def list_customers(connection: Connection, words: str, limit: int) -> list[Customer]:
    """Customers by name, those with words in name, id, e-mail or company that begin with the ones given.

    Where none begins with them, those that hold them anywhere: slower, since no index helps. Without words those with
    the first ids, which an index has in order. Without history.
    """
    wanted = [word.encode()[:_LONGEST_WORD] for word in _WORD.findall(fold(words.partition("@")[0]))][:8]
    query = sa.select(customers)
    if wanted:
        # The longest word has the fewest customers, and leads.
        first, *others = sorted(set(wanted), key=len, reverse=True)
        leading = sa.select(customer_words.c.customer_id).where(_begins(customer_words, first))
        for number, other in enumerate(others):
            also = customer_words.alias(f"also_{number}")
            same = sa.select(also.c.word).where(also.c.customer_id == customer_words.c.customer_id)
            leading = leading.where(same.where(_begins(also, other)).exists())
        ids = connection.execute(leading.order_by(customer_words.c.word).limit(limit)).scalars().all()
        found = [
            row
            for some in _parts(dict.fromkeys(ids))
            for row in _rows(connection, query.where(customers.c.id.in_(some)))
        ]
        if found:
            return _by_name(found)
    if not words.strip():
        return _by_name(_rows(connection, query.order_by(customers.c.id).limit(limit)))
    query = query.order_by(in_small_letters(customers.c.name), customers.c.id).limit(limit)
    # All at once, since small letters are what takes long; no word that is looked for has a blank.
    column = customers.c
    everything = in_small_letters(column.name + " " + column.email + " " + column.id + " " + column.company)
    for word in words.lower().split()[:8]:
        query = query.where(everything.contains(word, autoescape=True))
    return [_customer(row, ()) for row in _rows(connection, query)]


def _by_name(rows: Sequence[Any]) -> list[Customer]:
    return sorted((_customer(row, ()) for row in rows), key=lambda one: (one.name.lower(), one.id))


def all_customers(connection: Connection) -> list[Customer]:
    """Every customer with history, by id."""
    rows = _rows(connection, sa.select(customers).order_by(customers.c.id))
    histories: dict[str, list[Contact | None]] = {}
    for part in _parts(row["id"] for row in rows):
        for customer_id, contact in _contacts_of(connection, part):
            histories.setdefault(customer_id, []).append(contact)
    return [_customer(row, histories.get(row["id"], ())) for row in rows]


def history_of(connection: Connection, customer_id: str) -> tuple[Contact | None, ...]:
    """The contacts of a customer, newest first; None for one that is damaged."""
    return tuple(contact for _id, contact in _contacts_of(connection, [customer_id]))


def take_in(connection: Connection, incoming: Iterable[Customer]) -> Imported:
    """Create, update and leave alone what an import brings; contacts that are there already are not added again."""
    created = updated = unchanged = added = 0
    # In the order of their index, which is then written from left to right.
    words: list[tuple[bytes, str]] = []
    everyone = iter(incoming)
    while batch := list(islice(everyone, _TOGETHER)):
        rows = {customer.id: row_of(customer) for customer in batch}
        known = {
            row["id"]: dict(row) for row in _rows(connection, sa.select(customers).where(customers.c.id.in_(rows)))
        }
        new = [row for row in rows.values() if row["id"] not in known]
        changed = [row for row in rows.values() if row["id"] in known and known[row["id"]] != row]
        if new:
            connection.execute(sa.insert(customers), new)
        if changed:
            _update(connection, changed)
        words += [
            (word, row["id"])
            for row in (*new, *changed)
            for word in words_of_customer(row["id"], row["name"], row["email"], row["company"])
        ]
        if len(words) > _MOST_TOGETHER:
            insert_many(connection, customer_words, sorted(words))
            words.clear()
        added += _add_contacts(connection, batch, list(known))
        created, updated = created + len(new), updated + len(changed)
        unchanged += len(rows) - len(new) - len(changed)
    insert_many(connection, customer_words, sorted(words))
    return Imported(created, updated, unchanged, added)


def words_of_customer(customer_id: str, name: str, email: str, company: str) -> list[bytes]:
    """The words to find a customer by, folded, as bytes: of id, name and company, and of the address before its `@`."""
    text = fold(" ".join((customer_id, name, company, email.partition("@")[0])))
    return [word.encode()[:_LONGEST_WORD] for word in islice(dict.fromkeys(_WORD.findall(text)), _MOST_WORDS)]


_WORD = re.compile(r"[^\W_]+")


def row_of(customer: Customer) -> dict[str, str]:
    """A customer as a row of the table."""
    row: dict[str, str] = {name: getattr(customer, name) for name in NAMES}
    row["email"] = row["email"].lower()
    row["fields"] = json.dumps(dict(sorted(customer.fields.items())), ensure_ascii=False)
    return row


def masked(contact: Contact) -> Contact:
    """A contact as it may be kept: without the numbers of payment cards."""
    text = mask_cards(contact.text)
    return contact if text == contact.text else replace(contact, text=text)


def contact_row(customer_id: str, contact: Contact) -> dict[str, object]:
    """A contact as a row of the table."""
    return {
        "customer_id": customer_id,
        "on": contact.on,
        "channel": contact.channel,
        "direction": contact.direction,
        "topic": contact.topic,
        "tone": contact.tone,
        "text": contact.text,
    }


def _customer(row: Any, history: Sequence[Contact | None], promised: tuple[FollowUp, ...] = ()) -> Customer:
    faults: list[str] = []
    fields = {}
    try:
        with guarded("fields"):
            fields = {str(key): clean(str(value)) for key, value in json.loads(row["fields"]).items()}
    except CannotRead:
        faults.append("the team's own fields")
    contacts_read = tuple(contact for contact in history if contact is not None)
    if len(contacts_read) < len(history):
        faults.append(count_of(len(history) - len(contacts_read), "contact"))
    return Customer(
        **{name: one_line(str(row[name] or "")) for name in NAMES},
        fields=MappingProxyType(fields),
        history=contacts_read,
        promised=promised,
        fault=" and ".join(faults),
    )


def _begins(words: sa.FromClause, word: bytes) -> sa.ColumnElement[bool]:
    # No letter in UTF-8 has the byte 255.
    return sa.and_(words.c.word >= word, words.c.word < word + b"\xff")


def _update(connection: Connection, rows: list[dict[str, str]]) -> None:
    statement = sa.update(customers).where(customers.c.id == sa.bindparam("known_id"))
    connection.execute(
        statement.values({name: sa.bindparam(name) for name in (*NAMES[1:], "fields")}),
        [{"known_id": row["id"], **{name: value for name, value in row.items() if name != "id"}} for row in rows],
    )
    connection.execute(sa.delete(customer_words).where(customer_words.c.customer_id.in_([row["id"] for row in rows])))


def _add_contacts(connection: Connection, batch: list[Customer], known: list[str]) -> int:
    have: dict[str, set[Contact]] = {}
    for customer_id, contact in _contacts_of(connection, known):
        if contact is not None:
            have.setdefault(customer_id, set()).add(contact)
    rows = [
        contact_row(customer.id, contact)
        for customer in batch
        for contact in reversed(dict.fromkeys(masked(contact) for contact in customer.history))
        if contact not in have.get(customer.id, ())
    ]
    if rows:
        connection.execute(sa.insert(contacts), rows)
    return len(rows)


def _contacts_of(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, Contact | None]]:
    """The contacts of customers, newest first; None for one that is damaged."""
    table = contacts.c
    # As text, so that a day that is none damages its own row alone.
    columns = [
        sa.cast(table.on, sa.String).label("day"),
        *(column for column in table if column not in (table.on, table.at)),
    ]
    query = sa.select(*columns).order_by(table.on.desc(), table.at.desc().nulls_last(), table.id.desc())
    if not ids:
        return
    for row in connection.execute(query.where(table.customer_id.in_(ids))):
        yield row.customer_id, _contact(row)


def _contact(row: Any) -> Contact | None:
    with contextlib.suppress(CannotRead), guarded("contact"):
        topic, text = one_line(row.topic), clean(row.text)
        day = dt.date.fromisoformat(row.day)
        return Contact(day, row.channel, row.direction, topic, text, row.tone, row.case_id)
    return None


def _rows(connection: Connection, query: sa.Select[Any]) -> Sequence[Any]:
    return connection.execute(query).mappings().all()


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    everyone = iter(ids)
    while some := list(islice(everyone, _TOGETHER)):
        yield some
