"""Drill: a practice message with what a good answer must contain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from composer.cases.step import Channel, Outcome, Step
from composer.practice.asked import asked_in


class DrillKind(StrEnum):
    """What a drill asks for."""

    SPOT = "spot"
    TURN = "turn"
    LISTEN = "listen"
    REPLY = "reply"
    WORKSHEET = "worksheet"
    ROLE_PLAY = "role-play"


class Find(StrEnum):
    """What a drill of the kind `spot` looks for in a message."""

    STRUGGLE = "struggle"
    FACT = "fact"
    ISSUE = "issue"


class Ending(StrEnum):
    """How a role-play ends."""

    WELL = "well"
    BADLY = "badly"


@dataclass(frozen=True)
class DrillWords:
    """Words that an answer should have, or should not, and why."""

    patterns: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Wants:
    """What a good answer contains, beside what every check looks for."""

    steps: tuple[Step, ...] = ()
    day: bool = False
    """Whether it says by when."""
    question: bool = False
    """Whether it asks something back, because facts are missing."""
    says: tuple[DrillWords, ...] = ()
    never: tuple[DrillWords, ...] = ()


@dataclass(frozen=True)
class DrillMessage:
    """One message of a drill, with the answer that is shown afterwards."""

    text: str
    sender: str = ""
    """The name that it comes with."""
    hear: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The customer's words that a good answer takes up, each with the patterns that do so; without any, its own."""
    marks: tuple[str, ...] = ()
    """The words to find in a drill of the kind `spot`."""
    line: str = ""
    """The line to write anew in a drill of the kind `turn`."""
    exemplary: tuple[str, ...] = ()
    """A good answer; several texts where it has parts: marks, the answers of a worksheet, turns of a role-play."""


@dataclass(frozen=True)
class DrillBranch:
    """Where a role-play goes when every condition holds."""

    when: tuple[str, ...]
    """Conditions such as `missing.listen`, `has.solve`, `found.promise-undated`, `blocked`; none for any answer."""
    go: str
    line: int = field(default=1, compare=False)
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class DrillState:
    """What the customer of a role-play says, and what follows from the answer."""

    name: str
    says: str
    then: tuple[DrillBranch, ...] = ()
    ends: Ending | None = None
    line: int = field(default=1, compare=False)
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Drill:
    """One exercise."""

    id: str
    kind: DrillKind
    title: str
    situation: str = ""
    """What happened to the customer."""
    given: tuple[DrillMessage, ...] = ()
    """Its messages, of which another one comes each time."""
    wants: Wants = Wants()
    find: Find = Find.STRUGGLE
    channel: Channel = Channel.EMAIL
    outcome: Outcome = Outcome.PENDING
    states: tuple[DrillState, ...] = ()
    bad: tuple[str, ...] = ()
    """An answer that misses what is wanted, for the tests of the drill itself."""
    tip: str = ""
    """What helps, for whoever asks."""
    language: str = "en"
    course: str = ""
    """The id of its course."""
    path: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)

    @property
    def key(self) -> str:
        """Its name among all drills."""
        return f"{self.course}/{self.id}"

    @property
    def task(self) -> str:
        """What it asks."""
        asked = asked_in(self.language)
        return asked.sought[self.find] if self.kind is DrillKind.SPOT else asked.tasks[self.kind]

    def state(self, name: str) -> DrillState:
        """The state of a role-play with a name; its linter has seen to it that there is one."""
        return next(state for state in self.states if state.name == name)


@dataclass(frozen=True)
class DrillCourse:
    """Some drills in the order in which they are best begun."""

    id: str
    title: str
    about: str
    language: str
    drills: tuple[Drill, ...]
