"""What each page of the FAQ shows: a page knows only what is named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from kb.article import Article
from kb.faq.addresses import article_address, category_address, href, permanent_address
from kb.faq.body import Body
from kb.library import Category, Library
from kb.status import Status

MOST_ON_CARD = 5
"""The entries that the home page shows of one category."""


@dataclass(frozen=True)
class Entry:
    """A link to another page, with its words."""

    title: str
    address: str
    description: str = ""
    articles: int = 0
    """How many articles lie below, where the page is a category's."""

    @property
    def href(self) -> str:
        """The page as seen from the site's top folder."""
        return href(self.address)


@dataclass(frozen=True)
class Card:
    """A category on the home page, with the first of what is in it."""

    category: Entry
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class HomePage:
    """The first page: all topics."""

    template: ClassVar[str] = "home.html"
    address: ClassVar[str] = ""
    description: ClassVar[str] = ""
    title: str
    cards: tuple[Card, ...]
    articles: tuple[Entry, ...]
    """Those that lie in no category."""


@dataclass(frozen=True)
class CategoryPage:
    """One topic: its sub-topics and its articles."""

    template: ClassVar[str] = "category.html"
    address: str
    title: str
    description: str
    trail: tuple[Entry, ...]
    categories: tuple[Entry, ...]
    articles: tuple[Entry, ...]


@dataclass(frozen=True)
class ArticlePage:
    """One article."""

    template: ClassVar[str] = "article.html"
    address: str
    title: str
    summary: str
    description: str
    trail: tuple[Entry, ...]
    body: Body
    related: tuple[Entry, ...]


@dataclass(frozen=True)
class MovedPage:
    """An old or a permanent address that leads to where the article is now."""

    template: ClassVar[str] = "moved.html"
    description: ClassVar[str] = ""
    address: str
    title: str
    to: Entry


@dataclass(frozen=True)
class MissingPage:
    """What a server shows for an address that leads nowhere."""

    template: ClassVar[str] = "missing.html"
    address: ClassVar[str] = ""
    description: ClassVar[str] = ""
    title: str


Page = HomePage | CategoryPage | ArticlePage | MovedPage | MissingPage


class Shelves:
    """The public categories with what customers find in them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.articles: dict[str, list[Article]] = {}
        self.below: dict[str, int] = {}
        for article in library.public:
            self.articles.setdefault(article.category, []).append(article)
            for path in _path_up(article.category):
                self.below[path] = self.below.get(path, 0) + 1
        aliases = {alias: article for article in reversed(library.public) for alias in article.aliases}
        self.claimed = aliases | {article.slug: article for article in library.public}
        shown = [library.categories[path] for path in self.below if path]
        self.categories = sorted(shown, key=lambda one: (one.order, one.title.casefold(), one.path))

    def entry(self, article: Article) -> Entry:
        """An article as a link."""
        return Entry(article.title, article_address(self.library, article), article.description)

    def entries_in(self, path: str) -> tuple[Entry, ...]:
        """The articles directly in a category, in the library's order."""
        return tuple(self.entry(article) for article in self.articles.get(path, []))

    def categories_in(self, path: str) -> tuple[Entry, ...]:
        """The categories directly below one, in the writers' order."""
        return tuple(self.category_entry(category) for category in self.categories if _parent(category.path) == path)

    def category_entry(self, category: Category) -> Entry:
        """A category as a link."""
        return Entry(category.title, category_address(category), category.summary, self.below[category.path])

    def trail(self, title: str, path: str) -> tuple[Entry, ...]:
        """The way from the home page down to a category."""
        down = [self.library.categories[above] for above in reversed(list(_path_up(path))) if above]
        return (Entry(title, ""), *(self.category_entry(category) for category in down))

    def home_page(self, title: str) -> HomePage:
        """The first page."""
        top = [category for category in self.categories if not _parent(category.path)]
        inside = [(*self.categories_in(one.path), *self.entries_in(one.path)) for one in top]
        cards = [
            Card(self.category_entry(one), entries[:MOST_ON_CARD]) for one, entries in zip(top, inside, strict=True)
        ]
        return HomePage(title, tuple(cards), self.entries_in(""))

    def category_page(self, category: Category, home: str) -> CategoryPage:
        """The page of one category."""
        return CategoryPage(
            address=category_address(category),
            title=category.title,
            description=category.summary,
            trail=self.trail(home, _parent(category.path)),
            categories=self.categories_in(category.path),
            articles=self.entries_in(category.path),
        )

    def article_page(self, article: Article, home: str, body: Body) -> ArticlePage:
        """The page of one article."""
        named = [self.library.by_slug[slug] for slug in article.related if slug in self.library.by_slug]
        related = dict.fromkeys(one for one in named if one.status is Status.PUBLIC and one is not article)
        return ArticlePage(
            address=article_address(self.library, article),
            title=article.title,
            summary=article.summary,
            description=article.description,
            trail=self.trail(home, article.category),
            body=body,
            related=tuple(self.entry(one) for one in related),
        )

    def moved_pages(self, article: Article) -> Iterator[MovedPage]:
        """The permanent address of an article, and its old ones that no other article has taken."""
        to = self.entry(article)
        if article.id:
            yield MovedPage(permanent_address(article), article.title, to)
        for alias in dict.fromkeys(article.aliases):
            if alias and self.claimed.get(alias, article) is article and alias != article.slug:
                yield MovedPage(article_address(self.library, article, alias), article.title, to)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _path_up(path: str) -> Iterator[str]:
    """A category's path and those above it, up to the top."""
    while path:
        yield path
        path = _parent(path)
    yield ""
