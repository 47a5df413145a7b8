"""The Figures screen: every measure with its count and its interval, and what it counts beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from composer.records.open_records import open_records
from composer.records.tables import cases, ratings
from composer.tui.app import WarmlineApp
from composer.tui.screens.figures import FiguresScreen
from tests.benchmarks.figures import case_and_rating
from tests.screens.stage import SIZES, looks_as_it_should, press, screen_text, settle, toasts


@pytest.fixture
def counted(acme: Path) -> Path:
    """The sample desk of a team in UTC with some cases and ratings, and an event."""
    settings = acme / "warmline.yaml"
    event = "\ntime_zone: UTC\nevents: [{on: 2026-10-20, name: Listening training, primary: csat}]\n"
    settings.write_text(settings.read_text("utf-8") + event, "utf-8")
    records = open_records(acme / ".warmline" / "records.sqlite")
    moment = dt.datetime(2026, 11, 21, tzinfo=dt.UTC).replace(tzinfo=None)
    rows = [case_and_rating(at, moment - dt.timedelta(hours=18 * at)) for at in range(100)]
    with records.engine.begin() as connection:
        connection.execute(sa.insert(cases), [row[0] for row in rows])
        connection.execute(sa.insert(ratings), [row[1] for row in rows])
    records.close()
    return acme


def shown(app: WarmlineApp) -> str:
    return str(app.screen.query_one("#measure", Static).content)


@pytest.mark.parametrize("size", SIZES)
def test_it_looks_as_it_should(play: Any, counted: Path, size: tuple[int, int]) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f7")
        await settle(app, pilot)
        assert isinstance(app.screen, FiguresScreen)
        looks_as_it_should(app, "figures")

    play(counted, story, size)


def test_figures_are_parted_and_looked_at_over_other_days_by_keys(play: Any, counted: Path) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f7")
        await settle(app, pilot)
        first = app.screen.query_one("#measures", OptionList).get_option_at_index(0)
        assert str(first.prompt).split() == ["CSAT", "59", "%", "49", "to", "68", "100", "ratings"]
        assert "the two best of five values" in shown(app)
        assert "▼ 2026-10-20  Listening training" in shown(app)
        assert "Whether this is chance cannot be told: there are fewer than 8 weeks on a side." in shown(app)
        await press(app, pilot, "ctrl+l")
        await settle(app, pilot)
        assert "by topic" in screen_text(app)
        assert "delivery" in shown(app)
        await press(app, pilot, "ctrl+t")
        await settle(app, pilot)
        assert "the last 30 days, by topic" in screen_text(app)
        await press(app, pilot, "down", "down")
        assert shown(app).startswith("Answered in time")

    play(counted, story, (120, 36))


def test_ones_own_figures_are_for_this_screen_alone(play: Any, counted: Path) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f7")
        await settle(app, pilot)
        await press(app, pilot, "ctrl+n")
        await settle(app, pilot)
        # None of these cases has a reply of this agent.
        assert "Figures, yours alone" in screen_text(app)
        assert "Nothing was kept of these days yet." in shown(app)
        assert toasts(app) == ""

    play(counted, story)
