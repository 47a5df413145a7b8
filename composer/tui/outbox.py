"""The outbox: what was sent can be taken back for some seconds, while the next case is open already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.timer import Timer

from composer.tui.desk_app import DeskApp
from composer.tui.messages import InboxChanged
from composer.tui.widgets.held_line import HeldLine
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.cases.outgoing import Outgoing
    from composer.desk.open_case import Answering
    from composer.desk.send import HeldReply

_GROUP = "record"
"""The workers that write into the records."""


class Cases(Protocol):
    """Whoever shows the cases, as the outbox knows them."""

    def open_next(self) -> object:
        """Open the case that is to be answered next."""

    def bring_back(self, answering: Answering) -> object:
        """Show a case again as it was sent."""

    def case_recorded(self, case: Case) -> object:
        """The reply to a case is in the records now."""


class Outbox:
    """Holds what was sent; its draft stays on disk until it is in the records."""

    def __init__(self, app: DeskApp, cases: Cases) -> None:
        self._app, self._cases = app, cases
        self.on_the_way: set[str] = set()
        """The ids of cases that were answered and are not in the records yet."""
        self._counting: Timer | None = None
        self._failed = False
        """Whether the last reply that was to be recorded could not be."""

    @property
    def counts(self) -> bool:
        """Whether the seconds are counted in which something can be taken back."""
        return self._counting is not None

    def hold(self, held: HeldReply) -> None:
        """Hold what was sent, and open the next case; what was held before goes now."""
        self.send()
        app = self._app
        self.on_the_way.add(held.answering.case.id)
        taken = app.keeper.take(held.answering, always=True, on_its_way=True)
        why = app.keeper.write(taken) if taken else ""
        if why:
            app.tell(why, failed=True)
        app.held = held
        self._counting = app.set_interval(1, self.count_down)
        self.count_down()
        self._cases.open_next()

    def count_down(self) -> None:
        """Say how long it can be taken back; record it when the time is over."""
        held = self._app.held
        left = held.seconds_left(self._app.clock()) if held else 0
        if held is None or left == 0:
            self.send()
            return
        undo = self._app.key("draft.undo")
        what = "Leaves" if held.by_mail else "Recorded as sent"
        self._say(f"{what} in {left} s, {undo} takes it back: {held.answering.case.title}")

    def send(self) -> None:
        """Record what is held, without waiting any longer."""
        held = self._let_go()
        if held is not None:
            self._app.run_worker(partial(self._record, held), thread=True, group=_GROUP)

    def take_back(self) -> None:
        """Open what was sent again, as it was; the next case, which may still be on its way to the screen, is not."""
        held = self._let_go()
        if held is not None:
            self.on_the_way.discard(held.answering.case.id)
            held.answering.desk = self._app.desk
            self._cases.bring_back(held.answering)

    def has(self, case_id: str) -> bool:
        """Whether a case was sent a moment ago; then it is taken back, or cannot be any more."""
        held = self._app.held
        if held is not None and held.answering.case.id == case_id:
            self.take_back()
        elif case_id in self.on_the_way:
            self._app.tell("This one is being recorded as sent.")
        else:
            return False
        return True

    async def finish(self) -> bool:
        """Record at once what is held, before the app ends; whether that worked."""
        self._failed = False
        self.send()
        workers = self._app.workers
        await workers.wait_for_complete([worker for worker in workers if worker.group == _GROUP])
        return not self._failed

    def _let_go(self) -> HeldReply | None:
        held, self._app.held = self._app.held, None
        if self._counting is not None:
            self._counting.stop()
            self._counting = None
            self._say("")
        return held

    def _say(self, text: str) -> None:
        """Say it on every screen that has a line for it."""
        for line in self._app.lines(HeldLine):
            line.show(text)

    def _record(self, held: HeldReply) -> None:
        """Write it into the records away from the keyboard; another writer may make us wait."""
        app = self._app
        try:
            outgoing = held.record(app.desk, app.clock())
        except KBError as error:
            app.call_from_thread(self._recorded, held, str(error))
            return
        app.call_from_thread(self._recorded, held, "")
        if outgoing is not None and not outgoing.filed:
            self._send_mail(outgoing)

    def _send_mail(self, outgoing: Outgoing) -> None:
        """Hand a mail to the mailbox, and say what became of it; what cannot leave now leaves later."""
        from composer.desk.mail_out import hand_over_now, said_of_mail
        from composer.desk.mailbox import mailbox_of

        app = self._app
        try:
            mailbox = mailbox_of(app.desk)
            try:
                done = hand_over_now(app.desk, mailbox, outgoing, app.clock)
            finally:
                mailbox.close()
        except KBError as error:
            app.call_from_thread(app.tell, f"The mail waits in the outbox. {error}", failed=True)
        else:
            app.call_from_thread(app.tell, said_of_mail(done), failed=done.needs_a_person)

    def _recorded(self, held: HeldReply, why_not: str) -> None:
        """Say how it went; the draft goes only when the records have it."""
        app, case = self._app, held.answering.case
        self.on_the_way.discard(case.id)
        if why_not:
            self._failed = True
            app.tell(f"Not recorded, and its draft is kept: {case.title}. {why_not}", failed=True)
        else:
            app.keeper.forget(case.id)
            self._cases.case_recorded(case)
            app.post_message(InboxChanged())
            app.tell("Recorded as sent. The history knows it now.")
