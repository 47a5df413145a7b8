"""The reply as one text, with what is offered in its place; every change, by hand or by phrase, can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on
from textual.color import Color
from textual.events import Focus, Paste
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection, TextAreaTheme

from composer.tui.drawing.reply import GutterPart, ReplyMark, Shown
from composer.tui.messages import CursorMoved, TextEdited, UndoWanted
from composer.tui.widgets.writing import Writing
from kb.text import clean

_GUTTER = 5
_BARS = {"said": "│", "next": "┃", "ghost": "┊"}
_NOTHING = Shown("", "", ())


class ReplyEditor(Writing):
    """A text area whose undo belongs to the draft, not to the widget."""

    take_typed: Callable[[str], None]
    """Keeps the whole text in the draft. It runs with each edit and not as a message: a key that changes the draft may
    come before a message, and would bring back the text from before the edit."""

    def on_mount(self) -> None:
        """No blinking and no line numbers: it is a letter."""
        self.soft_wrap = True
        self.show_line_numbers = False
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self.shown = _NOTHING
        self.glanced = False
        """Whether what is selected was only looked at, from another place of the screen."""
        self.marks: list[ReplyMark] = []
        self.parts: list[GutterPart] = []
        self.starts: list[int] = [0]
        """Where each line of the text begins."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.colour())
        self.colour()

    def colour(self) -> None:
        """Take the colours of the app's theme."""
        variables = self.app.theme_variables

        def colour(name: str) -> Style:
            return Style(color=Color.parse(variables[name]).rich_color)

        self.bars = {name: colour(role) for name, role in _BAR_ROLES.items()}
        styles = {
            "ghost": colour("ghost") + Style(italic=True),
            "next": Style(italic=True, bold=not self.app.current_theme.dark),
            "claim": colour("open") + Style(underline=True),
            "blank": colour("open") + Style(bold=True, bgcolor=Color.parse(variables["open-ground"]).rich_color),
        }
        self.register_theme(TextAreaTheme("warmline", syntax_styles=styles))
        self.theme = "css"
        self.theme = "warmline"

    def begin(self, shown: Shown) -> None:
        """Show the text of another case, and let go of what was drawn and done for the one before."""
        self.show(shown)
        self.history.clear()
        self.notify_style_update()

    def show(self, shown: Shown) -> None:
        """Show a text, changing only what differs so that the cursor stays where it was."""
        self.shown = shown
        old, text = self.text, shown.text
        if old == text:
            return
        most = min(len(old), len(text))
        start = next((i for i in range(most) if old[i] != text[i]), most)
        tail = next((i for i in range(most - start) if old[-1 - i] != text[-1 - i]), most - start)
        first, last = _location(old, start), _location(old, len(old) - tail)
        self.replace(text[start : len(text) - tail], first, last, maintain_selection_offset=True)

    def mark(self, shown: Shown, marks: list[ReplyMark], parts: list[GutterPart]) -> None:
        """Draw what is offered, claimed and open; not while something newer was typed, which is told at once."""
        if shown.text != self.text:
            return
        self.shown = shown
        if (marks, parts) != (self.marks, self.parts):
            self.marks, self.parts = marks, parts
            self._build_highlight_map()
            self.refresh()

    def look_at(self, start: int, end: int) -> None:
        """Select a stretch of the whole text and bring it into view."""
        text, place = self.text, self.shown.place
        self.glanced = False
        self.selection = Selection(_location(text, place(start)), _location(text, place(end)))
        super().scroll_cursor_visible()

    def glance_at(self, start: int, end: int) -> None:
        """The same where nobody writes, until somebody does: what was only looked at is not what is typed over."""
        if not self.has_focus:
            self.look_at(start, end)
            self.glanced = True

    @on(Focus)
    def _written_in(self) -> None:
        if self.glanced:
            self.selection = Selection.cursor(self.selection.end)
        self.glanced = False

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:  # noqa: FBT001, FBT002  Textual's own
        """Only where somebody writes; else the eye is on what is offered, and the text stands still."""
        return super().scroll_cursor_visible(center, animate) if self.has_focus else Offset()

    def bring_into_view(self, start: int) -> None:
        """Scroll to a place of the whole text; the cursor stays where it is."""
        row, _column = _location(self.text, self.shown.place(start))
        top = self.wrapped_document.location_to_offset((row, 0)).y
        if not self.scroll_offset.y <= top < self.scroll_offset.y + max(self.size.height - 1, 1):
            self.scroll_to(y=max(top - 1, 0), animate=False)

    def _build_highlight_map(self) -> None:
        self._line_cache.clear()
        self._highlights.clear()
        lines = self.text.split("\n")
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        for mark in getattr(self, "marks", ()):
            for row, line in enumerate(lines):
                start, end = mark.start - self.starts[row], mark.end - self.starts[row]
                if start < len(line) and end > 0:
                    # Textual counts the letters of a line in bytes.
                    first = len(line[: max(start, 0)].encode("utf-8", "replace"))
                    last = len(line[:end].encode("utf-8", "replace"))
                    self._highlights[row].append((first, last, mark.name))

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn; half a character cannot be, and Textual would stop over it."""
        line = super().get_line(line_index)
        line.plain = line.plain.encode("utf-8", "replace").decode("utf-8")
        return line

    @property
    def gutter_width(self) -> int:
        """Room for a claim's box, the letter of the step and its bar."""
        return _GUTTER

    def _render_line(self, y: int) -> Strip:
        strip = super()._render_line(y)
        if y + self.scroll_offset.y >= self.wrapped_document.height:
            return strip
        return Strip.join([Strip(self._gutter(y + self.scroll_offset.y), _GUTTER), strip])

    def _gutter(self, y: int) -> Iterable[Segment]:
        ground = self.rich_style
        found = self.wrapped_document._offset_to_line_info[y]  # noqa: SLF001  Textual draws its lines by it, too
        if found is None:
            return [Segment(" " * _GUTTER, ground)]
        row, section = found
        wraps = [0, *self.wrapped_document.get_offsets(row), len(self.document.get_line(row))]
        start, end = (self.starts[row] + wraps[section + more] for more in (0, 1))
        here = [part for part in self.parts if part.start < max(end, start + 1) and part.end > start]
        if not here:
            return [Segment(" " * _GUTTER, ground)]
        first = next((part for part in here if start <= part.start), None)
        bar = min(here, key=lambda part: ("next", "ghost", "said").index(part.bar)).bar
        claim, letter = (first.claim or " ", first.letter) if first else (" ", " ")
        return [
            Segment(" ", ground),
            Segment(claim, ground + self.bars["claim" if claim == "☐" else "said"]),
            Segment(letter, ground + self.bars["next" if bar == "next" else "ghost"]),
            Segment(_BARS[bar], ground + self.bars[bar]),
            Segment(" ", ground),
        ]

    def _on_paste(self, event: Paste) -> None:  # type: ignore[override]  # the base class's own handler runs after this one
        """What is pasted is cleaned like all text from outside."""
        event.text = clean(event.text)

    def edit(self, edit: Edit) -> EditResult:
        """Do an edit, and tell the draft of what the agent wrote."""
        done = super().edit(edit)
        if self.text != self.shown.text:
            self.take_typed(self.shown.edited(self.text))
            self.post_message(TextEdited())
        return done

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        if self.has_focus and self.selection.is_empty:
            self.post_message(CursorMoved(self.shown.origin(self.at)))

    @property
    def before(self) -> str:
        """What stands before the cursor in its line."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]

    @property
    def at(self) -> int:
        """Where the cursor stands in the text that is shown."""
        row, column = self.selection.end
        return self.starts[min(row, len(self.starts) - 1)] + column

    def action_undo(self) -> None:
        """Ask for the draft's undo."""
        self.post_message(UndoWanted())

    def action_redo(self) -> None:
        """Ask for the draft's redo."""
        self.post_message(UndoWanted(again=True))


_BAR_ROLES = {"said": "success", "next": "primary", "ghost": "ghost", "claim": "open"}
"""The colours of the gutter by what they say."""


def _location(text: str, at: int) -> tuple[int, int]:
    """A place in the text as row and column, counted from 0."""
    before = text[:at]
    return before.count("\n"), at - (before.rfind("\n") + 1)
