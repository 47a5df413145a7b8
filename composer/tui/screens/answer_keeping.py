"""The keeping of the open case: what changed is shown, checked, and on disk a moment later."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.timer import Timer

from composer.desk.waiting import due_in_words, time_left
from composer.tui.screens.answer_sharing import AnswerSharing
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.widgets.banner import Banner
from composer.tui.widgets.message_pane import MessagePane
from composer.tui.widgets.reply_editor import ReplyEditor
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.tui.autosave import Taken

_SAVE_AFTER = 0.8
"""Seconds after the last change in which a draft is on disk."""


class AnswerKeeping(AnswerSharing):
    """The panes, with a draft that saves itself."""

    def __init__(self) -> None:
        super().__init__()
        self.saving: Timer | None = None

    def show_message(self) -> None:
        """Show the message and who wrote it."""
        if self.answering is not None:
            pane = self.query_one(MessagePane)
            reading = self.answering.reading
            pane.show(self.answering.case, reading, self.app.clock(), self.app.desk.language_note(reading))
            self.show_time()

    def show_time(self) -> None:
        """The time that is left to answer."""
        if self.answering is not None:
            left = time_left(self.app.desk, self.answering.case, self.app.clock())
            self.left = due_in_words(left) if left is not None else ""
            self.show_title()

    def tick(self) -> None:
        """Tell the time that is left, and who else has the case, as it is by now."""
        self.show_time()
        self.look_for_others()

    def save_soon(self) -> None:
        """Save when nothing has changed for a moment."""
        if self.saving is not None:
            self.saving.stop()
        self.saving = self.set_timer(_SAVE_AFTER, self.save_later)

    def save_later(self) -> None:
        """Save in the background what stands here now."""
        self.saving = None
        taken = self.app.keeper.take(self.answering) if self.answering else None
        if taken is not None:
            self.save_in_background(taken)

    @work(thread=True, group="save", description="save")
    def save_in_background(self, taken: Taken) -> None:
        """Write away from the keyboard."""
        why = self.app.keeper.write(taken)
        desk = self.app.desk
        with contextlib.suppress(KBError):
            desk.records.claims.note_written(taken.kept.case_id, desk.me, self.app.clock())
        self.app.call_from_thread(self.show_saved, why)

    def save_now(self) -> bool:
        """Save at once: on leaving, quitting or crashing; whether that worked."""
        why = self.write_draft()
        self.show_saved(why)
        return not why

    def write_draft(self) -> str:
        """Write the draft where the disk does not have it; why that failed, or an empty text."""
        taken = self.app.keeper.take(self.answering) if self.answering and self.app.is_open else None
        return self.app.keeper.write(taken) if taken else ""

    def show_saved(self, why: str) -> None:
        """Say when the draft was saved, or why it could not be."""
        if not has_widgets(self) or self.answering is None:
            return
        banner = self.query_one(Banner)
        if why:
            self.kept = "NOT SAVED"
            again = self.app.key("draft.save")
            banner.say("unsaved", Content.assemble(("▲ Not saved: ", "bold"), why, f"  {again} tries again"))
        elif self.app.keeper.is_written(self.answering):
            self.kept = f"saved {self.app.clock():%H:%M}"
            banner.say("unsaved", None)
        self.show_title()

    def changed(self) -> None:
        """Something in the draft changed: show it, check it, save it in a moment."""
        if self.answering is not None:
            self.query_one(ReplyEditor).show(self.shown)
            self.redraw()
            self.save_soon()
