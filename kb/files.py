"""Files on disk: read with a limit, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kb.databases import is_left_to_sqlite
from kb.errors import CannotRead, CannotWrite, reason
from kb.folders import files_below

try:
    from _blake2 import blake2b  # `hashlib` has it too, and loads OpenSSL first, for longer than a search takes
except ImportError:
    from hashlib import blake2b

MOST_BYTES = 1_000_000
"""The largest article or phrasebook we read; people do not write larger ones."""

MOST_OF_OURS = 1 << 28
"""The largest file that we read of those that we wrote ourselves: what was kept must be there again."""
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_ADDING = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_FILE = "it is not a regular file"
_IN_USE = "it is a database that is in use here"

_AT_ONCE = 1 << 20
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}")
_WRITTEN_WITHIN = 10.0
"""Seconds, many times as long as a file takes to be written beside its place and renamed."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's times tell whether it changed; two writes at once may share theirs."""


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of one of our own files; CannotRead where it is missing, no file, or larger than `most` bytes."""
    with opened(path) as file:
        return read_whole(file, path, most)


def opened(path: Path, place: Path | None = None, flags: int = 0) -> BinaryIO:
    """A file open for reading, at its place; CannotRead names its path where it is missing or no file."""
    if is_left_to_sqlite(place or path):
        raise CannotRead(path, _IN_USE)
    try:
        # A pipe must not keep us waiting.
        descriptor = os.open(place or path, _READING | flags)
    except OSError as error:
        raise CannotRead(path, reason(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise CannotRead(path, _NO_FILE)
    return os.fdopen(descriptor, "rb")


def read_given(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of what a person named, which may be a pipe or a device as well; CannotRead as `read_bytes`."""
    if is_left_to_sqlite(path):
        raise CannotRead(path, _IN_USE)
    try:
        with path.open("rb") as file:
            return read_whole(file, path, most)
    except OSError as error:
        raise CannotRead(path, reason(error)) from error


def read_whole(file: BinaryIO, path: Path, most: int) -> bytes:
    """What an open file holds; CannotRead where that is more than `most` bytes."""
    parts, left = list[bytes](), most + 1
    try:
        left = 0 if os.fstat(file.fileno()).st_size > most else left
        # Room is made for all that is asked for before anything is read.
        while left and (part := file.read(min(left, _AT_ONCE))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise CannotRead(path, reason(error)) from error
    if not left:
        raise CannotRead(path, f"it is larger than {most // 1000:,} KB")
    return b"".join(parts)


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
    """Write a whole file or leave the old one: a temporary file beside it, flushed to disk, then renamed."""
    write_bytes(path, text.encode(), mode)


def write_bytes(path: Path, content: bytes, mode: int = 0o644, *, at_once: bool = True) -> None:
    """The same for bytes; unless `at_once`, `flush_files` has to follow before anything relies on them."""
    if is_left_to_sqlite(path):
        raise CannotWrite(path, _IN_USE)
    if not path.name:
        raise CannotWrite(path, "Is a directory")
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


def write_given(path: Path, content: bytes, mode: int = 0o644, *, new: bool = False) -> Path:
    """Write to where a person said, over no other file if it is to be `new`; where that is.

    A device or a pipe is written into.
    """
    if _is_written_into(path):
        _write_into(path, content)
        return path
    if new:
        return write_new(path, content, mode)
    write_bytes(path, content, mode)
    return path


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


def add_line(path: Path, line: str) -> None:
    """Add a line to one of our own files, which only its owner can read; CannotWrite where that fails.

    Behind a line that was left half written, it begins a new one.
    """
    with added_to(path) as file:
        end = file.tell()
        torn = end > 0 and os.pread(file.fileno(), 1, end - 1) != b"\n"
        file.write((b"\n" if torn else b"") + line.encode("utf-8", "backslashreplace") + b"\n")


@contextlib.contextmanager
def added_to(path: Path) -> Iterator[BinaryIO]:
    """One of our own files open at its end; CannotWrite where that, or what is done to it, fails, or it is no file."""
    if is_left_to_sqlite(path):
        raise CannotWrite(path, _IN_USE)
    try:
        descriptor = os.open(path, _ADDING, 0o600)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise CannotWrite(path, _NO_FILE)
        with os.fdopen(descriptor, "ab+") as file:
            yield file
    except OSError as error:
        raise CannotWrite(path, reason(error)) from error


def write_new(path: Path, content: bytes, mode: int = 0o644) -> Path:
    """Write a file that was not there before, with a number in its name where another one was; where it is."""
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


def abandoned_below(folder: Path) -> list[Path]:
    """What writers that were killed left half written below a folder; the youngest may still be written."""
    found = (path for path in files_below(folder) if _TEMPORARY.fullmatch(path.name))
    return [path for path in found if abs(time.time() - path.lstat().st_mtime) > _WRITTEN_WITHIN]


def real_path(path: Path) -> Path:
    """Where a path really leads, links followed; one that leads to itself stays as it is.

    `Path.resolve` breaks on such a link before Python 3.13.
    """
    return Path(os.path.realpath(path))


def digest(content: bytes | str) -> str:
    """A short hash of content, to tell whether it changed."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return blake2b(data, digest_size=12).hexdigest()


def stamp_of(path: str) -> int:
    """What a file looks like from outside; 0 where it is too young for that to tell it from its next version."""
    try:
        seen = os.lstat(path)
    except OSError:
        return 0
    return stamp_from(seen, settled_by_now())


def settled_by_now() -> int:
    """The moment, in nanoseconds, before which a file must have changed last for its times to tell."""
    return time.time_ns() - _SETTLED


def stamp_from(seen: os.stat_result, settled: int) -> int:
    """What a file looks like by what the system tells of it; 0 where it changed after it must have settled."""
    written, changed = seen.st_mtime_ns, seen.st_ctime_ns
    if written > settled or changed > settled:
        return 0
    return hash((seen.st_size, written, changed, seen.st_ino))
