"""Every dialog says by which keys it goes on and back, on the smallest terminal as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.tui.app import WarmlineApp
from composer.tui.screens.dialog import Dialog
from tests.screens.stage import Stage

SIZES = [(120, 36), (80, 24), (60, 20)]
WAYS = {
    "help": ("f1",),
    "help that finds": ("f1", *"draft"),
    "go to": ("ctrl+o",),
    "the way": ("ctrl+o", "w"),
    "who wrote": ("ctrl+o", "c"),
    "history": ("ctrl+o", "h"),
    "worksheet": ("ctrl+p", *"Four questions", "enter"),
    "paste": ("f9",),
    "today": ("f2", "ctrl+o", "t"),
    "new article": ("f4", "f9"),
    "about an article": ("f4", "ctrl+o", "a"),
    "a page of the manual": ("f1", *"give every promise", "enter"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_keys_of_a_dialog_are_in_sight(acme: Path, play: Any, way: str) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await pilot.press(*WAYS[way])
        assert isinstance(app.screen, Dialog), app.screen
        for size in SIZES:
            await pilot.resize_terminal(*size)
            keys = app.screen.query_one(".dialog-keys")
            assert keys.region.height > 0
            inside = app.screen.query_one(".dialog").content_region
            assert inside.contains_region(keys.region), size
            assert app.screen.region.contains_region(inside), size

    play(acme, story, size=(120, 36))
