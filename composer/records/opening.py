"""Opening the records: ours and nobody else's, made where there are none, and never harmed."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, ExceptionContext

from composer.errors import RecordsDamaged
from composer.records.records import Records
from composer.records.tables import SCHEMA, about, metadata
from kb.errors import CannotWrite, KBError, reason
from kb.files import make_folder

BUSY_WAIT = 30.0
"""Seconds that a writer waits for another one."""


def open_records(path: Path) -> Records:
    """The records in a SQLite file, made where there is none; RecordsDamaged leaves what is no such file as it is."""
    make_folder(path.parent)
    _make_private(path)
    try:
        _look(path)
    except sqlite3.DatabaseError as error:
        raise _as_sentence(path, error) from error
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_WAIT}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", partial(_explain, path))
    try:
        _make_tables(engine)
    except KBError:
        engine.dispose()
        raise
    return Records(engine, str(path))


def _make_private(path: Path) -> None:
    """An empty file that only its owner can read, before anything is written to it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error


def _explain(path: Path, context: ExceptionContext) -> None:
    """The database's own words as one of our sentences; nothing half done is left, since it rolls back."""
    error = context.original_exception
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(error, sqlite3.IntegrityError):
        return
    raise _as_sentence(path, error) from error


def _as_sentence(path: Path, error: sqlite3.DatabaseError) -> KBError:
    why = str(error)
    if any(words in why for words in ("readonly", "unable to open", "disk I/O", "full", "locked")):
        return CannotWrite(path, why)
    return RecordsDamaged(path, why)


def _look(path: Path) -> None:
    """Refuse what is not ours before anything is written to it, since even opening for writing leaves its mark."""
    if path.stat().st_size == 0:
        return
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and not {"about", "customers", "replies"} <= tables:
            raise RecordsDamaged(path, "this is a database of another program")
        row = connection.execute("SELECT value FROM about WHERE name = 'schema'").fetchone() if tables else None
    finally:
        connection.close()
    found = str(row[0]) if row else ""
    if tables and not found.isdecimal():
        raise RecordsDamaged(path, "they do not say which Warmline wrote them")
    if tables and int(found) > SCHEMA:
        raise RecordsDamaged(path, f"they were written by a newer Warmline (schema {found}, this one knows {SCHEMA})")


def _make_tables(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        if not sa.inspect(connection).has_table("about"):
            metadata.create_all(connection)
            connection.execute(sa.insert(about).values(name="schema", value=str(SCHEMA)))


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin transactions only at the first write, and lose updates between.
    connection.isolation_level = None
    # Its own `lower` knows only the letters of English.
    connection.create_function("lower", 1, lambda text: text.lower() if isinstance(text, str) else text)
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        # What is forgotten is overwritten, and does not wait in free pages.
        "secure_delete=ON",
        "synchronous=FULL",
        f"busy_timeout={int(BUSY_WAIT * 1000)}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
