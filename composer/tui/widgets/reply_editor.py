"""The reply as one text; every change, by hand or by phrase, can be undone together."""

from __future__ import annotations

from textual import on
from textual.events import Paste
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from composer.tui.messages import TextEdited, UndoWanted
from kb.text import clean


class ReplyEditor(TextArea):
    """A text area whose undo belongs to the draft, not to the widget."""

    def on_mount(self) -> None:
        """No blinking and no line numbers: it is a letter."""
        self.soft_wrap = True
        self.show_line_numbers = False
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def begin(self, text: str) -> None:
        """Show the text of another case, and let go of what was drawn and done for the one before."""
        self.show(text)
        self.history.clear()
        self.notify_style_update()

    def show(self, text: str) -> None:
        """Show a text, changing only what differs so that the cursor stays where it was."""
        old = self.text
        if old == text:
            return
        most = min(len(old), len(text))
        start = next((i for i in range(most) if old[i] != text[i]), most)
        tail = next((i for i in range(most - start) if old[-1 - i] != text[-1 - i]), most - start)
        first, last = _location(old, start), _location(old, len(old) - tail)
        self.replace(text[start : len(text) - tail], first, last, maintain_selection_offset=True)

    def look_at(self, start: int, end: int) -> None:
        """Select a stretch of the text and bring it into view."""
        self.selection = Selection(_location(self.text, start), _location(self.text, end))
        self.scroll_cursor_visible()

    def _on_paste(self, event: Paste) -> None:  # type: ignore[override]  # the base class's own handler runs after this one
        """What is pasted is cleaned like all text from outside."""
        event.text = clean(event.text)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(TextEdited(self.text))

    def action_undo(self) -> None:
        """Ask for the draft's undo."""
        self.post_message(UndoWanted())

    def action_redo(self) -> None:
        """Ask for the draft's redo."""
        self.post_message(UndoWanted(again=True))


def _location(text: str, at: int) -> tuple[int, int]:
    """A place in the text as row and column, counted from 0."""
    before = text[:at]
    return before.count("\n"), at - (before.rfind("\n") + 1)
