"""Fields: what a phrase or an article asks the agent for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from composer.desk.field_answers import why_no_value
from composer.phrases.fields import house_date, parse_day
from kb.articles.article import Ask
from kb.text import fold

if TYPE_CHECKING:
    from composer.tui.app import WarmlineApp


class FieldsScreen(ModalScreen["dict[str, str] | None"]):
    """One line for each open field; Enter goes on, and puts everything in at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "later"),
        Binding("ctrl+j", "done", "put in"),
    ]

    app: "WarmlineApp"  # noqa: UP037  Textual reads it

    def __init__(self, asks: list[Ask], today: dt.date, written: dt.date | None = None) -> None:
        super().__init__()
        self.written = written
        self.asks = asks
        self.today = today

    def compose(self) -> ComposeResult:
        """A label and a field for each."""
        with Vertical(classes="dialog"):
            yield Static("What the reply still needs", classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                for number, ask in enumerate(self.asks):
                    yield Static(ask.label, classes="field-label", markup=False)
                    # What is typed of a choice is completed, so that nobody has to write it out.
                    choices = SuggestFromList(ask.choices, case_sensitive=False) if ask.choices else None
                    yield Input(placeholder=_hint(ask), suggester=choices, id=f"field-{number}", compact=True)
                    yield Static("", id=f"note-{number}", classes="field-note", markup=False)
            yield Static("Enter goes on, esc leaves it for later", classes="dialog-keys", markup=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        number = int(str(event.input.id).removeprefix("field-"))
        self.query_one(f"#note-{number}", Static).update(Content(self.note(self.asks[number], event.value.strip())))

    def note(self, ask: Ask, value: str) -> str:
        """What a value will read like, or why it cannot be."""
        wrong = self.why_not(ask, value) if value else ""
        day = parse_day(value, self.today) if ask.kind == "date" and not wrong else None
        return house_date(day, self.app.desk.settings.library.language) if day else wrong

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        number = int(str(event.input.id).removeprefix("field-"))
        event.input.value = _completed(self.asks[number], event.value)
        if number + 1 < len(self.asks):
            self.query_one(f"#field-{number + 1}", Input).focus()
        else:
            self.action_done()

    def action_done(self) -> None:
        """Put in what was given; a value that cannot be is looked at again."""
        values = {
            ask.field: _completed(ask, self.query_one(f"#field-{number}", Input).value)
            for number, ask in enumerate(self.asks)
        }
        if not any(values.values()):
            self.query_one("#field-0", Input).focus()
            return
        for number, ask in enumerate(self.asks):
            if values[ask.field] and self.why_not(ask, values[ask.field]):
                self.query_one(f"#field-{number}", Input).focus()
                return
        self.dismiss(values)

    def why_not(self, ask: Ask, value: str) -> str:
        """Why a value cannot be."""
        return why_no_value(ask, value, self.today, self.written)


def _completed(ask: Ask, value: str) -> str:
    """The one choice that begins with what was typed, or what was typed."""
    found = [choice for choice in ask.choices if value.strip() and fold(choice).startswith(fold(value.strip()))]
    return found[0] if len(found) == 1 else value.strip()


def _hint(ask: Ask) -> str:
    if ask.kind == "date":
        return "YYYY-MM-DD, +2 or -3 days"
    return " / ".join(ask.choices) if ask.kind == "choice" else ask.field
