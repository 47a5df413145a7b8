"""Turns: who wants to write to a file stands in line, so that nobody waits long while others come again and again.

SQLite has no line: who is refused asks again after a pause that grows to a tenth of a second, and another one who asks
in between goes first. Of twenty who write at once, one may wait for as long as the others go on. The line is for the
order alone, and what keeps writers apart is SQLite's own lock: a program that does not stand in line harms nothing.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

LONGEST = 10.0
"""Seconds after which nobody stands in line any more: who is at its head may have been stopped."""


@contextlib.contextmanager
def turn_in(folder: Path) -> Iterator[None]:
    """Have the turn among those who write below a folder, while the block runs; without one where there is no line."""
    try:
        import fcntl

        # The lock goes with the descriptor, and so with the process.
        descriptor = os.open(folder, os.O_RDONLY | os.O_NONBLOCK)
    except (ImportError, OSError):
        descriptor = -1
    try:
        if descriptor >= 0:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _wait(os.dup(descriptor))
            except OSError:
                pass  # a disk on another machine that has no such locks
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def _wait(same: int) -> None:
    """Wait for the lock of a descriptor's file, but not for ever, which the system itself has no word for."""
    waiting = threading.Thread(target=_wait_in_line, args=(same,), name="in line to write", daemon=True)
    waiting.start()
    waiting.join(LONGEST)


def _wait_in_line(same: int) -> None:
    import fcntl

    # Where nobody waits for this any more, the lock ends as it begins.
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(same, fcntl.LOCK_EX)
    finally:
        os.close(same)
