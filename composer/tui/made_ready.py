"""Made ready: the messages that the next keys may open, prepared before anybody opens them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from composer.tui.desk_app import Clock, DeskApp
from composer.tui.messages import NextWantedSoon, WaitingLookedAt
from kb.errors import KBError
from kb.guard import guarded

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.waiting import Waiting
    from composer.tui.case_view import MadeReady
    from composer.tui.outbox import Outbox
    from composer.tui.screens.answer import AnswerScreen
    from composer.writing.draft import Draft


class MadeReadyApp(DeskApp):
    """An app that prepares what is likely to be opened next."""

    answer_screen: AnswerScreen
    """The Answer screen, wherever the agent is."""
    outbox: Outbox

    def __init__(self, clock: Clock, environment: dict[str, str] | None = None) -> None:
        super().__init__(clock, environment)
        self.made_ready: dict[str, MadeReady] = {}
        """Cases as they are shown once they are opened, by their ids."""

    @on(WaitingLookedAt)
    def _waiting_looked_at(self, event: WaitingLookedAt) -> None:
        self.workers.cancel_group(self, "ready")
        if event.ones:
            self.make_ready(event.ones)
        else:
            self.made_ready = {}

    @on(NextWantedSoon)
    @work(thread=True, group="ready", description="cases")
    def make_next_ready(self) -> None:
        """Prepare what is opened once the case on the Answer screen is answered, unless a colleague is faster."""
        with contextlib.suppress(KBError):
            theirs = {claim.case_id for claim in self.desk.records.claims.all() if claim.agent != self.desk.me}
            free = (one for one in self.free() if one.case_id not in theirs and not self.is_shown(one.case_id))
            self._prepare(tuple(islice(free, 1)))

    @work(thread=True, group="ready", description="cases")
    def make_ready(self, ones: Sequence[Waiting]) -> None:
        """Prepare messages that the next key may open, so that it has only to show them."""
        self._prepare(ones)

    def _prepare(self, ones: Sequence[Waiting]) -> None:
        from composer.desk.inbox import case_of

        found = {one.case_id: one for one in ones}
        with self.searching:
            self.made_ready = {case_id: made for case_id, made in self.made_ready.items() if case_id in found}
        for one in found.values():
            if one.case_id in self.outbox.on_the_way or self.is_shown(one.case_id):
                continue
            # What cannot be read is told when it is opened.
            with contextlib.suppress(KBError), self.searching, guarded(one.title):
                made = self.in_readiness(*self.with_draft(case_of(self.desk, one)))
                if get_current_worker().is_cancelled:
                    return
                self.made_ready[made.case.id] = made

    def free(self) -> Iterator[Waiting]:
        """The messages that wait and are not on their way out, the most pressing first; others may have them."""
        from composer.desk.inbox import waiting_in

        # Looked at first: what is recorded from here on is still left out.
        leaving = frozenset(self.outbox.on_the_way)
        for one in waiting_in(self.desk, self.memory, self.clock()):
            if one.case_id not in leaving and one.put_off is None:
                yield one

    def in_readiness(self, case: Case, draft: Draft | None) -> MadeReady:
        """A case as it is shown, prepared before or now."""
        from composer.tui.case_view import make_ready

        made = self.made_ready.get(case.id)
        return made if made and made.serves(self.desk, case, draft) else make_ready(self.desk, case, draft)

    def is_shown(self, case_id: str) -> bool:
        """Whether a case is the one on the Answer screen."""
        present = self.answer_screen.answering
        return present is not None and present.case.id == case_id

    def with_draft(self, case: Case) -> tuple[Case, Draft | None]:
        """A case with its draft, which may know who wrote."""
        from composer.cases.customer import NOBODY

        kept = self.drafts.load(case.id)
        if kept is not None and kept.customer_id and not case.customer.known:
            case = replace(case, customer=self.desk.records.find_customer(kept.customer_id) or NOBODY)
        return case, kept.draft if kept else None
