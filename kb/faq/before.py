"""The desk as it was at a revision of git, to compare it with what it is now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.articles.article_files import CATEGORY_FILE
from kb.articles.library import Library, load_article, load_library
from kb.articles.new import PHRASEBOOKS
from kb.articles.status import Status
from kb.desk_files import SETTINGS, read_desk_bytes
from kb.errors import CannotRead
from kb.files import write_bytes
from kb.folders import make_folder
from kb.git import contents_of, files_since
from kb.lint.changed import NoSuchRevision
from kb.problem import Problem
from kb.settings import load_library_settings


@contextmanager
def desk_before(desk: Path, revision: str) -> Iterator[Path]:
    """A folder with the settings, articles and phrasebooks of a desk where the present commit left a revision.

    It is gone afterwards. NoSuchRevision where git knows no such revision.
    """
    found = files_since(desk, revision)
    if found is None:
        raise NoSuchRevision(revision)
    wanted = {name: object_ for name, object_ in found.items() if _is_ours(PurePosixPath(name))}
    contents = contents_of(desk, wanted.values())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, desk.name)
        make_folder(folder / ARTICLES)
        for name, object_ in wanted.items():
            if object_ in contents:
                make_folder((folder / name).parent)
                write_bytes(folder / name, contents[object_], at_once=False)
        yield folder


def _is_ours(name: PurePosixPath) -> bool:
    """Whether a name is that of a file which counts; a tree of git may hold names that lead out of it."""
    if any(part.startswith(".") for part in name.parts):
        return False
    kinds = {ARTICLES: ".md", PHRASEBOOKS: ".yaml"}
    return str(name) == SETTINGS or (len(name.parts) > 1 and kinds.get(name.parts[0]) == name.suffix)


def library_before(folder: Path, desk: Path, library: Library, missing_status: Status) -> Library:
    """The articles of a desk as it was; those that did not change are taken from the library that it has now."""
    before = load_library_settings(folder).missing_status
    same = before is missing_status and _same_categories(folder / ARTICLES, desk / ARTICLES)

    def load(root: Path, path: str, status: Status, problems: list[Problem]) -> Article | None:
        known = library.by_path.get(path)
        if known is not None and same and _content(root, path) == _content(desk / ARTICLES, path):
            return known
        return load_article(root, path, status, problems)

    return load_library(folder / ARTICLES, before, load)


def _same_categories(before: Path, now: Path) -> bool:
    """Whether no category says anything else, for its status counts for all that is in it."""
    paths = [sorted(one.relative_to(root) for one in root.rglob(CATEGORY_FILE)) for root in (before, now)]
    return paths[0] == paths[1] and all(_content(before, str(one)) == _content(now, str(one)) for one in paths[0])


def _content(root: Path, path: str) -> bytes | None:
    try:
        return read_desk_bytes(root, path)
    except CannotRead:
        return None
