"""Which files are not as they were where a branch began, so that a pull request is asked for its own problems alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kb.desk_files import read_desk_bytes
from kb.errors import CannotRead, KBError
from kb.git import files_since, object_of
from kb.problem import Problem
from kb.text import one_line


class NoSuchRevision(KBError):
    """Git knows no such revision, or the desk is not in git."""

    exit_code = 4
    page = "problems-and-lint"

    def __init__(self, revision: str) -> None:
        named = f"no revision {one_line(revision)!r}" if revision else "no commit"
        super().__init__(f"Git knows {named} here. Name a branch, a tag or a commit, and fetch it first.")


def problems_since(problems: Sequence[Problem], desk: Path, revision: str) -> list[Problem]:
    """The problems of files that were changed, added or renamed since a revision, whether that is committed or not."""
    changed = _changed_since(desk, revision)
    answers = {path: changed(path) for path in {one.path for one in problems}}
    return [one for one in problems if answers[one.path]]


def _changed_since(desk: Path, revision: str) -> Callable[[str], bool]:
    before = files_since(desk, revision)
    if before is None:
        raise NoSuchRevision(revision)

    def changed(path: str) -> bool:
        was = before.get(path)
        if was is None:
            return True
        try:
            return object_of(read_desk_bytes(desk, path), was) != was
        except CannotRead:
            return True

    return changed
