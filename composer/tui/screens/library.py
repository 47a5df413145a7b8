"""Library: browse and search all articles and phrases, and read them as agents may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.commands import EVERYWHERE, LIBRARY
from composer.tui.bindings import bindings
from composer.tui.screens.desk_screen import DeskScreen
from composer.tui.widgets.articles import hit_content
from composer.tui.widgets.key_bar import KeyBar
from kb.text import count_of

if TYPE_CHECKING:
    from composer.phrases.phrasebook import Phrase
    from kb.article import Article
    from kb.search import Hit


@dataclass(frozen=True)
class Entry:
    """A line of the list: a heading, an article or a phrase."""

    row: Content
    article: Article | None = None
    phrase: Phrase | None = None


class LibraryScreen(DeskScreen):
    """The list on one side, the text on the other; narrow screens show one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY)]
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (80, "-wide")]  # noqa: RUF012  the base class has it so
    AUTO_FOCUS = "#library-query"

    commands = LIBRARY

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.inside = ""

    def compose(self) -> ComposeResult:
        """List and text."""
        with Horizontal(id="panes"):
            with Vertical(id="library-list"):
                yield Input(placeholder="find an article or a phrase", id="library-query", compact=True)
                yield OptionList(id="library-entries", markup=False, compact=True)
            with Vertical(id="library-read"):
                yield Static(id="library-facts", markup=False)
                with VerticalScroll(id="library-scroll", can_focus=True):
                    yield Static(id="library-text", markup=False)
                yield Input(placeholder="find inside", id="inside-query", compact=True)
        yield KeyBar((*LIBRARY, *EVERYWHERE))

    def on_mount(self) -> None:
        """All of it."""
        self.query_one("#library-list").border_title = Content("Library")
        self.look_for("")

    @on(Input.Changed, "#library-query")
    def _typed(self, event: Input.Changed) -> None:
        self.look_for(event.value.strip())

    @on(Input.Submitted, "#library-query")
    def _submitted(self) -> None:
        self.query_one("#library-entries").focus()

    @on(Input.Changed, "#inside-query")
    def _inside_typed(self, event: Input.Changed) -> None:
        self.inside = event.value
        self.draw_highlighted()

    @on(Input.Submitted, "#inside-query")
    def _inside_done(self) -> None:
        self.query_one("#library-scroll").focus()

    @on(OptionList.OptionHighlighted, "#library-entries")
    def _highlighted(self) -> None:
        self.draw_highlighted()

    @on(OptionList.OptionSelected, "#library-entries")
    def _selected(self) -> None:
        self.add_class("-reading")
        self.query_one("#library-scroll").focus()

    @work(thread=True, exclusive=True, group="find")
    def look_for(self, words: str) -> None:
        """Search articles and phrases away from the keyboard."""
        with self.app.searching:
            if get_current_worker().is_cancelled:
                return
            hits = self.app.desk.search.find(words, limit=50) if words else []
        entries = self.found(hits, words) if words else self.everything()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show, entries, words)

    def found(self, hits: list[Hit], words: str) -> list[Entry]:
        """Articles that were found, then phrases that hold the words."""
        from composer.seeking import find_phrases

        phrases = find_phrases(self.app.desk, words)
        entries = [Entry(hit_content(hit), article=hit.article) for hit in hits]
        if phrases:
            entries.append(Entry(Content.assemble(("Phrases", "bold $primary"))))
        return [*entries, *(Entry(_phrase_row(phrase), phrase=phrase) for phrase in phrases[:50])]

    def everything(self) -> list[Entry]:
        """All articles by category, then all phrases by file."""
        library = self.app.desk.library
        entries: list[Entry] = []
        for category in dict.fromkeys(article.category for article in library.articles):
            title = library.categories[category].title or "Articles"
            entries.append(Entry(Content.assemble((title, "bold $primary"))))
            entries += [Entry(_article_row(article), article=article) for article in library.in_category(category)]
        for path in dict.fromkeys(phrase.path for phrase in self.app.desk.phrases):
            entries.append(Entry(Content.assemble((f"Phrases: {path.rpartition('/')[2]}", "bold $primary"))))
            entries += [
                Entry(_phrase_row(phrase), phrase=phrase) for phrase in self.app.desk.phrases if phrase.path == path
            ]
        return entries

    def show(self, entries: list[Entry], words: str) -> None:
        """Show the list, if it is still the one that is looked for."""
        if not self.is_mounted or words != self.query_one("#library-query", Input).value.strip():
            return
        self.entries = entries
        options = self.query_one("#library-entries", OptionList)
        options.set_options(
            [Option(entry.row, disabled=entry.article is None and entry.phrase is None) for entry in entries]
        )
        first = next((number for number, entry in enumerate(entries) if entry.article or entry.phrase), None)
        options.highlighted = first
        if first is None:
            self.query_one("#library-facts", Static).update("")
            self.query_one("#library-text", Static).update(
                Content(
                    "Nothing found. Fewer words find more."
                    if words
                    else "No articles yet. Write one with: warmline new article TITLE."
                )
            )
        count = sum(entry.article is not None for entry in entries)
        self.query_one("#library-list").border_subtitle = Content(count_of(count, "article"))

    @property
    def entry(self) -> Entry | None:
        """The line that is highlighted."""
        number = self.query_one("#library-entries", OptionList).highlighted
        return self.entries[number] if number is not None and number < len(self.entries) else None

    def draw_highlighted(self) -> None:
        """Show the article or the phrase that is highlighted."""
        entry = self.entry
        if entry is not None and entry.article is not None:
            self.draw_article(entry, entry.article, self.inside)
        elif entry is not None and entry.phrase is not None:
            self.show_text(entry, _phrase_facts(entry.phrase), _phrase_content(entry.phrase), "")

    @work(thread=True, exclusive=True, group="draw", description="draw")
    def draw_article(self, entry: Entry, article: Article, inside: str) -> None:
        """Draw an article away from the keyboard."""
        from composer.tui.article_content import article_content

        content = article_content(article.whole_document, inside)
        facts = self.facts(article)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_text, entry, facts, content, inside)

    def show_text(self, entry: Entry, facts: Content, content: Content, inside: str) -> None:
        """Show a text with what is known about it, if it is still the one that is highlighted."""
        if self.is_mounted and entry is self.entry:
            self.query_one("#library-facts", Static).update(facts)
            self.query_one("#library-text", Static).update(content)
            scroll = self.query_one("#library-scroll", VerticalScroll)
            at = content.plain.lower().find(inside.lower()) if inside else 0
            line = content.plain.count("\n", 0, max(at, 0))
            scroll.scroll_to(y=max(line - 2, 0), animate=False)

    def facts(self, article: Article) -> Content:
        """What is known about an article, and what is wrong with it."""
        problems = [
            problem
            for problem in (*self.app.desk.library.problems, *article.problems())
            if problem.path in (article.path, f"articles/{article.path}")
        ]
        parts = [
            article.status,
            ", ".join(article.tags),
            f"owner {article.owner}" if article.owner else "",
            f"review by {article.review_by}" if article.review_by else "",
        ]
        lines = [
            Content.assemble((article.title, "bold")),
            Content.assemble((f"articles/{article.path}  " + "  ".join(filter(None, parts)), "dim")),
        ]
        if article.summary:
            lines.append(Content.assemble((article.summary, "italic")))
        lines += [Content.assemble((f"line {problem.line}: {problem.message}", "$warning")) for problem in problems[:5]]
        return Content("\n").join(lines)

    def action_find(self) -> None:
        """Go to the search field."""
        self.remove_class("-reading")
        self.query_one("#library-query").focus()

    def action_find_inside(self) -> None:
        """Find words inside the article."""
        self.add_class("-finding")
        self.query_one("#inside-query").focus()

    def action_open_editor(self) -> None:
        """Open the file in the agent's own editor, and read it again."""
        entry = self.entry
        if entry is None:
            return
        path = self.app.desk.root / (
            f"articles/{entry.article.path}" if entry.article else entry.phrase.path if entry.phrase else ""
        )
        if not path.is_file():
            self.app.tell("This phrase came with Warmline; copy its file into phrasebooks/ to change it.")
        elif self.app.edit_file(path):
            self.app.reload_desk()
            self.look_for(self.query_one("#library-query", Input).value.strip())

    def action_use_answer(self) -> None:
        """Put the article's answer into the open reply."""
        entry = self.entry
        if entry is not None and entry.article is not None:
            self.app.use_article(entry.article.slug)

    def action_new_article(self) -> None:
        """Say how an article begins."""
        self.app.tell('In a shell: warmline new article "Its title" --category delivery')

    def key_escape(self) -> None:
        """Back to the list."""
        self.remove_class("-reading", "-finding")
        self.inside = ""
        self.query_one("#library-entries").focus()

    def key_down(self) -> None:
        """Down goes from the field into the list."""
        if self.query_one("#library-query", Input).has_focus:
            self.query_one("#library-entries").focus()


def _article_row(article: Article) -> Content:
    badge = "" if article.status == "public" else f"  {article.status}".upper()
    return Content.assemble(f"  {article.title}", (badge, "$warning"))


def _phrase_row(phrase: Phrase) -> Content:
    return Content.assemble((f"  {phrase.step.label.ljust(12)}", "dim"), phrase.variants[0])


def _phrase_facts(phrase: Phrase) -> Content:
    fits = phrase.fits
    lines = [*fits.topics, *fits.tones, *fits.channels, fits.history or "", fits.outcome or ""]
    return Content.assemble(
        (phrase.id, "bold"),
        (
            f"\n{phrase.path}:{phrase.line}  {phrase.step.label}  for {', '.join(filter(None, lines)) or 'everything'}",
            "dim",
        ),
    )


def _phrase_content(phrase: Phrase) -> Content:
    asks = [f"asks for {ask.label} ({ask.field})" for ask in phrase.ask]
    return Content("\n\n").join(
        [*(Content(variant) for variant in phrase.variants), *(Content.assemble((ask, "dim")) for ask in asks)]
    )
