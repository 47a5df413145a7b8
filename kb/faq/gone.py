"""Pages that were public at the last export and would not be any more: nobody takes one away by a slip.

Each export leaves a list of its articles in the folder of the FAQ, so that the next one knows, on whatever machine it
runs. A page may go where its article says `status: archived`, `internal` or `draft`, or where it is retired by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kb.articles.article import Article, address_slug, alias_of, slug_of
from kb.articles.article_source import split_source
from kb.articles.library import Library
from kb.articles.status import Status
from kb.desk_files import read_desk_text
from kb.errors import CannotRead
from kb.faq.addresses import article_address
from kb.faq.editions import is_shown, original_of
from kb.problem import Problem, Problems
from kb.text import slugify

PAGES = ".warmline-pages"
"""The list in the folder of the FAQ: on each line an address, a tab, and the file below the articles folder."""


def pages_list(library: Library, articles: Iterable[Article]) -> str:
    """The list of the articles that are shown."""
    lines = sorted(f"{article_address(library, article)}\t{article.path}\n" for article in articles)
    return "".join(lines)


def pages_before(folder: Path) -> dict[str, str]:
    """The file of each article's page at the last export, by its address; nothing where there was none."""
    with suppress(CannotRead):
        lines = read_desk_text(folder, PAGES, 50_000_000).splitlines()
        return dict(line.split("\t", 1) for line in lines if "\t" in line)
    return {}


def gone_pages(
    library: Library, before: Mapping[str, str], now: Collection[str], retired: Collection[str]
) -> Iterator[Problem]:
    """An error for each page of the last export that nothing leads to any more, and that nobody meant to take away."""
    meant = {named for name in retired for named in (alias_of(name), address_slug(name))}
    for address, path in before.items():
        slug = address.rstrip("/").rpartition("/")[2]
        if address in now or meant & {slug, slug_of(path), address_slug(path.removesuffix(".md")), address.rstrip("/")}:
            continue
        article = library.by_path.get(path)
        if article is not None and _is_taken_back(library, article):
            continue
        yield Problem(f"{library.root.name}/{path}", 1, 1, "page-gone", _why(library, article, address, slug))


def _is_taken_back(library: Library, article: Article) -> bool:
    """Whether the file says itself that customers may not read it, or the article that it translates does."""
    original, _language = original_of(library, article)
    held = original if article.status is Status.PUBLIC else article
    return held.status is not Status.PUBLIC and _says_status(library, held)


def _says_status(library: Library, article: Article) -> bool:
    with suppress(CannotRead):
        keys = split_source(read_desk_text(library.root, article.path), Problems(article.path)).keys
        status = keys.entries.get("status") if keys else None
        return status is not None or library.categories[article.category].internal
    return False


def _why(library: Library, article: Article | None, address: str, slug: str) -> str:
    after = f"To take it away on purpose: --retire {slug}."
    alias = f"`aliases: [{address.rstrip('/')}]`"
    if article is None:
        moved = next((one for one in library.public if slug in (one.slug, slugify(one.title))), None)
        other = f"{moved.path} seems to be the same; add {alias} there" if moved else ""
        found = other or f"Put it back, or add {alias} to another article"
        return f"Customers read this at /{address}, and its file is gone. {found}. {after}"
    if is_shown(library, article):
        now = article_address(library, article)
        return f"Customers read this at /{address}, and it is at /{now} now; add {alias}. {after}"
    return (
        f"Customers read this at /{address}, and its front matter has no status any more, so it would go. Write "
        f"`status: public`, or `status: archived` if it shall go. {after}"
    )
