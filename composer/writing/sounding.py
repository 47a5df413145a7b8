"""Sounding: whether a sentence talks past the customer, by weights learned on sentences; readable line by line.

A sentence talks past somebody where it blames, plays down or says something general in place of an answer. What such
sentences share is no word: they speak of nobody in particular, tell no act and no day, and the reply round them owns
nothing. `sounding.md` beside the weights says what they were learned on and what they reach.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d[\d.,:]*|[!?%;:>€£$]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_ROOT = 6
"""Letters by which words of the message and the reply are compared."""
_MOST = 3
"""How often the words of a class count at most."""
_LONG, _SHORT = 16, 7
_NGRAM = 0.3
"""How much a word, or two or three side by side, count beside what a sentence is like."""
_FIRST = "first "
"""How the kinds of beginnings are named in a table."""
_PERSONS = ("I", "WE", "YOU", "YOUR")


@dataclass(frozen=True, eq=False)
class Sounding:
    """What is looked at in a language, and the weights of it; empty where there are none. Equal to itself alone."""

    classes: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Words by what they are: `minim` is `only`, `just`; those in capitals are persons, those with `first ` begin."""
    marks: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """What a sentence may hold, as regular expressions for its small letters."""
    rest: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """What the other sentences of the reply may hold."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Features that say more side by side."""
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    bias: float = 0.0
    nouns_are_capital: bool = False
    """Whether a capital says nothing of names."""

    def __bool__(self) -> bool:
        return bool(self.weights)

    @cached_property
    def persons(self) -> Mapping[str, str]:
        """The person that a word is; the first one that has it."""
        named = [(word, name) for name, words in self.classes.items() if name.isupper() for word in words]
        return MappingProxyType(dict(reversed(named)))

    @cached_property
    def kinds(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds that a word is of."""
        found: dict[str, tuple[str, ...]] = {}
        for name, words in self.classes.items():
            if name.islower() and not name.startswith(_FIRST):
                found |= {word: (*found.get(word, ()), name) for word in words}
        return MappingProxyType(found)

    @cached_property
    def beginnings(self) -> Mapping[str, str]:
        """What kind of beginning a word is."""
        named = [(name, words) for name, words in self.classes.items() if name.startswith(_FIRST)]
        return MappingProxyType({word: name for name, words in reversed(named) for word in words})


NO_SOUNDING = Sounding()
Features = dict[str, float]


def scores_of(reply: list[str], message: str, sounding: Sounding) -> list[float]:
    """How far each sentence of a reply talks past who wrote the message; above 0 likely, in units of log odds."""
    return [
        sounding.bias + _own_score(sentence, sounding) + _summed(around, sounding)
        for sentence, around in zip(reply, _around(reply, message, sounding), strict=True)
    ]


@lru_cache(maxsize=1_000)
def _own_score(sentence: str, sounding: Sounding) -> float:
    """What a sentence adds by itself, kept: while a reply is written, most of its sentences stay."""
    return _summed(features_of(sentence, sounding), sounding)


def _summed(found: Features, sounding: Sounding) -> float:
    weights = sounding.weights
    return sum(weights[name] * value for name, value in found.items() if name in weights)


def features_in(reply: list[str], message: str, sounding: Sounding) -> list[Features]:
    """What each sentence of a reply is like, and what is around it."""
    around = _around(reply, message, sounding)
    return [features_of(sentence, sounding) | other for sentence, other in zip(reply, around, strict=True)]


def _around(reply: list[str], message: str, sounding: Sounding) -> list[Features]:
    """What the other sentences hold, and whether each takes up a word of the message."""
    lower = [sentence.lower() for sentence in reply]
    held = [frozenset(name for name, mark in sounding.rest if mark.search(sentence)) for sentence in lower]
    often = Counter(name for names in held for name in names)
    theirs = _roots_of(message)
    found = []
    for sentence, own in zip(reply, held, strict=True):
        shared = len(theirs & _roots_of(sentence))
        others = {name: 1.0 for name, count in often.items() if count > (name in own)}
        found.append(others | {"context": 1.0, "shared": min(shared, _MOST) / _MOST, "strange": float(not shared)})
    return found


@lru_cache(maxsize=1_000)
def _roots_of(text: str) -> frozenset[str]:
    return frozenset(word[:_ROOT].lower() for word in _WORD.findall(text))


def features_of(sentence: str, sounding: Sounding) -> Features:
    """What a sentence is like, each from 0 to 1.5, and its words."""
    plain = sentence.replace("\u2019", "'")
    tokens = _TOKEN.findall(plain)
    small = [token.lower() for token in tokens]
    words = [one for one in small if one[0].isalpha()]
    persons = _persons_of(tokens, sounding)
    found = _shape_of(plain, tokens, words)
    found |= {person: 1.0 for person in persons if person}
    kinds = Counter(name for word in words for name in sounding.kinds.get(word, ()))
    found |= {name: min(count, _MOST) / 2 for name, count in kinds.items()}
    lower = plain.lower()
    found |= {name: 1.0 for name, pattern in sounding.marks if pattern.search(lower)}
    names = 0 if sounding.nouns_are_capital else sum(token[0].isupper() and token[:2] not in _I for token in tokens[1:])
    found["names"] = min(names, 2) / 2
    if not any(found.get(person) for person in _PERSONS):
        found["nobody"] = 1.0
        found["general"] = float(not names and "number" not in found)
    found[_FIRST + _first_of(words, persons, sounding)] = 1.0
    found |= {f"{one} + {other}": 1.0 for one, other in sounding.pairs if found.get(one) and found.get(other)}
    return {name: value for name, value in found.items() if value} | _ngrams_of(small, persons)


_I = ("I", "I'")


def _shape_of(sentence: str, tokens: list[str], words: list[str]) -> Features:
    """Marks and length of a sentence."""
    shape = {
        "number": any(token[0].isdigit() for token in tokens),
        "question": sentence.rstrip().endswith("?"),
        "exclamation": "!" in sentence,
        "colon": ":" in sentence,
        "long": len(words) > _LONG,
        "short": len(words) < _SHORT,
    }
    return {name: 1.0 for name, there in shape.items() if there} | {"commas": min(sentence.count(","), 3) / 3}


def _persons_of(tokens: list[str], sounding: Sounding) -> list[str]:
    """The person of each token that is one, else an empty text; `Sie` inside a sentence is `you`."""
    polite = sounding.nouns_are_capital
    return [
        "YOU" if polite and place and word == "Sie" else sounding.persons.get(word.lower(), "")
        for place, word in enumerate(tokens)
    ]


def _first_of(words: list[str], persons: list[str], sounding: Sounding) -> str:
    """What kind of word a sentence begins with."""
    if not words:
        return "other"
    if persons[0] and persons[0] != "THEY":
        return persons[0]
    kind = sounding.beginnings.get(words[0], "")
    if not kind and not sounding.nouns_are_capital:
        kind = "ing" if words[0].endswith("ing") else "many" if words[0].endswith("s") and len(words[0]) > _MOST else ""
    return kind.removeprefix(_FIRST) or "other"


def _ngrams_of(small: list[str], persons: list[str]) -> Features:
    """A sentence's words, two and three of them side by side, with persons and numbers for what they are."""
    words = [
        "#" if word[0].isdigit() else person if person and person != "THEY" else word
        for word, person in zip(small, persons, strict=True)
    ]
    lined = ["<", *words, ">"]
    terms = {*words, *(f"{one} {two}" for one, two in pairwise(lined))}
    terms |= {f"{one} {two} {three}" for one, two, three in zip(lined, lined[1:], lined[2:], strict=False)}
    return {f"={term}": _NGRAM for term in terms}


def parse_sounding(text: str) -> Sounding:
    """The weights and what they weigh in a table of tabs: lines of `#`, then a kind, a name and a value on each line.

    ValueError where the table is another one.
    """
    rows = [line.split("\t", 2) for line in text.split("\n") if line and not line.startswith("#")]
    kinds: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if len(row) < _MOST or row[0] not in ("class", "mark", "rest", "pair", "weight", "bias", "capitals"):
            raise ValueError(f"{row[0][:40]!r} should be a kind of line with a name and a value")
        kinds.setdefault(row[0], []).append((row[1], row[2]))
    return Sounding(
        classes=MappingProxyType({name: frozenset(words.split()) for name, words in kinds.get("class", ())}),
        marks=tuple((name, re.compile(pattern)) for name, pattern in kinds.get("mark", ())),
        rest=tuple((name, re.compile(pattern)) for name, pattern in kinds.get("rest", ())),
        pairs=tuple(kinds.get("pair", ())),
        weights=MappingProxyType({name: int(value) / 1000 for name, value in kinds.get("weight", ())}),
        bias=sum(int(value) for _name, value in kinds.get("bias", ())) / 1000,
        nouns_are_capital="capitals" in kinds,
    )
