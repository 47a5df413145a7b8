"""The bodies of articles, taken from the last export where nothing changed that they depend on.

There are two steps. What an article's text says by itself, its cleaned HTML and its facts, depends on that text alone.
Leading its links and pictures to where they lie depends on other files, too: each answer that was asked for is
kept with the body, and is asked for again before the body is used again, unless nothing moved that addresses lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from kb.articles.article import Article
from kb.faq.articles.body import ContentsEntry, Leading, Rendered, cleaned_html, render_body
from kb.faq.articles.cached_article import again, text_key
from kb.faq.articles.media import Medium
from kb.faq.articles.text_cache import Texts
from kb.files import digest

Progress = Callable[[int, int], None]
"""Told after each article how many are done, and of how many."""


def no_progress(_done: int, _of: int) -> None:
    """Tells nobody."""


class Body:
    """One article's body, worked out when somebody looks at it."""

    def __init__(
        self, bodies: Bodies, article: Article, leading: Leading, words: dict[str, str], words_key: str
    ) -> None:
        """`words` are the theme's, and `words_key` changes with them."""
        self.bodies = bodies
        self.article = article
        self.leading = leading
        self.words, self.words_key = words, words_key
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
    def parts(self) -> tuple[ContentsEntry, ...]:
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

    def __init__(self, texts: Texts, *, with_words: bool) -> None:
        """`with_words` where a search needs them."""
        self.texts = texts
        self.kept = texts.kept
        self.with_words = with_words
        self.led: dict[str, dict[str, Any]] = self.kept.all("led")
        self.led_anew: set[str] = set()
        """The paths of the articles whose bodies say something else than the last export kept, or lead elsewhere."""
        self.cleaned: dict[str, str] = {}
        self.nothing_moved = False
        """Whether everything that an address can lead to is where it was at the last export."""

    def learn(self, articles: Sequence[Article], progress: Progress = no_progress) -> None:
        """Find out what each text says."""
        for done, article in enumerate(articles, 1):
            if self.texts.knows(article, with_words=self.with_words):
                self.texts.recall(article)
            else:
                self.cleaned[article.path] = self.texts.learn(article, with_words=self.with_words)
            progress(done, len(articles))

    def led_before(self, body: Body) -> str | None:
        """The key of a body of which every address leads to where it led before; None where one does not."""
        key = self._place(body)
        led = self.led.get(key)
        if led is None:
            return None
        # Where nothing moved, media are asked for all the same: that puts them into the site.
        asked: list[tuple[str, str, str]] = led["media" if self.nothing_moved else "asked"]
        if any(_answer(body.leading, kind, address) != answer for kind, address, answer in asked):
            return None
        self.kept.keep("led", key)
        self.kept.keep("body", key)
        return str(led["shown"])

    def kept_body(self, body: Body) -> Rendered | None:
        """A body as the last export made it."""
        found = self.kept.get("body", self._place(body))
        return Rendered(found[0], tuple(ContentsEntry(*one) for one in found[1])) if found else None

    def lead(self, body: Body) -> str:
        """Lead the links and pictures of a body to where they lie; its key."""
        leading, article = body.leading, body.article
        self.led_anew.add(article.path)
        asked: dict[tuple[str, str], str] = {}

        def link(address: str) -> str:
            asked["link", address] = leading.link(address)
            return asked["link", address]

        def picture(address: str) -> Medium | None:
            asked["picture", address] = _answer(leading, "picture", address)
            return leading.picture(address)

        cleaned = self.cleaned.pop(article.path, None) or cleaned_html(again(article))
        body.rendered = render_body(cleaned, article.title, replace(leading, link=link, picture=picture), body.words)
        content = [body.rendered.html, [[*part] for part in body.rendered.parts]]
        shown = digest(f"{body.rendered.html}\0{content[1]}")
        key = self._place(body)
        answers = [[*place, answer] for place, answer in asked.items()]
        media = [one for one in answers if "media/" in one[2]]
        self.kept.put("led", key, {"asked": answers, "media": media, "shown": shown})
        self.kept.put("body", key, content)
        return shown

    def _place(self, body: Body) -> str:
        return f"{text_key(body.article)}\0{body.leading.root}\0{body.words_key}"


def _answer(leading: Leading, kind: str, address: str) -> str:
    if kind == "link":
        return leading.link(address)
    medium = leading.picture(address)
    return f"{medium.path} {medium.size}" if medium else ""
