"""Senses: what a typed word may stand for in articles, and how it came to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

_ALIKE = 0.4
"""How much a synonym counts beside the word itself."""


class How(StrEnum):
    """How a typed word became one that stands in an article."""

    EXACT = "exact"
    BEGINNING = "beginning"
    SLIP = "slip"
    TOGETHER = "together"
    ALIKE = "alike"
    PART = "part"


class WordSense(NamedTuple):
    """One of the words that a typed one may stand for."""

    word: str
    weight: float = 1.0
    how: How = How.EXACT


Meant = Mapping[str, WordSense]
"""What one typed word may stand for, by stem; the first is the word itself."""


class Reason(NamedTuple):
    """Why an article was found: which word of it matched which typed one, and where."""

    typed: str
    word: str
    how: How
    fields: tuple[str, ...]

    def __str__(self) -> str:
        shown = {
            How.EXACT: self.typed,
            How.BEGINNING: f"{self.typed}… {self.word}",
            How.SLIP: f"{self.typed} ~ {self.word}",
            How.TOGETHER: f"{self.typed} + {self.word}",
            How.PART: f"{self.typed} with {self.word}",
            How.ALIKE: f"{self.typed} = {self.word}",
        }
        return f"{shown[self.how]} in {', '.join(self.fields)}"


def with_synonyms(senses: Meant, alike: Mapping[str, str]) -> dict[str, WordSense]:
    """What a word may stand for, with what articles say in its place."""
    weight = max(sense.weight for sense in senses.values()) * _ALIKE
    return {**senses, **{one: WordSense(word, weight, How.ALIKE) for one, word in alike.items() if one not in senses}}
