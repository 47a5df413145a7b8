"""Inbox: the files of the messages that wait, in a folder or a Maildir; nothing there is ever moved or changed."""

from __future__ import annotations

import stat
from pathlib import Path

from kb.errors import CannotRead, reason

_KINDS = (".eml", ".txt")
_DONE = frozenset("DRT")
"""Flags of a Maildir: a draft, replied, and thrown away."""


def message_files(folder: Path, *, done: bool = False) -> list[Path]:
    """The message files of an inbox by name.

    Of a Maildir no drafts, and none that somebody answered or threw away, unless `done`. None where there is no such
    folder; CannotRead where there is one that cannot be looked into.
    """
    try:
        if is_maildir(folder):
            found = [
                path for name in ("new", "cur") for path in (folder / name).iterdir() if done or not _is_done(path)
            ]
        else:
            found = [path for path in folder.iterdir() if path.suffix.lower() in _KINDS]
        shown = [path for path in found if not path.name.startswith(".") and _may_be_read(path)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise CannotRead(folder, reason(error)) from error
    return sorted(shown, key=lambda one: one.name)


def _may_be_read(path: Path) -> bool:
    """Whether it is a file, or a link that leads nowhere: whoever reads that is told why it cannot be read."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return path.is_symlink()


def is_maildir(folder: Path) -> bool:
    """Whether a folder is kept by a mail program, one file a message."""
    return (folder / "new").is_dir() and (folder / "cur").is_dir()


def _is_done(path: Path) -> bool:
    _name, mark, flags = path.name.rpartition(":2,")
    return bool(mark) and not _DONE.isdisjoint(flags)
