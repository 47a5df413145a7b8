"""Files on disk: read with a limit, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kb.errors import CannotRead, CannotWrite, reason

MOST_BYTES = 1_000_000
"""The largest article or phrasebook we read; people do not write larger ones."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's times tell whether it changed; two writes at once may share theirs."""


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The file's bytes; CannotRead where it is missing, not a file, or larger than `most` bytes."""
    try:
        with path.open("rb") as file:
            return read_whole(file, path, most)
    except OSError as error:
        raise CannotRead(path, reason(error)) from error


def read_whole(file: BinaryIO, path: Path, most: int) -> bytes:
    """What an open file holds; CannotRead where that is more than `most` bytes."""
    try:
        content = file.read(most + 1)
    except OSError as error:
        raise CannotRead(path, reason(error)) from error
    if len(content) > most:
        raise CannotRead(path, f"it is larger than {most // 1000:,} KB")
    return content


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """The file's text as it stands; CannotRead where it is not UTF-8."""
    return as_text(read_bytes(path, most), path)


def as_text(content: bytes, path: Path) -> str:
    """The text of a file's content; CannotRead names the first line that is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CannotRead(path, f"line {line} is not UTF-8; save the file as UTF-8") from error


def write_text(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a whole file or leave the old one: a temporary file beside it, flushed to disk, then renamed.

    A device or a pipe is written into.
    """
    write_bytes(path, text.encode(), mode)


def write_bytes(path: Path, content: bytes, mode: int = 0o644, *, at_once: bool = True) -> None:
    """The same for bytes; unless `at_once`, `flush_files` has to follow before anything relies on them."""
    if _is_written_into(path):
        _write_into(path, content)
        return
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if at_once:
                os.fsync(file.fileno())
            os.fchmod(file.fileno(), mode)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise CannotWrite(path, reason(error)) from error


def flush_files() -> None:
    """Have the disk keep what was written; for many small files at once this is several times as fast as for each."""
    os.sync()


def _is_written_into(path: Path) -> bool:
    """Whether something has this name that a file must not take the place of: a device, a pipe, or an open file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    # What is below these is open already, as /dev/stdout is, and may lead to a file that others write to as well.
    folder = os.path.realpath(path.parent)
    of_a_process = folder == "/dev" or folder.startswith(("/dev/fd", "/proc/"))
    return of_a_process or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _write_into(path: Path, content: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as file:
            file.write(content)
    except BrokenPipeError:
        raise  # whoever read has had enough
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error


def write_new(path: Path, content: bytes, mode: int = 0o644) -> Path:
    """Write a file that was not there before, with a number in its name where another one was; where it is.

    A device or a pipe is written into.
    """
    if _is_written_into(path):
        _write_into(path, content)
        return path
    number, there = 1, path
    while True:
        try:
            descriptor = os.open(there, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
            break
        except FileExistsError:
            number += 1
            there = path.with_stem(f"{path.stem}-{number}")
        except OSError as error:
            raise CannotWrite(there, reason(error)) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            there.unlink()
        raise CannotWrite(there, reason(error)) from error
    return there


def real_path(path: Path) -> Path:
    """Where a path really leads, links followed; one that leads to itself stays as it is.

    `Path.resolve` breaks on such a link before Python 3.13.
    """
    return Path(os.path.realpath(path))


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
        descriptor = os.open(folder, os.O_RDONLY)
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
    """Remove a folder with all that is in it, as far as that is possible."""
    import shutil

    shutil.rmtree(path, ignore_errors=True)


def files_below(folder: Path) -> list[Path]:
    """The files below a folder, in order, however deep they lie; links to folders are not followed."""
    found: list[Path] = []
    pending = [folder]
    while pending:
        with contextlib.suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(Path(entry.path))
                elif entry.is_file():
                    found.append(Path(entry.path))
    return sorted(found)


def digest(content: bytes | str) -> str:
    """A short hash of content, to tell whether it changed."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def stamp_of(path: str) -> int:
    """What a file looks like from outside; 0 where it is too young for that to tell it from its next version."""
    try:
        seen = os.lstat(path)
    except OSError:
        return 0
    return stamp_from(seen, time.time_ns())


def stamp_from(seen: os.stat_result, now: int) -> int:
    """The same from what the system tells of a file, and the present moment in nanoseconds."""
    if now - max(seen.st_mtime_ns, seen.st_ctime_ns) < _SETTLED:
        return 0
    return hash((seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))
