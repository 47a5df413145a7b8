"""The folder of the FAQ: replaced as a whole or not at all, and only where it is ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path

from kb.errors import CannotWrite, NotEmpty, reason
from kb.files import read_text, real_path
from kb.folders import locked, remove_folder

MARKER = ".warmline-faq"
"""Lists what we wrote; what else lies in the folder belongs to someone."""
_NEW, _OLD = ".new-", ".old-"
"""Within the names of folders beside the FAQ: what is being written, and what was there before."""
_DESK_FOLDERS = ("articles", "phrasebooks", ".warmline", ".git")


def check_folder(folder: Path, library: Path, desk: Path | None) -> None:
    """NotEmpty where the FAQ would stand in the way of the desk, or of someone's files."""
    kept = [real_path(library), *((real_path(desk) / name for name in _DESK_FOLDERS) if desk else ())]
    if any(folder == one or one in folder.parents for one in kept) or (desk and folder == real_path(desk)):
        raise NotEmpty(folder, "belongs to the desk")
    if any(folder in one.parents for one in kept):
        raise NotEmpty(folder, "contains the desk")
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise NotEmpty(folder, "is a file")
        names = {path.name for path in folder.iterdir()}
        ours = set(read_text(folder / MARKER).splitlines()) if MARKER in names else set()
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error
    others = sorted(names - ours - {MARKER})
    if others:
        raise NotEmpty(folder, f"holds files that are not of a FAQ we exported ({', '.join(others[:3])})")


@contextmanager
def replaced(folder: Path, spare: Path | None = None) -> Iterator[Path]:
    """A new folder that takes the place of this one if the block ends well, and vanishes if it does not.

    What was replaced is left as `spare`, and the next new folder begins as that: where little changed, to make and
    remove thousands of folders is most of the work. The new folder is locked meanwhile, so that `mend_folder` can tell
    it from one that was left behind.
    """
    new = old = None
    try:
        with _changing(folder):
            new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}{_NEW}"))
            if spare is not None:
                # Takes the place of the empty one, where they are on one file system.
                with suppress(OSError):
                    spare.rename(new)
            used = ExitStack()
            used.enter_context(locked(new, wait=False))
        with used:
            yield new
            new.chmod(0o755)
            with _changing(folder):
                if folder.exists():
                    old = new.with_name(new.name.replace(_NEW, _OLD))
                    folder.rename(old)
                try:
                    new.rename(folder)
                except BaseException:
                    if old is not None:
                        kept, old = old, None
                        kept.rename(folder)
                    raise
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error
    finally:
        if spare is not None and old is not None:
            with suppress(OSError):
                old.rename(spare)
        for left in (new, old):
            if left is not None:
                remove_folder(left)


def mend_folder(folder: Path) -> bool:
    """Put back the site that an export which was cut short had moved aside, and remove what it left; whether it did.

    What another export is working on stays.
    """
    if not folder.parent.is_dir():
        return False
    mended = False
    with _changing(folder):
        for old in sorted(folder.parent.glob(f".{escape(folder.name)}{_OLD}*")):
            if folder.exists() or not old.is_dir():
                remove_folder(old)
            else:
                old.rename(folder)
                mended = True
        for new in folder.parent.glob(f".{escape(folder.name)}{_NEW}*"):
            with locked(new, wait=False) as left_behind:
                if left_behind:
                    remove_folder(new)
    return mended


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """While one export changes names beside a folder, no other does."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.parent, wait=True):
            yield
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error
