"""Review: the final text once more, what is left to mend, and out it goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from composer.seeking import note_answered
from composer.step import Outcome
from composer.tui.widgets.findings import finding_content
from composer.writing.finding import Finding
from kb.errors import KBError
from kb.files import write_text
from kb.text import count_of, slugify

if TYPE_CHECKING:
    from composer.answering import Answering
    from composer.tui.app import WarmlineApp


class ReviewScreen(ModalScreen[bool]):
    """Ends with True when the reply was recorded as sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "back"),
        Binding("ctrl+g", "copy", "copy"),
        Binding("ctrl+s", "save", "save as file"),
        Binding("ctrl+n", "sent", "it is sent, next one"),
    ]

    app: "WarmlineApp"  # noqa: UP037  Textual reads it

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.answering = answering
        self.findings: list[Finding] = answering.findings()
        self.blocking = [finding for finding in self.findings if finding.blocks]
        self.recording = False
        ends = answering.draft.outcome is not Outcome.PENDING
        self.promised = answering.desk.records.follow_ups.open(answering.case.id) if ends else []
        """What an earlier reply promised and is still open, where this one closes the case."""

    def compose(self) -> ComposeResult:
        """The letter, the findings, and what can be done."""
        draft, customer = self.answering.draft, self.answering.case.customer
        to = customer.name or customer.email or customer.id or "a customer we do not know"
        with Vertical(classes="dialog review"):
            yield Static(
                Content.assemble(
                    ("To ", "dim"),
                    (to, "bold"),
                    (f"   {draft.channel}, {draft.outcome}, {len(draft.text)} characters", "dim"),
                ),
                classes="dialog-title",
                markup=False,
            )
            with VerticalScroll(id="letter"):
                yield Static(Content(draft.text), id="letter-text", classes=f"-{draft.channel}", markup=False)
            with VerticalScroll(id="review-findings"):
                yield Static(self.findings_content(), markup=False)
            if self.blocking and not self.hopeless:
                yield Input(placeholder="why it may go all the same (this is recorded)", id="reason", compact=True)
            if self.promised:
                promised = f"promised and still open: “{self.promised[0].text[:60]}” What became of it?"
                yield Input(placeholder=promised, id="why-closed", compact=True)
            with Horizontal(classes="buttons"):
                yield Button("Copy ^g", id="copy", variant="primary", compact=True)
                yield Button("Save as file ^s", id="save", compact=True)
                yield Button("It is sent, next ^n", id="sent", compact=True)
                yield Button("Back esc", id="back", compact=True)

    @property
    def hopeless(self) -> bool:
        """Whether something stands in the text that no customer should ever read."""
        return not all(finding.may_pass for finding in self.blocking)

    def findings_content(self) -> Content:
        """What is left to mend, or that nothing is."""
        if not self.findings:
            return Content.assemble(("Nothing to mend.", "bold $success"))
        return Content("\n").join(finding_content(finding) for finding in self.findings)

    def on_mount(self) -> None:
        """The keyboard starts on the first thing to do."""
        self.query_one("#back" if self.hopeless else "#copy", Button).focus()

    def allowed(self) -> bool:
        """Whether the reply may leave; says why not."""
        if not self.blocking:
            return True
        if self.hopeless:
            self.app.tell(
                f"It may not go like this: {self.blocking[0].reason} {self.blocking[0].suggestion}", failed=True
            )
            return False
        if not self.query_one("#reason", Input).value.strip():
            self.app.tell(
                f"{count_of(len(self.blocking), 'finding')} must be mended first. Or write why it may go all the same.",
                failed=True,
            )
            self.query_one("#reason", Input).focus()
            return False
        return True

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "copy":
                self.action_copy()
            case "save":
                self.action_save()
            case "sent":
                self.action_sent()
            case _:
                self.dismiss(False)

    def action_copy(self) -> None:
        """Copy the reply, and say truly where it went."""
        if self.allowed():
            self.app.copy_reply(self.answering.draft.text, self.file_name())

    def action_save(self) -> None:
        """Write the reply into a new file of the working folder."""
        if not self.allowed():
            return
        path = Path.cwd() / self.file_name()
        if path.exists():
            self.app.tell(f"{path} is there already, and stays as it is. Move it away first.", failed=True)
            return
        try:
            write_text(path, self.answering.draft.text + "\n", 0o600)
        except KBError as error:
            self.app.tell(str(error), failed=True)
        else:
            self.app.tell(f"Saved as {path}")

    def action_sent(self) -> None:
        """Record the reply as sent: it joins the history, and its sentences the ledger."""
        if self.recording or not self.allowed():
            return
        self.recording = True
        reason = self.query_one("#reason", Input).value.strip() if self.blocking else ""
        why_closed = self.query_one("#why-closed", Input).value.strip() if self.promised else ""
        self.record(tuple(f"{finding.rule}: {reason}" for finding in self.blocking), why_closed)

    @work(thread=True, group="record")
    def record(self, overruled: tuple[str, ...], why_closed: str) -> None:
        """Write it into the records away from the keyboard; another writer may make us wait."""
        one, now = self.answering, self.app.clock().astimezone(dt.UTC).replace(tzinfo=None)
        try:
            one.desk.keep_sent(one.case, one.reading, one.draft, now, overruled, why_closed)
            note_answered(one.desk, one.case, one.draft.article)
        except KBError as error:
            self.app.call_from_thread(self.recorded, str(error))
        else:
            self.app.call_from_thread(self.recorded, "")

    def recorded(self, why_not: str) -> None:
        """Say how it went, and close."""
        self.recording = False
        if why_not:
            self.app.tell(why_not, failed=True)
        else:
            self.app.tell("Recorded as sent. The history knows it now.")
            self.dismiss(True)

    def file_name(self) -> str:
        """A name for the reply's file, its own for every case."""
        case = self.answering.case
        return f"reply-{slugify(case.title)[:40]}-{case.id[:6]}.txt"
