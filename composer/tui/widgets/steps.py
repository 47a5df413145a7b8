"""The five steps of a reply: what each says, and what is proposed for the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from composer.cases.step import FIVE, Step
from composer.tui.messages import StepAccepted, StepChosen
from composer.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from composer.tui.app import WarmlineApp
    from composer.writing.assemble import Words
    from composer.writing.draft import Draft

_NOTHING = Content("")


class Steps(Vertical):
    """A line for each step, and the proposal for the one looked at."""

    app: "WarmlineApp"  # noqa: UP037  Textual reads it

    def __init__(self, **options: str) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # id and classes are texts
        self.drawn: dict[Step, Content] = {}
        """The lines as they stand."""
        self.proposed = _NOTHING

    def compose(self) -> ComposeResult:
        """The list above, the proposal below."""
        yield Choices(*(Option(step.label, id=step.value) for step in FIVE), id="step-list", markup=False, compact=True)
        yield Static(id="proposal", markup=False)

    @property
    def step(self) -> Step:
        """The step looked at."""
        index = self.query_one(OptionList).highlighted
        return FIVE[index if index is not None else 0]

    def look_at(self, step: Step) -> None:
        """Look at a step."""
        self.query_one(OptionList).highlighted = FIVE.index(step)

    def show(self, draft: Draft, satisfied: Mapping[Step, str], proposal: Words | None) -> None:
        """Show the state of every step, and the proposal for the one looked at; what stays is not drawn again."""
        for step in FIVE:
            line = _line(step, draft, satisfied.get(step, ""))
            if not line.is_same(self.drawn.get(step, _NOTHING)):
                self.drawn[step] = line
                self.query_one(OptionList).replace_option_prompt(step.value, line)
        keys = self.app.key("step.next"), self.app.key("variant.next")
        content = _proposal(self.step, draft, proposal, *keys)
        if not content.is_same(self.proposed):
            self.proposed = content
            self.query_one("#proposal", Static).update(content, layout=False)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(StepChosen(self.step))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(StepAccepted(self.step))


def _line(step: Step, draft: Draft, satisfied: str) -> Content:
    passage = draft.passage(step)
    if passage is not None and passage.own:
        mark, style = "✎", "$secondary"
    elif passage is not None or satisfied:
        mark, style = "✓", "$success"
    else:
        mark, style = "·", "dim"
    words = " ".join((draft.words(step) or satisfied).split())
    return Content.assemble(
        (f"{mark} ", style), (step.label.ljust(12), "bold"), (words or "no words yet", "" if words else "dim")
    )


def _proposal(step: Step, draft: Draft, proposal: Words | None, put_in: str, another: str) -> Content:
    passage = draft.passage(step)
    if passage is not None and passage.own:
        return Content.assemble(("These are your own words; they stay as you wrote them.", "dim"))
    if passage is not None:
        return Content.assemble((f"{another} puts in another wording. {put_in} goes on.", "dim"))
    if proposal is None:
        return Content.assemble((f"No phrase fits {step.label.lower()} here: write it yourself.", "dim"))
    why = f"   chosen for: {', '.join(proposal.because)}" if proposal.because else ""
    return Content.assemble(
        (f"{put_in} puts it in, {another} another", "bold dim"), (why, "dim"), "\n", (proposal.text, "italic")
    )
