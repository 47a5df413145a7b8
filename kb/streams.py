"""Standard input, output and error: closed ones, full disks behind them, and readers who have had enough."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from typing import TextIO

from kb.errors import CannotRead, CannotWrite, reason

_COMMANDS = re.compile(
    r"\x1b(?!\[[012]m)|(?!\A)\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
"""What a terminal would obey, but for the bold and dim of our own."""
_CLEAR_LINE = "\r\x1b[K"


def _harmless(text: str) -> str:
    """A text as a terminal may have it, whatever file names, data and other people's errors put into it."""
    return text if text == _CLEAR_LINE else _COMMANDS.sub("", text)


class _Output(io.TextIOWrapper):
    """Standard output whose failure to take anything is a sentence; BrokenPipeError stays, as it is no failure."""

    def write(self, text: str) -> int:
        """Write, or CannotWrite."""
        try:
            return super().write(_harmless(text) if self.isatty() else text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite("standard output", reason(error)) from error

    def flush(self) -> None:
        """Flush, or CannotWrite."""
        try:
            super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite("standard output", reason(error)) from error


class _Talk(io.TextIOWrapper):
    """Standard error: what nobody can hear stops nothing."""

    def write(self, text: str) -> int:
        """Write where that is possible."""
        try:
            return super().write(_harmless(text) if self.isatty() else text)
        except OSError:
            self.flush()
            return len(text)

    def flush(self) -> None:
        """Flush where that is possible; what cannot be said is dropped, so that it does not fail at the end again."""
        try:
            super().flush()
        except OSError:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.fileno())
            os.close(null)


def prepare_streams() -> None:
    """Make the three streams sound: UTF-8, and there, since the next file that is opened would take a free place.

    A closed output refuses what is written, so that a command does not claim to have printed; a closed input is at
    its end; a closed error output takes anything.
    """
    closed = [number for number in range(3) if not _is_open(number)]
    for number in closed:
        # The lowest free number is given, which is this one.
        os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    if 0 in closed:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  a number, which stays open
    sys.stdout = _wrapped(_Output, sys.stdout, 1)
    sys.stderr = _wrapped(_Talk, sys.stderr, 2)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _wrapped(kind: type[io.TextIOWrapper], stream: TextIO | None, number: int) -> TextIO:
    if isinstance(stream, io.TextIOWrapper):
        # It stays usable as it is: the terminal app draws on Python's own `sys.__stderr__`.
        stream.reconfigure(encoding="utf-8", errors="replace")
        buffer, by_line, at_once = stream.buffer, stream.line_buffering, stream.write_through
    else:
        buffer, by_line, at_once = io.BufferedWriter(io.FileIO(number, "w", closefd=False)), False, False
    return kind(buffer, encoding="utf-8", errors="replace", line_buffering=by_line, write_through=at_once)


def read_input(most: int) -> bytes:
    """At most so many bytes of standard input; CannotRead where it is a folder, or fails."""
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        raise CannotRead("standard input", reason(error)) from error


def end_output(code: int) -> int:
    """Print what is still to be printed; the exit code, which is another one where that failed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        give_up_output()
    except CannotWrite as error:
        give_up_output()
        if code == 0:
            sys.stderr.write(f"{error}\n")
            return error.exit_code
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    return code


def give_up_output() -> None:
    """Let what is still to be printed vanish, so that it does not fail once more at the end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)
