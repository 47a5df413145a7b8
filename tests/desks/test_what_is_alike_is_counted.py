"""Ratings and cases that are counted by what is alike in them give the figures that they give one by one."""

from __future__ import annotations

import datetime as dt
import random
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from composer.desk.desk import Surroundings, open_desk
from composer.desk.figures import FiguresWanted, evidence_for, evidence_of, figures_of, unknown_of
from composer.metrics import courses
from composer.metrics.figures import Stretch
from composer.metrics.measures import Evidence
from composer.records.outcome_rows import Group
from composer.records.tables import cases, ratings

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
STRETCHES = {
    "a year": Stretch(dt.date(2025, 11, 22), dt.date(2026, 11, 21), dt.UTC),
    "over a change of the clocks": Stretch(dt.date(2026, 9, 17), dt.date(2026, 11, 3), ZoneInfo("America/New_York")),
    "from the beginning": Stretch(dt.date(1970, 1, 1), dt.date(2026, 11, 21), ZoneInfo("Asia/Kolkata")),
}
ASKED: dict[str, dict[str, Any]] = {
    "all": {},
    "by topic": {"by": "topic", "months": True},
    "by tone of chats": {"by": "tone", "only": Group(channel="chat")},
    "by language of a topic": {"by": "language", "only": Group(topic="delivery"), "months": True},
    "by channel": {"by": "channel", "measures": ("csat", "response")},
}


def rows(number: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Cases and ratings of all kinds: with and without a case, a moment, a group, an answer."""
    chance = random.Random(number)
    known, rated = [], []
    for at in range(number):
        kind, low, high = chance.choice((("csat", 1.0, 5.0), ("nps", 0.0, 10.0), ("ces", 1.0, 7.0)))
        value = float(chance.randint(int(low), int(high))) if chance.random() < 0.9 else None
        # Some stand on the very borders of days and months.
        moment = dt.datetime(2026, 11, 22) - dt.timedelta(hours=12 * chance.randrange(1_000))  # noqa: DTZ001  in UTC
        if chance.random() < 0.7:
            words = {name: chance.choice(some) for name, some in zip(Group._fields, GROUPS, strict=True)}
            known.append({"case_id": f"c{at}", **words})
        rated.append(
            {"source": chance.choice(("shop", "mall")), "source_id": str(at), "case_id": f"c{at}", "kind": kind,
             "value": value, "low": low, "high": high, "positive": None if value is None else value >= high - 1,
             "rated_at": moment if chance.random() < 0.95 else None, "topic": chance.choice(("", "", "returns")),
             "channel": chance.choice(("", "", "chat"))}
        )  # fmt: skip
    return known, rated


GROUPS = (("delivery", "payment", ""), ("email", "chat"), ("en", "de", ""), ("calm", "upset"))


def test_figures_are_the_same(either: Path, tmp_path: Path) -> None:
    desk = open_desk(either, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    known, rated = rows(200)
    with desk.records.engine.begin() as connection:
        connection.execute(sa.insert(cases), known)
        connection.execute(sa.insert(ratings), rated)
    singles = {name: evidence_of(desk, NOW, stretch.first) for name, stretch in STRETCHES.items()}
    for (name, stretch), words in product(STRETCHES.items(), ASKED.values()):
        asked = FiguresWanted(stretch, **words)
        tallied, single = evidence_for(desk, NOW, asked), singles[name]
        assert figures_of(tallied, asked) == figures_of(single, asked)
        assert undated(tallied) == undated(single)
        assert len(tallied.kept.ratings) < len(single.kept.ratings)
    desk.close()


def test_a_damaged_moment_is_none(acme: Path, tmp_path: Path) -> None:
    desk = open_desk(acme, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    _known, rated = rows(40)
    with desk.records.engine.begin() as connection:
        connection.execute(sa.insert(ratings), rated)
        connection.execute(sa.text("UPDATE ratings SET rated_at = 'yesterday' WHERE source_id < '2'"))
    asked = FiguresWanted(STRETCHES["a year"])
    tallied, single = evidence_for(desk, NOW, asked), evidence_of(desk, NOW, asked.stretch.first)
    assert (figures_of(tallied, asked), undated(tallied)) == (figures_of(single, asked), undated(single))
    desk.close()


def undated(evidence: Evidence) -> list[str]:
    return [one for one in unknown_of(evidence) if "rating" in one]


def came(number: int) -> list[dict[str, Any]]:
    """Cases to the minute: alone and in conversations, of known and unknown customers, answered, open and solved."""
    chance, found = random.Random(number), list[dict[str, Any]]()
    for at in range(number):
        received = NOW.replace(tzinfo=None) - dt.timedelta(minutes=chance.randrange(90 * 1_440))
        first = received + dt.timedelta(minutes=chance.choice((5, 60, 1_440, 3_000)))
        last = first + dt.timedelta(hours=chance.choice((0, 0, 30)))
        answered = chance.random() < 0.85
        known = chance.random() < 0.95
        words = {name: chance.choice(some) for name, some in zip(Group._fields, GROUPS, strict=True)}
        found.append(
            {"case_id": f"k{at}", "customer_id": f"c-{chance.randrange(60)}" if chance.random() < 0.9 else "",
             "thread": f"k{chance.randrange(number)}" if chance.random() < 0.1 else "", **words,
             "issues": chance.choice((None, 0, 1, 2)), "struggle": None, "received_at": received,
             "first_reply_at": first if answered and known else None, "last_reply_at": last if answered else None,
             "solved_at": chance.choice((first, last)) if answered else None, "replies": answered + (last > first),
             "outcome": chance.choice(("solved", "solved", "refused", "pending", None)) if answered else None}
        )  # fmt: skip
    return found


@pytest.mark.parametrize("many", [0, 1_000])
def test_matters_are_the_same(either: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(courses, "MANY", many)
    desk = open_desk(either, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    with desk.records.engine.begin() as connection:
        connection.execute(sa.insert(cases), came(250))
    singles = {name: evidence_of(desk, NOW, stretch.first) for name, stretch in STRETCHES.items()}
    for (name, stretch), words in product(STRETCHES.items(), ASKED.values()):
        asked = FiguresWanted(stretch, **words | {"measures": ()})
        tallied, single = evidence_for(desk, NOW, asked), singles[name]
        assert figures_of(tallied, asked) == figures_of(single, asked)
        assert sum(number for _one, number in tallied.counted.courses) == len(single.counted.courses)
        assert many or len(tallied.counted.courses) < len(single.counted.courses)
    desk.close()
