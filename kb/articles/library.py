"""Library: all articles of a desk, loaded without stopping at a bad one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kb.articles.article import Article, slug_of
from kb.articles.article_source import SplitFile, in_conflict, parse_article, split_source, status_misspelt
from kb.articles.names import clashes, paths_by_name
from kb.articles.status import Status
from kb.desk_files import place_in, read_desk_text
from kb.errors import ArticleUnreadable, CannotRead, LeadsOutside, NoSuchArticle
from kb.folders import is_folder
from kb.guard import listed
from kb.problem import At, Level, Problem, Problems
from kb.text import clean, close_to, one_line, slugify
from kb.yaml.reader import Reader

CATEGORY_FILE = "_index.md"
UNREADABLE = "unreadable"
_DEEPEST = 20
"""How many folders may stand inside each other."""
MOST_ORDER = 1_000_000_000
"""Where an article without an order stands among those with one."""
LoadArticle = Callable[[Path, str, Status, list[Problem]], "Article | None"]
"""From the library's folder, a path below it, what a missing status means, and a list that problems are added to."""


class Category(NamedTuple):
    """A folder of articles; a top-level article belongs to the category with the empty path."""

    path: str
    title: str
    summary: str = ""
    order: int = 0
    internal: bool = False
    icon: str = ""
    """The name of one of the FAQ's icons; empty where its first letter stands for it."""
    translations: tuple[tuple[str, str, str], ...] = ()
    """Language, title and summary, one for each translation that the category's file gives."""

    def in_language(self, language: str) -> Category:
        """The category with its words in a language, where they are given."""
        found = next((one for one in self.translations if one[0] == language), None)
        return self._replace(title=found[1] or self.title, summary=found[2]) if found else self

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

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.articles)

    @cached_property
    def by_slug(self) -> Mapping[str, Article]:
        """Articles by slug and by alias; a slug wins over an alias, and of two with one slug the public one."""
        paths = paths_by_name(self.articles, {article.path: article.status for article in self.articles})
        return {name: self.by_path[path] for name, path in paths.items()}

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """Articles by their file below the articles folder."""
        return {article.path: article for article in self.articles}

    @cached_property
    def public(self) -> tuple[Article, ...]:
        """The articles that customers may read."""
        return tuple(article for article in self.articles if article.status is Status.PUBLIC)

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """The files and folders that cannot be read, so that their articles are missing."""
        return tuple(problem for problem in self.problems if problem.code == UNREADABLE)

    @property
    def unkept(self) -> str:
        """Why what was derived of the articles cannot be kept for the next time; empty where it can."""
        return ""

    def close(self) -> None:
        """Let go of files; a library that was loaded as a whole has none open."""

    def get_article(self, slug: str) -> Article:
        """The article with this slug, alias or path; NoSuchArticle names the nearest."""
        wanted = one_line(slug).removeprefix("articles/")
        article = self.by_slug.get(wanted) or self.by_path.get(wanted) or self.by_slug.get(slugify(wanted))
        if article is None:
            for problem in self.unreadable:
                path = problem.path.removeprefix(f"{self.root.name}/")
                if wanted in (path, slug_of(path)):
                    raise ArticleUnreadable(problem.path, problem.message)
            raise NoSuchArticle(wanted, close_to(wanted, self.by_slug))
        return article

    def category_of(self, article: Article) -> Category:
        """The category an article lies in."""
        return self.categories[article.category]

    def in_category(self, path: str) -> list[Article]:
        """The articles directly in one category."""
        return [article for article in self.articles if article.category == path]


def load_library(root: Path, missing_status: Status = Status.DRAFT, load: LoadArticle | None = None) -> Library:
    """Every article below `root`, by category and title; files that cannot be read become problems.

    `load` is for those who know some of the articles already.
    """
    load = load or load_article
    problems: list[Problem] = []
    files = find_files(root, problems)
    categories = load_categories(root, files, problems)
    articles: list[Article] = []
    for path in (below(folder, name) for folder, entries in files.items() for name in entries if name != CATEGORY_FILE):
        article = load(root, path, missing_status, problems)
        if article is not None:
            category = categories[article.category]
            status = in_category(article.status, category)
            if status is not article.status:
                problems.append(public_in_internal(path, category))
                article = replace(article, status=status)
            articles.append(article)
    problems += clashes(articles)
    return Library(root, in_order(articles, categories), categories, named_from_desk(problems, root))


