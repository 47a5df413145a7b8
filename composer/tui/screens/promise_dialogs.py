"""Two questions about a promise: how it was done, and until when it is put off."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from composer.cases.follow_up import FollowUp
from composer.desk.follow_ups import why_not_until
from composer.phrases.fields import house_date, parse_day
from composer.tui.desk_app import DeskApp
from composer.tui.screens.dialog import Dialog

_BACK = Binding("escape", "dismiss(None)", "back")
_MOST_WORDS = 200


class DoneScreen(Dialog["str | None"]):
    """Ends with how a promise was kept, which may be empty; None where it was not."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, one: FollowUp) -> None:
        super().__init__()
        self.one = one

    def compose(self) -> ComposeResult:
        """The promise and a line for how."""
        with Vertical(classes="dialog"):
            yield Static("Done", classes="dialog-title", markup=False)
            yield _quoted(self.one)
            yield Input(placeholder="how, if you like: called, refunded, …", id="how", compact=True)
            yield Static("Enter: it is done   esc: back", classes="dialog-keys", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


class LaterScreen(Dialog["tuple[str, str] | None"]):
    """Ends with the day as it was typed and the reason; None where the promise stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    app = getters.app(DeskApp)

    def __init__(self, one: FollowUp, today: dt.date) -> None:
        super().__init__()
        self.one = one
        self.today = today

    def compose(self) -> ComposeResult:
        """The promise, a line for the day and one for the reason."""
        with Vertical(classes="dialog"):
            yield Static("Later", classes="dialog-title", markup=False)
            yield _quoted(self.one)
            yield Input(placeholder="until when: +2 or YYYY-MM-DD", id="day", compact=True)
            yield Static(id="day-note", classes="field-note", markup=False)
            yield Input(placeholder="why (the next one who reads it will ask)", id="why", compact=True)
            yield Static(id="why-note", classes="field-note", markup=False)
            yield Static("Enter goes on, and puts it off at the end   esc: back", classes="dialog-keys", markup=False)

    @on(Input.Changed, "#day")
    def _day_typed(self, event: Input.Changed) -> None:
        day = event.value.strip()
        self.query_one("#day-note", Static).update(Content(self.note(day)))

    def note(self, day: str) -> str:
        """The day as it will be, or why it cannot be."""
        wrong = why_not_until(day, self.today) if day else ""
        found = parse_day(day, self.today) if day and not wrong else None
        return house_date(found, self.app.desk.settings.library.language) if found else wrong

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Goes to what is missing; puts off where nothing is."""
        day, why = (self.query_one(name, Input) for name in ("#day", "#why"))
        wrong = why_not_until(day.value.strip(), self.today)
        if wrong:
            self.query_one("#day-note", Static).update(Content(wrong))
            day.focus()
        elif why.value.strip():
            self.dismiss((day.value.strip(), why.value.strip()))
        elif why.has_focus:
            self.query_one("#why-note", Static).update(Content("say why it is later"))
        else:
            why.focus()


def _quoted(one: FollowUp) -> Static:
    text = one.text if len(one.text) <= _MOST_WORDS else one.text[:_MOST_WORDS] + "…"
    return Static(Content(f"“{text}”"), classes="quoted", markup=False)
