"""Measuring: whether the time that something takes grows as its text does. CPU time, and ratios within one run."""

from __future__ import annotations

import gc
import inspect
import math
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from tests.linear_time.nasty import Family

Run = Callable[[str], object]
MOST = 2.6
"""By what the time may be multiplied where the text is doubled."""
FLOOR = 0.002
"""Seconds below which a time says nothing."""


class Step(NamedTuple):
    """A size in characters with the CPU seconds that it took."""

    size: int
    seconds: float


def seconds(run: Run, text: str, times: int = 1) -> float:
    """The shortest of so many runs, in CPU seconds of this process, without the collector of garbage."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(times):
            forget_texts()
            started = time.process_time()
            run(text)
            best = min(best, time.process_time() - started)
    finally:
        gc.enable()
    return best


def forget_texts() -> None:
    """Forget what texts came to, so that the same text is read anew."""
    for kept in _kept_of_texts():
        kept.cache_clear()


def forget_everything() -> None:
    """Forget whatever functions of the product keep, what came of files, too."""
    for kept in _kept():
        kept.cache_clear()


def _kept() -> list[Any]:
    """Every function of the product that keeps what it gave."""
    modules = [one for name, one in sys.modules.items() if name.partition(".")[0] in ("kb", "composer")]
    found = {id(one): one for module in modules for one in vars(module).values() if hasattr(one, "cache_parameters")}
    return [*found.values()]


@cache
def _kept_of_texts() -> list[Any]:
    """Everything that keeps what a text came to, so that the same text takes no time; but for what came of files."""
    return [
        one
        for one in _kept()
        if one.cache_parameters()["maxsize"] is not None
        and next(iter(inspect.unwrap(one).__annotations__.values()), "") == "str"
        and not one.__name__.startswith(("parse_", "_compiled"))
    ]


def is_linear(run: Run, family: Family, size: int = 4_096, quick: float = 0.001) -> bool:
    """Whether a text four times as large takes nowhere near sixteen times as long.

    Nine times lies half way between linear and quadratic. A quadratic pattern takes eight milliseconds at least for
    this size, so what takes less than one is not measured again.
    """
    # The smaller step comes first, since a cubic pattern would never come back from the larger one.
    return _holds(run, family, size // 4, quick) and _holds(run, family, size, quick)


def _holds(run: Run, family: Family, size: int, quick: float) -> bool:
    large = family.text(size)
    if seconds(run, large) < quick:
        return True
    small = family.text(size // 4)
    return any(seconds(run, large, times) < 9 * max(seconds(run, small, times), quick / 20) for times in (1, 2, 4))


def doubled(run: Run, family: Family, most: int, budget: float) -> list[Step]:
    """The times for doubling sizes up to the largest, until one takes longer than the budget."""
    steps: list[Step] = []
    sizes = [most]
    while sizes[0] >= 2_000:
        sizes.insert(0, sizes[0] // 2)
    for size in sizes:
        text = family.text(size)
        took = seconds(run, text)
        if steps and took > FLOOR and took > MOST * steps[-1].seconds:
            took = min(took, seconds(run, text, 3))
            steps[-1] = Step(steps[-1].size, seconds(run, family.text(steps[-1].size), 3))
        steps.append(Step(size, took))
        if took > budget:
            break
    return steps


def worst(steps: list[Step]) -> float:
    """The largest factor per doubling, over three of them, of the sizes that took long enough to be told apart.

    Over one doubling alone, whatever else the computer does is seen as well.
    """
    pairs = zip(steps, steps[3:], strict=False)
    return max((math.cbrt(two.seconds / one.seconds) for one, two in pairs if one.seconds >= FLOOR / 4), default=0.0)
