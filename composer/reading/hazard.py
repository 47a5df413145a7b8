"""Hazards: whether a message tells of a danger, or that somebody is hurt, by weights learned on labelled messages.

Cues name what can be named; people tell of the rest in a thousand ways, and seldom loudly (`a bit of a tingle`).
`python tests/benchmarks/train_hazard.py phrasebooks` makes the weights anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from composer.cases.step import Care
from composer.reading.facts import sentences
from composer.reading.lexicon import terms_of
from kb.words.words import LETTER_WORDS_IN, telling

GRAVE = frozenset({Care.BEREAVEMENT, Care.VIOLENCE, Care.DANGER, Care.HEALTH})
"""Beside a cue for one of these, nothing more is looked for."""
KINDS = (Care.DANGER, Care.HEALTH)
"""What is learned: a thing that may still do harm, and somebody who is hurt, ill or may be poisoned."""
_ENOUGH = 0.35
"""The chance from which on the agent is asked: of ordinary letters that were never seen, one in eleven is."""
_TOGETHER, _MOST = 2, 60
"""Sentences that are looked at together, what failed and what it did; and in all."""
_BEGINNING = 5
"""Letters by which words of one family are alike, `scorch` and `scorched`: of longer words."""
_HEAD = ("term", "danger", "hurt")


@dataclass(frozen=True)
class Hazards:
    """The weights of one language; empty where there are none."""

    weights: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """For each term, one weight a kind in thousandths, as the file has them."""
    biases: tuple[float, ...] = (0.0,) * len(KINDS)

    def known(self, text: str) -> dict[str, tuple[float, ...]]:
        """The terms of a text that have weights."""
        return {term: _numbers(line) for term in hazard_terms(text) if (line := self.weights.get(term))}

    def scores(self, terms: Mapping[str, tuple[float, ...]]) -> tuple[float, ...]:
        """How much terms speak for each kind, in log odds."""
        columns = [*zip(*terms.values(), strict=True)] or [()] * len(KINDS)
        return tuple(bias + sum(column) for bias, column in zip(self.biases, columns, strict=True))


NO_HAZARDS = Hazards()


@dataclass(frozen=True)
class Hazard:
    """What a message may tell of, with the sentence that tells most of it."""

    care: Care
    start: int
    end: int
    words: str
    chance: float


def hazard_terms(text: str) -> set[str]:
    """What of a text has weights: its words and pairs of words, and how its longer words begin.

    Words that say nothing by themselves tell who tells a story, and not what happened in it.
    """
    terms = terms_of(text)
    words, pairs = terms[: (len(terms) + 1) // 2], terms[(len(terms) + 1) // 2 :]
    says = [*map(_says, words)]
    found = {word for word, tells in zip(words, says, strict=True) if tells}
    found |= {f"{word[:_BEGINNING]}~" for word in found if len(word) > _BEGINNING}
    return found | {pair for pair, (one, two) in zip(pairs, pairwise(says), strict=True) if one or two}


def hazard_in(text: str, hazards: Hazards) -> Hazard | None:
    """What is likeliest in any two sentences that stand together, where it is likely enough to be asked about."""
    if not hazards.weights:
        return None
    told = [(start, end, hazards.known(text[start:end])) for start, end in sentences(text)[:_MOST]]
    together = [told[at : at + _TOGETHER] for at in range(max(1, len(told) - _TOGETHER + 1))]
    scored = [
        (score, kind, place)
        for place, pair in enumerate(together)
        for kind, score in enumerate(hazards.scores({term: one[2][term] for one in pair for term in one[2]}))
    ]
    score, kind, place = max(scored)
    chance = 1 / (1 + math.exp(-score)) if score > -_MOST else 0.0
    if not told or chance < _ENOUGH:
        return None
    start, end, _terms = max(together[place], key=lambda one: hazards.scores(one[2])[kind])
    return Hazard(KINDS[kind], start, end, text[start:end], chance)


@lru_cache(maxsize=20_000)
def _says(word: str) -> bool:
    """Whether a word says something, in whatever language."""
    return word.isalpha() and all(telling(word, language) for language in LETTER_WORDS_IN)


def parse_hazards(text: str) -> Hazards:
    """The weights in a table of tabs: lines of `#`, the kinds, their biases, then a term a line; in thousandths.

    ValueError where the table is another one.
    """
    head, biases, *lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if tuple(head.split("\t")) != _HEAD or not biases.startswith("(bias)\t"):
        raise ValueError("the first lines should name the kinds and their biases")
    return Hazards(MappingProxyType(dict(line.split("\t", 1) for line in lines)), _numbers(biases.partition("\t")[2]))


def _numbers(line: str) -> tuple[float, ...]:
    return tuple(int(value) / 1000 for value in line.split("\t"))
