"""Differences: what changed between two stretches of weeks, like compared with like, and weeks taken as they come.

Answers of one week are more alike than those of different weeks. Intervals that take every answer for itself find
"an effect" where there is none; so the wider one counts, of an interval over answers and one over weeks.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from composer.metrics.distributions import CONFIDENCE, normal_two_sided, t_quantile, t_two_sided, z_of
from composer.metrics.proportions import Interval


class WeekTally(NamedTuple):
    """Values of one week and one stratum, as far as the estimates need them."""

    number: int
    total: float
    squares: float


Cells = Mapping[tuple[int, str], WeekTally]
"""By week and stratum; weeks below 0 lie before the event."""


class Difference(NamedTuple):
    """An estimated difference with its standard error; `df` is infinite where the normal holds."""

    value: float
    error: float
    df: float = math.inf

    def interval(self, confidence: float = CONFIDENCE) -> Interval:
        """Its confidence interval."""
        width = z_of(confidence) if math.isinf(self.df) else t_quantile(0.5 + confidence / 2, self.df)
        return Interval(self.value, self.value - width * self.error, self.value + width * self.error)

    @property
    def p(self) -> float:
        """How often chance alone would show so much, by its own model."""
        if self.error == 0:
            return 1.0 if self.value == 0 else 0.0
        z = self.value / self.error
        return normal_two_sided(z) if math.isinf(self.df) else t_two_sided(z, self.df)


class StratumTable(NamedTuple):
    """One stratum: how many of how many, now and before."""

    hits: int
    number: int
    earlier: int
    earlier_number: int


def tallied(
    values: Iterable[tuple[int, str, float]], numbers: Iterable[int] = repeat(1)
) -> dict[tuple[int, str], WeekTally]:
    """Values of a week and a stratum, added up; `numbers` says how many of each there are."""
    found: dict[tuple[int, str], list[float]] = {}
    for (week, stratum, value), number in zip(values, numbers):  # noqa: B905  one of each, however many there are
        cell = found.setdefault((week, stratum), [0, 0.0, 0.0])
        cell[0] += number
        cell[1] += number * value
        cell[2] += number * value * value
    return {key: WeekTally(int(count), total, squares) for key, (count, total, squares) in found.items()}


def mantel_haenszel(tables: Sequence[StratumTable]) -> Difference:
    """The common difference of shares over strata (Mantel and Haenszel 1959) with the variance of Sato (1989)."""
    weight = above = p = q = 0.0
    for hits, count, earlier, earlier_count in tables:
        everyone = count + earlier_count
        weight += count * earlier_count / everyone
        above += (hits * earlier_count - earlier * count) / everyone
        p += (
            count * count * earlier
            - earlier_count * earlier_count * hits
            + count * earlier_count * (earlier_count - count) / 2
        ) / (everyone * everyone)
        q += (hits * (earlier_count - earlier) + earlier * (count - hits)) / (2 * everyone)
    value = above / weight
    return Difference(value, math.sqrt(max(value * p + q, 0.0)) / weight)


class _Side(NamedTuple):
    """One side of the event: its strata added up over weeks."""

    strata: dict[str, WeekTally]
    weeks: dict[int, dict[str, WeekTally]]


def _sides(cells: Cells) -> tuple[_Side, _Side, list[str]]:
    """Before, after, and the strata that both have; others cannot be compared and are left out."""
    sums: tuple[dict[str, list[float]], dict[str, list[float]]] = ({}, {})
    weeks: tuple[dict[int, dict[str, WeekTally]], dict[int, dict[str, WeekTally]]] = ({}, {})
    for (week, stratum), tally in cells.items():
        late = week >= 0
        weeks[late].setdefault(week, {})[stratum] = tally
        number, total, squares = tally
        if known := sums[late].get(stratum):
            known[0] += number
            known[1] += total
            known[2] += squares
        else:
            sums[late][stratum] = [number, total, squares]
    before, after = (
        _Side({stratum: WeekTally(int(added[0]), added[1], added[2]) for stratum, added in some.items()}, weekly)
        for some, weekly in zip(sums, weeks, strict=True)
    )
    return before, after, sorted(before.strata.keys() & after.strata.keys())


def change_by_weeks(cells: Cells) -> Difference | None:
    """The change with weeks as clusters: the ratio estimator in each stratum, and Welch's t over weeks.

    Strata weigh as in Mantel and Haenszel's estimate. None where a side has fewer than two weeks.
    """
    before, after, shared = _sides(cells)
    weights = _weights(before, after, shared)
    if not weights:
        return None
    value, variances = 0.0, []
    for sign, side in ((-1, before), (1, after)):
        means = {one: side.strata[one].total / side.strata[one].number for one in shared}
        value += sign * sum(weights[one] * means[one] for one in shared)
        parts = [
            sum(
                weights[one] * (tally.total - tally.number * means[one]) / side.strata[one].number
                for one, tally in week.items()
                if one in weights
            )
            for week in side.weeks.values()
            if not weights.keys().isdisjoint(week)
        ]
        if len(parts) < 2:
            return None
        variances.append((sum(part * part for part in parts) * len(parts) / (len(parts) - 1), len(parts) - 1))
    return Difference(value, math.sqrt(sum(variance for variance, _df in variances)), _welch(variances))


def change_by_answers(cells: Cells) -> Difference | None:
    """The change with every answer for itself, over strata; None where nothing can be compared.

    Of shares it is Mantel and Haenszel's, of other values the same weights with one variance on each side.
    """
    before, after, shared = _sides(cells)
    if not shared:
        return None
    if all(tally.total == tally.squares for side in (before, after) for tally in side.strata.values()):
        whole = [(after.strata[one], before.strata[one]) for one in shared]
        return mantel_haenszel([StratumTable(round(n.total), n.number, round(b.total), b.number) for n, b in whole])
    weights = _weights(before, after, shared)
    value = variance = 0.0
    for sign, side in ((-1, before), (1, after)):
        tallies = [side.strata[one] for one in shared]
        value += sign * sum(
            weights[one] * tally.total / tally.number for one, tally in zip(shared, tallies, strict=True)
        )
        free = sum(tally.number for tally in tallies) - len(tallies)
        if free <= 0:
            return None
        spread = sum(tally.squares - tally.total * tally.total / tally.number for tally in tallies) / free
        variance += spread * sum(weights[one] ** 2 / tally.number for one, tally in zip(shared, tallies, strict=True))
    return Difference(value, math.sqrt(max(variance, 0.0)))


def _weights(before: _Side, after: _Side, shared: list[str]) -> dict[str, float]:
    sizes = {one: (before.strata[one].number, after.strata[one].number) for one in shared}
    raw = {one: first * second / (first + second) for one, (first, second) in sizes.items()}
    everything = sum(raw.values())
    return {one: weight / everything for one, weight in raw.items()}


def _welch(variances: Sequence[tuple[float, int]]) -> float:
    """Degrees of freedom after Welch and Satterthwaite."""
    below = sum(variance * variance / df for variance, df in variances)
    everything = sum(variance for variance, _df in variances)
    return everything * everything / below if below else float(sum(df for _variance, df in variances))


def weekly_means(cells: Cells) -> list[tuple[int, float, float]]:
    """Week, weight and mean of what both sides have, each value as far from what is usual in its stratum."""
    before, after, shared = _sides(cells)
    usual = {
        one: (before.strata[one].total / before.strata[one].number + after.strata[one].total / after.strata[one].number)
        / 2
        for one in shared
    }
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (week, stratum), tally in cells.items():
        if stratum in usual:
            sums[week][0] += tally.number
            sums[week][1] += tally.total - tally.number * usual[stratum]
    return [(week, count, total / count) for week, (count, total) in sorted(sums.items())]


def level_change(means: Sequence[tuple[int, float, float]]) -> Difference | None:
    """The step at the event over one straight trend: weighted least squares on weekly means (Wagner 2002).

    None where a side has fewer than two weeks or no degree of freedom is left.
    """
    steps = [float(week >= 0) for week, _weight, _mean in means]
    if len(means) < 5 or sum(steps) < 2 or sum(steps) > len(steps) - 2:
        return None
    weights = [weight for _week, weight, _mean in means]
    trend = _residuals([float(week) for week, _weight, _mean in means], [], weights)
    step = _residuals(_residuals(steps, [], weights), [trend], weights)
    value = _residuals(_residuals([mean for _week, _weight, mean in means], [], weights), [trend], weights)
    size = _product(step, step, weights)
    if size <= 1e-12 * sum(weights):
        return None
    change = _product(step, value, weights) / size
    left = [one - change * other for one, other in zip(value, step, strict=True)]
    df = len(means) - 3
    return Difference(change, math.sqrt(_product(left, left, weights) / df / size), df)


def _product(first: Sequence[float], second: Sequence[float], weights: Sequence[float]) -> float:
    return math.fsum(weight * one * other for weight, one, other in zip(weights, first, second, strict=True))


def _residuals(values: list[float], others: Sequence[list[float]], weights: Sequence[float]) -> list[float]:
    """What is left of values after their mean, or after other centred values."""
    for other in others or [[1.0] * len(values)]:
        size = _product(other, other, weights)
        share = _product(values, other, weights) / size if size else 0.0
        values = [value - share * one for value, one in zip(values, other, strict=True)]
    return values


def holm(chances: Sequence[float]) -> list[float]:
    """The chances of several questions asked at once, each raised as Holm (1979) says."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    raised = [0.0] * len(chances)
    highest = 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(chances[at] * (len(chances) - rank), 1.0))
        raised[at] = highest
    return raised
