"""The files of a source: what somebody brings in is looked at below one folder only, wherever its links lead."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.desk_files import place_in, read_desk_text
from kb.errors import CannotRead
from kb.folders import files_below
from kb.guard import guarded

MOST_BYTES = 5_000_000
"""The largest text that is read."""
_NEVER = frozenset({".git", "node_modules"})


def texts_in(folder: Path) -> list[Path]:
    """The files of Markdown below a folder, in order."""
    return [path for path in files_in(folder) if path.suffix.startswith(".md")]


def files_in(folder: Path, enters: Callable[[Path], bool] = lambda _folder: True) -> list[Path]:
    """The files below a folder, in order, without links and without what git and npm keep there.

    Folders for which `enters` is false are left out.
    """
    found = files_below(folder, lambda one: one.name not in _NEVER and enters(one))
    return [path for path in found if not path.is_symlink()]


def text_in(folder: Path, place: Path) -> str:
    """The text of a file below a folder; an empty one where there is none that can be read."""
    try:
        return read_in(folder, place)
    except CannotRead:
        return ""


def read_in(folder: Path, place: Path, most: int = MOST_BYTES) -> str:
    """The text of a file below a folder; CannotRead where it lies elsewhere, or is no such file."""
    return read_desk_text(folder, os.path.relpath(place, folder), most)


def lies_in(folder: Path, place: Path) -> bool:
    """Whether a file or folder really lies below a folder, with links followed."""
    try:
        place_in(folder, os.path.relpath(place, folder))
    except (CannotRead, ValueError):  # a name may hold NUL
        return False
    return True


@contextmanager
def reported(problems: list[str], name: str) -> Iterator[None]:
    """Bring one article in inside; where that breaks it is left out and named, and the others come."""
    try:
        with guarded(name):
            yield
    except CannotRead as error:
        problems.append(str(error))
