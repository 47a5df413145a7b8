"""Changes of several articles at once, such as a move: all of them are made, or none.

What is to be done is written into one file first, the plan. Who is cut short between two files leaves the plan behind,
and whoever works on these articles next finishes it. A change that the system refuses is taken back at once.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from kb.desk_files import PLAN, place_in, read_desk_text
from kb.errors import CannotWrite, ChangedMeanwhile, KBError, TakenBack, Unfinished, reason
from kb.files import MOST_OF_OURS, write_text
from kb.folders import locked


@dataclass(frozen=True)
class FileChange:
    """One file below the articles folder, as it was and as it will be; None where there is none."""

    path: str
    before: str | None
    after: str | None


def make_changes(root: Path, changes: Sequence[FileChange]) -> None:
    """Make all changes below the articles folder, or none.

    ChangedMeanwhile where a file is not as it was when the change was planned, TakenBack where the system refused one,
    Unfinished where it then refused to take the others back, so that the next call finishes what was begun.
    """
    with locked(root, wait=True):
        if (root / PLAN).exists():
            _finish(root)
        for change in changes:
            if _text(root, change.path) != change.before:
                raise ChangedMeanwhile(f"{root.name}/{change.path}")
        new_folders = _missing_folders(root, changes)
        try:
            write_text(root / PLAN, json.dumps([asdict(one) for one in changes]), 0o600)
            _sync(root)
            for change in changes:
                _write(root, change.path, change.after)
            _sync_all(root, changes)
            _drop_plan(root)
        except KBError as error:
            _take_back(root, changes, new_folders, error)


def finish_changes(root: Path) -> str:
    """Finish what was cut short; what to say of that, and an empty text where there was nothing to finish.

    CannotWrite where the system refuses; the plan stays, and the next call tries again.
    """
    if not (root / PLAN).exists():
        return ""
    with locked(root, wait=False) as alone:
        # Another Warmline that is at work is not cut short.
        return _finish(root) if alone and (root / PLAN).exists() else ""


def _finish(root: Path) -> str:
    left = []
    changes = _planned(root)
    for change in changes:
        now = _text(root, change.path)
        if now == change.before != change.after:
            _write(root, change.path, change.after)
        elif now != change.after:
            left.append(f"{root.name}/{change.path}")
    _sync_all(root, changes)
    _drop_plan(root)
    if not changes:
        return ""
    but = f" Somebody changed {', '.join(left)} meanwhile, which stays so; see warmline lint." if left else ""
    return f"A change of several articles was cut short, and is finished now.{but}"


def _planned(root: Path) -> list[FileChange]:
    """The changes of a plan; none where it is not one of ours, for ours are written whole or not at all."""
    try:
        changes = [FileChange(**one) for one in json.loads(read_desk_text(root, PLAN, MOST_OF_OURS))]
        sound = all(isinstance(text, str | None) for one in changes for text in (one.before, one.after))
        for change in changes:
            path = PurePosixPath(change.path)
            sound = sound and path.suffix == ".md" and not any(part.startswith(".") for part in path.parts)
            place_in(root, path)
    except (KBError, ValueError, TypeError, RecursionError):
        return []
    return changes if sound else []


def _take_back(root: Path, changes: Sequence[FileChange], new_folders: Iterable[Path], error: KBError) -> None:
    """Make everything as it was, and say so."""
    if (root / PLAN).exists():
        try:
            for change in reversed(changes):
                if _text(root, change.path) == change.after != change.before:
                    _write(root, change.path, change.before)
            _drop_plan(root)
        except KBError as other:
            raise Unfinished(str(error)) from other
    for folder in new_folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
    raise TakenBack(str(error)) from error


def _text(root: Path, path: str) -> str | None:
    return read_desk_text(root, path) if os.path.lexists(root / path) else None


def _write(root: Path, path: str, text: str | None) -> None:
    place = place_in(root, path)
    if text is not None:
        write_text(place, text)
        return
    try:
        place.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(place, reason(error)) from error


def _missing_folders(root: Path, changes: Iterable[FileChange]) -> list[Path]:
    """The folders that the changes will make, the deepest first."""
    folders = {folder for change in changes for folder in (root / change.path).parents if not folder.exists()}
    return sorted(folders, key=lambda folder: -len(folder.parts))


def _drop_plan(root: Path) -> None:
    try:
        (root / PLAN).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(root / PLAN, reason(error)) from error


def _sync_all(root: Path, changes: Iterable[FileChange]) -> None:
    for folder in {(root / change.path).parent for change in changes}:
        _sync(folder)


def _sync(folder: Path) -> None:
    """Have the names in a folder on disk before anything that comes after, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
