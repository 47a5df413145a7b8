"""Resized: a screen that is laid out only where its size has changed, and drawn once when it was laid out."""

from __future__ import annotations

from typing import TypeVar

from textual.geometry import Size
from textual.screen import Screen

T = TypeVar("T")


class Resized(Screen[T]):
    """Textual tells a screen its size when it opens, and every screen behind it, which are all laid out and drawn."""

    _left_out = False
    """Whether the last frame was left out, as widgets had taken other sizes and are laid out once more."""

    def _screen_resized(self, size: Size) -> None:
        if not self._compositor.size and self._size == size:
            # It has just opened, and is laid out and drawn with all that is in it.
            self.refresh(layout=True)
        elif self._compositor.size != size:
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        # Where all of it is to be drawn, that is done next; what was only laid out is not drawn twice.
        if self._repaint_required:
            return
        # Nor is what takes other sizes next; but no two frames are left out: what never settles is seen all the same.
        widgets = self._compositor.widgets - {self}
        self._left_out = not self._left_out and any(one._layout_required for one in widgets)  # noqa: SLF001
        if not self._left_out:
            super()._compositor_refresh()
