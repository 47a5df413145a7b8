"""Whose a case is, in the app: taken over, given back, joined with another one, thrown away."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from textual import on, work

from composer.tui import messages
from composer.tui.cases import CasesApp
from kb.errors import KBError
from kb.text import count_of

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.waiting import Waiting
    from composer.records.claims import TakenCase


class ClaimsApp(CasesApp):
    """An app in which a case passes from one agent to another, and messages become one case."""

    @work(thread=True, exclusive=True, group="case", description="a case")
    def take_over(self, claim: TakenCase, reason: str, one: Waiting | Case) -> None:
        """Take a case from another agent, and open it."""
        from composer.desk.inbox import case_of
        from composer.desk.waiting import Waiting

        try:
            case = case_of(self.desk, one) if isinstance(one, Waiting) else one
            now = self.desk.records.claims.take_over(claim, self.desk.me, self.clock().astimezone(dt.UTC), reason)
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
            return
        if now.agent == self.desk.me:
            self.call_from_thread(self.tell, f"It is yours now, and no longer with {claim.agent}.")
        self._bring_with_draft(case)

    @work(thread=True, group="give back", description="a case")
    def give_back_case(self, case_id: str, said: str) -> None:
        """Let others have a case, whatever was written in it, and say so."""
        from composer.desk.reopen import waiting_case

        try:
            self.desk.records.claims.release(case_id, self.desk.me)
            case = waiting_case(self.desk, case_id)
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
        else:
            if case is not None:
                self.mark(case, taken=False)
            self.call_from_thread(self.tell, said)
            self.post_message(messages.InboxChanged())

    @on(messages.DropWanted)
    def _drop_wanted(self, event: messages.DropWanted) -> None:
        """Throw away a draft of one's own, and leave its case."""
        if self.is_shown(event.case_id):
            self.answer_screen.close()
        self.keeper.forget(event.case_id)
        self.give_back_case(event.case_id, f"Thrown away: the draft for {event.title}")

    @on(messages.JoinWanted)
    def _join_wanted(self, event: messages.JoinWanted) -> None:
        """Leave a case that is open: it is another one when it is opened again."""
        ids = {one.case_id for one in (event.one, event.other) if one}
        present = self.answer_screen.answering
        if present is not None and present.case.id in ids:
            self.answer_screen.save_now()
            self.give_back()
            self.answer_screen.close()
        self.join(event)

    @work(thread=True, group="change", description="joining")
    def join(self, event: messages.JoinWanted) -> None:
        """Join two messages, or part those of a case, away from the keyboard."""
        from composer.desk.joining import join_messages, part_messages
        from composer.records.joined import part

        desk, one, other = self.desk, event.one, event.other
        try:
            with self.searching:
                if other is None:
                    count = part_messages(desk, one)
                    self.call_from_thread(self.tell, f"Apart again: {count_of(count + 1, 'message')}.")
                    self.post_message(messages.InboxChanged())
                    return
                joined = join_messages(desk, one, other, self.clock())
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
        else:
            who = one.who or "somebody"
            event.done(f"One case now: what {who} wrote.", lambda: part(desk.records.store, joined))

    @on(messages.TakeOverWanted)
    def _take_over_wanted(self, event: messages.TakeOverWanted) -> None:
        self.take_over(event.claim, event.reason, event.one)

    @on(messages.GiveBackWanted)
    def _give_back_wanted(self, event: messages.GiveBackWanted) -> None:
        self.give_back_case(event.case_id, event.said)
