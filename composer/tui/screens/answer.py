"""Answer: everything that is needed to answer one person, on one screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Tabs

from composer.cases.customer import Customer
from composer.cases.step import Channel, Outcome, Step, Tone
from composer.desk.inbox import time_left
from composer.desk.open_case import Quote
from composer.keys.commands import ANSWER
from composer.reading.language_of import name_of
from composer.tui import messages
from composer.tui.autosave import Taken
from composer.tui.bindings import bindings
from composer.tui.screens.answer_panes import AnswerPanes
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.widgets.articles import Articles
from composer.tui.widgets.findings import Findings
from composer.tui.widgets.message_pane import MessagePane
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.tui.widgets.steps import Steps
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.send import Held
    from composer.tui.case_view import Prepared
    from kb.articles.article import Ask

_OWN_WORDS = "Solve holds your own words; they stay. Undo brings the phrase back."
_NOTHING_TO_SEND = {
    Quote.ANSWER: "Nothing of this article can be sent here: it is internal, or does not fit channel or outcome.",
    Quote.SUMMARY: "This article has no summary for customers.",
    Quote.LINK: "No link can be sent: the article is not public, or faq.base_url is not set in warmline.yaml.",
}
_NEED_A_MESSAGE = {command.action.partition("(")[0] for command in ANSWER} - {"new_case", "take_back"}
_TICK = 30.0
"""Seconds after which the time that is left is told anew."""
_SAVE_AFTER = 0.8
"""Seconds after the last change in which a draft is on disk."""


class AnswerScreen(AnswerPanes):
    """One case at a time: what the agent does with it, and its draft on disk."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANSWER)]

    def __init__(self) -> None:
        super().__init__()
        self.saving: Timer | None = None

    def on_mount(self) -> None:
        """Tell the time again and again."""
        super().on_mount()
        self.set_interval(_TICK, self.show_time)

    def close(self) -> None:
        """Show that no message is open."""
        self.answering = None
        self.add_class("-empty")

    def open(self, prepared: Prepared) -> None:
        """Show another case, all of it at once."""
        answering = prepared.answering
        self.app.keeper.begin(answering.case.id)
        self.answering = answering
        self.query_one("#reply-pane").border_subtitle = Content("")
        self.remove_class("-empty")
        self.show_message()
        editor = self.query_one(ReplyEditor)
        editor.begin(answering.draft.text)
        closing = answering.draft.passage(Step.CLOSING)
        body_end = len(answering.draft.text[: closing.start].rstrip()) if closing else len(answering.draft.text)
        editor.look_at(body_end, body_end)
        self.query_one("#article-query", Input).value = ""
        self.query_one(Steps).look_at(answering.next_step() or Step.FOLLOW_UP)
        self.show_title()
        self.asked_for += 1
        self.show_findings(prepared.findings, prepared.satisfied, self.asked_for)
        self.query_one(Articles).show_first(prepared.hits, prepared.preview)
        self.seeking.look(self.app.desk, "", [hit.article.slug for hit in prepared.hits])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's own
        """Only what does something: most of it needs an open message."""
        if action == "take_back" or (action == "undo_draft" and self.answering is None):
            return self.app.held is not None
        return self.answering is not None or action.partition("(")[0] not in _NEED_A_MESSAGE

    # What the agent does in the panes.

    @on(messages.StepChosen)
    def _step_chosen(self) -> None:
        self.redraw_steps()

    @on(messages.StepAccepted)
    def _step_accepted(self) -> None:
        self.action_next_step()

    @on(messages.TextEdited)
    def _text_edited(self, event: messages.TextEdited) -> None:
        if self.answering is not None and event.text != self.answering.draft.text:
            self.answering.type(event.text)
            self.check_again()
            self.save_soon()

    @on(messages.UndoWanted)
    def _undo_wanted(self, event: messages.UndoWanted) -> None:
        if event.again:
            self.action_redo_draft()
        else:
            self.action_undo_draft()

    @on(messages.FindingChosen)
    def _finding_chosen(self, event: messages.FindingChosen) -> None:
        editor = self.query_one(ReplyEditor)
        if not event.look:
            self.show_pane(editor)
        if event.finding.end:
            editor.look_at(event.finding.start, event.finding.end)

    @on(messages.QueryTyped)
    def _query_typed(self, event: messages.QueryTyped) -> None:
        self.find(event.words)

    @on(messages.HitChosen)
    def _hit_chosen(self, event: messages.HitChosen) -> None:
        self.draw_article(event.hit.article)

    @on(messages.AnswerWanted)
    def _answer_wanted(self, event: messages.AnswerWanted) -> None:
        self.insert(event.slug)

    @on(Tabs.TabActivated)
    def _tab_activated(self, event: Tabs.TabActivated) -> None:
        event.stop()
        pane = str(event.tab.id).removeprefix("tab-")
        if event.tab.id == event.tabs.active and not self.query_one(f"#{pane}").has_class("-shown"):
            self.show_tab(pane)

    # Commands.

    def action_next_step(self) -> None:
        """Put in the proposed words of the step looked at, and go on to the next one without words."""
        if self.answering is None:
            return
        steps = self.query_one(Steps)
        self.show_tab("reply-pane")
        self.answering.at = steps.step
        words = self.answering.accept(steps.step)
        following = self.answering.next_step(steps.step)
        if following is not None:
            steps.look_at(following)
        self.changed()
        if words is not None and words.unfilled:
            self.ask_for_fields()
        elif following is None and words is None:
            self.app.tell(f"All five steps have words. {self.app.key('reply.review')} looks at the whole reply.")

    def action_other_wording(self) -> None:
        """Another wording of the step looked at."""
        if self.answering is None:
            return
        step = self.query_one(Steps).step
        self.show_tab("reply-pane")
        if self.answering.other_wording(step) is None:
            self.app.tell(
                f"{step.label}: your own words stay."
                if self.answering.draft.passage(step)
                else f"No phrase fits {step.label.lower()} here."
            )
        self.changed()

    def action_find_article(self) -> None:
        """Go to the search field."""
        self.show_pane(self.query_one("#article-query"))

    def action_insert(self, quote: str) -> None:
        """Put the highlighted article into Solve: its answer, its summary or a link."""
        hit = self.query_one(Articles).highlighted
        if hit is None:
            self.app.tell(f"No article is highlighted. {self.app.key('search.focus')} finds one.")
        else:
            self.insert(hit.article.slug, Quote(quote))

    def action_show_customer(self) -> None:
        """Show all that is known of the customer."""
        from composer.tui.screens.history import HistoryScreen

        if self.answering is not None:
            self.app.push_screen(HistoryScreen(self.answering.case.customer))

    def action_review(self) -> None:
        """Look once more."""
        if self.answering is not None:
            from composer.tui.screens.review import ReviewScreen

            self.save_now()
            self.app.say_if_taken(self.answering.case)
            self.app.push_screen(ReviewScreen(self.answering), self._reviewed)

    def action_pick_customer(self) -> None:
        """Say who wrote."""
        from composer.tui.screens.pickers import CustomerScreen

        if self.answering is not None:
            self.app.push_screen(CustomerScreen(self.app.desk), self._customer_picked)

    def action_new_case(self) -> None:
        """Paste a message."""
        self.app.paste_message()

    def action_save_draft(self) -> None:
        """Save now, and say so."""
        if self.save_now():
            self.app.tell("The draft is saved. It saves itself after every change.")

    def action_next_open(self) -> None:
        """Go to what is open: first the fields, then what blocks."""
        if self.answering is None or self.ask_for_fields():
            return
        blocking = [finding for finding in self.query_one(Findings).findings if finding.blocks]
        if blocking:
            self.post_message(messages.FindingChosen(blocking[0]))
        else:
            self.app.tell(f"Nothing is open. {self.app.key('reply.review')} looks at the whole reply.")

    def take_letter(self, letter: str) -> None:
        """Write it into the reply, and what follows, too."""
        if self.answering is not None:
            editor = self.query_one(ReplyEditor)
            self.show_pane(editor)
            editor.insert(letter)

    def go_to_pane(self, name: str) -> None:
        """Go to a pane, or ask what a letter stands for."""
        asked: dict[str, Callable[[], object]] = {
            "customer": self.action_pick_customer,
            "history": self.action_show_customer,
            "way": self.action_choose_way,
            "language": self.action_next_language,
            "worksheet": self.app.action_worksheet,
            "examples": self.app.action_examples,
        }
        if name in asked:
            asked[name]()
        else:
            self.jump_to(name)

    def action_fill_fields(self) -> None:
        """Fill what is open."""
        if self.answering is not None and not self.ask_for_fields():
            self.app.tell("Nothing is open: every field has a value.")

    def action_open_editor(self) -> None:
        """Write on in the agent's own editor."""
        if self.answering is not None:
            text = self.app.edit_text(self.answering.draft.text)
            if text is not None and text != self.answering.draft.text:
                self.answering.type(text)
                self.changed()

    def action_choose_way(self) -> None:
        """How the reply goes, what it can say, and how the message sounds."""
        from composer.tui.screens.menus import WayScreen

        if self.answering is not None:
            draft = self.answering.draft
            now = draft.channel, draft.outcome, self.answering.reading.tone
            self.app.push_screen(WayScreen(now), self._way_chosen)

    def _way_chosen(self, way: Channel | Outcome | Tone | None) -> None:
        if self.answering is None or way is None:
            return
        if isinstance(way, Channel):
            self.answering.set_channel(way)
        elif isinstance(way, Outcome):
            self.answering.set_outcome(way)
        else:
            self.say_tone(way)
        self.changed()

    def action_next_language(self) -> None:
        """Take the message for one in the next language of the desk."""
        if self.answering is not None:
            named = name_of(self.answering.next_language())
            self.changed()
            self.show_message()
            self.app.tell(f"The message is read and answered in {named}.")

    def say_tone(self, tone: Tone) -> None:
        """Keep what the agent says of the tone, and read the message by it."""
        if self.answering is None:
            return
        try:
            self.answering.correct_tone(tone)
        except KBError as error:
            self.app.tell(str(error), failed=True)
            return
        self.app.memory.forget_case(self.answering.case.id)
        self.show_message()
        undo = self.app.key("draft.undo")
        self.app.tell(f"It sounds {tone}: kept for this message and learned from. {undo} takes it back.")

    @on(messages.FindingMended)
    def _finding_mended(self, event: messages.FindingMended) -> None:
        if self.answering is not None and self.answering.mend(event.finding):
            self.changed()
        else:
            self.app.tell("This one needs words of yours: Enter goes to the place.")

    def action_undo_draft(self) -> None:
        """Take the last change back; the step that was looked at is looked at again."""
        if self.answering is not None and self.answering.undo():
            self._moved()
        elif self.app.held is not None:
            # Nothing was done since: what was done last is the sending.
            self.action_take_back()
        elif self.answering is not None:
            self.app.tell("There is nothing left to take back.")

    def action_redo_draft(self) -> None:
        """Do it again."""
        if self.answering is not None and self.answering.redo():
            self._moved()

    def _moved(self) -> None:
        if self.answering is not None:
            self.app.memory.forget_case(self.answering.case.id)
            self.query_one(Steps).look_at(self.answering.timeline.present.at)
            self.changed()
            self.show_message()

    # Showing and keeping.

    def changed(self) -> None:
        """Something in the draft changed: show it, check it, save it in a moment."""
        if self.answering is not None:
            self.query_one(ReplyEditor).show(self.answering.draft.text)
            self.redraw()
            self.save_soon()

    def save_soon(self) -> None:
        """Save when nothing has changed for a moment."""
        if self.saving is not None:
            self.saving.stop()
        self.saving = self.set_timer(_SAVE_AFTER, self.save_later)

    def insert(self, slug: str, quote: Quote = Quote.ANSWER) -> None:
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
        self.query_one(Steps).look_at(self.answering.next_step(Step.SOLVE) or Step.SOLVE)
        self.changed()
        if words.unfilled:
            self.ask_for_fields()
        else:
            self.app.tell(f"The article's {quote} is in Solve.")

    def show_message(self) -> None:
        """Show the message and who wrote it."""
        if self.answering is not None:
            pane = self.query_one(MessagePane)
            reading = self.answering.reading
            pane.show(self.answering.case, reading, self.app.clock(), self.app.desk.language_note(reading))
            self.show_time()

    def show_time(self) -> None:
        """The time that is left to answer."""
        if self.answering is not None:
            case = self.answering.case
            self.query_one(MessagePane).show_time(case, time_left(self.app.desk, case, self.app.clock()))

    def ask_for_fields(self) -> bool:
        """Ask for the fields that are open; False where there are none."""
        from composer.tui.screens.fields import FieldsScreen

        missing: list[Ask] = self.answering.missing_fields() if self.answering else []
        if missing:
            self.app.push_screen(FieldsScreen(missing, self.app.desk.today), self._fields_filled)
        return bool(missing)

    def _fields_filled(self, values: dict[str, str] | None) -> None:
        if values and self.answering is not None:
            self.answering.fill(values)
            self.changed()

    def _customer_picked(self, customer: Customer | None) -> None:
        if customer is not None and self.answering is not None:
            self.answering.set_customer(customer)
            self.changed()
            self.show_message()

    def _reviewed(self, held: Held | None) -> None:
        if held is not None:
            self.answering = None
            self.app.hold(held)
            return
        placed = [finding for finding in self.query_one(Findings).findings if finding.end]
        if placed:
            self.post_message(messages.FindingChosen(placed[0]))

    def save_later(self) -> None:
        """Save in the background what stands here now."""
        self.saving = None
        taken = self.app.keeper.take(self.answering) if self.answering else None
        if taken is not None:
            self.save_in_background(taken)

    @work(thread=True, group="save", description="save")
    def save_in_background(self, taken: Taken) -> None:
        """Write away from the keyboard."""
        why = self.app.keeper.write(taken)
        self.app.call_from_thread(self.show_saved, why)

    def save_now(self) -> bool:
        """Save at once: on leaving, quitting or crashing; whether that worked."""
        why = self.write_draft()
        self.show_saved(why)
        return not why

    def write_draft(self) -> str:
        """Write the draft where the disk does not have it; why that failed, or an empty text."""
        taken = self.app.keeper.take(self.answering) if self.answering and self.app.is_open else None
        return self.app.keeper.write(taken) if taken else ""

    def show_saved(self, why: str) -> None:
        """Say when the draft was saved, or why it could not be."""
        if not has_widgets(self) or self.answering is None:
            return
        pane = self.query_one("#reply-pane")
        if why:
            pane.border_subtitle = Content("NOT SAVED")
            self.app.tell(why, failed=True)
        elif self.app.keeper.is_written(self.answering):
            pane.border_subtitle = Content(f"draft saved {self.app.clock():%H:%M}")
