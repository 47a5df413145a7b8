"""A reply promises a day where something is pending with us, and none behind an answer that settles it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import start_answering


@pytest.fixture
def opened(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    around = Surroundings(dt.date(2026, 11, 21), cache=tmp_path / "cache", config=tmp_path / "config")
    with closing(open_desk(desk, around)) as opened:
        yield opened


def follow_ups(desk: Desk, text: str) -> list[str]:
    """The phrases of the follow-up of a proposed reply."""
    answering = start_answering(desk, desk.case_for(text.encode(), "letter.txt"))
    answering.accept_all()
    return [one.phrase for one in answering.draft.passages if one.step is Step.FOLLOW_UP]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("What does the delivery of a table cost, and what that of three bags? I am not sure.", []),
        ("When do I get my money? You have charged me twice for order 4411.", ["follow-dated"]),
        ("This is my third mail about order 4411. Where is my parcel?", ["follow-dated"]),
        ("The drill is for our fair on 4 December. Where do I find the manual?", ["follow-in-time"]),
        ("You have taken the money twice. Please send one of the two back today.", ["follow-today"]),
        ("Is my order 4411 lost if I change the address today?", []),
        ("My son swallowed a screw of your kit. Where do I get a new one?", ["care-update-today"]),
        ("Please send me the invoice for order 4411.", ["follow-dated"]),
    ],
)
def test_a_day_is_promised_where_something_is_pending(opened: Desk, text: str, phrases: list[str]) -> None:
    assert follow_ups(opened, text) == phrases


def test_the_day_they_need_it_is_named_also_where_it_is_said_back(opened: Desk) -> None:
    text = "I ordered the drill on 12 November. Our fair is on Friday 4 December. When does it come?"
    answering = start_answering(opened, opened.case_for(text.encode(), "letter.txt"))
    answering.accept_all()
    (follow_up,) = (one for one in answering.draft.passages if one.step is Step.FOLLOW_UP)
    assert "in time for your fair on Friday 4 December" in answering.draft.text[follow_up.start : follow_up.end]
