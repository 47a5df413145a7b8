"""A page of the manual, read over the screen that is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from composer.manual.pages import ManualPage
from composer.tui.drawing.article import article_pieces
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.article_text import ArticleText
from kb.markdown.parser import parse_markdown


class ManualScreen(Dialog[None]):
    """Read, scroll, and go back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back")]

    def __init__(self, page: ManualPage, part: str) -> None:
        super().__init__()
        self.page, self.part = page, part

    def compose(self) -> ComposeResult:
        """The title above, the text below."""
        title = f"{self.page.title}: {self.part}" if self.part else self.page.title
        with Vertical(classes="dialog wide"):
            yield Static(title, classes="dialog-title", markup=False)
            yield ArticleText(id="manual-text")
            yield Static(
                "Arrow keys scroll, esc goes back. The whole manual: warmline manual",
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """The text of the part that is meant; the keyboard scrolls it."""
        text = dict(self.page.parts).get(self.part, self.page.body)
        shown = self.query_one(ArticleText)
        shown.show(article_pieces(parse_markdown(text)))
        shown.focus()
