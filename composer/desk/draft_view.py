"""What can be said of a draft as it stands: its proposals and what the checks look at, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from composer.cases.case import Case
from composer.cases.step import Channel, Step
from composer.desk.desk import Desk
from composer.desk.heard import heard_in
from composer.desk.reply_checks import checking_for
from composer.desk.reply_context import supplies_for
from composer.reading.reading import Reading
from composer.writing.assemble import StepWords, Supplies, proposals
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft
from composer.writing.turning.listening import Listening


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
    heard: dict[Channel, Listening] = field(default_factory=dict, compare=False)
    """What can be said back of the message, which no change of the draft changes."""

    def of(self, draft: Draft) -> DraftView:
        """Another draft of the same case."""
        return replace(self, draft=draft, _proposed={})

    def after(self, before: DraftView | None) -> DraftView:
        """The same, with what is known from the draft before it."""
        same = before is not None and before.desk is self.desk
        if before is None or not same or (before.case, before.reading) != (self.case, self.reading):
            return self
        return replace(self, heard=before.heard)

    @cached_property
    def supplies(self) -> Supplies:
        """What the reply can be made from."""
        return supplies_for(self.desk, self.case, self.reading, self.draft, self.had, self._listening)

    @cached_property
    def checking(self) -> Checking:
        """What the checks look at."""
        return checking_for(self.desk, self.draft, self.case, self.reading, self.had, self._listening)

    @property
    def _listening(self) -> Listening:
        channel = self.draft.channel
        if channel not in self.heard:
            self.heard[channel] = heard_in(self.desk, self.case, self.reading, channel)
        return self.heard[channel]

    def proposals(self, step: Step) -> list[StepWords]:
        """What could stand for a step, best first."""
        if step not in self._proposed:
            self._proposed[step] = proposals(step, self.supplies, self.draft)
        return self._proposed[step]
