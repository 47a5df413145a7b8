"""The words of a language for days and times, read from `days.yaml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from composer.reading.cues import read_patterns
from composer.reading.patterns import fold_in_place
from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

LISTS = MappingProxyType({
    "some": "q", "short_weekdays": "s", "weekdays": "W", "months": "M", "working": "k", "weekend": "S",
    "week_signs": "K", "hour_letters": "j", "at_once": "I", "first_thing": "F", "by": "b", "within": "w",
    "within_next": "p", "before": "f", "after": "a", "on": "i", "at": "@", "of": "l", "from": "v", "or": "r", "to": "-",
    "breaks": "|", "between": "B", "takes": "t", "ago": "g", "from_now": "G", "for": "d", "since": "Q", "latest": "L",
    "earliest": "A", "events": "e", "not": "z", "habits": "Y", "plain": "_", "skipped": "",
})  # fmt: skip
"""Lists of words, and the kind of mark that each of them is in a text."""
VALUES = MappingProxyType({
    "numbers": "N", "ordinals": "O", "days": "T", "parts": "P", "shifts": "x", "edges": "E", "unit": "u", "units": "U",
    "holidays": "H", "meridiem": "m", "clock_shifts": "h", "clock_signs": "c", "zones": "Z",
})  # fmt: skip
"""Mappings from a value to the words for it, and the kind of mark that each of them is in a text."""
UNITS = ("minute", "hour", "day", "working day", "working hour", "week", "month", "quarter", "year")
EDGES = ("early", "middle", "late")
LEAST_BEGUN = 3
"""Letters by which the beginning of a word is known at least."""
_DAY_OF_YEAR = re.compile(r"\d\d-\d\d|easter[+-]\d{1,2}|\d\d-[0-6]-\d")
"""A fixed day; so many days from Easter Sunday; `11-3-4` for the fourth Thursday of November (Monday is 0)."""
TOKEN = re.compile(r"""
    (?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))
  | (?P<figures>\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)(?:\d{4}|\d{2})(?!\d))
  | (?P<pointed>\d{1,2}\.\ ?\d{1,2}\.(?!\d))
  | (?P<slashed>\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<clock>\d{1,2}[:.]\d{2}(?![\d]|[.,]\d))
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<amount>[€£$]\s?\d[\d.,]*|\d[\d.,]*\s?[€£$%]|\d+[.,]\d[\d.,]*)
  | (?P<number>\d+)
  | (?P<dotted>(?:[a-z]\.){2,}|\b[a-z]\.[a-z]\b)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<sign_alone>[^\w\s'])
""", re.VERBOSE)  # fmt: skip


class Sense(NamedTuple):
    """What a word means: the kind of mark, and its value as a number or a name."""

    kind: str
    value: int = 0
    name: str = ""


class DayWord(NamedTuple):
    """A word or several in a row, folded, with what they mean."""

    tokens: tuple[str, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, eq=False)
class DayWords:
    """The words of one language for days and times, itself alone equal to itself."""

    entries: Mapping[str, tuple[DayWord, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By their first token, the longest first; a key that ends in `~` is the beginning of a word."""
    ordinal_point: bool = False
    """Whether `4.` is the fourth, and `4.12` a day."""
    vague: tuple[str, ...] = ()
    """Patterns of words that stand where a day should be."""
    past: tuple[str, ...] = ()
    """Patterns of words by which a clause speaks of what has been."""
    past_subjects: tuple[str, ...] = ()
    """Words that, before one of `past`, give the day behind it to what has been: the lamp that broke on Sunday."""
    away: tuple[str, ...] = ()
    """Patterns of words by which a clause says when nobody is there."""
    clauses: tuple[str, ...] = ()
    """Patterns of words at which a new clause begins."""
    belongings: tuple[str, ...] = ()
    """Nouns that a day after them may belong to: the day of an appointment, not of the promise."""

    @cached_property
    def begun(self) -> frozenset[str]:
        """The first letters of every word of which the language knows the beginning alone."""
        return frozenset(key[:LEAST_BEGUN] for key in self.entries if key.endswith("~"))

    def names_a_month(self, text: str) -> bool:
        """Whether a text names a month, written out or shortened."""
        entries = (entry for token in tokens_of(fold_in_place(text)) for entry in self.entries.get(token, ()))
        return any(sense.kind == LISTS["months"] for entry in entries for sense in entry.senses)


NO_DAY_WORDS = DayWords()


def tokens_of(folded: str) -> tuple[str, ...]:
    """Folded words as they are looked up."""
    return tuple(match[0] for match in TOKEN.finditer(folded))


def parse_day_words(text: str, path: str) -> tuple[DayWords, list[Problem]]:
    """The words of one file; what is left out there is not known."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return NO_DAY_WORDS, problems.found
    file = Reader(mapping, problems)
    file.text("title"), file.text("language")
    found: dict[tuple[str, ...], tuple[Sense, ...]] = {}
    for words, sense in (*_listed(file), *_valued(file)):
        key = tokens_of(fold_in_place(words).replace("~", "")) + (("~",) if words.endswith("~") else ())
        found[key] = (*found.get(key, ()), sense) if sense.kind else ()
    ordinal_point = file.one_of("ordinal_point", ("yes", "no"), "no") == "yes"
    patterns = {name: read_patterns(file, name) for name in ("vague", "past", "away", "clauses")}
    nouns, subjects = (tuple(map(fold_in_place, file.texts(name))) for name in ("belongings", "past_subjects"))
    _add_same(file, found)
    _add_glued(found)
    file.unknown()
    return DayWords(
        _by_first(found), ordinal_point, belongings=nouns, past_subjects=subjects, **patterns
    ), problems.found


def _listed(file: Reader) -> Iterator[tuple[str, Sense]]:
    """The words of plain lists; weekdays and months count from the first, with their forms after `|`."""
    for name, kind in LISTS.items():
        words = file.texts(name)
        wanted = {"weekdays": 7, "short_weekdays": 7, "months": 12}.get(name)
        if name in file and wanted and len(words) != wanted:
            file.wrong(name, f"a list of {wanted}")
            continue
        for number, forms in enumerate(words):
            value = number + (name == "months") if wanted else 0
            yield from ((form.strip(), Sense(kind, value)) for form in forms.split("|") if form.strip())


def _valued(file: Reader) -> Iterator[tuple[str, Sense]]:
    """The words of mappings, each with the value that it stands for."""
    for name, kind in VALUES.items():
        inner = file.inner(name)
        for key in inner.keys():  # noqa: SIM118  a Reader's keys, not a dict's
            sense = _sense(name, kind, key)
            if sense is None:
                inner.wrong(key, f"the words for a value that {name!r} can have, and {key!r} is none")
                continue
            yield from ((words, sense) for words in inner.texts(key))


def _sense(name: str, kind: str, key: str) -> Sense | None:
    """What a key of a mapping stands for; None where it cannot be read."""
    match name:
        case "parts":
            try:
                at = dt.time.fromisoformat(key)
            except ValueError:
                return None
            return Sense(kind, at.hour * 60 + at.minute)
        case "unit" | "units":
            return Sense(kind, 0, key) if key in UNITS else None
        case "edges":
            return Sense(kind, EDGES.index(key)) if key in EDGES else None
        case "holidays":
            return Sense(kind, 0, key) if _DAY_OF_YEAR.fullmatch(key) else None
        case "zones":
            return Sense(kind, 0, key) if _is_zone(key) else None
    digits = key.removeprefix("-")
    return Sense(kind, int(key)) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def fitting(senses: tuple[Sense, ...], before: str, ahead: str) -> tuple[Sense, ...]:
    """Of a word with two senses the one that fits after the kind `before` and in front of the word `ahead`.

    `morgen` after a day is a part of it; `week` before a number is one of the calendar.
    """
    kinds = "".join(sorted(sense.kind for sense in senses))
    if kinds == "PT":
        wanted = "P" if before and before in "TWi" else "T"
    elif kinds == "Ku":
        wanted = "K" if before == "o" or ahead.isdigit() else "u"
    else:
        return senses
    return tuple(sense for sense in senses if sense.kind == wanted)


def _add_same(file: Reader, found: dict[tuple[str, ...], tuple[Sense, ...]]) -> None:
    """Words that mean what other words of the file mean."""
    same = file.inner("same_as")
    for words in same.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        rest, senses = tokens_of(fold_in_place(same.text(words))), list[Sense]()
        while rest:
            size = next((size for size in range(len(rest), 0, -1) if rest[:size] in found), 0)
            if not size and not rest[0].isdigit():
                same.wrong(words, "words that this file has")
                break
            said = found[rest[:size]] if size else (Sense("n", int(rest[0])),)
            senses += fitting(said, senses[-1].kind if senses else "", "")
            rest = rest[size or 1 :]
        found[tokens_of(fold_in_place(words))] = tuple(senses)


def _add_glued(found: dict[tuple[str, ...], tuple[Sense, ...]]) -> None:
    """A day of the week and a part of the day written as a single word: `Freitagabend`."""
    weekdays = [(key[0], senses) for key, senses in found.items() if len(key) == 1 and senses and senses[0].kind == "W"]
    parts = [(key[0], sense) for key, senses in found.items() if len(key) == 1 for sense in senses if sense.kind == "P"]
    for weekday, senses in weekdays:
        for part, sense in parts:
            found.setdefault((weekday + part,), (*senses, sense))


def _by_first(found: Mapping[tuple[str, ...], tuple[Sense, ...]]) -> Mapping[str, tuple[DayWord, ...]]:
    entries: dict[str, list[DayWord]] = {}
    for tokens, senses in sorted(found.items(), key=lambda pair: -len(pair[0])):
        begins = tokens[-1:] == ("~",)
        plain = tokens[:-1] if begins else tokens
        if plain:
            entries.setdefault(plain[0] + "~" * begins, []).append(DayWord(plain, senses))
    return MappingProxyType({first: tuple(some) for first, some in entries.items()})
