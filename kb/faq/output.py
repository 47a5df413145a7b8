"""The files of one export: what did not change is taken over from the old site, the rest is made and looked at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from kb.errors import CannotRead
from kb.faq.addresses import PAGE
from kb.faq.articles.media import Asked, Media
from kb.faq.cache import Kept
from kb.faq.folder import MARKER
from kb.faq.leaks import Watch
from kb.files import digest, opened
from kb.folders import remove_folder
from kb.processes import processes_for, shared_out

FEWEST = 100
"""So many pages are worth a process of their own."""
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_Page = TypeVar("_Page")
Made = tuple[str, int, int]
"""Of a file that was written: its key, its size in bytes, and when it was written, in nanoseconds."""


@dataclass(frozen=True)
class Changes:
    """Addresses of pages, compared with the site that was there."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class _Help(NamedTuple):
    """What a process that wrote some of the pages came to know."""

    files: dict[str, Made]
    used_folders: set[str]
    leaks: set[str]
    changed: set[str]
    public: dict[bytes, str]
    kept: list[tuple[str, str, str]]
    media: Asked


class Written:
    """A new folder that is being filled beside the old one; what a site before that left in it is used or goes."""

    def __init__(self, new: Path, old: Path, kept: Kept, watch: Watch) -> None:
        self.new, self.old = str(new), str(old)
        self.has_old = old.is_dir()
        self.kept = kept
        self.watch = watch
        before = kept.get("site", "files") or {"watch": "", "plan": "", "public": {}, "files": {}}
        self.same_watch = before["watch"] == watch.key and watch.still_public(before["public"])
        self.before: dict[str, Made] = {path: (made[0], made[1], made[2]) for path, made in before["files"].items()}
        self.plan, self.plan_before = "", str(before["plan"])
        """What all pages are planned by; see `Site.plan_key`."""
        self.files: dict[str, Made] = {}
        self.spare: dict[str, int] = {}
        """The files that are in the new folder already, and nobody asked for yet: the inode of each."""
        self.folders: set[str] = set()
        self._look_into("")
        self.used_folders: set[str] = {""}
        self.leaks: set[str] = set()
        self.changed: set[str] = set()

    def each(self, pages: Sequence[_Page], write: Callable[[Sequence[_Page]], None], media: Media) -> None:
        """Write all pages, several processes at once where the last export kept nothing of them."""
        processes = 1 if self.before else processes_for(len(pages), FEWEST)
        if processes > 1:
            media.told()  # what was asked for so far, every process knows
            for helped in shared_out(pages, lambda some: self._help(some, write, media), processes):
                self._take_help(helped, media)
        else:
            for _done in shared_out(pages, write, processes):
                pass

    def _help(self, pages: Sequence[_Page], write: Callable[[Sequence[_Page]], None], media: Media) -> _Help:
        """Write some pages in a process of their own."""
        before = self.files, self.used_folders, self.leaks, self.changed
        self.files, self.used_folders, self.leaks, self.changed = {}, set(), set(), set()
        with self.kept.put_apart() as rows:
            write(pages)
        done = self.files, self.used_folders, self.leaks, self.changed
        self.files, self.used_folders, self.leaks, self.changed = before
        return _Help(*done, self.watch.public, rows, media.told())

    def _take_help(self, helped: _Help, media: Media) -> None:
        self.files |= helped.files
        self.used_folders |= helped.used_folders
        self.leaks |= helped.leaks
        self.changed |= helped.changed
        self.watch.public |= helped.public
        self.kept.take(helped.kept)
        media.hear(helped.media)
        for path in helped.files if self.spare or self.folders != {""} else ():
            self._forget(path)

    def made(self, path: str, key: str, make: Callable[[], str | bytes], /, *, copy: bool = False) -> None:
        """A file whose content depends on nothing but its key; two editions may ask for the same one.

        A `copy` says nothing but what its page shows, which is looked at there.
        """
        if path in self.files and self.files[path][0] == key:
            return
        if self._taken_over(path, key):
            return
        content = make()
        content = content.encode() if isinstance(content, str) else content
        self._write(path, key, content)
        if not copy:
            self.leaks.update(self.watch.leaks_in(path, content))
        if path.endswith(".html") and not self._same_as_old(path, content):
            self.changed.add(path)

    def text(self, path: str, content: str | bytes) -> None:
        """A file of which the content is there already."""
        self.made(path, digest(content), lambda: content)

    def file(self, path: str, read: Callable[[], bytes]) -> None:
        """A file of the desk, under a name that changes with its content."""
        if not self._taken_over(path, path):
            content = read()
            self._write(path, path, content)
            if path.endswith((".txt", ".csv", ".ics")):
                self.leaks.update(self.watch.leaks_in(path, content))

    def can_take_over(self, path: str, key: str) -> bool:
        """Whether the old site has this very file."""
        return self._old_inode(path, key) != 0

    def planned(self, key: str) -> bool:
        """Whether the old site was written by the same plan."""
        self.plan = key
        return key == self.plan_before

    def take_over(self, stays: Callable[[str], bool]) -> bool:
        """Take every file of the old site whose path stays; whether each is as it was written."""
        paths = filter(stays, self.before)
        return all(self._taken_over(path, self.before[path][0]) for path in paths)

    @property
    def pages(self) -> int:
        """All pages of HTML."""
        return sum(path.endswith(".html") for path in self.files)

    def finish(self) -> Changes:
        """List what is ours, and say what changed."""
        self._drop_spare()
        names = sorted({path.partition("/")[0] for path in self.files})
        Path(self.new, MARKER).write_text("".join(f"{name}\n" for name in names), "utf-8", newline="\n")
        pages = {path for path in self.files if path.endswith(".html")}
        old = {path for path in self._old_pages() if path not in pages}
        added = {path for path in self.changed if not Path(self.old, path).is_file()}
        return Changes(*(tuple(sorted(map(_address, paths))) for paths in (added, {*self.changed} - added, old)))

    def remember(self) -> None:
        """Keep what was written for the next export."""
        public = {needle.decode(): key for needle, key in self.watch.public.items() if key}
        self.kept.put(
            "site", "files", {"watch": self.watch.key, "plan": self.plan, "public": public, "files": self.files}
        )

    def _taken_over(self, path: str, key: str) -> bool:
        inode = self._old_inode(path, key)
        if not inode:
            return False
        target = f"{self.new}/{path}"
        if self.spare.get(path) == inode:
            del self.spare[path]
            self.used_folders.add(path.rpartition("/")[0])
            self.files[path] = self.before[path]
        else:
            self._take(path, key)
        if not self.same_watch:
            with open(target, "rb") as file:  # noqa: PTH123  see `_write`
                self.leaks.update(self.watch.leaks_in(path, file.read()))
        return True

    def _take(self, path: str, key: str) -> None:
        target = self._place(path)
        try:
            os.link(f"{self.old}/{path}", target)
            self.files[path] = self.before[path]
        except OSError:  # not every file system has links
            shutil.copyfile(f"{self.old}/{path}", target)
            state = os.stat(target)  # noqa: PTH116  see `_write`
            self.files[path] = (key, state.st_size, state.st_mtime_ns)

    def _old_inode(self, path: str, key: str) -> int:
        """Which file the old site has there, if it was written for this key and is as it was written; else 0."""
        made = self.before.get(path)
        if made is None or made[0] != key:
            return 0
        try:
            state = os.stat(f"{self.old}/{path}")  # noqa: PTH116  see `_write`
        except OSError:
            return 0
        return state.st_ino if (state.st_size, state.st_mtime_ns) == made[1:] else 0

    def _write(self, path: str, key: str, content: bytes) -> None:
        # Thousands of files: whatever Python does for each besides is felt.
        descriptor = os.open(self._place(path), _WRITING, 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            state = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        self.files[path] = (key, state.st_size, state.st_mtime_ns)

    def _place(self, path: str) -> str:
        """Room for a file; what lies there goes, for it may be the old site's as well, or none of ours."""
        target = f"{self.new}/{path}"
        folder = path.rpartition("/")[0]
        if folder not in self.folders:
            for above in _with_parents(folder):
                self._drop(above)
                self.folders.add(above)
            os.makedirs(f"{self.new}/{folder}", exist_ok=True)  # noqa: PTH103  see `_write`
        self.used_folders.add(folder)
        self._drop(path)
        if path in self.folders:
            remove_folder(Path(target))
        self._forget(path)
        return target

    def _drop(self, path: str) -> None:
        """Remove a file, or a link, that the site before had in this place."""
        if self.spare.pop(path, None) is not None:
            os.unlink(f"{self.new}/{path}")  # noqa: PTH108  see `_write`

    def _forget(self, path: str) -> None:
        """Nothing is any more where a file is now, be it a folder, nor where a folder above it is."""
        for place in (path, *_with_parents(path.rpartition("/")[0])) if self.spare else ():
            self.spare.pop(place, None)
        if path in self.folders:
            inside = f"{path}/"
            self.folders = {one for one in self.folders if one != path and not one.startswith(inside)}
            self.spare = {one: inode for one, inode in self.spare.items() if not one.startswith(inside)}

    def _look_into(self, folder: str) -> None:
        self.folders.add(folder)
        place = f"{folder}/" if folder else ""
        with os.scandir(f"{self.new}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    self._look_into(place + entry.name)
                else:
                    self.spare[place + entry.name] = entry.inode()

    def _drop_spare(self) -> None:
        """Remove what the site before had and this one has not."""
        for path in list(self.spare):
            self._drop(path)
        used = {""}
        for folder in self.used_folders:
            while folder not in used:
                used.add(folder)
                folder = folder.rpartition("/")[0]  # noqa: PLW2901  the way up
        for folder in sorted(self.folders - used, reverse=True):
            os.rmdir(f"{self.new}/{folder}")  # noqa: PTH106  see `_write`

    def _same_as_old(self, path: str, content: bytes) -> bool:
        if not self.has_old:
            return False
        try:
            with opened(Path(self.old, path)) as file:
                return file.read(len(content) + 1) == content
        except (CannotRead, OSError):
            return False

    def _old_pages(self) -> set[str]:
        if self.before:
            return {path for path in self.before if path.endswith(".html")}
        return {path.relative_to(self.old).as_posix() for path in Path(self.old).rglob("*.html")}


def _with_parents(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _address(path: str) -> str:
    return "/" + path.removesuffix(PAGE)
