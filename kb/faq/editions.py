"""The FAQ in each of its languages.

A translation lies beside its original: `late.de.md` is the German text of `late.md`. It has a status of its own, and
its words are shown only while the original is public, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kb.articles.article import Article
from kb.articles.category import Category
from kb.articles.library import Library
from kb.articles.status import Status

_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")


def original_of(library: Library, article: Article) -> tuple[Article, str]:
    """The article that this one translates, and into which language; itself and no language for an original."""
    file, language = _parts_of(article.path)
    original = library.by_path.get(file) if language else None
    return (original, language) if original else (article, "")


@cache
def _parts_of(path: str) -> tuple[str, str]:
    """The file that a translation translates, and its language; both empty for other names."""
    match = _TRANSLATION.fullmatch(path)
    return (f"{match[1]}.md", match[2]) if match else ("", "")


def is_shown(library: Library, article: Article) -> bool:
    """Whether customers may read an article; a translation goes with its original."""
    original, _language = original_of(library, article)
    return article.status is Status.PUBLIC and original.status is Status.PUBLIC


@dataclass(frozen=True)
class Edition:
    """What customers read in one language."""

    library: Library
    language: str
    prefix: str
    """The folder of its pages below the site: empty for the desk's own language, else as in `de/`."""
    articles: tuple[Article, ...]
    """The public ones, in the library's order."""
    translations: dict[str, Article]
    """By the path of the original; empty in the desk's own language."""

    def version_of(self, original: Article) -> Article | None:
        """An article in this language; None where there is none that customers may read."""
        if self.prefix:
            return self.translations.get(original.path)
        return original if original.status is Status.PUBLIC else None

    def category(self, category: Category) -> Category:
        """A category with its words in this language, where they are given."""
        return category.in_language(self.language) if self.prefix else category


def editions_of(library: Library, language: str) -> list[Edition]:
    """The desk's own language first, then those that there are translations for."""
    own: list[Article] = []
    others: dict[str, dict[str, Article]] = {}
    for article in library.public:
        original, into = original_of(library, article)
        if not into:
            own.append(article)
        elif original.status is Status.PUBLIC:
            others.setdefault(into, {})[original.path] = article
    first = Edition(library, language, "", tuple(own), {})
    return [first] + [
        Edition(library, into, f"{into}/", tuple(found.values()), found) for into, found in sorted(others.items())
    ]
