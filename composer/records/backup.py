"""Backups: a whole copy of the records while they are in use, and the way back, proved before anything is replaced."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
import tempfile
from pathlib import Path

from composer.errors import BackupUnusable, RecordsDamaged
from composer.records.copies import cure_for
from composer.records.open_records import open_records
from composer.records.sqlite import BUSY_WAIT, faults, look
from kb.errors import AlreadyThere, CannotRead, CannotWrite, KBError, reason

_FILES = ("", "-wal", "-shm")
"""What belongs to a database: its file, its journal, and the journal's index."""


def back_up(records: Path, to: Path) -> None:
    """Copy the records as they stand at one moment, and examine the copy; writers go on meanwhile.

    AlreadyThere leaves an older file alone.
    """
    if to.exists():
        raise AlreadyThere(str(to))
    temporary = Path()
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
        os.close(descriptor)
        temporary = Path(name)
        _copy(records, temporary)
        with contextlib.closing(sqlite3.connect(temporary)) as copy:
            # One file that can be read wherever it is put, without a journal beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        found = faults(temporary)
        if found:
            raise RecordsDamaged(records, "; ".join(found), cure_for(records))
        # Linked, not renamed, so that a file which came into being meanwhile stays.
        os.link(temporary, to)
    except FileExistsError as error:
        raise AlreadyThere(str(to)) from error
    except OSError as error:
        raise CannotWrite(to, reason(error)) from error
    except sqlite3.DatabaseError as error:
        raise CannotWrite(to, str(error)) from error
    finally:
        _remove(temporary)


def restore(records: Path, backup: Path, now: dt.datetime) -> Path | None:
    """Put a backup in the place of the records, after it was examined; where the old ones are now, if there were any.

    BackupUnusable leaves everything as it is. Windows that are open go on with what was restored.
    """
    if not backup.is_file():
        raise CannotRead(backup, "No such file")
    try:
        look(backup)
    except KBError as error:
        raise BackupUnusable(backup, str(error)) from error
    found = faults(backup) if backup.stat().st_size else ["it is empty"]
    if found:
        raise BackupUnusable(backup, "; ".join(found))
    aside = records.with_name(f"records-before-{now:%Y-%m-%d-%H%M%S}.sqlite")
    if not records.is_file() or records.stat().st_size == 0:
        _replace(records, backup)
        aside = Path()
    elif _is_whole(records):
        back_up(records, aside)
        _copy(backup, records)
    else:
        for ending in _FILES:
            with contextlib.suppress(FileNotFoundError):
                Path(f"{records}{ending}").replace(f"{aside}{ending}")
        _replace(records, backup)
    open_records(records).close()
    return aside if aside.name else None


def _copy(source: Path, to: Path) -> None:
    """Copy by SQLite's own online backup, in one transaction of both sides."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=BUSY_WAIT)) as old,
        contextlib.closing(sqlite3.connect(to, timeout=BUSY_WAIT)) as new,
    ):
        new.execute("PRAGMA secure_delete=ON")
        old.backup(new)


def _replace(records: Path, backup: Path) -> None:
    """Build the records beside their place, and rename them into it."""
    building = records.with_name(f".{records.name}.new")
    _remove(building)
    try:
        os.close(os.open(building, os.O_CREAT | os.O_RDWR, 0o600))
        _copy(backup, building)
        building.replace(records)
    except OSError as error:
        raise CannotWrite(records, reason(error)) from error
    finally:
        _remove(building)


def _is_whole(records: Path) -> bool:
    try:
        look(records)
    except KBError:
        return False
    return not faults(records)


def _remove(path: Path) -> None:
    if path.name:
        for ending in (*_FILES, "-journal"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
