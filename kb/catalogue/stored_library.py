"""A library whose articles stay in the catalogue until somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kb.articles.article import Article
from kb.articles.article_files import CATEGORY_FILE, UNREADABLE, Files, below, find_files, read_source
from kb.articles.category import Category, in_category, load_categories, public_in_internal
from kb.articles.library import Library, in_order, named_from_desk, parse_guarded
from kb.articles.names import clashes, paths_by_name
from kb.articles.status import Status
from kb.catalogue.cache_file import catalogue_in_memory, open_catalogue
from kb.catalogue.catalogue import Catalogue
from kb.catalogue.derived import Derived, Folder, Found, Head, derive
from kb.errors import CannotRead, CannotWrite
from kb.files import digest
from kb.problem import Problem
from kb.processes import processes_for, shared_out

Progress = Callable[[int, int], None]
"""Called with how many articles are done, of how many."""
_FEWEST = 100
"""Changed articles that are worth a process of their own."""
_MOST_AT_HAND = 1_000
"""Articles that are kept in memory while not all of them are needed."""


class StoredLibrary(Library):
    """A library that takes out of the catalogue what is asked for."""

    catalogue: Catalogue
    files: Files
    found: list[Problem]
    """What is wrong with folders and with files that cannot be read."""

    def __init__(self, root: Path, catalogue: Catalogue, files: Files, found: list[Problem], unkept: str = "") -> None:
        # A Library is frozen, and so what is known at once is set as what is worked out later.
        self.__dict__.update(root=root, catalogue=catalogue, files=files, found=found, _hand={}, _unkept=unkept)

    @property
    def unkept(self) -> str:
        """Why the catalogue is in memory alone; empty where it is in a file."""
        return str(self.__dict__["_unkept"])

    @cached_property
    def count(self) -> int:
        """How many articles there are."""
        return self.catalogue.state.articles

    @cached_property
    def heads(self) -> dict[str, Head]:
        """What is known of every article without its text, by path."""
        return {path: head for path, head in self.catalogue.heads().items() if self._knows(path)}

    def _knows(self, path: str) -> bool:
        """Whether a path lies in a folder of this library; another Warmline may have met new ones since."""
        return path.rpartition("/")[0] in self.files

    @cached_property
    def categories(self) -> dict[str, Category]:
        """Every category by its folder."""
        return self._categories[0]

    @cached_property
    def _categories(self) -> tuple[dict[str, Category], list[Problem]]:
        problems: list[Problem] = []
        return load_categories(self.root, self.files, problems), problems

    def article_at(self, path: str) -> Article:
        """The article of a path; KeyError where there is none."""
        hand: dict[str, Article] = self.__dict__["_hand"]
        article = hand.get(path)
        if article is None and "articles" not in self.__dict__:
            article = self.catalogue.article(path)
        if article is None or not self._knows(path):
            raise KeyError(path)
        if path not in hand and "articles" not in self.__dict__ and len(hand) >= _MOST_AT_HAND:
            hand.clear()
        hand[path] = article
        return article

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles, by category and title."""
        hand: dict[str, Article] = self.__dict__["_hand"]
        every = [
            hand.setdefault(article.path, article) for article in self.catalogue.articles() if self._knows(article.path)
        ]
        return in_order(every, self.categories)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the files."""
        heads = [self.heads[path] for path in sorted(self.heads)]
        hidden = [
            public_in_internal(head.path, self.categories[head.path.rpartition("/")[0]])
            for head in heads
            if head.status != head.said
        ]
        every = [*self.found, *self._categories[1], *self.catalogue.problems(), *clashes(heads), *hidden]
        return named_from_desk(every, self.root)

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """The files and folders that cannot be read; no other problem is asked for, which would take long."""
        return named_from_desk([problem for problem in self.found if problem.code == UNREADABLE], self.root)

    @cached_property
    def by_slug(self) -> Mapping[str, Article]:
        """Articles by slug and by alias; a slug wins over an alias, and of two with one slug the public one."""
        statuses = {path: Status(head.status) for path, head in self.heads.items()}
        return _Lazily(paths_by_name(self.heads.values(), statuses), self.article_at)

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """Articles by their file below the articles folder."""
        return _ByPath(self)

    def close(self) -> None:
        """Let go of the catalogue."""
        self.catalogue.close()


class _ByPath(Mapping[str, Article]):
    """Articles by path, so that nobody who wants a few has to know all."""

    def __init__(self, library: StoredLibrary) -> None:
        self.library = library

    def __getitem__(self, path: str) -> Article:
        return self.library.article_at(path)

    def __contains__(self, path: object) -> bool:
        return path in self.library.heads

    def __iter__(self) -> Iterator[str]:
        return iter(self.library.heads)

    def __len__(self) -> int:
        return len(self.library.heads)


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
    root: Path, missing_status: Status, catalogue: Catalogue, progress: Progress | None = None, unkept: str = ""
) -> StoredLibrary:
    """Every article below `root`; only files that changed since the catalogue saw them are read.

    `unkept` says why the catalogue is in memory alone.
    """
    found: list[Problem] = []
    files = find_files(root, found)
    seen = {folder: _seen(stamps) for folder, stamps in files.items()}
    known = catalogue.folders()
    changed = [
        folder for folder, looks in seen.items() if not looks or folder not in known or known[folder].seen != looks
    ]
    if changed or known.keys() - seen.keys():
        categories = load_categories(root, files, [])
        paths = {
            below(folder, name): stamp
            for folder in changed
            for name, stamp in files[folder].items()
            if name != CATEGORY_FILE
        }
        heads = catalogue.heads([*changed, *(known.keys() - seen.keys())])
        reading = _Reading(root, missing_status, categories, paths, heads, catalogue.language)
        looked = _Looked([], set(), {}, [])
        catalogue.keep(_changed(reading, looked, progress))
        found += looked.found
        catalogue.restamp(looked.restamped)
        catalogue.drop(sorted(heads.keys() - (paths.keys() - looked.unreadable)))
        # Last, so that a folder is looked through again where this was not brought to an end.
        doubtful = {path.rpartition("/")[0] for path in looked.unreadable}
        catalogue.keep_folders(
            {
                folder: Folder("" if folder in doubtful else looks, categories[folder].internal)
                for folder, looks in seen.items()
            }
        )
    return StoredLibrary(root, catalogue, files, found, unkept)


class _Looked(NamedTuple):
    """What became of some files."""

    found: list[Problem]
    unreadable: set[str]
    restamped: dict[str, int]
    derived: list[Derived]
    files: int = 0
    """How many files they were."""


class _Reading(NamedTuple):
    """What is read of the files of some folders."""

    root: Path
    missing_status: Status
    categories: Mapping[str, Category]
    stamps: Mapping[str, int]
    """What each file looks like from outside, by path."""
    heads: Mapping[str, Head]
    language: str

    def doubtful(self) -> list[str]:
        """The files that may have changed."""
        return [
            path
            for path, stamp in self.stamps.items()
            if not stamp or path not in self.heads or self.heads[path].stamp != stamp
        ]

    def look(self, paths: Sequence[str]) -> _Looked:
        """Read some files, and derive what is kept of those whose text is another one."""
        looked = _Looked([], set(), {}, [])
        for path in paths:
            source = read_source(self.root, path, looked.found)
            if source is None:
                looked.unreadable.add(path)
            elif path in self.heads and self.heads[path].hash == digest(source):
                if self.heads[path].stamp != self.stamps[path]:
                    looked.restamped[path] = self.stamps[path]
            else:
                problems: list[Problem] = []
                article = parse_guarded(source, path, self.missing_status, problems)
                if article is None:
                    looked.found.extend(problems)
                    looked.unreadable.add(path)
                else:
                    status = in_category(article.status, self.categories[article.category])
                    one = Found(article, status, self.stamps[path], tuple(problems))
                    looked.derived.append(derive(one, self.language))
        return looked._replace(files=len(paths))


def _changed(reading: _Reading, whole: _Looked, progress: Progress | None) -> Iterator[Derived]:
    """The articles whose text is another one, read by several processes where they are many; the rest is noted."""
    doubtful, done = reading.doubtful(), 0
    for some in shared_out(doubtful, reading.look, processes_for(len(doubtful), _FEWEST)):
        whole.found.extend(some.found)
        whole.unreadable.update(some.unreadable)
        whole.restamped.update(some.restamped)
        yield from some.derived
        done += some.files
        if progress:
            progress(done, len(doubtful))


def find_library(
    root: Path, missing_status: Status, folder: Path, language: str, progress: Progress | None = None
) -> Library:
    """The library with the catalogue in a folder, or in memory where none can be written: reading needs no writing."""
    catalogue = None
    try:
        catalogue = open_catalogue(folder, language, missing_status)
        return open_library(root, missing_status, catalogue, progress)
    except (CannotWrite, CannotRead) as error:
        if catalogue is not None:
            catalogue.close()
        return open_library(root, missing_status, catalogue_in_memory(language, missing_status), progress, str(error))


def _seen(stamps: Mapping[str, int]) -> str:
    """What all files of a folder look like from outside; empty where one of them cannot tell."""
    return f"{hash(tuple(stamps.values()))} {digest('/'.join(stamps))}" if all(stamps.values()) else ""


def store_library(library: Library, catalogue: Catalogue) -> None:
    """Put articles that were loaded as a whole into a catalogue."""
    heads = catalogue.heads()
    fresh = [
        article
        for article in library.articles
        if article.path not in heads
        or (heads[article.path].hash, heads[article.path].status) != (article.source_hash, article.status)
    ]
    catalogue.keep(derive(Found(article, article.status), catalogue.language) for article in fresh)
    catalogue.drop([path for path in heads if path not in library.by_path])
