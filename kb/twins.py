"""Twins: texts that say nearly the same, found by the runs of words that they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from kb.text import fold

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
    holders: dict[int, list[str]] = {}
    twins: dict[str, str] = {}
    for name, own in runs.items():
        near = (holders.get(run, []) for run in own)
        shared = Counter(other for some in near if len(some) < _MOST_HOLDERS for other in some)
        for other, count in shared.most_common(3):
            if count >= _ALIKE * (len(own) + len(runs[other]) - count):
                twins[name] = other
                break
        for run in own:
            holders.setdefault(run, []).append(name)
    return twins


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(fold(text))
    return frozenset(map(hash, zip(*(words[start:] for start in range(_RUN)), strict=False)))
