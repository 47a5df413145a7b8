"""Words: whether customers who got an article or a phrase were more satisfied than others with the like matter.

Each is compared within the same topic and tone only, by an exact test that holds for few ratings, and all of them
together after Holm: where nothing differs, a report names something in at most one of twenty.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from composer.metrics.differences import StratumTable, holm
from composer.metrics.proportions import Interval, shrunk, wilson
from composer.metrics.verdict import CHANCE
from composer.records.outcome_rows import RatingRow

LISTED = 20
"""Ratings from which on something is listed."""
_LIKE_OTHERS = 20.0
"""How many ratings like all the others an estimate is drawn by."""


class What(StrEnum):
    """What a reply was made of."""

    ARTICLE = "article"
    PHRASE = "phrase"


class Used(NamedTuple):
    """A reply's words: the case, and what it was made of."""

    case_id: str
    articles: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class WordsUse:
    """What became of an article or a phrase."""

    what: What
    name: str
    used: int
    """In how many cases."""
    rated: int
    satisfied: Interval
    estimate: float
    """The share of the satisfied, drawn towards what is usual for such matters."""
    usual: float
    """The share of the satisfied that cases with the same topics and tones have without it."""
    p: float
    """After Holm."""

    @property
    def differs(self) -> bool:
        """Whether it is more than chance."""
        return self.p < CHANCE


def what_words_do(used: Iterable[Used], ratings: Iterable[RatingRow]) -> list[WordsUse]:
    """Articles and phrases with at least twenty ratings, the surest difference first."""
    judged: dict[str, tuple[str, bool]] = {}
    for one in ratings:
        if one.kind == "csat" and one.case_id and one.positive is not None:
            judged[one.case_id] = (f"{one.group.topic}\n{one.group.tone}", one.positive)
    cases: dict[tuple[What, str], set[str]] = defaultdict(set)
    for reply in used:
        for what, names in ((What.ARTICLE, reply.articles), (What.PHRASE, reply.phrases)):
            for name in names:
                cases[what, name].add(reply.case_id)
    everything = _counted(judged, judged)
    listed = [
        (what, name, theirs, _tables(_counted(theirs, judged), everything))
        for (what, name), theirs in sorted(cases.items())
        if len(theirs & judged.keys()) >= LISTED
    ]
    chances = holm([exact(tables) for _what, _name, _theirs, tables in listed])
    found = [_words(*one, p) for one, p in zip(listed, chances, strict=True)]
    return sorted(found, key=lambda one: (one.p, -one.rated, one.name))


def _words(what: What, name: str, theirs: set[str], tables: Sequence[StratumTable], p: float) -> WordsUse:
    rated, hits = sum(table.number for table in tables), sum(table.hits for table in tables)
    alike = [table for table in tables if table.earlier_number]
    weight = sum(table.number for table in alike)
    usual = sum(table.number * table.earlier / table.earlier_number for table in alike) / weight if weight else math.nan
    drawn = shrunk(hits, rated, usual if weight else hits / rated, _LIKE_OTHERS)
    return WordsUse(what, name, len(theirs), rated, wilson(hits, rated), drawn, usual, p)


def _counted(cases: Iterable[str], judged: Mapping[str, tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """By stratum, how many of some cases are satisfied, and how many are rated."""
    found: dict[str, tuple[int, int]] = {}
    for case in cases:
        if case in judged:
            stratum, positive = judged[case]
            hits, number = found.get(stratum, (0, 0))
            found[stratum] = (hits + positive, number + 1)
    return found


def _tables(with_it: Mapping[str, tuple[int, int]], everything: Mapping[str, tuple[int, int]]) -> list[StratumTable]:
    return [
        StratumTable(hits, number, everything[stratum][0] - hits, everything[stratum][1] - number)
        for stratum, (hits, number) in with_it.items()
    ]


def exact(tables: Sequence[StratumTable]) -> float:
    """How often chance puts so many or so few of the satisfied on one side, twice the smaller tail.

    The exact test of conditional independence over strata (Mehta, Patel and Gray 1985); strata that one side alone
    has say nothing.
    """
    shares, least, seen = [1.0], 0, 0
    for hits, number, earlier, earlier_number in tables:
        if not number or not earlier_number:
            continue
        everyone, satisfied = number + earlier_number, hits + earlier
        low, high = max(0, satisfied - earlier_number), min(number, satisfied)
        ways = math.comb(everyone, number)
        parts = [
            math.comb(satisfied, at) * math.comb(everyone - satisfied, number - at) / ways
            for at in range(low, high + 1)
        ]
        shares = _convolved(shares, parts)
        least, seen = least + low, seen + hits
    at = seen - least
    return min(2 * min(math.fsum(shares[: at + 1]), math.fsum(shares[at:])), 1.0)


def _convolved(first: Sequence[float], second: Sequence[float]) -> list[float]:
    found = [0.0] * (len(first) + len(second) - 1)
    for at, one in enumerate(first):
        if one > 1e-18:
            for place, other in enumerate(second, at):
                found[place] += one * other
    return found
