"""What the tests of screens share: waiting until the app is at rest, and what stands on the screen."""

from __future__ import annotations

import os
import re
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from composer.tui.app import WarmlineApp

SIZES = [(60, 20), (80, 24), (120, 36)]
SNAPSHOTS = Path(__file__).parent / "snapshots"


async def settle(app: WarmlineApp, pilot: Pilot[None]) -> None:
    """Wait until everything that was started is done and drawn."""
    for _ in range(3):
        started = [worker for worker in app.workers if worker.group != "open" or not app.is_open]
        for worker in started:
            try:
                await worker.wait()
            except WorkerCancelled:
                # A newer one took its place, or its screen was left: that is an end, too.
                continue
        await pilot.pause()


async def press(app: WarmlineApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, and wait for what they start; letters follow each other as in a word."""
    for key in keys:
        await pilot.press(key)
        if len(key) > 1:
            await (settle(app, pilot) if list(app.workers) else pilot.pause())
    await settle(app, pilot)


def screen_text(app: WarmlineApp) -> str:
    """The screen as text, without the spaces at the ends of lines."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips()) + "\n"


def looks_as_it_should(app: WarmlineApp, name: str) -> None:
    """The exact screen, as it was written down; UPDATE_SCREENS=1 writes it anew."""
    # Whether a draft was saved by now depends on the clock.
    shown = re.sub(r"─* draft saved \d\d:\d\d ─*", lambda match: "─" * len(match[0]), screen_text(app))
    expected = SNAPSHOTS / f"{name}-{app.size.width}x{app.size.height}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


def toasts(app: WarmlineApp) -> str:
    """Everything the app has told so far."""
    return " / ".join(notification.message for notification in app._notifications)
