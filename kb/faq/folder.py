"""The folder of the FAQ: replaced as a whole or not at all, and only where it is ours."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import CannotWrite, NotEmpty, reason

MARKER = ".warmline-faq"
"""Lists what we wrote; what else lies in the folder belongs to someone."""
_DESK_FOLDERS = ("articles", "phrasebooks", ".warmline", ".git")


def check_folder(folder: Path, library: Path, desk: Path | None) -> None:
    """NotEmpty where the FAQ would stand in the way of the desk, or of someone's files."""
    kept = [library.resolve(), *((desk.resolve() / name for name in _DESK_FOLDERS) if desk else ())]
    if any(folder == one or one in folder.parents for one in kept) or (desk and folder == desk.resolve()):
        raise NotEmpty(folder, "belongs to the desk")
    if any(folder in one.parents for one in kept):
        raise NotEmpty(folder, "contains the desk")
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise NotEmpty(folder, "is a file")
        names = {path.name for path in folder.iterdir()}
        ours = set((folder / MARKER).read_text("utf-8").splitlines()) if MARKER in names else set()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotWrite(folder, reason(error)) from error
    others = sorted(names - ours - {MARKER})
    if others:
        raise NotEmpty(folder, f"holds files that are not of a FAQ we exported ({', '.join(others[:3])})")


@contextmanager
def replaced(folder: Path, spare: Path | None = None) -> Iterator[Path]:
    """A new folder that takes the place of this one if the block ends well, and vanishes if it does not.

    What was replaced is left as `spare`, and the next new folder begins as that: where little changed, to make and
    remove thousands of folders is most of the work.
    """
    new = old = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.new-"))
        if spare is not None:
            # Takes the place of the empty one, where they are on one file system.
            with suppress(OSError):
                spare.rename(new)
        yield new
        new.chmod(0o755)
        if folder.exists():
            old = new.with_name(new.name.replace(".new-", ".old-"))
            folder.rename(old)
        new.rename(folder)
    except BaseException as error:
        if old is not None and not folder.exists():
            kept, old = old, None
            kept.rename(folder)
        if isinstance(error, OSError):
            raise CannotWrite(folder, reason(error)) from error
        raise
    finally:
        if spare is not None and old is not None:
            with suppress(OSError):
                old.rename(spare)
        for left in (new, old):
            if left is not None:
                shutil.rmtree(left, ignore_errors=True)
