"""Menus: every command, every pane, and the drafts that were left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from composer.cases.step import Channel, Outcome, Tone
from composer.keys.commands import Command
from composer.manual.finding import find_pages
from composer.manual.pages import ManualPage, shipped_pages
from composer.tui.desk_app import DeskApp
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.choices import Choices
from kb.text import fold, one_line

if TYPE_CHECKING:
    from composer.records.drafts import KeptDraft

_WAYS: dict[str, type[Channel | Outcome | Tone]] = {"channel": Channel, "outcome": Outcome, "tone": Tone}
_MOST_PAGES = 8
"""Pages of the manual below the commands."""
_BACK = Binding("escape", "dismiss(None)", "back")


class CommandsScreen(Dialog["str | None"]):
    """Every key and what it does, and pages of the manual where they are wanted; run or read with Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    app = getters.app(DeskApp)

    def __init__(self, commands: tuple[Command, ...], title: str, *, manual: bool) -> None:
        super().__init__()
        self.commands = commands
        self.shown = list(commands)
        self.with_manual = manual
        self.manual = shipped_pages() if manual else ()
        self.pages: list[tuple[ManualPage, str]] = []
        self.heading = title

    def compose(self) -> ComposeResult:
        """A field and the commands."""
        with Vertical(classes="dialog wide"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            said = "find a command, or what the manual says" if self.with_manual else "find a command"
            yield Input(placeholder=said, compact=True)
            yield Choices(id="choices", markup=False, compact=True)
            yield Static(
                "Enter runs or reads it, esc goes back. Your own words always win, and every change can be undone.",
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """All of them; the whole manual comes as soon as it is worked out."""
        self.show("")
        if self.with_manual:
            self.read_manual()

    @work(thread=True, group="manual")
    def read_manual(self) -> None:
        """Work out the pages of reference away from the keyboard."""
        self.app.call_from_thread(self.take_manual, self.app.manual())

    def take_manual(self, pages: tuple[ManualPage, ...]) -> None:
        """Search all pages from now on, and for what is typed already."""
        self.manual = pages
        if has_widgets(self) and (words := self.query_one(Input).value):
            self.show(words)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.show(event.value)

    def show(self, words: str) -> None:
        """The commands whose words hold what is typed."""
        wanted = fold(words).split()
        self.shown = [
            one for one in self.commands if all(word in fold(f"{one.label} {one.help} {one.key}") for word in wanted)
        ]
        self.pages = find_pages(self.manual, words)[:_MOST_PAGES] if wanted else []
        rows = [Content.assemble((self.app.key(one.id).ljust(5), "bold $accent"), one.help) for one in self.shown]
        rows += [
            Content.assemble(("read ", "bold $accent"), page.title, (f": {part}" if part else "", "$dim"))
            for page, part in self.pages
        ]
        self.query_one(OptionList).set_options(
            [Option(row) for row in rows] or [Option(Content("Nothing here has these words."), disabled=True)]
        )

    @on(Input.Submitted)
    def _first(self) -> None:
        self.take(0)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.take(event.option_index)

    def take(self, row: int) -> None:
        """Run the command of a row, or read its page over this list."""
        if row < len(self.shown):
            self.dismiss(self.shown[row].action)
        elif row < len(self.shown) + len(self.pages):
            from composer.tui.screens.manual import ManualScreen

            self.app.push_screen(ManualScreen(*self.pages[row - len(self.shown)]))

    def key_down(self, event: Key) -> None:
        """Down goes from the field into the list."""
        if not self.query_one(OptionList).has_focus:
            event.stop()
            self.query_one(OptionList).focus()


class JumpScreen(Dialog["str | None"]):
    """To any pane of a screen: its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, panes: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.panes = panes

    def compose(self) -> ComposeResult:
        """The letters."""
        with Vertical(classes="dialog small"):
            yield Static("Go to", classes="dialog-title", markup=False)
            yield Static(
                Content("\n").join(
                    Content.assemble((f"{letter}  ", "bold $accent"), title)
                    for letter, (_name, title) in self.panes.items()
                ),
                markup=False,
            )
            yield Static("A letter goes there, esc goes back", classes="dialog-keys", markup=False)

    def on_key(self, event: Key) -> None:
        """A letter goes to its pane."""
        if event.character and event.character in self.panes:
            event.stop()
            self.dismiss(self.panes[event.character][0])


class WayScreen(Dialog["Channel | Outcome | Tone | None"]):
    """How the reply goes, what it can say, and how the message sounds: one of them is chosen from a list."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, present: tuple[Channel, Outcome, Tone]) -> None:
        super().__init__()
        self.ways: list[Channel | Outcome | Tone] = [*Channel, *Outcome, *Tone]
        self.present = present

    def compose(self) -> ComposeResult:
        """The list; what is so by now has a mark."""
        with Vertical(classes="dialog small"):
            yield Static("The way of this reply", classes="dialog-title", markup=False)
            yield Choices(*(Option(self.row(way)) for way in self.ways), id="choices", markup=False, compact=True)
            yield Static("Enter takes it, esc goes back", classes="dialog-keys", markup=False)

    def row(self, way: Channel | Outcome | Tone) -> Content:
        """One way, named once for its kind."""
        kind = next(name for name, kind in _WAYS.items() if isinstance(way, kind))
        first = way is next(iter(_WAYS[kind]))
        mark = "● " if way in self.present else "  "
        return Content.assemble(((kind if first else "").ljust(9), "$dim"), (mark, "$success"), str(way))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.ways[event.option_index])


class AskScreen(Dialog["str | None"]):
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


class SureScreen(Dialog[bool]):
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


class RecoverScreen(Dialog["KeptDraft | None"]):
    """Drafts that were left: go on with one, or leave them for later."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, drafts: list[KeptDraft]) -> None:
        super().__init__()
        self.drafts = drafts

    def compose(self) -> ComposeResult:
        """The drafts."""
        with Vertical(classes="dialog wide"):
            yield Static("Unfinished replies", classes="dialog-title", markup=False)
            yield Choices(*(Option(_kept_row(kept)) for kept in self.drafts), id="choices", markup=False, compact=True)
            yield Static(
                "Enter goes on with it, esc leaves them for later; none is lost", classes="dialog-keys", markup=False
            )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.drafts[event.option_index])


def _kept_row(kept: KeptDraft) -> Content:
    said = "\n  Was on its way when Warmline ended, and is not recorded: did it go out?" if kept.on_its_way else ""
    return Content.assemble((kept.title, "bold"), (said, "$warning"), "\n  ", (one_line(kept.draft.text)[:100], "$dim"))
