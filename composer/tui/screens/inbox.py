"""Inbox: what waits, the most pressing first, with the reason in words and the time that is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.desk.inbox import Waiting, due_in_words, read_inbox, waiting_in
from composer.keys.commands import EVERYWHERE, INBOX
from composer.records.claims import Claim
from composer.tui.bindings import bindings
from composer.tui.screens.desk_screen import DeskScreen, has_widgets
from composer.tui.widgets.held_line import HeldLine
from composer.tui.widgets.key_bar import KeyBar
from kb.text import count_of, fold, one_line

_TICK = 30.0
"""Seconds after which the time that is left is told anew."""
_FIRST_SHOWN = 25
"""How many messages are read before the first ones are shown."""
_DUE_WIDTH = 19
_MOST_FILTERED = 20_000
"""How many characters of a message a filter looks at."""


@dataclass(frozen=True)
class Row:
    """A message that waits, with what others have to do with it."""

    waiting: Waiting
    claim: Claim | None = None
    mine: bool = False
    """Whether the claim is this agent's own."""
    drafted: bool = False

    @property
    def holder(self) -> str:
        """The other agent who has it."""
        return self.claim.agent if self.claim and not self.mine else ""

    @property
    def who(self) -> str:
        """Who wrote."""
        case = self.waiting.case
        return case.customer.name or case.message.sender_name or case.message.sender_email or "Somebody"

    @cached_property
    def words(self) -> str:
        """What a filter looks at: everything that is shown of it, and the message itself."""
        case = self.waiting.case
        shown = f"{self.who} {case.title} {case.channel} {' '.join(self.waiting.reasons)} {self.holder}"
        return fold(f"{shown} {case.message.text[:_MOST_FILTERED]}")

    @cached_property
    def option(self) -> Option:
        """The message as two lines: when, who and what; then who has it, and why it stands here."""
        return Option(_line(self))


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
        worker = get_current_worker()
        showing = _FIRST_SHOWN
        for number, (done, total) in enumerate(read_inbox(self.app.desk, self.app.memory), 1):
            if worker.is_cancelled:
                return
            if number == showing:
                self.app.call_from_thread(self.show, self.found(), f"Reading {done:,} of {total:,} messages …")
                # Half as often each time: to show a long list takes a while as well.
                showing *= 2
        rows = self.found()
        if not worker.is_cancelled:
            overdue = sum(row.waiting.overdue for row in rows)
            said = f"{count_of(len(rows), 'message')}, {overdue} overdue" if rows else "nothing waits"
            self.app.call_from_thread(self.show, rows, said)

    def found(self) -> list[Row]:
        """What waits as far as it was read, with what others have to do with it."""
        app = self.app
        claims = {claim.case_id: claim for claim in app.desk.records.claims.all()}
        rows = []
        for one in waiting_in(app.desk, app.memory, app.clock()):
            claim = claims.get(one.case.id)
            mine = claim is not None and claim.agent == app.desk.me
            rows.append(Row(one, claim, mine, app.drafts.has(one.case.id)))
        return rows

    def show(self, rows: list[Row], said: str) -> None:
        """Show what waits, and what is to be said of it."""
        if not has_widgets(self):
            return
        self.rows = rows
        self.unread = [(path.name, str(error)) for path, error in sorted(self.app.memory.unread.items())]
        self.query_one("#inbox-list").border_subtitle = Content(said)
        self.filter()

    @on(Input.Changed, "#inbox-query")
    def filter(self) -> None:
        """Show the rows that have every word that is typed; the highlighted message stays highlighted."""
        wanted = fold(self.query_one(Input).value).split()
        before = self.row.waiting.case.id if self.row else ""
        self.shown = [row for row in self.rows if all(word in row.words for word in wanted)]
        options = self.query_one(OptionList)
        faults = [] if wanted else [Option(_fault(*one), disabled=True) for one in self.unread]
        options.set_options([*(row.option for row in self.shown), *faults])
        ids = [row.waiting.case.id for row in self.shown]
        options.highlighted = (ids.index(before) if before in ids else 0) if ids else None
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
    def row(self) -> Row | None:
        """The row that is highlighted."""
        number = self.query_one(OptionList).highlighted
        return self.shown[number] if number is not None and number < len(self.shown) else None

    @on(OptionList.OptionHighlighted)
    def show_message(self) -> None:
        """Show the highlighted message."""
        from composer.tui.drawing.message import message_content, reading_content

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
        if row is None or row.claim is None or row.mine:
            self.app.tell("Nobody else has this one: Enter opens it.")
            return
        claim = row.claim

        def taken(reason: str | None) -> None:
            if reason:
                self.app.take_over(claim, reason, row.waiting.case)

        since = f"{claim.since.astimezone(self.app.clock().tzinfo):%A %H:%M}"
        self.app.push_screen(AskScreen(f"{claim.agent} has had it since {since}.", "why you take it over"), taken)

    def action_give_back(self) -> None:
        """Let others have the highlighted case."""
        row = self.row
        if row is None or not row.mine:
            self.app.tell("This one is not yours to give back.")
        else:
            self.app.give_back_case(row.waiting.case, f"Given back: {row.waiting.case.title}")

    def action_drop_draft(self) -> None:
        """Throw away the draft of the highlighted case, once that is wanted for sure."""
        from composer.tui.screens.menus import SureScreen

        row = self.row
        kept = self.app.drafts.load(row.waiting.case.id) if row and row.drafted else None
        if row is None or kept is None:
            self.app.tell("There is no draft of this one.")
        elif kept.agent != self.app.desk.me:
            self.app.tell(f"This is a draft of {kept.agent}.")
        else:
            case = row.waiting.case
            stays = "The message waits on." if case.id in self.app.memory.cases else "Its message stands nowhere else."
            question = f"Throw the draft for “{one_line(case.title)}” away? {stays}"
            self.app.push_screen(SureScreen(question), lambda sure: self.app.drop_draft(case) if sure else None)

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
        *([f"taken by {row.holder}"] if row.holder else []),
        *(["yours"] if row.mine else []),
        *(["draft"] if row.drafted else []),
    ]
    return Content.assemble(
        (due.ljust(_DUE_WIDTH), "bold $error" if waiting.overdue else "$accent"),
        (row.who, "bold"),
        f"  {waiting.case.title}\n",
        " " * _DUE_WIDTH,
        (", ".join(notes) + "  " if notes else "", "$warning"),
        (", ".join((str(waiting.case.channel), *others)), "dim"),
    )


def _fault(name: str, error: str) -> Content:
    label = "cannot be read".ljust(_DUE_WIDTH)
    return Content.assemble((label, "$error"), (name, "bold"), f"\n{' ' * _DUE_WIDTH}{error}")
