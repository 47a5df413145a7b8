"""Answering: one case in an agent's hands, with every change undoable; the screens show it and decide nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.cases.follow_up import FollowUp
from composer.cases.step import FIVE, Channel, Outcome, Step, Tone
from composer.desk.addresses import public_url
from composer.desk.answers import draft_for
from composer.desk.desk import Desk
from composer.desk.draft_view import DraftView
from composer.desk.reply_checks import claims_of, findings_for
from composer.desk.reply_context import asks_for, topics_for
from composer.desk.reply_record import opened_case
from composer.reading.language_of import base_of
from composer.reading.reading import Reading
from composer.writing.assemble import StepWords, Supplies, assemble, behind_greeting, proposals, refill, summary_words
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.claims import Claim
from composer.writing.draft import Draft, Passage, last_new, placed, ready_made_gone, typed
from composer.writing.finding import Finding
from composer.writing.offers import offered, offered_again, offered_in, said, taken, words_of
from composer.writing.undo_stack import Timeline
from kb.articles.article import AskedField


class AnswerForm(StrEnum):
    """How an article goes into a reply."""

    ANSWER = "answer"
    SUMMARY = "summary"
    LINK = "link"


@dataclass(frozen=True)
class Stand:
    """How far a case has come: what undo goes back to."""

    draft: Draft
    """With what is offered in it."""
    customer: Customer
    language: str = ""
    """The language of the message where the agent said it."""
    tones: tuple[Tone, ...] = ()
    """What the agent said of the tone since the case was opened, the last word at the end."""
    at: Step = Step.LISTEN
    """The step that the agent looked at."""


@dataclass
class Answering:
    """A case, what was read in it, and the draft through time."""

    desk: Desk
    case: Case
    reading: Reading
    timeline: Timeline[Stand]
    beginning: Draft
    """The draft as the case was opened with."""
    was_kept: bool = False
    """Whether that came from disk."""
    at: Step = Step.LISTEN
    """The step that the agent looks at."""
    turns: dict[Step, int] = field(default_factory=dict)
    """Which of its wordings each step has reached."""
    _typing: bool = False
    _told: tuple[Tone, ...] = ()
    """What the desk was told of the tone by now."""
    _said: tuple[Draft | None, Draft] = (None, Draft())
    """What is said of the last draft that was asked for."""
    _view: DraftView | None = None
    """What can be said of the last draft that was asked about."""

    @property
    def whole(self) -> Draft:
        """The draft with what is offered in its places."""
        return self.timeline.present.draft

    @property
    def draft(self) -> Draft:
        """The draft as it stands: what is said by now."""
        whole = self.whole
        if self._said[0] is not whole:
            self._said = (whole, said(whole))
        return self._said[1]

    @property
    def view(self) -> DraftView:
        """What can be said of the draft, worked out once for each."""
        present = DraftView(self.desk, self.case, self.reading, self.draft, self._had)
        if self._view is None or self._view.desk is not self.desk or self._view != present:
            self._view = present.after(self._view)
        return self._view

    @property
    def supplies(self) -> Supplies:
        """What the reply can be made from now."""
        return self.view.supplies

    @cached_property
    def _had(self) -> frozenset[str]:
        return self.desk.sentences_had(self.case.customer)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the reply claims, with what is only offered in it."""
        return claims_of(self.desk, self.whole, self.reading.language)

    @property
    def needs_own_words(self) -> bool:
        """Whether the message needs a person, who has written nothing yet."""
        return bool(self.reading.care or self.reading.vulnerable) and not self.draft.has_own_words

    @property
    def following(self) -> Passage | None:
        """The passage that is taken next: what is offered for the step that is looked at, else the first offer."""
        offers = offered_in(self.whole)
        return next((one for one in offers if one.step is self.at), offers[0] if offers else None)

    @property
    def labels(self) -> dict[str, str]:
        """What each open field is called."""
        return {ask.field: ask.label for ask in asks_for(self.desk, self.whole, self.reading)}

    def say_of_issue(self, number: int, state: str) -> None:
        """Take the agent's word on what became of an issue; an empty state takes it back."""
        settled = {**self.whole.settled, number: state}
        self._go(replace(self.whole, settled=MappingProxyType({one: said for one, said in settled.items() if said})))

    def proposals(self, step: Step) -> list[StepWords]:
        """What could stand for a step, best first."""
        return self.view.proposals(step)

    def proposal(self, step: Step) -> StepWords | None:
        """The wording a step has reached."""
        found = self.proposals(step)
        return found[self.turns.get(step, 0) % len(found)] if found else None

    def accept(self, step: Step) -> StepWords | None:
        """Say what is offered for a step, or the proposed words of one that has none yet; what was put in, or None."""
        offers = [passage for passage in offered_in(self.whole) if passage.step is step]
        if offers:
            self._go(taken(self.whole, {passage.place for passage in offers}))
            return words_of(self.whole, offers)
        if self.draft.passage(step) is not None:
            return None
        words = self.proposal(step)
        if words is not None:
            draft = placed(self.whole, words.passage, words.text)
            self._go(assemble(draft, self.supplies, (step,)) if step is Step.SOLVE else draft)
        return words

    def accept_all(self) -> bool:
        """Say everything that is offered; False where nothing is."""
        places = {passage.place for passage in offered_in(self.whole)}
        if places:
            self._go(taken(self.whole, places))
        return bool(places)

    def other_wording(self, step: Step) -> StepWords | None:
        """The next wording of a step, in the reply or as the proposal; None where the agent's own words stand."""
        passage = self.whole.passage(step)
        if passage is not None and passage.own:
            return None
        self.turns[step] = self.turns.get(step, 0) + 1
        words = self.proposal(step)
        if words and passage:
            self._go(placed(self.whole, replace(words.passage, offered=passage.offered), words.text))
        return words

    def insert(self, slug: str, quote: AnswerForm = AnswerForm.ANSWER) -> StepWords | None:
        """Put an article into Solve; None where own words stand there, or where nothing of it may be sent."""
        resting = replace(self.whole, article=slug, suggested=None)
        supplies = self.view.of(resting).supplies
        if self.whole.suggested and self.whole.article == slug:
            # What was suggested is chosen where it stands.
            supplies = replace(supplies, answers=self.whole.suggested.issue)
        here = self.draft.passage(Step.SOLVE, supplies.answers)
        if here is not None and here.own:
            return None
        if words := self._quoted(resting, supplies, quote):
            self.turns.pop(Step.SOLVE, None)
            self._go(placed(resting, words.passage, words.text))
        return words

    def _quoted(self, resting: Draft, supplies: Supplies, quote: AnswerForm) -> StepWords | None:
        if quote is AnswerForm.SUMMARY:
            return summary_words(supplies)
        found = proposals(Step.SOLVE, supplies, said(resting), supplies.answers)
        if quote is AnswerForm.LINK:
            article = self.desk.library.by_slug[resting.article]
            address = public_url(self.desk, article)
            return next((one for one in found if address and address in one.text and not one.passage.article), None)
        return next((one for one in found if one.passage.article == resting.article), None)

    def type(self, text: str) -> None:
        """Take over a whole text that the agent wrote, in which nothing is offered any more."""
        if text != self.draft.text:
            self._typed(self.draft.text, text, typed(self.draft, text))

    def type_among_offers(self, text: str) -> None:
        """The same for a text with what is offered in it; what is typed in becomes the agent's own."""
        if text != self.whole.text:
            self._typed(self.whole.text, text, typed(self.whole, text))

    def _typed(self, before: str, text: str, draft: Draft) -> None:
        letter = abs(len(text) - len(before)) == 1 and not last_new(before, text).isspace()
        self.timeline.go(self._stand(draft), merge=self._typing and letter)
        self._typing = letter

    def missing_fields(self) -> list[AskedField]:
        """The fields the reply still shows as open, and how to ask for them."""
        asks = {ask.field: ask for ask in asks_for(self.desk, self.draft, self.reading)}
        places = {name: self.draft.text.find("{{ " + name + " }}") for name in asks}
        return [asks[name] for name in sorted(places, key=places.__getitem__) if places[name] >= 0]

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill fields for this case."""
        asked = MappingProxyType(
            {**self.draft.asked, **{name: value for name, value in values.items() if value.strip()}}
        )
        self._refilled(replace(self.whole, asked=asked))

    def confirm(self, claims: Iterable[str]) -> None:
        """Take the agent's tick for claims of the reply, by their ids."""
        confirmed = self.draft.confirmed | frozenset(claims)
        if confirmed != self.draft.confirmed:
            self._go(replace(self.whole, confirmed=confirmed))

    def set_outcome(self, outcome: Outcome) -> None:
        """What the reply can say; proposals change, words that stand stay."""
        self.turns.clear()
        self._go(self._with_offers(replace(self.draft, outcome=outcome)))

    def set_channel(self, channel: Channel) -> None:
        """How the reply goes; proposals change, words that stand stay."""
        self.turns.clear()
        self._go(self._with_offers(replace(self.draft, channel=channel)))

    def set_customer(self, customer: Customer) -> None:
        """Who wrote; untouched words are filled anew."""
        self._know(customer)
        self._refilled(self.whole)

    def next_language(self) -> str:
        """Take the message for one in the next of the desk's languages: read anew, ready-made words exchanged."""
        languages = self.desk.settings.all_languages
        now = next((at for at, one in enumerate(languages) if base_of(one) == base_of(self.reading.language)), -1)
        self._speak(languages[(now + 1) % len(languages)])
        self.turns.clear()
        draft, supplies = ready_made_gone(self.draft), self.supplies
        for step in (Step.OPENING, Step.CLOSING):
            words = next(iter(proposals(step, supplies, draft)), None)
            if words is not None and draft.passage(step) is None:
                draft = placed(draft, words.passage, words.text)
        self._go(self._with_offers(draft))
        return self.reading.language

    def offer(self) -> None:
        """Offer the whole proposal anew."""
        self._go(self._with_offers(self.draft))

    def _with_offers(self, draft: Draft) -> Draft:
        """A draft with the whole proposal offered in it; none where somebody wrote all of it."""
        if draft.text and not draft.passages:
            return draft
        supplies = self.view.of(draft).supplies
        return offered(draft, lambda one: assemble(one, supplies))

    def _speak(self, language: str) -> None:
        if language != self.case.message.language:
            self.case = replace(self.case, message=replace(self.case.message, language=language))
            self.reading = self.desk.read(self.case.message, self.case.customer)

    def promises_changed(self, promised: tuple[FollowUp, ...]) -> None:
        """What this customer is promised by now, which no undo of the reply changes."""
        theirs = self.case.customer.id

        def known(customer: Customer) -> Customer:
            return replace(customer, promised=promised) if customer.id == theirs else customer

        self.case = replace(self.case, customer=known(self.case.customer))
        self.timeline.change_all(lambda stand: replace(stand, customer=known(stand.customer)))

    def _know(self, customer: Customer) -> None:
        if customer != self.case.customer:
            self.case = replace(self.case, customer=customer)
            self.__dict__.pop("_had", None)

    def correct_tone(self, tone: Tone) -> None:
        """Take the agent's word on how the message sounds; proposals change, words that stand stay."""
        present = self.timeline.present
        self._sound((*present.tones, tone))
        self.turns.clear()
        self._typing = False
        tones = (*present.tones, tone)
        self.timeline.go(replace(present, draft=self._with_offers(self.draft), tones=tones, at=self.at))

    def _sound(self, tones: tuple[Tone, ...]) -> None:
        """Say how the message sounds, or take that back: what was said and what is to be said differ at the end."""
        if tones == self._told:
            return
        while self._told != tones[: len(self._told)]:
            self.reading = self.desk.take_tone_back(self.case)
            self._told = self._told[:-1]
        for tone in tones[len(self._told) :]:
            self.reading = self.desk.correct_tone(self.case, tone)
        self._told = tones

    def mend(self, finding: Finding) -> bool:
        """Put a finding's better words in its place; False where it has none, or the reply has changed since."""
        text, start, end = self.draft.text, finding.start, finding.end
        if finding.replacement is None or text[start:end] != finding.words:
            return False
        mended = text[:start] + finding.replacement + text[end:]
        self._typed(text, mended, offered_again(typed(self.draft, mended), self.whole))
        return True

    def undo(self) -> bool:
        """Go back one step; False at the beginning."""
        return self._moved(self.timeline.undo())

    def redo(self) -> bool:
        """Go forward again; False at the end."""
        return self._moved(self.timeline.redo())

    def _moved(self, moved: bool) -> bool:  # noqa: FBT001  an answer that is passed on
        self._typing = False
        self._know(self.timeline.present.customer)
        self._speak(self.timeline.present.language)
        self._sound(self.timeline.present.tones)
        return moved

    @property
    def checking(self) -> Checking:
        """What the checks look at."""
        return self.view.checking

    def sentences_changed(self, customer_id: str) -> None:
        """Ask anew what a customer was told, since something was sent to them, where this case is theirs."""
        if self.case.customer.id == customer_id:
            self.__dict__.pop("_had", None)

    def findings(self) -> list[Finding]:
        """What could be better in the draft."""
        return findings_for(self.desk, self.checking)

    def satisfied(self, step: Step) -> str:
        """The words of the reply that satisfy a step, put in or written freely."""
        span = step_words(self.checking, step)
        return self.draft.text[slice(*span)] if span else ""

    def next_step(self, after: Step | None = None) -> Step | None:
        """The first of the five steps for which something is offered, looking on from one of them."""
        start = FIVE.index(after) + 1 if after in FIVE else 0
        offers = {passage.step for passage in offered_in(self.whole)}
        return next((step for step in (*FIVE[start:], *FIVE[:start]) if step in offers), None)

    def _refilled(self, draft: Draft) -> None:
        self._go(refill(draft, self.view.of(draft).supplies))

    def _go(self, draft: Draft) -> None:
        self._typing = False
        self.timeline.go(self._stand(behind_greeting(draft, self.supplies.speech)))

    def _stand(self, draft: Draft) -> Stand:
        present = self.timeline.present
        self.timeline.present = present = replace(present, at=self.at)
        return replace(present, draft=draft, customer=self.case.customer, language=self.case.message.language)


def start_answering(desk: Desk, case: Case, kept: Draft | None = None) -> Answering:
    """A case ready to be answered: the kept draft, or one with its opening and closing in place."""
    reading = desk.read(case.message, case.customer)
    draft = kept or draft_for(desk, case, reading)
    answering = Answering(desk, case, reading, Timeline(Stand(draft, case.customer)), draft, was_kept=kept is not None)
    if kept is None:
        for step in (Step.OPENING, Step.CLOSING):
            answering.accept(step)
        answering.beginning = answering.draft
    answering.offer()
    answering.timeline.past.clear()
    return answering


def begin_record(one: Answering, now: dt.datetime) -> None:
    """Keep when a message came, and what it is about; of automatic mail there is nothing to keep."""
    if not one.case.message.automatic:
        topics = topics_for(one.reading, None)
        one.desk.records.note_opened(opened_case(one.desk, one.case, one.reading, topics), now)
