"""Names of articles: the slug, id and aliases by which one is found, and those that two of them claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from kb.articles.status import Status
from kb.problem import Level, Problem
from kb.text import slugify


class Named(Protocol):
    """Whatever goes by the names of one article."""

    @property
    def path(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def paths_by_name(articles: Iterable[Named], statuses: Mapping[str, Status]) -> dict[str, str]:
    """Paths by slug and by alias; a slug wins over an alias, and of two with one the public one, then the first."""
    last_first = sorted(articles, key=lambda one: one.path, reverse=True)
    claims = sorted(last_first, key=lambda one: statuses[one.path] is Status.PUBLIC)
    # An old address is also known by the name at its end.
    ends = {alias.rpartition("/")[2]: one.path for one in claims for alias in one.aliases if "/" in alias}
    aliases = ends | {alias: one.path for one in claims for alias in one.aliases}
    return aliases | {one.slug: one.path for one in claims}


def clashes(articles: Sequence[Named]) -> Iterator[Problem]:
    """Names that two articles claim: slugs, ids, aliases."""
    taken: dict[tuple[str, str], Named] = {}
    names = [(("slug", article.slug), article) for article in articles]
    names += [(("id", article.id), article) for article in articles if article.id]
    for key, article in names:
        first = taken.setdefault(key, article)
        # In another folder a slug has another address.
        if first is not article and (key[0] == "id" or _place(first) == _place(article)):
            message = f"The {key[0]} {key[1]!r} belongs to {first.path} already; change one of them."
            yield Problem(article.path, 1, 1, f"{key[0]}-twice", message)
    for article in articles:
        for alias in article.aliases:
            owner = taken.get(("slug", alias)) or taken.setdefault(("alias", alias), article)
            if owner is not article:
                yield Problem(
                    article.path,
                    1,
                    1,
                    "alias-taken",
                    f"The alias {alias!r} leads to {owner.path} already; remove it here.",
                    Level.WARNING,
                )


def _place(article: Named) -> str:
    """The folder of the FAQ in which an article's page lies; two of one slug clash in the same one alone."""
    return slugify(article.path.rpartition("/")[0].replace("/", " - "))
