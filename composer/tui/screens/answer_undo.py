"""Taking back: what was done to the open case, and then the sending."""

from __future__ import annotations

from textual import on

from composer.tui import messages
from composer.tui.screens.answer_dialogs import AnswerDialogs
from composer.tui.screens.answer_sharing import changes_case
from composer.tui.widgets.steps import Steps


class AnswerUndo(AnswerDialogs):
    """The panes and their dialogs, with a way back from each change."""

    @on(messages.UndoWanted)
    def _undo_wanted(self, event: messages.UndoWanted) -> None:
        if event.again:
            self.action_redo_draft()
        else:
            self.action_undo_draft()

    def action_undo_draft(self) -> None:
        """Take the last change back; the step that was looked at is looked at again."""
        if self.answering is not None and self.theirs is None and self.answering.undo():
            self._moved()
        elif self.app.held is not None:
            # Nothing was done since: what was done last is the sending.
            self.action_take_back()
        elif self.answering is not None and self.is_ours():
            self.app.tell("There is nothing left to take back.")

    @changes_case
    def action_redo_draft(self) -> None:
        """Do it again."""
        if self.answering is not None and self.answering.redo():
            self._moved()

    def _moved(self) -> None:
        if self.answering is not None:
            self.app.memory.forget_case(self.answering.case.id)
            self.query_one(Steps).look_at(self.answering.timeline.present.at)
            self.changed()
            self.show_message()
