"""The plan of the FAQ: every page worked out, and every link led to a page that customers may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from kb.articles.article import Article
from kb.articles.article_files import CATEGORY_FILE
from kb.articles.library import Library
from kb.articles.links import anchor_of, target_of
from kb.faq.addresses import article_address, category_address, href, root_of
from kb.faq.articles.body import Leading
from kb.faq.articles.body_cache import Bodies, Body
from kb.faq.articles.media import Media
from kb.faq.editions import Edition, is_shown, original_of
from kb.faq.pages.categories import Shelves
from kb.faq.pages.page import MissingPage, Page
from kb.files import digest
from kb.markdown.document import allowed_address
from kb.settings import FaqSettings


@dataclass(frozen=True)
class EditionPlan:
    """Works out every page of one edition before the first is written."""

    edition: Edition
    settings: FaqSettings
    words: dict[str, str]
    media: Media
    bodies: Bodies
    changed: Mapping[str, dt.datetime] = field(default_factory=dict)
    """When each file below the articles folder was last changed, where it is known."""

    @property
    def library(self) -> Library:
        """All articles, also those in other languages."""
        return self.edition.library

    @cached_property
    def shelves(self) -> Shelves:
        """What customers find, by category."""
        return Shelves(self.edition, self.settings.title, self.settings.most_needed)

    @cached_property
    def _words_key(self) -> str:
        return digest(repr(self.words))

    def pages(self, originals: Collection[str] | None = None) -> Iterator[Page]:
        """All pages, in the order of the library; with `originals`, only those of such articles and translations."""
        if originals is None:
            yield from self._listing_pages()
        for article in self.edition.articles:
            if originals is None or original_of(self.library, article)[0].path in originals:
                minutes = self.bodies.texts.minutes(article)
                yield self.shelves.article_page(article, self._shown[article.path], self.changed, minutes)
                yield from self.shelves.moved_pages(article)

    def lead(self) -> None:
        """Lead the links and pictures of all bodies, before any page is planned; see `Bodies.led_anew`."""
        for body in self._shown.values():
            _ = body.key

    def _listing_pages(self) -> Iterator[Page]:
        yield self.shelves.home_page()
        yield self.shelves.search_page(self.words["all_answers"])
        if not self.edition.prefix:
            yield MissingPage(self.words["missing"], self.shelves.categories_in(""))
        for category in self.shelves.categories:
            yield self.shelves.category_page(category)

    @cached_property
    def _shown(self) -> dict[str, Body]:
        """The body of each article, by path."""
        words, key = self.words, self._words_key
        return {one.path: Body(self.bodies, one, self._leading(one), words, key) for one in self.edition.articles}

    def _leading(self, article: Article) -> Leading:
        root = root_of(self.shelves.entry(article).address)
        return Leading(
            link=lambda address: self._link(article, address, root),
            picture=lambda address: self.media.picture(target_of(self.library, article, address).file),
            root=root,
        )

    def _link(self, article: Article, address: str, root: str) -> str:
        """The address a customer follows; empty where it leads nowhere that is public."""
        if not allowed_address(address):
            return ""
        target = target_of(self.library, article, address)
        if target.outside:
            return address
        if target.article is not None:
            return self._article_link(article, target.article, target.anchor, root)
        folder, _, name = target.file.rpartition("/")
        if name == CATEGORY_FILE:
            known = folder in self.shelves.below
            category = self.library.categories[folder] if known else None
            return root + href(category_address(category, self.edition.prefix)) if category else ""
        medium = self.media.file(target.file)
        return root + medium.path if medium else ""

    def _article_link(self, article: Article, target: Article, anchor: str, root: str) -> str:
        """A link to an article in the reader's language, and where there is none, in the desk's own."""
        original, _language = original_of(self.library, target)
        shown = self.edition.version_of(original) or (target if is_shown(self.library, target) else None)
        if shown is None:
            return ""
        # An anchor that is not there may name a heading that only agents read.
        known = anchor_of(shown, anchor) if anchor else ""
        fragment = f"#{quote(known)}" if known else ""
        if shown is article:
            return fragment
        return root + href(article_address(self.library, shown)) + fragment
