"""Lexicon: words and word pairs with learned weights for eight feelings, readable line by line.

The weights come from GoEmotions (Demszky et al. 2020, CC BY 4.0); how they were made, what they
reach and what they cannot do stands in `tone.md` beside each file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from composer.reading.patterns import fold_in_place

FEELINGS = ("anger", "frustration", "disappointment", "worry", "confusion", "gratitude", "negative", "positive")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|!+|\?+|[\U0001F300-\U0001FAFF\u2600-\u27BF]|[:;]-?[()dp/|]")
_UNIT = 100.0
"""Weights are written as whole hundredths."""


@dataclass(frozen=True)
class Lexicon:
    """The weights of one language; without terms, every score is far below its threshold."""

    weights: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Eight for each term, in the order of FEELINGS."""
    biases: tuple[float, ...] = (0.0,) * len(FEELINGS)
    thresholds: tuple[float, ...] = (math.inf,) * len(FEELINGS)
    """From this score on a feeling counts as there; chosen on messages that the weights were not learned on."""

    def __bool__(self) -> bool:
        return bool(self.weights)


@dataclass(frozen=True)
class Scores:
    """How far each feeling is above its threshold, and the words that carry it."""

    margins: tuple[float, ...]
    """In the order of FEELINGS; 0 is the threshold."""
    words: tuple[tuple[str, ...], ...]
    """For each feeling the terms that speak for it most, heaviest first."""

    def margin(self, feeling: str) -> float:
        """How far one feeling is above its threshold; below it, negative."""
        return self.margins[FEELINGS.index(feeling)]

    def words_for(self, feeling: str) -> tuple[str, ...]:
        """The terms that speak for a feeling."""
        return self.words[FEELINGS.index(feeling)]


def terms_of(text: str) -> list[str]:
    """The words and word pairs of a text as the lexicon knows them; marks and faces count as words."""
    words = [token[0] if token[0] in "!?" else token for token in _TOKEN.findall(fold_in_place(text))]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def score(text: str, lexicon: Lexicon) -> Scores:
    """How much of each feeling is in a text: the sum of the weights of its terms, each counted once."""
    known = {term: lexicon.weights[term] for term in terms_of(text) if term in lexicon.weights}
    margins, words = [], []
    columns = [*zip(*known.values(), strict=True)] or [()] * len(FEELINGS)
    for bias, threshold, column in zip(lexicon.biases, lexicon.thresholds, columns, strict=True):
        carrying = sorted((-weight, term) for weight, term in zip(column, known, strict=False) if weight > 0)
        margins.append(bias + sum(column) - threshold)
        words.append(tuple(term for _weight, term in carrying[:3]))
    return Scores(tuple(margins), tuple(words))


def parse_lexicon(text: str) -> Lexicon:
    """The lexicon in a table of tabs: lines of `#`, the feelings, their biases and thresholds, then a term a line.

    ValueError where the table is another one.
    """
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[:3]]
    if [row[0] for row in rows] != ["term", "(bias)", "(threshold)"] or tuple(rows[0][1:]) != FEELINGS:
        raise ValueError("the first lines should name the feelings, their biases and their thresholds")
    biases, thresholds = (tuple(int(value or 0) / _UNIT for value in row[1:]) for row in rows[1:])
    weights = {}
    for line in lines[3:]:
        term, *values = line.split("\t")
        if len(values) != len(FEELINGS):
            raise ValueError(f"{term[:40]!r} should have {len(FEELINGS)} weights")
        weights[term] = tuple([int(value) / _UNIT if value else 0.0 for value in values])
    return Lexicon(MappingProxyType(weights), biases, thresholds)
