"""Listening: what the customer has said already, asked, and how they are met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.cases.step import Step
from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.finding import Finding

_TELLING = 2
"""Telling words that a question must have to be looked for in the reply."""
_MOST_QUESTIONS = 3
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]\uFE0F?|[:;]-?[)D](?!\w)")


def nothing_known_is_asked_for(checking: Checking) -> Iterator[Finding]:
    """`Could you send me your order number?`, which stands in the message."""
    reading, speech = checking.reading, checking.speech
    if reading is None:
        return
    known = (
        (speech.asks_order, "order number", reading.fact(FactKind.ORDER)),
        (speech.asks_email, "e-mail address", checking.sender_email or checking.customer.email),
        (speech.asks_phone, "telephone number", reading.fact(FactKind.PHONE)),
    )
    for patterns, what, value in known:
        for span in checking.finds(patterns) if value else ():
            reason = f"We have their {what}: {value}."
            yield checking.found("asks-known", span, reason, f'Use it: "I have {value} open in front of me."')


def questions_are_few(checking: Checking) -> Iterator[Finding]:
    """More questions at once than anybody answers."""
    marks = [match.start() for match in re.finditer(r"\?+", checking.text)]
    if len(marks) > _MOST_QUESTIONS:
        reason = f"{len(marks)} questions at once; the last ones stay unanswered."
        yield checking.found(
            "many-questions", (marks[0], marks[0] + 1), reason, "Ask what decides, in one or two questions."
        )


def questions_are_answered(checking: Checking) -> Iterator[Finding]:
    """A question of the customer that shares no telling word with the reply."""
    for question in checking.reading.questions if checking.reading else ():
        asked = checking.stems(question.text)
        if len(asked) >= _TELLING and not asked & checking.telling_stems:
            reason = f"They ask: “{question.text[:120]}” Does the reply answer that?"
            yield checking.found("question-open", (0, 0), reason, "Answer it, or say when you will.")


def feelings_come_before_steps(checking: Checking) -> Iterator[Finding]:
    """`Please log in and open Orders. Sorry for the delay.`: instructions before any word for the trouble."""
    if not checking.upset:
        return
    start, end = checking.body
    told = next((span for span in checking.finds(checking.speech.instructions) if start <= span[0] < end), None)
    acknowledged = step_words(checking, Step.ACKNOWLEDGE)
    if told and acknowledged and told[0] < acknowledged[0]:
        reason = "They are upset, and the instructions come first."
        yield checking.found("steps-first", told, reason, "Name the trouble first, then the way out.")


def care_is_taken(checking: Checking) -> Iterator[Finding]:
    """Illness, death, danger or money trouble behind a message that gets nothing but phrases."""
    own = any(passage.own for passage in checking.draft.passages)
    for found in checking.reading.cues if checking.reading and not own else ():
        if found.cue.kind is CueKind.VULNERABLE:
            reason = f"“{' '.join(found.words.split())}”: {found.cue.reason} Do ready words do here?"
            yield checking.found("care-needed", (0, 0), reason, "Say it in a sentence of your own.")


def cheer_fits(checking: Checking) -> Iterator[Finding]:
    """Emoji and exclamation marks to somebody who is upset."""
    if not checking.upset:
        return
    for match in _EMOJI.finditer(checking.text):
        reason = "A cheerful sign beside trouble looks as if nobody had read the message."
        yield checking.found("cheer-marks", match.span(), reason, "Leave it out.", replacement="")
    marks = [match.start() for match in re.finditer("!", checking.text)]
    if len(marks) > 1:
        reason = f"{len(marks)} exclamation marks, and the customer is upset."
        yield checking.found("cheer-marks", (marks[0], marks[0] + 1), reason, "A full stop will do.", replacement=".")


def history_is_named(checking: Checking) -> Iterator[Finding]:
    """Somebody writes about it again, and the reply begins as if for the first time."""
    earlier = checking.customer.contacts_about(checking.reading.topics[:1]) if checking.reading else []
    if earlier and not checking.finds(checking.speech.again):
        last = earlier[0]
        reason = f"{checking.customer.first_name or 'This customer'} wrote about {last.topic} before, on {last.on}."
        suggestion = 'Say that you know: "This is the second time you have had to write."'
        yield checking.found("history-unnamed", (0, 0), reason, suggestion)
