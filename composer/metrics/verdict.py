"""Verdict: whether a change is more than chance, by a rule that was chosen before any result.

Both must exclude 0: the wider of the intervals over answers and over weeks, like with like; and the step at the event
over a straight trend. In simulated worlds where nothing happens, weeks that differ, a slow trend or a changing mix of
topics make an interval alone find "an effect" in up to 79 of 100, and both together in at most 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from composer.metrics.differences import (
    Cells,
    Difference,
    change_by_answers,
    change_by_weeks,
    level_change,
    weekly_means,
)
from composer.metrics.proportions import Interval

WEEKS = 26
"""How many weeks before and after an event are looked at."""
ENOUGH_WEEKS = 8
"""On each side, below which there is no trend to compare with, and no word."""
FEW, ENOUGH = 10, 30
"""Answers on each side below which there are counts only, and below which there is an interval and no word."""
_SHORTEST = 4
"""Weeks on each side of another date that is looked at."""
CHANCE = 0.05


class Placebo(NamedTuple):
    """How often other dates, at which nothing happened, moved as much."""

    as_much: int
    dates: int


@dataclass(frozen=True)
class Verdict:
    """What can be said of a change."""

    before: int
    after: int
    """How many were counted on each side, among what both sides have."""
    change: Difference | None
    """The wider of the two; None where nothing can be compared."""
    step: Difference | None
    """Over the trend; None with fewer than eight weeks on a side."""
    placebo: Placebo
    why_not: str = ""
    """Why it is not said to be more than chance; empty where it is."""

    @property
    def more_than_chance(self) -> bool:
        """Whether the word may be said."""
        return not self.why_not

    @property
    def interval(self) -> Interval | None:
        """Of the change, where there are enough answers for one."""
        return self.change.interval() if self.change and min(self.before, self.after) >= FEW else None

    @property
    def p(self) -> float:
        """How often chance would show so much, by the more doubtful of the two ways; 1 where nobody can say."""
        return max(self.change.p, self.step.p) if self.change and self.step else 1.0


def judge(cells: Cells) -> Verdict:
    """What can be said of a change at week 0."""
    means = weekly_means(cells)
    counts = [
        sum(tally.number for (week, _one), tally in cells.items() if (week >= 0) is side) for side in (False, True)
    ]
    weeks = [sum((week >= 0) is side for week, _weight, _mean in means) for side in (False, True)]
    change = _wider(cells)
    step = level_change(means) if min(weeks) >= ENOUGH_WEEKS else None
    placebo = other_dates(cells, change.value) if change else Placebo(0, 0)
    return Verdict(counts[0], counts[1], change, step, placebo, _why_not(counts, weeks, change, step))


def _wider(cells: Cells) -> Difference | None:
    found = [one for one in (change_by_answers(cells), change_by_weeks(cells)) if one is not None]
    return max(found, key=lambda one: one.interval().high - one.interval().low) if len(found) == 2 else None


def _why_not(counts: Sequence[int], weeks: Sequence[int], change: Difference | None, step: Difference | None) -> str:
    if min(counts) < FEW:
        return f"there are fewer than {FEW} on a side"
    if min(counts) < ENOUGH:
        return f"there are fewer than {ENOUGH} on a side"
    if change is None:
        return "nothing like it is there on both sides"
    if min(weeks) < ENOUGH_WEEKS:
        return f"there are fewer than {ENOUGH_WEEKS} weeks on a side"
    if not change.interval().excludes_zero:
        return "no change at all is among the likely values"
    if step is None or not step.interval().excludes_zero:
        return "it does not stand out from the trend before and after"
    if (step.value > 0) is not (change.value > 0):
        return "the step at that date goes the other way than the whole"
    return ""


def other_dates(cells: Cells, moved: float) -> Placebo:
    """How many other dates before the event moved as much, each with at least four weeks on both sides."""
    past = {key: tally for key, tally in cells.items() if key[0] < 0}
    weeks = sorted({week for week, _stratum in past})
    as_much = dates = 0
    for at in range(_SHORTEST, len(weeks) - _SHORTEST + 1):
        start = weeks[at]
        found = change_by_answers({(week - start, stratum): tally for (week, stratum), tally in past.items()})
        if found is not None:
            dates += 1
            as_much += abs(found.value) >= abs(moved)
    return Placebo(as_much, dates)


def after_a_low(means: Sequence[tuple[int, float, float]], *, upwards: bool) -> bool:
    """Whether the four weeks before an event were the worst of at least three such stretches."""
    stretches: dict[int, list[tuple[float, float]]] = {}
    for week, weight, mean in means:
        if week < 0:
            stretches.setdefault((-week - 1) // 4, []).append((weight, mean))
    if len(stretches) < 3 or 0 not in stretches:
        return False
    worth = {
        at: sum(weight * mean for weight, mean in some) / sum(weight for weight, _mean in some)
        for at, some in stretches.items()
    }
    worst = min(worth, key=lambda at: worth[at] if upwards else -worth[at])
    return worst == 0
