"""Where nothing happens, it is said in at most 7 of 100 worlds that something did; where something does, in 60."""

from __future__ import annotations

import os
import random

import pytest

from composer.metrics.differences import tallied
from composer.metrics.verdict import after_a_low, judge
from tests.figures.worlds import NOTHING, SOMETHING, World, drifting

WORLDS = int(os.environ.get("WARMLINE_WORLDS", "60"))
"""1,000 in the long run; a few in every run, whose limits are wider by what chance does with few."""
SLACK = 0.0 if WORLDS >= 1_000 else 0.08


def share_of(world: World, seed: int) -> float:
    chance = random.Random(seed)
    return sum(judge(world(chance)).more_than_chance for _world in range(WORLDS)) / WORLDS


@pytest.mark.parametrize("name", NOTHING)
def test_where_nothing_happens_it_is_hardly_ever_said(name: str) -> None:
    assert share_of(NOTHING[name], 2026) <= 0.07 + SLACK


def test_where_much_happens_it_is_mostly_said() -> None:
    assert share_of(SOMETHING["80 to 90 %, weeks alike"], 2026) >= 0.60 - SLACK


def test_the_rule_is_stricter_than_an_interval() -> None:
    """With a trend, the interval alone nearly always finds something; the worlds are not too kind."""
    chance, found = random.Random(1), 0
    for _world in range(20):
        verdict = judge(NOTHING["a slow trend"](chance))
        assert verdict.change is not None
        found += verdict.change.interval().excludes_zero
    assert found > 5


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([(-1, "a", 1.0)] * 9 + [(0, "a", 0.0)] * 50, "there are fewer than 10 on a side"),
        ([(-1, "a", 1.0)] * 29 + [(0, "a", 0.0)] * 50, "there are fewer than 30 on a side"),
        ([(-1, "a", 1.0)] * 40 + [(0, "b", 0.0)] * 50, "nothing like it is there on both sides"),
        (
            [(-week, "a", 1.0) for week in (1, 2)] * 20 + [(0, "a", 0.0), (1, "a", 1.0)] * 20,
            "there are fewer than 8 weeks on a side",
        ),
    ],
)
def test_too_little_is_said_to_be_too_little(rows: list[tuple[int, str, float]], why: str) -> None:
    verdict = judge(tallied(rows))
    assert (verdict.why_not, verdict.more_than_chance, verdict.p) == (why, False, 1.0)


def test_other_dates_tell_how_often_so_much_moves() -> None:
    verdict = judge(drifting(0.0, 0.0, effect=0.15)(random.Random(3)))
    assert verdict.more_than_chance
    assert (verdict.placebo.dates, verdict.placebo.as_much) == (19, 0)
    wild = judge(drifting(0.15, 0.0)(random.Random(4)))
    assert wild.placebo.as_much > 3


def test_a_bad_month_before_an_event_is_noticed() -> None:
    means = [(week, 10.0, 0.6 if week >= -4 else 0.8) for week in range(-16, 0)]
    assert after_a_low(means, upwards=True)
    assert not after_a_low(means, upwards=False)
    assert not after_a_low(means[-8:], upwards=True)
