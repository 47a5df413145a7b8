"""Library: all articles of a desk, loaded without stopping at a bad one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kb.article import Article, Parts, parse_article, split_source, status_misspelt
from kb.errors import CannotRead, NoSuchArticle
from kb.files import read_text
from kb.problem import At, Level, Problem, Problems
from kb.status import Status
from kb.text import close_to, one_line, slugify
from kb.yamlfile import Reader

CATEGORY_FILE = "_index.md"


@dataclass(frozen=True)
class Category:
    """A folder of articles; a top-level article belongs to the category with the empty path."""

    path: str
    title: str
    summary: str = ""
    order: int = 0
    internal: bool = False
    translations: tuple[tuple[str, str, str], ...] = ()
    """Language, title and summary, one for each translation that the category's file gives."""

    def in_language(self, language: str) -> Category:
        """The category with its words in a language, where they are given."""
        found = next((one for one in self.translations if one[0] == language), None)
        return replace(self, title=found[1] or self.title, summary=found[2]) if found else self

    @property
    def address(self) -> str:
        """The category's folder in the FAQ, without slashes at the ends."""
        return "/".join(slugify(part) for part in self.path.split("/") if part)


@dataclass(frozen=True)
class Library:
    """All articles with their categories, and what was wrong with the files."""

    root: Path
    articles: tuple[Article, ...]
    categories: dict[str, Category]
    problems: tuple[Problem, ...] = field(repr=False)

    @cached_property
    def by_slug(self) -> dict[str, Article]:
        """Articles by slug and by alias; a slug wins over an alias, and of two with one slug the public one."""
        found = {alias: article for article in self.articles for alias in article.aliases}
        first_last = self.articles[::-1]
        claims = sorted(first_last, key=lambda article: article.status is Status.PUBLIC)
        return found | {article.slug: article for article in claims}

    @cached_property
    def by_path(self) -> dict[str, Article]:
        """Articles by their file below the articles folder."""
        return {article.path: article for article in self.articles}

    @cached_property
    def public(self) -> tuple[Article, ...]:
        """The articles that customers may read."""
        return tuple(article for article in self.articles if article.status is Status.PUBLIC)

    def get_article(self, slug: str) -> Article:
        """The article with this slug, alias or path; NoSuchArticle names the nearest."""
        wanted = one_line(slug).removeprefix("articles/")
        article = self.by_slug.get(wanted) or self.by_path.get(wanted) or self.by_slug.get(slugify(wanted))
        if article is None:
            raise NoSuchArticle(wanted, close_to(wanted, self.by_slug))
        return article

    def category_of(self, article: Article) -> Category:
        """The category an article lies in."""
        return self.categories[article.category]

    def in_category(self, path: str) -> list[Article]:
        """The articles directly in one category."""
        return [article for article in self.articles if article.category == path]


def load_library(root: Path, missing_status: Status = Status.DRAFT) -> Library:
    """Every article below `root`, by category and title; files that cannot be read become problems."""
    problems: list[Problem] = []
    categories = {"": Category("", "")}
    articles: list[Article] = []
    for folder, files in _markdown_files(root, problems):
        inherited = categories[folder.rpartition("/")[0]].internal
        if CATEGORY_FILE in files:
            categories[folder] = _load_category(root, folder, problems, inherited=inherited)
        elif folder:
            categories[folder] = Category(folder, _title_of(folder), internal=inherited)
        for name in files:
            if name == CATEGORY_FILE:
                continue
            path = f"{folder}/{name}" if folder else name
            article = _load_article(root, path, missing_status, problems)
            if article is not None:
                articles.append(_in_category(article, categories[folder], problems))
    problems += _clashes(articles)
    articles.sort(key=lambda article: (categories[article.category].order, article.category, article.title.casefold()))
    return Library(root, tuple(articles), categories, tuple(_named_from_desk(problems, root)))


