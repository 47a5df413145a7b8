"""The terminal app: its screens, its clipboard, its drafts, and a polite end when something breaks."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from composer.crash import state_folder, write_report
from composer.tui.commands import ANSWER, EVERYWHERE, LIBRARY, Command, bindings, shown_key
from composer.tui.filters import ControlFilter
from composer.tui.keeping import Keeper
from composer.tui.messages import DeskRead
from composer.tui.screens.answer import AnswerScreen
from composer.tui.screens.answer_panes import NOTHING_WAITS
from composer.tui.screens.library import LibraryScreen
from composer.tui.themes import THEMES
from composer.tui.watching import watch_desk
from kb.errors import KBError
from kb.files import write_text
from kb.text import count_of

if TYPE_CHECKING:
    from composer.case import Case
    from composer.desk import Desk
    from composer.records.drafts import Drafts, KeptDraft
    from composer.writing.draft import Draft

BUG = 70


Progress = Callable[[int, int], None]
Opening = Callable[[Progress], "Desk"]
"""Opens the desk, telling how far a new index has come."""


class WarmlineApp(App[None]):
    """One desk in the terminal."""

    TITLE = "Warmline"
    CSS_PATH = "warmline.tcss"
    MODES: ClassVar[dict[str, type[Screen[None]]]] = {"answer": AnswerScreen, "library": LibraryScreen}  # type: ignore[assignment]  # the base class allows more
    DEFAULT_MODE = "answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        *bindings((Command("help", "question_mark", "app.help", "help", "Help"),)),
    ]
    ENABLE_COMMAND_PALETTE = True

    desk: Desk
    """The open desk; there is one from the moment that `begin` runs."""
    drafts: Drafts
    keeper: Keeper

    def __init__(self, opening: Opening, environment: dict[str, str] | None = None) -> None:
        super().__init__()
        self.opening = opening
        self.is_open = False
        self.leaving = False
        self.stop_watching = threading.Event()
        self.old_desk: Desk | None = None
        """The one before, which workers may not have done with."""
        self.searching = threading.Lock()
        """Held by whoever uses the index, which is exchanged when the desk is read again."""
        self.environment = dict(os.environ if environment is None else environment)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "warmline"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, and ours last."""
        return [*super().get_line_filters(), ControlFilter()]

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

    def show_progress(self, done: int, total: int) -> None:
        """How far a new index has come, from the thread that builds it."""
        if done % 20 == 0 or done == total:
            self.call_from_thread(self.answer_screen.say_instead, f"Indexing {done} of {total} articles …")

    def begin(self, desk: Desk) -> None:
        """Offer unfinished replies; else the next message."""
        from composer.desk import PRIVATE
        from composer.records.drafts import Drafts

        self.desk = desk
        self.drafts = Drafts(desk.root / PRIVATE / "drafts")
        self.keeper = Keeper(self.drafts)
        self.is_open = True
        threading.Thread(target=watch_desk, args=(self,), name="watch", daemon=True).start()
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
            from composer.answering import case_of_kept

            with self.drafts.opening(kept):
                self.show(case_of_kept(self.desk, kept), kept.draft)

    def open_next(self, after: Case | None = None) -> None:
        """Open the most pressing message that has no answer yet and that no other agent has."""
        from composer.waiting import waiting_cases

        found, unread = waiting_cases(self.desk, dt.datetime.now().astimezone())
        for _path, error in unread:
            self.tell(str(error), failed=True)
        for waiting in found:
            mine = after is None or waiting.case.id != after.id
            if mine and self.desk.take_case(waiting.case.id, dt.datetime.now(tz=dt.UTC)) is None:
                self.open_case(waiting.case)
                return
        answer = self.answer_screen
        answer.answering = None
        answer.say_instead(NOTHING_WAITS)
        answer.add_class("-empty")

    def open_case(self, case: Case) -> None:
        """Open a case, with its draft where there is one."""
        from composer.customer import NOBODY

        self.answer_screen.save_now()
        present = self.answer_screen.answering
        if present is not None and present.case.id == case.id:
            self.action_mode("answer")
            return
        self.give_back()
        kept = self.drafts.load(case.id)
        if kept is not None and kept.customer_id and not case.customer.known:
            case = replace(case, customer=self.desk.records.find_customer(kept.customer_id) or NOBODY)
        self.show(case, kept.draft if kept else None)

    def show(self, case: Case, draft: Draft | None) -> None:
        """Show a case on the Answer screen."""
        from composer.answering import start_answering

        self.switch_mode("answer")
        self.say_whose(case)
        self.answer_screen.open(start_answering(self.desk, case, draft))

    def say_whose(self, case: Case) -> None:
        """Take the case that is shown; where another agent has it, say who."""
        try:
            claim = self.desk.take_case(case.id, dt.datetime.now(tz=dt.UTC))
        except KBError as error:
            self.tell(str(error), failed=True)
            return
        if claim is not None:
            since = claim.since.astimezone()
            self.tell(f"{claim.agent} has had this message since {since:%A %H:%M}. Ask before you answer.", failed=True)

    def give_back(self) -> None:
        """Let others have a case that was looked at and in which nothing was written."""
        present = self.answer_screen.answering
        if present is not None and present.draft == present.beginning and not present.was_kept:
            with contextlib.suppress(KBError):
                self.desk.records.claims.release(present.case.id, self.desk.me)

    @property
    def answer_screen(self) -> AnswerScreen:
        """The Answer screen, wherever the agent is."""
        return next(
            screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, AnswerScreen)
        )

    def use_article(self, slug: str) -> None:
        """Put an article's answer into the reply that is open."""
        answer = self.answer_screen
        if answer.answering is None:
            self.tell("No message is open to answer.")
            return
        self.switch_mode("answer")
        answer.insert_answer(slug)

    def tell(self, text: str, *, failed: bool = False) -> None:
        """A toast that says what is true, as text."""
        self.notify(text, severity="error" if failed else "information", timeout=8 if failed else 5, markup=False)

    @work(thread=True, group="copy")
    def copy_reply(self, text: str, name: str) -> None:
        """Copy a reply by whatever takes it, keep it in a file as well, and say which."""
        from composer.exchange.clipboard import copy_text

        where = copy_text(text, self.environment)
        if where:
            said = f"Copied through {where}."
        else:
            self.call_from_thread(self.copy_to_clipboard, text)
            said = "Sent to the terminal, which may ignore it."
        path = state_folder() / "replies" / name
        try:
            write_text(path, text + "\n", 0o600)
        except KBError as error:
            self.call_from_thread(self.tell, f"{said} {error}", failed=True)
        else:
            self.call_from_thread(self.tell, f"{said} It is also in {path}")

    def edit_file(self, path: Path) -> bool:
        """Open a file in the agent's own editor; whether that worked."""
        from textual.app import SuspendNotSupported

        from composer.exchange.editor import edit_file

        try:
            with self.suspend():
                why = edit_file(path, self.environment)
        except SuspendNotSupported:
            why = "An editor cannot be opened from here."
        if why:
            self.tell(why, failed=True)
        return not why

    def edit_text(self, text: str) -> str | None:
        """Let the agent write on in their own editor; None where that failed."""
        from kb.files import read_text
        from kb.text import clean

        with tempfile.TemporaryDirectory(prefix="warmline-") as folder:
            path = Path(folder) / "reply.txt"
            write_text(path, text, 0o600)
            try:
                return clean(read_text(path)).rstrip("\n") if self.edit_file(path) else None
            except KBError as error:
                self.tell(str(error), failed=True)
                return None

    def reload_desk(self) -> None:
        """Read the desk's files again after one was edited."""
        from composer.desk import open_desk

        self.take_desk(open_desk(self.desk.root, self.desk.surroundings))

    @on(DeskRead)
    def _desk_read(self, event: DeskRead) -> None:
        self.take_desk(event.desk)

    def take_desk(self, desk: Desk) -> None:
        """Go on with the desk as its files are by now."""
        with self.searching:
            # Somebody may still be asking the old one, so it is closed when it has been old for a while.
            if self.old_desk is not None:
                self.old_desk.close()
            self.old_desk, self.desk = self.desk, desk
        answer = self.answer_screen
        if answer.answering is not None:
            answer.answering.desk = self.desk
            answer.read_again()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the commands of this screen, then the themes and Textual's own."""
        for command in self.commands_here(screen):
            if command.id != "commands":
                run = partial(self.run_command, command.action)
                yield SystemCommand(command.help, f"key {shown_key(command.key)}", run)
        for theme in THEMES:
            yield SystemCommand(
                f"Colours: {theme.name}", "Change the theme", partial(setattr, self, "theme", theme.name)
            )
        ansi = partial(setattr, self, "theme", "textual-ansi")
        yield SystemCommand("Colours: the terminal's own 16", "Change the theme", ansi)

    def commands_here(self, screen: Screen[object]) -> tuple[Command, ...]:
        """The commands that do something on a screen."""
        own = LIBRARY if isinstance(screen, LibraryScreen) else ANSWER if isinstance(screen, AnswerScreen) else ()
        return (*own, *EVERYWHERE)

    def run_command(self, action: str) -> None:
        """Run a command by its action, on the screen it belongs to."""
        self.call_later(self.run_action, action, self if action.startswith("app.") else self.screen)

    def action_mode(self, mode: str) -> None:
        """Go to another screen; modal ones are closed first."""
        if not self.is_open:
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(mode)

    def action_help(self) -> None:
        """Every key and what it does."""
        from composer.tui.screens.menus import CommandsScreen

        here = self.screen
        if isinstance(here, CommandsScreen):
            return
        self.push_screen(
            CommandsScreen(self.commands_here(here), "What you can do here"),
            lambda action: self.run_command(action) if action else None,
        )

    def action_jump(self) -> None:
        """To any pane of the Answer screen."""
        from composer.tui.screens.menus import JumpScreen

        def jump(pane: str | None) -> None:
            if pane:
                self.action_mode("answer")
                self.answer_screen.jump_to(pane)

        self.push_screen(JumpScreen(), jump)

    async def action_quit(self) -> None:
        """Leave, with the draft on disk first; where it cannot be kept, only the second time."""
        if self.is_open and not self.answer_screen.save_now() and not self.leaving:
            self.leaving = True
            self.tell(
                "The draft could not be saved. Copy what you need (^r); ^q once more leaves without it.", failed=True
            )
            return
        if self.is_open:
            self.give_back()
            self.answer_screen.seeking.end(self.desk)
        self.exit()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self.stop_watching.set()

    def on_app_blur(self) -> None:
        """The agent looks elsewhere: save."""
        if self.is_open:
            self.answer_screen.save_now()

    def _handle_exception(self, error: Exception) -> None:
        """A bug: keep the draft, write a report without a word of a customer, say one sentence.

        What the desk itself could not do, such as read its records, is no bug and says its own sentence.
        """
        with contextlib.suppress(Exception):
            self.answer_screen.write_draft()
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, KBError):
            self._return_code = cause.exit_code
            self.panic(Text(str(cause)))
            return
        path = write_report(error)
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = BUG
        self.panic(
            Text(
                "This is a bug in Warmline, and nothing you did. Your draft is kept. "
                f"The report, without your data, is in {path}."
            )
        )


def run_app(opening: Opening) -> int:
    """Show a desk in the terminal until the agent leaves; the exit code. It is opened behind the first frame."""
    app = WarmlineApp(opening)
    app.run()
    for desk in (app.desk, app.old_desk) if app.is_open else ():
        if desk is not None:
            desk.close()
    return app.return_code or 0
