"""Resized: a screen that is laid out only where its size has changed, and drawn once when it was laid out."""

from __future__ import annotations

from typing import TypeVar

from textual.geometry import Size
from textual.screen import Screen

T = TypeVar("T")


class Resized(Screen[T]):
    """Textual tells a screen its size when it opens, and every screen behind it, which are all laid out and drawn."""

    def _screen_resized(self, size: Size) -> None:
        if not self._compositor.size and self._size == size:
            # It has just opened, and is laid out and drawn with all that is in it.
            self.refresh(layout=True)
        elif self._compositor.size != size:
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        # Where all of it is to be drawn, that is done next; what was only laid out is not drawn twice.
        if not self._repaint_required:
            super()._compositor_refresh()
