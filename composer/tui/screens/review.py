"""Review: the final text once more, what is left to mend, what will be recorded, and out it goes."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, ItemGrid, ScrollableContainer, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from composer.cases.follow_up import FollowUp
from composer.cases.step import Channel
from composer.desk.reply_record import promises_in
from composer.desk.send import record_lines
from composer.keys.commands import REVIEW
from composer.tui.bindings import bindings
from composer.tui.desk_app import DeskApp
from composer.tui.drawing.review import letter_content
from composer.tui.messages import A_LOOK, NextWantedSoon
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.review_leaving import ReviewLeaving
from composer.tui.widgets.lines import Letter, Tick
from composer.tui.widgets.offer_line import OfferLine
from composer.writing.finding import Finding
from kb.text import count_of, one_line

_MAY_GO = "It may be sent"
_A_MOMENT = 0.1
"""Seconds for which the first frame waits for the checks."""


class ReviewScreen(ReviewLeaving):
    """Ends with the reply to hold when it was sent, and with None where the agent goes back to it."""

    AUTO_FOCUS = ""
    """What there is to do first is known once the checks are done."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012  the base class has it so
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(REVIEW),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    app = getters.app(DeskApp)

    def compose(self) -> ComposeResult:
        """The letter; what was found beside it, or below; and what can be done."""
        draft = self.answering.draft
        with Vertical(classes="review"):
            yield Static(self.title_content(), id="review-title", markup=False)
            with Container(id="review-body"):
                with ScrollableContainer(id="letter"):
                    yield Letter(Content(self.shown.text), id="letter-text", classes=f"-{draft.channel}")
                with ScrollableContainer(id="review-side"):
                    yield Static("Checking …", id="checking", markup=False)
            yield OfferLine("verdict")
            with ItemGrid(classes="buttons", min_column_width=15):
                for command in REVIEW:
                    if command.id == "review.next" or (command.id == "review.send" and not self.by_mail):
                        continue
                    said = self.send_label if command.id == "review.send" else command.label
                    label = f"{said} {self.app.key(command.id)}".strip()
                    yield Button(Content(label), id=command.action, compact=True)

    @property
    def send_label(self) -> str:
        """What sending does here."""
        mode = self.answering.desk.settings.mail.mode
        return {"send": "Send", "draft": "Mailbox draft"}.get(mode, f"Open in {mode}")

    @property
    def leaving(self) -> Button:
        """The button by which the reply leaves."""
        return self.query_one("#send" if self.by_mail else "#sent", Button)

    def title_content(self) -> Content:
        """Whom it is for, how it goes, and how long it is, as the check counts."""
        draft, customer = self.answering.draft, self.answering.case.customer
        message = self.answering.case.message
        known = customer.name or customer.email or customer.id
        to = known or message.sender_name or message.sender_email or "a customer we do not know"
        most = self.answering.desk.settings.channels[draft.channel].max_length
        length = f"{len(draft.text)} of {most} characters" if most else count_of(len(draft.text), "character")
        style = "bold $error" if most and len(draft.text) > most else "$dim"
        subject = f"  Re: {one_line(self.answering.case.title)}" if draft.channel is Channel.EMAIL else ""
        how = (f"   {draft.channel}, {draft.outcome}, ", "$dim")
        return Content.assemble(("To ", "$dim"), (to, "bold"), subject, how, (length, style))

    def on_mount(self) -> None:
        """The letter stands; now check it."""
        self.leaving.variant = "primary"
        self.undrawn.enter_context(self.app.batch_update())
        self.set_timer(_A_MOMENT, self.undrawn.close)
        self.look()

    def on_unmount(self) -> None:
        """Hold up nothing any more."""
        self.undrawn.close()

    @work(thread=True, group="review")
    def look(self) -> None:
        """Check the reply and see what will be recorded, away from the keyboard."""
        one, now = self.answering, self.app.clock()
        promised = one.desk.records.follow_ups.open(one.case.id)
        # Colleagues may have written to the same customer since this case was opened.
        one.sentences_changed(one.case.customer.id)
        promises = promises_in(one.desk, one.draft.text, now, one.case.message.text, one.reading.language)
        values = one.draft.asked.values()
        letter = letter_content(self.shown, one.reading, values, one.checking.claims, promises)
        found = [*one.findings(), *self.mail_findings()], promised, record_lines(one, now), letter
        self.app.call_from_thread(self.show_found, *found)  # type: ignore[arg-type]  # its stub cannot say None

    async def show_found(
        self, findings: list[Finding], promised: list[FollowUp], lines: list[tuple[str, str]], letter: Content
    ) -> None:
        """Show it beside the letter; the keyboard goes to the first thing to do."""
        if not has_widgets(self):
            return
        side = self.query_one("#review-side")
        self.findings, self.promised = findings, promised
        self.query_one(Letter).show(letter)
        rows = [*self.claim_rows(), *self.finding_rows(), *self.promise_rows(lines), *self.file_rows()]
        rows += self.other_rows(lines)
        with self.app.batch_update():
            await side.query("#checking").remove()
            await side.mount_all(rows)
        self.say_verdict()
        self.undrawn.close()
        self.set_timer(A_LOOK, partial(self.post_message, NextWantedSoon()))
        first = next((widget for _what, widget in (*self.ticks, *self.reasons)), None)
        if first is not None:
            # Only after it has a place can it be scrolled to.
            self.call_after_refresh(self.go_to, first)
        elif self.blocking:
            self.query_one("#back").focus()
        else:
            self.leaving.focus()

    def say_verdict(self) -> None:
        """Say whether it may go, or what waits."""
        claims = sum(not tick.value for _claim, tick in self.ticks)
        unmended = [one for one in self.blocking if not one.may_pass or not self.reason_for(one)]
        waits = [f"{count_of(claims, 'claim')} to tick"] * bool(claims)
        waits += [f"{len(unmended)} to mend"] * bool(unmended)
        said = Content.styled(", ".join(waits), "bold $open") if waits else Content.styled(_MAY_GO, "bold $success")
        next_open, back = self.app.key("review.next"), self.app.key("review.back")
        tick = (("Space", "tick"),) * bool(claims)
        self.query_one(OfferLine).show(said, *tick, (next_open, "next open"), (back, "back"))

    def reason_for(self, finding: Finding) -> str:
        """Why a finding that blocks may pass, as far as that is written."""
        return next((why.value.strip() for one, why in self.reasons if one is finding), "")

    def action_next_open(self) -> None:
        """Go to the first claim or reason that is open; where none is, to the sending."""
        claims = (box for _claim, box in self.ticks if not box.value)
        reasons = (why for _finding, why in self.reasons if not why.value.strip())
        following: Widget | None = next(claims, None) or next(reasons, None)
        (following or self.leaving).focus()

    @on(Tick.Changed)
    def _ticked(self, event: Tick.Changed) -> None:
        self.say_verdict()
        if event.tick.value:
            self.action_next_open()

    @on(Input.Changed)
    def _reasoned(self) -> None:
        self.say_verdict()

    @on(Input.Submitted)
    def _settled(self) -> None:
        self.action_next_open()

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        await self.run_action(str(event.button.id))

    def action_page(self, direction: int) -> None:
        """Scroll the letter, wherever the keyboard is."""
        letter = self.query_one("#letter")
        letter.scroll_relative(y=direction * (letter.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Go back to the reply."""
        self.dismiss(None)
