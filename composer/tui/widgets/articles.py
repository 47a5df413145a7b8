"""Articles: suggested from the message, found as you type, and read as the agent may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from composer.tui.drawing.page import Line, Piece
from composer.tui.messages import AnswerWanted, HitChosen, QueryTyped
from composer.tui.widgets.article_text import ArticleText
from composer.tui.widgets.choices import Choices
from kb.text import count_of

if TYPE_CHECKING:
    from kb.articles.article import Article
    from kb.search.search import Hit

_NOTHING_SHARED = "No article shares enough words with this message."


class Articles(Vertical):
    """A search field, the hits, and the article that is highlighted."""

    def __init__(self, **options: str) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # id and classes are texts
        self.hits: list[Hit] = []
        self.drawn = ""
        """The slug of the article that is shown."""

    def compose(self) -> ComposeResult:
        """Field, hits, preview."""
        yield Input(placeholder="find an article", id="article-query", compact=True)
        yield Choices(id="article-hits", markup=False, compact=True)
        yield ArticleText(id="article-text")

    def on_descendant_focus(self) -> None:
        """The list opens where it is closed while nobody looks for an article."""
        self.query_one(OptionList).add_class("-open")

    def on_descendant_blur(self) -> None:
        """It closes, unless the focus only moved within."""
        self.query_one(OptionList).remove_class("-open")

    def show(self, hits: list[Hit], words: str) -> None:
        """Show hits, for what is typed or for the message."""
        if words != self.query_one(Input).value.strip():
            return
        self.hits = hits
        if not words:
            many = f"{count_of(len(hits), 'article')} may answer; " if hits else ""
            self.query_one(Input).placeholder = f"{many}find an article"
        options = self.query_one(OptionList)
        options.set_options([Option(hit_content(hit)) for hit in hits])
        if hits:
            options.highlighted = 0
        else:
            self.drawn = ""
            said = "Nothing found. Fewer words find more." if words else _NOTHING_SHARED
            self.query_one(ArticleText).show([Line(Content(said))])

    def show_first(self, hits: list[Hit], preview: Sequence[Piece]) -> None:
        """Show the hits for a message that is opened, with the first one's article."""
        if hits:
            self.drawn = hits[0].article.slug
            self.query_one(ArticleText).show(preview)
        self.show(hits, "")

    def show_article(self, article: Article, pieces: Sequence[Piece]) -> None:
        """Show the highlighted article."""
        here = self.highlighted
        if here is not None and here.article.slug == article.slug:
            self.drawn = article.slug
            self.query_one(ArticleText).show(pieces)

    def look_at(self, slug: str) -> None:
        """Highlight an article, where it is among the hits."""
        number = next((number for number, hit in enumerate(self.hits) if hit.article.slug == slug), None)
        if number is not None:
            self.query_one(OptionList).highlighted = number

    @property
    def highlighted(self) -> Hit | None:
        """The hit that is highlighted."""
        index = self.query_one(OptionList).highlighted
        return self.hits[index] if index is not None and index < len(self.hits) else None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(QueryTyped(event.value.strip()))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(OptionList).focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.highlighted is not None and self.highlighted.article.slug != self.drawn:
            self.post_message(HitChosen(self.highlighted))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.highlighted is not None:
            self.post_message(AnswerWanted(self.highlighted.article.slug))

    def key_down(self, event: Key) -> None:
        """Down goes from the field into the list."""
        if self.query_one(Input).has_focus:
            event.stop()
            self.query_one(OptionList).focus()


def hit_content(hit: Hit) -> Content:
    """A hit: its title, and the first line that matches with its words marked."""
    badge = "" if hit.article.status == "public" else f"  {hit.article.status}".upper()
    content = Content.assemble((hit.article.title, "bold"), (badge, "$warning"))
    if not hit.excerpt:
        return content
    line = hit.excerpt[0]
    text = Content(line.text)
    for start, end in line.marks:
        text = text.stylize("bold underline", start, end)
    return Content("\n").join([content, Content.assemble("  ", text.stylize("$dim"))])
