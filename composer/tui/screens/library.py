"""Library: browse and search all articles and phrases, read them as customers will, and look after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Tree
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.desk.library import Branch, Survey, branches_of, survey_of
from composer.desk.search_log import Seeking, find_phrases
from composer.keys.commands import EVERYWHERE, LIBRARY, LIBRARY_PANES
from composer.phrases.phrasebook import Phrase
from composer.tui.bindings import bindings
from composer.tui.drawing.library import NO_MISSES, LibraryReading, reading_of
from composer.tui.messages import FilesEdited
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.library_files import LibraryFiles
from composer.tui.widgets.article_text import ArticleText
from composer.tui.widgets.articles import hit_content
from composer.tui.widgets.choices import Choices
from composer.tui.widgets.key_bar import KeyBar
from composer.tui.widgets.library_tree import LibraryTree
from composer.tui.widgets.reader import ReadingPane
from kb.articles.article import Article
from kb.search.search_log import Miss, load_misses
from kb.text import count_of

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from kb.search.search import Hit


_NEEDS = {"use_answer": Article, "rename": Article, "about": Article | Branch, "open_editor": Article | Branch | Phrase}
"""What a command does something with; those that are not named always do."""


@dataclass(frozen=True)
class Entry:
    """A line of the list of what was found or missed; without a leaf it is a heading."""

    row: Content
    leaf: Article | Phrase | Miss | None = None


class LibraryScreen(LibraryFiles):
    """A tree or a list on one side, the text on the other; narrow screens show one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY)]
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (80, "-wide")]  # noqa: RUF012  the base class has it so
    AUTO_FOCUS = "#library-query"

    commands = LIBRARY
    panes = LIBRARY_PANES

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.whole = False
        """Whether all that agents may read is shown, and not what customers do."""
        self.missing = False
        """Whether the list holds what was looked for in vain."""
        self.survey = Survey()
        self.stale = True
        """Whether the desk changed since this screen was made or last shown."""
        self.go_to = ""
        """The key of what the tree goes to once it has been read again."""
        self.seeking = Seeking()

    def compose(self) -> ComposeResult:
        """Tree or list, and text."""
        with Horizontal(id="panes"):
            with Vertical(id="library-list"):
                yield Input(placeholder="find an article or a phrase", id="library-query", compact=True)
                yield LibraryTree(id="library-tree")
                yield Choices(id="library-entries", markup=False, compact=True)
            yield ReadingPane(id="library-read")
        yield KeyBar((*LIBRARY, *EVERYWHERE))

    def on_mount(self) -> None:
        """All of it."""
        self.query_one("#library-list").border_title = Content("Library")

    def on_screen_resume(self) -> None:
        """Read what changed while another screen was shown."""
        if self.stale:
            self.read_again()

    def desk_read(self) -> None:
        """The desk's files have changed: read them when this screen is shown."""
        self.stale = not self.is_current
        if not self.stale:
            self.read_again()

    def read_again(self) -> None:
        """Make the tree, the list and the text anew, each in its place."""
        self.stale = False
        self.load_tree()
        self.load_survey()
        if self.missing or self.words:
            self.fill_list()

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one("#library-query", Input).value.strip()

    @property
    def here(self) -> Branch | Article | Phrase | Miss | None:
        """What is highlighted, in the list or in the tree."""
        if not self.has_class("-listing"):
            return self.query_one(LibraryTree).here
        number = self.query_one("#library-entries", OptionList).highlighted
        return self.entries[number].leaf if number is not None and number < len(self.entries) else None

    @work(thread=True, exclusive=True, group="tree", description="tree")
    def load_tree(self) -> None:
        """Read what there is, away from the keyboard."""
        with self.app.searching:
            branches = branches_of(self.app.desk)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_tree, branches)

    def show_tree(self, branches: tuple[Branch, ...]) -> None:
        """Show the tree, and its place in it."""
        if has_widgets(self):
            if self.query_one(LibraryTree).grow(branches, self.go_to):
                self.go_to = ""
            count = self.app.desk.library.count
            self.query_one("#library-list").border_subtitle = Content(count_of(count, "article"))
            if not branches:
                self.query_one(ReadingPane).say("No articles yet. f9 writes the first.")
            self.call_after_refresh(self.draw)

    @work(thread=True, exclusive=True, group="survey", description="survey")
    def load_survey(self) -> None:
        """Look at the whole desk, away from the keyboard."""
        with self.app.searching:
            desk = self.app.desk
            # Once these are known, nothing below asks the files that an exchange of the desk closes.
            _ = desk.library.articles, desk.library.problems
        if get_current_worker().is_cancelled:
            return
        survey = survey_of(desk)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.take_survey, survey, desk)

    def take_survey(self, survey: Survey, desk: Desk) -> None:
        """Show the problems beside the entries, and tell those of a file that was just edited."""
        if not has_widgets(self):
            return
        self.survey = survey
        self.query_one(LibraryTree).count_problems(survey.counts())
        self.tell_edited(desk)
        self.draw()

    def show_in_tree(self, key: str) -> None:
        """Read the desk again, and go to an article or a phrase in the tree."""
        self.go_to = key
        self.list_instead(missing=False)
        self.post_message(FilesEdited())

    @on(Input.Changed, "#library-query")
    def _typed(self) -> None:
        self.missing = False
        self.fill_list()

    def fill_list(self) -> None:
        """Show what is found or missed instead of the tree; without either, the tree where it was."""
        self.set_class(bool(self.missing or self.words), "-listing")
        self.query_one("#library-list").border_title = Content("Misses" if self.missing else "Library")
        if self.missing or self.words:
            self.load_list(self.words, missing=self.missing)
        else:
            self.seeking.end(self.app.desk)
            self.draw()

    @work(thread=True, exclusive=True, group="find", description="find")
    def load_list(self, words: str, *, missing: bool) -> None:
        """Search, or read the misses, away from the keyboard."""
        with self.app.searching:
            desk = self.app.desk
            if get_current_worker().is_cancelled:
                return
            hits = [] if missing else desk.search.find(words, limit=50)
            found = [Entry(hit_content(hit), hit.article) for hit in hits]
        if missing:
            found = [Entry(_miss_row(miss), miss) for miss in load_misses(desk.root, desk.settings.library.language)]
        elif phrases := find_phrases(desk, words):
            found.append(Entry(Content.styled("Phrases", "bold $primary")))
            found += [Entry(_phrase_row(phrase), phrase) for phrase in phrases[:50]]
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_list, found, hits, words, missing)

    def show_list(self, entries: list[Entry], hits: list[Hit], words: str, missing: bool) -> None:  # noqa: FBT001  a thread passes it
        """Show the list, if it is still the one that is looked for."""
        if not has_widgets(self) or (words, missing) != (self.words, self.missing):
            return
        if not missing:
            self.seeking.look(self.app.desk, words, [hit.article.slug for hit in hits])
        self.entries = entries
        options = self.query_one("#library-entries", OptionList)
        options.set_options([Option(entry.row, disabled=entry.leaf is None) for entry in entries])
        options.highlighted = next((number for number, entry in enumerate(entries) if entry.leaf), None)
        if options.highlighted is None:
            self.query_one(ReadingPane).say(NO_MISSES if missing else "Nothing found. Fewer words find more.")

    @on(OptionList.OptionHighlighted, "#library-entries")
    @on(Tree.NodeHighlighted, "#library-tree")
    def _highlighted(self) -> None:
        self.draw()

    @on(OptionList.OptionSelected, "#library-entries")
    @on(Tree.NodeSelected, "#library-tree")
    def _selected(self) -> None:
        here = self.here
        if isinstance(here, Miss):
            self.new_article(here.words)
        elif isinstance(here, Article | Phrase):
            if isinstance(here, Article) and self.words:
                self.seeking.end(self.app.desk, here.slug)
            self.add_class("-reading")
            self.query_one(ArticleText).focus()

    def draw(self) -> None:
        """Show what is highlighted."""
        here = self.here
        if here is not None:
            self.draw_leaf(here, whole=self.whole)

    @work(thread=True, exclusive=True, group="draw", description="draw")
    def draw_leaf(self, leaf: Branch | Article | Phrase | Miss, *, whole: bool) -> None:
        """Draw away from the keyboard."""
        with self.app.searching:
            reading = reading_of(self.app.desk, leaf, self.survey, whole=whole)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_reading, leaf, reading)

    def show_reading(self, leaf: Branch | Article | Phrase | Miss, reading: LibraryReading) -> None:
        """Show a text with what is known about it, if it is still the one that is highlighted."""
        if not has_widgets(self) or leaf is not self.here:
            return
        self.query_one(ReadingPane).show(reading)

    @on(Input.Submitted, "#library-query")
    def _submitted(self) -> None:
        self.focus_list()

    def focus_list(self) -> None:
        """Go to the tree, or to the list that stands in its place."""
        self.remove_class("-reading")
        self.set_focus(self.query_one("#library-entries" if self.has_class("-listing") else "#library-tree"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command does something with what is highlighted."""
        if not self.query(LibraryTree):
            return super().check_action(action, parameters)
        if action == "next_found":
            return bool(self.query_one(ArticleText).places)
        return action not in _NEEDS or isinstance(self.here, _NEEDS[action])

    def go_to_pane(self, name: str) -> None:
        """The tree or the list, the text, what is known of it, or the misses."""
        if name == "about":
            self.action_about()
        elif name == "misses":
            self.action_show_misses()
        elif name == "text":
            self.add_class("-reading")
            self.query_one(ArticleText).focus()
        else:
            self.focus_list()

    def action_find(self) -> None:
        """Go to the search field."""
        self.remove_class("-reading")
        self.query_one("#library-query").focus()

    def action_find_inside(self) -> None:
        """Find words inside the text."""
        self.add_class("-reading")
        self.query_one(ReadingPane).begin()

    def action_next_found(self, by: int) -> None:
        """The next place, or the one before."""
        self.query_one(ReadingPane).step(by)

    def action_toggle_view(self) -> None:
        """What customers read, or everything."""
        self.whole = not self.whole
        self.draw()

    def action_show_misses(self) -> None:
        """What was looked for in vain, or back."""
        self.list_instead(missing=not self.missing)
        self.focus_list()

    def list_instead(self, *, missing: bool) -> None:
        """The misses, or the tree again where it was."""
        self.missing = missing
        with self.prevent(Input.Changed):
            self.query_one("#library-query", Input).value = ""
        self.fill_list()

    def key_escape(self) -> None:
        """One step back: out of finding inside, out of the text, out of the list, each in its place."""
        if self.query_one(ReadingPane).end():
            return
        if not self.query_one(ArticleText).has_focus:
            self.list_instead(missing=False)
        self.focus_list()

    def key_down(self, event: Key) -> None:
        """Down goes from the field into the tree or the list, to what is highlighted there."""
        if self.query_one("#library-query", Input).has_focus:
            event.stop()
            self.focus_list()


def _phrase_row(phrase: Phrase) -> Content:
    return Content.assemble((f"  {phrase.step.label.ljust(12)}", "$dim"), phrase.variants[0])


def _miss_row(miss: Miss) -> Content:
    return Content.assemble((f"{miss.times:3} x  ", "$dim"), miss.words)
