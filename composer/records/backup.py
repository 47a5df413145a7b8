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
from composer.records.forget import all_forgotten, keep_forgotten
from composer.records.open_records import open_records
from composer.records.readonly import connect_to_copy
from composer.records.sqlite import BUSY_WAIT, ENDINGS, as_sentence, connect_to_read, faults, look
from kb.errors import AlreadyThere, CannotRead, CannotWrite, KBError, reason
from kb.folders import locked, remove_folder

_BUILDING = ".warmline-backup."
"""What the name of a folder begins with in which a copy is made."""


def back_up(records: Path, to: Path) -> list[Path]:
    """Copy the records as they stand at one moment, and examine the copy; writers go on meanwhile.

    Returns what was needed for it and could not be removed again. AlreadyThere leaves an older file alone.
    """
    if to.exists():
        raise AlreadyThere(str(to))
    building = Path()
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(to.parent)
        building = Path(tempfile.mkdtemp(dir=to.parent, prefix=_BUILDING))
        with locked(building, wait=True):
            copy = building / to.name
            _make_copy(records, copy)
            # Linked, not renamed, so that a file which came into being meanwhile stays.
            os.link(copy, to)
    except FileExistsError as error:
        raise AlreadyThere(str(to)) from error
    except OSError as error:
        raise CannotWrite(to, reason(error)) from error
    except sqlite3.DatabaseError as error:
        raise as_sentence(to, error) from error
    finally:
        if building != Path():
            remove_folder(building)
    return [building] if building.exists() else []


def _make_copy(records: Path, copy: Path) -> None:
    """Copy the records and examine the copy, which is one file that can be read wherever it is put."""
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    _copy(records, copy)
    with contextlib.closing(sqlite3.connect(copy.absolute())) as written:
        written.execute("PRAGMA journal_mode=DELETE")
    found = faults(copy)
    if found:
        raise RecordsDamaged(records, "; ".join(found), cure_for(records))


def remove_abandoned(place: Path) -> None:
    """Remove the copies that killed backups into a folder left behind; whoever still works on one holds a lock."""
    for folder in place.glob(f"{_BUILDING}*"):
        if folder.is_dir() and not folder.is_symlink():
            with locked(folder, wait=False) as free:
                if free:
                    remove_folder(folder)


def restore(records: Path, backup: Path, now: dt.datetime) -> Path | None:
    """Put a backup in the place of the records, after it was examined; where the old ones are now, if there were any.

    BackupUnusable leaves everything as it is. Windows that are open go on with what was restored.
    """
    examine(backup)
    forgotten = _forgotten(records)
    aside = _free_name(records.with_name(f"records-before-{now:%Y-%m-%d-%H%M%S}.sqlite"))
    try:
        remove_abandoned(records.parent)
        if not records.is_file() or records.stat().st_size == 0:
            _replace(records, backup, aside)
            aside = Path()
        elif _is_whole(records):
            back_up(records, aside)
            _copy(backup, records)
        else:
            _replace(records, backup, aside)
    except OSError as error:
        raise CannotWrite(records, reason(error)) from error
    except sqlite3.DatabaseError as error:
        raise as_sentence(records, error) from error
    restored = open_records(records)
    restored.store.write(lambda connection: keep_forgotten(connection, forgotten))
    restored.close()
    return aside if aside.name else None


def _free_name(path: Path) -> Path:
    """The path, with a number where there is such a file: a clock may have been set back."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def examine(backup: Path) -> int:
    """How many customers a whole backup has; BackupUnusable says what is wrong with it. It is left as it is."""
    if not backup.is_file():
        raise CannotRead(backup, "No such file")
    try:
        look(backup)
    except KBError as error:
        raise BackupUnusable(backup, str(error)) from error
    found = faults(backup) if backup.stat().st_size else ["it is empty"]
    if found:
        raise BackupUnusable(backup, "; ".join(found))
    return len(_customers_in(backup))


def brought_back(records: Path, backup: Path) -> list[str] | None:
    """The ids of the customers in a backup who were forgotten since; None where the records cannot tell any more."""
    theirs = _customers_in(backup)
    if not records.is_file() or not _is_whole(records):
        return None
    now = open_records(records)
    try:
        found = now.was_forgotten([name for pair in theirs for name in pair])
        return sorted(id_ for id_, email in theirs if {id_, email} & found and now.find_customer(id_) is None)
    finally:
        now.close()


def _customers_in(backup: Path) -> list[tuple[str, str]]:
    with contextlib.closing(connect_to_read(backup)) as connection:
        return [(str(id_), str(email)) for id_, email in connection.execute("SELECT id, email FROM customers")]


def _forgotten(records: Path) -> list[dict[str, object]]:
    """Who was forgotten, as the records know it; nobody where they cannot be read."""
    if not records.is_file() or not _is_whole(records):
        return []
    now = open_records(records)
    try:
        return now.store.read(all_forgotten)
    finally:
        now.close()


def _copy(source: Path, to: Path) -> None:
    """Copy by SQLite's own online backup, in one transaction of both sides."""
    with (
        contextlib.closing(connect_to_copy(source)) as old,
        contextlib.closing(sqlite3.connect(to.absolute(), timeout=BUSY_WAIT)) as new,
    ):
        new.execute("PRAGMA secure_delete=ON")
        old.backup(new)


def _replace(records: Path, backup: Path, aside: Path) -> None:
    """Build the records beside their place, set aside what is there, and rename them into it.

    A journal that stayed behind would be taken for the new file's own. The old file stays until the new one takes its
    place: where there was none, a command that comes in between would begin with empty records.
    """
    building = records.with_name(f".{records.name}.new")
    _remove(building)
    try:
        os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(backup, building)
        with contextlib.suppress(FileNotFoundError):
            _keep_too(records, aside)
        for ending in ENDINGS[1:]:
            with contextlib.suppress(FileNotFoundError):
                Path(f"{records}{ending}").replace(f"{aside}{ending}")
        building.replace(records)
    finally:
        _remove(building)


def _keep_too(records: Path, aside: Path) -> None:
    """Give a file a second name, or move it where the disk has no second names."""
    try:
        os.link(records, aside)
    except FileNotFoundError:
        raise
    except OSError:
        records.replace(aside)


def _is_whole(records: Path) -> bool:
    try:
        look(records)
    except KBError:
        return False
    return not faults(records)


def _remove(path: Path) -> list[Path]:
    """Remove a database that was only built here; what could not be removed."""
    left = []
    for part in (Path(f"{path}{ending}") for ending in (*ENDINGS, "-journal") if path.name):
        try:
            part.unlink(missing_ok=True)
        except OSError:
            left += [part] if part.exists() else []
    return left
