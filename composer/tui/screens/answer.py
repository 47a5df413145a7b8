"""Answer: everything that is needed to answer one person, on one screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from composer.cases.step import Step
from composer.desk.open_case import AnswerForm
from composer.keys.commands import ANSWER
from composer.tui import messages
from composer.tui.bindings import bindings
from composer.tui.screens.answer_sharing import changes_case
from composer.tui.screens.answer_wording import AnswerWording
from composer.tui.widgets.articles import Articles
from composer.tui.widgets.banner import KINDS, Banner
from composer.tui.widgets.findings import Findings
from composer.tui.widgets.issues import Issues
from composer.tui.widgets.message_pane import MessagePane
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.tui.widgets.steps import Steps
from composer.writing.checks.claiming import CLAIM_RULE
from composer.writing.draft import gap_between
from composer.writing.offers import place_in
from composer.writing.plan import IssueState

if TYPE_CHECKING:
    from composer.reading.reading import Reading
    from composer.tui.case_view import Prepared

_OWN_WORDS = "Solve holds your own words; they stay. Undo brings the phrase back."
_NOTHING_TO_SEND = {
    AnswerForm.ANSWER: "Nothing of this article can be sent here: it is internal, or does not fit channel or outcome.",
    AnswerForm.SUMMARY: "This article has no summary for customers.",
    AnswerForm.LINK: "No link can be sent: the article is not public, or faq.base_url is not set in warmline.yaml.",
}
_NEED_A_MESSAGE = {command.action.partition("(")[0] for command in ANSWER} - {"new_case", "take_back"}
_TICK = 30.0
"""Seconds after which the time that is left is told anew."""


class AnswerScreen(AnswerWording):
    """One case at a time: what the agent does with it, and its draft on disk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ANSWER),
        *(Binding(f"alt+{number}", f"wording({number})", show=False) for number in range(1, 10)),
    ]

    def on_mount(self) -> None:
        """Tell the time again and again; Textual calls what the panes do when they are mounted by itself."""
        self.set_interval(_TICK, self.tick)
        self.query_one(ReplyEditor).take_typed = self.take_typed

    def take_typed(self, text: str) -> None:
        """Keep what the agent wrote."""
        if self.answering is not None:
            self.answering.type_among_offers(text)

    def close(self) -> None:
        """Show that no message is open."""
        self.answering = None
        self.give_to(None)
        self.show_panes(False)

    def open(self, prepared: Prepared) -> None:
        """Show another case, all of it at once."""
        answering = prepared.answering
        self.app.keeper.begin(answering.case.id)
        self.answering, self.opened = answering, self.app.clock()
        self.kept, self.answers, self.states = "", prepared.answers, ()
        self.show_panes(True)
        # What is typed next is about this case: it goes into the reply, wherever the keyboard was in the last one.
        self.query_one(Steps).focus()
        self.show_tab("message-pane")
        banner = self.query_one(Banner)
        for kind in KINDS:
            banner.say(kind, None)
        self.give_to(None)
        banner.say("care", _care(answering.reading))
        self.show_message()
        editor = self.query_one(ReplyEditor)
        editor.begin(self.shown)
        whole = answering.whole
        closing = whole.passage(Step.CLOSING)
        body_end = len(whole.text[: closing.start].rstrip()) if closing else len(whole.text)
        # Own words that must come first stand behind the greeting, others at the end.
        opening = whole.passage(Step.OPENING) if answering.needs_own_words else None
        at = opening.end if opening else body_end
        editor.look_at(at, at)
        self.query_one("#article-query", Input).value = ""
        self.ask_no_more()
        self.query_one(Steps).look_at(answering.next_step() or Step.FOLLOW_UP)
        answering.at = self.query_one(Steps).step
        editor.scroll_home(animate=False)
        self.asked_for += 1
        plan = answering.checking.plan
        states = plan.states if plan else ()
        self.show_findings(prepared.findings, prepared.satisfied, states, self.asked_for)
        self.query_one(Articles).show_first(prepared.hits, prepared.preview)
        self.seeking.look(self.app.desk, "", [hit.article.slug for hit in prepared.hits])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's own
        """Only what does something: most of it needs an open message."""
        if action == "take_back" or (action == "undo_draft" and self.answering is None):
            return self.app.held is not None
        return self.answering is not None or action.partition("(")[0] not in _NEED_A_MESSAGE

    # What the agent does in the panes.

    @on(messages.CursorMoved)
    def _cursor_moved(self, event: messages.CursorMoved) -> None:
        passages = self.answering.whole.passages if self.answering else ()
        here = next((one for one in passages if one.start <= event.at < one.end), None)
        if here is not None:
            self.query_one(Steps).look_at(here.step)

    @on(messages.IssueChosen)
    def _issue_chosen(self, event: messages.IssueChosen) -> None:
        answering = self.answering
        if answering is None:
            return
        found = self.answers[event.number] if event.number < len(self.answers) else None
        if found and found.candidates:
            self.query_one(Articles).look_at(found.candidates[0].article.slug)
        passage = answering.whole.passage(Step.SOLVE, event.number)
        if passage is not None:
            self.query_one(Steps).look_at(Step.SOLVE)
            editor = self.query_one(ReplyEditor)
            if event.go:
                self.show_pane(editor)
                editor.look_at(passage.start, passage.start)
            else:
                editor.bring_into_view(passage.start)

    @on(messages.TextEdited)
    def _text_edited(self) -> None:
        if self.answering is not None:
            self.redraw_steps()
            self.check_again()
            self.save_soon()

    @on(messages.FindingChosen)
    def _finding_chosen(self, event: messages.FindingChosen) -> None:
        editor = self.query_one(ReplyEditor)
        if not event.look:
            self.show_pane(editor)
        if event.finding.end and self.answering is not None:
            start, end = place_in(self.answering.whole, self.answering.draft, event.finding.start, event.finding.end)
            if event.look:
                editor.glance_at(start, end)
            else:
                # A claim is a whole sentence that is said already: what is typed does not take its place.
                editor.look_at(end if event.finding.rule == CLAIM_RULE else start, end)

    @on(messages.QueryTyped)
    def _query_typed(self, event: messages.QueryTyped) -> None:
        self.find(event.words)

    @on(messages.HitChosen)
    def _hit_chosen(self, event: messages.HitChosen) -> None:
        self.draw_article(event.hit.article)

    @on(messages.AnswerWanted)
    def _answer_wanted(self, event: messages.AnswerWanted) -> None:
        event.stop()
        self.insert(event.slug)

    # Commands.

    @changes_case
    def action_issue_later(self) -> None:
        """Say of the issue looked at that it is put off, asked back about, answered, or open again."""
        states = ("later", "asked back", "answered", "")
        number = self.query_one(Issues).highlighted
        if self.answering is None:
            return
        if not self.answering.reading.issues:
            self.app.tell("Nothing is asked here.")
            return
        if number is None:
            waiting = (at for at, state in enumerate(self.states) if state is IssueState.OPEN)
            number = next(waiting, 0)
        now = self.answering.whole.settled.get(number, "")
        said = states[(states.index(now) + 1) % len(states)] if now in states else states[0]
        self.answering.say_of_issue(number, said)
        self.changed()
        self.app.tell(f"Issue {number + 1}: {said or 'as the reply has it'}.")

    def action_find_article(self) -> None:
        """Go to the search field."""
        self.show_pane(self.query_one("#article-query"))

    def action_insert(self, quote: str) -> None:
        """Put the highlighted article into Solve: its answer, its summary or a link."""
        hit = self.query_one(Articles).highlighted
        if hit is None:
            self.app.tell(f"No article is highlighted. {self.app.key('search.focus')} finds one.")
        else:
            self.insert(hit.article.slug, AnswerForm(quote))

    def action_new_case(self) -> None:
        """Paste a message."""
        self.post_message(messages.PasteWanted())

    def action_save_draft(self) -> None:
        """Save now, and say so."""
        if self.save_now():
            self.app.tell("The draft is saved. It saves itself after every change.")

    @changes_case
    def action_next_open(self) -> None:
        """Go to what is open: first the fields, then what blocks."""
        if self.answering is None or self.ask_for_fields():
            return
        blocking = [finding for finding in self.query_one(Findings).findings if finding.blocks]
        if blocking:
            self.post_message(messages.FindingChosen(blocking[0]))
        else:
            self.app.tell(f"Nothing is open. {self.app.key('reply.review')} looks at the whole reply.")

    @changes_case
    def take_letter(self, letter: str) -> None:
        """Write it into the reply, and what follows, too."""
        if self.answering is not None:
            editor = self.query_one(ReplyEditor)
            self.show_pane(editor)
            editor.insert(self._gap_at(editor) + letter)

    def _gap_at(self, editor: ReplyEditor) -> str:
        """What parts a new sentence from the passage that the cursor stands at the end of."""
        if self.answering is None or not editor.selection.is_empty:
            return ""
        at, whole = editor.shown.origin(editor.at), self.answering.whole
        ended = next((one for one in whole.passages if one.end == at and one.step is not Step.CLOSING), None)
        return gap_between(ended.step, Step.FOLLOW_UP, whole.channel) if ended else ""

    def go_to_pane(self, name: str) -> None:
        """Go to a pane, or ask what a letter stands for."""
        asked: dict[str, Callable[[], object]] = {
            "customer": self.action_pick_customer,
            "history": self.action_show_customer,
            "way": self.action_choose_way,
            "language": self.action_next_language,
            "worksheet": partial(self.app.run_command, "app.worksheet"),
            "examples": partial(self.app.run_command, "app.examples"),
            "thread": self.query_one(MessagePane).show_thread,
        }
        if name in asked:
            asked[name]()
        else:
            self.jump_to(name)

    @on(messages.FindingMended)
    @changes_case
    def _finding_mended(self, event: messages.FindingMended) -> None:
        if self.answering is not None and self.answering.mend(event.finding):
            self.changed()
        else:
            self.app.tell("This one needs words of yours: Enter goes to the place.")

    @changes_case
    def insert(self, slug: str, quote: AnswerForm = AnswerForm.ANSWER) -> None:
        """Put an article into Solve and ask for what it needs."""
        if self.answering is None:
            return
        self.seeking.end(self.app.desk, slug)
        words = self.answering.insert(slug, quote)
        if words is None:
            here = self.answering.draft.passage(Step.SOLVE)
            own = here is not None and here.own
            self.app.tell(_OWN_WORDS if own else _NOTHING_TO_SEND[quote])
            return
        self.show_tab("reply-pane")
        self.query_one(Steps).look_at(self.answering.next_step(Step.SOLVE) or Step.SOLVE)
        self.changed()
        if words.unfilled:
            self.ask_for_fields()
        else:
            self.app.tell(f"The article's {quote} is in Solve.")


def _care(reading: Reading) -> Content | None:
    """Why the message needs a person; None where it does not."""
    found = next((one for one in reading.cues if one.cue.care), None)
    if found is None:
        return None
    words = " ".join(found.words.split())
    why = f"“{words}”: {found.cue.reason} No ready letter does here; your own words lead."
    return Content.assemble(("◆ ", "bold"), why)
