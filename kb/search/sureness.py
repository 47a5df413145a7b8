"""Sureness: from which chance on a suggestion is sure; strict at first, then by what agents of a desk took."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.search.search_log import BY_MEANING, AnsweredMessage

RIGHT = 0.92
"""How many of the suggestions that are called sure have to be right."""
START = 0.75
"""The chance to begin with.

Of the suggestions from it on that may go into a reply, 43 of 46 were right, for judged letters to nine desks, each of
them read with weights that were fitted to the other eight.
"""
_LOWEST = 0.55
_DOUBT, _DOUBTED_RIGHT = 10, 8.5
"""Suggestions that are counted in beside those of the desk, so that a few good ones prove nothing."""
EDGES = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Chances at which the rows of the table of reliability begin."""
_NEARNESS, _WORD_LEAD, _LETTER_LEAD, _BEGIN = 6.0, 2.0, 15.0, -2.5
"""The weights of a logistic regression on the judged letters, rounded."""
_CLEAR = 0.05
"""Two articles that are nearer to each other than this are alike; of six suggestions two were wrong."""
_FAR_BEHIND, _SIDE, _AHEAD = -0.3, -0.1, 0.2
"""Beyond these, a lead says no more than it does there."""
_ALONE, _BY_LEAD, _MOST = 0.5, 2.5, 0.99
"""In a message that is one issue alone: a lead of .10 is the chance to begin with, of .20 a certain one."""


class SurenessRow(NamedTuple):
    """One row of the table of reliability: suggestions with a chance in [chance, next row's), and those taken."""

    chance: float
    offered: int
    taken: int


@dataclass(frozen=True)
class Sureness:
    """From which chance on a suggestion is sure, and what that rests on."""

    chance: float = START
    """Infinite where no chance is enough."""
    rows: tuple[SurenessRow, ...] = ()
    """Without any, nothing was offered and answered on this desk by now."""

    @property
    def learned(self) -> bool:
        """Whether the chance is this desk's own."""
        return self.chance != START


STRICT = Sureness()
"""As long as nothing was learned."""


def chance_in_letter(nearness: float, lead: float, word_lead: float, letter_lead: float) -> float:
    """How likely an article is right for one issue of a letter that says more; none where another one is as near.

    `nearness` is the article's cosine to the issue and its letter; `lead`, `word_lead` and `letter_lead` say how far it
    is ahead of the next one: together, by words, and for the whole letter.
    """
    if lead < _CLEAR:
        return 0.0
    words, whole = max(word_lead, _FAR_BEHIND), min(max(letter_lead, _SIDE), _AHEAD)
    return 1 / (1 + math.exp(-(_NEARNESS * nearness + _WORD_LEAD * words + _LETTER_LEAD * whole + _BEGIN)))


def chance_alone(lead: float, word_lead: float, letter_lead: float) -> float:
    """The same for a message that says nothing beside its one issue, in which its words have to lead there, too."""
    agree = word_lead >= 0 and letter_lead >= 0
    return min(_ALONE + _BY_LEAD * lead, _MOST) if agree else 0.0


def sureness_of(answered: Iterable[AnsweredMessage]) -> Sureness:
    """The lowest chance from which on enough suggestions were taken; one that nobody took counts as wrong."""
    offers = [(one.offered, one.offered.article == one.article) for one in answered if one.offered]
    told = sorted(((signs.chance, taken) for signs, taken in offers if signs.by == BY_MEANING), reverse=True)
    return Sureness(_enough(told), _rows(told))


def _enough(told: Sequence[tuple[float, bool]]) -> float:
    enough, right = math.inf, 0
    for number, (chance, taken) in enumerate(told, 1):
        right += taken
        last = number == len(told) or told[number][0] < chance
        if last and chance >= _LOWEST and (right + _DOUBTED_RIGHT) / (number + _DOUBT) >= RIGHT:
            enough = chance
    return min(START, enough) if _holds(told) else enough


def _holds(told: Sequence[tuple[float, bool]]) -> bool:
    """Whether nothing speaks against the chance that Warmline begins with."""
    above = [taken for chance, taken in told if chance >= START]
    return len(above) < _DOUBT or sum(above) / len(above) >= RIGHT


def _rows(told: Sequence[tuple[float, bool]]) -> tuple[SurenessRow, ...]:
    found = []
    for low, high in zip(EDGES, (*EDGES[1:], math.inf), strict=True):
        inside = [taken for chance, taken in told if low <= chance < high]
        found += [SurenessRow(low, len(inside), sum(inside))] if inside else []
    return tuple(found)
