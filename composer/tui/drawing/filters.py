"""The last line of defence: no control character of any text reaches the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_DROP = dict.fromkeys([*range(32), 127, *range(0x80, 0xA0)])


class ControlFilter(LineFilter):
    """Drops control characters from every line; they have no width, so nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  the base class's words
        """The segments without control characters."""
        return [
            one if one.control or one.text.isprintable() else Segment(one.text.translate(_DROP), one.style)
            for one in segments
        ]
