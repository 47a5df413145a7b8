"""What could be better in the reply, live; a look shows the place, Enter mends it or goes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from composer.phrases.open_fields import OPEN_FIELD
from composer.tui.messages import FindingChosen, FindingMended
from composer.tui.widgets.choices import Choices
from composer.writing.checks.claiming import CLAIM_RULE
from composer.writing.finding import Finding
from kb.problem import Level
from kb.text import shortened

_SIGNS = {
    Level.ERROR: ("✗", "bold $error"),
    Level.WARNING: ("!", "bold $open"),
    Level.HINT: ("·", "$dim"),
}
_DOES = {"field-unfilled": ("open.next", "fill"), CLAIM_RULE: ("reply.review", "confirm")}
"""The command that helps with a finding, and what it does then, by its rule."""


class Findings(Choices):
    """The findings, what blocks first."""

    def __init__(self) -> None:
        super().__init__(id="findings", markup=False, compact=True)
        self.findings: list[Finding] = []
        self.keys: Mapping[str, str] = {}
        """The key of each command that helps."""

    def show(self, findings: list[Finding], key: Callable[[str], str]) -> None:
        """Show the findings of the draft; `key` gives the key of a command."""
        keys = {command: key(command) for command, _does in _DOES.values()}
        if (findings, keys) != (self.findings, self.keys) or not self.option_count:
            self.findings, self.keys = findings, keys
            self.draw()

    def draw(self) -> None:
        """A line for each."""
        width = max(self.size.width - 1, 30)
        self.set_options(
            [Option(finding_row(finding, self.keys, width)) for finding in self.findings]
            or [Option(Content("Nothing to mend."), disabled=True)]
        )

    def on_resize(self) -> None:
        """The keys stand at the right."""
        self.draw()

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


def finding_row(finding: Finding, keys: Mapping[str, str], width: int) -> Content:
    """A finding in one line: whether it blocks, its words and its reason; at the right what mends it."""
    sign, style = ("☐", "bold $open") if finding.rule == CLAIM_RULE else _SIGNS[finding.level]
    command, does = _DOES.get(finding.rule, ("", "mend" if finding.replacement is not None else ""))
    key = keys.get(command, "Enter")
    mends = Content.assemble((key, "bold $primary"), f" {does}") if does else Content("")
    room = width - mends.cell_length - 1
    said = Content.assemble((f"{sign} ", style), finding_words(finding, 40)).truncate(room, ellipsis=True)
    return Content.assemble(said, " " * (room - said.cell_length + 1), mends)


def finding_words(finding: Finding, most: int) -> Content:
    """The words that a finding is about, its reason and a way to mend it; an open field is named by its label."""
    words = " ".join(finding.words.split())
    if OPEN_FIELD.fullmatch(words):
        return Content(finding.reason)
    quoted = f"“{shortened(words, most)}” " if words else ""
    return Content.assemble(quoted, finding.reason, " ", (finding.suggestion, "$dim"))
