"""Guard: whatever goes wrong while one thing is read becomes one error with its name and a reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import CannotRead, KBError, reason
from kb.problem import Problem


@contextmanager
def guarded(what: Path | str) -> Iterator[None]:
    """Read one file, message or row inside; CannotRead names it where other people's code, or ours, breaks on it."""
    try:
        yield
    except KBError:
        raise
    except RecursionError as error:
        raise CannotRead(what, "it is nested too deeply") from error
    except MemoryError as error:
        raise CannotRead(what, "it is too large for the memory of this computer") from error
    except OSError as error:
        raise CannotRead(what, reason(error)) from error
    except Exception as error:  # what parsers raise on garbage is not listed anywhere
        raise CannotRead(what, f"its content is damaged ({type(error).__name__})") from error


@contextmanager
def listed(problems: list[Problem], path: str, name: str = "The file") -> Iterator[None]:
    """Read a writer's file inside; where that breaks, it is one more problem, and the rest goes on."""
    try:
        with guarded(name):
            yield
    except CannotRead as error:
        problems.append(Problem(path, 1, 1, "unreadable", str(error)))
