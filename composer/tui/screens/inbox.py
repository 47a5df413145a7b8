"""Inbox: what waits, the most pressing first, with the reason in words and the time that is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.commands import EVERYWHERE, INBOX
from composer.records.claims import Claim
from composer.tui.bindings import bindings
from composer.tui.screens.desk_screen import DeskScreen
from composer.tui.widgets.held_line import HeldLine
from composer.tui.widgets.key_bar import KeyBar
from composer.waiting import Waiting, due_in_words, waiting_cases
from kb.text import count_of, fold

_TICK = 30.0
"""Seconds after which the time that is left is told anew."""
_DUE_WIDTH = 19


@dataclass(frozen=True)
class Row:
    """A message that waits, with what others have to do with it."""

    waiting: Waiting
    claim: Claim | None = None
    """Another agent's."""
    drafted: bool = False

    @property
    def who(self) -> str:
        """Who wrote."""
        case = self.waiting.case
        return case.customer.name or case.message.sender_name or case.message.sender_email or "Somebody"

    @property
    def words(self) -> str:
        """What a filter looks at."""
        holder = self.claim.agent if self.claim else ""
        case = self.waiting.case
        return fold(f"{self.who} {case.title} {case.channel} {' '.join(self.waiting.reasons)} {holder}")


class InboxScreen(DeskScreen):
    """The list, a field that filters it, and the highlighted message beside it where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(INBOX)]
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (110, "-wide")]  # noqa: RUF012  the base class has it so
    AUTO_FOCUS = "#inbox-query"
    commands = INBOX

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.shown: list[Row] = []
        self.unread: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """List and message."""
        with Horizontal(id="panes"):
            with Vertical(id="inbox-list"):
                yield Input(placeholder="filter: who, what, why", id="inbox-query", compact=True)
                yield OptionList(id="waiting", markup=False, compact=True)
                yield Static(id="inbox-empty", markup=False)
            with VerticalScroll(id="inbox-message", can_focus=True):
                yield Static(id="inbox-text", markup=False)
        yield HeldLine()
        yield KeyBar((*INBOX, *EVERYWHERE))

    def on_mount(self) -> None:
        """Name the panes, and tell the time again and again."""
        self.query_one("#inbox-list").border_title = Content("Inbox")
        self.query_one("#inbox-message").border_title = Content("Message")
        self.set_interval(_TICK, self.tick)

    def on_screen_resume(self) -> None:
        """What waits may have changed meanwhile."""
        self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's own
        """Only what does something."""
        return action != "take_back" or self.app.held is not None

    def desk_read(self) -> None:
        """What is heard in the messages may have changed."""
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
        app, worker = self.app, get_current_worker()

        def progress(done: int, total: int) -> None:
            if done % 50 == 0 and not worker.is_cancelled:
                app.call_from_thread(self.say, f"Reading {done:,} of {total:,} messages …")

        found, unread = waiting_cases(app.desk, app.clock(), app.memory, progress)
        mine = app.desk.me
        claims = {claim.case_id: claim for claim in app.desk.records.claims.all() if claim.agent != mine}
        rows = [Row(one, claims.get(one.case.id), app.drafts.has(one.case.id)) for one in found]
        if not worker.is_cancelled:
            app.call_from_thread(self.show, rows, [(path.name, str(error)) for path, error in unread])

    def say(self, text: str) -> None:
        """What stands under the list."""
        self.query_one("#inbox-list").border_subtitle = Content(text)

    def show(self, rows: list[Row], unread: list[tuple[str, str]]) -> None:
        """Show what waits."""
        self.rows, self.unread = rows, unread
        overdue = sum(row.waiting.overdue for row in rows)
        self.say(f"{count_of(len(rows), 'message')}, {overdue} overdue" if rows else "nothing waits")
        self.filter()

    @on(Input.Changed, "#inbox-query")
    def filter(self) -> None:
        """Show the rows that have every word that is typed; the highlighted message stays highlighted."""
        wanted = fold(self.query_one(Input).value).split()
        before = self.row.waiting.case.id if self.row else ""
        self.shown = [row for row in self.rows if all(word in row.words for word in wanted)]
        options = self.query_one(OptionList)
        faults = [] if wanted else [Option(_fault(*one), disabled=True) for one in self.unread]
        options.set_options([*(Option(_line(row)) for row in self.shown), *faults])
        ids = [row.waiting.case.id for row in self.shown]
        options.highlighted = (ids.index(before) if before in ids else 0) if ids else None
        self.set_class(not self.rows and not self.unread, "-empty")
        empty = self.query_one("#inbox-empty", Static)
        empty.update(Content(self.teaching() if not self.rows else "" if self.shown else "No message has these words."))
        self.show_message()

    def teaching(self) -> str:
        """How messages come here."""
        key = self.app.key
        return (
            f"Nothing waits.\n\nMessages are .eml or .txt files in {self.app.desk.inbox}\n"
            "They come in by themselves while Warmline is open. A Maildir will do as well: write inbox: PATH in "
            f"warmline.yaml.\n\n{key('case.new')} takes a message that you paste. {key('mode.library')} is the library."
        )

    @property
    def row(self) -> Row | None:
        """The row that is highlighted."""
        number = self.query_one(OptionList).highlighted
        return self.shown[number] if number is not None and number < len(self.shown) else None

    @on(OptionList.OptionHighlighted)
    def show_message(self) -> None:
        """Show the highlighted message."""
        from composer.tui.marking import message_content, reading_content

        row = self.row
        text = Content("")
        if row is not None:
            case, reading = row.waiting.case, row.waiting.reading
            text = Content("\n\n").join([message_content(case, reading), reading_content(reading)])
        self.query_one("#inbox-text", Static).update(text)

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def open_highlighted(self) -> None:
        """Open the message that is highlighted."""
        if self.row is not None:
            self.app.open_case(self.row.waiting.case)

    def action_find(self) -> None:
        """Go to the field."""
        self.query_one(Input).focus()

    def action_new_case(self) -> None:
        """Paste a message."""
        self.app.paste_message()

    def action_take_over(self) -> None:
        """Take the highlighted case from whoever has it, once that is wanted for sure."""
        from composer.tui.screens.menus import AskScreen

        row = self.row
        if row is None or row.claim is None:
            self.app.tell("Nobody else has this one: Enter opens it.")
            return
        claim = row.claim

        def taken(reason: str | None) -> None:
            if reason:
                self.app.take_over(claim, reason, row.waiting.case)

        since = f"{claim.since.astimezone(self.app.clock().tzinfo):%A %H:%M}"
        self.app.push_screen(AskScreen(f"{claim.agent} has had it since {since}.", "why you take it over"), taken)

    def key_down(self) -> None:
        """Down goes from the field into the list."""
        if self.query_one(Input).has_focus:
            self.query_one(OptionList).focus()


def _line(row: Row) -> Content:
    """A message as two lines: when, who and what; then why it stands here."""
    waiting = row.waiting
    due = due_in_words(waiting.left) if waiting.left is not None else ""
    others = [reason for reason in waiting.reasons if reason != due]
    notes = [
        *([f"taken by {row.claim.agent}"] if row.claim else []),
        *(["draft"] if row.drafted else []),
    ]
    return Content.assemble(
        (due.ljust(_DUE_WIDTH), "bold $error" if waiting.overdue else "$accent"),
        (row.who, "bold"),
        f"  {waiting.case.title}\n",
        " " * _DUE_WIDTH,
        (", ".join((str(waiting.case.channel), *others)), "dim"),
        ("   " + ", ".join(notes) if notes else "", "$warning"),
    )


def _fault(name: str, error: str) -> Content:
    label = "cannot be read".ljust(_DUE_WIDTH)
    return Content.assemble((label, "$error"), (name, "bold"), f"\n{' ' * _DUE_WIDTH}{error}")
