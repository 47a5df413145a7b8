"""What the Answer screen asks in front of a case: who wrote, the way, and the last look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.cases.customer import Customer
from composer.cases.step import Channel, Outcome, Tone
from composer.phrases.open_fields import OPEN_FIELD
from composer.reading.language_of import name_of
from composer.tui import messages
from composer.tui.screens.answer_sharing import changes_case
from composer.tui.screens.answer_snippets import AnswerSnippets
from composer.tui.widgets.findings import Findings
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.send import HeldReply


class AnswerDialogs(AnswerSnippets):
    """Each asks, and does what was answered."""

    def action_show_customer(self) -> None:
        """Show all that is known of the customer."""
        from composer.tui.screens.history import HistoryScreen

        if self.answering is not None:
            self.app.push_screen(HistoryScreen(self.answering.case.customer))

    @changes_case
    def action_review(self) -> None:
        """Look once more."""
        if self.answering is not None:
            from composer.tui.screens.review import ReviewScreen

            self.save_now()
            self.look_for_others()
            self.app.push_screen(ReviewScreen(self.answering, self.opened), self._reviewed)

    @changes_case
    def action_pick_customer(self) -> None:
        """Say who wrote."""
        from composer.tui.screens.pickers import CustomerScreen

        if self.answering is not None:
            self.app.push_screen(CustomerScreen(self.app.desk, self._new_customer()), self._customer_picked)

    def _new_customer(self) -> Customer | None:
        """Whoever wrote, as a new customer; None where the records have them, or the message does not name them."""
        case = self.answering.case if self.answering else None
        if case is None or case.customer.known or not case.message.sender_email:
            return None
        address = case.message.sender_email.lower()
        known = self.app.desk.records.find_customer(address) is not None
        return None if known else Customer(address, case.message.sender_name, address)

    @changes_case
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

    @changes_case
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

    def _customer_picked(self, customer: Customer | None) -> None:
        if customer is not None and self.answering is not None:
            self.answering.set_customer(customer)
            self.changed()
            self.show_message()

    def _reviewed(self, held: HeldReply | None) -> None:
        if held is not None:
            self.answering = None
            self.post_message(messages.ReplySent(held))
            return
        placed = [finding for finding in self.query_one(Findings).findings if finding.end]
        if placed:
            # A blank is there to be typed over; words that somebody may have written are not.
            blank = OPEN_FIELD.fullmatch(placed[0].words)
            self.post_message(messages.FindingChosen(placed[0], look=not blank))

    @changes_case
    def action_open_editor(self) -> None:
        """Write on in the agent's own editor."""
        if self.answering is not None:
            text = self.app.edit_text(self.answering.draft.text)
            if text is not None and text != self.answering.draft.text:
                self.answering.type(text)
                self.changed()
