"""Telling: how likely a good reply says a sentence of the message back, by weights learned on labelled sentences.

The weights are few, readable line by line and the same for every language: they weigh where a sentence stands, what was
read in it and the kinds of its words, and no single one. `python tests/benchmarks/train_telling.py phrasebooks` makes
them anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from composer.reading.issues import IssueKind
from composer.reading.needing import ABOUT_US, OWN, SAYS_NOT
from composer.reading.reading import Reading
from composer.reading.sentences import QUOTES, Unit
from composer.reading.weights import chance_of, weights_of
from composer.writing.telling_signs import signs_of

_FIGURE = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOUD = re.compile(r"!|\b[A-ZÄÖÜ]{4,}\b")
_TELLING, _STEM = re.compile(r"[^\W\d_]{4,}"), 5
"""Words long enough to say what a sentence is about, and how many letters of one are compared."""
_MOST_FIGURES, _MOST_COMMAS, _MOST_SHARED, _SHORT, _FEW = 3, 4, 2, 5, 2
_WHO = re.compile(
    r"(?:(?:and|but|und|aber)\s+)?(?:(?:i|we)(?:['\u2019](?:m|re)|\s+(?:am|was|are|were|live))\s+(?:an?|the|in|alone|\d+)"
    r"|(?:ich|wir)\s+(?:bin|war|sind|waren|wohnen?|leben?)\s+(?:eine?|selbst|schon|im|in|allein|\d+))\b",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:the|your|der|die|das|ihre?)\b", re.IGNORECASE)
_LONG = 20
Features = Mapping[str, float]


def features_of(sentences: Sequence[Unit], place: int, reading: Reading, start: int, end: int) -> Features:
    """What a stretch of a sentence is like, each from 0 to about 5, by the names that the table of weights has."""
    unit = sentences[place]
    text, count = unit.text[: end - unit.start], len(sentences)
    length = len(_LETTERS.findall(text))
    near = [one for one in reading.issues if one.start < end and start < one.end]
    kinds = {one.kind for one in near if one.sentence == unit.text}
    asked = _asked_in(sentences)
    found: dict[str, float] = {
        "first": place == 0,
        "last": place == count - 1,
        "how far": place / max(1, count - 1),
        "alone": count == 1,
        "of two": count == _FEW,
        "words": math.log1p(length),
        "short": length <= _SHORT,
        "figures": min(_MOST_FIGURES, len(_FIGURE.findall(text))),
        "asks": text.rstrip().endswith("?"),
        "opens": text.rstrip().endswith(":"),
        "quotes": QUOTES.search(text) is not None,
        "no issue": not near,
        "beside an issue": bool(near) and not kinds,
        "who": _WHO.match(text) is not None,
        "says not": SAYS_NOT.search(text) is not None,
        "about us": ABOUT_US.search(text) is not None,
        "their own": OWN.search(text) is not None,
        "the thing": _THE.match(text) is not None,
        "long": max(0, length - _LONG) / 10,
        "loud": _LOUD.search(text) is not None,
        "commas": min(_MOST_COMMAS, text.count(",")),
        "brackets": "(" in text,
        "asked about": 0 if text.rstrip().endswith("?") else min(_MOST_SHARED, len(_stems(asked) & _stems(text))),
        f"tone {reading.tone}": True,
    }
    signs = signs_of(unit.text, len(text))
    found |= signs
    found |= {f"short, {sign}": sign in signs and length <= _SHORT for sign in ("fails", "tried")}
    found |= {f"issue {kind}": kind in kinds for kind in IssueKind}
    found |= {f"fact {fact.kind}": True for fact in reading.facts if start <= fact.start < end}
    found |= {f"cue {one.cue.kind}": True for one in reading.cues if start <= one.start < end}
    return MappingProxyType({name: float(value) for name, value in found.items() if value})


def _asked_in(sentences: Sequence[Unit]) -> str:
    """What a message asks."""
    return " ".join(one.text for one in sentences if one.text.rstrip().endswith("?"))


@lru_cache(maxsize=200)
def _stems(text: str) -> frozenset[str]:
    """The beginnings of the telling words of a text."""
    return frozenset(word[:_STEM] for word in _TELLING.findall(text.lower()))


def chance_to_tell(features: Features) -> float:
    """How likely a good reply says the sentence back, from 0 to 1."""
    return chance_of(features, weights_of("telling.tsv"))


def chance_of_dispute(features: Features) -> float:
    """How likely a sentence that is said back is one that stays the customer's: a reproach, hearsay, what we did."""
    return chance_of(features, weights_of("disputing.tsv"))
