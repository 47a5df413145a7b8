"""What words do is said of like matters only, and of a desk where nothing differs hardly ever."""

from __future__ import annotations

import math
import os
import random

from composer.metrics.differences import StratumTable
from composer.metrics.words import Used, What, exact, what_words_do
from composer.records.outcome_rows import Group, RatingRow

WORLDS = int(os.environ.get("WARMLINE_WORLDS", "40"))
SLACK = 0.0 if WORLDS >= 1_000 else 0.09


def rated(case: str, good: bool, topic: str = "delivery", tone: str = "calm") -> RatingRow:  # noqa: FBT001  a value
    return RatingRow("shop", "csat", 5.0 if good else 1.0, good, None, case, "", Group(topic, "email", "en", tone))


def test_the_exact_test_equals_fisher() -> None:
    """Fisher's tea: of 8 cups 3 of 4 are right, of which chance makes 17 of 70 or more in one tail."""
    assert math.isclose(exact([StratumTable(3, 4, 1, 4)]), 2 * 17 / 70)
    assert exact([StratumTable(4, 4, 0, 0)]) == 1.0
    assert math.isclose(exact([StratumTable(4, 4, 0, 4)]), 2 / 70)
    # Two strata that say the opposite say nothing together.
    assert exact([StratumTable(4, 4, 0, 4), StratumTable(0, 4, 4, 4)]) == 1.0


def test_words_are_compared_with_the_same_topic_and_tone_only() -> None:
    """A phrase for upset customers is no bad phrase because they are upset."""
    used, ratings = [], []
    for number in range(200):
        upset = number < 100
        good = number % 2 == 0 if upset else number % 10 != 0
        used.append(Used(f"c{number}", (), ("sorry",) if upset and number < 60 else ("hello",)))
        ratings.append(rated(f"c{number}", good, tone="upset" if upset else "calm"))
    found = {one.name: one for one in what_words_do(used, ratings)}
    assert (found["sorry"].rated, found["sorry"].satisfied.value, found["sorry"].usual) == (60, 0.5, 0.5)
    assert not any(one.differs for one in found.values())


def test_a_difference_that_is_there_is_named() -> None:
    used = [Used(f"c{number}", ("late",) if number < 60 else (), ("p",)) for number in range(300)]
    ratings = [rated(f"c{number}", number % 10 < (9 if number < 60 else 5)) for number in range(300)]
    first, second = what_words_do(used, ratings)
    assert (first.what, first.name, first.used, first.differs) == (What.ARTICLE, "late", 60, True)
    assert (round(first.satisfied.value, 2), round(first.estimate, 2), first.usual) == (0.9, 0.8, 0.5)
    assert (second.name, second.differs) == ("p", False)


def test_what_was_rated_less_than_twenty_times_is_not_listed() -> None:
    used = [Used(f"c{number}", ("rare",) if number < 19 else ("often",), ()) for number in range(60)]
    assert [one.name for one in what_words_do(used, [rated(f"c{number}", good=True) for number in range(60)])] == [
        "often"
    ]


def test_where_nothing_differs_hardly_any_report_names_anything() -> None:
    chance, named = random.Random(2026), 0
    shares = {
        ("delivery", "calm"): 0.85,
        ("delivery", "upset"): 0.6,
        ("payment", "calm"): 0.9,
        ("payment", "upset"): 0.7,
    }
    groups = list(shares)
    for _world in range(WORLDS):
        used, ratings = [], []
        for number in range(400):
            group = chance.choice(groups)
            phrases = chance.sample([f"{group[1]}-{at}" for at in range(8)], 2)
            used.append(Used(f"c{number}", (chance.choice([f"{group[0]}-{at}" for at in range(4)]),), tuple(phrases)))
            ratings.append(rated(f"c{number}", chance.random() < shares[group], *group))
        named += any(one.differs for one in what_words_do(used, ratings))
    assert named / WORLDS <= 0.06 + SLACK
