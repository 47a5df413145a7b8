"""Widgets that are drawn as lines made for their width: a section of the review, a claim to tick, the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget


class Lines(Widget):
    """As high as its lines are many."""

    def lines(self, width: int) -> list[Content]:
        """What stands there in so many columns."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's own
        """One row for each line."""
        return len(self.lines(width))

    def render(self) -> Content:
        """The lines at the width that there is."""
        return Content("\n").join(self.lines(max(self.content_size.width, 1)))


@dataclass(frozen=True)
class Row:
    """A sign in the margin, and what stands beside it."""

    sign: Content
    words: Content

    def lines(self, width: int) -> list[Content]:
        """The words, wrapped beside their sign."""
        first, *others = self.words.wrap(max(width - 2, 1)) or [Content("")]
        return [Content.assemble(self.sign, " ", first), *(Content.assemble("  ", line) for line in others)]


class Section(Lines):
    """A heading with a rule behind it and a note at the right; rows below it."""

    def __init__(
        self,
        title: str,
        rows: Sequence[Row] = (),
        note: str = "",
        style: str = "$dim",
        id: str | None = None,  # noqa: A002  as the base class calls it
    ) -> None:
        super().__init__(id=id, classes="section" if title else "")
        self.title, self.rows, self.note, self.title_style = title, rows, note, style
        self.note_style = "$open"

    def lines(self, width: int) -> list[Content]:
        """The heading, then the rows."""
        rows = [line for row in self.rows for line in row.lines(width)]
        return [self.heading(width), *rows] if self.title else rows

    def heading(self, width: int) -> Content:
        """The title, a rule, and the note."""
        note = f" {self.note}" if self.note else ""
        rule = "─" * max(width - len(self.title) - 1 - len(note), 0)
        return Content.assemble((self.title, self.title_style), " ", (rule, "$line"), (note, self.note_style))

    def show(self, rows: Sequence[Row]) -> None:
        """Other rows."""
        if list(rows) != list(self.rows):
            self.rows = rows
            self.refresh(layout=True)

    def say(self, note: str, style: str = "$open") -> None:
        """Another note."""
        if (note, style) != (self.note, self.note_style):
            self.note, self.note_style = note, style
            self.refresh()


class Tick(Lines, can_focus=True):
    """Something that the agent says is so; its sign tells it, not only its colour."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "tick", "tick", show=False)]

    @dataclass
    class Changed(Message):
        """It was ticked, or is open again."""

        tick: Tick

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.value = False

    def lines(self, width: int) -> list[Content]:
        """The box and what it stands for."""
        sign = Content.styled("✓", "$success") if self.value else Content.styled("☐", "bold $open")
        return Row(sign, Content.styled(self.label, "" if self.value else "bold")).lines(width)

    def action_tick(self) -> None:
        """Tick it, or open it again."""
        self.value = not self.value
        self.refresh()
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """The same."""
        self.action_tick()


class Letter(Lines):
    """The letter as the customer will read it, at the width of its channel; claims have a box in the margin."""

    def __init__(self, text: Content, *, id: str, classes: str) -> None:  # noqa: A002  as the base class calls it
        super().__init__(id=id, classes=classes)
        self.text = text

    def show(self, text: Content) -> None:
        """The same letter with other marks."""
        self.text = text
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        """The text, wrapped; the margin says where a claim stands."""
        found = []
        before = False
        for line in self.text.wrap(max(width - 2, 1)):
            claimed = any(span.style == CLAIM_STYLE for span in line.spans)
            sign = ("☐", "bold $open") if claimed and not before else (" ", "")
            found.append(Content.assemble(sign, " ", line))
            before = claimed
        return found


CLAIM_STYLE = "underline $open"
"""How a claim that is not confirmed stands in a letter."""
