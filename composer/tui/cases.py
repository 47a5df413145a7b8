"""Cases in the app, one at a time: found, made ready away from the screen, shown, and given back."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.events import ScreenSuspend
from textual.worker import get_current_worker

from composer.tui import messages
from composer.tui.desk_app import Clock
from composer.tui.made_ready import MadeReadyApp
from composer.tui.outbox import Outbox
from composer.tui.quiet import collect_when_quiet
from kb.errors import KBError
from kb.guard import guarded

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.open_case import Answering
    from composer.desk.waiting import Waiting
    from composer.records.drafts import KeptDraft
    from composer.tui.case_view import Prepared
    from composer.writing.draft import Draft

_BETWEEN = 0.5
"""Seconds between two screens that are built ahead, so that a key has its turn."""
_TWICE = "This case is open in another window, too: write in one of them."


class CasesApp(MadeReadyApp):
    """An app that opens cases on its Answer screen."""

    def __init__(self, clock: Clock, environment: dict[str, str] | None = None) -> None:
        super().__init__(clock, environment)
        self.wants_tour = False
        self.has_shown = False
        """Whether a case was on the screen yet."""
        self.outbox = Outbox(self, self)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def open_next(self) -> None:
        """Open the most pressing message that has no answer yet and that no other agent has.

        Where many are not read yet the inbox is shown instead, whose list grows while they are.
        """
        from composer.desk.inbox import case_of, said_of_unread, unread_in
        from composer.desk.inbox_memory import read_soon

        if not read_soon(self.desk, self.memory):
            self.call_from_thread(self.nothing_waits)
            return
        for text in said_of_unread(unread_in(self.desk, self.memory)):
            self.call_from_thread(self.tell, text, failed=True)
        for waiting in self.free():
            if self.desk.take_case(waiting.case_id, self.clock().astimezone(dt.UTC)) is None:
                if self.is_shown(waiting.case_id):
                    self.call_from_thread(self._show_again)
                    return
                try:
                    case = case_of(self.desk, waiting)
                except KBError as error:
                    self.call_from_thread(self.tell, str(error), failed=True)
                    continue
                self._bring_with_draft(case)
                return
        self.call_from_thread(self.nothing_waits)

    def _show_again(self) -> None:
        """Go back to the case that is open, which no colleague has any more."""
        self.answer_screen.give_to(None)
        self.action_mode("answer")

    def nothing_waits(self) -> None:
        """Say so, and how messages arrive."""
        self.answer_screen.close()
        self.switch_mode("inbox")

    def paste_message(self) -> None:
        """Take a message that came some other way."""
        from composer.tui.screens.paste import PasteScreen

        def pasted(case: Case | None) -> None:
            if case is not None:
                self._open_pasted(case)

        if self.is_open:
            self.push_screen(PasteScreen(self.desk), pasted)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def _open_pasted(self, case: Case) -> None:
        """Open a message that stands nowhere else, once a draft keeps it."""
        from composer.desk.open_case import start_answering

        if self.drafts.load(case.id) is None:
            taken = self.keeper.take(start_answering(self.desk, case), always=True)
            if taken and (why := self.keeper.write(taken)):
                self.call_from_thread(self.tell, why, failed=True)
        self._bring_with_draft(case)

    def open_waiting(self, one: Waiting) -> None:
        """Open a message of the inbox, with its draft where there is one; one that is held is taken back."""
        from composer.desk.inbox import case_of

        if self.outbox.has(one.case_id):
            return
        if self.is_shown(one.case_id):
            self.action_mode("answer")
        else:
            self._open_found(lambda: case_of(self.desk, one))

    @on(messages.ReplySent)
    def _reply_sent(self, event: messages.ReplySent) -> None:
        self.forget_toasts()
        self.outbox.hold(event.held)

    @on(messages.TakeBackWanted)
    def _take_back_wanted(self) -> None:
        self.outbox.take_back()

    def case_recorded(self, case: Case) -> None:
        """Know on the Answer screen what its customer was told by now."""
        self.made_ready = {}
        if self.answer_screen.answering is not None:
            self.answer_screen.answering.sentences_changed(case.customer.id)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def bring_back(self, answering: Answering) -> None:
        """Show a case again as it was sent, its draft kept as one that is not on its way."""
        from composer.tui.case_view import prepare_again

        taken = self.keeper.take(answering, always=True)
        if taken and (why := self.keeper.write(taken)):
            self.call_from_thread(self.tell, why, failed=True)
        with self.searching:
            prepared = prepare_again(answering)
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self.show, prepared)  # type: ignore[arg-type]  # its stub cannot say None
            self.call_from_thread(self.tell, "Taken back: nothing was recorded.")

    @on(messages.NextWanted)
    def _next_wanted(self) -> None:
        self.forget_toasts()
        self.open_next()

    @on(messages.PasteWanted)
    def _paste_wanted(self) -> None:
        self.paste_message()

    @on(messages.WaitingChosen)
    def _waiting_chosen(self, event: messages.WaitingChosen) -> None:
        self.forget_toasts()
        self.open_waiting(event.one)

    @on(messages.UnreadableChosen)
    def _unreadable_chosen(self, event: messages.UnreadableChosen) -> None:
        from composer.desk.raw_case import raw_case_at

        self._open_found(lambda: raw_case_at(self.desk, event.path))

    @on(messages.CaseChosen)
    def _case_chosen(self, event: messages.CaseChosen) -> None:
        self.forget_toasts()
        self.open_case(event.case)

    @on(messages.AnswerWanted)
    def _answer_wanted(self, event: messages.AnswerWanted) -> None:
        self.use_article(event.slug)

    def use_article(self, slug: str) -> None:
        """Put an article's answer into the reply that is open."""
        answer = self.answer_screen
        if answer.answering is None:
            self.tell("No message is open to answer.")
            return
        self.switch_mode("answer")
        answer.insert(slug)

    def open_case(self, case: Case) -> None:
        """Open a case, with its draft where there is one; one that is held is taken back."""
        if self.outbox.has(case.id):
            return
        if self.is_shown(case.id):
            self.action_mode("answer")
        else:
            self._open_found(lambda: case)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def _open_found(self, find: Callable[[], Case]) -> None:
        try:
            case = find()
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
        else:
            self._bring_with_draft(case)

    def _bring_with_draft(self, case: Case) -> None:
        self._bring(*self.with_draft(case))

    @work(thread=True, exclusive=True, group="case", description="a case")
    def _recover(self, kept: KeptDraft) -> None:
        from composer.desk.reopen import case_of_kept

        with self.drafts.opening(kept):
            self._bring(case_of_kept(self.desk, kept), kept.draft)

    def _bring(self, case: Case, draft: Draft | None) -> None:
        """Make a case ready away from the screen, then show it; where another agent has it, say who."""
        from composer.desk.mail_taken import taken_elsewhere
        from composer.tui.case_view import take

        try:
            with self.searching, guarded(case.source or case.title):
                prepared = self.in_readiness(case, draft).prepared
                self.made_ready = {}  # it is in the agent's hands now
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
            return
        if get_current_worker().is_cancelled:
            return
        self.call_from_thread(self.show, prepared)  # type: ignore[arg-type]  # its stub cannot say None
        try:
            claim = take(prepared, self.clock().astimezone(dt.UTC))
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
            return
        marked = taken_elsewhere(self.desk)
        elsewhere = next((marked[file.name] for file in case.sources if file.name in marked), "")
        if claim is not None:
            self.call_from_thread(self.answer_screen.give_to, claim)
        elif elsewhere:
            said = f"{elsewhere} has marked this message in the mailbox. Ask before you answer."
            self.call_from_thread(self.answer_screen.say_taken, said, "twice")
        else:
            self.mark(case, taken=True)
        if not self.drafts.hold(case.id) and claim is None:
            self.call_from_thread(self.answer_screen.say_taken, _TWICE, "twice")

    async def show(self, prepared: Prepared) -> None:
        """Show a case on the Answer screen; what stood there is kept, or given back where nothing was written."""
        answer = self.answer_screen
        answer.save_now()
        if not self.is_shown(prepared.answering.case.id):
            self.give_back()
        await self.switch_mode("answer")
        answer.open(prepared)
        if not self.has_shown:
            self.has_shown = True
            collect_when_quiet()
            self.load_ahead(prepared.answering.case)
        if self.wants_tour:
            self.wants_tour = False
            self.start_tour()

    @work(thread=True, group="ahead", description="loading ahead")
    def load_ahead(self, case: Case) -> None:
        """Load what the next keys need, while the agent reads."""
        from composer.tui.ahead import load_languages, load_screens, load_shown, modes_to_build

        load_screens()
        with self.searching:
            load_shown(self.desk)
            modes = modes_to_build(self.desk)
        load_languages(self.desk, case, self.searching)
        if not get_current_worker().is_cancelled:
            self.call_later(self.build_ahead, modes)

    def build_ahead(self, modes: tuple[str, ...]) -> None:
        """Build the screens of some modes, one whenever nobody types, so that the first key to each finds it there."""

        def build() -> None:
            if modes[0] not in self._screen_stacks:
                self._init_mode(modes[0])
                self._screen_stacks[modes[0]][0].post_message(ScreenSuspend())
            self.set_timer(_BETWEEN, partial(self.build_ahead, modes[1:]))

        if modes:
            self.when_quiet(build)

    def start_tour(self) -> None:
        """Show a newcomer around, with the message that is open."""
        from composer.tui.screens.tour import TourScreen, stops_for

        answering = self.answer_screen.answering
        if answering is not None:
            self.push_screen(TourScreen(stops_for(self, answering), self.answer_screen.jump_to))

    def give_back(self) -> None:
        """Let others have a case that was looked at and in which nothing was written."""
        present = self.answer_screen.answering
        if present is not None and present.draft == present.beginning and not present.was_kept:
            with contextlib.suppress(KBError):
                self.desk.records.claims.release(present.case.id, self.desk.me)
                self.mark(present.case, taken=False)

    def action_mode(self, mode: str) -> None:
        """Go to another screen; modal ones are closed first."""
        if not self.is_open:
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(mode)
