"""The tables of the records, in words that SQLite and every database that speaks PostgreSQL know."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 5
"""Raised with every change of the tables, beside a step in `migrations.py`; newer records are not touched."""

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", String(400), nullable=False, default=""),
    # In lower case, so that an index finds it however it is written.
    Column("email", String(400), nullable=False, default="", index=True),
    Column("company", String(400), nullable=False, default=""),
    Column("plan", String(200), nullable=False, default=""),
    Column("since", String(100), nullable=False, default=""),
    Column("language", String(40), nullable=False, default=""),
    Column("fields", Text, nullable=False, default="{}"),
)

customer_words = Table(
    "customer_words",
    metadata,
    # Bytes are in the same order in every database; letters are not.
    Column("word", LargeBinary, primary_key=True),
    Column("customer_id", String(200), ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", String(200), ForeignKey("customers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("on", Date, nullable=False),
    # Orders the contacts of one day; the number of a row says nothing about time on several servers.
    Column("at", DateTime),
    Column("channel", String(20), nullable=False, default="email"),
    Column("direction", String(3), nullable=False, default="in"),
    Column("topic", String(200), nullable=False, default=""),
    Column("tone", String(40), nullable=False, default="", server_default=""),
    Column("text", Text, nullable=False, default=""),
    Column("case_id", String(200), nullable=False, default="", server_default=""),
)

replies = Table(
    "replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", String(200), nullable=False, index=True),
    Column("customer_id", String(200), nullable=False, default="", index=True),
    Column("sent_at", DateTime, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("agent", String(200), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("phrases", Text, nullable=False, default="[]"),
    Column("articles", Text, nullable=False, default="[]"),
    Column("overruled", Text, nullable=False, default="[]"),
    Column("tone", String(40), nullable=False, default="", server_default=""),
    # Made once for one sending, so that a second try after a lost connection keeps it once.
    Column("sending", String(32)),
    # Of whoever wrote, in lower case, so that a reply is found again though the customer was not known yet.
    Column("sender", String(400), nullable=False, default="", server_default=""),
    Index("ix_replies_sending", "sending", unique=True),
)

ledger = Table(
    "ledger",
    metadata,
    Column("customer_id", String(200), primary_key=True),
    Column("sentence", String(600), primary_key=True),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", String(200), nullable=False, index=True),
    Column("customer_id", String(200), nullable=False, default="", index=True),
    Column("text", Text, nullable=False),
    # In UTC, with the zone in which it was promised beside it.
    Column("due", DateTime, nullable=False),
    Column("zone", String(60), nullable=False),
    Column("state", String(10), nullable=False, default="open"),
    Column("reason", Text, nullable=False, default=""),
    Column("agent", String(200), nullable=False, default=""),
    # In UTC; empty while it is open, and where nobody noted it.
    Column("settled_at", DateTime),
    Index("ix_follow_ups_state_due", "state", "due"),
)

claims = Table(
    "claims",
    metadata,
    Column("case_id", String(200), primary_key=True),
    Column("agent", String(200), nullable=False),
    Column("since", DateTime, nullable=False),
    Column("reason", Text, nullable=False, default=""),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(200), primary_key=True),
    Column("customer_id", String(200), nullable=False, default="", index=True),
    # The first case of the conversation that this message goes on with; empty where it begins one.
    Column("thread", String(200), nullable=False, default="", index=True),
    Column("channel", String(20), nullable=False, default=""),
    Column("language", String(40), nullable=False, default=""),
    Column("topic", String(200), nullable=False, default=""),
    Column("tone", String(40), nullable=False, default=""),
    Column("struggle", Boolean),
    Column("issues", Integer),
    # Every moment is in UTC, and empty where nothing says it.
    Column("received_at", DateTime, index=True),
    Column("zone", String(10), nullable=False, default=""),
    Column("first_reply_at", DateTime),
    Column("last_reply_at", DateTime),
    Column("solved_at", DateTime),
    Column("outcome", String(20)),
    Column("replies", Integer, nullable=False, default=0),
    Column("inbound", Integer, nullable=False, default=1),
    Column("reopened", Integer, nullable=False, default=0),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(40), nullable=False),
    Column("source_id", String(200), nullable=False),
    Column("case_id", String(200), nullable=False, default="", index=True),
    Column("customer_id", String(200), nullable=False, default="", index=True),
    # In lower case, so that a rating is found by address though the customer is not known.
    Column("sender", String(400), nullable=False, default="", index=True),
    Column("kind", String(4), nullable=False),
    # Empty where somebody was asked and gave no answer.
    Column("value", Float),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("positive", Boolean),
    Column("comment", Text, nullable=False, default=""),
    Column("rated_at", DateTime, index=True),
    Column("topic", String(200), nullable=False, default=""),
    Column("channel", String(20), nullable=False, default=""),
    Index("ix_ratings_source", "source", "source_id", unique=True),
)

activity = Table(
    "activity",
    metadata,
    Column("customer_id", String(200), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("kind", String(40), primary_key=True),
)

outbox = Table(
    "outbox",
    metadata,
    # The name of one sending, as its reply has it.
    Column("sending", String(32), primary_key=True),
    Column("case_id", String(200), nullable=False, index=True),
    Column("customer_id", String(200), nullable=False, default="", index=True),
    Column("seat", String(400), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("message_id", String(300), nullable=False),
    Column("answers", String(300), nullable=False, default=""),
    Column("recipient", Text, nullable=False),
    Column("subject", String(400), nullable=False),
    Column("mail", LargeBinary, nullable=False),
    Column("fate", String(20), nullable=False, index=True),
    Column("said", Text, nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("again", Integer, nullable=False, default=0),
    Column("filed", Integer, nullable=False, default=0),
    Column("made_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)

forgotten = Table(
    "forgotten",
    metadata,
    # Of an id, an address or a case with the salt, so that nobody's name stands here.
    Column("digest", String(64), primary_key=True),
    Column("salt", String(32), nullable=False),
)
