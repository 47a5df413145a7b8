"""Picker: who wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from composer.cases.customer import Customer
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.choices import Choices
from kb.text import one_line

if TYPE_CHECKING:
    from composer.desk.desk import Desk

_BACK = Binding("escape", "dismiss(None)", "back")
SHOWN = 12
"""Customers that are shown for what was typed, as many as a small screen has lines for; for another one, type on."""
_OF_ALL = 100
"""Customers that are shown before anything is typed."""


class CustomerScreen(Dialog["Customer | None"]):
    """Who is this? Customers found as you type."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, desk: Desk, sender: Customer | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.sender = sender
        """Who wrote, as the message says; offered as a new customer where nobody in the records has the address."""
        self.found: list[Customer] = []
        self.found_for = ""
        self.take_first = False
        """Whether Enter was pressed before the customers for these words were there."""

    def compose(self) -> ComposeResult:
        """A field and the customers."""
        with Vertical(classes="dialog"):
            yield Static("Who wrote?", classes="dialog-title", markup=False)
            yield Input(placeholder="name, e-mail, id or company", compact=True)
            yield Choices(id="choices", markup=False, compact=True)
            yield Static("Enter takes the first, esc goes back", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Everybody, to begin with."""
        self.look_for("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.look_for(event.value)

    @work(thread=True, exclusive=True, group="customers")
    def look_for(self, words: str) -> None:
        """Ask the records away from the keyboard."""
        most = SHOWN if words.strip() else _OF_ALL
        found = self.desk.records.list_customers(one_line(words), most + 1)
        more = len(found) > most
        found = found[:most]
        if self.sender is not None and not words.strip():
            found.insert(0, self.sender)
        self.app.call_from_thread(self.show, found, words, more=more)

    def show(self, found: list[Customer], words: str, *, more: bool = False) -> None:
        """Show customers, if they are still those that are looked for, and whether there are more of them."""
        if has_widgets(self) and words == self.query_one(Input).value:
            self.found, self.found_for = found, words
            rows = [
                Content.assemble(
                    ("new: " if customer is self.sender else "", "bold $primary"),
                    (customer.name or customer.id, "bold"),
                    f"  {customer.email}  {customer.plan}",
                )
                for customer in found
            ]
            said = "" if rows and not more else "There are more; type on." if rows else "Nobody by that name."
            last = [Option(Content(said), disabled=True)] if said else []
            self.query_one(OptionList).set_options([*map(Option, rows), *last])
            if self.take_first:
                self._first()

    @on(Input.Submitted)
    def _first(self) -> None:
        if self.found_for != self.query_one(Input).value:
            self.take_first = True
        elif self.found:
            self.take(self.found[0])

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self.found):
            self.take(self.found[event.option_index])

    def take(self, customer: Customer) -> None:
        """End with a customer; a new one is put into the records first."""
        if customer is self.sender:
            self.desk.records.import_customers([customer])
        self.dismiss(self.desk.records.find_customer(customer.id))

    def key_down(self, event: Key) -> None:
        """Down goes from the field into the list."""
        if not self.query_one(OptionList).has_focus:
            event.stop()
            self.query_one(OptionList).focus()
