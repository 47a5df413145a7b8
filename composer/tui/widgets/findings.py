"""What could be better in the reply, live; a look shows the place, Enter mends it or goes there."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from composer.tui.messages import FindingChosen, FindingMended
from composer.tui.widgets.choices import Choices
from composer.writing.finding import Finding
from kb.problem import Level

_MARKS = {
    Level.ERROR: ("must  ", "bold $error"),
    Level.WARNING: ("should", "bold $warning"),
    Level.HINT: ("could ", "dim"),
}
_SIGNS = {
    Level.ERROR: ("✗", "bold $error"),
    Level.WARNING: ("!", "bold $open"),
    Level.HINT: ("·", "$dim"),
}


class Findings(Choices):
    """The findings, what blocks first."""

    def __init__(self) -> None:
        super().__init__(id="findings", markup=False, compact=True)
        self.findings: list[Finding] = []

    def show(self, findings: list[Finding]) -> None:
        """Show the findings of the draft."""
        if findings == self.findings and self.option_count:
            return
        self.findings = findings
        self.set_options(
            [Option(finding_row(finding)) for finding in findings]
            or [Option(Content("Nothing to mend."), disabled=True)]
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self.findings):
            finding = self.findings[event.option_index]
            mends = finding.replacement is not None
            self.post_message(FindingMended(finding) if mends else FindingChosen(finding))

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.has_focus and event.option_index < len(self.findings):
            self.post_message(FindingChosen(self.findings[event.option_index], look=True))


def finding_row(finding: Finding) -> Content:
    """A finding in one line: whether it blocks, its words, its reason and a way to mend it."""
    sign, style = _SIGNS[finding.level]
    words = f"“{' '.join(finding.words.split())[:40]}” " if finding.words else ""
    return Content.assemble((f"{sign} ", style), words, f"{finding.reason} ", (finding.suggestion, "$dim"))


def finding_content(finding: Finding) -> Content:
    """A finding with its words, its reason and a way to mend it."""
    words = f" “{' '.join(finding.words.split())[:50]}”" if finding.words else ""
    return Content.assemble(_MARKS[finding.level], words, f" {finding.reason} ", (finding.suggestion, "dim"))
