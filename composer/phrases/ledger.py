"""Ledger: which sentences a customer has had from us, word for word or nearly so."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from kb.text import fold

SIMILAR = 0.8
"""From this on, one sentence is a near copy of another: twice the words they share, by all the words of both (Dice)."""
_FEWEST_WORDS = 5
"""Shorter ones are everybody's: "I am so sorry." """


def sentence_key(sentence: str) -> str:
    """A sentence as the ledger knows it: its words, without numbers, case and marks."""
    return " ".join(word for word in re.findall(r"[^\W\d_]+", fold(sentence)))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that are long enough to be known again."""
    sentences = [part.strip() for part in re.split(r"(?<=[.?!])\s+|\n+", text)]
    return [sentence for sentence in sentences if len(sentence.split()) >= _FEWEST_WORDS]


def sentences_had(text: str, had: frozenset[str]) -> list[str]:
    """The sentences of a text that are in the ledger, word for word or nearly so."""
    return [sentence for sentence in sentences_of(text) if near_copy(sentence, had)] if had else []


@lru_cache(maxsize=2_048)
def near_copy(sentence: str, had: frozenset[str]) -> str:
    """The key of the sentence in the ledger that this one is a near copy of; an empty text where there is none.

    `had` are sentence keys (see `sentence_key`); words are compared without case, accents, numbers, marks and order.
    """
    key = sentence_key(sentence)
    words = key.split()
    if len(words) < _FEWEST_WORDS:
        return ""
    if key in had:
        return key
    best, best_key = SIMILAR, ""
    for other, shared in _shared(words, had).items():
        similarity = 2 * shared / (len(words) + other.count(" ") + 1)
        if similarity > best or (similarity == best and not best_key):
            best, best_key = similarity, other
    return best_key


def _shared(words: list[str], had: frozenset[str]) -> Counter[str]:
    """How many words each sentence shares with these, of those that may be near copies.

    A near copy lacks at most `missing` of the words, so it has one of the `missing + 1` rarest: only sentences with one
    of those are looked at.
    """
    index = _index(had)
    numbered = _numbered(words)
    # With n words here and m there, 2 * shared >= SIMILAR * (n + m) and shared <= m leave n * SIMILAR / (2 - SIMILAR).
    fewest = SIMILAR * len(numbered) / (2 - SIMILAR)
    missing = int(len(numbered) - fewest + 1e-9)
    rarest = sorted(numbered, key=lambda word: len(index.get(word, ())))[: missing + 1]
    likely = {other for word in rarest for other in index.get(word, ())}
    mine = set(numbered)
    return Counter({other: len(mine & words_of) for other in likely if (words_of := set(_numbered(other.split())))})


def _numbered(words: list[str]) -> list[tuple[str, int]]:
    """Each word with how often it was there before, so that the second `you` is another word than the first."""
    seen: Counter[str] = Counter()
    found = []
    for word in words:
        found.append((word, seen[word]))
        seen[word] += 1
    return found


@lru_cache(maxsize=4)
def _index(had: frozenset[str]) -> dict[tuple[str, int], list[str]]:
    """Which sentences each word is in; a ledger is asked about at every change of a draft."""
    index: dict[tuple[str, int], list[str]] = {}
    for sentence in sorted(had):
        for word in _numbered(sentence.split()):
            index.setdefault(word, []).append(sentence)
    return index
