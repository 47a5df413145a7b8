"""Addresses of the FAQ's pages, and the links between them.

An address is the folder a page lies in, below the site, as in `delivery/my-parcel-is-late/`; the home page's
is empty. Translations lie in a folder of their language, as in `de/delivery/my-parcel-is-late/`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import quote

from kb.articles.article import Article
from kb.articles.category import Category
from kb.articles.library import Library
from kb.faq.editions import original_of
from kb.problem import Problem

PAGE = "index.html"
MISSING = "404.html"
"""What a server shows for an address that leads nowhere."""


@cache
def category_address(category: Category, prefix: str = "") -> str:
    """Where a category's page lies; the home page stands for the top of the library."""
    return f"{prefix}{category.address}/" if category.path else prefix


def article_address(library: Library, article: Article, slug: str = "") -> str:
    """Where an article's page lies, under its slug or under an old one; a translation takes its original's slug.

    An old name with slashes is a whole address of its own.
    """
    if "/" in slug:
        return f"{slug.strip('/')}/"
    original, language = original_of(library, article)
    prefix = f"{language}/" if language else ""
    return f"{category_address(library.category_of(article), prefix)}{slug or original.slug}/"


def permanent_address(article: Article) -> str:
    """The short address that stays when the article is renamed or moved."""
    return f"a/{article.id}/"


def root_of(address: str) -> str:
    """The way from a page up to the site's top folder."""
    return "../" * address.count("/")


def href(path: str) -> str:
    """A path below the site as a link writes it; folders name their page, so that it opens from disk too."""
    return quote(path + PAGE if not path or path.endswith("/") else path)


def clashes(claims: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A problem for each file of the FAQ that two sources claim, also where only capitals differ."""
    taken: dict[str, str] = {}
    for path, source in claims:
        first = taken.setdefault(posixpath.normpath(path).casefold(), source)
        if first != source:
            message = f"This and {first} would both become {path}; rename one of them."
            yield Problem(source.partition(" (as ")[0], 1, 1, "name-clash", message)
