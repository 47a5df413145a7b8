"""What stands beside the letter in the review: claims to tick, what is to mend, promises, files, and the rest."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from composer.cases.follow_up import FollowUp
from composer.cases.step import Outcome
from composer.desk.send import PROMISES, HeldReply
from composer.tui.drawing.reply import Shown, shown_of
from composer.tui.drawing.review import finding_row, issue_rows, promise_rows, record_rows
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.lines import Row, Section, Tick
from composer.writing.checks.claiming import CLAIM_RULE
from composer.writing.claims import Claim
from composer.writing.finding import Finding

if TYPE_CHECKING:
    from composer.desk.open_case import Answering


class ReviewRows(Dialog[HeldReply | None]):
    """The rows, made from what the checks found."""

    def __init__(self, answering: Answering, opened: dt.datetime | None = None) -> None:
        super().__init__()
        self.answering = answering
        self.opened = opened
        """When the case was opened; a reply that somebody sent since is one that nobody here has seen."""
        self.findings: list[Finding] | None = None
        """None until the checks are done."""
        self.asked = False
        """Whether somebody who is tired was asked about the warnings."""
        self.reasons: list[tuple[Finding, Input]] = []
        """What blocks and may pass, each with the line for why."""
        self.ticks: list[tuple[Claim, Tick]] = []
        """What the reply claims, each with the box by which the agent says that it is so."""
        self.promised: list[FollowUp] = []
        """What an earlier reply of this case promised and is still open."""
        mail = answering.desk.settings.mail
        self.by_mail = (mail.is_on or mail.mode.hands_over) and answering.draft.channel == "email"
        """Whether the reply can go by the mailbox, or by a mail program."""
        self.undrawn = ExitStack()
        """Holds up the first frame until there is something beside the letter, or for a moment."""
        self.again = False
        """Whether the agent was asked about a second answer."""

    @property
    def shown(self) -> Shown:
        """The letter, with what is open in it by its label."""
        return shown_of(self.answering.draft.text, self.answering.labels)

    @property
    def blocking(self) -> list[Finding]:
        """What must be mended, or be let pass with a reason."""
        return [finding for finding in self.findings or () if finding.blocks and finding.rule != CLAIM_RULE]

    def claim_rows(self) -> list[Widget]:
        """What the reply claims of this case, each with a box to confirm it."""
        claims = self.answering.checking.claims
        if not claims:
            return []
        said = [Row(Content.styled("✓", "$success"), Content(claim.label)) for claim in claims if claim.confirmed]
        self.ticks = [(claim, Tick(claim.label)) for claim in claims if not claim.confirmed]
        note = f"{len(self.ticks)} open" if self.ticks else ""
        heading = Section("You say that", said, note, "bold $primary")
        return [heading, *(tick for _claim, tick in self.ticks)]

    def finding_rows(self) -> list[Widget]:
        """What blocks, each with a line for the reason where it may pass."""
        rows: list[Widget] = []
        for finding in self.blocking:
            rows.append(Section("" if rows else "To mend", [finding_row(finding)], style="bold $error"))
            if finding.may_pass:
                why = Input(placeholder="why it may go all the same (recorded)", compact=True, classes="reason")
                self.reasons.append((finding, why))
                rows.append(why)
        return rows

    def promise_rows(self, lines: list[tuple[str, str]]) -> list[Widget]:
        """What it promises; what was promised earlier in this case, and a line for what became of that."""
        labels = self.answering.labels
        made = promise_rows((what, shown_of(said, labels).text) for what, said in lines if what in PROMISES)
        rows: list[Widget] = [Section("You promise", made)] if made else []
        if self.promised:
            earlier = [Row(Content.styled("○", "$open"), Content(f"“{one.text}”")) for one in self.promised]
            needed = "" if self.answering.draft.outcome is Outcome.PENDING else " (needed to close the case)"
            line = Input(placeholder=f"what became of it{needed}", id="why-settled", compact=True, classes="reason")
            rows += [Section("Promised and still open", earlier, style="bold $open"), line]
        return rows

    def other_rows(self, lines: list[tuple[str, str]]) -> list[Widget]:
        """What became of each need, what is worth a look, and what will be recorded."""
        plan, reading = self.answering.checking.plan, self.answering.reading
        looks = [finding_row(one) for one in self.findings or () if not one.blocks]
        issues = issue_rows(reading.issues, plan.states if plan else ())
        recorded = record_rows(line for line in lines if line[0] not in PROMISES)
        parts = (("Issues", issues), ("Worth a look", looks), ("Will be recorded", recorded))
        return [Section(title, rows) for title, rows in parts if rows]

    def mail_findings(self) -> list[Finding]:
        """What only a mail can lack: the file that it speaks of."""
        if not self.by_mail:
            return []
        from composer.desk.mail_out import file_missing

        missing = file_missing(self.answering.draft.text, 0)
        return [missing] if missing else []

    def file_rows(self) -> list[Widget]:
        """The line for the files that go with a mail."""
        if not self.by_mail:
            return []
        return [Section("Attached"), Input(placeholder="files that go with it", id="files", compact=True)]
