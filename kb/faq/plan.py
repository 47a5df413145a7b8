"""The plan of the FAQ: every page worked out, and every link led to a page that customers may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from kb.article import Article
from kb.faq.addresses import article_address, category_address, href, root_of
from kb.faq.body import Leading, body_for
from kb.faq.media import Media
from kb.faq.pages import MissingPage, Page, Shelves
from kb.library import CATEGORY_FILE, Library
from kb.links import target_of
from kb.markdown import allowed_address
from kb.status import Status

Progress = Callable[[int, int], None]
"""Told after each article how many are done, and of how many."""


def no_progress(_done: int, _of: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Plan:
    """Works out every page before the first is written."""

    library: Library
    title: str
    words: dict[str, str]
    media: Media

    @cached_property
    def shelves(self) -> Shelves:
        """What customers find, by category."""
        return Shelves(self.library)

    def pages(self, progress: Progress = no_progress) -> list[Page]:
        """All pages, in the order of the library."""
        pages: list[Page] = [self.shelves.home_page(self.title), MissingPage(self.words["missing"])]
        pages += [self.shelves.category_page(category, self.title) for category in self.shelves.categories]
        for done, article in enumerate(self.library.public, 1):
            body = body_for(article, self._leading(article), self.words)
            pages.append(self.shelves.article_page(article, self.title, body))
            pages += self.shelves.moved_pages(article)
            progress(done, len(self.library.public))
        return pages

    def _leading(self, article: Article) -> Leading:
        root = root_of(article_address(self.library, article))
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
            # An anchor that is not there may name a heading that only agents read.
            known = target.anchor in target.article.document.anchors
            anchor = f"#{quote(target.anchor)}" if known else ""
            return anchor if target.article is article else self._article_link(target.article, root, anchor)
        folder, _, name = target.file.rpartition("/")
        if name == CATEGORY_FILE:
            known = folder in self.shelves.below
            return root + href(category_address(self.library.categories[folder])) if known else ""
        medium = self.media.file(target.file)
        return root + medium.path if medium else ""

    def _article_link(self, article: Article, root: str, anchor: str) -> str:
        if article.status is not Status.PUBLIC:
            return ""
        return root + href(article_address(self.library, article)) + anchor
