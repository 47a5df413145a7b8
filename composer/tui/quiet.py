"""Quiet: what can wait until nobody types, such as a look through everything for garbage."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from functools import partial

from textual._styles_cache import StylesCache
from textual.events import Event, Key, Paste

from composer.tui.keys_in_turn import KeysInTurn

_QUIET = 2.0
"""Seconds after the last key in which nobody is held up, most likely."""
_AT_START = (100_000, 10, 1_000)
"""Until the first case is shown nearly all that is made stays, and there is little garbage."""
_WHILE_TYPING = (50_000, 1_000, 1_000)
"""The same later on: what is new is looked through when nobody types, and before that only where there is very much.

What is left of that is not looked through again before nobody types, as it may be ten times as much.
"""
_ENOUGH = 5_000
"""New objects that are worth a look."""
_LOOKS = 5
"""Such looks after which everything is looked through, which takes much longer."""


def collect_at_start() -> None:
    """Have the collector look seldom, while all of an app is made."""
    gc.set_threshold(*_AT_START)


def collect_when_quiet() -> None:
    """Have the collector leave alone what is here by now, and keep out of the way of keys."""
    # Once: garbage that is frozen stays for ever, and later there would be all that earlier cases left.
    gc.freeze()
    gc.set_threshold(*_WHILE_TYPING)


class QuietApp(KeysInTurn):
    """An app that knows when nobody types."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_at = -_QUIET
        self._will_tidy = False

    async def on_event(self, event: Event) -> None:
        """Know when a key was pressed."""
        if isinstance(event, Key | Paste):
            self._typed_at = asyncio.get_running_loop().time()
            if not self._will_tidy:
                self._will_tidy = True
                self.when_quiet(self._tidy)
        await super().on_event(event)

    def when_quiet(self, work: Callable[[], object]) -> None:
        """Do something once nobody has typed for a moment."""
        left = self._typed_at + _QUIET - asyncio.get_running_loop().time()
        if left > 0:
            self.set_timer(left, partial(self.when_quiet, work))
        else:
            work()

    def _tidy(self) -> None:
        """Let go of what is no longer used: what screens and cases leave behind hangs together in circles."""
        self._will_tidy = False
        # Keyed by the caches of widgets, it keeps a thousand of those that are gone, with all that they drew.
        StylesCache.get_inner_outer.cache_clear()
        new, _left, looks = gc.get_count()
        if looks > _LOOKS:
            gc.collect()
        elif new > _ENOUGH:
            gc.collect(1)
