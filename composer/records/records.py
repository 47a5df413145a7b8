"""Records: customers with their history, and what was sent and promised to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from composer.cases.customer import Active, Customer
from composer.cases.outgoing import Outgoing
from composer.cases.rating import Rating
from composer.errors import NoSuchCustomer
from composer.records import outbox
from composer.records.cases import Opened, note_opened
from composer.records.claims import Claims
from composer.records.customers import Imported, all_customers, find_customer, list_customers, names_close_to, take_in
from composer.records.damage import damaged_rows
from composer.records.follow_ups import FollowUps
from composer.records.forget import cases_of, forget, mentions, names_to_know_by, was_forgotten
from composer.records.naming import roots_of
from composer.records.outbox import Outbox
from composer.records.outcomes import names_in
from composer.records.ratings import RatingsTaken, take_in_activity, take_in_ratings
from composer.records.sent_reply import SentReply, keep_reply, naive
from composer.records.store import Store
from composer.records.tables import customers, ledger, replies
from kb.errors import KBError
from kb.text import fold, one_line


class Records:
    """One store of one desk, with its follow-ups and its claims."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.store = Store(engine, where)
        self.follow_ups = FollowUps(self.store)
        self.claims = Claims(self.store)
        self.outbox = Outbox(self.store)

    @property
    def where(self) -> str:
        """The file or the server, without a password."""
        return self.store.where

    @property
    def read_only(self) -> KBError | None:
        """Why nothing can be written, where that is so; reading goes on."""
        return self.store.read_only

    def find_customer(self, wanted: str) -> Customer | None:
        """The customer with this id, or this e-mail address in any case."""
        wanted = wanted.strip()
        return self.store.read(lambda connection: find_customer(connection, wanted)) if wanted else None

    def get_customer(self, wanted: str) -> Customer:
        """The customer with this id or e-mail address; NoSuchCustomer names the nearest."""
        found = self.find_customer(wanted)
        if found is None:
            raise NoSuchCustomer(wanted, self.store.read(lambda connection: names_close_to(connection, wanted)))
        return found

    def list_customers(self, words: str = "", limit: int = 200) -> list[Customer]:
        """Customers by name, those with the words in name, id, e-mail or company; without their history."""
        return self.store.read(lambda connection: list_customers(connection, words, limit))

    def all_customers(self) -> list[Customer]:
        """Every customer with history, by id."""
        return self.store.read(all_customers)

    def damaged_customers(self) -> list[tuple[str, str]]:
        """The ids of customers whose record cannot be read whole, each with what of it cannot."""
        return [(one.id, one.fault) for one in self.all_customers() if one.fault]

    def damaged_rows(self) -> list[str]:
        """What else cannot be read in the records, in words."""
        return self.store.read(damaged_rows)

    def count_customers(self) -> int:
        """How many there are."""
        return self.store.read(
            lambda connection: connection.execute(sa.select(sa.func.count(customers.c.id))).scalar_one()
        )

    def names_of(self, ids: Collection[str]) -> dict[str, str]:
        """The names of these customers, by id."""
        query = sa.select(customers.c.id, customers.c.name).where(customers.c.id.in_(ids))
        return self.store.read(lambda connection: {row.id: one_line(row.name) for row in connection.execute(query)})

    def import_customers(self, incoming: Iterable[Customer], *, dry_run: bool = False) -> Imported:
        """Take in customers with their contacts, all or none; the same ones twice change nothing.

        A dry run does all of it and takes it back, so that what it tells is what would happen.
        """
        everyone = incoming if isinstance(incoming, list) else list(incoming)

        def work(connection: Connection) -> Imported:
            done = take_in(connection, everyone)
            if dry_run:
                connection.rollback()
            return done

        return self.store.write(work)

    def import_ratings(self, incoming: list[Rating], *, dry_run: bool = False) -> RatingsTaken:
        """Take in ratings, all or none; the same ones twice change nothing. A dry run takes it back."""

        def work(connection: Connection) -> RatingsTaken:
            done = take_in_ratings(connection, incoming)
            if dry_run:
                connection.rollback()
            return done

        return self.store.write(work)

    def import_activity(self, incoming: list[Active], *, dry_run: bool = False) -> tuple[int, int]:
        """Take in days of activity; how many there were, and how many of nobody known, which are left out."""

        def work(connection: Connection) -> tuple[int, int]:
            done = take_in_activity(connection, incoming)
            if dry_run:
                connection.rollback()
            return done

        return self.store.write(work)

    def forget_customer(self, person: Customer | str, cases: Collection[str] = ()) -> dict[str, int]:
        """Remove a customer with everything that was kept about them and these cases; how many rows of each went."""
        one = person if isinstance(person, Customer) else self.find_customer(person) or Customer(id=person)
        return forget(self.store, one, {*cases, *self.cases_of(one)})

    def cases_of(self, person: Customer) -> frozenset[str]:
        """The ids of a customer's cases: of replies and contacts, and of replies from before they were known."""
        return self.store.read(lambda connection: cases_of(connection, person))

    def mentions(self, person: Customer) -> list[str]:
        """The ids of the cases in which replies to others, or what others wrote, name a person."""
        return self.store.read(lambda connection: mentions(connection, person))

    def names_to_know_by(self, person: Customer) -> list[str]:
        """The words by which a text is known to be about a person: their address, and names that nobody else has."""
        return self.store.read(lambda connection: names_to_know_by(connection, person))

    def was_forgotten(self, names: Collection[str]) -> set[str]:
        """Those of some ids, addresses and cases that were forgotten."""
        return self.store.read(lambda connection: was_forgotten(connection, names))

    def is_gone(self, customer_id: str, case_id: str) -> bool:
        """Whether a customer is no longer there, or a case of somebody unknown was forgotten with them."""

        def work(connection: Connection) -> bool:
            here = sa.select(customers.c.id).where(customers.c.id == customer_id)
            if customer_id:
                return connection.execute(here).first() is None
            return bool(was_forgotten(connection, [case_id]))

        return self.store.read(work)

    def is_name(self, word: str) -> bool:
        """Whether a word, in small letters, is part of a customer's or a company's name, or of one with an ending."""
        return any(
            root in fold(f"{one.name} {one.company}").split()
            for root in roots_of(word)
            for one in self.list_customers(root)
        )

    def keep_reply(self, reply: SentReply, outgoing: Outgoing | None = None) -> None:
        """Record a reply, the contacts it makes, its sentences, its promises and the mail it goes as, in one step.

        What it says of earlier promises of the case settles them. PromiseOpen where it closes a case with one of them
        and says nothing.
        """
        sending = outgoing.sending if outgoing else uuid4().hex

        def work(connection: Connection) -> None:
            if keep_reply(connection, reply, sending) and outgoing is not None:
                outbox.put(connection, outgoing, naive(reply.sent_at))

        self.store.write(work)

    def note_opened(self, case: Opened, now: dt.datetime) -> None:
        """Begin what is kept of a case when its message is opened."""
        self.store.write(lambda connection: note_opened(connection, case, now))

    def replies_to(self, case_id: str) -> list[SentReply]:
        """The replies that a case has had, the last one first: how each went, by whom, and its words."""
        columns = [replies.c[name] for name in ("case_id", "customer_id", "sent_at", "channel", "agent", "text")]
        query = sa.select(*columns).where(replies.c.case_id == case_id).order_by(replies.c.id.desc())
        return self.store.read(lambda connection: [SentReply(*row) for row in connection.execute(query)])

    def sentences_had(self, customer_id: str) -> frozenset[str]:
        """The keys of the sentences that this customer has had from us."""
        query = sa.select(ledger.c.sentence).where(ledger.c.customer_id == customer_id)
        if not customer_id:
            return frozenset()
        return self.store.read(lambda connection: frozenset(connection.execute(query).scalars()))

    def answered_cases(self, among: Iterable[str] | None = None) -> frozenset[str]:
        """The ids of the cases that have a reply; of some, or of all."""
        query = sa.select(replies.c.case_id).distinct()
        if among is not None:
            query = query.where(replies.c.case_id.in_(list(among)))
        return self.store.read(lambda connection: frozenset(connection.execute(query).scalars()))

    def recent_phrases(self, replies_back: int = 200) -> tuple[str, ...]:
        """The wordings of the last replies as `phrase/variant`, the last one first."""
        query = sa.select(replies.c.phrases).order_by(replies.c.id.desc()).limit(replies_back)

        def work(connection: Connection) -> tuple[str, ...]:
            rows = connection.execute(query).scalars()
            return tuple(dict.fromkeys(one for row in rows for one in names_in(row)))

        return self.store.read(work)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
