"""The tables of the records, in words that every database of SQLAlchemy knows."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA = 1
"""Raised with every change of the tables; records of a newer Warmline are not touched."""

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
    Column("email", String(400), nullable=False, default="", index=True),
    Column("company", String(400), nullable=False, default=""),
    Column("plan", String(200), nullable=False, default=""),
    Column("since", String(100), nullable=False, default=""),
    Column("language", String(40), nullable=False, default=""),
    Column("fields", Text, nullable=False, default="{}"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", String(200), ForeignKey("customers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("on", Date, nullable=False),
    Column("channel", String(20), nullable=False, default="email"),
    Column("direction", String(3), nullable=False, default="in"),
    Column("topic", String(200), nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
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
)

ledger = Table(
    "ledger",
    metadata,
    Column("customer_id", String(200), primary_key=True),
    Column("sentence", String(600), primary_key=True),
)
