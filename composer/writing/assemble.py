"""Assemble: from the best choices for each step to one letter by one person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from composer.cases.step import ORDER, Manner, Outcome, Step, Tone
from composer.phrases.choice import NO_ROTATION, Choice, Rotation, Situation, choices_for
from composer.phrases.fields import fill
from composer.phrases.phrasebook import Phrase
from composer.reading.counted import NTH, WRITES_NTH
from composer.reading.issues import Issue, IssueKind
from composer.reading.needed_day import WANTS_TODAY
from composer.reading.praise import PRAISED
from composer.reading.speech import NO_SPEECH, Speech
from composer.writing.draft import Draft, Passage, placed, refilled
from composer.writing.leading import lead_words, leads_in, may_be_quoted
from composer.writing.quoting import with_inner_marks
from composer.writing.regret import REGRET_DUE

TURNED = "listen-turned"
"""The phrase that says the customer's own clause back."""
_LISTED = re.compile(r"- |\d+\. ")
_BLANK = "\n\n"
_FIRST_WORD = re.compile(r"[^\W\d_]+\b")
_ANSWERED_AT_ONCE = frozenset({IssueKind.QUESTION, IssueKind.PRAISE})
"""Needs after whose answer nothing is left to be done."""
NO_REGRET = "wants-no-apology"
"""The cue of a customer who wants a date, or an act, and no more regret."""
_SUMMARY, _PAGE = 1, 2
"""The variants of an article's passage that are its summary, and what customers read; 0 is its reply block."""


@dataclass(frozen=True)
class StepWords:
    """The words proposed for one step, and where they come from."""

    step: Step
    text: str
    passage: Passage
    unfilled: tuple[str, ...] = ()
    defaulted: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Supplies:
    """Everything a reply is made from."""

    phrases: tuple[Phrase, ...]
    situation: Situation
    values: Mapping[str, object]
    answer: str = ""
    """The chosen article's answer as a template or as text."""
    answer_is_template: bool = False
    article: str = ""
    needs: Mapping[int, Issue] = field(default_factory=lambda: MappingProxyType({}))
    """The issues that want an answer, by their number."""
    answers: int = 0
    """The number of the issue that the chosen article answers."""
    summary: str = ""
    """The chosen article's summary, where a customer may read it."""
    said: frozenset[int] = frozenset()
    """The numbers of the issues that the listening says back."""
    leads: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """What introduces an answer in place of a quotation, by the number of its issue."""
    unquoted: frozenset[int] = frozenset()
    """The numbers of the issues whose sentence no answer quotes: of a death, of violence, or in a learner's words."""
    heard: tuple[str, ...] = ()
    """What can be said back of the message and is only offered: somebody has to read it first."""
    had: frozenset[str] = frozenset()
    rotation: Rotation = NO_ROTATION
    speech: Speech = NO_SPEECH


def proposals(step: Step, supplies: Supplies, draft: Draft, issue: int | None = None) -> list[StepWords]:
    """What could stand for a step, best first: for Solve the article's answer, an own one, then phrases.

    For Solve, `issue` is the number of the issue to answer; where it is not said, the first without an answer.
    """
    before = [draft.words(other) for other in ORDER if other is not step and draft.words(other)]
    found = [_from_choice(choice, supplies) for choice in _choices(step, supplies, before)]
    if step is Step.LISTEN:
        # What is only offered never comes first, for the first is put in unseen.
        found += [_heard(text, number) for number, text in enumerate(supplies.heard, 1)] if found else []
    if step is not Step.SOLVE:
        return found
    number = open_issue(draft, supplies) if issue is None else issue
    if number in supplies.needs:
        found.insert(0, _blank(number, supplies))
    if supplies.answer and supplies.answers == number and supplies.situation.channel.manner is not Manner.POST:
        # A refusal cannot begin with what we do for everybody else.
        at = len(found) if supplies.situation.outcome is Outcome.REFUSED else 0
        found.insert(at, _from_answer(supplies))
    return [_led(words, number, supplies) for words in found]


def _heard(text: str, number: int) -> StepWords:
    """The customer's words turned round, with a variant that the phrase does not have: they are never written anew."""
    passage = Passage(Step.LISTEN, 0, 0, phrase=TURNED, variant=number)
    return StepWords(Step.LISTEN, text, passage, because=("the customer's own words, to be read first",))


def open_issue(draft: Draft, supplies: Supplies) -> int:
    """The number of the first issue without a passage of Solve; of the first one where all have one."""
    numbers = [*supplies.needs] or [0]
    return next((number for number in numbers if draft.passage(Step.SOLVE, number) is None), numbers[0])


def answer_field(number: int, needs: Mapping[int, Issue]) -> str:
    """The field for the agent's own answer to an issue: they are counted among those that want one."""
    return f"case.answer_{[*needs].index(number) + 1}"


