"""Turned: what becomes of a customer's sentence when it is turned round."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """What a turned clause is."""

    STATEMENT = "statement"
    QUESTION = "question"
    REQUEST = "request"
    WISH = "wish"


@dataclass(frozen=True)
class Part:
    """One turned clause."""

    connector: str
    """What joins it to the part before it (`and`, `but`); empty for the first."""
    kind: PartKind
    text: str
    """Without capital and full stop; a question begins with `whether` or `why`, a request with its verb."""


@dataclass(frozen=True)
class Turned:
    """A sentence turned round."""

    parts: tuple[Part, ...]
    safe: bool
    """Whether it may be put in unseen: one short clause, nothing dropped, no pronoun, all words known."""


@dataclass(frozen=True)
class Refused:
    """A sentence that is better not turned round."""

    reason: str


class CannotTurnError(Exception):
    """Ends the turning of one clause; carries the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
