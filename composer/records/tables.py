"""The tables of the records, in words that SQLite and every database that speaks PostgreSQL know.

SQLite keeps in any column whatever is written there. A value that is damaged is read as far as it goes, so that it
stops nothing but itself; `damage.py` finds and names it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table

from composer.records.lenient import MAYBE, MOMENT, DayColumn, LongTextColumn, WordsColumn

SCHEMA = 7
"""Raised with every change of the tables, beside a step in `migrations.py`; newer records are not touched."""

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("name", WordsColumn(40), primary_key=True),
    Column("value", WordsColumn(200), nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("id", WordsColumn(200), primary_key=True),
    Column("name", WordsColumn(400), nullable=False, default=""),
    # In lower case, so that an index finds it however it is written.
    Column("email", WordsColumn(400), nullable=False, default="", index=True),
    Column("company", WordsColumn(400), nullable=False, default=""),
    Column("plan", WordsColumn(200), nullable=False, default=""),
    Column("since", WordsColumn(100), nullable=False, default=""),
    Column("language", WordsColumn(40), nullable=False, default=""),
    Column("fields", LongTextColumn(), nullable=False, default="{}"),
)

customer_words = Table(
    "customer_words",
    metadata,
    # Bytes are in the same order in every database; letters are not.
    Column("word", LargeBinary, primary_key=True),
    Column(
        "customer_id", WordsColumn(200), ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sqlite_with_rowid=False,
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", WordsColumn(200), ForeignKey("customers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("on", DayColumn(), nullable=False),
    # Orders the contacts of one day; the number of a row says nothing about time on several servers.
    Column("at", MAYBE),
    Column("channel", WordsColumn(20), nullable=False, default="email"),
    Column("direction", WordsColumn(3), nullable=False, default="in"),
    Column("topic", WordsColumn(200), nullable=False, default=""),
    Column("tone", WordsColumn(40), nullable=False, default="", server_default=""),
    Column("text", LongTextColumn(), nullable=False, default=""),
    Column("case_id", WordsColumn(200), nullable=False, default="", server_default=""),
)

replies = Table(
    "replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", WordsColumn(200), nullable=False, index=True),
    Column("customer_id", WordsColumn(200), nullable=False, default="", index=True),
    Column("sent_at", MOMENT, nullable=False),
    Column("channel", WordsColumn(20), nullable=False),
    Column("agent", WordsColumn(200), nullable=False, default=""),
    Column("text", LongTextColumn(), nullable=False),
    Column("phrases", LongTextColumn(), nullable=False, default="[]"),
    Column("articles", LongTextColumn(), nullable=False, default="[]"),
    Column("overruled", LongTextColumn(), nullable=False, default="[]"),
    Column("tone", WordsColumn(40), nullable=False, default="", server_default=""),
    # Made once for one sending, so that a second try after a lost connection keeps it once.
    Column("sending", WordsColumn(32)),
    # Of whoever wrote, in lower case, so that a reply is found again though the customer was not known yet.
    Column("sender", WordsColumn(400), nullable=False, default="", server_default=""),
    Index("ix_replies_sending", "sending", unique=True),
)

ledger = Table(
    "ledger",
    metadata,
    Column("customer_id", WordsColumn(200), primary_key=True),
    Column("sentence", WordsColumn(600), primary_key=True),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", WordsColumn(200), nullable=False, index=True),
    Column("customer_id", WordsColumn(200), nullable=False, default="", index=True),
    Column("text", LongTextColumn(), nullable=False),
    # In UTC, with the zone in which it was promised beside it.
    Column("due", MOMENT, nullable=False),
    Column("zone", WordsColumn(60), nullable=False),
    Column("state", WordsColumn(10), nullable=False, default="open"),
    Column("reason", LongTextColumn(), nullable=False, default=""),
    Column("agent", WordsColumn(200), nullable=False, default=""),
    # In UTC; empty while it is open, and where nobody noted it.
    Column("settled_at", MAYBE),
    Index("ix_follow_ups_state_due", "state", "due"),
)

claims = Table(
    "claims",
    metadata,
    Column("case_id", WordsColumn(200), primary_key=True),
    Column("agent", WordsColumn(200), nullable=False),
    Column("since", MOMENT, nullable=False),
    Column("reason", LongTextColumn(), nullable=False, default=""),
    # When whoever has it last wrote in it, in UTC; empty where they only looked.
    Column("wrote_at", MAYBE),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", WordsColumn(200), primary_key=True),
    Column("customer_id", WordsColumn(200), nullable=False, default="", index=True),
    # The first case of the conversation that this message goes on with; empty where it begins one.
    Column("thread", WordsColumn(200), nullable=False, default="", index=True),
    Column("channel", WordsColumn(20), nullable=False, default=""),
    Column("language", WordsColumn(40), nullable=False, default=""),
    Column("topic", WordsColumn(200), nullable=False, default=""),
    Column("tone", WordsColumn(40), nullable=False, default=""),
    Column("struggle", Boolean),
    Column("issues", Integer),
    # Every moment is in UTC, and empty where nothing says it.
    Column("received_at", MAYBE, index=True),
    Column("zone", WordsColumn(10), nullable=False, default=""),
    Column("first_reply_at", MAYBE),
    Column("last_reply_at", MAYBE),
    Column("solved_at", MAYBE),
    Column("outcome", WordsColumn(20)),
    Column("replies", Integer, nullable=False, default=0),
    Column("inbound", Integer, nullable=False, default=1),
    Column("reopened", Integer, nullable=False, default=0),
    # The case whose reply answers this message as well; empty where it is answered by itself.
    Column("joined", WordsColumn(200), nullable=False, default="", server_default="", index=True),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", WordsColumn(40), nullable=False),
    Column("source_id", WordsColumn(200), nullable=False),
    Column("case_id", WordsColumn(200), nullable=False, default="", index=True),
    Column("customer_id", WordsColumn(200), nullable=False, default="", index=True),
    # In lower case, so that a rating is found by address though the customer is not known.
    Column("sender", WordsColumn(400), nullable=False, default="", index=True),
    Column("kind", WordsColumn(4), nullable=False),
    # Empty where somebody was asked and gave no answer.
    Column("value", Float),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("positive", Boolean),
    Column("comment", LongTextColumn(), nullable=False, default=""),
    Column("rated_at", MAYBE, index=True),
    Column("topic", WordsColumn(200), nullable=False, default=""),
    Column("channel", WordsColumn(20), nullable=False, default=""),
    Index("ix_ratings_source", "source", "source_id", unique=True),
)

activity = Table(
    "activity",
    metadata,
    Column("customer_id", WordsColumn(200), primary_key=True),
    Column("on", DayColumn(), primary_key=True),
    Column("kind", WordsColumn(40), primary_key=True),
)

outbox = Table(
    "outbox",
    metadata,
    # The name of one sending, as its reply has it.
    Column("sending", WordsColumn(32), primary_key=True),
    Column("case_id", WordsColumn(200), nullable=False, index=True),
    Column("customer_id", WordsColumn(200), nullable=False, default="", index=True),
    Column("seat", WordsColumn(400), nullable=False),
    Column("mode", WordsColumn(20), nullable=False),
    Column("message_id", WordsColumn(300), nullable=False),
    Column("answers", WordsColumn(300), nullable=False, default=""),
    # The ids of the other messages that it answers, each in a line of its own.
    Column("later", LongTextColumn(), nullable=False, default="", server_default=""),
    Column("recipient", LongTextColumn(), nullable=False),
    Column("subject", WordsColumn(400), nullable=False),
    Column("mail", LargeBinary, nullable=False),
    Column("fate", WordsColumn(20), nullable=False, index=True),
    Column("said", LongTextColumn(), nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("again", Integer, nullable=False, default=0),
    Column("filed", Integer, nullable=False, default=0),
    Column("made_at", MOMENT, nullable=False),
    Column("changed_at", MOMENT, nullable=False),
)

forgotten = Table(
    "forgotten",
    metadata,
    # Of an id, an address or a case with the salt, so that nobody's name stands here.
    Column("digest", WordsColumn(64), primary_key=True),
    Column("salt", WordsColumn(32), nullable=False),
)
