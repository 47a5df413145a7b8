"""Twins: texts that say nearly the same, found by the runs of words that they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain

_RUN = 4
"""Words of one run."""
_SHORTEST = 20
"""Runs that a text must have; shorter ones are alike by chance."""
_ALIKE = 0.7
"""The share of all their runs that twins have in common (Jaccard)."""
_MOST_HOLDERS = 30
"""A run in more texts than this belongs to a form, not to a subject."""
_WORD = re.compile(r"\w+")


def find_twins(texts: Mapping[str, str]) -> dict[str, str]:
    """By name, the first text before it that each one nearly repeats."""
    every = {name: _runs(text) for name, text in texts.items()}
    runs = {name: own for name, own in every.items() if len(own) >= _SHORTEST}
    holding = Counter(chain.from_iterable(runs.values()))
    shared = {run for run, count in holding.items() if 1 < count <= _MOST_HOLDERS}
    holders: dict[int, list[str]] = {}
    twins: dict[str, str] = {}
    for name, own in runs.items():
        common = own & shared
        near = Counter(chain.from_iterable(holders.get(run, ()) for run in common))
        twin = next((other for other, count in near.most_common(3) if _alike(own, runs[other], count)), None)
        if twin is not None:
            twins[name] = twin
        for run in common:
            holders.setdefault(run, []).append(name)
    return twins


def _alike(one: frozenset[int], other: frozenset[int], shared: int) -> bool:
    return shared >= _ALIKE * (len(one) + len(other) - shared)


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    return frozenset(map(hash, zip(*(words[start:] for start in range(_RUN)), strict=False)))
