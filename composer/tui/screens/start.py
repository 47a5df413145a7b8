"""Start: what stands there while the desk is being opened, so that the first frame waits for nothing."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class StartScreen(Screen[None]):
    """One line that says how far things are."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Opening the desk …", id="start", markup=False)

    def say(self, text: str) -> None:
        """How far things are."""
        self.query_one("#start", Static).update(Content(text))
