"""Screens that agents come to every day are built while nobody types, and are what they would be without."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from composer.cases.follow_up import Promised
from composer.desk.desk import open_desk
from composer.records.sent_reply import SentReply
from composer.tui import ahead
from composer.tui.app import WarmlineApp
from composer.tui.messages import DeskRead
from tests.screens.conftest import NOW
from tests.screens.loop import StillLoop
from tests.screens.stage import (
    SIZES,
    Stage,
    draft_text,
    looks_as_it_should,
    looks_as_it_should_at_every_size,
    screen_text,
)

BUILT = {"inbox", "followups", "library"}


@pytest.fixture(autouse=True)
def builds(loads_ahead: Mapping[str, Callable[..., Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every app of this module builds them."""
    monkeypatch.setattr(ahead, "modes_to_build", loads_ahead["modes_to_build"])


def built(app: WarmlineApp) -> set[str]:
    """The modes that have a screen, those aside that the agent was on."""
    return {*app._screen_stacks} & {*app.MODES}


async def wait(pilot: Stage, seconds: float) -> None:
    """Let time pass in which nobody types."""
    await pilot.pause()
    loop = asyncio.get_running_loop()
    assert isinstance(loop, StillLoop)
    loop.advance(seconds)
    await pilot.pause()


async def at_rest(pilot: Stage) -> None:
    """Let so much time pass that all of them are built."""
    for _ in BUILT:
        await wait(pilot, 2.1)


def test_they_are_built_behind_the_first_case_which_stays_in_front(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await at_rest(pilot)
        assert built(app) == BUILT
        assert app.screen is app.answer_screen
        before = draft_text(app)
        await pilot.press("ctrl+j")
        looks_as_it_should(app, "answer")
        await pilot.press("ctrl+z", "ctrl+o", "r", "H", "i")
        assert draft_text(app) != before
        assert "Hi" in draft_text(app)
        for name, key in (("inbox", "f2"), ("library", "f4")):
            await pilot.press(key)
            await looks_as_it_should_at_every_size(app, pilot, name)

    play(acme, story, size=SIZES[-1])


def test_what_came_since_they_were_built_is_on_them(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await at_rest(pilot)
        assert built(app) == BUILT
        due = Promised("I will send the invoice on Friday.", NOW)
        app.desk.records.keep_reply(SentReply("case-1", "c-1003", NOW, "email", "Robin", due.text, follow_ups=(due,)))
        (acme / "inbox" / "9.txt").write_text("From: Ida <ida@mail.example>\nSubject: A ladder\n\nWhere is it?\n")
        new = acme / "articles" / "delivery" / "ladders.md"
        new.write_text("---\ntitle: Ladders by rail\nstatus: public\n---\nThey come by rail.\n", encoding="utf-8")
        app.post_message(DeskRead(open_desk(acme, app.desk.surroundings).read_whole()))
        await pilot.press("f5")
        assert "I will send the invoice on Friday." in screen_text(app)
        await pilot.press("f2")
        assert "A ladder" in [row.waiting.title for row in app.screen.shown]  # type: ignore[attr-defined]
        await pilot.press("f4", *"ladders")
        assert app.screen.query_one("#library-entries", OptionList).option_count > 0
        assert "Ladders by rail" in screen_text(app)

    play(acme, story, size=(120, 36))


@pytest.fixture
def none_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app builds none of them by itself."""
    monkeypatch.setattr(ahead, "modes_to_build", lambda _desk: ())


@pytest.mark.usefixtures("none_at_first")
def test_they_wait_while_somebody_types(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await pilot.press("ctrl+o", "r", "H")
        app.build_ahead(tuple(BUILT))
        for key in ("i", "space", "A"):
            await wait(pilot, 1.9)
            await pilot.press(key)
            assert built(app) == set()
        await at_rest(pilot)
        assert built(app) == BUILT

    play(acme, story)


@pytest.mark.usefixtures("none_at_first")
def test_one_that_somebody_went_to_first_stays(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await pilot.press("f2", *"olive")
        screen = app.screen
        app.build_ahead(tuple(BUILT))
        await at_rest(pilot)
        assert built(app) == BUILT
        assert app.screen is screen
        assert "olive" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_a_large_library_is_left_until_somebody_goes_there(
    acme: Path, play: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 3)

    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await at_rest(pilot)
        assert built(app) == BUILT - {"library"}

    play(acme, story)
