"""What the text of each article says, kept from export to export: an unchanged one is neither read nor parsed.

Only public articles are kept; what agents write for each other is read from its file each time.
"""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any, NamedTuple

from kb.article import Article
from kb.document import Document
from kb.faq.finding import words_in
from kb.faq.kept import Kept
from kb.faq.leaks import Hidden, hidden_lines
from kb.files import stamp_of
from kb.library import Library, load_article, load_library
from kb.plain import plain_text
from kb.problem import Problem
from kb.status import Status
from kb.stored_article import article_of, facts_of, outline_fields, outline_from, problem_from


class _Reading(NamedTuple):
    """How an article came out of its file."""

    stamp: int
    """What the file looked like; 0 where that cannot tell whether it changed."""
    missing_status: str
    """What a file without a status meant."""
    status: str
    """As the file says."""
    problems: list[Any]


_UNREAD = _Reading(0, "", "", [])


class Texts:
    """The texts of one export, with those of the last."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.rows: dict[str, dict[str, Any]] = kept.all("text")
        self.readings: dict[str, _Reading] = {}

    def library(self, root: Path, missing_status: Status) -> Library:
        """Every article below a folder, of which only those are read that look different."""
        return load_library(root, missing_status, self._load)

    def _load(self, root: Path, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
        stamp = stamp_of(f"{root}/{path}")
        row = self.rows.get(path)
        if row and row["reading"][:2] == [stamp, missing_status] and stamp:
            self.readings[path] = reading = _Reading(*row["reading"])
            problems += map(problem_from, reading.problems)
            return article_of(path, row["hash"], row["names"], row["facts"], row["body"], Status(reading.status))
        found: list[Problem] = []
        article = load_article(root, path, missing_status, found)
        problems += found
        if article is not None:
            self.readings[path] = _Reading(stamp, missing_status, article.status, [astuple(one) for one in found])
        return article

    def knows(self, article: Article, *, with_words: bool) -> bool:
        """Whether nothing has to be found out of a public article."""
        row = self.rows.get(article.path)
        return row is not None and row["hash"] == article.source_hash and (row["words"] is not None) == with_words

    def learn(self, article: Article, *, with_words: bool) -> None:
        """Find out what the text of a public article says."""
        self.rows[article.path] = {
            "reading": None,
            "hash": article.source_hash,
            "names": (article.slug, article.id, article.aliases),
            "facts": facts_of(article),
            "body": article.body,
            "outline": outline_fields(article.outline),
            "description": article.description,
            "hidden": list(hidden_lines(article)),
            "words": " ".join(sorted(words_in(plain_text(article.document)))) if with_words else None,
        }

    def remember(self, article: Article) -> None:
        """Let a public article know what its text says without its tokens, which are large."""
        row = self.rows[article.path]
        reading = self.readings.get(article.path, _UNREAD)
        if row["reading"] == list(reading):
            self.kept.keep("text", article.path)
        else:
            row["reading"] = list(reading)
            self.kept.put("text", article.path, row)
        outline = outline_from(row["outline"])
        document = Document([], outline.headings, outline.links, outline.anchors, {})
        vars(article).update(
            outline=outline, _public=(document, list(outline.problems)), description=row["description"]
        )
        self.rows[article.path] = {key: row[key] for key in ("hash", "hidden", "words")}
        if not article.has_blocks:
            # What has no blocks has nothing that only agents see, which is looked for once more at the end.
            vars(article).pop("whole_document", None)

    def key(self, article: Article) -> str:
        """Changes with the text of an article."""
        return f"{article.path}\0{article.source_hash}"

    def hidden(self, article: Article) -> list[Hidden]:
        """The lines of an article that only agents see."""
        return [(line, run) for line, run in self.rows[article.path]["hidden"]]

    def words(self, article: Article) -> str:
        """The words that the text of an article is found by, where somebody needs them."""
        return self.rows[article.path]["words"] or ""
