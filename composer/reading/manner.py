"""Manner: which of five manners a message has, by weights learned on messages written for it; readable line by line.

The five are upset, struggling, sarcastic, thankful and neutral. Unlike feelings, they were learned on what people
write to those who answer them; cues and the lexicon of feelings count in as features. See `tone.md` beside the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from composer.reading.lexicon import terms_of


class Manner(StrEnum):
    """How somebody writes to us."""

    UPSET = "upset"
    STRUGGLING = "struggling"
    SARCASTIC = "sarcastic"
    THANKFUL = "thankful"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Manners:
    """The weights of one language; empty where there are none."""

    weights: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """For each term, and for each feature by its number in brackets, one weight a manner."""
    biases: tuple[float, ...] = (0.0,) * len(Manner)

    def __bool__(self) -> bool:
        return bool(self.weights)


Shares = Mapping[Manner, float]


def shares_of(text: str, features: Sequence[float], manners: Manners) -> Shares | None:
    """How likely each manner is, summing to 1; None without weights."""
    if not manners:
        return None
    rows = [(weights, 1.0) for term in set(terms_of(text)) if (weights := manners.weights.get(term))]
    rows += [
        (weights, value) for i, value in enumerate(features) if value and (weights := manners.weights.get(f"({i})"))
    ]
    scores = [bias + sum(weights[i] * value for weights, value in rows) for i, bias in enumerate(manners.biases)]
    parts = [math.exp(score - max(scores)) for score in scores]
    return MappingProxyType({manner: part / sum(parts) for manner, part in zip(Manner, parts, strict=True)})


def parse_manners(text: str) -> Manners:
    """The weights in a table of tabs: lines of `#`, the manners, their biases, then a term a line; in thousandths.

    ValueError where the table is another one.
    """
    lines = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    if [line[0] for line in lines[:2]] != ["term", "(bias)"] or lines[0][1:] != [*Manner]:
        raise ValueError("the first lines should name the manners and their biases")
    rows = {term: tuple([int(value) / 1000 if value else 0.0 for value in values]) for term, *values in lines[1:]}
    return Manners(MappingProxyType(rows), rows.pop("(bias)"))
