"""Forgetting: one customer removed from every table, and from the pages and the journal of the file."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.store import Store
from composer.records.tables import claims, contacts, customer_words, customers, follow_ups, ledger, replies

_TABLES = {
    "contacts": contacts.c.customer_id,
    "sentences": ledger.c.customer_id,
    "follow_ups": follow_ups.c.customer_id,
    "words": customer_words.c.customer_id,
    "replies": replies.c.customer_id,
    "customers": customers.c.id,
}


def forget(store: Store, customer_id: str) -> dict[str, int]:
    """Remove a customer's rows; how many of each went. What they stood on is overwritten (SQLite's secure_delete)."""

    def work(connection: Connection) -> dict[str, int]:
        cases = sa.select(replies.c.case_id).where(replies.c.customer_id == customer_id)
        connection.execute(sa.delete(claims).where(claims.c.case_id.in_(cases)))
        return {
            name: connection.execute(sa.delete(column.table).where(column == customer_id)).rowcount
            for name, column in _TABLES.items()
        }

    gone = store.write(work)
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    del gone["words"]
    return gone
