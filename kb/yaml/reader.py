"""YAML as writers type it: every value keeps its place, and nothing is guessed.

Values stay text until a reader asks for a date or a number, so `no`, `1.10` and `12:30` mean what they say.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.problem import Level, Place, Problems
from kb.text import close_to, one_line

_SLIP = 0.72
"""How alike a key and one of ours must be for the one to be a slip of the other; `date` is none of `draft`."""

_MOST_SLIPS = 50
"""Keys of one mapping for which a close one is looked for; a file of thousands is no slip, and takes seconds."""
_COLON = '; put a text with a colon in "quotation marks"'


class Scalar(NamedTuple):
    """One value, as text."""

    text: str
    line: int
    column: int
    quoted: bool


class Listing(NamedTuple):
    """A list of values."""

    items: tuple[Value, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file."""

    entries: dict[str, tuple[Scalar, Value]]
    line: int
    column: int
    twice: frozenset[str] = frozenset()
    """Keys that stand more than once; the first value is the one in `entries`."""


Value = Scalar | Listing | Mapping


class Reader:
    """Takes typed values out of one mapping; whatever does not fit becomes a problem and the default is used."""

    def __init__(self, mapping: Mapping, problems: Problems) -> None:
        self.mapping = mapping
        self.problems = problems
        self.asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.mapping.entries

    def place(self, key: str) -> Place:
        """Where a key's value stands, or the mapping itself where the key is missing."""
        entry = self.mapping.entries.get(key)
        return entry[1] if entry else self.mapping

    def key_place(self, key: str) -> Place:
        """Where the key itself stands."""
        return self.mapping.entries[key][0]

    def take(self, key: str) -> Value | None:
        """The raw value; None where the key is missing or its value empty."""
        self.asked.add(key)
        entry = self.mapping.entries.get(key)
        if entry is None or (
            isinstance(entry[1], Scalar) and not entry[1].quoted and entry[1].text in ("", "~", "null")
        ):
            return None
        return entry[1]

    def lacks(self, key: str) -> bool:
        """Whether a key is missing or says nothing; a value that does not fit says something, and has its problem."""
        match self.take(key):
            case None | Scalar("") | Listing(()):
                return True
            case Mapping(entries):
                return not entries
        return False

    def wrong(self, key: str, expected: str) -> None:
        """Note that a key's value is not of the expected kind."""
        self.problems.add(self.place(key), "wrong-type", f"{key!r} should be {expected}.")

    def text(self, key: str, default: str = "", *, lines: bool = False) -> str:
        """A text; on one line unless `lines`."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, Scalar):
            self.wrong(key, "a text")
            return default
        return value.text.strip("\n") if lines else one_line(value.text)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        return tuple(one_line(scalar.text) for scalar in self.scalars(key) if one_line(scalar.text))

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A list of texts with their places."""
        value = self.take(key)
        if value is None:
            return ()
        items = value.items if isinstance(value, Listing) else (value,)
        scalars = tuple(item for item in items if isinstance(item, Scalar))
        if len(scalars) != len(items):
            colon = any(isinstance(item, Mapping) for item in items)
            self.wrong(key, f"a list of texts{_COLON if colon else ''}")
        return scalars

    def one_of(self, key: str, allowed: Iterable[str], default: str) -> str:
        """A text out of a fixed set."""
        found, known = self.text(key, default), list(allowed)
        if found in known or key not in self:
            return found
        close = close_to(found, known, 1)
        hint = f"; did you mean {str(close[0])!r}?" if close else ""
        self.problems.add(
            self.place(key), "unknown-value", f"{key!r} is {found!r}, not one of {', '.join(known)}{hint or '.'}"
        )
        return default

    def whole_number(self, key: str, default: int = 0) -> int:
        """A whole number of at most nine digits."""
        found = self.text(key)
        if not found:
            return default
        if not (found.lstrip("-").isascii() and found.lstrip("-").isdigit() and len(found) < 10):
            self.wrong(key, f"a whole number, not {found[:20]!r}")
            return default
        return int(found)

    def number(self, key: str, default: float) -> float:
        """A number, with a decimal point where needed."""
        found = self.text(key)
        if not found:
            return default
        try:
            value = float(found) if len(found) <= 20 else math.nan
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.wrong(key, f"a number, not {found[:20]!r}")
            return default
        return value

    def date(self, key: str) -> dt.date | None:
        """A day as YYYY-MM-DD."""
        found = self.text(key)
        if not found:
            return None
        try:
            return dt.date.fromisoformat(found)
        except ValueError:
            self.problems.add(
                self.place(key), "bad-date", f"{key!r} is {found[:20]!r}, which is no day; write YYYY-MM-DD."
            )
            return None

    def inner(self, key: str) -> Reader:
        """A mapping below this one; empty where it is missing or something else."""
        value = self.take(key)
        if value is not None and not isinstance(value, Mapping):
            self.wrong(key, "a mapping (`key: value` lines)")
        mapping = value if isinstance(value, Mapping) else Mapping({}, self.mapping.line, self.mapping.column)
        return Reader(mapping, self.problems)

    def readers(self, key: str) -> Iterator[Reader]:
        """The mappings of a list, one reader each."""
        value = self.take(key)
        if value is None:
            return
        for item in value.items if isinstance(value, Listing) else (value,):
            if isinstance(item, Mapping):
                yield Reader(item, self.problems)
            else:
                self.problems.add(item, "wrong-type", f"Each entry of {key!r} should be a mapping (`- id: …`).")

    def keys(self) -> list[str]:
        """All keys of the mapping, in order."""
        return list(self.mapping.entries)

    def unknown(self, level: Level = Level.ERROR, advice: str = "") -> list[str]:
        """Note every key that nobody asked for, and name them."""
        left = [key for key in self.mapping.entries if key not in self.asked]
        for number, key in enumerate(left):
            close = close_to(key, self.asked, 1, cutoff=_SLIP) if number < _MOST_SLIPS else []
            hint = f" Did you mean {close[0]!r}?" if close else advice
            self.problems.add(
                self.key_place(key),
                "unknown-key",
                f"{one_line(key)!r} is not a key we know here.{hint}",
                level,
            )
        return left
