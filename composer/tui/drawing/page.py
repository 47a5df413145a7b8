"""A page: drawn lines and tables, laid out at any width, with what is looked for marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from textual.content import Content

from kb.text import places_of

FOUND = "reverse"
CURRENT = "reverse bold underline"
"""How what is found looks, and the one that is looked at; neither needs a colour."""
_NOTHING = Content("")
_BAR = " │ "
_NARROWEST = 9
"""Cells of a column from which on a table is still one; narrower ones are written as lists."""


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading or a line of code."""

    text: Content
    lead: Content = _NOTHING
    """Stands before its first row: bars of boxes, the marker of a list."""
    hang: Content = _NOTHING
    """Stands before the rows below."""

    @property
    def texts(self) -> tuple[Content, ...]:
        """What can be looked for."""
        return (self.text,)

    def with_texts(self, texts: Sequence[Content]) -> Line:
        """The same with marks."""
        return replace(self, text=texts[0])

    def rows(self, width: int) -> list[Content]:
        """As it stands at a width."""
        lead, hang = (part.truncate(max(width // 2, 1)) for part in (self.lead, self.hang))
        room = width - max(lead.cell_length, hang.cell_length)
        first, *others = self.text.wrap(max(room, 2)) or [_NOTHING]
        return [lead + first, *(hang + row for row in others)]


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row is the head."""

    cells: tuple[tuple[Content, ...], ...]
    hang: Content = _NOTHING
    """Stands before every row."""

    @property
    def texts(self) -> tuple[Content, ...]:
        """What can be looked for."""
        return tuple(cell for row in self.cells for cell in row)

    def with_texts(self, texts: Sequence[Content]) -> Table:
        """The same with marks."""
        taken = iter(texts)
        return replace(self, cells=tuple(tuple(next(taken) for _cell in row) for row in self.cells))

    def rows(self, width: int) -> list[Content]:
        """As it stands at a width: its columns side by side, or below each other where there is no room."""
        room = max(width - self.hang.cell_length, 2)
        widths = _shared(self.natural_widths(), room)
        rows = self.beside(widths) if widths else self.below(room)
        return [self.hang + row for row in rows]

    def natural_widths(self) -> list[int]:
        """The width of each column's longest cell."""
        return [max(cell.cell_length for cell in column) for column in zip_longest(*self.cells, fillvalue=_NOTHING)]

    def beside(self, widths: Sequence[int]) -> Iterator[Content]:
        """Columns side by side; a rule under the head, and between rows where one of them is broken."""
        blocks = [list(_row(row, widths)) for row in self.cells]
        broken = any(len(block) > 1 for block in blocks[1:])
        for number, block in enumerate(blocks):
            if number == 1 or (number > 1 and broken):
                rule = "─" if number == 1 else "┈"
                yield Content.styled("─┼─".replace("─", rule).join(rule * one for one in widths), "$dim")
            yield from block

    def below(self, width: int) -> Iterator[Content]:
        """Each row as a list: the head's words, then the cell."""
        head, *others = self.cells
        for number, row in enumerate(others or [head]):
            if number:
                yield Content.styled("┈" * min(width, 20), "$dim")
            for name, cell in zip_longest(head if others else (), row, fillvalue=_NOTHING):
                label = Content.assemble(name.stylize("bold"), ": ") if name else _NOTHING
                yield from Line(label + cell, hang=Content("  ")).rows(width)


Piece = Line | Table


def _row(cells: Sequence[Content], widths: Sequence[int]) -> Iterator[Content]:
    """The lines of one row of a table."""
    wrapped = [cell.wrap(width) if cell else [_NOTHING] for cell, width in zip(cells, widths, strict=False)]
    for line in zip_longest(*wrapped, fillvalue=_NOTHING):
        padded = [part.pad_right(width - part.cell_length) for part, width in zip(line, widths, strict=False)]
        yield Content(_BAR).join(padded).rstrip()


def _shared(widths: list[int], room: int) -> list[int]:
    """The widths of columns that have this much room, the widest ones made narrower; empty where they would be none."""
    widths = [max(width, 1) for width in widths]
    left = room - len(_BAR) * (len(widths) - 1)
    while sum(widths) > left:
        widest = max(widths)
        if widest <= _NARROWEST:
            return []
        second = max((width for width in widths if width < widest), default=_NARROWEST)
        many = widths.count(widest)
        less = min(widest - max(second, _NARROWEST), -(-(sum(widths) - left) // many))
        widths = [width - less if width == widest else width for width in widths]
    return widths


@dataclass(frozen=True)
class FoundPlace:
    """Where something that is looked for stands: in which piece, in which of its texts, and where there."""

    piece: int
    text: int
    start: int
    end: int


def find_places(pieces: Sequence[Piece], words: str) -> list[FoundPlace]:
    """Everywhere that words stand, whatever their case and accents."""
    return [
        FoundPlace(number, at, start, end)
        for number, piece in enumerate(pieces)
        for at, text in enumerate(piece.texts)
        for start, end in places_of(words, text.plain)
    ]


def marked(piece: Piece, places: Sequence[FoundPlace], current: FoundPlace | None) -> Piece:
    """A piece with its own places marked."""
    texts = list(piece.texts)
    for place in places:
        style = CURRENT if place == current else FOUND
        texts[place.text] = texts[place.text].stylize(style, place.start, place.end)
    return piece.with_texts(texts) if places else piece
