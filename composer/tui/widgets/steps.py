"""The five steps of a reply: which are said, which is next, and what each is for in one word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from composer.cases.step import FIVE, Step
from composer.phrases.open_fields import OPEN_FIELD
from composer.tui.messages import StepAccepted, StepChosen
from composer.writing.draft import Draft
from composer.writing.offers import offered_in

PURPOSES: Mapping[Step, str] = {
    Step.LISTEN: "restate",
    Step.ACKNOWLEDGE: "own",
    Step.VALIDATE: "understand",
    Step.SOLVE: "answer",
    Step.FOLLOW_UP: "promise",
}
"""What each step is for."""
HELP: Mapping[Step, str] = {
    Step.LISTEN: "Listen: say back what happened to them.",
    Step.ACKNOWLEDGE: "Acknowledge: name the trouble, and own what is ours.",
    Step.VALIDATE: "Validate: say why it makes sense.",
    Step.SOLVE: "Solve: answer each thing that they need.",
    Step.FOLLOW_UP: "Follow up: say what happens next, and by when.",
}
_OPEN, _PARTLY, _UNNEEDED = "○", "◐", "\N{EN DASH}"
_WIDEST_GAP = 4
_SHORT_BELOW = 62
"""Columns below which only the current step says what it is for."""


class Steps(Static, can_focus=True):
    """Two lines; left and right look at another step, Enter takes what is offered for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "step before"),
        Binding("right", "go(1)", "next step"),
        Binding("enter", "take", "take"),
    ]

    def __init__(self) -> None:
        super().__init__(id="step-list", markup=False)
        self.step = Step.LISTEN
        self.drawn = Content("")
        self.places: list[tuple[int, int, Step]] = []
        self.shown: tuple[Draft, Mapping[Step, str], tuple[int, int]] = (Draft(), {}, (0, 0))

    def on_resize(self) -> None:
        """Another width."""
        self.show(*self.shown)

    def look_at(self, step: Step) -> None:
        """Look at a step."""
        if step in FIVE and step is not self.step:
            self.step = step
            self.post_message(StepChosen(step))

    def show(self, whole: Draft, satisfied: Mapping[Step, str], issues: tuple[int, int]) -> None:
        """Show the state of every step; of the issues, how many are answered and how many there are."""
        self.shown = whole, satisfied, issues
        open_steps = {passage.step for passage in offered_in(whole)}
        signs, names = Content(""), Content("")
        titles = {step: step.label.replace("-", " ") for step in FIVE}
        if issues[1] > 1:
            titles[Step.SOLVE] += f" {issues[0]}/{issues[1]}"
        width = max(self.size.width, 40)
        wide = width >= _SHORT_BELOW
        sizes = {step: max(len(title), len(PURPOSES[step]) * wide) for step, title in titles.items()}
        room = width - sum(size + 2 for size in sizes.values())
        gap = min(max(room // (len(FIVE) - 1), 1), _WIDEST_GAP)
        self.places = []
        for step, title in titles.items():
            here, offered = step is self.step, step in open_steps
            if (whole.passage(step) is not None and not offered) or satisfied.get(step):
                unfinished = OPEN_FIELD.search(whole.words(step)) or (step is Step.SOLVE and issues[0] < issues[1])
                sign, style = (_PARTLY, "$open") if unfinished else ("✓", "$success")
            else:
                sign, style = ("▸", "$primary") if here and offered else (_OPEN if offered else _UNNEEDED, "$dim")
            size = sizes[step] + gap
            purpose = PURPOSES[step] if here or wide else ""
            self.places.append((signs.cell_length, signs.cell_length + size + 2, step))
            signs += Content.assemble((f"{sign} ", style), (title.ljust(size), "bold $primary" if here else ""))
            # The purpose may be longer than its title where it stands alone.
            names += Content.styled(f"  {purpose.ljust(size)}", "$primary" if here else "$dim")
        content = Content("\n").join([signs, names])
        if not content.is_same(self.drawn):
            self.drawn = content
            self.update(content, layout=False)

    def action_go(self, by: int) -> None:
        """The step before or behind."""
        self.look_at(FIVE[(FIVE.index(self.step) + by) % len(FIVE)])

    def action_take(self) -> None:
        """Take what is offered for this step."""
        self.post_message(StepAccepted(self.step))

    def on_click(self, event: Click) -> None:
        """Look at the step that was clicked; a second click takes it."""
        for start, end, step in self.places:
            if start <= event.x < end:
                self.look_at(step)
                if event.chain > 1:
                    self.action_take()