def is_answer_field(name: str) -> bool:
    """Whether a field stands for a whole answer of the agent's own."""
    return name.startswith("case.answer_")


def _blank(number: int, supplies: Supplies) -> StepWords:
    """A field for the agent's own answer: it asks, where a wrong sentence would not."""
    filled = fill("{{ " + answer_field(number, supplies.needs) + " }}", supplies.values)
    return StepWords(Step.SOLVE, filled.text, Passage(Step.SOLVE, 0, 0), filled.unfilled, (), ("your own answer",))


def _led(words: StepWords, number: int, supplies: Supplies) -> StepWords:
    """Words of Solve for one issue."""
    return replace(words, text=_with_lead(words.text, number, supplies), passage=replace(words.passage, issue=number))


def _with_lead(text: str, number: int, supplies: Supplies) -> str:
    """An answer to one issue; where there are several, it begins with the customer's own words for it."""
    led = leads_in(supplies.needs, supplies.situation.channel, supplies.speech, said=supplies.said)
    quoted = number in led and number not in supplies.unquoted and may_be_quoted(supplies.needs[number])
    if number not in supplies.leads and not quoted:
        return text
    public = supplies.situation.channel.manner is Manner.POST
    words = with_inner_marks(lead_words(supplies.needs[number].sentence, public=public), supplies.speech)
    lead = supplies.leads.get(number) or supplies.speech.lead.replace("{issue}", words)
    return f"{lead}{_BLANK if _LISTED.match(text) else ' '}{text}"


def _choices(step: Step, supplies: Supplies, before: list[str]) -> list[Choice]:
    return choices_for(
        step,
        supplies.phrases,
        supplies.situation,
        supplies.values,
        had=supplies.had,
        before=before,
        rotation=supplies.rotation,
        speech=supplies.speech,
    )


def _from_choice(choice: Choice, supplies: Supplies) -> StepWords:
    passage = Passage(choice.phrase.step, 0, 0, phrase=choice.phrase.id, variant=choice.variant)
    return StepWords(
        choice.phrase.step,
        _as_written(choice.filled.text, supplies),
        passage,
        choice.filled.unfilled,
        choice.filled.defaulted,
        choice.because,
    )


def _as_written(text: str, supplies: Supplies) -> str:
    """A phrase as one writes in the channel: only a letter has paragraphs."""
    return text if supplies.situation.channel.manner is Manner.LETTER else text.replace(_BLANK, " ")


def _from_answer(supplies: Supplies) -> StepWords:
    passage = Passage(Step.SOLVE, 0, 0, article=supplies.article)
    if not supplies.answer_is_template:
        passage = replace(passage, variant=_PAGE)
        return StepWords(Step.SOLVE, supplies.answer, passage, because=("its article",))
    filled = fill(supplies.answer, supplies.values)
    return StepWords(Step.SOLVE, filled.text, passage, filled.unfilled, filled.defaulted, ("its article",))


def summary_words(supplies: Supplies) -> StepWords | None:
    """The article's summary as the words for Solve; nothing proposes it, since it tells of an answer and is none."""
    passage = Passage(Step.SOLVE, 0, 0, variant=_SUMMARY, article=supplies.article, issue=supplies.answers)
    return StepWords(Step.SOLVE, supplies.summary, passage, because=("its article",)) if supplies.summary else None


def assemble(draft: Draft, supplies: Supplies, steps: Sequence[Step] = ()) -> Draft:
    """The draft with the best words for every step that this message needs, or that is named, and that has none yet."""
    for step in steps or steps_for(supplies.situation):
        for number in supplies.needs if step is Step.SOLVE and supplies.needs else (0,):
            if draft.passage(step, number) is None:
                found = _beside_first_word(proposals(step, supplies, draft, number), step, draft, supplies)
                draft = placed(draft, found[0].passage, found[0].text) if found else draft
    return behind_greeting(draft, supplies.speech)


def _beside_first_word(found: list[StepWords], step: Step, draft: Draft, supplies: Supplies) -> list[StepWords]:
    """What may stand in a letter that begins with a human word: one such word is enough, and so is one regret.

    Care is said all the same, and so is regret for what went wrong behind a word that regrets nothing.
    """
    first = draft.passage(Step.LISTEN)
    phrases = {phrase.id: phrase for phrase in supplies.phrases}
    word = phrases.get(first.phrase) if first else None
    if word is None or not word.fits.cues or step not in (Step.ACKNOWLEDGE, Step.VALIDATE):
        return found
    regrets = bool(supplies.speech.finds(word.variants[0], supplies.speech.apologies))
    praised = PRAISED in word.fits.cues

    def fits(one: StepWords) -> bool:
        said = phrases[one.passage.phrase].fits
        regret = bool(said.cues) and bool(supplies.speech.finds(one.text, supplies.speech.apologies))
        if praised and {REGRET_DUE}.issuperset(said.cues):
            # Behind thanks for praise only what is known to have gone wrong is regretted.
            return False
        return bool(said.care) or (step is Step.ACKNOWLEDGE and regret and not regrets)

    return [one for one in found if fits(one)]