def load_categories(root: Path, files: Files, problems: list[Problem]) -> dict[str, Category]:
    """Every category below `root`, by folder."""
    categories = {"": Category("", "")}
    for folder, entries in files.items():
        inherited = categories[folder.rpartition("/")[0]].internal
        if CATEGORY_FILE in entries:
            categories[folder] = _load_category(root, folder, problems, inherited=inherited)
        elif folder:
            categories[folder] = Category(folder, _title_of(folder), internal=inherited)
    return categories


def in_order(articles: Iterable[Article], categories: Mapping[str, Category]) -> tuple[Article, ...]:
    """Articles by category and title."""
    return tuple(
        sorted(
            articles,
            key=lambda article: (
                categories[article.category].order,
                article.category,
                article.order or MOST_ORDER,
                article.title.casefold(),
            ),
        )
    )


Files = Mapping[str, Mapping[str, os.DirEntry[str]]]
"""Folders below a root, parents first, with the Markdown files directly in each by name."""


def find_files(root: Path, problems: list[Problem]) -> Files:
    """The Markdown files below `root`, in order; links out of the folder are not followed."""
    found: dict[str, dict[str, os.DirEntry[str]]] = {}
    try:
        place_in(root.parent, root.name)
    except LeadsOutside as error:
        problems.append(Problem("", 1, 1, UNREADABLE, str(error)))
        return {"": {}}
    pending = [""]
    while pending:
        folder = pending.pop()
        files: dict[str, os.DirEntry[str]] = {}
        others: list[os.DirEntry[str]] = []
        try:
            with os.scandir(root / folder) as scan:
                for entry in scan:
                    name = entry.name
                    if name.endswith(".md") and name[0] != "." and entry.is_file(follow_symlinks=False):
                        files[name] = entry
                    elif name[0] != ".":
                        others.append(entry)
        except OSError as error:
            if folder or root.exists():
                problems.append(Problem(folder, 1, 1, UNREADABLE, f"This folder cannot be read: {error.strerror}."))
            continue
        # A category's own file counts even where it is a link: it may say that the category is internal.
        files |= {entry.name: entry for entry in others if entry.name == CATEGORY_FILE}
        folders = sorted(below(folder, entry.name) for entry in others if entry.is_dir(follow_symlinks=False))
        pending += [path for path in reversed(folders) if _can_be_named(path, problems) and _is_near(path, problems)]
        problems += (_not_followed(below(folder, entry.name)) for entry in others if _is_passed_over(entry))
        found[folder] = dict(sorted(files.items()))
    return found


def _is_passed_over(entry: os.DirEntry[str]) -> bool:
    """Whether a link stands where an article or a category would; a category's own file is asked about elsewhere."""
    return entry.is_symlink() and ((entry.name.endswith(".md") and entry.name != CATEGORY_FILE) or is_folder(entry))


def _not_followed(path: str) -> Problem:
    message = "This is a link, and links are not followed; put the file or folder itself here."
    return Problem(clean(path), 1, 1, UNREADABLE, message, Level.WARNING)


def _can_be_named(path: str, problems: list[Problem]) -> bool:
    """Whether the name of a file or folder is text; where not, that is a problem."""
    try:
        path.encode()
    except UnicodeEncodeError:
        problems.append(Problem(clean(path), 1, 1, UNREADABLE, "This name is not UTF-8; rename it."))
        return False
    return True


def _is_near(path: str, problems: list[Problem]) -> bool:
    """Whether a folder lies in so few others that its pages can show the way to it; where not, that is a problem."""
    if path.count("/") < _DEEPEST:
        return True
    message = f"More than {_DEEPEST} folders inside each other; move what is in this one further up."
    problems.append(Problem(clean(path), 1, 1, UNREADABLE, message))
    return False


