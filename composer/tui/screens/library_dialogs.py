"""What the Library asks: the words and the place of something new, and another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.choices import Choices
from kb.errors import KBError
from kb.text import count_of

if TYPE_CHECKING:
    from kb.articles.rename import Move

_BACK = Binding("escape", "dismiss(None)", "back")


@dataclass(frozen=True)
class Wanted:
    """Something new: its title or words, and where it goes."""

    words: str
    place: str


class NewScreen(Dialog["Wanted | None"]):
    """Words, and a place for them: one of those that are there, or another one that is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, heading: str, hints: tuple[str, str], places: Sequence[tuple[str, str]], wanted: Wanted) -> None:
        super().__init__()
        self.heading, self.hints, self.places, self.wanted = heading, hints, places, wanted

    def compose(self) -> ComposeResult:
        """Two fields, and the places that are there."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Input(self.wanted.words, placeholder=self.hints[0], id="words", compact=True)
            yield Input(self.wanted.place, placeholder=self.hints[1], id="place", compact=True)
            yield Choices(*(Option(_place_row(*place)) for place in self.places), markup=False, compact=True)
            yield Static("Enter goes on and writes it, esc goes back", classes="dialog-keys", markup=False)

    @on(Input.Submitted, "#words")
    def _worded(self) -> None:
        self.query_one("#place").focus()

    @on(Input.Submitted, "#place")
    def _placed(self) -> None:
        words = self.query_one("#words", Input).value.strip()
        if words:
            self.dismiss(Wanted(words, self.query_one("#place", Input).value.strip()))
        else:
            self.query_one("#words").focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.query_one("#place", Input).value = self.places[event.option_index][0]
        self._placed()

    def key_down(self) -> None:
        """Down goes from the fields into the list."""
        self.query_one(OptionList).focus()


def _place_row(place: str, title: str) -> Content:
    return Content.assemble((place or "(top)").ljust(24), "  ", (title, "$dim"))


class RenameScreen(Dialog["Move | None"]):
    """Another slug, with all that will change before it does."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def __init__(self, slug: str, plan: Callable[[str], Move]) -> None:
        super().__init__()
        self.slug, self.plan = slug, plan
        self.move: Move | None = None
        self.planned_for = ""

    def compose(self) -> ComposeResult:
        """The name, and what will change."""
        with Vertical(classes="dialog wide"):
            yield Static(f"Rename {self.slug}", classes="dialog-title", markup=False)
            yield Input(self.slug, placeholder="a slug, or a folder below articles and a slug", compact=True)
            yield Static(id="changes", markup=False)
            yield Static("Enter renames, esc goes back", classes="dialog-keys", markup=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.move = None
        self.work_out(event.value)

    @work(thread=True, exclusive=True, group="plan")
    def work_out(self, name: str) -> None:
        """Plan the move away from the keyboard."""
        move, said = None, Content("Another name, please.")
        if name.strip() not in ("", self.slug):
            try:
                move = self.plan(name)
                said = changes_of(move, self.slug)
            except KBError as error:
                said = Content(str(error))
        self.app.call_from_thread(self.show, name, move, said)

    def show(self, name: str, move: Move | None, said: Content) -> None:
        """Show what will change, if it is still this name."""
        if has_widgets(self) and name == self.query_one(Input).value:
            self.move = move
            self.query_one("#changes", Static).update(said)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.move is not None:
            self.dismiss(self.move)


def changes_of(move: Move, slug: str) -> Content:
    """What moving an article changes, in lines."""
    article, *others = move.edits
    own = f", {count_of(article.links, 'link')} of its own" if article.links else ""
    new = article.path.rpartition("/")[2].removesuffix(".md")
    alias = f"; {slug} stays as its alias" if new != slug else ""
    lines = [Content.assemble("articles/", (article.path, "bold"), f"{own}{alias}")]
    lines += [Content(f"articles/{edit.path}: {count_of(edit.links, 'link')}") for edit in others[:8]]
    if len(others) > 8:
        lines.append(Content(f"and {count_of(len(others) - 8, 'other article')}"))
    if not others:
        lines.append(Content.styled("No other article links to it.", "$dim"))
    return Content("\n").join(lines)
