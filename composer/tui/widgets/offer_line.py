"""The one line that asks: what is offered next, or what is left to do, with the keys for it."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

_GAP = 2
_PADDING = 1
_PRESSED = {"Enter": "enter", "Space": "space", "esc": "escape"}
"""Keys by what stands for them."""


class OfferLine(Static):
    """Words at the left, keys at the right; it never moves."""

    def __init__(self, id: str = "proposal") -> None:  # noqa: A002  as the base class calls it
        super().__init__(id=id, markup=False)
        self.said = Content("")
        self.keys: tuple[tuple[str, str], ...] = ()
        self.more = ""

    def show(self, said: Content, *keys: tuple[str, str], more: str = "") -> None:
        """Show what is offered, and each key with what it does; `more` where there is room for all of it."""
        if not said.is_same(self.said) or (keys, more) != (self.keys, self.more):
            self.said, self.keys, self.more = said, keys, more
            self.draw()

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        at = self.size.width + _PADDING
        for key, what in reversed([one for one in self.keys if one[0]]):
            first = at - len(key) - 1 - len(what)
            if first <= event.x < at:
                self.app.simulate_key(_PRESSED.get(key, key.replace("^", "ctrl+")))
            at = first - _GAP

    def on_resize(self) -> None:
        """Another width."""
        self.draw()

    def draw(self) -> None:
        """As much of the words as there is room for; the keys always."""
        keys = Content(" " * _GAP).join(
            [Content.assemble((key, "bold $primary"), f" {what}") for key, what in self.keys if key]
        )
        room = max(self.size.width - keys.cell_length - 1, 0)
        words = self.said
        if self.more and words.cell_length + 2 + len(self.more) <= room:
            words = Content.assemble(words, "  ", (self.more, "$dim"))
        words = words.truncate(room, ellipsis=True)
        gap = " " * max(room - words.cell_length + 1, 0)
        self.update(Content.assemble(words, gap, keys), layout=False)
