"""Pickers: who wrote, and which message."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from composer.customer import Customer
from composer.waiting import Waiting, waiting_cases
from kb.errors import KBError
from kb.text import one_line

if TYPE_CHECKING:
    from composer.case import Case
    from composer.desk import Desk
    from composer.tui.app import WarmlineApp

_BACK = Binding("escape", "dismiss(None)", "back")


class CustomerScreen(ModalScreen["Customer | None"]):
    """Who is this? Customers found as you type."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: list[Customer] = []
        self.found_for = ""
        self.take_first = False
        """Whether Enter was pressed before the customers for these words were there."""

    def compose(self) -> ComposeResult:
        """A field and the customers."""
        with Vertical(classes="dialog"):
            yield Static("Who wrote?", classes="dialog-title", markup=False)
            yield Input(placeholder="name, e-mail, id or company", compact=True)
            yield OptionList(id="choices", markup=False, compact=True)
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
        found = self.desk.records.list_customers(one_line(words), 100)
        self.app.call_from_thread(self.show, found, words)

    def show(self, found: list[Customer], words: str) -> None:
        """Show customers, if they are still those that are looked for."""
        if self.is_mounted and words == self.query_one(Input).value:
            self.found, self.found_for = found, words
            rows = [
                Content.assemble((customer.name or customer.id, "bold"), f"  {customer.email}  {customer.plan}")
                for customer in found
            ]
            self.query_one(OptionList).set_options(
                [Option(row) for row in rows] or [Option(Content("Nobody by that name."), disabled=True)]
            )
            if self.take_first:
                self._first()

    @on(Input.Submitted)
    def _first(self) -> None:
        if self.found_for != self.query_one(Input).value:
            self.take_first = True
        elif self.found:
            self.dismiss(self.desk.records.find_customer(self.found[0].id))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self.found):
            self.dismiss(self.desk.records.find_customer(self.found[event.option_index].id))

    def key_down(self) -> None:
        """Down goes from the field into the list."""
        self.query_one(OptionList).focus()


class MessagesScreen(ModalScreen["Case | None"]):
    """The messages that wait, and a place to paste one."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK, Binding("ctrl+j", "take_pasted", "answer what was pasted")]

    app: "WarmlineApp"  # noqa: UP037  Textual reads it

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.cases: list[Case] = []

    def compose(self) -> ComposeResult:
        """The list, and the place to paste."""
        with Vertical(classes="dialog wide"):
            yield Static("Messages", classes="dialog-title", markup=False)
            yield OptionList(id="choices", markup=False, compact=True)
            yield TextArea(id="pasted", placeholder="or paste a customer's message here", soft_wrap=True, compact=True)
            yield Static(
                "Enter opens, tab goes to the paste field, ^j answers what was pasted, esc goes back",
                id="note",
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """Read what waits, away from the keyboard."""
        self.query_one(OptionList).focus()
        self.load()

    @work(thread=True, exclusive=True, group="messages")
    def load(self) -> None:
        """Read the waiting messages, the most pressing first."""
        found, unread = waiting_cases(self.desk, self.app.clock())
        for waiting in found:
            self.app.call_from_thread(self.add, waiting.case, _waiting_row(waiting))
        for path, error in unread:
            row = Content.assemble((path.name, "bold"), f"  {error}")
            self.app.call_from_thread(self.add, None, row)
        self.app.call_from_thread(self.finish)

    def add(self, case: Case | None, row: Content) -> None:
        """Show one more."""
        if self.is_mounted:
            options = self.query_one(OptionList)
            options.add_option(Option(row, id=str(len(self.cases)) if case else None, disabled=case is None))
            if case is not None:
                self.cases.append(case)
            if options.highlighted is None:
                options.highlighted = 0

    def finish(self) -> None:
        """Say so where nothing waits."""
        if self.is_mounted and not self.query_one(OptionList).option_count:
            self.query_one(OptionList).add_option(
                Option(Content("Nothing waits in the inbox folder. Paste a message below."), disabled=True)
            )
            self.query_one("#pasted").focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(self.cases[int(event.option_id)])

    def action_take_pasted(self) -> None:
        """Answer what was pasted."""
        text = self.query_one(TextArea).text
        try:
            self.dismiss(self.desk.case_for(text.encode("utf-8", "replace"), "the pasted text"))
        except KBError as error:
            self.query_one("#note", Static).update(Content(str(error)))


def _waiting_row(waiting: Waiting) -> Content:
    """A waiting message as one line: who, what, and why it stands where it stands."""
    case = waiting.case
    who = case.customer.name or case.message.sender_name or case.message.sender_email or "somebody"
    why = ", ".join((str(case.channel), *waiting.reasons))
    return Content.assemble((who, "bold"), f"  {case.title}  ", (why, "dim"))
