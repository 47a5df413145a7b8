"""A list in which one click looks, and only Enter or a double click takes."""

from __future__ import annotations

from textual.events import Click
from textual.widgets import OptionList


class Choices(OptionList):
    """Textual's own list takes what is clicked once, and a case would change by a look."""

    def on_focus(self) -> None:
        """Enter takes the first row until another one is highlighted."""
        if self.highlighted is None:
            self.action_first()

    async def _on_click(self, event: Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is not None and not self.get_option_at_index(clicked).disabled:
            self.highlighted = clicked
            if event.chain > 1:
                self.action_select()
