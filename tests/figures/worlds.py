"""Worlds: simulated weeks of ratings in which nothing, or something, happens at week 0."""

from __future__ import annotations

import random
from collections.abc import Callable

from composer.metrics.differences import WeekTally

BEFORE, AFTER, A_WEEK = 26, 12, 40
TOPICS = ("delivery", "payment", "plants")
_SATISFIED = {"delivery": 0.68, "payment": 0.80, "plants": 0.90}
Cells = dict[tuple[int, str], WeekTally]
World = Callable[[random.Random], Cells]


def _week(chance: random.Random, week: int, share: float, cells: Cells, stratum: str = "", count: int = A_WEEK) -> None:
    share = min(max(share, 0.02), 0.98)
    hits = float(sum(chance.random() < share for _rating in range(count)))
    cells[week, stratum] = WeekTally(count, hits, hits)


def drifting(spread: float, memory: float, slope: float = 0.0, effect: float = 0.0) -> World:
    """Weeks whose share wanders: `spread` in shares, `memory` from one week to the next, `slope` a week."""

    def world(chance: random.Random) -> Cells:
        cells: Cells = {}
        off = chance.gauss(0, spread)
        for week in range(-BEFORE, AFTER):
            _week(chance, week, 0.8 + off + slope * week + effect * (week >= 0), cells)
            off = memory * off + chance.gauss(0, spread * (1 - memory**2) ** 0.5)
        return cells

    return world


def mixing(effect: float = 0.0) -> World:
    """The easy topics grow from a third to two thirds at week 0; each of them is answered as well as before."""

    def world(chance: random.Random) -> Cells:
        cells: Cells = {}
        for week in range(-BEFORE, AFTER):
            shares = (0.2, 0.2, 0.6) if week >= 0 else (0.45, 0.3, 0.25)
            drawn = chance.choices(TOPICS, shares, k=A_WEEK)
            for topic in TOPICS:
                if drawn.count(topic):
                    _week(chance, week, _SATISFIED[topic] + effect * (week >= 0), cells, topic, drawn.count(topic))
        return cells

    return world


NOTHING: dict[str, World] = {
    "weeks alike": drifting(0.0, 0.0),
    "weeks differ": drifting(0.05, 0.0),
    "weeks remember": drifting(0.05, 0.5),
    "a slow trend": drifting(0.0, 0.0, slope=0.003),
    "a slow trend, weeks remember": drifting(0.05, 0.5, slope=0.003),
    "another mix of topics": mixing(),
}
"""The kinds of nothing."""
SOMETHING: dict[str, World] = {
    "80 to 90 %, weeks alike": drifting(0.0, 0.0, effect=0.1),
    "80 to 90 %, weeks remember": drifting(0.03, 0.3, effect=0.1),
}
