"""The files of articles and categories below a folder, found and read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from stat import S_IFDIR, S_IFLNK, S_IFREG

from kb.desk_files import place_in, read_desk_text
from kb.errors import CannotRead, LeadsOutside
from kb.files import settled_by_now, stamp_from
from kb.folders import is_folder, opened_folder
from kb.problem import Level, Problem
from kb.text import clean

CATEGORY_FILE = "_index.md"
UNREADABLE = "unreadable"
_DEEPEST = 20
"""How many folders may stand inside each other."""
_KIND = 0o170000
"""The part of a mode that says what kind of file it is, as `S_IFMT` takes it out."""
Files = Mapping[str, Mapping[str, int]]
"""Folders below a root, parents first, with the Markdown files directly in each by name, and the stamp of each."""


def find_files(root: Path, problems: list[Problem]) -> Files:
    """The Markdown files below `root`, in order; links out of the folder are not followed."""
    found: dict[str, dict[str, int]] = {}
    settled = settled_by_now()
    try:
        place_in(root.parent, root.name)
    except LeadsOutside as error:
        problems.append(Problem("", 1, 1, UNREADABLE, str(error)))
        return {"": {}}
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            files, folders, links = _look_into(root / folder, settled)
        except OSError as error:
            if folder or root.exists():
                problems.append(Problem(folder, 1, 1, UNREADABLE, f"This folder cannot be read: {error.strerror}."))
            continue
        problems += (_not_followed(below(folder, name)) for name in links if _is_passed_over(root / folder / name))
        paths = (below(folder, name) for name in reversed(folders))
        pending += [path for path in paths if _can_be_named(path, problems) and _is_near(path, problems)]
        found[folder] = files
    return found


def _look_into(folder: Path, settled: int) -> tuple[dict[str, int], list[str], list[str]]:
    """The Markdown files of a folder with their stamps, its folders, and its links, each in order; none is hidden."""
    files, folders, links = dict[str, int](), list[str](), list[str]()
    # Of thousands of files, each is looked up in its open folder: the way to it from the top takes longer.
    with opened_folder(folder) as here:
        for name in sorted(os.listdir(here)):  # noqa: PTH208  no Path has a descriptor
            if name[0] == ".":
                continue
            try:
                looks = os.lstat(name, dir_fd=here)
            except FileNotFoundError:
                continue  # gone since its name was read
            except OSError:
                # What cannot even be looked at is named, with its reason, by whoever tries to read it.
                if name.endswith(".md"):
                    files[name] = 0
                else:
                    folders.append(name)
                continue
            kind = looks.st_mode & _KIND
            # A category's own file counts even where it is a link: it may say that the category is internal.
            if (kind == S_IFREG and name.endswith(".md")) or name == CATEGORY_FILE:
                files[name] = stamp_from(looks, settled)
            if kind == S_IFDIR:
                folders.append(name)
            elif kind == S_IFLNK:
                links.append(name)
    return files, folders, links


def _is_passed_over(link: Path) -> bool:
    """Whether a link stands where an article or a category would; a category's own file is asked about elsewhere."""
    return (link.name.endswith(".md") and link.name != CATEGORY_FILE) or is_folder(link)


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
