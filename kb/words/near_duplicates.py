"""Twins: texts that say nearly the same, found by the runs of words that they share."""

from __future__ import annotations

import math
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
    """By name, the text before it that each one nearly repeats."""
    runs = ((name, _runs(text)) for name, text in texts.items())
    every = {name: own for name, own in runs if len(own) >= _SHORTEST}
    holding = Counter(chain.from_iterable(every.values()))
    telling = {run for run, times in holding.items() if 1 < times <= _MOST_HOLDERS}
    holders: dict[int, list[str]] = {}
    common: dict[str, frozenset[int]] = {}
    twins: dict[str, str] = {}
    for name, own in every.items():
        needed = math.ceil(_ALIKE * len(own))
        there = own & telling
        if len(there) < needed:
            continue
        # Whoever shares as many runs as a twin must shares one of the rarest that are left when so many are taken away.
        rarest = sorted(sorted(there), key=holding.__getitem__)[: len(there) - needed + 1]
        near = dict.fromkeys(chain.from_iterable(holders.get(run, ()) for run in rarest))
        shared = {other: len(there & common[other]) for other in near}
        alike = [other for other in near if shared[other] >= _ALIKE * (len(own) + len(every[other]) - shared[other])]
        if alike:
            twins[name] = max(alike, key=shared.__getitem__)
        common[name] = there
        for run in rarest:
            holders.setdefault(run, []).append(name)
    return twins


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    return frozenset(map(hash, zip(*(words[start:] for start in range(_RUN)), strict=False)))
