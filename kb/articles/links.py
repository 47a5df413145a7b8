"""Links between articles: relative paths to files, as in any Markdown editor."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kb.articles.article import Article
from kb.articles.library import Library
from kb.markdown.document import SCHEMES
from kb.text import slugify

_SIGNS = re.compile(r"[\W_]+")
"""What VitePress writes a hyphen for."""
_GITHUB_DROPS = re.compile(r"[^\w\- ]")
"""What GitHub leaves out of a heading's anchor."""
_OUTSIDE = ("//", *(f"{scheme}:" for scheme in SCHEMES))


@dataclass(frozen=True)
class Target:
    """Where a link leads: outside, to an article, to a file, or nowhere."""

    outside: bool = False
    article: Article | None = None
    anchor: str = ""
    file: str = ""
    """A path below the articles folder; empty where it would lead out of it."""


def target_of(library: Library, article: Article, address: str) -> Target:
    """What a link of an article points to, read as a path from the article's own file."""
    if "://" in address or address.lower().startswith(_OUTSIDE):
        return Target(outside=True)
    path, _, anchor = address.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return Target(article=article, anchor=unquote(anchor))
    start = "" if path.startswith("/") else article.category
    file = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    if file == ".." or file.startswith("../"):
        return Target()
    return Target(article=library.by_path.get(file), anchor=unquote(anchor), file=file)


def anchor_of(article: Article, wanted: str) -> str:
    """The anchor of an article that a link means; empty where there is none.

    A heading also goes by the names that GitHub, Docusaurus, VuePress, VitePress, Hugo, GitBook and MkDocs give it.
    """
    outline = article.outline
    if wanted in outline.anchors:
        return wanted
    named: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for heading in outline.headings:
        name = _GITHUB_DROPS.sub("", heading.text.lower()).replace(" ", "-")
        again = seen[name]
        seen[name] += 1
        for other in {f"{name}-{again}", f"{name}_{again}"} if again else {name}:
            named.setdefault(other, heading.anchor)
        named.setdefault(heading.anchor, heading.anchor)
    for heading in outline.headings:
        lower = heading.text.lower()
        for name in (_SIGNS.sub("-", lower).strip("-"), slugify(lower.replace("&", " and "))):
            named.setdefault(name, heading.anchor)
    return named.get(wanted) or named.get(wanted.lower()) or named.get(slugify(wanted), "")


def leading_to(library: Library) -> Mapping[str, tuple[str, ...]]:
    """By path, the paths of the other articles that link or relate to it; those that nothing leads to are left out."""
    found: dict[str, dict[str, None]] = {}
    for article in library.articles:
        related = (library.by_slug.get(slug) for slug in article.related)
        linked = (target_of(library, article, address).article for address in article.outline.all_links)
        for other in (*related, *linked):
            if other is not None and other.path != article.path:
                found.setdefault(other.path, {})[article.path] = None
    return {path: tuple(leading) for path, leading in found.items()}


def leads_to_file(library: Library, target: Target) -> bool:
    """Whether a file lies where a link points."""
    # Asked for every picture, and a path takes ten times as long to make.
    return bool(target.file) and os.path.isfile(f"{library.root}/{target.file}")  # noqa: PTH113
