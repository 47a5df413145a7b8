"""Watching: tells when articles or phrasebooks of a desk change."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from kb.settings import ARTICLES

_FOLDERS = (ARTICLES, "phrasebooks")
_KINDS = (".md", ".yaml")
_QUIET = 100
"""Milliseconds without another change until a change is told, so that a whole checkout is one."""
_LONGEST = 800
"""Milliseconds after which changes are told even where they do not end."""


def watch(desk: Path, stop: threading.Event) -> Iterator[set[str]]:
    """The folders of every burst of changes until told to stop; at once at an end where the system cannot watch."""
    from watchfiles import Change
    from watchfiles import watch as watch_files

    def ours(_change: Change, path: str) -> bool:
        name = path.rpartition("/")[2]
        return not name.startswith(".") and (name.endswith(_KINDS) or "." not in name)

    folders = [desk / name for name in _FOLDERS if (desk / name).is_dir()]
    if not folders:
        return
    # A system has only so many watches to give; without one, the desk is as it was when it was opened.
    with contextlib.suppress(OSError):
        for changes in watch_files(
            *folders, watch_filter=ours, debounce=_LONGEST, step=_QUIET, stop_event=stop, raise_interrupt=False
        ):
            yield {folder.name for folder in folders if any(Path(path).is_relative_to(folder) for _, path in changes)}
