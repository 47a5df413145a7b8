"""JSON Schemas of the files that writers edit, made by watching the code that reads those files.

In place of a file, the code gets a reader that notes every key it is asked for and of which kind. So a schema cannot
say anything else than what is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kb.problem import At, Level, Place, Problems
from kb.yaml.reader import Mapping, Reader, Scalar

Schema = dict[str, Any]
Read = Callable[[Reader], object]
"""Reads one kind of file."""
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""YAML makes numbers, yes and no of some plain texts; they are read as they are written."""
_TEXTS: Schema = {"anyOf": [{"type": "array", "items": _TEXT}, _TEXT]}


def schema_of(read: Read, title: str) -> Schema:
    """The schema of the files that a function reads."""
    recorder = Recorder()
    turn = 0
    # What is read may depend on a choice, so every choice has its turn.
    while turn == 0 or turn < recorder.turns.most:
        recorder.turns.turn = turn
        read(recorder)
        turn += 1
    return {"$schema": _DRAFT, "title": title, **recorder.schema()}


_ANY_KEY = "case.example"
"""A key that a writer names, where any will do."""


class _Turns:
    """Which of its values every choice takes in this turn, and how many the largest one has."""

    turn = 0
    most = 0


class Recorder(Reader):
    """A reader without a file, which notes what is asked of it."""

    def __init__(self, turns: _Turns | None = None) -> None:
        super().__init__(Mapping({}, 1, 1), Problems(""))
        self.turns = turns or _Turns()
        self.properties: dict[str, Schema] = {}
        self.inside: dict[str, Recorder] = {}
        self.lists: set[str] = set()
        self.closed = False

    def schema(self) -> Schema:
        """What was noted."""
        properties = dict(self.properties)
        for key, recorder in self.inside.items():
            below = recorder.schema()
            properties[key] = {"type": ["array", "null"], "items": below} if key in self.lists else below
        found: Schema = {"type": ["object", "null"], "properties": properties}
        if _ANY_KEY in properties:
            found["additionalProperties"] = properties.pop(_ANY_KEY)
        elif self.closed:
            found["additionalProperties"] = False
        return found

    def __contains__(self, key: str) -> bool:
        return True

    def place(self, key: str) -> Place:  # noqa: ARG002  as a reader
        """Nowhere."""
        return At()

    key_place = place

    def text(self, key: str, default: str = "", *, lines: bool = False) -> str:  # noqa: ARG002  as a reader
        """Note a text."""
        self.properties.setdefault(key, _TEXT)
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """Note a list of texts."""
        self.properties.setdefault(key, _TEXTS)
        return ()

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """Note a list of texts."""
        self.properties.setdefault(key, _TEXTS)
        return ()

    def one_of(self, key: str, allowed: Iterable[str], default: str) -> str:  # noqa: ARG002  as a reader
        """Note a choice, and take one of its values."""
        known = [str(value) for value in allowed]
        self.properties[key] = {"enum": [*known, None]}
        self.turns.most = max(self.turns.most, len(known))
        return known[self.turns.turn % len(known)]

    def whole_number(self, key: str, default: int = 0) -> int:
        """Note a whole number."""
        self.properties[key] = {"type": ["integer", "null"]}
        return default

    def number(self, key: str, default: float) -> float:
        """Note a number."""
        self.properties[key] = {"type": ["number", "null"]}
        return default

    def date(self, key: str) -> None:
        """Note a day."""
        self.properties[key] = {"type": ["string", "null"], "format": "date"}

    def inner(self, key: str) -> Reader:
        """Note a mapping."""
        return self.inside.setdefault(key, Recorder(self.turns))

    def readers(self, key: str) -> Iterator[Reader]:
        """Note a list of mappings."""
        self.lists.add(key)
        yield self.inner(key)

    def keys(self) -> list[str]:
        """A key such as a writer would name."""
        return [_ANY_KEY]

    def unknown(self, level: Level = Level.ERROR, advice: str = "") -> list[str]:  # noqa: ARG002  as a reader
        """Note whether other keys are let be."""
        self.closed = level is Level.ERROR
        return []