def _markdown_files(root: Path, problems: list[Problem]) -> Iterator[tuple[str, list[str]]]:
    """Folders below `root` with their Markdown files, parents first; links out of the folder are not followed."""
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(root / folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            if folder or root.exists():
                problems.append(Problem(folder, 1, 1, "unreadable", f"This folder cannot be read: {error.strerror}."))
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        below = [entry.name for entry in shown if entry.is_dir(follow_symlinks=False)]
        pending += [f"{folder}/{name}" if folder else name for name in reversed(below)]
        files = [entry.name for entry in shown if entry.name.endswith(".md") and entry.is_file(follow_symlinks=False)]
        # A category's own file counts even where it is a link: it may say that the category is internal.
        yield folder, sorted({*files, *(entry.name for entry in shown if entry.name == CATEGORY_FILE)})


def _load_article(root: Path, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
    try:
        source = read_text(root / path)
    except CannotRead as error:
        problems.append(Problem(path, 1, 1, "unreadable", str(error).replace(str(root / path), "The file")))
        return None
    article, found = parse_article(source, path, missing_status)
    problems += found
    return article


def _title_of(folder: str) -> str:
    title = one_line(folder.rpartition("/")[2].replace("-", " ").replace("_", " "))
    return title if any(letter.isupper() for letter in title) else title.capitalize()


def _load_category(root: Path, path: str, problems: list[Problem], *, inherited: bool) -> Category:
    """What `_index.md` says of its folder; a category whose file cannot be read is internal."""
    file = f"{path}/{CATEGORY_FILE}" if path else CATEGORY_FILE
    found = Problems(file)
    parts = _category_parts(root / file, found)
    if parts is None or parts.keys is None:
        problems += found.found
        return Category(path, _title_of(path), internal=True)
    reader = Reader(parts.keys, found)
    status = reader.one_of("status", ("public", "internal"), "internal") if "status" in reader else "public"
    translations = reader.inner("translations")
    unclear = "status" in parts.keys.twice or ("status" not in reader and status_misspelt(reader))
    category = Category(
        path=path,
        title=reader.text("title") or _title_of(path),
        summary=reader.text("summary"),
        order=reader.whole_number("order"),
        internal=inherited or unclear or status == "internal",
        translations=tuple(_read_translations(translations)),
    )
    reader.unknown(Level.HINT, " It is kept, and used nowhere.")
    problems += found.found
    return category


def _read_translations(reader: Reader) -> Iterator[tuple[str, str, str]]:
    """`translations: {de: {title: Lieferung, summary: …}}`."""
    for language in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        words = reader.inner(language)
        yield language, words.text("title"), words.text("summary")
        words.unknown()


def _category_parts(file: Path, found: Problems) -> Parts | None:
    if file.is_symlink():
        found.add(At(), "unreadable", "This is a link, and links are not followed; the category is internal.")
        return None
    try:
        parts = split_source(read_text(file), found)
    except CannotRead as error:
        found.add(At(), "unreadable", str(error).replace(str(file), "The file"))
        return None
    if parts.keys is None or parts.body_line == 1:
        message = "Expected front matter (--- … ---); the category is internal until then."
        found.add(At(), "category-front-matter", message)
        return None
    return parts


def _in_category(article: Article, category: Category, problems: list[Problem]) -> Article:
    """An article of an internal category is internal, whatever it says itself."""
    if not category.internal or article.status is not Status.PUBLIC:
        return article
    message = (
        f"The category {category.path!r} is internal, so this article is too; move it, or write `status: internal`."
    )
    problems.append(Problem(article.path, 1, 1, "public-in-internal", message, Level.WARNING))
    return replace(article, status=Status.INTERNAL)


def _clashes(articles: Sequence[Article]) -> Iterator[Problem]:
    """Names that two articles claim: slugs, ids, aliases."""
    taken: dict[tuple[str, str], Article] = {}
    names = [(("slug", article.slug), article) for article in articles]
    names += [(("id", article.id), article) for article in articles if article.id]
    for key, article in names:
        first = taken.setdefault(key, article)
        if first is not article:
            yield Problem(
                article.path,
                1,
                1,
                f"{key[0]}-twice",
                f"The {key[0]} {key[1]!r} belongs to {first.path} already; change one of them.",
            )
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


def _named_from_desk(problems: list[Problem], root: Path) -> Iterator[Problem]:
    for problem in sorted(problems):
        yield replace(problem, path=f"{root.name}/{problem.path}" if problem.path else root.name)
