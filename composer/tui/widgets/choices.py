"""A list in which one click looks, and only Enter or a double click takes."""

from __future__ import annotations

from rich.style import Style
from textual.events import Click
from textual.strip import Strip
from textual.widgets import OptionList

_EXCHANGED = Style(reverse=True)


class Choices(OptionList):
    """Textual's own list takes what is clicked once, and a case would change by a look."""

    def on_focus(self) -> None:
        """Enter takes the first row until another one is highlighted."""
        if self.highlighted is None:
            self.action_first()

    def render_line(self, y: int) -> Strip:
        """A line; in the terminal's own colours, which cannot be mixed, the highlighted row has them exchanged."""
        strip = super().render_line(y)
        line = y + self.scroll_offset.y
        here = line < len(self._lines) and self._lines[line][0] == self.highlighted
        return strip.apply_style(_EXCHANGED) if here and self.app.current_theme.ansi else strip

    async def _on_click(self, event: Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is not None and not self.get_option_at_index(clicked).disabled:
            self.highlighted = clicked
            if event.chain > 1:
                self.action_select()