def below(folder: str, name: str) -> str:
    """The path of a file or folder in a folder of articles."""
    return f"{folder}/{name}" if folder else name


def read_source(root: Path, path: str, problems: list[Problem]) -> str | None:
    """The text of an article's file; None where it cannot be read, with the problem noted."""
    if not _can_be_named(path, problems):
        return None
    try:
        return read_desk_text(root, path)
    except CannotRead as error:
        problems.append(Problem(path, 1, 1, UNREADABLE, str(error).replace(str(root / path), "The file")))
    return None


def load_article(root: Path, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
    """The article of one file; None where it cannot be read. What is wrong with it is added to the problems."""
    source = read_source(root, path, problems)
    if source is None:
        return None
    return parse_guarded(source, path, missing_status, problems)


def parse_guarded(source: str, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
    """The article in a text; None where reading it breaks, with the problem noted."""
    with listed(problems, path):
        article, found = parse_article(source, path, missing_status)
        _ = article.outline  # the body is parsed only now, and may be what breaks
        problems += found
        return article
    return None


def _title_of(folder: str) -> str:
    title = one_line(folder.rpartition("/")[2].replace("-", " ").replace("_", " "))
    return title if any(letter.isupper() for letter in title) else title.capitalize()


def _load_category(root: Path, path: str, problems: list[Problem], *, inherited: bool) -> Category:
    """What `_index.md` says of its folder; a category whose file cannot be read is internal."""
    file = f"{path}/{CATEGORY_FILE}" if path else CATEGORY_FILE
    found = Problems(file)
    parts = _category_parts(root, file, found)
    if parts is None or parts.keys is None or in_conflict(found):
        problems += found.found
        return Category(path, _title_of(path), internal=True)
    category = read_category(Reader(parts.keys, found), path)
    problems += found.found
    return category._replace(internal=True) if inherited else category


def read_category(reader: Reader, path: str = "") -> Category:
    """A category as its file's front matter says it."""
    status = reader.one_of("status", ("public", "internal"), "internal") if "status" in reader else "public"
    translations = reader.inner("translations")
    unclear = "status" in reader.mapping.twice or ("status" not in reader and status_misspelt(reader))
    category = Category(
        path=path,
        title=reader.text("title") or _title_of(path),
        summary=reader.text("summary"),
        order=reader.whole_number("order"),
        internal=unclear or status == "internal",
        icon=reader.text("icon"),
        translations=tuple(_read_translations(translations)),
    )
    reader.unknown(Level.HINT, " It is kept, and used nowhere.")
    return category


def _read_translations(reader: Reader) -> Iterator[tuple[str, str, str]]:
    """`translations: {de: {title: Lieferung, summary: …}}`."""
    for language in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        words = reader.inner(language)
        yield language, words.text("title"), words.text("summary")
        words.unknown()


def _category_parts(root: Path, name: str, found: Problems) -> SplitFile | None:
    file = root / name
    if file.is_symlink():
        found.add(At(), UNREADABLE, "This is a link, and links are not followed; the category is internal.")
        return None
    try:
        parts = split_source(read_desk_text(root, name), found)
    except CannotRead as error:
        found.add(At(), UNREADABLE, str(error).replace(str(file), "The file"))
        return None
    if parts.keys is None or parts.body_line == 1:
        message = "Expected front matter (--- … ---); the category is internal until then."
        found.add(At(), "category-front-matter", message)
        return None
    return parts


def in_category(status: Status, category: Category) -> Status:
    """The status that counts: an article of an internal category is internal, whatever it says itself."""
    return Status.INTERNAL if category.internal and status is Status.PUBLIC else status


def public_in_internal(path: str, category: Category) -> Problem:
    """A public article in a category that is not."""
    message = (
        f"The category {category.path!r} is internal, so this article is too; move it, or write `status: internal`."
    )
    return Problem(path, 1, 1, "public-in-internal", message, Level.WARNING)


def named_from_desk(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """Problems in order, with their paths below the desk."""
    return tuple(
        replace(problem, path=f"{root.name}/{problem.path}" if problem.path else root.name)
        for problem in sorted(problems)
    )
