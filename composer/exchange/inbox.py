"""Inbox: the files of the messages that wait, in a folder or a Maildir; nothing there is ever moved or changed."""

from __future__ import annotations

from pathlib import Path

_KINDS = (".eml", ".txt")
_DONE = frozenset("RT")
"""Flags of a Maildir: replied, and thrown away."""


def message_files(folder: Path) -> list[Path]:
    """The message files of an inbox by name; of a Maildir those that nobody answered or threw away elsewhere."""
    if (folder / "new").is_dir() and (folder / "cur").is_dir():
        found = [path for name in ("new", "cur") for path in (folder / name).iterdir() if not _is_done(path)]
    elif folder.is_dir():
        found = [path for path in folder.iterdir() if path.suffix in _KINDS]
    else:
        return []
    return sorted(
        (path for path in found if not path.name.startswith(".") and path.is_file()), key=lambda one: one.name
    )


def _is_done(path: Path) -> bool:
    _name, mark, flags = path.name.rpartition(":2,")
    return bool(mark) and not _DONE.isdisjoint(flags)
