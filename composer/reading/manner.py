"""Manner: how likely a careful reader hears each tone, and that somebody is stuck, by weights readable line by line.

Unlike feelings, the weights were learned on what people write to those who answer them; cues, the lexicon of feelings
and the kinds of need count in as features. See `tone.md` beside the English file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from composer.cases.step import Tone
from composer.reading.cues import CueKind, FoundCue
from composer.reading.facts import sentences
from composer.reading.hazard import NO_HAZARDS, Hazards
from composer.reading.lexicon import terms_of
from kb.words.words import LETTER_WORDS_IN, telling

STUCK = "stuck"
VERDICTS = (*Tone, STUCK)
"""What is judged of a message, each by itself: a reader may accept several tones."""
_MOST_DOUBT = 50.0
_HEARD = 0.3
"""The weight from which on a clause is worth showing."""
_SIGN = "[{} at least]"
"""The name under which so many cues of the background have weights."""
_FEATURE = re.compile(r"\(\d+\)")
_CLAUSE = re.compile(r"(?<=[,;:])\s+")
_SHOWN = re.compile(r"(?:\S+\s+){0,11}\S+")
"""As many words of a clause as are shown."""


@dataclass(frozen=True)
class Manners:
    """The weights of one language; empty where there are none."""

    weights: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """For each term, each sign and each feature by its number, one weight a verdict, as the file has them."""
    biases: tuple[float, ...] = (0.0,) * len(VERDICTS)
    hazards: Hazards = NO_HAZARDS
    """By which a danger, or somebody who is hurt, is known."""

    def __bool__(self) -> bool:
        return bool(self.weights)

    @cached_property
    def of_features(self) -> dict[int, tuple[float, ...]]:
        """The weights of each feature that has any, by its number."""
        lines = {term: line for term, line in self.weights.items() if line and _FEATURE.fullmatch(term)}
        return {int(term[1:-1]): _numbers(line) for term, line in lines.items()}

    def rows_for(self, terms: Iterable[str]) -> dict[str, tuple[float, ...]]:
        """The weights of those terms that have any: a message has few of the thousands in the file."""
        return {term: _numbers(line) for term in terms if (line := self.weights.get(term))}


@dataclass(frozen=True)
class Chances:
    """How likely each tone would be accepted, each from 0 to 1, and how likely it is that somebody is stuck."""

    tones: Mapping[Tone, float]
    stuck: float
    terms: Mapping[str, tuple[float, ...]] = field(repr=False)
    """The terms of the message that have weights."""

    @property
    def tells_more(self) -> bool:
        """Whether the message tells what was done, waited for or met before."""
        return _SIGN.format(1) in self.terms

    def words_for(self, tone: Tone, text: str) -> tuple[str, ...]:
        """The first words of the clause of a text that speaks most for a tone and least for calm, if one does."""
        place, calm = VERDICTS.index(tone), VERDICTS.index(Tone.CALM)
        said = {term: weights for term, weights in self.terms.items() if any(map(_says, term.split()))}
        heard = {term: weights[place] - weights[calm] for term, weights in said.items()}

        def weight(clause: str) -> float:
            return sum(heard.get(term, 0.0) for term in set(terms_of(clause)))

        clauses = [clause for start, end in sentences(text) for clause in _CLAUSE.split(text[start:end])]
        most = max(clauses, key=weight, default="")
        shown = _SHOWN.match(most)
        return (shown[0],) if shown and weight(most) >= _HEARD else ()


def _says(word: str) -> bool:
    """Whether a word says something, in whatever language."""
    return all(telling(word, language) for language in LETTER_WORDS_IN)


def signs_of(found: Iterable[FoundCue]) -> set[str]:
    """The names under which cues of the background have weights: each by its id, and how many there are at least.

    One of them stands in many a calm message; several seldom do.
    """
    background = {one.cue.id for one in found if one.cue.kind is CueKind.BACKGROUND}
    return {f"[{cue}]" for cue in background} | {_SIGN.format(number) for number in range(1, len(background) + 1)}


def chances_of(text: str, features: Sequence[float], manners: Manners, signs: Collection[str] = ()) -> Chances | None:
    """The chances of each verdict, by words, features and signs; None without weights."""
    if not manners:
        return None
    terms = manners.rows_for({*terms_of(text), *signs})
    told = [(weights, features[place]) for place, weights in manners.of_features.items() if place < len(features)]
    rows = [*terms.values(), *([weight * value for weight in weights] for weights, value in told if value)]
    columns = [*zip(*rows, strict=True)] or [()] * len(VERDICTS)
    scores = [bias + sum(column) for bias, column in zip(manners.biases, columns, strict=True)]
    *tones, stuck = (1 / (1 + math.exp(-max(score, -_MOST_DOUBT))) for score in scores)
    return Chances(MappingProxyType(dict(zip(Tone, tones, strict=True))), stuck, MappingProxyType(terms))


def parse_manners(text: str) -> Manners:
    """The weights in a table of tabs: lines of `#`, the verdicts, their biases, then a term a line; in thousandths.

    ValueError where the table is another one.
    """
    head, biases, *lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if head.split("\t") != ["term", *VERDICTS] or not biases.startswith("(bias)\t"):
        raise ValueError("the first lines should name the verdicts and their biases")
    rows = dict(line.split("\t", 1) for line in lines)
    return Manners(MappingProxyType(rows), _numbers(biases.partition("\t")[2]))


def _numbers(line: str) -> tuple[float, ...]:
    return tuple([int(value) / 1000 if value else 0.0 for value in line.split("\t")])
