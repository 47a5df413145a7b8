"""The line that says what was sent a moment ago, and how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from composer.tui.app import WarmlineApp


class HeldLine(Static):
    """Stands there only while something can be taken back; a click does it."""

    app: "WarmlineApp"  # noqa: UP037  Textual reads it

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, text: str) -> None:
        """Show what can be taken back; nothing where the text is empty."""
        self.display = bool(text)
        self.update(Content(text), layout=False)

    def on_click(self) -> None:
        """Take it back."""
        self.app.take_back()
