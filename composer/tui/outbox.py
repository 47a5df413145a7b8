"""Holding: what was sent can be taken back for some seconds, while the next case is open already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer
from textual.worker import get_current_worker

from composer.tui.cases import CasesApp
from composer.tui.desk_app import Clock
from composer.tui.messages import InboxChanged, MailTold, ReplySent, TakeBackWanted
from composer.tui.widgets.held_line import HeldLine
from composer.tui.widgets.mail_line import MailLine
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.cases.outgoing import Outgoing
    from composer.desk.inbox import Waiting
    from composer.desk.open_case import Answering
    from composer.desk.send import Held


class HoldingApp(CasesApp):
    """An app that holds what was sent; its draft stays on disk until it is in the records."""

    def __init__(self, clock: Clock, environment: dict[str, str] | None = None) -> None:
        super().__init__(clock, environment)
        self.counting: Timer | None = None
        self.unrecorded = False
        """Whether the last reply that was to be recorded could not be."""

    @on(ReplySent)
    def _reply_sent(self, event: ReplySent) -> None:
        self.hold(event.held)

    def hold(self, held: Held) -> None:
        """Hold what was sent, and open the next case; what was held before goes now."""
        self.send_held()
        case = held.answering.case
        self.on_the_way.add(case.id)
        taken = self.keeper.take(held.answering, always=True, on_its_way=True)
        why = self.keeper.write(taken) if taken else ""
        if why:
            self.tell(why, failed=True)
        self.held = held
        self.counting = self.set_interval(1, self.count_down)
        self.count_down()
        self.open_next()

    def count_down(self) -> None:
        """Say how long it can be taken back; record it when the time is over."""
        left = self.held.seconds_left(self.clock()) if self.held else 0
        if self.held is None or left == 0:
            self.send_held()
            return
        undo = self.key("draft.undo")
        what = "Leaves" if self.held.by_mail else "Recorded as sent"
        self.say_held(f"{what} in {left} s, {undo} takes it back: {self.held.answering.case.title}")

    def say_held(self, text: str) -> None:
        """Say it on every screen that has a line for it."""
        for stack in self._screen_stacks.values():
            for line in (line for screen in stack for line in screen.query(HeldLine)):
                line.show(text)

    def send_held(self) -> None:
        """Record what is held, without waiting any longer."""
        held = self._let_go()
        if held is not None:
            self.record(held)

    @on(TakeBackWanted)
    def take_back(self) -> None:
        """Open what was sent again, as it was; the next case, which may still be on its way to the screen, is not."""
        held = self._let_go()
        if held is not None:
            self.on_the_way.discard(held.answering.case.id)
            held.answering.desk = self.desk
            self._bring_back(held.answering)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def _bring_back(self, answering: Answering) -> None:
        from composer.tui.case_view import prepare_again

        taken = self.keeper.take(answering, always=True)
        if taken and (why := self.keeper.write(taken)):
            self.call_from_thread(self.tell, why, failed=True)
        with self.searching:
            prepared = prepare_again(answering)
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self.show, prepared)  # type: ignore[arg-type]  # its stub cannot say None
            self.call_from_thread(self.tell, "Taken back: nothing was recorded.")

    def open_case(self, case: Case) -> None:
        """Open a case; one that is held is taken back."""
        if not self._is_leaving(case.id):
            super().open_case(case)

    def open_waiting(self, one: Waiting) -> None:
        """Open a message of the inbox; one that is held is taken back."""
        if not self._is_leaving(one.case_id):
            super().open_waiting(one)

    def _is_leaving(self, case_id: str) -> bool:
        """Whether a case was sent a moment ago; then it is taken back, or cannot be any more."""
        if self.held is not None and self.held.answering.case.id == case_id:
            self.take_back()
        elif case_id in self.on_the_way:
            self.tell("This one is being recorded as sent.")
        else:
            return False
        return True

    async def finish_sending(self) -> bool:
        """Record at once what is held, before the app ends; whether that worked."""
        self.unrecorded = False
        self.send_held()
        await self.workers.wait_for_complete([worker for worker in self.workers if worker.group == "record"])
        return not self.unrecorded

    def _let_go(self) -> Held | None:
        held, self.held = self.held, None
        if self.counting is not None:
            self.counting.stop()
            self.counting = None
            self.say_held("")
        return held

    @work(thread=True, group="record")
    def record(self, held: Held) -> None:
        """Write it into the records away from the keyboard; another writer may make us wait."""
        try:
            outgoing = held.record(self.desk, self.clock())
        except KBError as error:
            self.call_from_thread(self.recorded, held, str(error))
            return
        self.call_from_thread(self.recorded, held, "")
        if outgoing is not None and not outgoing.filed:
            self.send_mail(outgoing)

    def send_mail(self, outgoing: Outgoing) -> None:
        """Hand a mail to the mailbox, and say what became of it; what cannot leave now leaves later."""
        from composer.desk.mail_out import hand_over_now, said_of_mail
        from composer.desk.mailbox import mailbox_of

        try:
            mailbox = mailbox_of(self.desk)
            try:
                done = hand_over_now(self.desk, mailbox, outgoing, self.clock)
            finally:
                mailbox.close()
        except KBError as error:
            self.call_from_thread(self.tell, f"The mail waits in the outbox. {error}", failed=True)
        else:
            self.call_from_thread(self.tell, said_of_mail(done), failed=done.needs_a_person)

    @on(MailTold)
    def _mail_told(self, event: MailTold) -> None:
        """Say it on every screen that has a line for it; and what became of mails that waited."""
        from composer.desk.mail_out import said_of_mail

        self.mail_state = event.state
        for stack in self._screen_stacks.values():
            for line in (line for screen in stack for line in screen.query(MailLine)):
                line.show()
        if event.state and event.state.fetched.marked:
            self.post_message(InboxChanged())
        for one in event.state.changed if event.state else ():
            self.tell(said_of_mail(one), failed=one.needs_a_person)

    def recorded(self, held: Held, why_not: str) -> None:
        """Say how it went; the draft goes only when the records have it."""
        case = held.answering.case
        self.on_the_way.discard(case.id)
        if why_not:
            self.unrecorded = True
            self.tell(f"Not recorded, and its draft is kept: {case.title}. {why_not}", failed=True)
        else:
            self.keeper.forget(case.id)
            if self.answer_screen.answering is not None:
                self.answer_screen.answering.sentences_changed(case.customer.id)
            self.post_message(InboxChanged())
            self.tell("Recorded as sent. The history knows it now.")
