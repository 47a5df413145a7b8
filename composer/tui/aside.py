"""Aside: what an agent does beside answering, for themselves: the worksheet, good answers as examples, practice."""

from __future__ import annotations

from textual import on, work

from composer.tui.case_claims import ClaimsApp
from composer.tui.messages import ExampleWanted
from kb.errors import KBError


class AsideApp(ClaimsApp):
    """An app that helps its agent to answer well."""

    def action_worksheet(self) -> None:
        """Four questions about the message that is open; the last answer may go into the reply."""
        from composer.desk.practising import keep_case_worksheet
        from composer.tui.screens.worksheet import WorksheetScreen
        from composer.tui.widgets.reply_editor import ReplyEditor

        answering = self.answer_screen.answering if self.is_open else None
        if answering is None:
            self.tell("No message is open.")
            return

        def kept(answered: tuple[list[str], bool] | None) -> None:
            if answered is None:
                return
            answers, into_reply = answered
            try:
                path = keep_case_worksheet(answering.case, answers, self.clock())
            except KBError as error:
                self.tell(str(error), failed=True)
            else:
                self.tell(f"Kept for you alone, in {path}")
            if into_reply:
                self.answer_screen.query_one(ReplyEditor).insert(f"{answers[-1]} ")

        self.push_screen(WorksheetScreen(answering.case.message.text, answering.desk.settings.library.language), kept)

    @work(thread=True, exclusive=True, group="examples")
    def action_examples(self) -> None:
        """Good answers to messages like the one that is open, and what was answered to such messages before."""
        from composer.desk.earlier import answered_before
        from composer.desk.exemplaries import similar_to
        from composer.tui.screens.examples import ExamplesScreen

        answering = self.answer_screen.answering
        if answering is None:
            return
        try:
            found = similar_to(self.desk, answering.case.message.text, answering.reading.language)
            before = answered_before(self.desk, answering.case)
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
            return
        if found or before:
            self.call_from_thread(self.push_screen, ExamplesScreen(found, before))
        else:
            self.call_from_thread(self.tell, "Nothing like this was answered before.")

    @on(ExampleWanted)
    def _example_wanted(self, event: ExampleWanted) -> None:
        self.keep_example(event.case_id)

    @work(thread=True, exclusive=True, group="examples")
    def keep_example(self, case_id: str) -> None:
        """Make the last reply to a case an example, to be looked through."""
        from composer.desk.exemplaries import example_of
        from composer.tui.screens.examples import KeepExampleScreen

        try:
            with self.searching:
                example = example_of(self.desk, case_id)
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
        else:
            self.call_from_thread(self.push_screen, KeepExampleScreen(example))

    def offer_practice(self) -> None:
        """Offer practice twice a month to somebody who practised before, from any thread."""
        from composer.desk.practising import offer_practice

        try:
            offered = offer_practice(self.clock())
        except KBError:
            return  # nothing can be written there, and it is only an offer
        if offered:
            self.call_from_thread(self.tell, f"Three drills, ten minutes, if you like: {self.key('mode.practice')}.")
