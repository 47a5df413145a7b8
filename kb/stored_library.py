"""A library whose articles stay in the catalogue until somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from kb.article import Article, parse_article
from kb.catalogue import Catalogue, Found, Head, open_catalogue
from kb.errors import CannotWrite
from kb.files import digest, stamp_of
from kb.library import (
    Category,
    Library,
    clashes,
    in_order,
    load_categories,
    load_library,
    named_from_desk,
    paths_by_name,
    public_in_internal,
    read_source,
)
from kb.problem import Problem
from kb.status import Status

Progress = Callable[[int, int], None]
"""Called with how many articles are done, of how many."""
_MOST_AT_HAND = 1_000
"""Articles that are kept in memory while not all of them are needed."""
_STATUSES = {status.value: status for status in Status}


class StoredLibrary(Library):
    """A library that knows its articles' names, and takes the rest out of the catalogue one by one."""

    catalogue: Catalogue
    heads: dict[str, Head]
    found: list[Problem]
    """What is wrong with folders and with files that cannot be read."""
    statuses: dict[str, Status]

    def __init__(
        self,
        root: Path,
        categories: dict[str, Category],
        catalogue: Catalogue,
        heads: dict[str, Head],
        found: list[Problem],
    ) -> None:
        internal = {path for path, category in categories.items() if category.internal}
        statuses = {path: _STATUSES[head.status] for path, head in heads.items()}
        if internal:
            for path, status in statuses.items():
                if status is Status.PUBLIC and path.rpartition("/")[0] in internal:
                    statuses[path] = Status.INTERNAL
        # A Library is frozen, and so what is known at once is set as what is worked out later.
        self.__dict__.update(
            root=root, categories=categories, catalogue=catalogue, heads=heads, found=found, statuses=statuses, _hand={}
        )

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.heads)

    def article_at(self, path: str) -> Article:
        """The article of a path that is known; KeyError where another Warmline has just dropped it."""
        hand: dict[str, Article] = self.__dict__["_hand"]
        article = hand.get(path) or self.catalogue.article(path, self.statuses[path])
        if article is None:
            raise KeyError(path)
        if path not in hand and "articles" not in self.__dict__ and len(hand) >= _MOST_AT_HAND:
            hand.clear()
        hand[path] = article
        return article

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles, by category and title."""
        hand: dict[str, Article] = self.__dict__["_hand"]
        every = [hand.setdefault(article.path, article) for article in self.catalogue.articles(self.statuses)]
        return in_order(every, self.categories)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the files."""
        heads = [self.heads[path] for path in sorted(self.heads)]
        hidden = [
            public_in_internal(head.path, self.categories[head.path.rpartition("/")[0]])
            for head in heads
            if head.status != self.statuses[head.path]
        ]
        every = [*self.found, *self.catalogue.problems(), *clashes(heads), *hidden]
        return named_from_desk(every, self.root)

    @cached_property
    def by_slug(self) -> Mapping[str, Article]:
        """Articles by slug and by alias; a slug wins over an alias, and of two with one slug the public one."""
        return _Lazily(paths_by_name(self.heads.values(), self.statuses), self.article_at)

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """Articles by their file below the articles folder."""
        return _Lazily({path: path for path in self.heads}, self.article_at)

    def fingerprints(self) -> dict[str, str]:
        """What changes by path whenever an article must be indexed again."""
        return {path: f"{head.hash} {self.statuses[path]}" for path, head in self.heads.items()}

    def close(self) -> None:
        """Let go of the catalogue."""
        self.catalogue.close()


class _Lazily(Mapping[str, Article]):
    def __init__(self, paths: dict[str, str], article_at: Callable[[str], Article]) -> None:
        self.paths = paths
        self.article_at = article_at

    def __getitem__(self, name: str) -> Article:
        return self.article_at(self.paths[name])

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def open_library(
    root: Path, missing_status: Status, catalogue: Catalogue, progress: Progress | None = None
) -> StoredLibrary:
    """Every article below `root`; only files that changed since the catalogue saw them are read."""
    found: list[Problem] = []
    categories, paths = load_categories(root, found)
    heads = catalogue.heads()
    stamps = {path: stamp_of(f"{root}/{path}") for path in paths}
    doubtful = [path for path in paths if path not in heads or not stamps[path] or heads[path].stamp != stamps[path]]
    restamped: dict[str, int] = {}
    unreadable: set[str] = set()

    def changed() -> Iterator[Found]:
        for done, path in enumerate(doubtful, 1):
            source = read_source(root, path, found)
            if source is None:
                unreadable.add(path)
            elif path in heads and heads[path].hash == digest(source):
                restamped[path] = stamps[path]
            else:
                article, problems = parse_article(source, path, missing_status)
                yield Found(article, stamps[path], tuple(problems))
            if progress:
                progress(done, len(doubtful))

    catalogue.keep(changed())
    catalogue.restamp({path: stamp for path, stamp in restamped.items() if stamp != heads[path].stamp})
    gone = heads.keys() - (set(paths) - unreadable)
    catalogue.drop(sorted(gone))
    return StoredLibrary(root, categories, catalogue, catalogue.heads() if doubtful or gone else heads, found)


def find_library(
    root: Path, missing_status: Status, folder: Path, language: str, progress: Progress | None = None
) -> Library:
    """The library with the catalogue in a folder; loaded as a whole where no catalogue can be written."""
    try:
        catalogue = open_catalogue(folder, language, missing_status)
    except CannotWrite:
        return load_library(root, missing_status)
    return open_library(root, missing_status, catalogue, progress)


def store_library(library: Library, catalogue: Catalogue) -> None:
    """Put articles that were loaded as a whole into a catalogue."""
    heads = catalogue.heads()
    fresh = [
        article
        for article in library.articles
        if article.path not in heads
        or (heads[article.path].hash, heads[article.path].status) != (article.source_hash, article.status)
    ]
    catalogue.keep(Found(article) for article in fresh)
    catalogue.drop([path for path in heads if path not in library.by_path])
