"""Migrations: one step from each schema of the records to the next, in the words of Alembic.

The number in the table `about` says how far a database has come. It is read when the records are opened, so that
Alembic is loaded only where there is something to do, and so that an older Warmline sees that these are not its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.customers import words_of_customer
from composer.records.tables import about

if TYPE_CHECKING:
    from alembic.operations import Operations


def migrate(connection: Connection, schema: int, wanted: int) -> None:
    """Take the tables from one schema to another inside the caller's transaction: all of it, or nothing."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    op = Operations(MigrationContext.configure(connection))
    for number in range(schema + 1, wanted + 1):
        STEPS[number](op)
    connection.execute(sa.update(about).where(about.c.name == "schema").values(value=str(wanted)))


def _to_schema_2(op: Operations) -> None:
    """Follow-ups, claims, words to find a customer by, and more about each contact and reply."""
    text = sa.String
    op.add_column("contacts", sa.Column("at", sa.DateTime))
    op.add_column("contacts", sa.Column("tone", text(40), nullable=False, server_default=""))
    op.add_column("contacts", sa.Column("case_id", text(200), nullable=False, server_default=""))
    op.add_column("replies", sa.Column("tone", text(40), nullable=False, server_default=""))
    op.add_column("replies", sa.Column("sending", text(32)))
    op.create_index("ix_replies_sending", "replies", ["sending"], unique=True)
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", text(200), nullable=False, index=True),
        sa.Column("customer_id", text(200), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("zone", text(60), nullable=False),
        sa.Column("state", text(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("agent", text(200), nullable=False),
    )
    op.create_index("ix_follow_ups_state_due", "follow_ups", ["state", "due"])
    op.create_table(
        "claims",
        sa.Column("case_id", text(200), primary_key=True),
        sa.Column("agent", text(200), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "customer_words",
        sa.Column("word", sa.LargeBinary, primary_key=True),
        sa.Column("customer_id", text(200), sa.ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_customer_words_customer_id", "customer_words", ["customer_id"])
    _fill_words(op.get_bind())


def _to_schema_3(op: Operations) -> None:
    """The sender of each reply, and who was forgotten."""
    text = sa.String
    op.add_column("replies", sa.Column("sender", text(400), nullable=False, server_default=""))
    op.create_table(
        "forgotten",
        sa.Column("digest", text(64), primary_key=True),
        sa.Column("salt", text(32), nullable=False),
    )


def _to_schema_4(op: Operations) -> None:
    """What became of each case, what customers said of it, and what they did; moments of earlier cases stay empty."""
    text, number, moment = sa.String, sa.Integer, sa.DateTime
    op.create_table(
        "cases",
        sa.Column("case_id", text(200), primary_key=True),
        sa.Column("customer_id", text(200), nullable=False, index=True),
        sa.Column("thread", text(200), nullable=False, index=True),
        *(sa.Column(name, text(size), nullable=False) for name, size in _OF_A_CASE.items()),
        sa.Column("struggle", sa.Boolean),
        sa.Column("issues", number),
        sa.Column("received_at", moment, index=True),
        sa.Column("zone", text(10), nullable=False),
        *(sa.Column(name, moment) for name in ("first_reply_at", "last_reply_at", "solved_at")),
        sa.Column("outcome", text(20)),
        *(sa.Column(name, number, nullable=False) for name in ("replies", "inbound", "reopened")),
    )
    op.create_table(
        "ratings",
        sa.Column("id", number, primary_key=True),
        sa.Column("source", text(40), nullable=False),
        sa.Column("source_id", text(200), nullable=False),
        *(sa.Column(name, text(200), nullable=False, index=True) for name in ("case_id", "customer_id")),
        sa.Column("sender", text(400), nullable=False, index=True),
        sa.Column("kind", text(4), nullable=False),
        sa.Column("value", sa.Float),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("low", "high")),
        sa.Column("positive", sa.Boolean),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("rated_at", moment, index=True),
        sa.Column("topic", text(200), nullable=False),
        sa.Column("channel", text(20), nullable=False),
    )
    op.create_index("ix_ratings_source", "ratings", ["source", "source_id"], unique=True)
    op.create_table(
        "activity",
        sa.Column("customer_id", text(200), primary_key=True),
        sa.Column("on", sa.Date, primary_key=True),
        sa.Column("kind", text(40), primary_key=True),
    )
    op.add_column("follow_ups", sa.Column("settled_at", moment))
    op.execute(sa.text(_EARLIER_CASES))


_OF_A_CASE = {"channel": 20, "language": 40, "topic": 200, "tone": 40}
_EARLIER_CASES = """
INSERT INTO cases (case_id, customer_id, thread, channel, language, topic, tone, zone, replies, inbound, reopened)
SELECT latest.case_id, latest.customer_id, '', latest.channel, '', coalesce(came.topic, ''), latest.tone, '',
       counted.replies, 1, 0
FROM (SELECT max(id) AS id, count(*) AS replies FROM replies WHERE case_id <> '' GROUP BY case_id) counted
JOIN replies latest ON latest.id = counted.id
LEFT JOIN (SELECT case_id, max(topic) AS topic FROM contacts WHERE direction = 'in' AND case_id <> '' GROUP BY case_id)
     came ON came.case_id = latest.case_id
"""
"""A row for every case that has a reply. When its message came nothing says, and nothing is guessed."""


def _to_schema_5(op: Operations) -> None:
    """Mails on their way out."""
    text = sa.String
    op.create_table(
        "outbox",
        sa.Column("sending", text(32), primary_key=True),
        sa.Column("case_id", text(200), nullable=False, index=True),
        sa.Column("customer_id", text(200), nullable=False, index=True),
        sa.Column("seat", text(400), nullable=False),
        sa.Column("mode", text(20), nullable=False),
        sa.Column("message_id", text(300), nullable=False),
        sa.Column("answers", text(300), nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("subject", text(400), nullable=False),
        sa.Column("mail", sa.LargeBinary, nullable=False),
        sa.Column("fate", text(20), nullable=False, index=True),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("again", sa.Integer, nullable=False),
        sa.Column("filed", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )


def _to_schema_6(op: Operations) -> None:
    """When the holder of a case last wrote in it, and messages that are answered with another one."""
    op.add_column("claims", sa.Column("wrote_at", sa.DateTime))
    op.add_column("cases", sa.Column("joined", sa.String(200), nullable=False, server_default=""))
    op.create_index("ix_cases_joined", "cases", ["joined"])


def _to_schema_7(op: Operations) -> None:
    """The later messages that a mail answers as well."""
    op.add_column("outbox", sa.Column("later", sa.Text, nullable=False, server_default=""))


def _fill_words(connection: Connection) -> None:
    customers = sa.table("customers", *(sa.column(name) for name in ("id", "name", "email", "company")))
    words = sa.table("customer_words", sa.column("word"), sa.column("customer_id"))
    connection.execute(sa.update(customers).values(email=sa.func.lower(customers.c.email)))
    for rows in connection.execute(sa.select(customers)).partitions(1_000):
        found = [{"word": word, "customer_id": row.id} for row in rows for word in words_of_customer(*row)]
        if found:
            connection.execute(sa.insert(words), found)


STEPS: dict[int, Callable[[Operations], None]] = {
    2: _to_schema_2,
    3: _to_schema_3,
    4: _to_schema_4,
    5: _to_schema_5,
    6: _to_schema_6,
    7: _to_schema_7,
}
"""By the schema each of them leads to. A step never changes after a release."""
