"""What customers find in one language, by category: the links and the pages that list them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from kb.articles.article import Article
from kb.articles.category import Category
from kb.faq.addresses import article_address, category_address, permanent_address
from kb.faq.articles.body_cache import Body
from kb.faq.editions import Edition, original_of
from kb.faq.pages.page import ArticlePage, Card, CategoryPage, HomePage, MovedPage, PageLink, SearchPage, Side, Topic
from kb.files import digest
from kb.text import fold

MOST_ON_CARD = 3
"""The entries that the home page shows of one category."""
MOST_IN_GROUP = 6
"""The articles that a category's page shows of each topic below it."""
MANY = 120
"""From so many articles on, a category's page lists them by their first letters."""
MOST_BESIDE = 40
"""The articles of one topic that stand beside a page, so that no page grows heavy."""
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
        self.entries: dict[str, PageLink] = {}
        """Every article as a link, for there are many links to each."""
        self.trails: dict[str, tuple[PageLink, ...]] = {}
        self.sides: dict[tuple[str, int], tuple[tuple[Topic, ...], str]] = {}
        self.closed: dict[tuple[str, bool], Topic] = {}
        """The topics that stand beside pages which lie in others, by path; see `_topic` for `within`."""
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

    def entry(self, article: Article) -> PageLink:
        """An article as a link."""
        found = self.entries.get(article.path)
        if found is None:
            found = PageLink(article.title, article_address(self.library, article), article.description)
            self.entries[article.path] = found
        return found

    def entries_in(self, path: str) -> tuple[PageLink, ...]:
        """The articles directly in a category, in the library's order."""
        return tuple(self.entry(article) for article in self.articles.get(path, []))

    def categories_in(self, path: str) -> tuple[PageLink, ...]:
        """The categories directly below one, in the writers' order."""
        return tuple(self.category_entry(category) for category in self.children.get(path, []))

    def category_entry(self, category: Category) -> PageLink:
        """A category as a link."""
        address = category_address(category, self.edition.prefix)
        return PageLink(category.title, address, category.summary, self.below[category.path], category.icon)

    def trail(self, path: str) -> tuple[PageLink, ...]:
        """The way from the home page down to a category."""
        if path in self.trails:
            return self.trails[path]
        down = [self.edition.category(self.library.categories[one]) for one in reversed(list(_path_up(path))) if one]
        home = PageLink(self.title, self.edition.prefix)
        self.trails[path] = (home, *(self.category_entry(category) for category in down))
        return self.trails[path]

    def home_page(self) -> HomePage:
        """The first page."""
        top = self.children.get("", [])
        inside = [self._on_card(one.path) for one in top]
        cards = [
            Card(self.category_entry(one), entries[:MOST_ON_CARD]) for one, entries in zip(top, inside, strict=True)
        ]
        named = [self.version_named(slug) for slug in self.most_needed]
        needed = dict.fromkeys(self.entry(one) for one in named if one)
        return HomePage(self.edition.prefix, self.title, tuple(needed), tuple(cards), self.entries_in(""))

    def _on_card(self, path: str) -> tuple[PageLink, ...]:
        """What a card lists: sub-topics first; a topic with only one shows that one's articles."""
        below = self.children.get(path, [])
        if len(below) == 1 and not self.articles.get(path):
            return self._on_card(below[0].path)
        return (*self.categories_in(path), *self.entries_in(path))

    def search_page(self, title: str) -> SearchPage:
        """Every answer by category, for those who have no script."""
        entries = [Card(self.category_entry(one), self.entries_in(one.path)) for one in self.categories]
        top = self.entries_in("")
        loose = [Card(PageLink(self.title, self.edition.prefix), top)] if top else []
        cards = [card for card in (*loose, *entries) if card.entries]
        return SearchPage(f"{self.edition.prefix}search/", title, tuple(cards))

    def category_page(self, category: Category) -> CategoryPage:
        """The page of one category."""
        address, articles = category_address(category, self.edition.prefix), self.entries_in(category.path)
        inside = self.children.get(category.path, [])
        return CategoryPage(
            address=address,
            title=category.title,
            description=category.summary,
            trail=self.trail(_parent(category.path)),
            categories=tuple(Card(self.category_entry(one), self.first_in(one.path)) for one in inside),
            articles=articles,
            count=self.below[category.path],
            letters=by_letter(articles) if len(articles) > MANY else (),
            side=self.side(category.path, address),
        )

    def first_in(self, path: str) -> tuple[PageLink, ...]:
        """The first articles of a category, or of those below it where it has none itself."""
        own = self.entries_in(path)
        if not own:
            own = tuple(entry for one in self.children.get(path, []) for entry in self.entries_in(one.path))
        return own[:MOST_IN_GROUP]

    def side(self, path: str, current: str, place: int = 0) -> Side:
        """The topics beside a page of a category; `place` is that of the article among its neighbours."""
        part = place // MOST_BESIDE if len(self.articles.get(path, [])) > MOST_BESIDE else 0
        if (path, part) not in self.sides:
            topics = tuple(self._topic(one, path, part) for one in self.children.get("", []))
            self.sides[path, part] = topics, digest(repr(topics))
        topics, key = self.sides[path, part]
        return Side(topics, current, key)

    def _topic(self, category: Category, path: str, part: int, *, within: bool = False) -> Topic:
        """One topic beside a page; `within` one that the page is in, its count is shown, and else nothing that changes.

        What stands beside every page of the site changes with the titles of topics alone, so that a new article is no
        reason to write them all again.
        """
        if path != category.path and not path.startswith(f"{category.path}/"):
            return self._closed(category, within=within)
        entry = self.category_entry(category)
        articles = self.entries_in(category.path)
        begin = part * MOST_BESIDE if path == category.path else 0
        shown = articles[begin : begin + MOST_BESIDE]
        inside = tuple(self._topic(one, path, part, within=True) for one in self.children.get(category.path, []))
        return Topic(
            PageLink(entry.title, entry.address, articles=entry.articles),
            open=True,
            topics=inside,
            articles=tuple(PageLink(one.title, one.address) for one in shown),
            more=len(shown) < len(articles),
        )

    def _closed(self, category: Category, *, within: bool) -> Topic:
        place = category.path, within
        if place not in self.closed:
            entry = self.category_entry(category)
            self.closed[place] = Topic(PageLink(entry.title, entry.address, articles=entry.articles if within else 0))
        return self.closed[place]

    def article_page(
        self, article: Article, body: Body, changed: Mapping[str, dt.datetime], minutes: int = 1
    ) -> ArticlePage:
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
            side=self.side(article.category, self.entry(article).address, self.places[article.path]),
            minutes=minutes,
            stale=bool(own and first and own < first),
        )

    def related(self, article: Article) -> tuple[PageLink, ...]:
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
            # Many a disk takes `pt-BR/` and `pt-br/` for one folder.
            if self.claimed.get(alias, article) is article and address.casefold() != own.casefold():
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
    def places(self) -> dict[str, int]:
        """The number of each article in its category, by path, counted from 0."""
        return {one.path: number for found in self.articles.values() for number, one in enumerate(found)}

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


def by_letter(entries: tuple[PageLink, ...]) -> tuple[tuple[str, tuple[PageLink, ...]], ...]:
    """Entries by the first letter of their titles, in the order of the alphabet; those that begin with none first."""
    found: dict[str, list[PageLink]] = {}
    for entry in sorted(entries, key=lambda one: fold(one.title)):
        first = fold(entry.title.lstrip("\"'([“„«"))[:1].upper()
        found.setdefault(first if first.isalpha() else "#", []).append(entry)
    return tuple((letter, tuple(those)) for letter, those in sorted(found.items()))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _path_up(path: str) -> Iterator[str]:
    """A category's path and those above it, up to the top."""
    while path:
        yield path
        path = _parent(path)
    yield ""
