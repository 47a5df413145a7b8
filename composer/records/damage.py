"""Damage: rows of the records that hold what no Warmline writes, found and named; they are read as far as they go."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import FollowUpState
from composer.cases.outgoing import Fate
from composer.records.lenient import DayColumn, MomentColumn
from composer.records.tables import claims, contacts, follow_ups, metadata, outbox, replies
from kb.text import clean, count_of

_CHOICES = ((follow_ups.c.state, FollowUpState), (outbox.c.fate, Fate))
_JSON = (replies.c.phrases, replies.c.articles, replies.c.overruled)
_CALLED = {
    "follow_ups": "promise",
    "replies": "reply",
    "outbox": "mail of the outbox",
    "claims": "taken case",
    "contacts": "contact",
    "cases": "case",
    "ratings": "rating",
    "activity": "day of activity",
}
_NAMED = {"replies": replies.c.case_id, "claims": claims.c.case_id, "contacts": contacts.c.customer_id}
"""By what people know a row, where that is not its key."""


def damaged_rows(connection: Connection) -> list[str]:
    """What cannot be read in the records, in words: the column, how many rows, and the name of the first."""
    return [said for column, wrong in _questions(connection) if (said := _said(connection, column, wrong))]


def _questions(connection: Connection) -> Iterator[tuple[sa.Column[str], sa.ColumnElement[bool]]]:
    """Each column that may be damaged with what is true of a damaged row."""
    for column, choices in _CHOICES:
        yield column, column.not_in(list(choices))
    if connection.dialect.name != "sqlite":
        return  # every other database keeps days and texts that are none out by itself
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, DayColumn | MomentColumn):
                kind = sa.func.typeof(column)
                wrong = sa.or_(kind != "text", sa.func.datetime(column, type_=sa.String).is_(None))
                yield column, sa.and_(column.is_not(None), wrong)
    for column in _JSON:
        yield column, sa.func.json_valid(column) == 0


def _said(connection: Connection, column: sa.Column[str], wrong: sa.ColumnElement[bool]) -> str:
    table = column.table
    assert isinstance(table, sa.Table), "a column of ours"
    key = _NAMED.get(table.name, next(iter(table.primary_key.columns)))
    row = connection.execute(sa.select(sa.func.count(), sa.func.min(sa.cast(key, sa.String))).where(wrong)).one()
    if not row[0]:
        return ""
    return f"{column.name!r} of {count_of(row[0], _CALLED[table.name])} cannot be read (first: {clean(str(row[1]))})"
