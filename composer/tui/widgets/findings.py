"""What could be better in the reply, live; Enter goes to the place, a puts the better words there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from composer.tui.messages import FindingChosen, FindingMended
from composer.writing.finding import Finding
from kb.problem import Level
from kb.text import count_of

_MARKS = {
    Level.ERROR: ("must  ", "bold $error"),
    Level.WARNING: ("should", "bold $warning"),
    Level.HINT: ("could ", "dim"),
}


class Findings(OptionList):
    """The findings, what blocks first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "mend", "use the better words")]

    def __init__(self) -> None:
        super().__init__(id="findings", markup=False, compact=True)
        self.findings: list[Finding] = []

    def show(self, findings: list[Finding]) -> None:
        """Show the findings of the draft."""
        if findings == self.findings and self.option_count:
            return
        self.findings = findings
        self.set_options(
            [Option(finding_content(finding)) for finding in findings]
            or [Option(Content("Nothing to mend."), disabled=True)]
        )
        self.border_title = Content(count_of(len(findings), "finding") if findings else "Findings")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self.findings):
            self.post_message(FindingChosen(self.findings[event.option_index]))

    def action_mend(self) -> None:
        """Put the better words of the highlighted finding into the reply."""
        if self.highlighted is not None and self.highlighted < len(self.findings):
            self.post_message(FindingMended(self.findings[self.highlighted]))


def finding_content(finding: Finding) -> Content:
    """A finding with its words, its reason and a way to mend it."""
    words = f" “{' '.join(finding.words.split())[:50]}”" if finding.words else ""
    return Content.assemble(_MARKS[finding.level], words, f" {finding.reason} ", (finding.suggestion, "dim"))
