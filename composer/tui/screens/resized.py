"""Resized: a screen that is laid out only where its size has changed, and drawn once when it was laid out."""

from __future__ import annotations

from typing import TypeVar

from textual.geometry import Size
from textual.screen import Screen

T = TypeVar("T")


class Resized(Screen[T]):
    """Textual tells a screen its size when it opens, and every screen behind it, which are all laid out and drawn."""

    _draws_next = False
    """Whether all of it is drawn right after it was laid out, which draws as well."""

    def _screen_resized(self, size: Size) -> None:
        if not self._compositor.size and self._size == size:
            # It has just opened, and is laid out and drawn with all that is in it.
            self.refresh(layout=True)
        elif self._compositor.size != size:
            super()._screen_resized(size)

    def _on_timer_update(self) -> None:
        self._draws_next = self._layout_required and self._repaint_required
        super()._on_timer_update()
        self._draws_next = False

    def _compositor_refresh(self) -> None:
        if self._draws_next:
            self._draws_next = False
        else:
            super()._compositor_refresh()
