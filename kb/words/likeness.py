"""Likeness: how much two texts are about the same thing, by the rare words that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kb.words.words import stem, telling, words_of

_SHARED = 2
"""Telling words that two texts share at least."""


def likenesses(text: str, others: Sequence[str], language: str) -> list[float]:
    """How alike a text and each of some others are, from 0 to 1; the others say which words are rare."""
    theirs, ours = _stems(text, language), [_stems(one, language) for one in others]
    rare = _rareness(ours)
    return [_likeness(theirs, one, rare) for one in ours]


def _stems(text: str, language: str) -> Counter[str]:
    return Counter(stem(word, language) for word in words_of(text) if telling(word, language))


def _rareness(texts: Iterable[Counter[str]]) -> Mapping[str, float]:
    """How much a word tells: more where few texts have it (inverse document frequency, smoothed)."""
    texts = [*texts]
    have = Counter(word for text in texts for word in text)
    return {word: 1 + math.log((1 + len(texts)) / (1 + count)) for word, count in have.items()}


def _likeness(one: Counter[str], other: Counter[str], rare: Mapping[str, float]) -> float:
    """The cosine of two texts by their words, from 0 to 1; 0 where they share next to nothing."""
    shared = one.keys() & other.keys()
    if not shared or len(shared) < min(_SHARED, len(one)):
        return 0.0

    def length(text: Iterable[str]) -> float:
        return math.sqrt(sum(rare.get(word, 1.0) ** 2 for word in text))

    return sum(rare[word] ** 2 for word in shared) / (length(one) * length(other))
