"""What the text of each article says, kept from export to export: an unchanged one is neither read nor parsed.

Only public articles are kept. What agents write for each other is read from its file each time, parsed if it changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kb.articles.article import Article, Outline
from kb.articles.article_files import CATEGORY_FILE, below, find_files, read_source
from kb.articles.article_source import parse_article
from kb.articles.library import Library, load_library
from kb.articles.status import Status
from kb.catalogue.stored_article import facts_of, fields_of, outline_fields, problem_fields, problem_from
from kb.faq.articles.body import cleaned_html
from kb.faq.articles.cached_article import KnownArticle, again
from kb.faq.cache import Kept
from kb.faq.leaks import Hidden, hidden_lines
from kb.faq.lost_words import lost_words
from kb.faq.site_search import counted_fields, counted_words
from kb.files import digest, stamp_of
from kb.guard import listed
from kb.markdown.plain import plain_text
from kb.problem import Problem
from kb.processes import processes_for, shared_out

_WORDS_A_MINUTE, _SIGNS_A_MINUTE = 200, 500
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def minutes_of(text: str) -> int:
    """How long a text takes to read: 200 words a minute, or 500 signs of Chinese, Japanese and Korean."""
    signs = 0 if text.isascii() else len(_SIGN.findall(text))
    words = len(_SIGN.sub(" ", text).split()) if signs else len(text.split())
    return max(1, round(words / _WORDS_A_MINUTE + signs / _SIGNS_A_MINUTE))


class _Reading(NamedTuple):
    """How an article came out of its file."""

    stamp: int
    """What the file looked like; 0 where that cannot tell whether it changed."""
    missing_status: str
    """What a file without a status meant."""
    status: str
    """As the file says."""
    problems: list[Any]


class _Counted(NamedTuple):
    """The words that an article is found by, each with its count."""

    fields: list[dict[str, int]]
    """Of title, keywords, headings and description."""
    text: dict[str, int]
    """Empty where nobody needs them."""


_UNREAD = _Reading(0, "", "", [])
FEWEST = 100
"""So many articles are worth a process of their own."""
_ASKED_FOR = ("hash", "anchors", "headings", "hidden", "lost", "with_words", "found", "minutes")
"""What is at hand of an article that was just read; all of it would be large."""


class _Learned(NamedTuple):
    """What the text of an article says by itself."""

    hash: str
    outline: Outline
    description: str
    hidden: list[Hidden]
    text: str
    cleaned: str
    lost: list[tuple[int, str]]
    fields: list[dict[str, int]]
    minutes: int


def _learn(article: Article) -> _Learned:
    cleaned = cleaned_html(article)
    lost = lost_words(article, cleaned) if "<" in article.body else []
    headings = [heading.text for heading in article.outline.headings]
    text = plain_text(article.document)
    return _Learned(
        hash=article.source_hash,
        outline=article.outline,
        description=article.description,
        hidden=list(hidden_lines(article)),
        text=text,
        cleaned=cleaned,
        lost=[(one.line, one.message) for one in lost],
        fields=counted_fields(article.title, article.keywords, headings, article.description),
        minutes=minutes_of(text),
    )


class _Read(NamedTuple):
    """An article as it was just read."""

    article: Article | None
    """Without its tokens; None where it cannot be read."""
    problems: list[Problem]
    reading: _Reading
    learned: _Learned | None
    """Of a public article."""


def _open(root: Path, path: str, missing_status: Status) -> _Read:
    """An article by its front matter; its body is parsed when somebody asks for it."""
    stamp = stamp_of(f"{root}/{path}")
    found: list[Problem] = []
    source = read_source(root, path, found)
    if source is not None:
        with listed(found, path):
            article, more = parse_article(source, path, missing_status)
            found += more
            reading = _Reading(stamp, missing_status, article.status, list(map(problem_fields, found)))
            return _Read(article, found, reading, None)
    return _Read(None, found, _UNREAD, None)


def _read(opened: _Read) -> _Read:
    """An article with what its body says, which may be what breaks."""
    article = opened.article
    if article is None:
        return opened
    broken: list[Problem] = []
    with listed(broken, article.path):
        _ = article.outline
    if broken:
        return _Read(None, broken, _UNREAD, None)
    # Its tokens are at hand now, and all of them together would be large.
    learned = _learn(article) if article.status is Status.PUBLIC else None
    article.forget_tokens()
    return opened._replace(learned=learned)


def _read_all(root: Path, paths: Sequence[str], *, missing_status: Status) -> list[tuple[str, _Read]]:
    # One kind of work many times in a row takes a processor less time than several kinds by turns.
    opened = [_open(root, path, missing_status) for path in paths]
    return list(zip(paths, map(_read, opened), strict=True))


class Texts:
    """The texts of one export, with those of the last."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.rows: dict[str, dict[str, Any]] = kept.all("text")
        self.inside: dict[str, Any] = kept.all("inside")
        """The stamp of each article that is not public, and what a missing status meant."""
        self.readings: dict[str, _Reading] = {}
        self.learned: dict[str, _Learned] = {}
        """What the public articles say that were just read."""
        self.words: dict[str, _Counted] = {}
        """The words of articles that were just read; those of others are read where an index is made."""
        self.ahead: dict[str, _Read] = {}
        """Articles that were read before anybody asked for them."""

    def library(self, root: Path, missing_status: Status) -> Library:
        """Every article below a folder, of which only those are read that look different."""
        self._read_ahead(root, missing_status)
        library = load_library(root, missing_status, self._load)
        for article in library.articles:
            if article.status is not Status.PUBLIC:
                self.learned.pop(article.path, None)
                self.kept.put("inside", article.path, self.readings[article.path][:2])
        return library

    def _read_ahead(self, root: Path, missing_status: Status) -> None:
        """Where nothing is known yet, several processes read at once, each many articles."""
        if self.rows:
            return
        files = find_files(root, [])
        paths = [below(folder, name) for folder, names in files.items() for name in names if name != CATEGORY_FILE]
        read = partial(_read_all, root, missing_status=missing_status)
        self.ahead.update(chain.from_iterable(shared_out(paths, read, processes_for(len(paths), FEWEST))))

    def _load(self, root: Path, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
        stamp = stamp_of(f"{root}/{path}")
        row = self.rows.get(path)
        if row and row["reading"][:2] == [stamp, missing_status] and stamp:
            self.readings[path] = reading = _Reading(*row["reading"])
            problems += map(problem_from, reading.problems)
            facts = fields_of(path, row["hash"], row["names"], row["facts"], Status(reading.status))
            return KnownArticle.of(root=root, kept=self.kept, description=row["description"], **facts)
        if path in self.ahead:
            read = self.ahead.pop(path)
        elif stamp and self.inside.get(path) == [stamp, missing_status]:
            # For agents, parsed before, and nothing broke: it need not be parsed again.
            read = _open(root, path, missing_status)
        else:
            read = _read(_open(root, path, missing_status))
        article, found, reading, learned = read
        problems += found
        if article is not None:
            self.readings[path] = reading
        if learned is not None:
            self.learned[path] = learned
        return article

    def knows(self, article: Article, *, with_words: bool) -> bool:
        """Whether nothing has to be found out of a public article."""
        row = self.rows.get(article.path)
        return row is not None and row["hash"] == article.source_hash and row["with_words"] == with_words

    def learn(self, article: Article, *, with_words: bool) -> str:
        """Find out what the text of a public article says; its cleaned HTML."""
        known = self.learned.pop(article.path, None)
        if known is None or known.hash != article.source_hash:
            known = _learn(again(article))
        outline = known.outline
        headings = [heading.text for heading in outline.headings]
        words = counted_words(known.text) if with_words else None
        row = {
            "reading": self.readings.get(article.path, _UNREAD),
            "hash": article.source_hash,
            "names": (article.slug, article.id, article.aliases),
            "facts": facts_of(article),
            "anchors": digest(repr(sorted(outline.anchors))),
            "headings": headings,
            "description": known.description,
            "hidden": known.hidden,
            "lost": known.lost,
            "with_words": with_words,
            "found": digest(repr((article.keywords, headings, known.fields, words))),
            "minutes": known.minutes,
        }
        self.kept.put("text", article.path, row)
        self.words[article.path] = _Counted(known.fields, words or {})
        self.kept.put("words", article.path, self.words[article.path])
        self.kept.put("outline", article.path, outline_fields(outline))
        self.rows[article.path] = {key: row[key] for key in _ASKED_FOR}
        vars(article).update(outline=outline, description=known.description)
        return known.cleaned

    def recall(self, article: Article) -> None:
        """Let a public article know what the last export found out."""
        row = self.rows[article.path]
        vars(article).update(kept=self.kept, description=row["description"])
        reading = self.readings.get(article.path, _UNREAD)
        if row["reading"] == list(reading):
            self.kept.keep("text", article.path)
        else:
            self.kept.put("text", article.path, row | {"reading": reading})
        self.kept.keep("outline", article.path)
        self.kept.keep("words", article.path)

    def anchors(self, article: Article) -> str:
        """Changes with the anchors of a public article."""
        return str(self.rows[article.path]["anchors"])

    def headings(self, article: Article) -> tuple[str, ...]:
        """The words of the headings that customers see."""
        return tuple(self.rows[article.path]["headings"])

    def hidden(self, article: Article) -> list[Hidden]:
        """The lines of an article that only agents see."""
        return [(line, run) for line, run in self.rows[article.path]["hidden"]]

    def lost(self, article: Article) -> Iterator[Problem]:
        """What an article loses on the way to its page."""
        path = article.path
        yield from (Problem(path, line, 1, "words-lost", message) for line, message in self.rows[path]["lost"])

    def minutes(self, article: Article) -> int:
        """How long an article takes to read."""
        return int(self.rows[article.path]["minutes"])

    def found(self, article: Article) -> str:
        """Changes with everything that an article is found by."""
        return str(self.rows[article.path]["found"])

    def counted(self, article: Article) -> _Counted:
        """The words that an article is found by."""
        if article.path in self.words:
            return self.words[article.path]
        kept = self.kept.get("words", article.path)
        if kept is not None:
            return _Counted(*kept)
        # Another export to the same folder began anew meanwhile.
        known = _learn(again(article))
        text = counted_words(known.text) if self.rows[article.path]["with_words"] else {}
        return _Counted(known.fields, text)
