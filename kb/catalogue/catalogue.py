"""The catalogue: what was derived of every article, so that an unchanged one is neither read nor parsed again.

One SQLite file in this person's own cache folder. It can be lost at any time: whatever is missing, damaged or
derived by other code is derived again from the articles.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from kb.articles.article import Article
from kb.articles.status import Status
from kb.catalogue.derived import Derived, Folder, Head
from kb.catalogue.stored_article import article_from, problem_from
from kb.errors import CannotRead, CannotWrite, CatalogueDamaged
from kb.problem import Problem
from kb.words.terms import label
from kb.words.words import learn_stems, stem

_ARTICLES = (
    "SELECT path, hash, slug, id, aliases, status, facts, outline, body, text FROM contents JOIN heads USING (path)"
)
_NOT_DAMAGE = ("locked", "disk I/O", "is full", "readonly", "unable to open", "closed")
"""What an error of SQLite says when the file itself is sound."""
_MOST_LETTERS = 60
_AT_ONCE = 500
"""Articles that are written in one transaction, so that another Warmline never waits long."""


class CatalogueState(NamedTuple):
    """How many articles there are, after how many changes."""

    change: int
    articles: int


class Catalogue:
    """An open catalogue of one desk's articles in one language."""

    def __init__(self, path: Path, connection: sqlite3.Connection, language: str, version: str) -> None:
        self.path = path
        self.connection = connection
        self.language = language
        self.version = version
        """What everything in it was derived by."""

    @cached_property
    def name(self) -> str:
        """Tells this catalogue from one that was begun anew in its place, and counts changes from the start."""
        return str(self._rows("SELECT value FROM about WHERE name = 'name'")[0][0])

    @property
    def state(self) -> CatalogueState:
        """How many articles it holds, after how many changes."""
        query = "SELECT value, (SELECT count(*) FROM heads) FROM about WHERE name = 'change'"
        return CatalogueState(*self._rows(query)[0])

    def changed_since(self, change: int) -> tuple[list[str], list[str]]:
        """The articles that were written after a change, and those that are gone since."""
        found = (self._rows(f"SELECT path FROM {table} WHERE change > ?", change) for table in ("heads", "gone"))
        written, gone = ([row[0] for row in rows] for rows in found)
        return written, gone

    def paths(self) -> list[str]:
        """The path of every article."""
        return [row[0] for row in self._rows("SELECT path FROM heads")]

    def folders(self) -> dict[str, Folder]:
        """Every folder by path."""
        rows = self._rows("SELECT path, seen, internal FROM folders")
        return {path: Folder(seen, bool(internal)) for path, seen, internal in rows}

    def heads(self, folders: Sequence[str] | None = None) -> dict[str, Head]:
        """Every article by path, or those directly in some folders."""
        query, values = "SELECT path, stamp, hash, said, status, slug, id, aliases FROM heads", []
        if folders is not None:
            query += " WHERE folder IN (SELECT value FROM json_each(?))"
            values = [_list(folders)]
        return {row[0]: Head._make((*row[:-1], tuple(row[-1].split()))) for row in self._rows(query, *values)}

    def article(self, path: str) -> Article | None:
        """One article; None where it is gone."""
        rows = self._rows(f"{_ARTICLES} WHERE path = ?", path)
        return article_from(rows[0]) if rows else None

    def articles(self) -> list[Article]:
        """Every article."""
        return [article_from(row) for row in self._rows(_ARTICLES)]

    def problems(self) -> list[Problem]:
        """The problems of every article's front matter."""
        rows = self._rows("SELECT problems FROM contents WHERE problems != '[]'")
        return [problem_from(fields) for row in rows for fields in json.loads(row[0])]

    def terms(self, paths: Sequence[str]) -> Iterator[tuple[str, dict[str, str], list[str]]]:
        """The stems of some articles by field, and their labels, for an engine to index."""
        query = (
            "SELECT path, fields, labels, status FROM terms JOIN heads USING (path) "
            "WHERE path IN (SELECT value FROM json_each(?))"
        )
        for start in range(0, len(paths), _AT_ONCE):
            for path, fields, labels, status in self._rows(query, _list(paths[start : start + _AT_ONCE])):
                yield path, json.loads(fields), [label("status", status), *json.loads(labels)]

    def stems_in(self, paths: Sequence[str]) -> dict[str, str]:
        """Every stem of some articles, each with a space before and behind it."""
        query = "SELECT path, stems FROM terms WHERE path IN (SELECT value FROM json_each(?))"
        return dict(self._rows(query, _list(paths)))

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many articles each of these stems stands; those in none are left out."""
        query = "SELECT word, articles FROM stems WHERE articles > 0 AND word IN (SELECT value FROM json_each(?))"
        return dict(self._rows(query, _list(stems)))

    def stems_of(self, words: Sequence[str]) -> dict[str, str]:
        """The stem of each of these words that articles have."""
        return dict(
            self._rows("SELECT word, stem FROM words WHERE word IN (SELECT value FROM json_each(?))", _list(words))
        )

    def words_with(self, stems: Sequence[str]) -> list[str]:
        """The words of articles that have one of these stems."""
        query = "SELECT word FROM words WHERE articles > 0 AND stem IN (SELECT value FROM json_each(?))"
        return [row[0] for row in self._rows(query, _list(stems))]

    def completions(self, beginning: str, most: int) -> list[tuple[str, str, int]]:
        """The words in most articles that begin like this and are longer, their stems, and in how many they are."""
        return self._rows(
            "SELECT word, stem, articles FROM words WHERE word > ? AND word < ? AND articles > 0 "
            "ORDER BY articles DESC, word LIMIT ?",
            beginning,
            beginning + "\U0010ffff",
            most,
        )

    def known(self, words: Sequence[str], most: int) -> list[str]:
        """Those of some words that stand in articles, the ones in most articles first."""
        query = (
            "SELECT word FROM words WHERE articles > 0 AND word IN (SELECT value FROM json_each(?)) "
            "ORDER BY articles DESC, word LIMIT ?"
        )
        return [row[0] for row in self._rows(query, _list(words), most)]

    @cached_property
    def letters(self) -> str:
        """The letters that most words are made of here."""
        counts: Counter[str] = Counter()
        for (word,) in self._rows("SELECT word FROM words WHERE articles > 0 AND word NOT LIKE '%:%'"):
            counts.update(word)
        return "".join(letter for letter, _count in counts.most_common(_MOST_LETTERS))

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """The rows of a query; a file that turns out to be damaged is removed, and made anew when it is next opened."""
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.ProgrammingError:
            raise  # a mistake of ours, such as a closed catalogue, and no damage
        except sqlite3.DatabaseError as error:
            if any(word in str(error) for word in _NOT_DAMAGE):
                raise CannotRead(self.path, str(error)) from error
            self.close()
            remove_file(self.path)
            raise CatalogueDamaged(self.path) from error

    def keep(self, derived: Iterable[Derived]) -> None:
        """Add articles, or replace those of the same path."""
        left = iter(derived)
        while batch := list(islice(left, _AT_ONCE)):
            self._keep(batch)

    def _keep(self, batch: Sequence[Derived]) -> None:
        for one in batch:
            learn_stems(self.language, one.stems)
        with self.writing():
            change = self.next_change()
            self._count([one.path for one in batch], -1)
            for one in batch:
                self._put("heads", (*one.head, change))
                self._put("contents", one.contents)
                self._put("terms", one.terms)
            self._count([one.path for one in batch], 1)
            self._many("DELETE FROM gone WHERE path = ?", [(one.path,) for one in batch])

    def restamp(self, stamps: dict[str, int]) -> None:
        """Note what unchanged files look like from outside."""
        if stamps:
            with self.writing():
                self._many(
                    "UPDATE heads SET stamp = ? WHERE path = ?", [(stamp, path) for path, stamp in stamps.items()]
                )

    def drop(self, paths: Sequence[str]) -> None:
        """Forget articles."""
        if paths:
            with self.writing():
                change = self.next_change()
                self._count(paths, -1)
                for table in ("heads", "contents", "terms"):
                    self._many(f"DELETE FROM {table} WHERE path = ?", [(path,) for path in paths])
                self._many("INSERT OR REPLACE INTO gone VALUES (?, ?)", [(path, change) for path in paths])

    def keep_folders(self, folders: Mapping[str, Folder]) -> None:
        """Note what all folders look like, and that nothing is public in an internal one."""
        known = self.folders()
        if folders == known:
            return
        with self.writing():
            for path, folder in folders.items():
                if path not in known or folder.internal != known[path].internal:
                    status = Status.INTERNAL if folder.internal else Status.PUBLIC
                    self._show(path, status)
            self._many("DELETE FROM folders WHERE path = ?", [(path,) for path in known.keys() - folders.keys()])
            self._many(
                "INSERT OR REPLACE INTO folders VALUES (?, ?, ?)", [(path, *one) for path, one in folders.items()]
            )

    def _show(self, folder: str, status: Status) -> None:
        """Give the articles of a folder that say they are public the status that counts there."""
        others = "FROM heads WHERE folder = ? AND said = ? AND status <> ?"
        values = (folder, Status.PUBLIC, status)
        if self.connection.execute(f"SELECT 1 {others}", values).fetchone():
            change = self.next_change()
            self.connection.execute(
                f"UPDATE heads SET status = ?, change = ? WHERE path IN (SELECT path {others})",
                (status, change, *values),
            )

    def next_change(self) -> int:
        """Count a change that is being written; its number."""
        query = "UPDATE about SET value = value + 1 WHERE name = 'change' RETURNING value"
        return int(self.connection.execute(query).fetchone()[0])

    def _many(self, query: str, rows: Iterable[Sequence[str | int]]) -> None:
        self.connection.executemany(query, rows)

    def _put(self, table: str, row: Sequence[str | int]) -> None:
        marks = ",".join("?" * len(row))
        self.connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)

    def _count(self, paths: Sequence[str], by: int) -> None:
        """Count the words of some articles in or out."""
        rows = self._rows("SELECT words, stems FROM terms WHERE path IN (SELECT value FROM json_each(?))", _list(paths))
        words, stems = (Counter(word for row in rows for word in row[column].split()) for column in (0, 1))
        adding = "ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"
        self._many(
            f"INSERT INTO words VALUES (?, ?, ?) {adding}",
            [(word, stem(word, self.language), by * times) for word, times in sorted(words.items())],
        )
        self._many(
            f"INSERT INTO stems VALUES (?, ?) {adding}", [(word, by * times) for word, times in sorted(stems.items())]
        )

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all that is written in it, or nothing; CannotWrite where the disk takes no more."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            with contextlib.suppress(sqlite3.Error):  # a full disk has ended the transaction already
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise CannotWrite(self.path, str(error)) from error
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def remove_file(path: Path) -> None:
    """Remove the file of a catalogue with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _list(values: Sequence[str]) -> str:
    """Some values as one, for `json_each`."""
    return json.dumps(values)
