"""Pieces of a message, of which some are marked; a mark is a sign and no colour, so that it can be seen without any."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_MARKED, _PLAIN = "● ", "○ "


class Pieces(OptionList):
    """A list in which the space bar and Enter mark a line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "mark", show=False)]

    def __init__(self, *, id: str) -> None:  # noqa: A002  as the base class calls it
        super().__init__(id=id, markup=False, compact=True)
        self.pieces: list[str] = []
        self.marked: set[int] = set()

    def begin(self, pieces: list[str]) -> None:
        """Show the pieces of another message, none of them marked."""
        self.pieces, self.marked = pieces, set()
        self.set_options([Option(self._row(number)) for number in range(len(pieces))])
        self.highlighted = 0 if pieces else None

    @property
    def chosen(self) -> list[str]:
        """The pieces that are marked, in the order of the message."""
        return [piece for number, piece in enumerate(self.pieces) if number in self.marked]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark a piece, or take its mark away."""
        event.stop()
        self.marked ^= {event.option_index}
        self.replace_option_prompt_at_index(event.option_index, self._row(event.option_index))

    def _row(self, number: int) -> Content:
        sign = (_MARKED, "bold $accent") if number in self.marked else (_PLAIN, "$dim")
        return Content.assemble(sign, self.pieces[number])
