"""Folders on disk: made, locked, looked through and removed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from kb.errors import CannotRead, CannotWrite, reason


def make_folder(path: Path, mode: int = 0o755) -> None:
    """Make a folder and those above it; CannotWrite says why not."""
    try:
        path.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error


def make_private_folder(path: Path) -> None:
    """Make a folder that only its owner can write to or look into; CannotWrite where it is somebody else's."""
    make_folder(path, 0o700)
    try:
        found = path.stat()
        if found.st_mode & 0o077 and _is_ours(found):
            path.chmod(0o700)
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error
    if not _is_ours(found):
        raise CannotWrite(path, "it belongs to somebody else, and a search index from others is not opened")


def _is_ours(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()


@contextlib.contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """The descriptor of a folder, in which names can be looked up while the block runs."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Whether a folder could be locked, while the block runs; no other Warmline has it then.

    The lock goes with the process that holds it. True as well where the system has no such locks.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise CannotRead(folder, reason(error)) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def remove_folder(path: Path) -> None:
    """Remove a folder with all that is in it, as far as that is possible; a file or a pipe of that name goes, too."""
    import shutil

    # `rmtree` would open a pipe, and wait.
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()


def is_file(entry: Path | os.DirEntry[str]) -> bool:
    """Whether a name is a file's, links followed; not where the system cannot tell, as of a link to itself."""
    try:
        return entry.is_file()
    except (OSError, ValueError):
        return False


def is_folder(entry: Path | os.DirEntry[str]) -> bool:
    """Whether a name is a folder's, links followed; not where the system cannot tell, as of a link to itself."""
    try:
        return entry.is_dir()
    except (OSError, ValueError):
        return False


def files_below(folder: Path, enters: Callable[[Path], bool] = lambda _folder: True) -> list[Path]:
    """The files below a folder, in order, however deep they lie; links to folders are not followed."""
    return sorted(one for _folder, _folders, files in folders_below(folder, enters) for one in files)


def folders_below(
    folder: Path, enters: Callable[[Path], bool] = lambda _folder: True
) -> Iterator[tuple[Path, list[Path], list[Path]]]:
    """A folder and those below it, each with its folders and files; what `enters` is false for is not looked into."""
    pending = [folder]
    while pending:
        here = pending.pop()
        folders, files = list[Path](), list[Path]()
        with contextlib.suppress(OSError), os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif is_file(entry):
                    files.append(Path(entry.path))
        pending += filter(enters, folders)
        yield here, folders, files
