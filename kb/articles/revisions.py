"""Revisions: when each file last changed and by whom, from one call of git for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.git import history_of
from kb.text import one_line

_MARK = "\x01"


@dataclass(frozen=True)
class Revision:
    """The last commit that changed a file."""

    when: dt.datetime
    """With the committer's own offset from UTC."""
    who: str
    """The author's name; git's mail map is followed."""


def load_revisions(root: Path) -> Mapping[str, Revision]:
    """The last revision of every file below a folder, by its path below it with forward slashes.

    Empty where there is no repository, no git or no history; a file that was never committed has no entry.
    """
    found: dict[str, Revision] = {}
    revision: Revision | None = None
    for part in history_of(root, f"{_MARK}%cI %aN").split("\0"):
        name = part.lstrip("\n")
        if name.startswith(_MARK):
            revision = _parse_revision(name)
        elif name and revision is not None:
            # The history begins with the newest commit, so the first that names a file counts.
            found.setdefault(name, revision)
    return found


def _parse_revision(line: str) -> Revision | None:
    when, _, who = line.removeprefix(_MARK).partition(" ")
    try:
        return Revision(dt.datetime.fromisoformat(when), one_line(who))
    except ValueError:
        return None
