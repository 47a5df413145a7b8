"""The bodies of articles, taken from the last export where nothing changed that they depend on.

There are two steps. What an article's text says by itself, its cleaned HTML and its facts, depends on that text alone.
Leading its links and pictures to where they lie depends on other files, too: each answer that was asked for is
kept with the body, and is asked for again before the body is used again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple, replace
from functools import cached_property
from typing import Any

from kb.article import Article, Outline
from kb.document import Document, Heading, Link
from kb.faq.body import Leading, Part, Rendered, cleaned_html, render_body
from kb.faq.finding import words_in
from kb.faq.kept import Kept
from kb.faq.leaks import Hidden, hidden_lines
from kb.faq.media import Medium
from kb.files import digest
from kb.plain import plain_text
from kb.problem import Level, Problem

Progress = Callable[[int, int], None]
"""Told after each article how many are done, and of how many."""


def no_progress(_done: int, _of: int) -> None:
    """Tells nobody."""


class Body:
    """One article's body, worked out when somebody looks at it."""

    def __init__(self, bodies: Bodies, article: Article, leading: Leading, words: dict[str, str]) -> None:
        self.bodies = bodies
        self.article = article
        self.leading = leading
        self.words = words
        self.rendered: Rendered | None = None

    @cached_property
    def key(self) -> str:
        """Changes whenever the body shows something else."""
        before = self.bodies.led_before(self)
        return before if before is not None else self.bodies.lead(self)

    @property
    def html(self) -> str:
        """Safe to put into a page."""
        return self._whole().html

    @property
    def parts(self) -> tuple[Part, ...]:
        """The list of contents."""
        return self._whole().parts

    def forget(self) -> None:
        """Let go of the HTML, of which all bodies together are large."""
        self.rendered = None

    def _whole(self) -> Rendered:
        if self.rendered is None:
            self.rendered = self.bodies.kept_body(self)
        if self.rendered is None:
            self.bodies.lead(self)
        assert self.rendered is not None
        return self.rendered

    def __repr__(self) -> str:
        return self.key


class Bodies:
    """Bodies of one export, with what the last one kept."""

    def __init__(self, kept: Kept, version: str, *, with_words: bool) -> None:
        """`with_words` where a search needs them."""
        self.kept = kept
        self.with_words = with_words
        self.version = version
        self.facts: dict[str, dict[str, Any]] = kept.all("facts")
        self.led: dict[str, dict[str, Any]] = kept.all("led")
        self.cleaned: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    def learn(self, articles: Iterable[Article], progress: Progress = no_progress) -> None:
        """Find out what each text says; afterwards the articles know it without their tokens, which are large."""
        articles = list(articles)
        for done, article in enumerate(articles, 1):
            source = (
                f"{self.version} {self.with_words}",
                article.path,
                article.title,
                article.summary,
                str(article.body_line),
                article.body,
            )
            key = self.keys[article.path] = digest("\0".join(source))
            if key not in self.facts:
                self.facts[key] = _facts_of(article, with_words=self.with_words)
                self.cleaned[key] = cleaned_html(article)
                self.kept.put("facts", key, self.facts[key])
            self.kept.keep("facts", key)
            _remember(article, self.facts[key])
            progress(done, len(articles))

    def led_before(self, body: Body) -> str | None:
        """The key of a body of which every address leads to where it led before; None where one does not."""
        key = self._place(body)
        led = self.led.get(key)
        if led is None or any(_answer(body.leading, *asked) != answer for *asked, answer in led["asked"]):
            return None
        self.kept.keep("led", key)
        self.kept.keep("body", key)
        return str(led["shown"])

    def kept_body(self, body: Body) -> Rendered | None:
        """A body as the last export made it."""
        found = self.kept.get("body", self._place(body))
        return Rendered(found[0], tuple(Part(*one) for one in found[1])) if found else None

    def lead(self, body: Body) -> str:
        """Lead the links and pictures of a body to where they lie; its key."""
        leading, article = body.leading, body.article
        asked: dict[tuple[str, str], str] = {}

        def link(address: str) -> str:
            asked["link", address] = leading.link(address)
            return asked["link", address]

        def picture(address: str) -> Medium | None:
            asked["picture", address] = _answer(leading, "picture", address)
            return leading.picture(address)

        text_key = self.keys[article.path]
        cleaned = self.cleaned.pop(text_key, None) or cleaned_html(again(article))
        body.rendered = render_body(cleaned, article.title, replace(leading, link=link, picture=picture), body.words)
        content = [body.rendered.html, [astuple(part) for part in body.rendered.parts]]
        shown = digest(json.dumps(content))
        key = self._place(body)
        self.kept.put("led", key, {"asked": [[*place, answer] for place, answer in asked.items()], "shown": shown})
        self.kept.put("body", key, content)
        return shown

    def _place(self, body: Body) -> str:
        return digest(f"{self.keys[body.article.path]}\0{body.leading.root}\0{body.words}")

    def hidden(self, article: Article) -> list[Hidden]:
        """The lines of an article that only agents see."""
        return [(line, run) for line, run in self.facts[self.keys[article.path]]["hidden"]]

    def words(self, article: Article) -> str:
        """The words that the text of an article is found by, where somebody needs them."""
        return str(self.facts[self.keys[article.path]]["words"])


def again(article: Article) -> Article:
    """The same article, of whose text nothing is known yet: with its tokens, if somebody asks for them."""
    return replace(article)


def _answer(leading: Leading, kind: str, address: str) -> str:
    if kind == "link":
        return leading.link(address)
    medium = leading.picture(address)
    return f"{medium.path} {medium.size}" if medium else ""


def _facts_of(article: Article, *, with_words: bool) -> dict[str, Any]:
    document = article.document
    return {
        "headings": [astuple(one) for one in document.headings],
        "links": [astuple(one) for one in document.links],
        "anchors": sorted(document.anchors),
        "problems": [astuple(one) for one in article.problems()],
        "all": [article.outline.all_headings, article.outline.all_links],
        "description": article.description,
        "hidden": list(hidden_lines(article)),
        "words": " ".join(sorted(words_in(plain_text(document)))) if with_words else "",
    }


def _remember(article: Article, facts: dict[str, Any]) -> None:
    """Put what is known of a text where the article keeps what it worked out itself."""
    headings = tuple(Heading(*one) for one in facts["headings"])
    links = tuple(Link(*one) for one in facts["links"])
    problems = [
        Problem(path, line, column, code, message, Level(level))
        for path, line, column, code, message, level in facts["problems"]
    ]
    anchors = frozenset(facts["anchors"])
    all_headings, all_links = map(tuple, facts["all"])
    vars(article)["outline"] = Outline(headings, links, anchors, tuple(problems), all_headings, all_links)
    vars(article)["_public"] = (Document([], headings, links, anchors, {}), problems)
    if ":::" not in article.body:
        # What has no blocks has nothing that only agents see, which is looked for once more at the end.
        vars(article).pop("whole_document", None)
    vars(article)["description"] = facts["description"]
