"""Snippets in the reply: `;` and a part of a name offer a phrase or a fact, and the key that takes puts it in."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import Input

from composer.tui import messages
from composer.tui.screens.answer_asking import AnswerAsking
from composer.tui.screens.answer_sharing import changes_case
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.writing.snippets import Snippet, snippets_for, typed_name


class AnswerSnippets(AnswerAsking):
    """While a name is typed, the line of the offer shows what it stands for."""

    snippets: tuple[Snippet, ...] = ()
    """What the name before the cursor may stand for."""
    snippet_turn = 0

    @property
    def snippet(self) -> Snippet | None:
        """The one that is offered."""
        return self.snippets[self.snippet_turn % len(self.snippets)] if self.snippets else None

    @on(messages.CursorMoved)
    def look_for_snippets(self) -> None:
        """See whether a name stands before the cursor."""
        if self.answering is None or self.theirs is not None:
            return
        name = typed_name(self.query_one(ReplyEditor).before)
        found = snippets_for(name, self.answering.supplies, self.answering.reading.facts) if name is not None else []
        if found or self.snippets:
            self.snippets, self.snippet_turn = tuple(found), 0
            self.show_offer()

    def show_offer(self) -> None:
        """The snippet first, while there is one."""
        one = self.snippet
        if one is None:
            super().show_offer()
            return
        count = f"  {self.snippet_turn % len(self.snippets) + 1} of {len(self.snippets)}"
        words = " ".join(one.text.split())
        typed = typed_name(self.query_one(ReplyEditor).before) or ""
        said = Content.assemble((f";{typed}", "bold $primary"), (count, "$dim") if len(self.snippets) > 1 else "")
        said = Content.assemble(said, "  ", words)
        keys = [(self.app.key("step.next"), "put in")]
        keys += [(self.app.key("variant.next"), "another")] * (len(self.snippets) > 1)
        self.query_one(OfferLine).show(said, *keys)

    def take_snippet(self) -> bool:
        """Put the snippet in the place of its name; False where none is offered."""
        one = self.snippet
        if one is not None:
            self.snippets = ()
            name = typed_name(self.query_one(ReplyEditor).before) or ""
            self.put_words(one.text, instead_of=len(name) + 1)
        return one is not None

    def put_words(self, words: str, instead_of: int = 0) -> None:
        """Put words into the reply in place of so many letters before the cursor; open fields in them become labels."""
        if self.answering is not None:
            editor = self.query_one(ReplyEditor)
            row, column = editor.cursor_location
            editor.replace(words, (row, column - instead_of), (row, column))
            self.answering.type_among_offers(editor.shown.edited(editor.text))
            self.changed()

    def other_snippet(self) -> bool:
        """Offer the next one; False where none is offered."""
        self.snippet_turn += 1
        if self.snippets:
            self.show_offer()
        return bool(self.snippets)

    @on(messages.FactChosen)
    @changes_case
    def _fact_chosen(self, event: messages.FactChosen) -> None:
        value, kind = event.fact.value, event.fact.kind.replace(" ", "-")
        asking = self.query_one(Asking)
        if not event.take:
            self.app.tell(f"A second click puts “{value}” into the reply; so does ;{kind} while you write.")
        elif asking.ask is not None:
            asking.query_one(Input).insert_text_at_cursor(value)
        else:
            self.put_words(value)
