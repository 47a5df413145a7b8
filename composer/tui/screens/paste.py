"""Paste: a message that came some other way, whole and with its line breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.cases.step import Channel
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.writing import Writing
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.desk import Desk


class PasteScreen(Dialog[Case | None]):
    """Ends with the case of the pasted message."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back"),
        Binding("ctrl+j", "take", "answer it"),
        Binding("ctrl+t", "next_channel", "channel"),
        Binding("ctrl+o", "pick_customer", "who wrote"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.channel = Channel.EMAIL
        self.customer: Customer | None = None

    def compose(self) -> ComposeResult:
        """A text, not a line: a line would keep only the first one of what is pasted."""
        with Vertical(classes="dialog wide"):
            yield Static("Paste a customer's message", classes="dialog-title", markup=False)
            yield Writing(id="pasted", placeholder="the message, as it came", soft_wrap=True, compact=True)
            yield Static(id="note", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Say how it goes on."""
        self.say("")

    def say(self, problem: str) -> None:
        """What is wrong, and the keys."""
        who = self.customer.name or self.customer.id if self.customer else "nobody we know"
        keys = f"^t how it came: {self.channel}   ^o who wrote: {who}\n^j answers it, esc goes back"
        self.query_one("#note", Static).update(Content(f"{problem}\n{keys}".strip()))

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.say("")

    def action_next_channel(self) -> None:
        """It came another way."""
        channels = [*Channel]
        self.channel = channels[(channels.index(self.channel) + 1) % len(channels)]
        self.say("")

    def action_pick_customer(self) -> None:
        """Say who wrote."""
        from composer.tui.screens.pickers import CustomerScreen

        self.app.push_screen(CustomerScreen(self.desk), self._picked)

    def _picked(self, customer: Customer | None) -> None:
        if customer is not None:
            self.customer = customer
            self.say("")

    def action_take(self) -> None:
        """Answer what was pasted."""
        text = self.query_one(TextArea).text
        try:
            wanted = self.customer.id if self.customer else ""
            case = self.desk.case_for(text.encode("utf-8", "replace"), "the pasted text", wanted)
        except KBError as error:
            self.say(str(error))
        else:
            pasted_mail = case.message.sender_email
            self.dismiss(case if pasted_mail else replace(case, message=replace(case.message, channel=self.channel)))
