"""The terminal app: its screens, its clipboard, its drafts, and a polite end when something breaks."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from composer.front.crash import state_folder, write_report
from composer.keys.commands import EVERYWHERE, Command
from composer.tui.bindings import bindings
from composer.tui.desk_app import Clock, Manual
from composer.tui.drawing.filters import ControlFilter
from composer.tui.opening import Opening, OpeningApp
from composer.tui.paste import keep_pastes_text
from composer.tui.quiet import collect_at_start
from composer.tui.screens.desk_screen import DeskScreen
from composer.tui.themes import LINE, OURS
from kb.errors import KBError
from kb.files import write_text

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.manual.pages import ManualPage

BUG = 70
SIXTEEN = "ansi-dark"
"""The theme of terminals with so many colours, where nobody chose another."""
_TURN = 0.001
"""Seconds after which a thread that reads lets the keyboard have its turn; Python's own turn is five times as long."""
TOUR = "tour.txt"
"""The file that says that the tour was shown."""


def _inbox() -> Screen[None]:
    from composer.tui.screens.inbox import InboxScreen

    return InboxScreen()


def _library() -> Screen[None]:
    from composer.tui.screens.library import LibraryScreen

    return LibraryScreen()


def _follow_ups() -> Screen[None]:
    from composer.tui.screens.follow_ups import FollowUpsScreen

    return FollowUpsScreen()


def _practice() -> Screen[None]:
    from composer.tui.screens.practice import PracticeScreen

    return PracticeScreen()


def _figures() -> Screen[None]:
    from composer.tui.screens.figures import FiguresScreen

    return FiguresScreen()


def _shipped_pages() -> tuple[ManualPage, ...]:
    from composer.manual.pages import shipped_pages

    return shipped_pages()


class WarmlineApp(OpeningApp):
    """One desk in the terminal."""

    TITLE = "Warmline"
    CSS_PATH = "warmline.tcss"
    MODES = {  # noqa: RUF012  the base class has it so
        "inbox": _inbox,
        "library": _library,
        "followups": _follow_ups,
        "practice": _practice,
        "figures": _figures,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        *bindings((Command("help", "question_mark", "app.help", "help", "Help"),)),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        opening: Opening,
        clock: Clock,
        environment: dict[str, str] | None = None,
        manual: Manual = _shipped_pages,
    ) -> None:
        super().__init__(opening, clock, environment)
        self.manual = manual
        self.leaving = False
        sys.setswitchinterval(_TURN)
        # One for all lines: they remember by their filter what came out of it.
        self.control_filter = ControlFilter()
        for theme in OURS:
            self.register_theme(theme)
        self.theme = "warmline"

    def on_load(self) -> None:
        """Where there are sixteen colours, take the terminal's own: the nearest ones to ours mean something else."""
        if not self.is_headless and self.console.color_system == "standard":
            self.theme = SIXTEEN

    def get_default_screen(self) -> Screen[None]:
        """What stands there first."""
        return self.start_screen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our stylesheet names and Textual's own themes do not have."""
        return LINE

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this system, in which a paste runs no keys."""
        keep_pastes_text()
        return super().get_driver_class()

    def begin(self, desk: Desk) -> None:
        """Take up the desk, with the signs that its settings name."""
        if desk.settings.preferences.signs == "ascii":
            self.control_filter = ControlFilter(ascii_signs=True)
        super().begin(desk)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, and ours last."""
        return [*super().get_line_filters(), self.control_filter]

    def action_command_palette(self) -> None:
        """The commands of this screen and the themes, found as they are typed."""
        from composer.settings import THEMES

        colours = (Command(f"theme.{name}", "", f"app.theme('{name}')", name, f"Colours: {name}") for name in THEMES)
        here = (one for one in self.commands_here(self.screen) if one.id != "commands")
        self._show_commands("Commands", (*here, *colours), manual=False)

    def commands_here(self, screen: Screen[object]) -> tuple[Command, ...]:
        """The commands that do something on a screen as it stands."""
        own = screen.commands if isinstance(screen, DeskScreen) else ()
        return (*(one for one in own if screen.check_action(one.action, ())), *EVERYWHERE)

    def action_theme(self, name: str) -> None:
        """Other colours, from now until the app ends."""
        self.theme = name
        self.tell(f"For always: write theme: {name} in warmline.yaml, or in your own agent.yaml.")

    def action_help(self) -> None:
        """Every key and what it does."""
        self._show_commands("What you can do here", self.commands_here(self.screen), manual=True)

    def _show_commands(self, title: str, commands: tuple[Command, ...], *, manual: bool) -> None:
        from composer.tui.screens.menus import CommandsScreen

        if not isinstance(self.screen, CommandsScreen):
            screen = CommandsScreen(commands, title, manual=manual)
            self.push_screen(screen, lambda action: self.run_command(action) if action else None)

    def action_tour(self) -> None:
        """The tour once more."""
        self.action_mode("answer")
        self.start_tour()

    def action_jump(self) -> None:
        """To any pane of the screen that is shown."""
        from composer.tui.screens.menus import JumpScreen

        here = self.screen
        if not isinstance(here, DeskScreen) or not here.panes:
            return

        def jump(pane: str | None) -> None:
            if pane:
                here.go_to_pane(pane)

        self.push_screen(JumpScreen(here.panes), jump)

    async def action_quit(self) -> None:
        """Leave, with what was sent recorded and the draft on disk first; where that fails, only the second time."""
        if self.is_open and not await self.outbox.finish():
            return
        if self.is_open and not self.answer_screen.save_now() and not self.leaving:
            self.leaving = True
            review, leave = self.key("reply.review"), self.key("quit")
            self.tell(
                f"The draft could not be saved. Copy what you need ({review}); {leave} once more leaves without it.",
                failed=True,
            )
            return
        if self.is_open:
            self.give_back()
            self.answer_screen.seeking.end(self.desk)
        self.exit()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        if self.is_open:
            self.drafts.let_go()
        self.stop_watching.set()
        self.mail_again.set()

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
        # The failure of a worker is told for all of them alike; where it was stands in its cause.
        path = write_report(cause)
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


def run_app(opening: Opening, clock: Clock, manual: Manual) -> int:
    """Show a desk in the terminal until the agent leaves; the exit code. It is opened behind the first frame."""
    collect_at_start()
    app = WarmlineApp(opening, clock, manual=manual)
    shown = state_folder() / TOUR
    app.wants_tour = not shown.exists()
    app.run()
    if app.is_open and not app.wants_tour and not shown.exists():
        with contextlib.suppress(KBError):
            write_text(shown, "The tour of the app was shown; without this file it is shown again.\n")
    app.close_desks()
    return app.return_code or 0
