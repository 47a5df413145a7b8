"""The reader: what is known of something in four lines, its text below them, and a field to find words inside."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from composer.tui.drawing.library import LibraryReading
from composer.tui.drawing.page import Line
from composer.tui.widgets.article_text import ArticleText


class ReadingPane(Vertical):
    """Its frame says above who reads it like this, and below which keys there are or how many places were found."""

    reading: LibraryReading | None = None

    def compose(self) -> ComposeResult:
        """Head, text, field."""
        yield Static(id="library-head", markup=False)
        yield ArticleText(id="library-text")
        yield Input(placeholder="find inside", id="inside-query", compact=True)

    def show(self, reading: LibraryReading) -> None:
        """Show a text from its beginning; the same one again, where it was."""
        before, self.reading = self.reading, reading
        self.query_one(Static).update(reading.head, layout=False)
        text = self.query_one(ArticleText)
        text.show(reading.pieces, home=before is None or before.head != reading.head)
        if self.words:
            text.look_for(self.words)
        self.say_view()

    def say(self, sentence: str) -> None:
        """A sentence where there is nothing to read."""
        self.reading = None
        self.query_one(Static).update("", layout=False)
        self.query_one(ArticleText).show([Line(Content(sentence))])
        self.say_view()

    @property
    def words(self) -> str:
        """What is looked for inside."""
        return self.query_one(Input).value.strip()

    def begin(self) -> None:
        """Ask for words to find inside."""
        self.add_class("-finding")
        self.query_one(Input).focus()

    def end(self) -> bool:
        """Find nothing inside any more; whether something was looked for."""
        finding = self.has_class("-finding")
        if finding:
            self.remove_class("-finding")
            self.query_one(Input).value = ""
            self.query_one(ArticleText).focus()
        return finding

    def step(self, by: int) -> None:
        """The next place, or the one before."""
        self.query_one(ArticleText).step(by)
        self.say_view()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(ArticleText).look_for(self.words)
        self.say_view()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(ArticleText).focus()

    def say_view(self) -> None:
        """Who reads it like this, and what was found inside."""
        text, reading = self.query_one(ArticleText), self.reading
        self.border_title = Content(reading.view if reading else "")
        if self.words and text.places:
            below = f"{text.number + 1} of {len(text.places)}; ^n goes on, esc ends it"
        elif self.words:
            below = "not in this text; esc ends it"
        else:
            below = "/ finds inside, ^t another view, ^o a about it" if reading and reading.view else ""
        self.border_subtitle = Content(below)
