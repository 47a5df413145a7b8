"""Holding: what was sent can be taken back for some seconds, while the next case is open already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from composer.tui.desk_app import Clock, DeskApp, Opening
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.case import Case
    from composer.sending import Held


class HoldingApp(DeskApp):
    """An app that holds what was sent; its draft stays on disk until it is in the records."""

    def __init__(self, opening: Opening, clock: Clock) -> None:
        super().__init__(opening, clock)
        self.held: Held | None = None
        self.counting: Timer | None = None
        self.unrecorded = False
        """Whether the last reply that was to be recorded could not be."""

    def hold(self, held: Held) -> None:
        """Hold what was sent, and open the next case; what was held before goes now."""
        self.send_held()
        case = held.answering.case
        self.on_the_way.add(case.id)
        taken = self.keeper.take(held.answering, sent=True)
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
        key = self.key("reply.take_back")
        title = self.held.answering.case.title
        self.answer_screen.show_held(f"{key} takes it back: recorded as sent in {left} s: {title}")

    def send_held(self) -> None:
        """Record what is held, without waiting any longer."""
        held = self._let_go()
        if held is not None:
            self.record(held)

    async def take_back(self) -> None:
        """Open what was sent again, as it was."""
        held = self._let_go()
        if held is None:
            self.tell("It is too late to take anything back.")
            return
        self.on_the_way.discard(held.answering.case.id)
        held.answering.desk = self.desk
        # The next case may still be on its way to the screen.
        self.workers.cancel_group(self, "case")
        await self.show(held.answering)
        self.tell("Taken back: nothing was recorded.")

    def open_case(self, case: Case) -> None:
        """Open a case; one that is held is taken back."""
        if self.held is not None and self.held.answering.case.id == case.id:
            self.call_later(self.take_back)
        elif case.id in self.on_the_way:
            self.tell("This one is being recorded as sent.")
        else:
            super().open_case(case)

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
            self.answer_screen.show_held("")
        return held

    @work(thread=True, group="record")
    def record(self, held: Held) -> None:
        """Write it into the records away from the keyboard; another writer may make us wait."""
        try:
            held.record(self.desk, self.clock())
        except KBError as error:
            self.call_from_thread(self.recorded, held, str(error))
        else:
            self.call_from_thread(self.recorded, held, "")

    def recorded(self, held: Held, why_not: str) -> None:
        """Say how it went; the draft goes only when the records have it."""
        case = held.answering.case
        self.on_the_way.discard(case.id)
        if why_not:
            self.unrecorded = True
            self.tell(f"Not recorded, and its draft is kept: {case.title}. {why_not}", failed=True)
        else:
            self.keeper.forget(case.id)
            self.tell("Recorded as sent. The history knows it now.")
