"""Problem: something a writer must mend in a file, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol


class Level(StrEnum):
    """How much a problem or a finding matters."""

    ERROR = "error"
    """The file, or this part of it, is not used until it is mended."""
    WARNING = "warning"
    """It works, and a reader will notice."""
    HINT = "hint"
    """Worth a look; never fails a command."""


class Place(Protocol):
    """Anything that knows where it stands in its file, counted from 1."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class At(NamedTuple):
    """A bare place in a file."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, ordered by place so that a list of them reads like a compiler's."""

    path: str
    """The file, relative to the desk where it is inside one."""
    line: int
    column: int
    code: str
    """The rule's permanent name, e.g. `link-dead`."""
    message: str
    """One sentence: what is wrong and what to do."""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        mark = "" if self.level is Level.ERROR else f"{self.level}: "
        return f"{self.path}:{self.line}:{self.column}: {self.code} {mark}{self.message}"


@dataclass
class Problems:
    """Collects the problems of one file while it is being read."""

    path: str
    found: list[Problem] = field(default_factory=list)

    def add(self, at: Place, code: str, message: str, level: Level = Level.ERROR) -> None:
        """Note one problem at a place of this file."""
        self.found.append(Problem(self.path, at.line, at.column, code, message, level))


def fails(problems: list[Problem]) -> bool:
    """Whether these problems should fail a command: hints alone do not."""
    return any(problem.level is not Level.HINT for problem in problems)
