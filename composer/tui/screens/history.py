"""History: all that is known of a customer, and every contact with them, the newest first."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from composer.cases.customer import Contact, Customer
from composer.tui.desk_app import DeskApp
from composer.tui.messages import ExampleWanted
from composer.tui.screens.dialog import Dialog


class HistoryScreen(Dialog[None]):
    """Read, scroll, and go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,q", "dismiss", "back"),
        Binding("e", "keep_example", "keep as an example"),
    ]

    app = getters.app(DeskApp)

    def __init__(self, customer: Customer) -> None:
        super().__init__()
        self.customer = customer

    def compose(self) -> ComposeResult:
        """The customer above, the contacts below."""
        with Vertical(classes="dialog wide"):
            yield Static(self.customer.name or self.customer.id or "Unknown", classes="dialog-title", markup=False)
            with VerticalScroll(id="history"):
                yield Static(history_content(self.customer), markup=False)
            sent = ", e keeps our last reply as an example for the team" if self.sent_case else ""
            yield Static(f"Arrow keys scroll, esc goes back{sent}", classes="dialog-keys", markup=False)

    @property
    def sent_case(self) -> str:
        """The case of the last reply that went to them; empty where there is none."""
        return next((one.case_id for one in self.customer.history if one.direction == "out" and one.case_id), "")

    def action_keep_example(self) -> None:
        """Make the last reply an example, to be looked through first."""
        if self.sent_case:
            self.post_message(ExampleWanted(self.sent_case))

    def on_mount(self) -> None:
        """The keyboard scrolls."""
        self.query_one("#history").focus()


def history_content(customer: Customer) -> Content:
    """A customer's fields, then the contacts with them."""
    if not customer.known:
        return Content("We do not know who wrote this, so there is nothing to show.")
    facts = {
        "E-mail": customer.email,
        "Company": customer.company,
        "Plan": customer.plan,
        "Since": str(customer.since or ""),
        "Language": customer.language,
        **customer.fields,
    }
    lines = [Content.assemble((f"{name}  ", "$dim"), value) for name, value in facts.items() if value]
    contacts = [_contact(contact) for contact in customer.history] or [Content("No contact before this one.")]
    return Content("\n").join([*lines, Content(""), *contacts])


def _contact(contact: Contact) -> Content:
    who = "they wrote" if contact.direction == "in" else "we wrote"
    about = f" about {contact.topic}" if contact.topic else ""
    return Content.assemble((f"{contact.on:%d %b %Y}  {who}{about}", "bold"), "\n", contact.text, "\n")
