"""Databases: files that nothing but SQLite may open, or put another file in the place of, while this process runs.

POSIX drops all locks of a process on a file when any of its descriptors is closed; the next process to leave would
then remove the journal that is in use.
"""

from __future__ import annotations

import os
from pathlib import Path

_FILES: set[str] = set()


def leave_to_sqlite(path: Path) -> None:
    """From now on, no function for files reads or replaces this one, whatever name or link leads there."""
    _FILES.add(os.path.realpath(path))


def is_left_to_sqlite(path: Path) -> bool:
    """Whether a path leads to such a file."""
    try:
        return bool(_FILES) and os.path.realpath(path) in _FILES
    except ValueError:
        return False  # a name may hold what no name can, such as NUL
