"""The file of a catalogue: in this person's own cache folder, and begun anew whenever it cannot be believed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from kb.catalogue.catalogue import Catalogue, remove_file
from kb.errors import CannotWrite
from kb.files import digest, read_bytes
from kb.folders import make_private_folder

_FILE = "catalogue.sqlite"
_TABLES = """
CREATE TABLE folders (path TEXT PRIMARY KEY, seen TEXT, internal INTEGER) WITHOUT ROWID;
CREATE TABLE heads (
    path TEXT PRIMARY KEY, folder TEXT, stamp INTEGER, hash TEXT, said TEXT, status TEXT, slug TEXT, id TEXT,
    aliases TEXT, change INTEGER
);
CREATE INDEX heads_by_folder ON heads (folder);
CREATE INDEX heads_by_change ON heads (change);
CREATE TABLE gone (path TEXT PRIMARY KEY, change INTEGER) WITHOUT ROWID;
CREATE TABLE contents (path TEXT PRIMARY KEY, facts TEXT, outline TEXT, body TEXT, text TEXT, problems TEXT);
CREATE TABLE terms (path TEXT PRIMARY KEY, stems TEXT, fields TEXT, labels TEXT, words TEXT);
CREATE TABLE words (word TEXT PRIMARY KEY, stem TEXT, articles INTEGER) WITHOUT ROWID;
CREATE INDEX words_by_stem ON words (stem);
CREATE TABLE stems (word TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
_DERIVING = ("yaml", "markdown", "articles", "words", "catalogue")
"""The folders whose code decides what is derived from an article."""
_WAIT = 30


def open_catalogue(folder: Path, language: str, reading: str = "") -> Catalogue:
    """The catalogue in a folder; one that is damaged, or was derived by other code or another way, begins anew."""
    make_private_folder(folder)
    path = folder / _FILE
    for again in (False, True):
        try:
            return _open(path, language, f"{language} {reading} {_version()}")
        except sqlite3.OperationalError as error:
            raise CannotWrite(path, str(error)) from error
        except sqlite3.DatabaseError as error:
            if again:
                raise CannotWrite(path, str(error)) from error
            remove_file(path)
    raise AssertionError


def catalogue_in_memory(language: str, reading: str = "") -> Catalogue:
    """A catalogue that is kept nowhere."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    catalogue = Catalogue(Path(), connection, language, f"{language} {reading} {_version()}")
    _begin_anew(catalogue)
    return catalogue


def _open(path: Path, language: str, version: str) -> Catalogue:
    # Shared by the threads of one process, which sqlite3 serialises.
    connection = sqlite3.connect(path.absolute(), timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        catalogue = Catalogue(path, connection, language, version)
        if _written_version(connection) != version:
            _begin_anew(catalogue)
    except BaseException:
        connection.close()
        raise
    return catalogue


def _written_version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT value FROM about WHERE name = 'version'").fetchone()
    except sqlite3.OperationalError:
        return ""
    return str(row[0]) if row else ""


def _begin_anew(catalogue: Catalogue) -> None:
    run, version = catalogue.connection.execute, catalogue.version
    with catalogue.writing():
        if _written_version(catalogue.connection) == version:
            return
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            run(f"DROP TABLE {name}")
        for statement in filter(None, map(str.strip, _TABLES.split(";"))):
            run(statement)
        about = {"version": version, "name": os.urandom(6).hex(), "change": 0}
        catalogue.connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())


def _version() -> str:
    """What the code that derives looks like, so that what other code derived is not believed."""
    stats = [file.stat() for file in _deriving_files()]
    return digest(_TABLES + " ".join(f"{found.st_size} {found.st_mtime_ns}" for found in stats))


def derived_by() -> str:
    """The same on every machine: a hash of what the code that derives says, which takes longer to read."""
    return digest(_TABLES + " ".join(digest(read_bytes(file)) for file in _deriving_files()))


def _deriving_files() -> list[Path]:
    house = Path(__file__).parents[1]
    return [
        house / "text.py",
        house / "conflicts.py",
        *(file for name in _DERIVING for file in sorted((house / name).glob("*.py"))),
    ]
