"""A terminal of any size shows what it has to, and changing it changes nothing else."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from composer.cases.step import Channel
from composer.tui.app import WarmlineApp
from composer.tui.screens.menus import JumpScreen, WayScreen
from composer.tui.screens.review import ReviewScreen
from tests.screens.lent import Lent
from tests.screens.stage import draft_text, press, screen_text, settle

SIZES = [(200, 50), (120, 36), (80, 24), (60, 20)]


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]], ids=lambda size: f"{size[0]}x{size[1]}")
def test_another_size_changes_nothing_but_the_size(lent: Lent, size: tuple[int, int]) -> None:
    """Also while a dialog is open, and whatever stands in it."""

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        before = draft_text(app)
        for key, wanted in (("ctrl+o", JumpScreen), ("ctrl+r", ReviewScreen)):
            await press(app, pilot, key)
            for width, height in (*SIZES, size):
                await pilot.resize_terminal(width, height)
                await settle(app, pilot)
                assert isinstance(app.screen, wanted)
                assert max(map(len, screen_text(app).splitlines())) <= width
            await press(app, pilot, "escape")
        await press(app, pilot, "ctrl+o", "w")
        assert isinstance(app.screen, WayScreen)
        await pilot.resize_terminal(80, 24)
        await press(app, pilot, "down", "escape")
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.draft.channel is Channel.EMAIL
        # Every pane that the list names stands in it.
        await pilot.resize_terminal(60, 20)
        await press(app, pilot, "ctrl+o")
        for letter, (_name, title) in app.answer_screen.panes.items():
            assert f"{letter}  {title}" in screen_text(app)
        await press(app, pilot, "escape", "ctrl+g", "ctrl+n")
        await pilot.resize_terminal(120, 36)
        await press(app, pilot, *"It is there.")
        assert "It is there." in draft_text(app)
        await press(app, pilot, *["ctrl+z"] * 8)
        assert draft_text(app) == before

    lent(story, size=size)


def test_no_terminal_is_too_small_or_too_large(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        before = draft_text(app)
        for keys in ((), ("ctrl+o",), ("escape", "ctrl+r"), ("escape", "f2"), ("f4",), ("f5",), ("f3", "ctrl+p")):
            await press(app, pilot, *keys)
            for size in ((20, 5), (1, 1), (300, 100), (80, 24)):
                await pilot.resize_terminal(*size)
                await settle(app, pilot)
                assert len(screen_text(app).splitlines()) == size[1]
        await press(app, pilot, "escape")
        assert app.screen is app.answer_screen
        assert draft_text(app) == before

    lent(story)


@pytest.mark.parametrize(("size", "rows"), [((120, 36), 14), ((80, 24), 12), ((60, 20), 8)])
def test_the_message_has_its_rows(lent: Lent, size: tuple[int, int], rows: int) -> None:
    async def story(app: WarmlineApp, _pilot: Pilot[None]) -> None:
        assert app.answer_screen.query_one("#message-scroll").size.height >= rows
        keys = screen_text(app).splitlines()[-1]
        assert "^r review" in keys
        assert ("^p commands" in keys) is (size[0] > 60)

    lent(story, size=size)
