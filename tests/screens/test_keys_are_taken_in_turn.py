"""Keys that come faster than they are taken: each does what it would have done had the agent waited before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from composer.desk import drills
from composer.desk.practising import courses_of
from composer.reading import patterns
from composer.tui import ahead
from composer.tui.app import WarmlineApp
from composer.tui.screens.review import ReviewScreen
from composer.tui.widgets.lines import Letter
from tests.screens.lent import Lent
from tests.screens.loop import StillLoop
from tests.screens.stage import Stage, draft_text

TYPED = "I looked it up: your parcel is in Ghent."


@pytest.mark.parametrize("first", [(), ("f3",), ("ctrl+g",), ("ctrl+f", *"gift", "ctrl+o", "r"), ("ctrl+o", "r")])
def test_what_was_typed_before_the_review_stands_in_it(lent: Lent, first: tuple[str, ...]) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        for key in (*first, *TYPED, "ctrl+r"):
            pilot.send(key)
        await pilot.pause()
        assert TYPED in draft_text(app)
        assert isinstance(app.screen, ReviewScreen)
        assert TYPED in app.screen.query_one(Letter).text.plain

    lent(story)


def test_a_value_typed_at_once_goes_into_the_field_that_was_asked_for(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        for key in ("ctrl+g", "ctrl+n", *"Yes.", "ctrl+n", "+", "2", "enter", "ctrl+r"):
            pilot.send(key)
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        text = draft_text(app)
        assert "{{" not in text
        assert "+2" not in text
        assert "Yes." in text

    lent(story)


def test_words_typed_at_once_are_looked_for(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        before = draft_text(app)
        for key in ("f4", *"refund"):
            pilot.send(key)
        await pilot.pause()
        assert draft_text(app) == before
        assert isinstance(app.focused, Input)
        assert app.focused.value == "refund"

    lent(story)


def test_what_may_hold_up_a_key_waits_until_nobody_types(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        loop, done = asyncio.get_running_loop(), list[str]()
        assert isinstance(loop, StillLoop)
        await pilot.press("ctrl+o", "r", "H")
        app.when_quiet(lambda: done.append("looked"))
        for seconds, key in ((1.9, "i"), (1.9, "."), (1.9, "")):
            loop.advance(seconds)
            await pilot.press(*key)
            assert done == []
        loop.advance(0.2)
        await pilot.pause()
        assert done == ["looked"]
        # Where nobody has typed for a while it is done at once.
        app.when_quiet(lambda: done.append("again"))
        assert done == ["looked", "again"]

    play(acme, story)


def test_what_messages_and_screens_need_is_ready_before_a_key_wants_it(
    acme: Path, play: Any, loads_ahead: Mapping[str, Callable[..., Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, load in loads_ahead.items():
        monkeypatch.setattr(ahead, name, load)
    patterns.index_of.cache_clear()
    patterns._compiled.cache_clear()
    drills._parse.cache_clear()

    async def story(app: WarmlineApp, pilot: Stage) -> None:  # noqa: ARG001  a story is told to a stage
        for language in app.desk.settings.all_languages:
            index = app.desk.hearing_in(language)._index
            found = [pattern for entries in index.by_word.values() for _group, pattern in entries]
            assert found
            assert all("expression" in vars(pattern) for pattern in found)
        read = drills._parse.cache_info().misses
        assert courses_of(app.desk)
        assert drills._parse.cache_info().misses == read

    play(acme, story)
