"""Every formula equals published tables, and statistics packages whose results were written down once."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from composer.metrics.differences import (
    StratumTable,
    change_by_answers,
    change_by_weeks,
    holm,
    level_change,
    mantel_haenszel,
    tallied,
    weekly_means,
)
from composer.metrics.distributions import normal_two_sided, t_quantile, t_two_sided
from composer.metrics.proportions import net_promoters, newcombe, wilson
from composer.metrics.times import kaplan_meier, mann_whitney, quantile, shift

KNOWN: dict[str, Any] = json.loads((Path(__file__).parent / "packages.json").read_text("utf-8"))
"""Made with scipy, statsmodels and lifelines in the versions that the file names."""


def close(found: Iterable[float], wanted: Iterable[float | None]) -> bool:
    """Equal to 1e-9, relative or absolute; None stands for infinity."""
    pairs = zip(found, [math.inf if one is None else one for one in wanted], strict=True)
    return all(one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9) for one, other in pairs)


def test_shares_equal_statsmodels() -> None:
    for hits, count, low, high in KNOWN["wilson"]:
        assert close(wilson(hits, count), (hits / count, low, high))
    for now, count, before, earlier, low, high in KNOWN["newcombe"]:
        assert close(newcombe(now, count, before, earlier)[1:], (low, high))


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
)
def test_shares_equal_the_published_table(hits: int, count: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3."""
    assert [round(limit, 4) for limit in wilson(hits, count)[1:]] == [low, high]


def test_differences_equal_the_published_table() -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10."""
    cases = {(56, 70, 48, 80): (0.0524, 0.3339), (9, 10, 3, 10): (0.1705, 0.8090), (10, 10, 0, 20): (0.6791, 1.0)}
    for given, limits in cases.items():
        assert tuple(round(limit, 4) for limit in newcombe(*given)[1:]) == limits


def test_student_and_the_normal_equal_scipy() -> None:
    for share, df, wanted in KNOWN["t"]:
        assert close([t_quantile(share, df)], [wanted])
    for t, df, wanted in KNOWN["t_tail"]:
        assert close([t_two_sided(t, df)], [wanted])
    for z, wanted in KNOWN["normal_tail"]:
        assert close([normal_two_sided(z)], [wanted])


def test_student_with_very_many_degrees_of_freedom_is_the_normal() -> None:
    for df in (0.999e6, 1.001e6, 1e9, 1e16, 1e32):
        expected = 1.959963984540054 + 9.489_462_7 / (4 * df)
        assert math.isclose(t_quantile(0.975, df), expected, abs_tol=1e-9)
        assert math.isclose(t_two_sided(expected, df), 0.05, abs_tol=1e-9)


def test_open_times_equal_lifelines() -> None:
    for one in KNOWN["kaplan_meier"]:
        points = kaplan_meier(one["times"], [bool(ended) for ended in one["ended"]])
        for point, (time, share, low, high) in zip(points, one["rows"], strict=True):
            limits = (0.0, 0.0) if share == 0 else (low, high)
            assert close((point.time, *point.left), (time, share, *limits))
        assert close(quantile(points), one["median"])


def test_open_times_equal_the_published_table() -> None:
    """Freireich 1963 as in Kalbfleisch and Prentice: 21 children on 6-mercaptopurine, weeks of remission."""
    one = KNOWN["kaplan_meier"][0]
    points = kaplan_meier(one["times"], [bool(ended) for ended in one["ended"]])
    assert [round(point.left.value, 4) for point in points] == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert quantile(points).value == 23


def test_shifts_equal_scipy_and_the_published_example() -> None:
    for one in KNOWN["mann_whitney"]:
        assert close(mann_whitney(one["now"], one["before"]), (one["u"], one["p"]))
        assert close(shift(one["now"], one["before"]), one["shift"])
    # Hollander and Wolfe, Nonparametric Statistical Methods, permeability of the human chorioamnion.
    at_term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    assert [round(value, 3) for value in shift(at_term, [1.15, 0.88, 0.90, 0.74, 1.21])] == [0.305, -0.15, 0.76]


def test_changes_over_weeks_equal_statsmodels() -> None:
    for one in KNOWN["clusters"]:
        found = change_by_weeks(tallied((week, "", value) for week, value in one["rows"]))
        assert found is not None
        assert close(found, (one["change"], one["error"], one["df"]))
    for one in KNOWN["segmented"]:
        step = level_change([(week, weight, mean) for week, weight, mean in one["means"]])
        assert step is not None
        assert close(step, (one["change"], one["error"], one["df"]))
        assert close((*step.interval()[1:], step.p), (one["low"], one["high"], one["p"]))


def test_strata_equal_a_regression_with_their_means() -> None:
    """With a mean for each stratum, least squares weighs strata as Mantel and Haenszel do."""
    tables = [StratumTable(*one) for one in KNOWN["strata"]["tables"]]
    assert close([mantel_haenszel(tables).value], [KNOWN["strata"]["change"]])
    rows = [
        (week, str(stratum), float(number < hits))
        for stratum, table in enumerate(tables)
        for week, hits, count in ((0, table.hits, table.number), (-1, table.earlier, table.earlier_number))
        for number in range(count)
    ]
    by_answers = change_by_answers(tallied(rows))
    assert by_answers is not None
    assert close(by_answers, mantel_haenszel(tables))


def test_what_only_one_side_has_is_not_compared() -> None:
    shared = [(-1, "a", 1.0), (-2, "a", 0.0), (0, "a", 1.0), (1, "a", 1.0)]
    alone = [(-1, "b", 0.0), (2, "c", 1.0)]
    assert change_by_weeks(tallied([*shared, *alone])) == change_by_weeks(tallied(shared))
    assert weekly_means(tallied([*shared, *alone])) == weekly_means(tallied(shared))


def test_intervals_of_small_strata_hold_as_often_as_they_say() -> None:
    """Sato's variance holds in many small strata, where others fail (Sato 1989)."""
    chance, held, worlds = random.Random(7), 0, 400
    for _world in range(worlds):
        tables = []
        for _stratum in range(12):
            first, second, base = chance.randint(2, 10), chance.randint(2, 10), chance.uniform(0.2, 0.7)
            hits = sum(chance.random() < base + 0.1 for _answer in range(first))
            tables.append(StratumTable(hits, first, sum(chance.random() < base for _answer in range(second)), second))
        limits = mantel_haenszel(tables).interval()
        held += limits.low <= 0.1 <= limits.high
    assert 0.92 <= held / worlds <= 0.98


def test_the_score_of_promoters_holds_for_few_answers() -> None:
    """The adjusted Wald interval covers in 94 to 97 of 100 worlds with 10 answers, the plain one in far fewer."""
    chance, held, worlds = random.Random(8), 0, 1_000
    for _world in range(worlds):
        answers = chance.choices((1, 0, -1), (0.5, 0.3, 0.2), k=10)
        limits = net_promoters(answers.count(1), answers.count(0), answers.count(-1))
        held += limits.low <= 0.3 <= limits.high
    assert 0.93 <= held / worlds <= 0.98
    assert net_promoters(10, 0, 0).high == 1.0


def test_several_questions_are_raised_as_holm_says() -> None:
    assert close(holm(KNOWN["holm"]["p"]), KNOWN["holm"]["raised"])
    assert holm([]) == []
