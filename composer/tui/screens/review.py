"""Review: the final text once more, what is left to mend, what will be recorded, and out it goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Container, ItemGrid, ScrollableContainer, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from composer.cases.follow_up import FollowUp
from composer.cases.outgoing import Outgoing
from composer.cases.step import Channel, Outcome
from composer.desk.reply_record import promises_in
from composer.desk.send import HeldReply, file_name, record_lines
from composer.exchange.editor import split_words
from composer.exchange.mail_draft import mail_draft
from composer.keys.commands import REVIEW
from composer.tui.bindings import bindings
from composer.tui.case_view import said_of_claim
from composer.tui.desk_app import DeskApp
from composer.tui.drawing.review import letter_content
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.review_rows import ReviewRows
from composer.tui.widgets.lines import Letter, Tick
from composer.tui.widgets.offer_line import OfferLine
from composer.writing.finding import Finding
from kb.errors import KBError
from kb.files import write_new
from kb.problem import Level
from kb.text import clean, count_of, one_line

_MAY_GO = "It may be sent"
_A_MOMENT = 0.1
"""Seconds for which the first frame waits for the checks."""


class ReviewScreen(ReviewRows):
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

    def go_to(self, widget: Widget) -> None:
        """Put the keyboard there, with what stands above it in view; Textual itself would put it at the top."""
        widget.focus(scroll_visible=False)
        widget.scroll_visible(animate=False)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return sum(finding.level is Level.WARNING for finding in self.findings or ())

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that go with the mail; one with a space in its name stands in quotes."""
        lines = self.query("#files").results(Input)
        return tuple(Path(word).expanduser() for line in lines for word in split_words(line.value))

    def allowed(self) -> bool:
        """Whether the reply may leave; says why not."""
        if self.findings is None:
            self.app.tell("The checks are not done yet.")
            return False
        for claim, box in self.ticks:
            if not box.value:
                self.app.tell(f"Confirm it, or take it out of the reply: {claim.label}", failed=True)
                self.go_to(box)
                return False
        self.answering.confirm(claim.id for claim, _box in self.ticks)
        for finding in self.blocking:
            if not finding.may_pass:
                self.app.tell(f"It may not go like this: {finding.reason} {finding.suggestion}", failed=True)
                return False
        for finding, why in self.reasons:
            if finding.rule == "file-missing" and self.files:
                continue
            if not why.value.strip():
                self.app.tell(f"Mend it, or say why it may go all the same: {finding.reason}", failed=True)
                self.go_to(why)
                return False
        return True

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

    def action_copy(self) -> None:
        """Copy the reply, and say truly where it went."""
        if self.allowed():
            self.app.copy_reply(self.answering.draft.text, file_name(self.answering, ".txt"))

    def action_save(self) -> None:
        """Write the reply into a new file of the working folder."""
        if self.allowed():
            self.write(f"{self.answering.draft.text}\n".encode("utf-8", "replace"), ".txt", "Saved as")

    def action_mail(self) -> None:
        """Write a mail that the agent's own program opens and sends."""
        if self.allowed():
            one, sender = self.answering, self.answering.desk.settings.agent.email
            self.write(mail_draft(one.case, one.draft.text, self.app.clock(), sender), ".eml", "The mail draft is")

    def write(self, content: bytes, ending: str, said: str) -> None:
        """Write a file of its own, and say where it is."""
        try:
            path = write_new(Path.cwd() / file_name(self.answering, ending), content, 0o600)
        except KBError as error:
            self.app.tell(str(error), failed=True)
        else:
            self.app.tell(f"{said} {path}")

    def action_send(self) -> None:
        """Send it: hold it, so that it can be taken back, then record it and hand it to the mailbox."""
        one = self.answering
        if not self.by_mail or not self.allowed() or self.is_with_another() or self.would_answer_twice(None):
            return
        from composer.desk.mail_out import handed_over, outgoing_for

        try:
            # Made to see whether it can be; what leaves is made from the text as it is then.
            outgoing = outgoing_for(one.desk, one.case, one.draft.text, self.app.clock(), files=self.files)
            if not one.desk.settings.mail.mode.hands_over:
                self.leave(by_mail=True)
                return
            with self.app.suspend():
                outgoing = handed_over(one.desk, outgoing, self.app.environment)
        except (KBError, SuspendNotSupported) as error:
            self.app.tell(str(error) or "No other program can be opened from here.", failed=True)
        else:
            self.leave(by_mail=True, outgoing=outgoing)

    def action_sent(self) -> None:
        """It was sent some other way: hold it, so that it can be taken back, then record it."""
        if self.allowed() and not self.is_with_another() and not self.would_answer_twice(self.opened):
            self.leave()

    def is_with_another(self) -> bool:
        """Whether a colleague took the case over meanwhile; says so."""
        claim = self.answering.desk.records.claims.find(self.answering.case.id)
        theirs = claim is not None and claim.agent != self.answering.desk.me
        if claim is not None and theirs:
            back, take = self.app.key("review.back"), self.app.key("step.next")
            self.app.tell(f"{said_of_claim(claim, self.app.clock())} {back}, then {take} takes it back.", failed=True)
        return theirs

    def would_answer_twice(self, since: dt.datetime | None) -> bool:
        """Whether it was answered before, or since a moment, and nobody said that a second answer is meant."""
        from composer.desk.mail_out import answered_how

        how = "" if self.again else answered_how(self.answering.desk, self.answering.case.id, since)
        if how:
            self.again = True
            self.app.tell(f"Answered already {how}. Once more sends a second answer.", failed=True)
        return bool(how)

    def leave(self, *, by_mail: bool = False, outgoing: Outgoing | None = None) -> None:
        """End with the reply to hold, once what was promised in the case is settled."""
        why_settled = clean(self.query_one("#why-settled", Input).value).strip() if self.promised else ""
        if self.promised and not why_settled and self.answering.draft.outcome is not Outcome.PENDING:
            self.app.tell("This closes the case: say what became of what was promised, or choose pending.", failed=True)
            self.go_to(self.query_one("#why-settled"))
            return
        if self.app.feeling.tired and not self.asked and (count := self.warnings):
            self.asked = True
            what = "1 warning is" if count == 1 else f"{count} warnings are"
            self.app.tell(f"You are tired today, and {what} left. Once more records it all the same.")
            return
        given = ((finding.rule, clean(why.value).strip()) for finding, why in self.reasons)
        overruled = tuple(f"{rule}: {why}" for rule, why in given if why)
        until = self.app.clock() + self.app.hold_time
        self.dismiss(HeldReply(self.answering, overruled, why_settled, until, by_mail, self.files, outgoing))
