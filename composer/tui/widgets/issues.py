"""The issues of a message: what became of each, and the article that may answer it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from composer.reading.issues import Issue
from composer.tui.messages import IssueChosen
from composer.tui.widgets.choices import Choices
from composer.writing.plan import IssueState
from kb.search.answers import Answers, Confidence

SIGNS = {
    IssueState.OPEN: ("○", "$open"),
    IssueState.ASKED: ("◐", "$open"),
    IssueState.LATER: ("◐", "$open"),
    IssueState.ANSWERED: ("●", "$success"),
}
_SURE = {Confidence.SURE: "$success", Confidence.MAYBE: "$open", Confidence.NONE: "$dim"}


def filled(content: Content, width: int) -> Content:
    """A content cut to so many cells with one to spare, and filled up to them."""
    cut = content.truncate(width - 1, ellipsis=True)
    return cut.append(" " * (width - cut.cell_length))


class Issues(Choices):
    """A line for each; a look shows its article, Enter goes to its passage."""

    def __init__(self) -> None:
        super().__init__(id="issues", markup=False, compact=True)
        self.rows: list[Content] = []
        self.shown: tuple[Sequence[Issue], Sequence[IssueState], Sequence[Answers]] = ((), (), ())

    def on_resize(self) -> None:
        """Another width."""
        if self.rows:
            self.show(*self.shown)

    def show(self, issues: Sequence[Issue], states: Sequence[IssueState], answers: Sequence[Answers]) -> None:
        """Show the issues with their states; what stays is not drawn again."""
        self.shown = issues, states, answers
        rows = [
            self.row(number, issue, states[number], answers[number] if number < len(answers) else None)
            for number, issue in enumerate(issues)
        ]
        if len(rows) == len(self.rows):
            for number, row in enumerate(rows):
                if not row.is_same(self.rows[number]):
                    self.replace_option_prompt_at_index(number, row)
        else:
            self.set_options([Option(row) for row in rows] or [Option(Content("Nothing is asked."), disabled=True)])
        self.rows = rows

    def row(self, number: int, issue: Issue, state: IssueState, found: Answers | None) -> Content:
        """One issue: its sign, number and words; its article, and how sure that is."""
        sign, style = SIGNS[state]
        width = max(self.size.width - 1, 30)
        sure = found.confidence if found else Confidence.NONE
        title = found.candidates[0].article.title if found and sure is not Confidence.NONE else "no article"
        room = width - 4 - 7
        words = " ".join(issue.sentence.split())
        first = max(room * 3 // 5, 12)
        return Content.assemble(
            (f"{sign} ", style),
            (f"{number + 1} ", "$ask"),
            filled(Content.styled(words, "bold" if state is IssueState.OPEN else ""), first + 1),
            filled(Content.styled(title, "$dim"), max(room - first - 1, 1)),
            (str(state) if state in (IssueState.LATER, IssueState.ASKED) else str(sure), _SURE[sure]),
        )

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.rows:
            self.post_message(IssueChosen(event.option_index))

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.rows:
            self.post_message(IssueChosen(event.option_index, go=True))
