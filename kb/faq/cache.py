"""What an export keeps for the next one, in the person's cache folder: never needed, only faster.

It is one SQLite file for each folder that is exported to. A file that cannot be read counts as empty.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from kb.files import digest, real_path

_TABLE = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value TEXT, PRIMARY KEY (kind, key))"
_AT_ONCE = 500
_as_kept = json.JSONEncoder(ensure_ascii=False).encode
"""A value as its row holds it."""
_MADE_BY = ("jinja2", "markdown_it", "mdit_py_plugins", "nh3", "pygments")
"""Libraries that decide what a page looks like."""


class Kept:
    """Values by kind and key; without a file, nothing is kept."""

    def __init__(self, file: Path | None, *, anew: bool = False) -> None:
        """`anew` forgets what the last export kept."""
        self.connection = _opened(file, anew=anew) if file else None
        self.spare = file.with_suffix(".spare") if file else None
        """Where the site before the present one waits to be filled anew."""
        self.used: set[tuple[str, str]] = set()
        self.writable = self.connection is not None
        self.waiting: dict[tuple[str, str], str] = {}
        """What was put and is not stored yet; many at once are stored in less time."""
        self.apart: list[tuple[str, str, str]] | None = None
        """In a process that only helps, what it would keep: the connection belongs to the process that opened it."""

    def all(self, kind: str) -> dict[str, Any]:
        """Every value of one kind by its key; whoever takes one says so with `keep`."""
        self._store()
        rows = self._rows("SELECT key, value FROM kept WHERE kind = ?", kind)
        return {key: json.loads(value) for key, value in rows}

    def get(self, kind: str, key: str) -> Any | None:
        """One value; None where there is none."""
        self.keep(kind, key)
        if (kind, key) in self.waiting:
            return json.loads(self.waiting[kind, key])
        rows = self._rows("SELECT key, value FROM kept WHERE kind = ? AND key = ?", kind, key)
        return json.loads(rows[0][1]) if rows else None

    def keep(self, kind: str, key: str) -> None:
        """A value that is to stay for the next time; what nobody asked for goes."""
        self.used.add((kind, key))

    def put(self, kind: str, key: str, value: object) -> None:
        """A value for the next time."""
        self.keep(kind, key)
        if self.writable:
            self._put(kind, key, _as_kept(value))

    def _put(self, kind: str, key: str, written: str) -> None:
        if self.apart is not None:
            self.apart.append((kind, key, written))
            return
        self.waiting[kind, key] = written
        # The first row locks the file, so that another export to this folder keeps out of our way.
        if len(self.waiting) >= _AT_ONCE or (self.connection and not self.connection.in_transaction):
            self._store()

    @contextlib.contextmanager
    def put_apart(self) -> Iterator[list[tuple[str, str, str]]]:
        """What is put meanwhile goes into a list, for another process to `take`."""
        self.apart = []
        yield self.apart
        self.apart = None

    def take(self, rows: list[tuple[str, str, str]]) -> None:
        """Keep what a process that helped would keep."""
        self.used.update((kind, key) for kind, key, _value in rows)
        for row in rows if self.writable else ():
            self._put(*row)

    def _store(self) -> None:
        rows, self.waiting = [(*place, value) for place, value in self.waiting.items()], {}
        if rows and self.connection and self.writable:
            try:
                self.connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            except sqlite3.Error:  # another export to this folder is keeping its own
                self.writable = False

    def save(self) -> None:
        """Keep what was put, and drop what nobody asked for; what is not saved is as it was before."""
        if not self.connection or not self.writable:
            return
        self._store()
        with contextlib.suppress(sqlite3.Error), self.connection:
            stored = set(self.connection.execute("SELECT kind, key FROM kept"))
            gone = stored - self.used - {("code", "")}
            self.connection.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", gone)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; a preview still makes pages, of which nothing is kept."""
        if self.connection:
            self.connection.close()
        self.connection, self.writable = None, False

    def _rows(self, query: str, *values: str) -> list[tuple[str, str]]:
        if not self.connection or self.apart is not None:
            return []
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error:
            return []


def kept_file(cache: Path, folder: Path) -> Path:
    """Where an export to a folder keeps what it needs for the next one."""
    return cache / "faq" / f"{digest(str(real_path(folder)))}.sqlite"


@cache
def code_version() -> str:
    """Changes with the code and the libraries that make the pages."""
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    specs = [spec for spec in map(find_spec, _MADE_BY) if spec and spec.origin]
    files = [*code, *(Path(str(spec.origin)) for spec in specs)]
    return digest(repr([(str(path), state.st_size, state.st_mtime_ns) for path in files for state in (path.stat(),)]))


def _opened(file: Path, *, anew: bool) -> sqlite3.Connection | None:
    """The file, made anew where it is broken; None where nothing can be kept."""
    for _attempt in range(2):
        connection = None
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(file.absolute(), timeout=5)
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_TABLE)
            _drop_what_other_code_kept(connection, anew=anew)
        except sqlite3.DatabaseError:
            if connection is not None:
                connection.close()
            with contextlib.suppress(OSError):
                file.unlink()
        except OSError:
            return None
        else:
            return connection
    return None


def _drop_what_other_code_kept(connection: sqlite3.Connection, *, anew: bool) -> None:
    written = connection.execute("SELECT value FROM kept WHERE kind = 'code'").fetchall()
    if anew or written != [(code_version(),)]:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DROP TABLE kept")
            connection.execute(_TABLE)
            connection.execute("INSERT INTO kept VALUES ('code', '', ?)", (code_version(),))
