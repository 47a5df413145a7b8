"""Watching: tells when articles or phrasebooks of a desk change."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kb.articles import ARTICLES

_FOLDERS = (ARTICLES, "phrasebooks")
_KINDS = (".md", ".yaml")
_QUIET = 100
"""Milliseconds without another change until a change is told, so that a whole checkout is one."""
_LONGEST = 800
"""Milliseconds after which changes are told even where they do not end."""


def watch(desk: Path, stop: threading.Event) -> Iterator[set[str]]:
    """The folders of every burst of changes to articles and phrasebooks, as `watch_folders`."""
    folders = [desk / name for name in _FOLDERS]
    return watch_folders(folders, stop, is_watched)


def is_watched(name: str) -> bool:
    """Whether a change of what has this name is told: an article, a phrasebook, or what may be a folder of them."""
    return name.endswith(_KINDS) or "." not in name


def watch_folders(
    folders: Iterable[Path], stop: threading.Event, ours: Callable[[str], bool], *, deep: bool = True
) -> Iterator[set[str]]:
    """The names of the folders of every burst of changes to such files, until told to stop.

    Folders in them are watched as well where it is `deep`.
    At once at an end where there is no folder, or where the system cannot watch.
    """
    from watchfiles import Change
    from watchfiles import watch as watch_files

    def wanted(_change: Change, path: str) -> bool:
        name = path.rpartition("/")[2]
        return not name.startswith(".") and ours(name)

    # A system has only so many watches to give; without one, the desk is as it was when it was opened.
    with contextlib.suppress(OSError):
        there = [folder for folder in folders if folder.is_dir()]
        if not there:
            return
        for changes in watch_files(
            *there,
            watch_filter=wanted,
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=stop,
            raise_interrupt=False,
            recursive=deep,
        ):
            yield {folder.name for folder in there if any(Path(path).is_relative_to(folder) for _, path in changes)}
