"""The message with whoever wrote it, and what was read in it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.style import Style
from textual.widgets import Static

from composer.cases.customer import Customer
from composer.cases.follow_up import when_due
from composer.tui.drawing.message import BEGINS, WITHIN
from composer.tui.messages import FactChosen
from composer.tui.widgets.issues import Issues
from composer.tui.widgets.lines import Lines, Row, Section
from kb.text import count_of, one_line

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.reading.facts import Fact
    from composer.reading.reading import Reading

_MARGIN = 2
_MOST_CONTACTS = 3
_MOST_SAID = 200
"""Characters of an earlier contact that are shown."""


class ReadingLine(Static, can_focus=True):
    """Tone, cues and facts in one line; Enter or a click opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "fold", "open or close")]

    facts: tuple[Fact, ...] = ()
    line = Content("")

    def show(self, reading: Reading, *, opened: bool) -> None:
        """Show what was read in a message."""
        from composer.tui.drawing.message import reading_line

        self.facts, self.line = reading.facts, reading_line(reading, self.size.width, opened=opened)
        self.update(self.line)

    def on_click(self, event: Click) -> None:
        """On a fact: look at it, the second time take it; elsewhere open or close the line."""
        from composer.tui.drawing.message import CHIP

        chips = (span for span in self.line.spans if span.style == CHIP)
        for fact, chip in zip(self.facts, chips, strict=False):
            if self.line[: chip.start].cell_length <= event.x < self.line[: chip.end].cell_length:
                self.post_message(FactChosen(fact, take=event.chain > 1))
                return
        self.action_fold()

    def action_fold(self) -> None:
        """Show all that was read, or one line again."""
        pane = next(one for one in self.ancestors if isinstance(one, MessagePane))
        pane.toggle_class("-opened")
        pane.draw()


class MessageText(Lines):
    """The words of the message; in the margin stands the number of an issue where its words begin."""

    text = Content("")
    made: tuple[int, list[Content]] = (0, [])
    """The lines as they were made last, and for how many columns."""

    def show(self, text: Content) -> None:
        """Show another message, or other marks."""
        self.text, self.made = text, (0, [])
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        """The text, wrapped beside its margin."""
        if self.made[0] != width:
            self.made = width, [self._line(line) for line in self.text.wrap(max(width - _MARGIN, 1))]
        return self.made[1]

    def _line(self, line: Content) -> Content:
        metas = [span.style.meta for span in line.spans if isinstance(span.style, Style)]
        begins = next((str(meta[BEGINS]) for meta in metas if BEGINS in meta), "")
        sign = (begins, "$ask") if begins else ("┊", "$line") if any(WITHIN in meta for meta in metas) else ("", "")
        return Content.assemble(sign, " " * (_MARGIN - len(sign[0])), line)


