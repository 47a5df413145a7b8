"""Files of a desk: read through one door, which follows links and refuses what lies outside.

A desk may be a copy of somebody's repository, and git keeps links: one that leads to a file of this person's would be
published, shown or searched as if it were the desk's own. A link that leads to a hidden file, such as one of the
records, is refused for the same reason.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import BinaryIO

from kb.errors import CannotRead, LeadsOutside, NotADesk, reason
from kb.files import MOST_BYTES, as_text, opened, read_whole, real_path

SETTINGS = "warmline.yaml"
PLAN = ".changes.json"
"""Lies in the articles folder while several articles are being changed at once."""


def find_desk(start: Path) -> Path:
    """The desk's folder: this one, or the nearest above that holds a `warmline.yaml`."""
    start = real_path(start)
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise NotADesk(start)


def place_in(folder: Path, name: str | PurePath) -> Path:
    """Where a file or folder below a folder really lies, or would lie; LeadsOutside where a link leads out of it."""
    path = folder / name
    try:
        root = os.path.realpath(folder)
        straight = _straight_down(root, os.fspath(name))
        if straight:
            return Path(straight)
        there = os.path.realpath(path)
    except (OSError, ValueError) as error:  # a name may hold what no name can, such as NUL
        raise CannotRead(path, reason(error)) from error
    inside = os.path.join(root, "")  # noqa: PTH118  with a separator at its end, which a Path has not
    if there != root and not there.startswith(inside):
        raise LeadsOutside(path, folder)
    asked = Path(name).parts
    if any(part.startswith(".") and part not in asked for part in Path(there.removeprefix(inside)).parts):
        raise LeadsOutside(path, folder)
    return Path(there)


def _straight_down(root: str, name: str) -> str:
    """The place of a name that leads down from a real folder without a link; empty where that has to be followed.

    Nearly no name has one, and to follow the way to the folder once more takes longer than to read the file.
    """
    place = root.rstrip("/")
    for part in name.split("/") if os.name == "posix" else [""]:
        place = f"{place}/{part}"
        try:
            if part in ("", ".", "..") or stat.S_ISLNK(os.lstat(place).st_mode):
                return ""
        except OSError:
            return ""
    return place


def read_desk_bytes(folder: Path, name: str | PurePath, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file below a folder of the desk; CannotRead where it lies outside, is no file, or is too large."""
    path = folder / name
    with _opened(folder, name, path) as file:
        return read_whole(file, path, most)


def read_desk_beginning(folder: Path, name: str | PurePath, most: int) -> bytes:
    """The first bytes of a file below a folder of the desk; CannotRead where it lies outside or is no file."""
    with _opened(folder, name, folder / name) as file:
        return file.read(most)


def _opened(folder: Path, name: str | PurePath, path: Path) -> BinaryIO:
    # A link put there since it was looked at is not followed.
    return opened(path, place_in(folder, name), getattr(os, "O_NOFOLLOW", 0))


def read_desk_text(folder: Path, name: str | PurePath, most: int = MOST_BYTES) -> str:
    """The text of a file below a folder of the desk as it stands; CannotRead also where it is not UTF-8."""
    return as_text(read_desk_bytes(folder, name, most), folder / name)
