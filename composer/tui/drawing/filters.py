"""The last line of defence: no control character of any text reaches the terminal."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINED = re.compile(f"(?<=[{_PICTURE}])(?:\ufe0f?\u200d[{_PICTURE}]\ufe0f?)+")
"""What is joined to a picture, such as the others of a family."""
_MARKED = re.compile("(.)\ufe0f")
_TONES = dict.fromkeys(range(0x1F3FB, 0x1F400))
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


def one_picture(text: str) -> str:
    """A text with one picture for each that is made of several; terminals do not agree on the width of those."""
    text = _JOINED.sub("", text.translate(_TONES))
    # Counted as two cells with the mark behind it, and drawn in one by many without.
    return _MARKED.sub(lambda match: match[1] + " " * (cell_len(match[1]) == 1), text)


class ControlFilter(LineFilter):
    """Drops control characters from every line; they have no width, so nothing moves."""

    def __init__(self, *, ascii_signs: bool = False) -> None:
        super().__init__()
        self.ascii_signs = ascii_signs

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  the base class's words
        """The segments without control characters, and with plain signs where those are wanted."""
        clean = [
            one if one.control or one.text.isascii() else Segment(one_picture(one.text), one.style) for one in segments
        ]
        clean = [
            one if one.control or one.text.isprintable() else Segment(one.text.translate(_DROP), one.style)
            for one in clean
        ]
        if not self.ascii_signs:
            return clean
        return [
            one if one.control or one.text.isascii() else Segment(one.text.translate(ASCII), one.style) for one in clean
        ]
