"""What each page of the FAQ shows: a page knows only what is named here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from kb.faq.addresses import href
from kb.faq.articles.body_cache import Body


@dataclass(frozen=True, repr=False)
class PageLink:
    """A link to another page, with its words."""

    title: str
    address: str
    description: str = ""
    articles: int = 0
    """How many articles lie below, where the page is a category's."""
    icon: str = ""
    """The name of a category's icon."""

    @cached_property
    def href(self) -> str:
        """The page as seen from the site's top folder; asked for by every page that leads here."""
        return href(self.address)

    @cached_property
    def key(self) -> str:
        """Everything that it shows; asked for as often."""
        return repr((self.title, self.address, self.description, self.articles, self.icon))

    def __repr__(self) -> str:
        return self.key


@dataclass(frozen=True, repr=False)
class Topic:
    """A category beside the text: closed with its count, or open with what is in it."""

    entry: PageLink
    open: bool = False
    topics: tuple[Topic, ...] = ()
    articles: tuple[PageLink, ...] = ()
    more: bool = False
    """Whether there are more articles than are listed."""

    @cached_property
    def key(self) -> str:
        """Everything that it shows; a closed one stands beside many pages."""
        return repr((self.entry, self.open, self.topics, self.articles, self.more))

    def __repr__(self) -> str:
        return self.key


@dataclass(frozen=True, repr=False)
class Side:
    """The topics beside a page, as many pages show them."""

    topics: tuple[Topic, ...]
    current: str
    """The address of the page that shows them."""
    key: str
    """Changes with the topics; worked out once for all pages that share them."""

    def __repr__(self) -> str:
        return f"{self.key} {self.current}"


@dataclass(frozen=True)
class Card:
    """A category on the home page, with the first of what is in it."""

    category: PageLink
    entries: tuple[PageLink, ...]


@dataclass(frozen=True)
class HomePage:
    """The first page: all topics."""

    template: ClassVar[str] = "home.html"
    description: ClassVar[str] = ""
    address: str
    title: str
    most_needed: tuple[PageLink, ...]
    cards: tuple[Card, ...]
    articles: tuple[PageLink, ...]
    """Those that lie in no category."""


@dataclass(frozen=True)
class CategoryPage:
    """One topic: its sub-topics and its articles."""

    template: ClassVar[str] = "category.html"
    address: str
    title: str
    description: str
    trail: tuple[PageLink, ...]
    categories: tuple[Card, ...]
    """The topics below it, each with its first articles."""
    articles: tuple[PageLink, ...]
    count: int
    """All articles below it."""
    letters: tuple[tuple[str, tuple[PageLink, ...]], ...]
    """The articles by their first letters, where there are many; else empty."""
    side: Side


@dataclass(frozen=True)
class ArticlePage:
    """One article."""

    template: ClassVar[str] = "article.html"
    address: str
    title: str
    summary: str
    description: str
    trail: tuple[PageLink, ...]
    body: Body
    related: tuple[PageLink, ...]
    previous: PageLink | None
    next: PageLink | None
    changed: dt.date | None
    """The day of the last change; None where no history tells it."""
    side: Side
    minutes: int = 1
    """How long it takes to read."""
    stale: bool = False
    """Whether this is a translation that is older than its original."""


@dataclass(frozen=True)
class SearchPage:
    """The search, and every answer from A to Z for those who have no script."""

    template: ClassVar[str] = "search.html"
    description: ClassVar[str] = ""
    address: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class MovedPage:
    """An old or a permanent address that leads to where the article is now."""

    template: ClassVar[str] = "moved.html"
    description: ClassVar[str] = ""
    address: str
    title: str
    to: PageLink


@dataclass(frozen=True)
class MissingPage:
    """What a server shows for an address that leads nowhere."""

    template: ClassVar[str] = "missing.html"
    address: ClassVar[str] = ""
    description: ClassVar[str] = ""
    title: str
    topics: tuple[PageLink, ...] = ()


Page = HomePage | CategoryPage | ArticlePage | SearchPage | MovedPage | MissingPage
