"""Store: transactions on the records' database, which are whole or not at all and are tried again where that helps."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from composer.errors import RecordsAway, RecordsMigrated, RecordsRefused
from composer.records.address import conceal
from composer.records.sqlite import FileReplaced
from composer.records.tables import about
from composer.records.turns import turn_in
from kb.errors import KBError

T = TypeVar("T")

KEEP_TRYING = 10.0
"""Seconds for which a change is tried again while the server is away."""
_AGAIN = ("40001", "40P01", "55P03")
"""SQLSTATE: serialization failure, deadlock, lock not available. It was rolled back, and may succeed the next time."""
_AWAY = ("08", "57P")
"""SQLSTATE: connection failures, and a server that shuts down or starts."""
_REFUSED = ("28", "42501", "42P01", "42703", "25006", "53", "54", "58", "3D", "3F")
"""SQLSTATE: who we are, missing rights, a server that only reads, other tables, no room, its own limits or faults."""


# Put together once: they are asked in every transaction.
_SCHEMA_TO_READ = sa.select(about.c.value).where(about.c.name == "schema")
_SCHEMA_TO_WRITE = _SCHEMA_TO_READ.with_for_update(read=True)


class Store:
    """One database; `where` names it without a password."""

    patience = KEEP_TRYING

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self.schema = 0
        """What the tables are at; looked at in every transaction once it is set."""
        self.read_only: KBError | None = None
        """Why nothing can be written, where that is so."""
        self.line: Path | None = None
        """The folder where writers stand in line; None where the database itself keeps them in order."""
        self._writers = engine.execution_options(writes=True)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run a query; once more where the server had gone away since the last one."""
        return self._run(self.engine, work, 0.0)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run a change in one transaction, several times where needed; RecordsAway means that nothing was changed.

        `work` must bear being run again after a commit whose answer was lost.
        """
        if self.read_only is not None:
            raise self.read_only
        with turn_in(self.line) if self.line else nullcontext():
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
                    self._look(connection, writes=engine is self._writers)
                    return work(connection)
            except FileReplaced:
                engine.dispose()
            except DBAPIError as error:
                away = is_away(error)
                if not away and not _may_succeed(error):
                    if is_refusal(error):
                        raise RecordsRefused(self.where, self.why(error)) from error
                    raise
                if tries > 1 and time.monotonic() - began > patience:
                    raise RecordsAway(self.where, self.why(error)) from error
                if away:
                    engine.dispose()
                # Those that were in each other's way would be so again if all of them came back at the same moment.
                time.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311  no secret
                wait = min(wait * 2, 1.0)

    def _look(self, connection: Connection, *, writes: bool) -> None:
        """RecordsMigrated where a newer Warmline has changed the tables meanwhile; while we write, it waits."""
        if self.schema:
            found = connection.execute(_SCHEMA_TO_WRITE if writes else _SCHEMA_TO_READ).scalar()
            if found != str(self.schema):
                raise RecordsMigrated(self.where, str(found), self.schema)

    def why(self, error: DBAPIError) -> str:
        """The driver's own words, on one line, without what is secret in the address."""
        return conceal(self.engine.url, " ".join(str(error.orig).split())).removesuffix(".")


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


def is_refusal(error: DBAPIError) -> bool:
    """Whether a server may not or cannot do it, such as by its rights or for want of room; the statement is sound."""
    return _state(error).startswith(_REFUSED)


def _may_succeed(error: DBAPIError) -> bool:
    """Whether another transaction stood in the way, which has moved on by the second try."""
    return _state(error) in _AGAIN or (_state(error) == "23505" and isinstance(error, IntegrityError))


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", "") or ""


def _never_reached(error: DBAPIError) -> bool:
    """Psycopg gives no SQLSTATE where there was nobody to give one."""
    return type(error.orig).__name__ == "OperationalError" and hasattr(error.orig, "sqlstate") and not _state(error)
