"""Steps, offers and findings of the Answer screen: what the checks say, worked out without holding up a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from composer.cases.step import FIVE, Step
from composer.tui.drawing.reply import marks_of, parts_of, shown_of
from composer.tui.screens.answer_panes import AnswerPanes
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.widgets.articles import Articles
from composer.tui.widgets.findings import Findings
from composer.tui.widgets.issues import Issues
from composer.tui.widgets.lines import Section
from composer.tui.widgets.message_pane import MessagePane
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.tui.widgets.steps import HELP, Steps
from composer.writing.checks.claiming import CLAIM_RULE
from composer.writing.finding import Finding
from composer.writing.plan import IssueState

if TYPE_CHECKING:
    from composer.desk.open_case import Answering


class AnswerChecks(AnswerPanes):
    """An Answer screen that shows how the reply stands."""

    def redraw(self) -> None:
        """Steps at once; findings when they are there."""
        if self.answering is not None:
            self.show_title()
            self.redraw_steps()
            self.check_again()

    def check_again(self) -> None:
        """Have the draft checked as it stands now; what is found is shown with the steps."""
        if self.answering is not None:
            self.asked_for += 1
            self.check(self.answering, self.asked_for)

    def redraw_steps(self) -> None:
        """The steps, what is offered, the marks in the reply, and the issues."""
        if self.answering is None:
            return
        answering, steps = self.answering, self.query_one(Steps)
        issues = answering.reading.issues
        states = self.states if len(self.states) == len(issues) else (IssueState.OPEN,) * len(issues)
        done = sum(state is not IssueState.OPEN for state in states)
        steps.show(answering.whole, self.satisfied, (done, len(issues)))
        self.query_one(MessagePane).say_issues(len(issues) - done)
        self.query_one(Issues).show(issues, states, self.answers)
        editor, claims, following = self.query_one(ReplyEditor), answering.claims, answering.following
        shown = shown_of(answering.whole.text, answering.labels)
        editor.mark(
            shown,
            marks_of(answering.whole, shown, claims, following),
            parts_of(answering.whole, shown, claims, following),
        )
        self.show_offer()

    def show_offer(self) -> None:
        """Say what is offered, or what is left to do, with the keys for it."""
        answering = self.answering
        if answering is None:
            return
        line, key, following = self.query_one(OfferLine), self.app.key, answering.following
        take, every, another = key("step.next"), key("proposal.all"), key("variant.next")
        findings = self.query_one(Findings).findings
        if answering.needs_own_words:
            said = Content.assemble(("Your own words first  ", "bold $care"), "no ready letter does here")
            line.show(said, (another, "an opening"))
        elif following is not None:
            said = Content.assemble(
                (following.step.label.replace("-", " "), "bold $primary"), self._why(following.step)
            )
            purpose = HELP[following.step].partition(": ")[2]
            line.show(said, (take, "take"), (every, "take all"), (another, "another"), more=purpose)
        elif waiting := [claim for claim in answering.claims if not claim.confirmed]:
            said = Content.assemble(("☐ You say  ", "bold $open"), waiting[0].label)
            line.show(said, (take, "so it is"), (key("open.next"), "next open"))
        elif blocking := [one for one in findings if one.blocks]:
            said = Content.assemble(("Everything offered is in  ", "bold"), (f"{len(blocking)} open", "$open"))
            line.show(said, (key("open.next"), "next open"))
        else:
            said = Content.assemble(("It may be sent  ", "bold $success"), "once you have looked")
            line.show(said, (key("reply.review"), "review"))

    def _why(self, step: Step) -> str:
        answering = self.answering
        if answering is None:
            return ""
        found, turn = answering.proposals(step), answering.turns.get(step, 0)
        because = ", ".join(found[turn % len(found)].because) if found else ""
        count = f"  {turn % len(found) + 1} of {len(found)}" if len(found) > 1 else ""
        return f"{count}{' · for ' + because if because else ''}"

    # Without a description of ours, a worker describes itself with all it was given, at every key.
    @work(thread=True, exclusive=True, group="check", description="check")
    def check(self, answering: Answering, number: int) -> None:
        """Check the draft away from the keyboard; a result that is no longer asked for is dropped."""
        findings = answering.findings()
        satisfied = {step: answering.satisfied(step) for step in FIVE}
        plan = answering.checking.plan
        states = plan.states if plan else ()
        if not get_current_worker().is_cancelled and number == self.asked_for:
            self.app.call_from_thread(self.show_findings, findings, satisfied, states, number)

    def show_findings(
        self, findings: list[Finding], satisfied: dict[Step, str], states: tuple[IssueState, ...], number: int
    ) -> None:
        """Show what the checks found, unless the draft has moved on."""
        if number == self.asked_for and has_widgets(self):
            self.satisfied, self.states = satisfied, states
            self.query_one(Findings).show(findings, self.app.key)
            self.query_one("#before", Section).say(*_before(findings))
            self.redraw_steps()

    def desk_read(self) -> None:
        """The desk's files have changed: proposals, findings and hits are made anew."""
        if self.answering is None:
            return
        self.answering.desk = self.app.desk
        articles = self.query_one(Articles)
        articles.drawn = ""
        self.redraw()
        self.find(self.query_one("#article-query", Input).value.strip())


def _before(findings: list[Finding]) -> tuple[str, str]:
    """What stands over the findings, and its colour: how many of them keep the reply from going."""
    claims = sum(finding.rule == CLAIM_RULE for finding in findings)
    blocking = sum(finding.blocks for finding in findings) - claims
    parts = [f"{blocking} to mend"] * bool(blocking) + [f"{claims} to confirm"] * bool(claims)
    return (", ".join(parts), "$open") if parts else ("nothing open", "$success")
