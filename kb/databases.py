"""Databases: files that nothing but SQLite may open, or put another file in the place of, while this process runs.

POSIX drops all locks of a process on a file when any of its descriptors is closed; the next process to leave would
then remove the journal that is in use.
"""

from __future__ import annotations

import os
from pathlib import Path

_FILES: set[str] = set()
_NAMES: set[str] = set()
"""What they are called in their folders."""


def leave_to_sqlite(path: Path) -> None:
    """From now on, no function for files reads or replaces this one, whatever name or link leads there."""
    place = os.path.realpath(path)
    _FILES.add(place)
    _NAMES.add(Path(place).name)


def is_left_to_sqlite(path: Path) -> bool:
    """Whether a path leads to such a file."""
    # Only a link leads to a file of another name, and to follow every path takes longer than to read what is there.
    if path.name not in _NAMES and not path.is_symlink():
        return False
    try:
        return os.path.realpath(path) in _FILES
    except ValueError:
        return False  # a name may hold what no name can, such as NUL
