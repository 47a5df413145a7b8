"""Records that can only be read: on a full disk, on a read-only one, or where this person may not write."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.schema import CreateTable

from composer.errors import RecordsDamaged
from composer.records.sqlite import connect_to_read, engine_on, look_into, refuse_what_is_no_file, understand_letters
from composer.records.tables import SCHEMA, metadata
from kb.errors import CannotWrite

_WAYS: tuple[dict[str, str], ...] = ({}, {"readonly_shm": "1"})
"""With the journal's index as usual; with the one that is there, where it cannot be made anew."""
_FROZEN = {"immutable": "1"}
"""Without locks and journal: only where there is no journal, so that the file alone holds everything."""


def engine_to_read(path: Path, why: CannotWrite) -> Engine:
    """An engine that changes nothing on the disk; `why` is raised where the records cannot even be read.

    Where there are no records, it has empty tables, so that a desk can be looked at.
    """
    refuse_what_is_no_file(path)
    if path.parent.exists() and not path.parent.is_dir():
        raise why
    if not path.exists() or path.stat().st_size == 0:
        return _engine_on_nothing()
    for way in _ways_to_read(path):
        with contextlib.suppress(sqlite3.DatabaseError):
            with contextlib.closing(_connected(path, way)) as it:
                look_into(path, it)
            engine = engine_on(path, {"mode": "ro", **way})
            event.listen(engine, "connect", understand_letters)
            return engine
    raise why


def connect_to_copy(path: Path) -> sqlite3.Connection:
    """A connection that a copy is made from, also on a disk that nothing can be written to."""
    for way in _ways_to_read(path):
        connection = _connected(path, way)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            connection.close()
        else:
            return connection
    # As usual: whoever uses it is told what is wrong.
    return connect_to_read(path)


def _ways_to_read(path: Path) -> tuple[dict[str, str], ...]:
    journal = Path(f"{path}-wal")
    has_journal = journal.exists() and journal.stat().st_size > 0
    return _WAYS if has_journal else (*_WAYS, _FROZEN)


def _connected(path: Path, way: dict[str, str]) -> sqlite3.Connection:
    return connect_to_read(path, "".join(f"&{name}={one}" for name, one in way.items()))


def refuse_older(where: str, schema: int) -> None:
    """RecordsDamaged for tables of an earlier Warmline, which cannot be brought up to date here."""
    if schema != SCHEMA:
        cure = "free some room, or open them where they can be written"
        raise RecordsDamaged(where, "they must be brought up to date first, and cannot be written", cure)


def _engine_on_nothing() -> Engine:
    engine = sa.create_engine(URL.create("sqlite"), hide_parameters=True)
    event.listen(engine, "connect", understand_letters)
    event.listen(engine, "connect", _make_tables)
    return engine


def _make_tables(connection: Any, _record: object) -> None:
    # Each thread has a connection, and an empty database, of its own.
    for table in metadata.sorted_tables:
        connection.execute(str(CreateTable(table)))
    connection.execute("INSERT INTO about VALUES ('schema', ?)", (str(SCHEMA),))
    connection.commit()
