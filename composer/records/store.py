"""Store: transactions on the records' database, which are whole or not at all and are tried again where that helps."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from composer.errors import RecordsAway

T = TypeVar("T")

KEEP_TRYING = 10.0
"""Seconds for which a change is tried again while the server is away."""
_AGAIN = ("40001", "40P01", "55P03")
"""SQLSTATE: serialization failure, deadlock, lock not available. It was rolled back, and may succeed the next time."""
_AWAY = ("08", "57P")
"""SQLSTATE: connection failures, and a server that shuts down or starts."""


class Store:
    """One database; `where` names it without a password."""

    patience = KEEP_TRYING

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self._writers = engine.execution_options(writes=True)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run a query; once more where the server had gone away since the last one."""
        return self._run(self.engine, work, 0.0)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run a change in one transaction, several times where needed; RecordsAway means that nothing was changed.

        `work` must bear being run again after a commit whose answer was lost.
        """
        return self._run(self._writers, work, self.patience)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _run(self, engine: Engine, work: Callable[[Connection], T], patience: float) -> T:
        began, wait, tries = time.monotonic(), 0.02, 0
        while True:
            tries += 1
            try:
                with engine.begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                away = is_away(error)
                if not away and not _may_succeed(error):
                    raise
                if tries > 1 and time.monotonic() - began > patience:
                    raise RecordsAway(self.where, why(error)) from error
                if away:
                    engine.dispose()
                time.sleep(wait)
                wait = min(wait * 2, 1.0)


def insert_new(connection: Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    """Insert rows, leaving out those whose key is there already."""
    if rows:
        if connection.dialect.name == "sqlite":
            connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)
        else:
            # Takes a while to load, and most desks have no server.
            from sqlalchemy.dialects import postgresql

            connection.execute(postgresql.insert(table).on_conflict_do_nothing(), rows)


def insert_many(connection: Connection, table: sa.Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert whole rows of a table whose values the driver takes as they are: several times as fast as by name."""
    if not rows:
        return
    names = [column.name for column in table.columns]
    statement = sa.insert(table).values({name: sa.bindparam(name) for name in names}).compile(connection)
    given = rows if connection.dialect.positional else [dict(zip(names, row, strict=True)) for row in rows]
    connection.exec_driver_sql(str(statement), given)


def is_away(error: DBAPIError) -> bool:
    """Whether the server, not the statement, is at fault."""
    return error.connection_invalidated or _state(error).startswith(_AWAY) or _never_reached(error)


def why(error: DBAPIError) -> str:
    """The driver's own words, on one line."""
    return " ".join(str(error.orig).split()).removesuffix(".")


def _may_succeed(error: DBAPIError) -> bool:
    """Whether another transaction stood in the way, which has moved on by the second try."""
    return _state(error) in _AGAIN or (_state(error) == "23505" and isinstance(error, IntegrityError))


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", "") or ""


def _never_reached(error: DBAPIError) -> bool:
    """Psycopg gives no SQLSTATE where there was nobody to give one."""
    return type(error.orig).__name__ == "OperationalError" and hasattr(error.orig, "sqlstate") and not _state(error)
