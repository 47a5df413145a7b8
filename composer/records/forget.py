"""Forgetting: one person removed from every table, and from the pages and the journal of the file.

What is kept of those who were forgotten is a digest of id, address and cases, with a salt of its own for each desk: by
it a restore sees whom it would bring back, and a window that is still open that its customer is gone.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.customer import Customer
from composer.records.lenient import in_small_letters
from composer.records.naming import holds
from composer.records.store import Store, insert_new
from composer.records.tables import (
    activity,
    cases,
    claims,
    contacts,
    customer_words,
    customers,
    follow_ups,
    forgotten,
    ledger,
    outbox,
    ratings,
    replies,
)
from kb.text import fold

_BY_CUSTOMER = {
    "contacts": contacts.c.customer_id,
    "sentences": ledger.c.customer_id,
    "words": customer_words.c.customer_id,
    "activity": activity.c.customer_id,
    "customers": customers.c.id,
}
_BY_CASE = {"follow_ups": follow_ups, "replies": replies, "cases": cases, "ratings": ratings, "mails": outbox}
"""Kept of somebody unknown too, by the case alone."""
_TELLING = 5
"""Letters from which on a single name is looked for in texts; shorter ones are words of other people."""


_TOLD = ("contacts", "sentences", "follow_ups", "replies", "customers", "cases", "ratings", "activity", "mails")


def forget(store: Store, person: Customer, cases_of_theirs: Collection[str]) -> dict[str, int]:
    """Remove a person's rows; how many of each went. What they stood on is overwritten (SQLite's secure_delete)."""

    def work(connection: Connection) -> dict[str, int]:
        theirs_by_case = list(cases_of_theirs)
        gone = {"ratings": _ratings_of_nobody(connection, person)}
        for name, table in _BY_CASE.items():
            unknown = sa.and_(table.c.customer_id == "", table.c.case_id.in_(theirs_by_case))
            theirs = sa.or_(_of(table.c.customer_id, person), unknown)
            gone[name] = gone.get(name, 0) + connection.execute(sa.delete(table).where(theirs)).rowcount
        connection.execute(sa.delete(claims).where(claims.c.case_id.in_(theirs_by_case)))
        for name, column in _BY_CUSTOMER.items():
            gone[name] = connection.execute(sa.delete(column.table).where(_of(column, person))).rowcount
        if person.known or theirs_by_case or any(gone.values()):
            _note(connection, (person.id, person.email, *theirs_by_case))
        return gone

    gone = store.write(work)
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    return {name: gone[name] for name in _TOLD}


def _ratings_of_nobody(connection: Connection, person: Customer) -> int:
    """Remove the ratings of somebody who was no customer then: by their address, or by who is named in a comment."""
    words = names_to_know_by(connection, person)
    query = sa.select(sa.cast(ratings.c.id, sa.String).label("id"), ratings.c.comment.label("text"))
    rows = _holding(connection, query.where(ratings.c.customer_id == ""), ratings.c.comment, words)
    theirs: sa.ColumnElement[bool] = ratings.c.id.in_([int(row.id) for row in rows])
    if person.email:
        theirs = sa.or_(theirs, ratings.c.sender == person.email.lower())
    return connection.execute(sa.delete(ratings).where(theirs)).rowcount


def cases_of(connection: Connection, person: Customer) -> frozenset[str]:
    """The cases of a person: by their id, and those of nobody known by the sender's address or by who is named."""
    found: set[str] = set()
    for table in (replies, contacts, follow_ups, cases):
        found.update(connection.execute(sa.select(table.c.case_id).where(_of(table.c.customer_id, person))).scalars())
    words = names_to_know_by(connection, person)
    for table in (replies, follow_ups):
        query = sa.select(table.c.case_id, table.c.text).where(table.c.customer_id == "")
        if table is replies:
            query = query.where(replies.c.sender.in_(["", person.email.lower()]))
        found.update(row.case_id for row in _holding(connection, query, table.c.text, words))
    if person.email:
        sent = sa.select(replies.c.case_id).where(replies.c.customer_id == "", replies.c.sender == person.email.lower())
        found.update(connection.execute(sent).scalars())
    found.discard("")
    found.update(connection.execute(sa.select(cases.c.case_id).where(cases.c.joined.in_(found))).scalars())
    return frozenset(found)


def mentions(connection: Connection, person: Customer) -> list[str]:
    """The ids of other customers in whose texts a person is named, by address or whole name."""
    words = [word for word in names_to_know_by(connection, person) if " " in word or "@" in word]
    found: set[str] = set()
    for text in (replies.c.text, contacts.c.text, follow_ups.c.text, ratings.c.comment):
        whose = text.table.c.customer_id
        query = sa.select(whose, text.label("text")).where(whose.not_in(["", person.id]))
        found.update(row.customer_id for row in _holding(connection, query, text, words))
    return sorted(found)


def names_to_know_by(connection: Connection, person: Customer) -> list[str]:
    """What a text holds that is about a person: their address, their whole name, and a last name nobody else has."""
    parts = fold(person.name).split()
    names = [fold(person.email), " ".join(parts) if len(parts) > 1 else ""]
    last = re.sub(r"[^\w]+", "", parts[-1]) if parts else ""
    if len(last) >= _TELLING:
        others = sa.select(customer_words.c.word).where(
            customer_words.c.word == last.encode(), customer_words.c.customer_id != person.id
        )
        names += [] if connection.execute(others).first() else [last]
    return list(filter(None, names))


def was_forgotten(connection: Connection, names: Collection[str]) -> set[str]:
    """Those of some ids, addresses and cases that were forgotten."""
    known = {row.digest: row.salt for row in connection.execute(sa.select(forgotten))}
    salts = set(known.values())
    return {name for name in names if name and any(_digest(salt, name) in known for salt in salts)}


def take_up(connection: Connection, case_id: str) -> None:
    """A case that was forgotten is answered anew, since its message is still there."""
    for salt in connection.execute(sa.select(forgotten.c.salt).distinct()).scalars().all():
        connection.execute(sa.delete(forgotten).where(forgotten.c.digest == _digest(salt, case_id)))


def all_forgotten(connection: Connection) -> list[dict[str, object]]:
    """Everything that is known of who was forgotten, for the records that replace these."""
    return [dict(row) for row in connection.execute(sa.select(forgotten)).mappings()]


def keep_forgotten(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Go on knowing who was forgotten."""
    insert_new(connection, forgotten, rows)


def _note(connection: Connection, names: Iterable[str]) -> None:
    salt = connection.execute(sa.select(forgotten.c.salt)).scalar() or secrets.token_hex(16)
    rows: list[dict[str, object]] = [{"digest": _digest(salt, name), "salt": salt} for name in set(filter(None, names))]
    insert_new(connection, forgotten, rows)


def _digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}\n{name.strip().lower()}".encode()).hexdigest()


def _of(column: sa.ColumnElement[str], person: Customer) -> sa.ColumnElement[bool]:
    """Rows of a known customer; of somebody unknown there are none by id."""
    return column == person.id if person.id else sa.false()


def _holding(
    connection: Connection, query: sa.Select[tuple[str, str]], text: sa.ColumnElement[str], names: list[str]
) -> Iterator[sa.Row[tuple[str, str]]]:
    if names:
        # The database only looks roughly; what is a word of its own is seen here.
        rough = sa.or_(*(in_small_letters(text).contains(name, autoescape=True) for name in names))
        yield from (row for row in connection.execute(query.where(rough)) if holds(row.text, names))
