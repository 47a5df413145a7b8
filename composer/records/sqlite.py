"""SQLite: a file of our own, opened so that writers wait for each other and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, ExceptionContext

from composer.errors import RecordsDamaged
from composer.records.copies import cure_for
from composer.records.tables import SCHEMA
from kb.errors import CannotWrite, KBError, reason
from kb.files import make_folder

BUSY_WAIT = 30.0
"""Seconds that a writer waits for another one."""


def engine_for(path: Path) -> tuple[Engine, str]:
    """An engine on a file that is there, is ours, and can be read by its owner alone."""
    make_folder(path.parent)
    _make_private(path)
    look(path)
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_WAIT}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", partial(_explain, path))
    return engine, str(path)


def look(path: Path) -> None:
    """Refuse what is not ours before anything is written to it, since even opening for writing leaves its mark."""
    if path.stat().st_size == 0:
        return
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and not {"about", "customers", "replies"} <= tables:
                raise RecordsDamaged(path, "this is a database of another program")
            row = connection.execute("SELECT value FROM about WHERE name = 'schema'").fetchone() if tables else None
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise _as_sentence(path, error) from error
    if tables:
        known_schema(str(path), row[0] if row else None)


def known_schema(where: str, found: str | None) -> int:
    """The number of a schema that we know; RecordsDamaged for any other."""
    if found is None or not found.isdecimal():
        raise RecordsDamaged(where, "they do not say which Warmline wrote them")
    if int(found) > SCHEMA:
        cure = "install that Warmline, or open them where it is"
        raise RecordsDamaged(
            where, f"they were written by a newer Warmline (schema {found}, this one knows {SCHEMA})", cure
        )
    return int(found)


def faults(path: Path) -> list[str]:
    """What SQLite's own examination finds wrong in a file; nothing where it is whole."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_WAIT)
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + [f"a row of {row[0]} belongs to nobody" for row in lost[:5]]


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
    return RecordsDamaged(path, why, cure_for(path))


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin transactions only at the first write, and lose updates between.
    connection.isolation_level = None
    # Its own `lower` knows only the letters of English.
    connection.create_function("lower", 1, lambda text: text.lower() if isinstance(text, str) else text)
    cursor = connection.cursor()
    _wait_for_wal(cursor)
    # What is forgotten is overwritten, and does not wait in free pages.
    for pragma in ("foreign_keys=ON", "secure_delete=ON", "synchronous=FULL", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _wait_for_wal(cursor: sqlite3.Cursor) -> None:
    """Turn the journal to WAL; of several who do that at once, SQLite lets all but one fail without waiting."""
    end = time.monotonic() + BUSY_WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
