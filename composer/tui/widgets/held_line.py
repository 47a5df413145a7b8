"""The line that says what was sent a moment ago, and how it is taken back."""

from __future__ import annotations

from textual import getters
from textual.content import Content
from textual.widgets import Static

from composer.tui.desk_app import DeskApp
from composer.tui.messages import TakeBackWanted


class HeldLine(Static):
    """Stands there only while something can be taken back; a click does it."""

    app = getters.app(DeskApp)

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, text: str) -> None:
        """Show what can be taken back; nothing where the text is empty."""
        self.set_class(bool(text), "-held")
        self.update(Content(text), layout=False)

    def on_click(self) -> None:
        """Take it back."""
        self.post_message(TakeBackWanted())
