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
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kb.article import Article
from kb.errors import CannotRead, CannotWrite, CatalogueDamaged
from kb.files import digest, make_private_folder
from kb.problem import Problem
from kb.status import Status
from kb.stored_article import article_from, problem_from, row_of
from kb.terms import terms_of

_FILE = "catalogue.sqlite"
_TABLES = """
CREATE TABLE heads (path TEXT PRIMARY KEY, stamp INTEGER, hash TEXT, status TEXT, slug TEXT, id TEXT, aliases TEXT);
CREATE TABLE contents (path TEXT PRIMARY KEY, facts TEXT, outline TEXT, body TEXT, text TEXT, problems TEXT);
CREATE TABLE terms (path TEXT PRIMARY KEY, stems TEXT, fields TEXT, words TEXT);
CREATE TABLE words (word TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
CREATE TABLE stems (word TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_ARTICLES = "SELECT path, hash, slug, id, aliases, facts, outline, body, text FROM contents JOIN heads USING (path)"
_DERIVING = ("article", "markdown", "plain", "stored_article", "terms", "text", "words", "yamlfile")
_NOT_DAMAGE = ("locked", "disk I/O", "is full", "readonly", "unable to open", "closed")
"""What an error of SQLite says when the file itself is sound."""
_WAIT = 30
_MOST_LETTERS = 60
_AT_ONCE = 500
"""Articles that are written in one transaction, so that another Warmline never waits long."""


class Head(NamedTuple):
    """What is known of an article without reading its text."""

    path: str
    stamp: int
    """What the file looked like from outside; 0 where that cannot tell whether it changed."""
    hash: str
    status: str
    """As the file says; its category may make it internal."""
    slug: str
    id: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """An article fresh from its file, with the problems of its front matter."""

    article: Article
    stamp: int = 0
    problems: tuple[Problem, ...] = ()


class Catalogue:
    """An open catalogue of one desk's articles in one language."""

    def __init__(self, path: Path, connection: sqlite3.Connection, language: str, version: str) -> None:
        self.path = path
        self.connection = connection
        self.language = language
        self.version = version
        """What everything in it was derived by."""

    def heads(self) -> dict[str, Head]:
        """Every article by path."""
        rows = self._rows("SELECT path, stamp, hash, status, slug, id, aliases FROM heads")
        return {row[0]: Head(row[0], row[1], row[2], row[3], row[4], row[5], tuple(row[6].split())) for row in rows}

    def article(self, path: str, status: Status) -> Article | None:
        """One article with the status it has in its category; None where it is gone."""
        rows = self._rows(f"{_ARTICLES} WHERE path = ?", path)
        return article_from(rows[0], status) if rows else None

    def articles(self, statuses: Mapping[str, Status]) -> list[Article]:
        """Every article that has a status here."""
        rows = self._rows(_ARTICLES)
        return [article_from(row, statuses[row[0]]) for row in rows if row[0] in statuses]

    def problems(self) -> list[Problem]:
        """The problems of every article's front matter."""
        rows = self._rows("SELECT problems FROM contents WHERE problems != '[]'")
        return [problem_from(fields) for row in rows for fields in json.loads(row[0])]

    def fields(self, paths: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
        """The stems of some articles by field, for an engine to index."""
        query = "SELECT path, fields FROM terms WHERE path IN (SELECT value FROM json_each(?))"
        for start in range(0, len(paths), _AT_ONCE):
            for path, fields in self._rows(query, json.dumps(paths[start : start + _AT_ONCE])):
                yield path, json.loads(fields)

    def stems_in(self, paths: Sequence[str]) -> dict[str, str]:
        """Every stem of some articles, each with a space before and behind it."""
        query = "SELECT path, stems FROM terms WHERE path IN (SELECT value FROM json_each(?))"
        return dict(self._rows(query, json.dumps(paths)))

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many articles each of these stems stands; those in none are left out."""
        query = "SELECT word, articles FROM stems WHERE articles > 0 AND word IN (SELECT value FROM json_each(?))"
        return dict(self._rows(query, json.dumps(stems)))

    def completions(self, beginning: str, most: int) -> list[tuple[str, int]]:
        """The words in most articles that begin like this and are longer, and in how many they are."""
        return self._rows(
            "SELECT word, articles FROM words WHERE word > ? AND word < ? AND articles > 0 "
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
        return [row[0] for row in self._rows(query, json.dumps(words), most)]

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
        except sqlite3.DatabaseError as error:
            if any(word in str(error) for word in _NOT_DAMAGE):
                raise CannotRead(self.path, str(error)) from error
            self.close()
            _remove(self.path)
            raise CatalogueDamaged(self.path) from error

    def keep(self, found: Iterable[Found]) -> None:
        """Add articles, or replace those of the same path."""
        batch: list[Found] = []
        for one in found:
            batch.append(one)
            if len(batch) == _AT_ONCE:
                self._keep(batch)
                batch = []
        self._keep(batch)

    def _keep(self, batch: Sequence[Found]) -> None:
        if not batch:
            return
        derived = [(one, terms_of(one.article, self.language), row_of(one.article)) for one in batch]
        with self._writing():
            self._count([one.article.path for one in batch], -1)
            for one, terms, row in derived:
                article = one.article
                head = (article.path, one.stamp, article.source_hash, row.status, article.slug, article.id)
                self._put("heads", (*head, " ".join(article.aliases)))
                problems = json.dumps([astuple(problem) for problem in one.problems])
                self._put("contents", (article.path, row.facts, row.outline, article.body, article.text, problems))
                stems = f" {' '.join(sorted(terms.stems))} "
                self._put("terms", (article.path, stems, json.dumps(terms.fields), " ".join(sorted(terms.words))))
            self._count([one.article.path for one in batch], 1)

    def restamp(self, stamps: dict[str, int]) -> None:
        """Note what unchanged files look like from outside."""
        if stamps:
            with self._writing():
                self.connection.executemany(
                    "UPDATE heads SET stamp = ? WHERE path = ?", [(stamp, path) for path, stamp in stamps.items()]
                )

    def drop(self, paths: Sequence[str]) -> None:
        """Forget articles."""
        if paths:
            with self._writing():
                self._count(paths, -1)
                for table in ("heads", "contents", "terms"):
                    self.connection.executemany(f"DELETE FROM {table} WHERE path = ?", [(path,) for path in paths])

    def _put(self, table: str, row: Sequence[str | int]) -> None:
        marks = ",".join("?" * len(row))
        self.connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)

    def _count(self, paths: Sequence[str], by: int) -> None:
        """Count the words of some articles in or out."""
        for table in ("words", "stems"):
            counts: dict[str, int] = {}
            query = f"SELECT {table} FROM terms WHERE path IN (SELECT value FROM json_each(?))"
            for (words,) in self.connection.execute(query, (json.dumps(paths),)).fetchall():
                for word in words.split():
                    counts[word] = counts.get(word, 0) + by
            self.connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
                sorted(counts.items()),
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


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
            _remove(path)
    raise AssertionError


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _open(path: Path, language: str, version: str) -> Catalogue:
    # Shared by the threads of one process, which sqlite3 serialises.
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
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
    with catalogue._writing():  # noqa: SLF001  the same module
        if _written_version(catalogue.connection) == version:
            return
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            run(f"DROP TABLE {name}")
        for statement in filter(None, map(str.strip, _TABLES.split(";"))):
            run(statement)
        run("INSERT INTO about VALUES ('version', ?)", (version,))


def _version() -> str:
    """What the code that derives looks like, so that what other code derived is not believed."""
    here = Path(__file__).parent
    stats = [(here / f"{name}.py").stat() for name in _DERIVING]
    return digest(_TABLES + " ".join(f"{found.st_size} {found.st_mtime_ns}" for found in stats))
