"""Needing: how likely a sentence of a message states a need, by weights learned on labelled messages.

The weights are few, readable line by line and the same for every language: they weigh the signs of a sentence, those of
its neighbours and where it stands, and no word of it. `python tests/benchmarks/train_needing.py` makes them anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from composer.reading.issue_signs import SignedSentence
from composer.reading.weights import chance_of, weights_of

_FEW, _MOST, _LONGEST = 2, 20, 40
"""Sentences of a short message; from how many sentences, and words of one, on nothing more was learned of them."""
_UNWEIGHED = frozenset({"wonders", "pronoun", "lists"})
"""Signs that say nothing by themselves."""
SAYS_NOT = re.compile(
    r"\b(?:no|not|cannot|nothing|never|nobody|kein\w*|nicht|nichts|nie|niemand|keiner)\b|n['\u2019]t\b", re.IGNORECASE
)
ABOUT_US = re.compile(r"\b(?:you|your|yours|Sie|Ihnen|Ihre?[mnrs]?|euch|eure?[mnrs]?)\b")
OWN = re.compile(r"\b(?:my|our|mein\w*|unser\w*)\b", re.IGNORECASE)
_CONDITION = re.compile(r"(?:if|when|as|since|wenn|falls|da|weil)\b", re.IGNORECASE)


def features_of_need(sentences: Sequence[SignedSentence]) -> list[Mapping[str, float]]:
    """What each sentence of a message is like among the others, each from 0 to about 5, by the names of the weights."""
    asking = [place for place, one in enumerate(sentences) if one.wants]
    troubled = [place for place, one in enumerate(sentences) if one.trouble]
    asked, in_trouble = {*asking}, {*troubled}
    found: list[Mapping[str, float]] = []
    for place, one in enumerate(sentences):
        kind = not one.signs.isdisjoint({"thanks", "praises"})
        who = "one that asks" if one.wants else "one that thanks" if kind else "one that tells"
        there = [who, *(f"sign {sign}" for sign in one.signs - _UNWEIGHED)]
        for what, places in (("asked", asking), ("trouble", troubled)):
            there += [f"{who}, {what} before"] if places and places[0] < place else []
            there += [f"{who}, {what} after"] if places and places[-1] > place else []
        for where, at in (("just before", place - 1), ("just after", place + 1)):
            there += [f"{who}, asked {where}"] if at in asked else []
            there += [f"{who}, trouble {where}"] if at in in_trouble else []
        itself = {name: float(value) for name, value in _of_itself(place, sentences).items() if value}
        found.append(itself | dict.fromkeys(there, 1.0))
    return found


def _of_itself(place: int, sentences: Sequence[SignedSentence]) -> dict[str, float]:
    text, count = sentences[place].unit.text, len(sentences)
    return {
        "words": math.log1p(min(len(text.split()), _LONGEST)),
        "sentences": math.log1p(min(count, _MOST)),
        "first": place == 0,
        "last": place == count - 1,
        "how far": place / max(1, count - 1),
        "alone": count == 1,
        "of two": count == _FEW,
        "new paragraph": not place or sentences[place - 1].unit.paragraph != sentences[place].unit.paragraph,
        "ends loud": text.endswith("!"),
        "says not": SAYS_NOT.search(text) is not None,
        "about us": ABOUT_US.search(text) is not None,
        "their own": OWN.search(text) is not None,
        "condition": _CONDITION.match(text) is not None,
    }


def chances_of_need(sentences: Sequence[SignedSentence]) -> list[float]:
    """How likely each sentence states a need, from 0 to 1; the line that opens a list of them states none itself."""
    weights = weights_of("needing.tsv")
    return [
        0.0 if "lists" in one.signs else chance_of(features, weights)
        for one, features in zip(sentences, features_of_need(sentences), strict=True)
    ]