def behind_greeting(draft: Draft, speech: Speech) -> Draft:
    """The draft with a small letter behind a greeting that ends with a comma, where the language asks for one.

    What no longer stands first gets its capital back; what the agent wrote stays as it is.
    """
    opening = draft.passage(Step.OPENING)
    if not opening or not speech.after_comma:
        return draft
    comma = draft.text[: opening.end].endswith(",")
    others = [one for one in draft.passages if one.start >= opening.end and one.step is not Step.CLOSING]
    first = next((one for one in others if not one.offered), None)
    text = draft.text
    for passage in others:
        word = _FIRST_WORD.match(text, passage.start)
        if word and word[0].lower() in speech.after_comma and not passage.own:
            small = comma and passage is first
            letter = word[0][0].lower() if small else word[0][0].upper()
            text = text[: passage.start] + letter + text[passage.start + 1 :]
    return replace(draft, text=text)


def steps_for(situation: Situation) -> tuple[Step, ...]:
    """The steps a letter needs: nobody who is calm is comforted, and a post has room for little."""
    left_out: set[Step] = set()
    refused = situation.outcome is Outcome.REFUSED
    if NO_REGRET in situation.cues:
        left_out |= {Step.ACKNOWLEDGE, Step.VALIDATE}
    if situation.channel.manner is Manner.POST or (not situation.tone.troubled and not refused):
        left_out.add(Step.VALIDATE)
    regretted = not {REGRET_DUE, NTH, WRITES_NTH}.isdisjoint(situation.cues)
    if situation.tone is Tone.CALM and not refused and not regretted:
        left_out.add(Step.ACKNOWLEDGE)
    if situation.tone in (Tone.MIXED, Tone.CONFUSED) and not (situation.troubled or regretted or refused):
        # Regret for nothing that happened is a canned one.
        left_out |= {Step.ACKNOWLEDGE, Step.VALIDATE}
    waits = situation.awaited or WANTS_TODAY in situation.cues
    calm = situation.tone in (Tone.CALM, Tone.THANKFUL) and not waits
    answered = calm and _ANSWERED_AT_ONCE >= situation.kinds > set()
    if (answered or situation.settled) and not refused:
        left_out.add(Step.FOLLOW_UP)
    if situation.tone is Tone.THANKFUL and not situation.asks and not refused:
        left_out |= {Step.SOLVE, Step.FOLLOW_UP}
    return tuple(step for step in ORDER if step not in left_out)


def refill(draft: Draft, supplies: Supplies) -> Draft:
    """The draft with today's values: untouched passages written anew, and markers in the agent's own words filled."""

    def words_for(passage: Passage) -> str | None:
        if passage.article and passage.variant == _SUMMARY:
            return supplies.summary if passage.article == supplies.article and supplies.summary else None
        if passage.article:
            words = _from_answer(supplies)
            # What customers read is not exchanged for a block: nobody chose what that claims.
            same = (passage.article, passage.variant) == (supplies.article, words.passage.variant)
            return _with_lead(words.text, passage.issue, supplies) if same and words.text else None
        phrase = next((one for one in supplies.phrases if one.id == passage.phrase), None)
        if phrase is None or passage.variant >= len(phrase.variants):
            return None
        text = _as_written(fill(phrase.variants[passage.variant], supplies.values).text, supplies)
        return _with_lead(text, passage.issue, supplies) if passage.step is Step.SOLVE else text

    draft = refilled(draft, words_for)
    texts = {name: str(value).strip() for name, value in supplies.values.items() if value is not None}
    for name, text in texts.items():
        marker = "{{ " + name + " }}"
        # A customer's name may look like a marker; then it cannot be told from one, and stays.
        if text and marker in draft.text and not any(marker in other for other in texts.values()):
            draft = _marker_filled(draft, marker, text)
    return behind_greeting(draft, supplies.speech)


def _marker_filled(draft: Draft, marker: str, value: str) -> Draft:
    while (at := draft.text.find(marker)) >= 0:
        shift = len(value) - len(marker)
        text = draft.text[:at] + value + draft.text[at + len(marker) :]
        passages = tuple(
            replace(p, start=p.start + (shift if p.start > at else 0), end=p.end + (shift if p.end > at else 0))
            for p in draft.passages
        )
        draft = replace(draft, text=text, passages=passages)
    return draft
