"""Inbox: what waits, the most pressing first, with the reason in words and the time that is left."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.desk.inbox import unread_in, waiting_in
from composer.desk.inbox_memory import read_inbox
from composer.desk.waiting import Waiting
from composer.keys.commands import EVERYWHERE, INBOX, INBOX_PANES
from composer.tui.bindings import bindings
from composer.tui.inbox_rows import InboxRow, content_of, fault_line, more_line, raw_content
from composer.tui.messages import (
    A_LOOK,
    NextWanted,
    PasteWanted,
    UnreadableChosen,
    WaitingChosen,
    WaitingLookedAt,
)
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.inbox_changes import InboxChanges
from composer.tui.widgets.choices import Choices
from composer.tui.widgets.held_line import HeldLine
from composer.tui.widgets.key_bar import KeyBar
from composer.tui.widgets.mail_line import MailLine
from kb.errors import KBError
from kb.text import count_of, fold

_TICK = 30.0
"""Seconds after which the time that is left is told anew."""
_FIRST_SHOWN = 25
"""How many messages are read before the first ones are shown."""
_ROOM = 300
"""Rows that the list holds at first, and by how many it grows where somebody goes on down."""


class InboxScreen(InboxChanges):
    """The list, a field that filters it, and the highlighted message beside it where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(INBOX)]
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (110, "-wide")]  # noqa: RUF012  the base class has it so
    AUTO_FOCUS = "#inbox-query"
    commands = INBOX
    panes = INBOX_PANES

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[InboxRow] = []
        self.shown: list[InboxRow] = []
        self.unread: list[tuple[Path, KBError]] = []
        self.room = _ROOM
        self.looked_at: object = None
        """What the message pane shows, or will show once it is read."""
        self.making_ready: Timer | None = None

    def compose(self) -> ComposeResult:
        """List and message."""
        with Horizontal(id="panes"):
            with Vertical(id="inbox-list"):
                yield Input(placeholder="filter: who, what, why", id="inbox-query", compact=True)
                yield Choices(id="waiting", markup=False, compact=True)
                yield Static(id="inbox-empty", markup=False)
            with VerticalScroll(id="inbox-message", can_focus=True):
                yield Static(id="inbox-text", markup=False)
        yield HeldLine()
        yield MailLine()
        yield KeyBar((*INBOX, *EVERYWHERE))

    def on_mount(self) -> None:
        """Name the panes, and tell the time again and again."""
        self.query_one("#inbox-list").border_title = Content("Inbox")
        self.query_one("#inbox-message").border_title = Content("Message")
        self.set_interval(_TICK, self.tick)

    def on_screen_resume(self) -> None:
        """What waits may have changed meanwhile."""
        self.load()
        self.make_ready_soon()

    def on_screen_suspend(self) -> None:
        """What is done elsewhere may change how a message is answered."""
        self.post_message(WaitingLookedAt())

    def desk_read(self) -> None:
        """What is heard in the messages may have changed."""
        self.looked_at = None
        self.tick()

    def inbox_changed(self) -> None:
        """Messages came, or went."""
        self.load()

    def tick(self) -> None:
        """Bring the list up to date while it is looked at."""
        if self.is_current:
            self.load()

    @work(thread=True, exclusive=True, group="inbox")
    def load(self) -> None:
        """Read what waits, away from the keyboard; what was read before is not read again."""
        worker = get_current_worker()
        showing = _FIRST_SHOWN
        for number, (done, total) in enumerate(read_inbox(self.app.desk, self.app.memory), 1):
            if worker.is_cancelled:
                return
            if number == showing:
                self.app.call_from_thread(self.show, self.found(), f"Reading messages: {done:,} of {total:,} …")
                # Half as often each time: to show a long list takes a while as well.
                showing *= 2
        rows = self.found()
        unread = unread_in(self.app.desk, self.app.memory)
        if not worker.is_cancelled:
            self.unread = unread
            overdue = sum(row.waiting.overdue for row in rows)
            said = f"{count_of(len(rows), 'message')}, {overdue} overdue" if rows else "nothing waits"
            self.app.call_from_thread(self.show, rows, said)

    def found(self) -> list[InboxRow]:
        """What waits as far as it was read, with what others have to do with it."""
        app = self.app
        claims = {claim.case_id: claim for claim in app.desk.records.claims.all()}
        rows = []
        for one in waiting_in(app.desk, app.memory, app.clock()):
            claim = claims.get(one.case_id)
            mine = claim is not None and claim.agent == app.desk.me
            rows.append(InboxRow(one, claim, mine, app.drafts.has(one.case_id)))
        return rows

    def show(self, rows: list[InboxRow], said: str) -> None:
        """Show what waits, and what is to be said of it."""
        if not has_widgets(self):
            return
        self.rows = rows
        self.query_one("#inbox-list").border_subtitle = Content(said)
        self.filter()

    @on(Input.Changed, "#inbox-query")
    def typed(self) -> None:
        """Show what fits; the texts of messages that an earlier run read are looked at behind it."""
        self.room = _ROOM
        self.filter()
        texts = self.app.memory.texts
        if self.query_one(Input).value and any(row.waiting.case_id not in texts for row in self.rows):
            self.read_texts()

    @work(thread=True, exclusive=True, group="texts")
    def read_texts(self) -> None:
        """Look at the texts of all messages, away from the keyboard."""
        worker = get_current_worker()
        showing = _FIRST_SHOWN
        for number, row in enumerate(self.rows, 1):
            if worker.is_cancelled:
                return
            if row.waiting.path is not None:
                self.app.memory.look_at_text(self.app.desk, row.waiting.path, row.waiting.case_id)
            if number == showing:
                self.app.call_from_thread(self.filter)
                showing *= 4
        self.app.call_from_thread(self.filter)

    def filter(self) -> None:
        """Show the rows that have every word that is typed; the highlighted message stays highlighted."""
        if not has_widgets(self):
            return
        wanted, texts = fold(self.query_one(Input).value).split(), self.app.memory.texts
        before = self.row.waiting.case_id if self.row else ""
        self.shown = [
            row
            for row in self.rows
            if all(word in row.words or word in texts.get(row.waiting.case_id, "") for word in wanted)
        ]
        options = self.query_one(OptionList)
        faults = [] if wanted else [Option(fault_line(path.name, str(error))) for path, error in self.unread]
        more = [Option(more_line(len(self.shown) - self.room), disabled=True)] if len(self.shown) > self.room else []
        options.set_options([*(row.option for row in self.shown[: self.room]), *more, *faults])
        ids = [row.waiting.case_id for row in self.shown[: self.room]]
        options.highlighted = (ids.index(before) if before in ids else 0) if ids or faults else None
        self.set_class(not self.rows and not self.unread, "-empty")
        unmatched = "No message has these words." if self.rows and not self.shown else ""
        said = self.teaching() if self.has_class("-empty") else unmatched
        self.query_one("#inbox-empty", Static).update(Content(said))
        self.show_message()

    def teaching(self) -> str:
        """How messages come here."""
        key, folder = self.app.key, self.app.desk.inbox
        there = "" if folder.is_dir() else "There is no such folder yet: make it, or name another one. "
        return (
            f"Nothing waits.\n\nMessages are .eml or .txt files in {folder}\n"
            f"{there}They come in by themselves while Warmline is open. A Maildir will do as well: write inbox: PATH "
            f"in warmline.yaml.\n\n{key('case.new')} takes a message that you paste. {key('mode.library')} is the "
            "library. warmline demo shows a desk with messages."
        )

    @property
    def row(self) -> InboxRow | None:
        """The row that is highlighted."""
        number = self.query_one(OptionList).highlighted
        return self.shown[number] if number is not None and number < min(len(self.shown), self.room) else None

    @property
    def fault(self) -> Path | None:
        """The file that is highlighted and cannot be read."""
        options = self.query_one(OptionList)
        number = options.highlighted
        first = options.option_count - len(self.unread)
        return self.unread[number - first][0] if self.row is None and number is not None and number >= first else None

    @on(OptionList.OptionHighlighted)
    def highlighted(self) -> None:
        """Show the highlighted message, and more rows where the list comes to its end."""
        number = self.query_one(OptionList).highlighted or 0
        if number >= self.room - 1 and len(self.shown) > self.room:
            self.room += _ROOM
            self.filter()
        else:
            self.show_message()

    def show_message(self) -> None:
        """Show the highlighted message, which is read away from the keyboard."""
        wanted = self.row.waiting.listed if self.row else self.fault
        if wanted == self.looked_at:
            return
        self.looked_at = wanted
        self.make_ready_soon()
        if wanted is None:
            self.say_message(None, Content(""))
        else:
            self.read_message(self.row.waiting if self.row else None, self.fault)

    def make_ready_soon(self) -> None:
        """Have the highlighted message made ready to be opened, once it is looked at for a moment."""
        if self.making_ready is not None:
            self.making_ready.stop()
        self.making_ready = self.set_timer(A_LOOK, self.make_ready)

    def make_ready(self) -> None:
        """Have it made ready, and what the key for the next one opens, unless the agent has gone elsewhere."""
        if self.is_current and self.row is not None:
            free = (row.waiting for row in self.rows if row.is_free)
            self.post_message(WaitingLookedAt((self.row.waiting, *islice(free, 1))))

    @work(thread=True, exclusive=True, group="message")
    def read_message(self, one: Waiting | None, fault: Path | None) -> None:
        """Read the highlighted message; one that cannot be read is shown as raw text, with the reason."""
        desk, worker = self.app.desk, get_current_worker()
        try:
            text = content_of(desk, one) if one else raw_content(desk, fault or desk.inbox)
        except KBError as error:
            text = Content(str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(self.say_message, one.listed if one else fault, text)

    def say_message(self, of: object, text: Content) -> None:
        """Show a text in the message pane, unless another message is looked at by now."""
        if has_widgets(self) and of == self.looked_at:
            self.query_one("#inbox-text", Static).update(text)

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def open_highlighted(self) -> None:
        """Open the message that is highlighted, as raw text where it cannot be read."""
        if self.row is not None:
            self.post_message(WaitingChosen(self.row.waiting))
        elif self.fault is not None:
            self.post_message(UnreadableChosen(self.fault))

    def action_find(self) -> None:
        """Go to the field."""
        self.query_one(Input).focus()

    def go_to_pane(self, name: str) -> None:
        """The list or the message, or what was answered today."""
        if name == "today":
            self.action_show_today()
            return
        self.query_one("#waiting" if name == "list" else "#inbox-message").focus()

    def action_open_next(self) -> None:
        """Open the most pressing message that is free."""
        self.post_message(NextWanted())

    def action_new_case(self) -> None:
        """Paste a message."""
        self.post_message(PasteWanted())

    def action_show_today(self) -> None:
        """Show what this agent answered since midnight."""
        from composer.records.answered import answered_since
        from composer.tui.screens.today import TodayScreen

        desk, now = self.app.desk, self.app.clock()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        answered = answered_since(desk.records.store, desk.settings.agent.name, midnight)
        titles = {known.listed.case_id: known.listed.title for _path, known in self.app.memory.by_name()}
        self.app.push_screen(TodayScreen(answered, titles, now.tzinfo))

    def key_down(self, event: Key) -> None:
        """Down goes from the field into the list."""
        if self.query_one(Input).has_focus:
            event.stop()
            self.query_one(OptionList).focus()
