"""The message with whoever wrote it, and what was read in it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from composer.cases.customer import Customer
from composer.cases.follow_up import when_due
from composer.desk.inbox import due_in_words
from kb.text import count_of

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.reading.reading import Reading


class MessagePane(Vertical):
    """Shows one case; everything in it can be scrolled from the keyboard."""

    def compose(self) -> ComposeResult:
        """Customer on top, message in the middle, reading below."""
        yield Static(id="promised", markup=False)
        yield Static(id="customer", markup=False)
        with VerticalScroll(id="message-scroll", can_focus=True):
            yield Static(id="message-text", markup=False)
        with VerticalScroll(id="reading-scroll", can_focus=False):
            yield Static(id="reading", markup=False)

    def show(self, case: Case, reading: Reading, now: dt.datetime, language: str = "") -> None:
        """Show a case, with a note on its language where there is one."""
        from composer.tui.drawing.message import message_content, reading_content

        self.show_promised(case.customer, now)
        self.query_one("#customer", Static).update(customer_content(case))
        self.query_one("#message-text", Static).update(message_content(case, reading))
        self.query_one("#reading", Static).update(reading_content(reading, language))
        self.query_one("#message-scroll", VerticalScroll).scroll_home(animate=False)
        self.border_title = Content("Message")

    def show_promised(self, customer: Customer, now: dt.datetime) -> None:
        """What the customer was promised and is not done."""
        promised = self.query_one("#promised", Static)
        promised.display = bool(customer.promised)
        promised.update(promised_content(customer, now))

    def show_time(self, case: Case, left: dt.timedelta | None) -> None:
        """How the message came, and the time that is left to answer it."""
        when = due_in_words(left) if left is not None else ""
        self.border_subtitle = Content(", ".join(filter(None, [str(case.channel), when])))


def promised_content(customer: Customer, now: dt.datetime) -> Content:
    """What this customer was promised and is not done: the most urgent one, and how many more there are."""
    if not customer.promised:
        return Content("")
    first, *others = customer.promised
    more = f"  (and {len(others)} more)" if others else ""
    return Content.assemble((f"Open promise, {when_due(first.due, now)}: ", "bold $warning"), f"“{first.text}”{more}")


def customer_content(case: Case) -> Content:
    """Who wrote, in two lines; honest where we do not know."""
    customer = case.customer
    subject = Content.assemble(("\n" + case.message.subject, "italic")) if case.message.subject else Content("")
    if not customer.known:
        sender = case.message.sender_name or case.message.sender_email
        who = f"{sender} (not in our records)" if sender else "We do not know who wrote"
        return Content.assemble((who, "bold"), subject)
    facts = [
        customer.plan,
        f"since {customer.since}" if customer.since else "",
        customer.company,
        *(f"{name}: {value}" for name, value in customer.fields.items()),
    ]
    return Content.assemble(
        (customer.name or customer.id, "bold"),
        "  ",
        ("  ".join(fact for fact in facts if fact), ""),
        "\n",
        (_history(customer), "dim"),
        subject,
    )


def _history(customer: Customer) -> str:
    written = [contact for contact in customer.history if contact.direction == "in"]
    if not written:
        return "first contact"
    last = written[0]
    before = count_of(len(written), "message")
    return f"{before} before; last {last.on:%d %b %Y} about {last.topic or 'something'}: {last.text}"
