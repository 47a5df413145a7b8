"""The last look before the FAQ is put in place: nothing that only agents may read stands in any file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from kb.article import Article
from kb.faq.addresses import article_address, href, permanent_address
from kb.library import Library
from kb.markdown import HIDDEN, blocks_named
from kb.status import Status

_TEXTS = {".html", ".xml", ".txt", ".csv", ".json", ".md", ".ics", ""}
_RUN = re.compile(r"[^\[\]()*_`<>|{}#~]{25,}")
"""A stretch of a line without marks, long enough to be nobody else's words."""
_TAG = re.compile(r"<[^>]*>")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Secret:
    """Something that must not be found, and the article it comes from."""

    needle: str
    source: str
    what: str


def leaks_in(folder: Path, library: Library) -> Iterator[str]:
    """A line for each secret that a written file holds."""
    watch = _Watch(library)
    for path in sorted(folder.rglob("*")):
        if path.suffix in _TEXTS and path.is_file():
            name = path.relative_to(folder).as_posix()
            for secret in watch.secrets_in(path.read_text("utf-8", errors="replace")):
                yield f"{secret.source}: leak {secret.what} would be shown in {name}."


@dataclass(frozen=True)
class _Watch:
    library: Library

    def secrets_in(self, text: str) -> Iterator[Secret]:
        for secret in self.addresses:
            if secret.needle in text:
                yield secret
        if self.lines:
            plain = html.unescape(text)
            letters = _letters(plain) + "\n" + _letters(_TAG.sub("", plain))
            yield from (secret for secret in self.lines if secret.needle in letters)

    @cached_property
    def addresses(self) -> list[Secret]:
        """Addresses of articles that are not public, as links and lists of pages would write them."""
        public = {article_address(self.library, article) for article in self.library.public}
        found = []
        for article in self.library.articles:
            if article.status is not Status.PUBLIC:
                names = (article.slug, *article.aliases)
                own = [article_address(self.library, article, name) for name in names]
                own += [permanent_address(article)] if article.id else []
                source = _named(self.library, article, 1)
                for address in set(own) - public:
                    what = "The address of an article that is not public"
                    found += [Secret(needle, source, what) for needle in (href(address), f"/{quote(address)} ")]
        return found

    @cached_property
    def lines(self) -> list[Secret]:
        """Lines of blocks that only agents see, unless customers may read the same words elsewhere."""
        hidden: list[Secret] = []
        shown: list[str] = []
        for article in self.library.public:
            inside = _hidden_lines(article)
            for number, line in enumerate(article.body.split("\n")):
                if number not in inside:
                    shown.append(line)
                    continue
                source = _named(self.library, article, number + article.body_line)
                hidden += [Secret(_letters(run), source, "A line for agents") for run in _RUN.findall(line)]
            shown += [article.title, article.summary]
        public = _letters(" ".join(shown)) if hidden else ""
        return [secret for secret in hidden if len(secret.needle) >= 20 and secret.needle not in public]


def _hidden_lines(article: Article) -> set[int]:
    if ":::" not in article.body:
        return set()
    ranges = [found for name in HIDDEN for found in blocks_named(article.whole_document, name)]
    return {number for first, last in ranges for number in range(first, last)}


def _named(library: Library, article: Article, line: int) -> str:
    return f"{library.root.name}/{article.path}:{line}:1"


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
