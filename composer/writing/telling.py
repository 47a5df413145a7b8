"""Telling: how likely a good reply says a sentence of the message back, by weights learned on labelled sentences.

The weights are few, readable line by line and the same for every language: they weigh where a sentence stands, what was
read in it and what it is made of, and no word of it. `python tests/benchmarks/train_telling.py` makes them anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from composer.reading.issues import IssueKind
from composer.reading.needing import ABOUT_US, OWN, SAYS_NOT
from composer.reading.reading import Reading
from composer.reading.sentences import QUOTES, Unit
from composer.reading.weights import chance_of, weights_of

_FIGURE = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_FIGURES, _SHORT, _FEW = 3, 5, 2
_WHO = re.compile(
    r"(?:(?:and|but|und|aber)\s+)?(?:(?:i|we)(?:['\u2019](?:m|re)|\s+(?:am|was|are|were|live))\s+(?:an?|the|in|alone|\d+)"
    r"|(?:ich|wir)\s+(?:bin|war|sind|waren|wohnen?|leben?)\s+(?:eine?|selbst|schon|im|in|allein|\d+))\b",
    re.IGNORECASE,
)
_THINKS = re.compile(
    r"\b(?:think|thought|believed?|know|knew|suppose|guess|hoped?|feel|felt|wish|imagine|sure|wonder(?:ed|ing)?|afraid|worr\w+|proud"
    r"|glaube|denke|dachte|wei(?:ß|ss)|hoffe|finde|fand|meine|fürchte|fühle)\b",
    re.IGNORECASE,
)
_BY_THE_WAY = re.compile(
    r"\b(?:honestly|apparently|of course|obviously|actually|somehow|anyway|basically|frankly|though"
    r"|ehrlich|angeblich|natürlich|offenbar|irgendwie|halt|eben|ja|doch|übrigens|eigentlich|leider|zum Glück)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:wife|husband|partner|son|daughter|kids?|child(?:ren)?|mother|mum|mom|father|dad|brother|sister|grand\w+|aunt|uncle"
    r"|friends?|neighbou?rs?|boss|colleagues?|lad|boy|girl|baby|he|she|him|her|his"
    r"|Frau|Mann|Mannes|Sohn\w*|Tochter|Kind(?:er|ern|es)?|Mutter|Vaters?|Oma|Opa|Mama|Papa|Bruder|Schwester|Enkel\w*"
    r"|Nachbar\w*|Freund\w*|Chef\w*|Kolleg\w*|Schwieger\w+|er|ihn|ihm)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:years?|Jahren?)\b", re.IGNORECASE)
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
        "thinks": _THINKS.search(text) is not None,
        "by the way": _BY_THE_WAY.search(text) is not None,
        "others": _OTHERS.search(text) is not None,
        "years": _YEARS.search(text) is not None,
        "the thing": _THE.match(text) is not None,
        "long": max(0, length - _LONG) / 10,
        "ends loud": text.rstrip().endswith("!"),
        f"tone {reading.tone}": True,
    }
    found |= {f"issue {kind}": kind in kinds for kind in IssueKind}
    found |= {f"fact {fact.kind}": True for fact in reading.facts if start <= fact.start < end}
    found |= {f"cue {one.cue.kind}": True for one in reading.cues if start <= one.start < end}
    return MappingProxyType({name: float(value) for name, value in found.items() if value})


def tells_of_others(text: str) -> bool:
    """Whether a stretch tells of somebody's family, friends, colleagues or neighbours."""
    return _OTHERS.search(text) is not None


def chance_to_tell(features: Features) -> float:
    """How likely a good reply says the sentence back, from 0 to 1."""
    return chance_of(features, weights_of("telling.tsv"))
