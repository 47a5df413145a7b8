"""Examples: a sent reply made an example for the team, after a yes; and a good answer to a message like this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from composer.desk.exemplaries import Example, checked_exemplary, keep_exemplary, source_of
from composer.practice.exemplary import Exemplary
from composer.tui.desk_app import DeskApp
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.writing import Writing
from kb.errors import KBError
from kb.text import clean, count_of

if TYPE_CHECKING:
    from composer.desk.earlier import Before
    from composer.records.earlier import EarlierReply

_KEYS = "Read it through: is nothing personal in it? ^s keeps it for the team and git, esc leaves it"


class KeepExampleScreen(Dialog[None]):
    """A sent reply made anonymous, to be looked through and mended; nothing is kept without ctrl+s."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back"),
        Binding("ctrl+s", "keep", "keep", priority=True),
    ]

    app = getters.app(DeskApp)

    def __init__(self, example: Example) -> None:
        super().__init__()
        self.example = example

    def compose(self) -> ComposeResult:
        """What was replaced, what may still be a name, and the example."""
        with Vertical(classes="dialog wide"):
            yield Static("Keep it as an example", classes="dialog-title", markup=False)
            yield Static(self.said(), id="example-said", markup=False)
            yield Writing(source_of(self.app.desk, self.example), id="example", soft_wrap=True)
            yield Static(_KEYS, classes="dialog-keys", markup=False)

    def said(self) -> Content:
        """What was replaced, and what may still be a name."""
        made = count_of(len(self.example.replaced), "name or number", "names and numbers")
        replaced = f"Now fields: {made}."
        names = ", ".join(self.example.doubtful)
        doubt = Content.styled(f" Could one of these be a name? {names}", "bold $warning") if names else Content("")
        return Content.assemble(replaced, doubt)

    def on_mount(self) -> None:
        """The keyboard is in the text, at the line that says why."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.move_cursor((2, len('why: "')))
        area.focus()

    def action_keep(self) -> None:
        """Keep it, where nothing personal is in it and it says why it is good."""
        source = clean(self.query_one(TextArea).text)
        found, problems = checked_exemplary(self.app.desk, source)
        if found is None:
            worst = next(one for one in problems if one.level == "error")
            self.app.tell(f"Line {worst.line}: {worst.message}", failed=True)
            return
        try:
            path = keep_exemplary(self.app.desk, found, source)
        except KBError as error:
            self.app.tell(str(error), failed=True)
            return
        self.app.tell(f"Kept: {path.relative_to(self.app.desk.root)}")
        self.dismiss()


class ExamplesScreen(Dialog[None]):
    """Good answers to messages like the one that is open: exemplary ones, and what was answered before."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "back")]

    def __init__(self, found: Sequence[Exemplary], before: Sequence[Before] = ()) -> None:
        super().__init__()
        self.found = found
        self.before = before

    def compose(self) -> ComposeResult:
        """Each with why it is good, its message and its reply."""
        parts = [
            *(_pair(one.title, one.why, one.message, one.reply) for one in self.found),
            *(_pair(f"{one.sent_at:%d %b %Y}", f"case {one.case_id}", one.message, one.text) for one in self._sent),
        ]
        with Vertical(classes="dialog wide"):
            yield Static("A good answer to something like this", classes="dialog-title", markup=False)
            with VerticalScroll(id="examples"):
                yield Static(Content("\n\n").join(parts), markup=False)
            yield Static("Arrow keys scroll, esc goes back", classes="dialog-keys", markup=False)

    @property
    def _sent(self) -> list[EarlierReply]:
        return [one.reply for one in self.before]

    def on_mount(self) -> None:
        """The keyboard scrolls."""
        self.query_one("#examples").focus()


def _pair(title: str, why: str, message: str, reply: str) -> Content:
    """A message and what was answered; a message that was not kept is left out."""
    wrote = [Content(""), Content.styled("They wrote", "bold"), Content(message)] if message else []
    answered = [Content(""), Content.styled("We answered", "bold"), Content(reply)]
    return Content("\n").join([Content.styled(title, "bold $primary"), Content.styled(why, "$dim"), *wrote, *answered])
