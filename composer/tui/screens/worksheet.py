"""Worksheet: four questions about the open message, for the agent alone; the last answer may go into the reply."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from composer.practice.asked import asked_in
from composer.tui.desk_app import DeskApp
from composer.tui.screens.dialog import Dialog
from kb.text import one_line

_KEYS = "^s keeps it for you alone, ^j puts the last answer into the reply as well, esc leaves"


class WorksheetScreen(Dialog["tuple[list[str], bool] | None"]):
    """Ends with the four answers and whether the last one goes into the reply."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back"),
        Binding("ctrl+s", "keep(False)", "keep"),
        Binding("ctrl+j", "keep(True)", "keep, and put the last answer into the reply"),
    ]

    app = getters.app(DeskApp)

    def __init__(self, message: str, language: str) -> None:
        super().__init__()
        self.message, self.language = message, language

    def compose(self) -> ComposeResult:
        """The message, and the questions below it."""
        with Vertical(classes="dialog wide", id="worksheet"):
            yield Static("Worksheet", classes="dialog-title", markup=False)
            with VerticalScroll(id="worksheet-message"):
                yield Static(Content(self.message), markup=False)
            for question in asked_in(self.language).questions.values():
                yield Static(question, markup=False)
                yield Input(compact=True, classes="worksheet-answer")
            yield Static(_KEYS, classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """The first question."""
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    def action_keep(self, into_reply: bool) -> None:  # noqa: FBT001  a key's action takes what its binding says
        """Keep the answers, unless nothing is written; the last one may go into the reply."""
        answers = [one_line(field.value) for field in self.query(Input)]
        if not any(answers):
            self.dismiss(None)
            return
        self.dismiss((answers, into_reply and bool(answers[-1])))
