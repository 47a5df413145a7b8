"""The app's desk: opened behind the first frame, read again when its files change, and its cases one at a time."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import threading
from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue
from typing import TYPE_CHECKING

from textual import on, work
from textual._styles_cache import StylesCache
from textual.app import App
from textual.worker import get_current_worker

from composer.front.crash import state_folder
from composer.keys.commands import COMMANDS, shown_key
from composer.tui.autosave import Keeper
from composer.tui.messages import DeskRead, InboxChanged, SettingsWrong
from composer.tui.screens.desk_screen import DeskScreen
from composer.tui.screens.start import StartScreen
from composer.tui.watch import read_articles, watch_desk, watch_inbox, watch_mailbox, watch_settings
from kb.errors import CannotWrite, KBError
from kb.guard import guarded
from kb.text import count_of

if TYPE_CHECKING:
    from pathlib import Path

    from composer.cases.case import Case
    from composer.desk.desk import Desk
    from composer.desk.inbox import Waiting
    from composer.desk.inbox_memory import Memory
    from composer.records.claims import Claim
    from composer.records.drafts import Drafts, KeptDraft
    from composer.tui.case_view import Prepared
    from composer.tui.screens.answer import AnswerScreen
    from composer.writing.draft import Draft

_TWICE = "This case is open in another window of yours, too: write in one of them."
Progress = Callable[[int, int], None]
Opening = Callable[[Progress], "Desk"]
"""Opens the desk, telling how far a new index has come."""
Clock = Callable[[], dt.datetime]
"""The present moment, in the zone of this computer."""


class DeskApp(App[None]):
    """An app on one desk; what the keys do stands in the class below it."""

    desk: Desk
    """The open desk; there is one from the moment that `begin` runs."""
    answer_screen: AnswerScreen
    """The Answer screen, wherever the agent is."""
    drafts: Drafts
    keeper: Keeper
    memory: Memory
    """The waiting messages that were read."""

    def __init__(self, opening: Opening, clock: Clock) -> None:
        super().__init__()
        self.wants_tour = False
        self.opening = opening
        self.clock = clock
        self.is_open = False
        self.has_shown = False
        """Whether a case was on the screen yet."""
        self.stop_watching = threading.Event()
        self.mail_again = threading.Event()
        """Set when the mail is to be watched by other settings, or no more."""
        self.old_desk: Desk | None = None
        """The one before, which workers may not have done with."""
        self.marks: SimpleQueue[tuple[str, bool]] = SimpleQueue()
        """Messages that this agent took or gave back, for the mailbox to show to others."""
        self.start_screen = StartScreen()
        self.on_the_way: set[str] = set()
        """The ids of cases that were answered and are not in the records yet."""
        self.searching = threading.Lock()
        """Held by whoever uses the index, which is exchanged when the desk is read again."""

    def on_mount(self) -> None:
        """The first frame stands; now open the desk behind it."""
        self.call_after_refresh(self.open_desk)

    @work(thread=True, group="open", exit_on_error=True)
    def open_desk(self) -> None:
        """Open the desk away from the screen: its files, its index and its records."""
        try:
            desk = self.opening(self.show_progress)
            _ = desk.search, desk.records
        except KBError as error:
            self.call_from_thread(self.exit, return_code=error.exit_code, message=str(error))
        else:
            self.call_from_thread(self.begin, desk)
            if desk.read_only:
                self.call_from_thread(self.tell, desk.read_only, failed=True)
            self._tell_overdue()
            self.offer_practice()

    def offer_practice(self) -> None:
        """Offer practice, where it is time for that."""

    def _tell_overdue(self) -> None:
        """Say how many promises should have been kept by now."""
        now = self.clock()
        late = sum(one.due < now for one in self.desk.records.follow_ups.open())
        if late:
            many = f"{count_of(late, 'follow-up')} {'is' if late == 1 else 'are'}"
            self.call_from_thread(self.tell, f"{many} overdue ({self.key('mode.followups')}).")

    def show_progress(self, done: int, total: int) -> None:
        """How far a new index has come, from the thread that builds it."""
        if done % 20 == 0 or done == total:
            self.call_from_thread(self.start_screen.say, f"Indexing {done:,} of {total:,} articles …")

    def begin(self, desk: Desk) -> None:
        """Offer unfinished replies; else the next message."""
        from composer.desk.inbox_memory import Memory
        from composer.practice.check_in import feeling_today
        from composer.records.drafts import Drafts
        from composer.tui.screens.answer import AnswerScreen

        # What a desk holds stays; to look through all of it for garbage takes longer than to draw a screen.
        gc.freeze()
        self.desk = desk
        self.answer_screen = AnswerScreen()
        self.add_mode("answer", lambda: self.answer_screen)
        self.drafts = Drafts(desk.drafts_folder)
        self.keeper = Keeper(self.drafts)
        self.memory = Memory()
        self.memory.calm_first = feeling_today(state_folder(), self.clock().date()).tired
        self.is_open = True
        self.set_keymap(dict(desk.settings.preferences.keys))
        self.theme = desk.settings.preferences.theme or self.theme
        for watching in (watch_desk, watch_settings, watch_inbox, read_articles, watch_mailbox):
            threading.Thread(target=watching, args=(self,), name=watching.__name__, daemon=True).start()
        left, damaged = self.drafts.recover()
        for path in damaged:
            self.tell(f"A draft could not be read and was set aside as {path}.", failed=True)
        broken = sum(problem.level == "error" for problem in desk.problems)
        if broken:
            self.tell(
                f"{count_of(broken, 'problem')} in phrasebooks or settings: warmline lint shows them.", failed=True
            )
        if left:
            from composer.tui.screens.menus import RecoverScreen

            self.push_screen(RecoverScreen(left), self._recovered)
        else:
            self.open_next()

    def _recovered(self, kept: KeptDraft | None) -> None:
        if kept is None:
            self.open_next()
        else:
            self._recover(kept)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def _recover(self, kept: KeptDraft) -> None:
        from composer.desk.reopen import case_of_kept

        with self.drafts.opening(kept):
            self._bring(case_of_kept(self.desk, kept), kept.draft)

    @work(thread=True, exclusive=True, group="case", description="a case")
    def open_next(self) -> None:
        """Open the most pressing message that has no answer yet and that no other agent has.

        Where many are not read yet the inbox is shown instead, whose list grows while they are.
        """
        from composer.desk.inbox import case_of, said_of_unread, unread_in, waiting_in
        from composer.desk.inbox_memory import read_soon

        # Looked at first: what is recorded from here on is still left out.
        leaving = frozenset(self.on_the_way)
        if not read_soon(self.desk, self.memory):
            self.call_from_thread(self.nothing_waits)
            return
        for text in said_of_unread(unread_in(self.desk, self.memory)):
            self.call_from_thread(self.tell, text, failed=True)
        for waiting in waiting_in(self.desk, self.memory, self.clock()):
            free = waiting.case_id not in leaving and waiting.put_off is None
            if free and self.desk.take_case(waiting.case_id, self.clock().astimezone(dt.UTC)) is None:
                try:
                    case = case_of(self.desk, waiting)
                except KBError as error:
                    self.call_from_thread(self.tell, str(error), failed=True)
                    continue
                self._bring_with_draft(case)
                return
        self.call_from_thread(self.nothing_waits)

    def _is_ours(self, case: Case) -> bool:
        """Take a case; whether no other agent has it. Where nothing can be recorded, it is read all the same."""
        try:
            return self.desk.take_case(case.id, self.clock().astimezone(dt.UTC)) is None
        except CannotWrite:
            return True

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

    @work(thread=True, exclusive=True, group="case", description="a case")
    def take_over(self, claim: Claim, reason: str, one: Waiting) -> None:
        """Take a case from another agent, and open it."""
        from composer.desk.inbox import case_of

        try:
            case = case_of(self.desk, one)
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
        try:
            self.desk.records.claims.release(case_id, self.desk.me)
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
        else:
            self.call_from_thread(self.tell, said)
            self.post_message(InboxChanged())

    def drop_draft(self, case_id: str, title: str) -> None:
        """Throw away a draft of one's own, and leave its case."""
        if self._is_shown(case_id):
            self.answer_screen.close()
        self.keeper.forget(case_id)
        self.give_back_case(case_id, f"Thrown away: the draft for {title}")

    def _is_shown(self, case_id: str) -> bool:
        """Whether a case is the one on the Answer screen."""
        present = self.answer_screen.answering
        return present is not None and present.case.id == case_id

    def open_waiting(self, one: Waiting) -> None:
        """Open a message of the inbox, with its draft where there is one."""
        from composer.desk.inbox import case_of

        if self._is_shown(one.case_id):
            self.action_mode("answer")
        else:
            self._open_found(lambda: case_of(self.desk, one))

    def open_raw(self, path: Path) -> None:
        """Open a message that cannot be read as the plain text of its file."""
        from composer.desk.raw_case import raw_case_at

        self._open_found(lambda: raw_case_at(self.desk, path))

    def open_case(self, case: Case) -> None:
        """Open a case, with its draft where there is one."""
        if self._is_shown(case.id):
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
        from composer.cases.customer import NOBODY

        kept = self.drafts.load(case.id)
        if kept is not None and kept.customer_id and not case.customer.known:
            case = replace(case, customer=self.desk.records.find_customer(kept.customer_id) or NOBODY)
        self._bring(case, kept.draft if kept else None)

    def _bring(self, case: Case, draft: Draft | None) -> None:
        """Make a case ready away from the screen, then show it; where another agent has it, say who."""
        from composer.desk.mail_taken import taken_elsewhere
        from composer.tui.case_view import prepare, take

        try:
            with self.searching, guarded(case.source or case.title):
                prepared = prepare(self.desk, case, draft)
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
        elsewhere = taken_elsewhere(self.desk).get(case.source.name, "") if case.source else ""
        if claim is not None:
            self.call_from_thread(self.answer_screen.say_taken, self._said_of(claim))
        elif elsewhere:
            said = f"{elsewhere} has marked this message in the mailbox. Ask before you answer."
            self.call_from_thread(self.answer_screen.say_taken, said)
        else:
            self.marks.put((case.message.id, True))
        if not self.drafts.hold(case.id) and claim is None:
            self.call_from_thread(self.answer_screen.say_taken, _TWICE)

    def _said_of(self, claim: Claim) -> str:
        since = claim.since.astimezone(self.clock().tzinfo)
        why = f" ({claim.reason})" if claim.reason else ""
        return f"{claim.agent} has had this message since {since:%A %H:%M}{why}. Ask before you answer."

    def say_if_taken(self, case: Case) -> None:
        """Say who took a case over meanwhile."""
        with contextlib.suppress(KBError):
            claim = self.desk.records.claims.find(case.id)
            if claim is not None and claim.agent != self.desk.me:
                self.answer_screen.say_taken(self._said_of(claim))

    async def show(self, prepared: Prepared) -> None:
        """Show a case on the Answer screen; what stood there is kept, or given back where nothing was written."""
        answer = self.answer_screen
        answer.save_now()
        self.give_back()
        # Keyed by the caches of widgets, it keeps a thousand of those that are gone, with all that they drew.
        StylesCache.get_inner_outer.cache_clear()
        await self.switch_mode("answer")
        answer.open(prepared)
        if not self.has_shown:
            # Only once: garbage that is frozen stays for ever, and later there would be all that earlier cases left.
            self.has_shown = True
            gc.freeze()
        if self.wants_tour:
            self.wants_tour = False
            self.start_tour()

    def start_tour(self) -> None:
        """Show a newcomer around, with the message that is open."""
        from composer.tui.screens.tour import TourScreen, stops_for

        answering = self.answer_screen.answering
        if answering is not None:
            self.push_screen(TourScreen(stops_for(self, answering)))

    def give_back(self) -> None:
        """Let others have a case that was looked at and in which nothing was written."""
        present = self.answer_screen.answering
        if present is not None and present.draft == present.beginning and not present.was_kept:
            with contextlib.suppress(KBError):
                self.desk.records.claims.release(present.case.id, self.desk.me)
                self.marks.put((present.case.message.id, False))

    def action_mode(self, mode: str) -> None:
        """Go to another screen; modal ones are closed first."""
        if not self.is_open:
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(mode)

    def key(self, command: str) -> str:
        """The key of a command as it stands on screens, by the command's id."""
        return shown_key(self._keymap.get(command) or COMMANDS[command].key)

    def tell(self, text: str, *, failed: bool = False) -> None:
        """A toast that says what is true, as text."""
        self.notify(text, severity="error" if failed else "information", timeout=8 if failed else 5, markup=False)

    @work(thread=True, exclusive=True, group="reload", description="reload")
    def reload_desk(self) -> None:
        """Read the desk's files again after one was edited, away from the screen."""
        from composer.desk.desk import open_desk

        desk = open_desk(self.desk.root, replace(self.desk.surroundings, progress=None))
        try:
            _ = desk.search
        except KBError as error:
            self.call_from_thread(self.tell, str(error), failed=True)
        else:
            self.call_from_thread(self.take_desk, desk)

    @on(DeskRead)
    def _desk_read(self, event: DeskRead) -> None:
        self.take_desk(event.desk)

    @on(SettingsWrong)
    def _settings_wrong(self, event: SettingsWrong) -> None:
        self.tell(f"The settings as they were still hold. {event.why}", failed=True)

    @on(InboxChanged)
    def _inbox_changed(self) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.inbox_changed()

    def take_desk(self, desk: Desk) -> None:
        """Go on with the desk as its files are by now."""
        with self.searching:
            # Somebody may still be asking the old one, so it is closed when it has been old for a while.
            if self.old_desk is not None:
                self.old_desk.close()
            self.old_desk, self.desk = self.desk, desk
        if self.desk.settings.mail != self.old_desk.settings.mail:
            self.mail_again.set()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen):
                    screen.desk_read()
