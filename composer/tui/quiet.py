"""Quiet: what can wait until nobody types, such as a look through everything for garbage."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from functools import partial

from textual.events import Event, Key, Paste

from composer.tui.keys_in_turn import KeysInTurn

_QUIET = 2.0
"""Seconds after the last key in which nobody is held up, most likely."""
_AT_START = (100_000, 10, 1_000)
"""Until the first case is shown nearly all that is made stays, and there is little garbage."""
_BITES = (5_000, 10, 1_000)
"""New objects after which they are looked through, and how often until those that were left are: some milliseconds."""
_PASSES = 5
"""Looks at what was left after which it is worth its while to look through everything, which takes much longer."""


def collect_at_start() -> None:
    """Have the collector look seldom, while all of an app is made."""
    gc.set_threshold(*_AT_START)


def collect_in_bites() -> None:
    """Have the collector leave alone what is here by now, and take so little at a time that no key waits for it."""
    # Once: garbage that is frozen stays for ever, and later there would be all that earlier cases left.
    gc.freeze()
    gc.set_threshold(*_BITES)


class QuietApp(KeysInTurn):
    """An app that knows when nobody types."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_at = -_QUIET

    async def on_event(self, event: Event) -> None:
        """Know when a key was pressed."""
        if isinstance(event, Key | Paste):
            self._typed_at = asyncio.get_running_loop().time()
        await super().on_event(event)

    def when_quiet(self, work: Callable[[], object]) -> None:
        """Do something once nobody has typed for a moment."""
        left = self._typed_at + _QUIET - asyncio.get_running_loop().time()
        if left > 0:
            self.set_timer(left, partial(self.when_quiet, work))
        else:
            work()

    def collect(self) -> None:
        """Let go of what is no longer used, where there is much of it, once nobody types."""
        self.when_quiet(_look_through)


def _look_through() -> None:
    if gc.get_count()[2] > _PASSES:
        gc.collect()
