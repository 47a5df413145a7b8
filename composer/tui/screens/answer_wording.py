"""What is offered goes into the reply, step by step, or in another wording."""

from __future__ import annotations

from textual import on

from composer.tui import messages
from composer.tui.screens.answer_sharing import changes_case
from composer.tui.screens.answer_undo import AnswerUndo
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.tui.widgets.steps import Steps


class AnswerWording(AnswerUndo):
    """An Answer screen on which the agent takes what is offered."""

    @on(messages.StepChosen)
    def _step_chosen(self, event: messages.StepChosen) -> None:
        if self.answering is not None:
            self.answering.at = event.step
            self.redraw_steps()
            passage = self.answering.whole.passage(event.step)
            if passage is not None and not self.query_one(ReplyEditor).has_focus:
                self.query_one(ReplyEditor).bring_into_view(passage.start)

    @on(messages.StepAccepted)
    def _step_accepted(self) -> None:
        self.action_next_step()

    def action_next_step(self) -> None:
        """Take what is offered next, or a colleague's case; where nothing is, the first claim that waits is so."""
        if self.answering is None or self.take_over() or self.take_snippet() or self._asks_for_own_words():
            return
        steps, waiting = self.query_one(Steps), [one for one in self.answering.claims if not one.confirmed]
        self.show_tab("reply-pane")
        following = self.answering.following
        self.answering.at = following.step if following else steps.step
        if following is None and self.answering.whole.passage(steps.step) is not None:
            if waiting:
                self.answering.confirm([waiting[0].id])
                self.changed()
            else:
                self.app.tell(f"Everything is in. {self.app.key('reply.review')} looks at the whole reply.")
            return
        words = self.answering.accept(self.answering.at)
        self._went_on()
        if words is None:
            self.app.tell(f"Nothing is offered for {steps.step.label.lower()}: write it yourself.")

    @changes_case
    def action_take_all(self) -> None:
        """Take everything that is offered."""
        if self.answering is not None and not self._asks_for_own_words():
            self.show_tab("reply-pane")
            if self.answering.accept_all():
                self._went_on()
            else:
                self.app.tell("Everything that was offered is in.")

    def _asks_for_own_words(self) -> bool:
        """Whether the message needs a person, who has written nothing yet; says so."""
        needed = self.answering is not None and self.answering.needs_own_words
        if needed:
            self.app.tell("No ready letter does here: write a sentence of your own first.")
        return needed

    def _went_on(self) -> None:
        """Look at what is offered next, if anything is."""
        if self.answering is None:
            return
        steps = self.query_one(Steps)
        following = self.answering.next_step(self.answering.at)
        if following is not None:
            steps.look_at(following)
        self.answering.at = steps.step
        self.changed()
        passage = self.answering.following
        if passage is not None:
            self.query_one(ReplyEditor).bring_into_view(passage.start)

    @changes_case
    def action_other_wording(self) -> None:
        """Another wording of the step looked at, or another snippet."""
        if self.answering is None or self.other_snippet():
            return
        step = self.answering.at = self.query_one(Steps).step
        self.show_tab("reply-pane")
        if self.answering.other_wording(step) is None:
            self.app.tell(
                f"{step.label}: your own words stay."
                if self.answering.whole.passage(step)
                else f"No phrase fits {step.label.lower()} here."
            )
        self.changed()

    @changes_case
    def action_wording(self, number: int) -> None:
        """One of the wordings of the step looked at, by its number."""
        if self.answering is not None:
            step = self.query_one(Steps).step
            found = self.answering.proposals(step)
            if number <= len(found):
                self.answering.turns[step] = number - 2
                self.action_other_wording()
