"""Moving an article: its old name stays as an alias, every link is mended, and nothing else changes by a byte."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from kb.articles.article import Article, address_slug
from kb.articles.article_files import CATEGORY_FILE
from kb.articles.article_source import split_source
from kb.articles.library import Library
from kb.articles.links import target_of
from kb.articles.new import article_path
from kb.articles.readdress import path_of, readdressed
from kb.changes import FileChange, make_changes
from kb.desk_files import place_in, read_desk_text
from kb.errors import AlreadyThere, KBError
from kb.problem import Problems
from kb.text import slugify
from kb.yaml.reader import Listing, Mapping, Scalar


@dataclass(frozen=True)
class Edit:
    """One file as it will be."""

    path: str
    """Below the articles folder."""
    before: str
    text: str
    links: int = 0
    """How many links were mended in it, with names under `related`."""


@dataclass(frozen=True)
class Move:
    """What moving an article changes."""

    old: str
    new: str
    edits: tuple[Edit, ...]
    """The article itself first, under its new path."""


def plan_move(library: Library, article: Article, to: str) -> Move:
    """Everything that changes when an article goes to another name or folder; nothing is written yet."""
    new = _new_path(article, to)
    slug = slugify(new.rpartition("/")[2].removesuffix(".md"))
    place_in(library.root, new)
    if _front_matter(read_desk_text(library.root, article.path)) is None:
        raise KBError(f"{library.root.name}/{article.path} has front matter that cannot be read; mend it first.")
    other = library.by_slug.get(slug)
    if (other is not None and other.path != article.path) or (library.root / new).exists():
        raise AlreadyThere(f"{library.root.name}/{other.path if other else new}")
    edits: list[Edit] = []
    for one in library.articles:
        source = read_desk_text(library.root, one.path)
        own = one.path == article.path
        text, links = _mended(library, one, source, article.path, new)
        if slug != article.slug:
            text, related = _with_related(text, article.slug, slug)
            links += related
        if own and new != article.path:
            text = _with_alias(text, _old_name(article, new))
        if own:
            edits.insert(0, Edit(new, source, text, links))
        elif text != source:
            edits.append(Edit(one.path, source, text, links))
    return Move(article.path, new, tuple(edits))


def make_move(root: Path, move: Move) -> None:
    """Write the article under its new name, mend the links, and take the old file away: all of it, or nothing."""
    article, *others = move.edits
    links = [FileChange(edit.path, edit.before, edit.text) for edit in others]
    # In this order, every link leads somewhere at any moment.
    make_changes(root, [FileChange(move.new, None, article.text), *links, FileChange(move.old, article.before, None)])


def _old_name(article: Article, new: str) -> str:
    """The name under which the old address stays: a slug, or where the folder is another one, the whole address."""
    if article.category == new.rpartition("/")[0]:
        return article.slug
    return address_slug(f"{article.category}/{article.slug}") if article.category else f"/{article.slug}"


def _new_path(article: Article, to: str) -> str:
    wanted = to.strip().removeprefix("articles/")
    folder, _, name = wanted.rpartition("/")
    slug = slugify(name.removesuffix(".md"))
    if not slug or f"{slug}.md" == CATEGORY_FILE:
        raise KBError(f"{to!r} is no name for an article; write a slug, or a folder below articles and a slug.")
    return article_path(folder if "/" in wanted else article.category, slug)


def _mended(library: Library, article: Article, source: str, old: str, new: str) -> tuple[str, int]:
    """An article's source with every link that led to the old path, or that is written from it, put right."""
    here = new if article.path == old else article.path

    def lead(address: str) -> str:
        target = target_of(library, article, address)
        moved = target.file == old
        path = path_of(address)
        if target.outside or not target.file or not (moved or here != article.path):
            return path
        leads_to = new if moved else target.file
        written = (
            f"/{leads_to}" if path.startswith("/") else posixpath.relpath(leads_to, posixpath.dirname(here) or ".")
        )
        return written if path == unquote(path) and " " not in written else quote(written)

    return readdressed(source, lead)


def _with_related(source: str, old: str, new: str) -> tuple[str, int]:
    """The source with `related` naming the new slug, and how often it does."""
    named = [scalar for scalar in _scalars(_front_matter(source), "related") if scalar.text == old]
    for scalar in named:
        source = _replaced(source, scalar, new)
    return source, len(named)


def _with_alias(source: str, slug: str) -> str:
    """The source with one more alias."""
    keys = _front_matter(source)
    first_line = source.partition("\n")[0]
    newline = "\r\n" if first_line.endswith("\r") else "\n"
    entry = keys.entries.get("aliases") if keys else None
    if keys is None or not keys.entries:
        return f"---{newline}aliases: [{slug}]{newline}---{newline}{source}"
    lines = source.splitlines(keepends=True)
    if entry is None:
        end = next(number for number, line in enumerate(lines[1:], 1) if line.startswith("---"))
        return "".join([*lines[:end], f"aliases: [{slug}]{newline}", *lines[end:]])
    value = entry[1]
    if isinstance(value, Scalar):
        row, column = value.line - 1, value.column - 1
        kept = lines[row][column:].rstrip("\r\n")
        ending = lines[row][column + len(kept) :]
        lines[row] = (
            lines[row][:column].rstrip() + (f" [{kept.strip()}, {slug}]" if kept.strip() else f" [{slug}]") + ending
        )
        return "".join(lines)
    row, column = value.line - 1, value.column - 1
    if lines[row][column : column + 1] == "[":
        comma = ", " if isinstance(value, Listing) and value.items else ""
        lines[row] = f"{lines[row][: column + 1]}{slug}{comma}{lines[row][column + 1 :]}"
    else:
        lines.insert(row, f"{lines[row][:column]}- {slug}{newline}")
    return "".join(lines)


def _front_matter(source: str) -> Mapping | None:
    return split_source(source, Problems("")).keys


def _scalars(keys: Mapping | None, key: str) -> Iterator[Scalar]:
    entry = keys.entries.get(key) if keys else None
    if entry is not None:
        items = entry[1].items if isinstance(entry[1], Listing) else (entry[1],)
        # The last ones first, so that the places of the others stay right.
        yield from (item for item in reversed(items) if isinstance(item, Scalar))


def _replaced(source: str, scalar: Scalar, text: str) -> str:
    lines = source.splitlines(keepends=True)
    line, column = lines[scalar.line - 1], scalar.column - 1
    column += scalar.quoted
    lines[scalar.line - 1] = line[:column] + text + line[column + len(scalar.text) :]
    return "".join(lines)
