"""How a reply leaves the review: copied, saved, as a mail, sent, or told that it was sent; and why it may not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from textual import getters
from textual.app import SuspendNotSupported
from textual.widget import Widget
from textual.widgets import Input

from composer.cases.outgoing import Outgoing
from composer.cases.step import Outcome
from composer.desk.send import HeldReply, file_name
from composer.exchange.editor import split_words
from composer.exchange.mail_draft import mail_draft
from composer.tui.case_view import said_of_claim
from composer.tui.desk_app import DeskApp
from composer.tui.screens.review_rows import ReviewRows
from kb.errors import KBError
from kb.files import write_new
from kb.problem import Level
from kb.text import clean


class ReviewLeaving(ReviewRows):
    """A review whose reply may leave once nothing stands in its way."""

    app = getters.app(DeskApp)

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
