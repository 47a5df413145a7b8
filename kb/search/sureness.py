"""Sureness: from which lead on a suggestion is sure; strict at first, then by what agents of a desk took."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.search.search_log import BY_MEANING, AnsweredMessage

RIGHT = 0.92
"""How many of the suggestions that are called sure have to be right."""
START = 0.10
"""The lead to begin with; for 120 judged letters 24 of 26 suggestions from it on were right."""
_LOWEST = 0.03
_DOUBT, _DOUBTED_RIGHT = 10, 8.5
"""Suggestions that are counted in beside those of the desk, so that a few good ones prove nothing."""
EDGES = (0.0, 0.04, 0.06, 0.08, 0.10, 0.12, 0.16, 0.20)
"""Leads at which the rows of the table of reliability begin."""


class SurenessRow(NamedTuple):
    """One row of the table of reliability: suggestions with a lead in [lead, next row's), and how many were taken."""

    lead: float
    offered: int
    taken: int


@dataclass(frozen=True)
class Sureness:
    """From which lead on a suggestion is sure, and what that rests on."""

    lead: float = START
    """Infinite where no lead is enough."""
    rows: tuple[SurenessRow, ...] = ()
    """Without any, nothing was offered and answered on this desk by now."""

    @property
    def learned(self) -> bool:
        """Whether the lead is this desk's own."""
        return self.lead != START

    def sure(self, lead: float, word_lead: float, letter_lead: float) -> bool:
        """Whether a suggestion by meaning is sure."""
        return lead >= self.lead and agree(word_lead, letter_lead)


STRICT = Sureness()
"""As long as nothing was learned."""


def agree(word_lead: float, letter_lead: float) -> bool:
    """Whether a suggestion may be sure with whatever lead: its words alone and the whole letter lead there as well."""
    return word_lead >= 0 and letter_lead >= 0


def sureness_of(answered: Iterable[AnsweredMessage]) -> Sureness:
    """The lowest lead from which on enough suggestions were taken; one that nobody took counts as wrong."""
    offers = [(one.offered, one.offered.article == one.article) for one in answered if one.offered]
    told = sorted(
        (
            (signs.lead, taken)
            for signs, taken in offers
            if signs.by == BY_MEANING and agree(signs.word_lead, signs.letter_lead)
        ),
        reverse=True,
    )
    return Sureness(_lead(told), _rows(told))


def _lead(told: Sequence[tuple[float, bool]]) -> float:
    enough, right = math.inf, 0
    for number, (lead, taken) in enumerate(told, 1):
        right += taken
        last = number == len(told) or told[number][0] < lead
        if last and lead >= _LOWEST and (right + _DOUBTED_RIGHT) / (number + _DOUBT) >= RIGHT:
            enough = lead
    return min(START, enough) if _holds(told) else enough


def _holds(told: Sequence[tuple[float, bool]]) -> bool:
    """Whether nothing speaks against the lead that Warmline begins with."""
    above = [taken for lead, taken in told if lead >= START]
    return len(above) < _DOUBT or sum(above) / len(above) >= RIGHT


def _rows(told: Sequence[tuple[float, bool]]) -> tuple[SurenessRow, ...]:
    found = []
    for low, high in zip(EDGES, (*EDGES[1:], math.inf), strict=True):
        inside = [taken for lead, taken in told if low <= lead < high]
        found += [SurenessRow(low, len(inside), sum(inside))] if inside else []
    return tuple(found)
