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
from tests.benchmarks.figures import case_and_rating
from tests.screens.stage import looks_as_it_should_at_every_size, press, screen_text, toasts


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


def test_figures_look_as_they_should_and_are_parted_over_other_days_by_keys(play: Any, counted: Path) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f7")
        await looks_as_it_should_at_every_size(app, pilot, "figures")
        await pilot.resize_terminal(120, 36)
        first = app.screen.query_one("#measures", OptionList).get_option_at_index(0)
        assert str(first.prompt).split() == ["CSAT", "59", "%", "49", "to", "68", "100", "ratings"]
        assert "the two best of five values" in shown(app)
        assert "▼ 2026-10-20  Listening training" in shown(app)
        assert "Whether this is chance cannot be told: there are fewer than 8 weeks on a side." in shown(app)
        await press(app, pilot, "ctrl+l")
        assert "by topic" in screen_text(app)
        assert "delivery" in shown(app)
        await press(app, pilot, "ctrl+t")
        assert "the last 30 days, by topic" in screen_text(app)
        await press(app, pilot, "down", "down")
        assert shown(app).startswith("Answered in time")
        await press(app, pilot, "ctrl+n")
        # None of these cases has a reply of this agent.
        assert "Figures, yours alone" in screen_text(app)
        assert "Nothing was kept of these days yet." in shown(app)
        assert toasts(app) == ""

    play(counted, story, (120, 36))
