"""The app as its screens know it: its desk, its drafts, and how it tells something; what it does stands above them."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.widget import Widget

from composer.front.crash import state_folder
from composer.keys.commands import COMMANDS, shown_key
from composer.practice.check_in import SAID, CheckIn, check_in, feeling_today, hold_for
from composer.tui.quiet import QuietApp
from kb.errors import KBError
from kb.files import write_text

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.desk import Desk
    from composer.desk.inbox_memory import Memory
    from composer.desk.mail_watch import MailState
    from composer.desk.send import HeldReply
    from composer.manual.pages import ManualPage
    from composer.records.drafts import Drafts
    from composer.tui.autosave import Keeper

Manual = Callable[[], "tuple[ManualPage, ...]"]
"""Works out the pages that F1 searches."""
Clock = Callable[[], dt.datetime]
"""The present moment, in the zone of this computer."""
Line = TypeVar("Line", bound=Widget)


class DeskApp(QuietApp):
    """An app on one desk; screens ask it for what is here, and post a message for everything else."""

    desk: Desk
    """The open desk; there is one from the moment that `is_open` says so."""
    drafts: Drafts
    keeper: Keeper
    memory: Memory
    """The waiting messages that were read."""
    manual: Manual

    def __init__(self, clock: Clock, environment: dict[str, str] | None = None) -> None:
        super().__init__()
        self.clock = clock
        self.environment = dict(os.environ if environment is None else environment)
        self.is_open = False
        self.held: HeldReply | None = None
        """What was sent and can be taken back."""
        self.mail_state: MailState | None = None
        """How it stands with the mail; None where the desk has no mailbox."""
        self.stop_watching = threading.Event()
        self.mail_again = threading.Event()
        """Set when the mail is to be watched by other settings, or no more."""
        self.marks: SimpleQueue[tuple[str, bool]] = SimpleQueue()
        """Messages that this agent took or gave back, for the mailbox to show to others."""
        self.searching = threading.Lock()
        """Held by whoever uses the index, which is exchanged when the desk is read again."""

    @property
    def feeling(self) -> CheckIn:
        """How the agent is today, as they said."""
        return feeling_today(state_folder(), self.clock().date())

    @property
    def hold_time(self) -> dt.timedelta:
        """For how long what was sent can be taken back."""
        return hold_for(self.desk.settings.hold, self.feeling)

    def mark(self, case: Case, *, taken: bool) -> None:
        """Have the mailbox show to others that this agent has a case, or has given it back."""
        for message_id in case.message_ids:
            self.marks.put((message_id, taken))

    def action_check_in(self) -> None:
        """Say the other of fine and tired."""
        feeling = CheckIn.FINE if self.feeling.tired else CheckIn.TIRED
        try:
            check_in(state_folder(), feeling, self.clock().date())
        except KBError as error:
            self.tell(str(error), failed=True)
            return
        self.memory.calm_first = feeling.tired
        self.tell(SAID[feeling])

    def key(self, command: str) -> str:
        """The key of a command as it stands on screens, by the command's id; empty where it has none."""
        own = COMMANDS[command].key if command in COMMANDS else ""
        return shown_key(self._keymap.get(command) or own)

    def tell(self, text: str, *, failed: bool = False) -> None:
        """A toast that says what is true, as text."""
        self.notify(text, severity="error" if failed else "information", timeout=8 if failed else 5, markup=False)

    def forget_toasts(self) -> None:
        """Take down what was told of something that is over; what failed stays for its time."""
        for told in list(self._notifications):
            if told.severity == "information":
                self._unnotify(told)

    def lines(self, kind: type[Line]) -> Iterator[Line]:
        """The lines of a kind, on whichever screens have them."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                yield from screen.query(kind)

    def run_command(self, action: str) -> None:
        """Run a command by its action, on the screen it belongs to."""
        self.call_later(self.run_action, action, self if action.startswith("app.") else self.screen)

    @work(thread=True, group="copy", description="copy")
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

    def edit_file(self, path: Path, line: int = 0) -> bool:
        """Open a file in the agent's own editor, at a line where it can; whether that worked."""
        from textual.app import SuspendNotSupported

        from composer.exchange.editor import edit_file

        try:
            with self.suspend():
                why = edit_file(path, self.environment, line)
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
