"""What customers find in one language, by category: the links and the pages that list them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from kb.articles.article import Article
from kb.articles.library import Category
from kb.faq.addresses import article_address, category_address, permanent_address
from kb.faq.articles.body_cache import Body
from kb.faq.editions import Edition, original_of
from kb.faq.pages.page import ArticlePage, Card, CategoryPage, Entry, HomePage, MovedPage, SearchPage

MOST_ON_CARD = 5
"""The entries that the home page shows of one category."""
MOST_RELATED = 3
"""The articles that are shown as related where the writer names none."""
MOST_WITH_TAG = 50
"""A tag that more articles have says nothing about what belongs together."""


class Shelves:
    """The public categories of one edition with what customers find in them."""

    def __init__(self, edition: Edition, title: str, most_needed: tuple[str, ...] = ()) -> None:
        self.edition = edition
        self.library = edition.library
        self.title = title
        self.most_needed = most_needed
        self.entries: dict[str, Entry] = {}
        """Every article as a link, for there are many links to each."""
        self.trails: dict[str, tuple[Entry, ...]] = {}
        self.articles: dict[str, list[Article]] = {}
        self.below: dict[str, int] = {}
        for article in edition.articles:
            self.articles.setdefault(article.category, []).append(article)
            for path in _path_up(article.category):
                self.below[path] = self.below.get(path, 0) + 1
        aliases = {alias: article for article in reversed(edition.articles) for alias in article.aliases}
        self.claimed = aliases | {article.slug: article for article in edition.articles}
        shown = [edition.category(self.library.categories[path]) for path in self.below if path]
        self.categories = sorted(shown, key=lambda one: (one.order, one.title.casefold(), one.path))
        self.children: dict[str, list[Category]] = {}
        for category in self.categories:
            self.children.setdefault(_parent(category.path), []).append(category)

    def entry(self, article: Article) -> Entry:
        """An article as a link."""
        found = self.entries.get(article.path)
        if found is None:
            found = Entry(article.title, article_address(self.library, article), article.description)
            self.entries[article.path] = found
        return found

    def entries_in(self, path: str) -> tuple[Entry, ...]:
        """The articles directly in a category, in the library's order."""
        return tuple(self.entry(article) for article in self.articles.get(path, []))

    def categories_in(self, path: str) -> tuple[Entry, ...]:
        """The categories directly below one, in the writers' order."""
        return tuple(self.category_entry(category) for category in self.children.get(path, []))

    def category_entry(self, category: Category) -> Entry:
        """A category as a link."""
        address = category_address(category, self.edition.prefix)
        return Entry(category.title, address, category.summary, self.below[category.path])

    def trail(self, path: str) -> tuple[Entry, ...]:
        """The way from the home page down to a category."""
        if path in self.trails:
            return self.trails[path]
        down = [self.edition.category(self.library.categories[one]) for one in reversed(list(_path_up(path))) if one]
        home = Entry(self.title, self.edition.prefix)
        self.trails[path] = (home, *(self.category_entry(category) for category in down))
        return self.trails[path]

    def home_page(self) -> HomePage:
        """The first page."""
        top = self.children.get("", [])
        inside = [(*self.categories_in(one.path), *self.entries_in(one.path)) for one in top]
        cards = [
            Card(self.category_entry(one), entries[:MOST_ON_CARD]) for one, entries in zip(top, inside, strict=True)
        ]
        named = [self.version_named(slug) for slug in self.most_needed]
        needed = dict.fromkeys(self.entry(one) for one in named if one)
        return HomePage(self.edition.prefix, self.title, tuple(needed), tuple(cards), self.entries_in(""))

    def search_page(self, title: str) -> SearchPage:
        """Every answer by category, for those who have no script."""
        entries = [Card(self.category_entry(one), self.entries_in(one.path)) for one in self.categories]
        top = self.entries_in("")
        loose = [Card(Entry(self.title, self.edition.prefix), top)] if top else []
        cards = [card for card in (*loose, *entries) if card.entries]
        return SearchPage(f"{self.edition.prefix}search/", title, tuple(cards))

    def category_page(self, category: Category) -> CategoryPage:
        """The page of one category."""
        return CategoryPage(
            address=category_address(category, self.edition.prefix),
            title=category.title,
            description=category.summary,
            trail=self.trail(_parent(category.path)),
            categories=self.categories_in(category.path),
            articles=self.entries_in(category.path),
        )

    def article_page(self, article: Article, body: Body, changed: Mapping[str, dt.datetime]) -> ArticlePage:
        """The page of one article."""
        original, _language = original_of(self.library, article)
        before, after = self.neighbours.get(article.path, (None, None))
        own, first = changed.get(article.path), changed.get(original.path)
        return ArticlePage(
            address=self.entry(article).address,
            title=article.title,
            summary=article.summary,
            description=article.description,
            trail=self.trail(article.category),
            body=body,
            related=self.related(article),
            previous=self.entry(before) if before else None,
            next=self.entry(after) if after else None,
            changed=own.date() if own else None,
            stale=bool(own and first and own < first),
        )

    def related(self, article: Article) -> tuple[Entry, ...]:
        """The articles that the writer names, else those that share the most tags."""
        named = [self.version_named(slug) for slug in article.related]
        found = dict.fromkeys(one.path for one in named if one and one is not article)
        if not article.related:
            shared = Counter(
                path
                for tag in article.tags
                if len(self.tagged[tag]) <= MOST_WITH_TAG
                for path in self.tagged[tag]
                if path != article.path
            )
            best = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_RELATED]
            found = dict.fromkeys(path for path, _shared in best)
        return tuple(self.entry(self.library.by_path[path]) for path in found)

    def version_named(self, slug: str) -> Article | None:
        """The article of a slug in this language; None where customers may not read one."""
        named = self.library.by_slug.get(slug)
        return self.edition.version_of(original_of(self.library, named)[0]) if named else None

    def moved_pages(self, article: Article) -> Iterator[MovedPage]:
        """The permanent address of an article, and its old ones that no other article has taken."""
        to = self.entry(article)
        for address in self.moved_addresses(article):
            yield MovedPage(address, article.title, to)

    def moved_addresses(self, article: Article) -> Iterator[str]:
        """Where these pages lie."""
        if article.id:
            yield permanent_address(article)
        own = article_address(self.library, article)
        for alias in dict.fromkeys(article.aliases):
            address = article_address(self.library, article, alias)
            if self.claimed.get(alias, article) is article and address != own:
                yield address

    @cached_property
    def tagged(self) -> dict[str, list[str]]:
        """The paths of the articles with each tag."""
        found: dict[str, list[str]] = {}
        for article in self.edition.articles:
            for tag in article.tags:
                found.setdefault(tag, []).append(article.path)
        return found

    @cached_property
    def neighbours(self) -> dict[str, tuple[Article | None, Article | None]]:
        """The article before and the one after each, in its category, by path."""
        found = {}
        for articles in self.articles.values():
            row: list[Article | None] = [None, *articles, None]
            for (before, article), (_article, after) in pairwise(pairwise(row)):
                if article:
                    found[article.path] = (before, after)
        return found


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _path_up(path: str) -> Iterator[str]:
    """A category's path and those above it, up to the top."""
    while path:
        yield path
        path = _parent(path)
    yield ""
