"""The desk in the app: opened behind the first frame, and read again when its files change."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work

from composer.front.crash import state_folder
from composer.tui.aside import AsideApp
from composer.tui.autosave import Keeper
from composer.tui.desk_app import Clock
from composer.tui.messages import DeskRead, FilesEdited, InboxChanged, MailTold, SettingsWrong
from composer.tui.screens.desk_screen import DeskScreen
from composer.tui.screens.start import StartScreen
from composer.tui.widgets.mail_line import MailLine
from kb.errors import KBError
from kb.text import count_of

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.records.drafts import KeptDraft

Progress = Callable[[int, int], None]
Opening = Callable[[Progress], "Desk"]
"""Opens the desk, telling how far a new index has come."""


class OpeningApp(AsideApp):
    """An app that opens its desk away from the screen."""

    def __init__(self, opening: Opening, clock: Clock, environment: dict[str, str] | None = None) -> None:
        super().__init__(clock, environment)
        self.opening = opening
        self.old_desk: Desk | None = None
        """The one before, which workers may not have done with."""
        self.start_screen = StartScreen()

    def on_mount(self) -> None:
        """The first frame stands; now open the desk behind it."""
        self.call_after_refresh(self.open_desk)

    @work(thread=True, group="open", exit_on_error=True)
    def open_desk(self) -> None:
        """Open the desk away from the screen: its files, its index and its records."""
        try:
            desk = self.opening(self.show_progress)
            _ = desk.search, desk.records, desk.problems
        except KBError as error:
            self.call_from_thread(self.exit, return_code=error.exit_code, message=str(error))
        else:
            self.call_from_thread(self.begin, desk)
            if desk.read_only:
                self.call_from_thread(self.tell, desk.read_only, failed=True)
            self._tell_overdue()
            self.offer_practice()

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
            self.call_from_thread(self.start_screen.say, f"Indexing articles: {done:,} of {total:,} …")

    def begin(self, desk: Desk) -> None:
        """Offer unfinished replies; else the next message."""
        from composer.desk.inbox_memory import Memory
        from composer.practice.check_in import feeling_today
        from composer.records.drafts import Drafts
        from composer.tui.screens.answer import AnswerScreen
        from composer.tui.watch import read_articles, watch_desk, watch_inbox, watch_mailbox, watch_settings

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
            self.tell(f"{count_of(broken, 'problem')} in phrasebooks or settings: see warmline lint.", failed=True)
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

    @on(FilesEdited)
    @work(thread=True, exclusive=True, group="reload", description="reload")
    def reload_desk(self) -> None:
        """Read the desk's files again after one was edited, away from the screen."""
        from composer.desk.desk import open_desk

        try:
            desk = open_desk(self.desk.root, replace(self.desk.surroundings, progress=None)).read_whole()
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
        # None is left where the app is about to end.
        screen = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, DeskScreen):
            screen.inbox_changed()

    @on(MailTold)
    def _mail_told(self, event: MailTold) -> None:
        """Say it on every screen that has a line for it; and what became of mails that waited."""
        from composer.desk.mail_out import said_of_mail

        self.mail_state = event.state
        for line in self.lines(MailLine):
            line.show()
        if event.state and event.state.fetched.marked:
            self.post_message(InboxChanged())
        for one in event.state.changed if event.state else ():
            self.tell(said_of_mail(one), failed=one.needs_a_person)

    def close_desks(self) -> None:
        """Let go of the desk, and of the one before it."""
        for desk in (self.desk, self.old_desk) if self.is_open else ():
            if desk is not None:
                desk.close()

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
