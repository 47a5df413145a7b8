"""Copies: which backups and exports were made of the records, so that each can be named when it matters."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.errors import CannotRead, CannotWrite
from kb.files import MOST_OF_OURS, read_text, real_path, write_text
from kb.folders import locked
from kb.guard import guarded
from kb.text import one_line

_FILE = "copies.json"
_MOST = 200
_TITLES = {"before": "the records before the restore"}


@dataclass(frozen=True)
class Copy:
    """One file that was made of the records."""

    kind: str
    """`backup`, `export`, or `before` for what a restored backup replaced."""
    path: str
    made: str
    """The day and time, as ISO 8601."""

    @property
    def when(self) -> str:
        """The same, to the minute, as people read it."""
        return self.made[:16].replace("T", " ")

    @property
    def title(self) -> str:
        """What it is, and of which day."""
        return f"{_TITLES.get(self.kind, self.kind)} of {self.made[:10]}"


def note_copy(folder: Path, kind: str, path: Path, now: dt.datetime) -> str:
    """Remember a copy in a desk's private folder; what is to be said where that fails, for the copy itself is there."""
    try:
        with locked(folder, wait=True):
            _add(folder, Copy(kind, str(real_path(path)), now.isoformat(timespec="minutes")))
    except (CannotRead, CannotWrite) as error:
        return f"{error} So Warmline does not know of the {_TITLES.get(kind, kind)} when somebody is forgotten."
    return ""


def _add(folder: Path, copy: Copy) -> None:
    """Add a copy to those that are known, in the place of an older one of its name."""
    try:
        noted = _noted(folder)
    except CannotRead:
        # What was known is still there for whoever can mend it.
        with contextlib.suppress(OSError):
            (folder / _FILE).replace((folder / _FILE).with_suffix(".damaged"))
        noted = []
    known = [one for one in noted if one.path != copy.path and not _is_gone(Path(one.path))]
    kept = [asdict(one) for one in [*known, copy][-_MOST:]]
    write_text(folder / _FILE, json.dumps(kept, indent=1) + "\n", 0o600)


def known_copies(folder: Path, kind: str = "") -> list[Copy]:
    """The copies that are still where they were put, the latest last."""
    found: list[Copy] = []
    with contextlib.suppress(CannotRead):
        found = [copy for copy in _noted(folder) if kind in ("", copy.kind) and Path(copy.path).is_file()]
    if kind in ("", "before"):
        # Whoever was killed while restoring could not note what it had set aside.
        noted = {copy.path for copy in found}
        found += [_unnoted(path) for path in _set_aside(folder) if str(real_path(path)) not in noted]
    return found


def _noted(folder: Path) -> list[Copy]:
    """The copies that were noted, also of a disk that is not here; CannotRead where that is damaged."""
    path = folder / _FILE
    if not os.path.lexists(path):
        return []
    with guarded(path):
        entries = json.loads(read_text(path, MOST_OF_OURS))
        return [Copy(*(one_line(str(entry[name])) for name in ("kind", "path", "made"))) for entry in entries]


def _is_gone(path: Path) -> bool:
    """Whether a copy was removed; one whose whole folder is away may come back, as with a disk that is taken off."""
    return path.parent.is_dir() and not path.is_file()


def _set_aside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("records-before-*.sqlite") if path.is_file())


def _unnoted(path: Path) -> Copy:
    made = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return Copy("before", str(real_path(path)), made.isoformat(timespec="minutes"))


def cure_for(records: Path) -> str:
    """What to do about damaged records: the backup that brings most of them back."""
    backups = known_copies(records.parent, "backup")
    if not backups:
        return "no backup of them is known; restore one with warmline restore FILE, or move the file away to start anew"
    last = backups[-1]
    return f"bring back the backup of {last.when} with: warmline restore {last.path}"
