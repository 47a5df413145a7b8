"""The bodies of articles, taken from the last export where nothing changed that they depend on.

There are two steps. What an article's text says by itself, its cleaned HTML and its facts, depends on that text alone.
Leading its links and pictures to where they lie depends on other files, too: each answer that was asked for is
kept with the body, and is asked for again before the body is used again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from typing import Any

from kb.article import Article
from kb.faq.body import Leading, Part, Rendered, cleaned_html, render_body
from kb.faq.finding import words_in
from kb.faq.kept import Kept
from kb.faq.leaks import Hidden, hidden_lines
from kb.faq.media import Medium
from kb.files import digest
from kb.markdown import Document, Heading, Link
from kb.plain import plain_text
from kb.problem import Level, Problem

Progress = Callable[[int, int], None]
"""Told after each article how many are done, and of how many."""


def no_progress(_done: int, _of: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Body:
    """One article's body, and a key that changes whenever what it shows does."""

    key: str
    make: Callable[[], Rendered] = field(repr=False, compare=False)

    @cached_property
    def _rendered(self) -> Rendered:
        return self.make()

    @property
    def html(self) -> str:
        """Safe to put into a page."""
        return self._rendered.html

    @property
    def parts(self) -> tuple[Part, ...]:
        """The list of contents."""
        return self._rendered.parts


class Bodies:
    """Bodies of one export, with what the last one kept."""

    def __init__(self, kept: Kept, version: str) -> None:
        self.kept = kept
        self.version = version
        self.facts: dict[str, dict[str, Any]] = kept.all("facts")
        self.led: dict[str, dict[str, Any]] = kept.all("led")
        self.cleaned: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    def learn(self, articles: Iterable[Article], progress: Progress = no_progress) -> None:
        """Find out what each text says; afterwards the articles know it without their tokens, which are large."""
        articles = list(articles)
        for done, article in enumerate(articles, 1):
            source = (self.version, article.path, article.title, article.summary, str(article.body_line), article.body)
            key = self.keys[article.path] = digest("\0".join(source))
            if key not in self.facts:
                self.facts[key] = _facts_of(article)
                self.cleaned[key] = cleaned_html(article)
                self.kept.put("facts", key, self.facts[key])
                self.kept.put("cleaned", key, self.cleaned[key])
            self.kept.keep("facts", key)
            self.kept.keep("cleaned", key)
            _remember(article, self.facts[key])
            progress(done, len(articles))

    def body(self, article: Article, leading: Leading, words: dict[str, str]) -> Body:
        """The body of an article that was learnt, as a page in this language shows it."""
        key = digest(f"{self.keys[article.path]}\0{leading.root}\0{words}")
        led = self.led.get(key)
        if led is not None and all(_answer(leading, kind, address) == answer for kind, address, answer in led["asked"]):
            self.kept.keep("led", key)
            self.kept.keep("body", key)
            return Body(str(led["shown"]), lambda: self._kept_body(key) or self._led(article, leading, words, key)[0])
        rendered, shown = self._led(article, leading, words, key)
        return Body(shown, lambda: rendered)

    def hidden(self, article: Article) -> list[Hidden]:
        """The lines of an article that only agents see."""
        return [(line, run) for line, run in self.facts[self.keys[article.path]]["hidden"]]

    def words(self, article: Article) -> str:
        """The words that the text of an article is found by."""
        return str(self.facts[self.keys[article.path]]["words"])

    def _kept_body(self, key: str) -> Rendered | None:
        found = self.kept.get("body", key)
        return Rendered(found[0], tuple(Part(*one) for one in found[1])) if found else None

    def _led(self, article: Article, leading: Leading, words: dict[str, str], key: str) -> tuple[Rendered, str]:
        asked: dict[tuple[str, str], str] = {}

        def link(address: str) -> str:
            asked["link", address] = leading.link(address)
            return asked["link", address]

        def picture(address: str) -> Medium | None:
            asked["picture", address] = _answer(leading, "picture", address)
            return leading.picture(address)

        text_key = self.keys[article.path]
        cleaned = self.cleaned.pop(text_key, None) or self.kept.get("cleaned", text_key) or cleaned_html(again(article))
        rendered = render_body(cleaned, article.title, replace(leading, link=link, picture=picture), words)
        body = [rendered.html, [astuple(part) for part in rendered.parts]]
        shown = digest(json.dumps(body))
        self.kept.put("led", key, {"asked": [[*place, answer] for place, answer in asked.items()], "shown": shown})
        self.kept.put("body", key, body)
        return rendered, shown


def again(article: Article) -> Article:
    """The same article, of whose text nothing is known yet: with its tokens, if somebody asks for them."""
    return replace(article)


def _answer(leading: Leading, kind: str, address: str) -> str:
    if kind == "link":
        return leading.link(address)
    medium = leading.picture(address)
    return f"{medium.path} {medium.size}" if medium else ""


def _facts_of(article: Article) -> dict[str, Any]:
    document = article.document
    return {
        "headings": [astuple(one) for one in document.headings],
        "links": [astuple(one) for one in document.links],
        "anchors": sorted(document.anchors),
        "problems": [astuple(one) for one in article.problems()],
        "description": article.description,
        "hidden": list(hidden_lines(article)),
        "words": " ".join(sorted(words_in(plain_text(document)))),
    }


def _remember(article: Article, facts: dict[str, Any]) -> None:
    """Put what is known of a text where the article keeps what it worked out itself."""
    headings = tuple(Heading(*one) for one in facts["headings"])
    links = tuple(Link(*one) for one in facts["links"])
    problems = [
        Problem(path, line, column, code, message, Level(level))
        for path, line, column, code, message, level in facts["problems"]
    ]
    vars(article)["_public"] = (Document([], headings, links, frozenset(facts["anchors"]), {}), problems)
    vars(article)["description"] = facts["description"]
