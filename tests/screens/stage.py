"""The stage: the app with an agent at its keys, who waits until everything that was started is done and drawn."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakSet

import pytest
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key, key_to_character
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.screen import Screen

from composer.cases.step import Tone
from composer.tui.app import WarmlineApp
from tests.screens.loop import StillLoop

T = TypeVar("T")
SIZES = [(60, 20), (80, 24), (120, 36)]
SNAPSHOTS = Path(__file__).parent / "snapshots"
_FRAME = 1 / 60
"""Seconds after which the app draws what is stale."""
_MOST_FRAMES = 200
"""Frames after which a screen that is never at rest is a fault."""


_REFRESH = Screen._compositor_refresh


def _leave_undrawn(screen: Screen[object]) -> None:
    """Remember what is new until it is drawn: drawing takes the most of a frame, and nobody looks between two keys."""
    if screen is screen.app.screen:
        screen._dirty_widgets.clear()
    else:
        _REFRESH(screen)


class Stage(Pilot[None]):
    """Presses keys; after each everything is done and drawn, on a machine of any speed."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self._drawn = WeakSet[Screen[Any]]()

    async def press(self, *keys: str) -> None:
        """Press keys one by one; what each of them starts is waited for, and a screen that is new is drawn."""
        await self._rest()
        for key in keys:
            self.send(key)
            await self._rest()
        self._draw()

    def send(self, key: str) -> None:
        """Press a key, and wait for nothing."""
        named = _character_to_key(key) if len(key) == 1 else key
        character = key if len(key) == 1 else key_to_character(key)
        event = Key(named, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def pause(self, delay: float | None = None) -> None:
        """Wait until no task and no thread has anything to do and nothing moves; a screen that is new is drawn."""
        assert delay is None
        await self._rest()
        self._draw()

    async def _rest(self) -> None:
        """Wait until no task and no thread has anything to do, nothing moves, and all is laid out."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, StillLoop)
        for _ in range(_MOST_FRAMES):
            await loop.rest()
            if not self._will_draw():
                return
            loop.advance(_FRAME)
        message = "the screen is never at rest"
        raise AssertionError(message)

    async def until(self, there: Callable[[], bool]) -> None:
        """Wait until something is true that comes from a thread that watches files or a mailbox."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, StillLoop)
        await self.pause()
        while not there():
            await loop.hear()
            await self.pause()

    def _draw(self) -> None:
        """Draw a screen once as a terminal would show it; whoever looks at it later draws it for that."""
        if not self.app._exit and self.app.screen not in self._drawn:
            self._drawn.add(self.app.screen)
            _REFRESH(self.app.screen)

    def _will_draw(self) -> bool:
        """Whether the app has something new for its next frame."""
        app = self.app
        if app._exit:
            return False
        if app._resize_timer is not None:
            return True
        timers = [screen._update_timer for screen in (*app._background_screens, app.screen)]
        return bool(app._batch_count or app.animator._animations or any(timer._active.is_set() for timer in timers))


@asynccontextmanager
async def on_stage(app: WarmlineApp, size: tuple[int, int], *, toasts: bool = True) -> AsyncIterator[Stage]:
    """The running app, at rest; a toast stays, for no time passes."""
    app.animation_level = "none"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Screen, "_compositor_refresh", _leave_undrawn)
        # Timers count their ticks by the wall, and would wait for it where the loop's clock has run ahead.
        patch.setattr("textual._time.get_time", asyncio.get_running_loop().time)
        # Textual asks the clock of the wall for them, by which a toast is gone where the machine is busy.
        patch.setattr(Notification, "has_expired", property(lambda _toast: False))
        patch.setattr(Notification, "time_left", property(lambda toast: toast.timeout))
        async with app.run_test(size=size, notifications=toasts):
            stage = Stage(app)
            await stage.pause()
            yield stage


def run_on_stage(story: Coroutine[None, None, T]) -> T:
    """Run a story to its end, on a loop of its own; what it gives."""
    with asyncio.Runner(loop_factory=StillLoop) as runner:
        return runner.run(story)


async def settle(_app: WarmlineApp, pilot: Pilot[None]) -> None:
    """Wait until everything that was started is done and drawn."""
    await pilot.pause()


async def press(_app: WarmlineApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one; what each of them starts is waited for."""
    await pilot.press(*keys)


def draft_text(app: WarmlineApp) -> str:
    """The reply as it stands."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering.draft.text


def tone_read(app: WarmlineApp) -> Tone:
    """How the open message is read."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering.reading.tone


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


async def looks_as_it_should_at_every_size(app: WarmlineApp, pilot: Pilot[None], name: str) -> None:
    """The exact screen on a large, a usual and a small terminal."""
    for width, height in reversed(SIZES):
        await pilot.resize_terminal(width, height)
        looks_as_it_should(app, name)


def toasts(app: WarmlineApp) -> str:
    """Everything the app has told so far."""
    return " / ".join(notification.message for notification in app._notifications)