class MessagePane(Vertical):
    """Shows one case; everything in it can be scrolled from the keyboard."""

    case: Case | None = None
    reading: Reading | None = None
    language = ""
    thread = False
    drawn = 0
    """For how many columns it was drawn last."""

    def compose(self) -> ComposeResult:
        """Subject and customer on top, the message in the middle, what was read and what they need below."""
        yield Static(id="subject", markup=False)
        yield Static(id="customer", markup=False)
        yield Static(id="promised", markup=False)
        with VerticalScroll(id="message-scroll", can_focus=True):
            yield MessageText(id="message-text")
        yield ReadingLine(id="reading-line", markup=False)
        with VerticalScroll(id="reading-scroll", can_focus=False):
            yield Static(id="reading", markup=False)
        yield Section("Issues", id="issues-title")
        yield Issues()
        yield Section("Customer", id="known")

    @property
    def opened(self) -> bool:
        """Whether all that was read is shown, as it is where there is room until somebody folds it."""
        return self.has_class("-opened") != self.screen.has_class("-widest")

    def show(self, case: Case, reading: Reading, now: dt.datetime, language: str = "") -> None:
        """Show a case, with a note on its language where there is one."""
        if self.case is None or case.id != self.case.id:
            self.thread = False
            self.query_one("#message-scroll", VerticalScroll).scroll_home(animate=False)
        self.case, self.reading, self.language = case, reading, language
        self.show_promised(case.customer, now)
        self.draw()

    def draw(self) -> None:
        """Draw the message and what was read in it."""
        from composer.tui.drawing.message import message_content, reading_content

        if self.case is None or self.reading is None:
            return
        opened, self.drawn = self.opened, self.size.width
        self.query_one("#reading-scroll").display = opened
        self.query_one("#subject", Static).update(subject_content(self.case, self.size.width - 2))
        self.query_one("#customer", Static).update(customer_content(self.case))
        self.query_one(MessageText).show(message_content(self.case, self.reading, thread=self.thread))
        self.query_one(ReadingLine).show(self.reading, opened=opened)
        self.query_one("#known", Section).show(known_rows(self.case.customer))
        self.query_one("#reading", Static).update(reading_content(self.reading, self.language))

    def on_resize(self) -> None:
        """The date stands at the right, and there may be more room; another height changes no line."""
        if self.size.width != self.drawn:
            self.draw()

    def say_issues(self, left: int) -> None:
        """Say over the issues how many are open."""
        self.query_one("#issues-title", Section).say(*((f"{left} open", "$open") if left else ("", "$open")))

    def show_thread(self) -> None:
        """Open the earlier mail that is quoted, or close it."""
        self.thread = not self.thread
        self.draw()

    def show_promised(self, customer: Customer, now: dt.datetime) -> None:
        """What the customer was promised and is not done."""
        promised = self.query_one("#promised", Static)
        promised.display = bool(customer.promised)
        promised.update(promised_content(customer, now))


def promised_content(customer: Customer, now: dt.datetime) -> Content:
    """What this customer was promised and is not done: the most urgent one, and how many more there are."""
    if not customer.promised:
        return Content("")
    first, *others = customer.promised
    more = f"  (and {len(others)} more)" if others else ""
    return Content.assemble((f"Open promise, {when_due(first.due, now)}: ", "bold $warning"), f"“{first.text}”{more}")


def subject_content(case: Case, width: int) -> Content:
    """The subject, and at the right the day on which the message came."""
    received = case.message.received
    when = f"{received:%a %d %b, %H:%M}" if received else ""
    title = Content.styled(case.title, "bold").truncate(max(width - len(when) - 1, 10), ellipsis=True)
    gap = " " * max(width - title.cell_length - len(when), 1)
    return Content.assemble(title, gap, (when, "$dim"))


def customer_content(case: Case) -> Content:
    """Who wrote, in one line; honest where we do not know."""
    customer = case.customer
    if not customer.known:
        sender = case.message.sender_name or case.message.sender_email
        address = case.message.sender_email if case.message.sender_email != sender else ""
        who = sender or "We do not know who wrote"
        return Content.assemble(
            (who, "bold"), (f"  {address}  not in our records; ^o c makes a customer" if sender else "", "$dim")
        )
    facts = [
        customer.plan,
        f"since {customer.since}" if customer.since else "",
        customer.company,
        _history(customer),
        *(f"{name}: {value}" for name, value in customer.fields.items()),
    ]
    return Content.assemble((customer.name or customer.id, "bold"), ("  " + " · ".join(filter(None, facts)), "$dim"))


def known_rows(customer: Customer) -> list[Row]:
    """What is known of a customer besides the line above the message: their last contacts, newest first."""
    if not customer.known:
        return [Row(Content(" "), Content.styled("Not in the records yet. ^o c makes a customer.", "$dim"))]
    said = [
        Row(
            Content.styled("←" if contact.direction == "in" else "→", "$ask"),
            Content.assemble(
                (f"{contact.on:%d %b %Y}  {contact.topic}  ", "$dim"), one_line(contact.text)[:_MOST_SAID]
            ),
        )
        for contact in customer.history[:_MOST_CONTACTS]
    ]
    return said or [Row(Content(" "), Content.styled("This is their first message.", "$dim"))]


def _history(customer: Customer) -> str:
    written = [contact for contact in customer.history if contact.direction == "in"]
    if not written:
        return "first contact"
    last = written[0]
    before = count_of(len(written), "message")
    return f"{before} before, last {last.on:%d %b %Y} about {last.topic or 'something'}"
