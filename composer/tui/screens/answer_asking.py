"""What the reply still asks for: a value in the line of the offer, and an own sentence where it will stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from composer.phrases.open_fields import OPEN_FIELD
from composer.tui.screens.answer_keeping import AnswerKeeping
from composer.tui.screens.answer_sharing import changes_case
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.writing.assemble import is_answer_field
from kb.articles.article import AskedField

if TYPE_CHECKING:
    from composer.records.claims import TakenCase


class AnswerAsking(AnswerKeeping):
    """Asks for one field after the other, with its place in the letter in sight."""

    wanted = ""
    """The field that is filled by a sentence of the agent's own, while it is asked for."""

    def ask_for_fields(self) -> bool:
        """Ask for the field behind the one that is asked for now; False where none is open."""
        missing = self.answering.missing_fields() if self.answering else []
        if not missing:
            self.ask_no_more()
            return False
        asking = self.query_one(Asking)
        now = asking.ask.field if asking.ask else self.wanted
        names = [ask.field for ask in missing]
        self.ask_for(missing[(names.index(now) + 1) % len(missing) if now in names else 0])
        return True

    def ask_for(self, ask: AskedField) -> None:
        """Ask for one field."""
        if self.answering is None:
            return
        self.show_tab("reply-pane")
        editor = self.query_one(ReplyEditor)
        text = self.answering.whole.text
        start, end = next(one.span() for one in OPEN_FIELD.finditer(text) if one[1] == ask.field)
        editor.look_at(start, end)
        own = is_answer_field(ask.field)
        self.wanted = ask.field if own else ""
        self.show_asking(not own)
        if own:
            self.query_one(Asking).end()
            editor.focus()
        else:
            self.query_one(Asking).begin(ask, self.answering.case.received_on)
        self.show_offer()

    def show_asking(self, asking: bool) -> None:  # noqa: FBT001  a state that is shown
        """Show the line that asks in the place of the offer, or the offer; a class of the screen would restyle it."""
        self.query_one(Asking).display = asking
        self.query_one(OfferLine).display = not asking

    def give_to(self, colleague: TakenCase | None) -> None:
        """Ask for nothing in a colleague's case."""
        if colleague is not None:
            self.ask_no_more()
        super().give_to(colleague)

    def ask_no_more(self) -> None:
        """Show the offer again."""
        self.wanted = ""
        if self.query_one(Asking).display:
            self.query_one(Asking).end()
            self.show_asking(False)
            self.query_one(ReplyEditor).focus()

    def show_offer(self) -> None:
        """While an own sentence is wanted, say what it is to answer."""
        answering = self.answering
        open_now = {one[1] for one in OPEN_FIELD.finditer(answering.whole.text)} if answering and self.wanted else ()
        if answering is not None and self.wanted in open_now:
            what, _colon, whose = answering.labels[self.wanted].partition(": ")
            said = Content.assemble((f"{what}  ", "bold $open"), whose)
            find, later = self.app.key("search.focus"), self.app.key("open.next")
            self.query_one(OfferLine).show(said, (find, "find"), (later, "next open"))
        else:
            self.wanted = ""
            super().show_offer()

    @on(Asking.Given)
    def _given(self, event: Asking.Given) -> None:
        if self.answering is None:
            return
        if not event.value:
            self.ask_no_more()
            self.show_offer()
            return
        self.answering.fill({event.field: event.value})
        self.query_one(Asking).end()
        self.changed()
        if not self.ask_for_fields():
            self.show_offer()

    @changes_case
    def action_fill_fields(self) -> None:
        """Fill what is open."""
        if self.answering is not None and not self.ask_for_fields():
            self.app.tell("Nothing is open: every field has a value.")
