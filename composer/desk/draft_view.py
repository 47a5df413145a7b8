"""What can be said of a draft as it stands: its proposals and what the checks look at, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from composer.cases.case import Case
from composer.cases.step import Step
from composer.desk.desk import Desk
from composer.desk.reply_checks import checking_for
from composer.desk.reply_context import supplies_for
from composer.reading.reading import Reading
from composer.writing.assemble import StepWords, Supplies, proposals
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft


@dataclass(frozen=True)
class DraftView:
    """One draft of one case; findings, steps and proposals are asked for several times between two changes."""

    desk: Desk = field(compare=False)
    case: Case
    reading: Reading
    draft: Draft
    had: frozenset[str]
    """The sentences that the customer was told before."""
    _proposed: dict[Step, list[StepWords]] = field(default_factory=dict, compare=False)

    @cached_property
    def supplies(self) -> Supplies:
        """What the reply can be made from."""
        return supplies_for(self.desk, self.case, self.reading, self.draft, self.had)

    @cached_property
    def checking(self) -> Checking:
        """What the checks look at."""
        return checking_for(self.desk, self.draft, self.case, self.reading, self.had)

    def proposals(self, step: Step) -> list[StepWords]:
        """What could stand for a step, best first."""
        if step not in self._proposed:
            self._proposed[step] = proposals(step, self.supplies, self.draft)
        return self._proposed[step]
