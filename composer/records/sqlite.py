"""SQLite: a file of our own, opened so that writers wait for each other and nothing is lost.

While a process has the file open through SQLite, nothing else in that process may open it, its `-wal` or its `-shm`:
POSIX drops all locks of a process on a file when *any* of its descriptors is closed, and the next process to leave
would then remove the journal that is in use (https://sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import threading
import time
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext

from composer.errors import RecordsDamaged
from composer.records.copies import cure_for
from composer.records.tables import SCHEMA
from kb.databases import leave_to_sqlite
from kb.errors import CannotRead, CannotWrite, KBError, reason
from kb.folders import make_folder

BUSY_WAIT = 30.0
"""Seconds that a writer waits for another one."""
ENDINGS = ("", "-wal", "-shm")
"""What belongs to a database: its file, its journal, and the journal's index."""
_CREATING = threading.Lock()
_ROOM = 256 * 1024
"""Bytes without which a disk counts as full: what a journal and its index begin with."""
_UNREADABLE = ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_DATA", "SQLITE_IOERR_CORRUPTFS")


class FileReplaced(Exception):
    """Another file stands where the records are by now: a backup was restored. Connections must be made anew."""


def engine_for(path: Path) -> tuple[Engine, str]:
    """An engine on a file that is there, is ours, and can be read by its owner alone."""
    refuse_what_is_no_file(path)
    make_folder(path.parent)
    _create_private(path)
    look(path)
    if not os.access(path, os.W_OK):
        raise CannotWrite(path, "it can only be read")
    # `rw`: what was removed meanwhile is not made anew and empty.
    engine = engine_on(path, {"mode": "rw"})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "connect", partial(_note_file, path))
    event.listen(engine, "begin", partial(_begin, path))
    return engine, str(path)


def engine_on(path: Path, query: dict[str, str]) -> Engine:
    """An engine on a path, whatever letters it has, with SQLite's own parameters; errors become sentences."""
    for ending in ENDINGS:
        leave_to_sqlite(Path(f"{path}{ending}"))
    url = URL.create("sqlite", database=path.absolute().as_uri(), query={**query, "uri": "true"})
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_WAIT}, hide_parameters=True)
    event.listen(engine, "handle_error", partial(_explain, path))
    return engine


def refuse_what_is_no_file(path: Path) -> None:
    """CannotRead where the records are no files of their own: a desk from somebody else may lead anywhere by a link."""
    for place in (path.parent, *(Path(f"{path}{ending}") for ending in ENDINGS)):
        with contextlib.suppress(OSError):
            mode = place.lstat().st_mode
            if stat.S_ISLNK(mode):
                raise CannotRead(place, "it is a link to another place; records are kept in the desk itself")
            # SQLite would wait for ever for somebody at the other end of a pipe.
            if place != path.parent and not stat.S_ISREG(mode):
                raise CannotRead(place, "it is not a regular file")


def look(path: Path) -> None:
    """Refuse what is not ours before anything is written to it, since even opening for writing leaves its mark."""
    if path.stat().st_size == 0:
        return
    try:
        with contextlib.closing(connect_to_read(path)) as connection:
            look_into(path, connection)
    except sqlite3.DatabaseError as error:
        raise as_sentence(path, error) from error


def look_into(path: Path, connection: sqlite3.Connection) -> None:
    """RecordsDamaged for the database of another program, or of a newer Warmline."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not {"about", "customers", "replies"} <= tables:
        raise RecordsDamaged(path, "this is a database of another program")
    row = connection.execute("SELECT value FROM about WHERE name = 'schema'").fetchone() if tables else None
    if tables:
        known_schema(str(path), row[0] if row else None)


def connect_to_read(path: Path, more: str = "") -> sqlite3.Connection:
    """A connection that changes nothing; `more` are parameters of SQLite's own, each after a `&`."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{more}", uri=True, timeout=BUSY_WAIT)


def known_schema(where: str, found: object) -> int:
    """The number of a schema that we know; RecordsDamaged for any other."""
    if not isinstance(found, str) or not (found.isascii() and found.isdecimal() and len(found) < 10):
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
        with contextlib.closing(connect_to_read(path)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + [f"a row of {row[0]} belongs to nobody" for row in lost[:5]]


def as_sentence(path: Path, error: sqlite3.DatabaseError) -> KBError:
    """The database's own words as one of our sentences."""
    # What the driver finds by itself has no name.
    name, why = getattr(error, "sqlite_errorname", None) or "", str(error)
    if name.startswith(_UNREADABLE):
        return RecordsDamaged(path, f"the disk reports an error while they are read ({name})", cure_for(path))
    if name.startswith("SQLITE_IOERR"):
        return CannotWrite(path, "the disk is full" if _is_full(path) else f"the disk reports an error ({name})")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_BUSY", "SQLITE_LOCKED")):
        return CannotWrite(path, why)
    return RecordsDamaged(path, why, cure_for(path))


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _create_private(path: Path) -> None:
    """An empty file that only its owner can read; one that is there is never opened here (see the module)."""
    # Of two threads, the second finds the file closed again before it can open it through SQLite.
    with _CREATING:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            return
        except OSError as error:
            raise CannotWrite(path, reason(error)) from error


def _explain(path: Path, context: ExceptionContext) -> None:
    """The database's own words as one of our sentences; nothing half done is left, since it rolls back."""
    error = context.original_exception
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(error, sqlite3.IntegrityError):
        return
    raise as_sentence(path, error) from error


def understand_letters(connection: Any, _record: object) -> None:
    """SQLite's own `lower` knows only the letters of English; and a text that is not UTF-8 is damaged, and no error."""
    connection.text_factory = methodcaller("decode", "utf-8", "replace")
    connection.create_function("lower", 1, _lower)


def _lower(text: object) -> object:
    return text.decode("utf-8", "replace").lower() if isinstance(text, bytes) else str(text).lower()


def _prepare(connection: Any, record: object) -> None:
    # The driver would begin transactions only at the first write, and lose updates between.
    connection.isolation_level = None
    understand_letters(connection, record)
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


def _note_file(path: Path, _connection: Any, record: Any) -> None:
    record.info["file"] = _file_at(path)


def _begin(path: Path, connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
    # Looked at with the lock in hand: what was put there before is seen, and nobody replaces it now.
    if connection.info.get("file") != _file_at(path):
        raise FileReplaced


def _file_at(path: Path) -> tuple[int, int]:
    """Which file stands there, without opening it."""
    try:
        found = path.stat()
    except OSError as error:
        raise RecordsDamaged(path, f"the file is gone ({reason(error)})", cure_for(path)) from error
    return found.st_dev, found.st_ino
