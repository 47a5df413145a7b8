"""The line that asks for the value of a field, in the place of the offer, so that it hides no words of the letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from composer.desk.field_answers import why_no_value
from composer.phrases.fields import house_date, parse_day
from composer.tui.desk_app import DeskApp
from kb.articles.article import AskedField
from kb.text import fold, shortened

_DAY_HINT = "day, +2 or -3"
_SHARE = 0.45
"""Of the line that a label takes at most."""


class Asking(Horizontal):
    """A label, a field and a note on what the value will read like; Enter puts it in, esc leaves it for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "later"),
        Binding("ctrl+j", "put_in", "put in"),
    ]

    app = getters.app(DeskApp)

    @dataclass
    class Given(Message):
        """The agent gave a value for a field; an empty one leaves the field for later."""

        field: str
        value: str

    def __init__(self) -> None:
        super().__init__(id="asking")
        self.ask: AskedField | None = None
        """What is asked for now."""
        self.written: dt.date | None = None
        """The day on which the customer wrote."""

    def compose(self) -> ComposeResult:
        """Label, field and note."""
        yield Static(id="asking-label", markup=False)
        yield Input(id="asking-value", compact=True)
        yield Static(id="asking-note", markup=False)

    def begin(self, ask: AskedField, written: dt.date | None) -> None:
        """Ask for a field."""
        self.ask, self.written = ask, written
        label = shortened(ask.label, max(int(self.app.size.width * _SHARE), 20))
        self.query_one("#asking-label", Static).update(Content.styled(label, "bold $open"))
        field = self.query_one(Input)
        field.placeholder = _DAY_HINT if ask.kind == "date" else " / ".join(ask.choices)
        field.suggester = SuggestFromList(ask.choices, case_sensitive=False) if ask.choices else None
        field.value = ""
        self.say("")
        field.focus()

    def end(self) -> None:
        """Ask for nothing any more."""
        self.ask = None

    def say(self, note: str, *, wrong: bool = False) -> None:
        """What the value reads like with the key that puts it in, or why it cannot be; every key where nothing is."""
        enter, escape = ("Enter", "bold $primary"), ("esc", "bold $primary")
        if wrong:
            said = Content.styled(note, "$error")
        elif note:
            said = Content.assemble((note, "$success"), "  ", enter)
        else:
            said = Content.assemble(enter, " put in  ", escape, " later")
        self.query_one("#asking-note", Static).update(said)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        value = event.value.strip()
        if self.ask is None or not value:
            self.say("")
        elif wrong := self.why_not(value):
            self.say(wrong, wrong=True)
        else:
            day = parse_day(value, self.app.desk.today) if self.ask.kind == "date" else None
            self.say(house_date(day, self.app.desk.settings.library.language) if day else "")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_put_in()

    def action_put_in(self) -> None:
        """Give the value; one that cannot be is looked at again, and none is no answer."""
        ask = self.ask
        if ask is not None:
            value = _completed(ask, self.query_one(Input).value)
            if value and not self.why_not(value):
                self.post_message(self.Given(ask.field, value))

    def action_leave(self) -> None:
        """Leave it for later."""
        if self.ask is not None:
            self.post_message(self.Given(self.ask.field, ""))

    def why_not(self, value: str) -> str:
        """Why a value cannot be."""
        return why_no_value(self.ask, value, self.app.desk.today, self.written) if self.ask else ""


def _completed(ask: AskedField, value: str) -> str:
    """The one choice that begins with what was typed, or what was typed."""
    found = [choice for choice in ask.choices if value.strip() and fold(choice).startswith(fold(value.strip()))]
    return found[0] if len(found) == 1 else value.strip()
