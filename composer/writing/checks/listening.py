"""Listening: what the customer has said already, asked, and how they are met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.cases.step import Step
from composer.reading.facts import FactKind
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.finding import Finding
from composer.writing.plan import IssueState
from kb.problem import Level

_TELLING = 2
"""Telling words that an issue must have to be looked for in the reply."""
_MOST_QUESTIONS = 3
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]\uFE0F?|[:;]-?[)D](?!\w)")


def nothing_known_is_asked_for(checking: Checking) -> Iterator[Finding]:
    """`Could you send me your order number?`, which stands in the message."""
    reading, speech = checking.reading, checking.speech
    if reading is None:
        return
    known = (
        (speech.asks_order, "order number", reading.fact(FactKind.ORDER)),
        (speech.asks_invoice, "invoice number", reading.fact(FactKind.INVOICE)),
        (speech.asks_email, "e-mail address", checking.sender_email or checking.customer.email),
        (speech.asks_phone, "telephone number", reading.fact(FactKind.PHONE)),
    )
    for patterns, what, value in known:
        for span in checking.finds(patterns) if value else ():
            reason = f"We have their {what}: {value}."
            yield checking.found("asks-known", span, reason, f'Use it: "I have {value} open in front of me."')


def questions_are_few(checking: Checking) -> Iterator[Finding]:
    """More questions at once than anybody answers."""
    marks = [match.start() for match in re.finditer(r"\?+", checking.ours)]
    if len(marks) > _MOST_QUESTIONS:
        reason = f"{len(marks)} questions at once; the last ones stay unanswered."
        yield checking.found(
            "many-questions", (marks[0], marks[0] + 1), reason, "Ask what decides, in one or two questions."
        )


def issues_are_settled(checking: Checking) -> Iterator[Finding]:
    """A need of the customer that is neither answered, asked back about nor put off.

    A passage that stands for it says so, an open field in it is a finding of its own; free words are looked through
    for what they share with it, which in a reply from elsewhere only makes a question of it.
    """
    composed = checking.plan is not None and bool(checking.draft.passages)
    for number, issue in enumerate(checking.reading.issues if checking.reading else ()):
        if not issue.needs_answer or (checking.plan and checking.plan.states[number] is not IssueState.OPEN):
            continue
        if composed and checking.draft.passage(Step.SOLVE, number) is not None:
            continue
        asked = checking.stems(issue.words)
        if len(asked) >= _TELLING and not asked & checking.answering_stems:
            reason = f"They need: “{issue.sentence[:120]}” Does the reply answer that?"
            suggestion = "Answer it, ask back, or say by when you will."
            level = None if composed else Level.WARNING
            yield checking.found("issue-open", (0, 0), reason, suggestion, level=level)


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
    """Death, illness, danger, law or money trouble behind a message that gets nothing but ready words."""
    ready = checking.reading is not None and not checking.draft.has_own_words
    named = {found.cue.care: found for found in reversed(checking.reading.cues)} if checking.reading and ready else {}
    for subject in checking.reading.subject_care if ready and checking.reading else ():
        if subject not in named:
            reason = f"The subject of the message speaks of {subject}. Do ready words do here?"
            yield checking.found("care-needed", (0, 0), reason, "Say it in a sentence of your own.")
    for care, found in named.items():
        if care:
            reason = f"“{' '.join(found.words.split())}”: {found.cue.reason} Do ready words do here?"
            yield checking.found("care-needed", (0, 0), reason, "Say it in a sentence of your own.")


def cheer_fits(checking: Checking) -> Iterator[Finding]:
    """Emoji and exclamation marks to somebody who is upset."""
    if not checking.upset:
        return
    for match in _EMOJI.finditer(checking.ours):
        reason = "A cheerful sign beside trouble looks as if nobody had read the message."
        yield checking.found("cheer-marks", match.span(), reason, "Leave it out.", replacement="")
    marks = [match.start() for match in re.finditer("!", checking.ours)]
    if len(marks) > 1:
        reason = f"{len(marks)} exclamation marks, and the customer is upset."
        yield checking.found("cheer-marks", (marks[0], marks[0] + 1), reason, "A full stop will do.", replacement=".")


def history_is_named(checking: Checking) -> Iterator[Finding]:
    """Somebody writes about it again, and the reply begins as if for the first time."""
    earlier = checking.customer.contacts_about(checking.reading.topics[:1]) if checking.reading else []
    if earlier and not checking.finds(checking.speech.again):
        last = earlier[0]
        reason = f"{checking.greet.name or 'This customer'} wrote about {last.topic} before, on {last.on}."
        suggestion = 'Say that you know: "This is the second time you have had to write."'
        yield checking.found("history-unnamed", (0, 0), reason, suggestion)
