"""The last line of defence: no control character of any text reaches the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_DROP = dict.fromkeys([*range(32), 127, *range(0x80, 0xA0)])
ASCII = str.maketrans(
    {
        **dict(zip("○◐●☐✓✗▸▾◆▲·→…", "o~*_+x>v!!.>.", strict=True)),
        **dict.fromkeys("│┊▌▐", "|"),
        **dict.fromkeys("┃", "#"),
        **dict.fromkeys("─━▁▂▃▔\N{EN DASH}", "-"),
        **dict.fromkeys("▄▅▆▇█", "#"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
    }
)
"""A letter of one cell for each sign that some fonts lack."""


class ControlFilter(LineFilter):
    """Drops control characters from every line; they have no width, so nothing moves."""

    def __init__(self, *, ascii_signs: bool = False) -> None:
        super().__init__()
        self.ascii_signs = ascii_signs

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  the base class's words
        """The segments without control characters, and with plain signs where those are wanted."""
        clean = [
            one if one.control or one.text.isprintable() else Segment(one.text.translate(_DROP), one.style)
            for one in segments
        ]
        if not self.ascii_signs:
            return clean
        return [
            one if one.control or one.text.isascii() else Segment(one.text.translate(ASCII), one.style) for one in clean
        ]
