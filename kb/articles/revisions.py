"""Revisions: when each file last changed and by whom, from one call of git for all of them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.text import one_line

_LONGEST_WAIT = 30
"""Seconds that git may take for a whole history."""
_TAME = ("-c", "core.fsmonitor=", "-c", "log.showSignature=false")
"""Nothing that a cloned repository's settings name is run."""
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
    for part in _history(root).split("\0"):
        name = part.lstrip("\n")
        if name.startswith(_MARK):
            revision = _parse_revision(name)
        elif name and revision is not None:
            # The history begins with the newest commit, so the first that names a file counts.
            found.setdefault(name, revision)
    return found


def _history(root: Path) -> str:
    log = ("log", f"--format={_MARK}%cI %aN", "--name-only", "--no-renames", "--relative", "-z", "--", ".")
    # A name of another repository in the environment, as in a hook, would be asked instead of the folder's own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *_TAME, "--no-pager", *log],
            cwd=root,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _parse_revision(line: str) -> Revision | None:
    when, _, who = line.removeprefix(_MARK).partition(" ")
    try:
        return Revision(dt.datetime.fromisoformat(when), one_line(who))
    except ValueError:
        return None
