"""Menus: every command, every pane, and the drafts that were left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from composer.keys.commands import PANES, TONES, Command
from kb.text import fold, one_line

if TYPE_CHECKING:
    from composer.records.drafts import KeptDraft
    from composer.tui.app import WarmlineApp

_BACK = Binding("escape", "dismiss(None)", "back")


class CommandsScreen(ModalScreen["str | None"]):
    """Every key and what it does; found as you type, and run with Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    app: "WarmlineApp"  # noqa: UP037  Textual reads it

    def __init__(self, commands: tuple[Command, ...], title: str) -> None:
        super().__init__()
        self.commands = commands
        self.shown = list(commands)
        self.heading = title

    def compose(self) -> ComposeResult:
        """A field and the commands."""
        with Vertical(classes="dialog wide"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Input(placeholder="find a command", compact=True)
            yield OptionList(id="choices", markup=False, compact=True)
            yield Static(
                "Enter runs it, esc goes back. Your own words always win, and every change to a reply can be undone.",
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """All of them."""
        self.show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.show(event.value)

    def show(self, words: str) -> None:
        """The commands whose words hold what is typed."""
        wanted = fold(words).split()
        self.shown = [
            one for one in self.commands if all(word in fold(f"{one.label} {one.help} {one.key}") for word in wanted)
        ]
        rows = [Content.assemble((self.app.key(one.id).ljust(5), "bold $accent"), one.help) for one in self.shown]
        self.query_one(OptionList).set_options(
            [Option(row) for row in rows] or [Option(Content("No command has these words."), disabled=True)]
        )

    @on(Input.Submitted)
    def _first(self) -> None:
        if self.shown:
            self.dismiss(self.shown[0].action)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self.shown):
            self.dismiss(self.shown[event.option_index].action)

    def key_down(self) -> None:
        """Down goes from the field into the list."""
        self.query_one(OptionList).focus()


class JumpScreen(ModalScreen["str | None"]):
    """To any pane: its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _BACK,
        *(Binding(letter, f"dismiss('{name}')", title) for letter, (name, title) in PANES.items()),
    ]

    def compose(self) -> ComposeResult:
        """The letters."""
        with Vertical(classes="dialog small"):
            yield Static("Jump to", classes="dialog-title", markup=False)
            yield Static(
                Content("\n").join(
                    Content.assemble((f" {letter} ", "bold reverse"), f"  {title}")
                    for letter, (_name, title) in PANES.items()
                ),
                markup=False,
            )


class ToneScreen(ModalScreen["str | None"]):
    """How a message really sounds: its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _BACK,
        *(Binding(letter, f"dismiss('{tone}')", tone) for letter, tone in TONES.items()),
    ]

    def compose(self) -> ComposeResult:
        """The letters."""
        with Vertical(classes="dialog small"):
            yield Static("It sounds", classes="dialog-title", markup=False)
            yield Static(
                Content("\n").join(
                    Content.assemble((f" {letter} ", "bold reverse"), f"  {tone}") for letter, tone in TONES.items()
                ),
                markup=False,
            )


class AskScreen(ModalScreen["str | None"]):
    """One question with a line for the answer; an empty answer is none."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, question: str, hint: str) -> None:
        super().__init__()
        self.question = question
        self.hint = hint

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="dialog-title", markup=False)
            yield Input(placeholder=self.hint, compact=True)
            yield Static("Enter takes it, esc goes back", classes="dialog-keys", markup=False)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        if answer := one_line(event.value):
            self.dismiss(answer)


class SureScreen(ModalScreen[bool]):
    """Something that cannot be undone: Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "back"),
        Binding("enter", "dismiss(True)", "yes"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="dialog-title", markup=False)
            yield Static("This cannot be undone. Enter does it, esc goes back", classes="dialog-keys", markup=False)


class RecoverScreen(ModalScreen["KeptDraft | None"]):
    """Drafts that were left: go on with one, or leave them for later."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, drafts: list[KeptDraft]) -> None:
        super().__init__()
        self.drafts = drafts

    def compose(self) -> ComposeResult:
        """The drafts."""
        with Vertical(classes="dialog wide"):
            yield Static("Unfinished replies", classes="dialog-title", markup=False)
            yield OptionList(
                *(Option(_kept_row(kept)) for kept in self.drafts), id="choices", markup=False, compact=True
            )
            yield Static(
                "Enter goes on with it, esc leaves them for later; none is lost", classes="dialog-keys", markup=False
            )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.drafts[event.option_index])


def _kept_row(kept: KeptDraft) -> Content:
    said = "\n  Was on its way when Warmline ended, and is not recorded: did it go out?" if kept.on_its_way else ""
    return Content.assemble((kept.title, "bold"), (said, "$warning"), "\n  ", (one_line(kept.draft.text)[:100], "dim"))
