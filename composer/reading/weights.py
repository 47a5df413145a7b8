"""Weights: a shipped table of a logistic regression, and the chance that it gives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType


@lru_cache(maxsize=8)
def weights_of(table: str) -> Mapping[str, float]:
    """The weights of a table in the phrasebooks, by the names of their features, in units of log odds."""
    text = (resources.files("phrasebooks") / table).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return MappingProxyType({name: int(value) / 1000 for name, value in rows})


def chance_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely it is what the weights were learned for, from 0 to 1; what they do not know counts nothing."""
    score = weights.get("(bias)", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-score))
