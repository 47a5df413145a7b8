"""Every dialog says by which keys it goes on and back, on the smallest terminal as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from composer.tui.app import WarmlineApp
from composer.tui.screens.dialog import Dialog
from tests.screens.stage import SIZES, Stage

WAYS: dict[str, tuple[str, ...]] = {
    "help": ("f1",),
    "help that finds": ("f1", *"draft"),
    "go to": ("ctrl+o",),
    "the way": ("ctrl+o", "w"),
    "who wrote": ("ctrl+o", "c"),
    "history": ("ctrl+o", "h"),
    "worksheet": ("ctrl+p", *"Four questions", "enter"),
    "paste": ("f9",),
    "a page of the manual": ("f1", *"give every promise", "enter"),
    "today": ("f2", "ctrl+o", "t"),
    "new article": ("f4", "f9"),
    "about an article": ("ctrl+o", "a"),
}
"""The keys that lead to each dialog, one after the other."""


def test_the_keys_of_every_dialog_are_in_sight(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        sizes = list(SIZES)
        for way, keys in WAYS.items():
            await pilot.press(*keys)
            assert isinstance(app.screen, Dialog), (way, app.screen)
            for size in sizes:
                await pilot.resize_terminal(*size)
                shown = app.screen.query_one(".dialog-keys")
                assert shown.region.height > 0
                inside = app.screen.query_one(".dialog").content_region
                assert inside.contains_region(shown.region), (way, size)
                assert app.screen.region.contains_region(inside), (way, size)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
            sizes.reverse()  # the next one begins at the size at which this one ended

    play(acme, story, size=SIZES[0])
