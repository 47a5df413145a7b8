"""Keys in turn: a key waits until the one before it has done all that it does.

Textual hands every key at once to the widget that has the focus, and moves the focus later. Whoever types faster than
a busy computer draws would write into the screen that they have just left.
"""

from __future__ import annotations

from collections import deque

from textual import on
from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump

_TRIPS = 2
"""How often what follows a key goes its way: behind the key, and behind the messages that the key led to."""
_LOOK_AGAIN = 0.2
"""Seconds after which it is looked whether the widget that had the last key is still there."""


class _Behind(Message):
    """Goes the way of a key, behind it, from the focused widget up to the app."""

    def __init__(self, target: MessagePump, trips: int) -> None:
        super().__init__()
        self.target = target
        self.trips = trips


class KeysInTurn(App[None]):
    """An app that takes one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._keys = deque[Key | Paste]()
        self._busy: MessagePump | None = None
        """Who has the last key, or what it led to; None where all of it is done."""
        self._turn = 0

    async def on_event(self, event: Event) -> None:
        """Textual's own for everything but what is typed or pasted."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._keys.append(event)
            if self._busy is None:
                await self._next_key(self._turn)
            elif _is_gone(self._busy):
                await self._to_screen()
            elif len(self._keys) == 1:
                self.set_timer(_LOOK_AGAIN, self._look_again)
        else:
            await super().on_event(event)

    async def _next_key(self, turn: int) -> None:
        if turn != self._turn:
            return
        self._busy, self._turn = None, turn + 1
        while self._keys:
            target, key = self.focused or self.screen, self._keys.popleft()
            await super().on_event(key)
            # What is written moves no focus, and the next key comes behind it all the same.
            if not is_written_in(target) or (isinstance(key, Key) and not key.is_printable):
                await self._follow(target, _TRIPS)
                break

    async def _follow(self, target: MessagePump, trips: int) -> None:
        self._busy = target
        if not target.post_message(_Behind(target, trips)):
            await self._to_screen()

    @on(_Behind)
    async def _has_come(self, event: _Behind) -> None:
        event.stop()
        if event.target is not self._busy:
            return
        if event.trips > 1:
            await self._follow(event.target, event.trips - 1)
        else:
            await self._to_screen()

    async def _to_screen(self) -> None:
        """Go on when a screen that the key led to stands, and the focus is where the key moved it."""
        self._busy = self.screen
        if not self.screen.call_later(self.call_later, self._next_key, self._turn):
            await self._next_key(self._turn)

    async def _look_again(self) -> None:
        if self._busy is not None and _is_gone(self._busy):
            await self._to_screen()
        if self._keys:
            self.set_timer(_LOOK_AGAIN, self._look_again)


def is_written_in(widget: object) -> bool:
    """Whether letters are written into a widget."""
    from textual.widgets import Input, TextArea  # the first frame has none, and waits for no code of theirs

    return isinstance(widget, Input | TextArea)


def _is_gone(pump: MessagePump) -> bool:
    """Whether nothing comes back from a widget any more, since a key has closed its screen."""
    return not (pump.is_running and pump.is_attached)
