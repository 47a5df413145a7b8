"""Learned: which articles agents took for messages like this one, and how often what was sure was right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kb.search.search_log import AnsweredMessage, answered_state, load_answered
from kb.search.sureness import Sureness, sureness_of
from kb.words.words import stem, stems_of, telling, words_of

ALIKE = 0.35
"""From this cosine of rare words on, two messages are about one thing."""
_SHARED = 2
"""Telling words that they share at least."""
_NEAREST = 3
"""Messages that speak for an article, the nearest ones."""

Frequencies = Callable[[Sequence[str]], Mapping[str, int]]
"""In how many articles each of some stems stands."""


class Alike(NamedTuple):
    """How much earlier messages speak for an article."""

    strength: float
    """The sum of the cosines of the nearest ones, each squared."""
    messages: int


@dataclass(frozen=True)
class Learned:
    """Earlier messages by stem, so that only those that share a word are compared."""

    articles: tuple[str, ...] = ()
    stems: tuple[frozenset[str], ...] = ()
    holders: Mapping[str, Sequence[int]] | None = None

    def speaking_for(self, text: str, language: str, articles_with: Frequencies, total: int) -> dict[str, Alike]:
        """By slug, how much earlier messages speak for an article that answered them.

        Words count by their rarity among `total` articles, those that no article has like those of a single one.
        """
        holders = self.holders or {}
        shared: dict[int, list[str]] = {}
        asked = {stem(word, language) for word in words_of(text) if telling(word, language)} if holders else set()
        for one in asked:
            for number in holders.get(one, ()):
                shared.setdefault(number, []).append(one)
        known = articles_with([*asked.union(*(self.stems[number] for number in shared))]) if shared else {}
        rarity = {one: math.log(1 + total / count) ** 2 for one, count in known.items() if count}
        rarest = math.log(1 + total) ** 2

        def weight(stems: Iterable[str]) -> float:
            return sum(rarity.get(one, rarest) for one in stems)

        found: dict[str, list[float]] = {}
        for number, stems in shared.items():
            likeness = weight(stems) / math.sqrt(weight(asked) * weight(self.stems[number]))
            if len(stems) >= _SHARED and likeness >= ALIKE:
                found.setdefault(self.articles[number], []).append(likeness)
        return {slug: Alike(_strength(every), len(every)) for slug, every in found.items()}


def _strength(likenesses: Sequence[float]) -> float:
    return sum(one**2 for one in sorted(likenesses)[-_NEAREST:])


def learn(answered: Iterable[AnsweredMessage], language: str) -> Learned:
    """What a log teaches."""
    articles: list[str] = []
    stems: list[frozenset[str]] = []
    holders: dict[str, list[int]] = {}
    for one in answered:
        own = frozenset(stems_of(one.words, language))
        if one.article and len(own) >= _SHARED:
            for stem in own:
                holders.setdefault(stem, []).append(len(articles))
            articles.append(one.article)
            stems.append(own)
    return Learned(tuple(articles), tuple(stems), holders)


def with_learned(
    ranked: Sequence[tuple[float, str]], spoken: Mapping[str, Alike], weight: float
) -> list[tuple[float, str]]:
    """Scores with paths, best first, with what agents took for such messages; new articles among them."""
    scores = {path: score for score, path in ranked}
    for path, alike in spoken.items():
        scores[path] = scores.get(path, 0.0) + weight * alike.strength
    return sorted(((score, path) for path, score in scores.items()), key=lambda hit: (-hit[0], hit[1]))


class Lessons:
    """What the log of one desk teaches by now; read again when it has changed."""

    def __init__(self, desk: Path, language: str) -> None:
        self.desk = desk
        self.language = language
        self._read: tuple[object, Learned, Sureness] = (None, Learned(), Sureness())

    @property
    def learned(self) -> Learned:
        """What agents took for earlier messages."""
        return self._now()[1]

    @property
    def sureness(self) -> Sureness:
        """From which lead on a suggestion is sure here."""
        return self._now()[2]

    def _now(self) -> tuple[object, Learned, Sureness]:
        state = answered_state(self.desk)
        if self._read[0] != state:
            answered = load_answered(self.desk)
            self._read = (state, learn(answered, self.language), sureness_of(answered))
        return self._read
