"""Library: all articles of a desk, loaded without stopping at a bad one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kb.articles.article import Article, slug_of
from kb.articles.article_files import CATEGORY_FILE, UNREADABLE, below, find_files, read_source
from kb.articles.category import MOST_ORDER, Category, in_category, load_categories, public_in_internal
from kb.articles.names import clashes, paths_by_name
from kb.articles.status import Status
from kb.errors import ArticleUnreadable, NoSuchArticle
from kb.guard import listed
from kb.problem import Problem
from kb.text import close_to, one_line, slugify

LoadArticle = Callable[[Path, str, Status, list[Problem]], "Article | None"]
"""From the library's folder, a path below it, what a missing status means, and a list that problems are added to."""


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


def load_article(root: Path, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
    """The article of one file; None where it cannot be read. What is wrong with it is added to the problems."""
    source = read_source(root, path, problems)
    if source is None:
        return None
    return parse_guarded(source, path, missing_status, problems)


def parse_guarded(source: str, path: str, missing_status: Status, problems: list[Problem]) -> Article | None:
    """The article in a text; None where reading it breaks, with the problem noted."""
    from kb.articles.article_source import parse_article  # not needed where no file changed

    with listed(problems, path):
        article, found = parse_article(source, path, missing_status)
        _ = article.outline  # the body is parsed only now, and may be what breaks
        problems += found
        return article
    return None


def named_from_desk(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """Problems in order, with their paths below the desk."""
    return tuple(
        replace(problem, path=f"{root.name}/{problem.path}" if problem.path else root.name)
        for problem in sorted(problems)
    )
