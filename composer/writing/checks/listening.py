"""Listening: what the customer has said already, asked, and how they are met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.cases.step import Step
from composer.writing.checks.context import Check, Checking
from composer.writing.checks.coverage import step_words
from composer.writing.finding import Finding

_MOST_QUESTIONS = 3
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]\uFE0F?|[:;]-?[)D](?!\w)")


def questions_are_few(checking: Checking) -> Iterator[Finding]:
    """More questions at once than anybody answers."""
    marks = [match.start() for match in re.finditer(r"\?+", checking.ours)]
    if len(marks) > _MOST_QUESTIONS:
        reason = f"{len(marks)} questions at once; the last ones stay unanswered."
        yield checking.found(
            "many-questions", (marks[0], marks[0] + 1), reason, "Ask what decides, in one or two questions."
        )


def feelings_come_before_steps(checking: Checking) -> Iterator[Finding]:
    """`Please log in and open Orders. Sorry for the delay.`: instructions before any word for the trouble."""
    if not checking.upset:
        return
    start, end = checking.body
    told = next((span for span in checking.finds(checking.speech.instructions) if start <= span[0] < end), None)
    acknowledged = step_words(checking, Step.ACKNOWLEDGE)
    if told and acknowledged and told[0] < acknowledged[0]:
        reason = "The customer is in trouble, and the instructions come first."
        yield checking.found("steps-first", told, reason, "Name the trouble first, then the way out.")


def care_is_taken(checking: Checking) -> Iterator[Finding]:
    """Death, illness, danger, law or money trouble behind a message that gets nothing but ready words."""
    ready = checking.reading is not None and not checking.draft.has_own_words
    named = {found.cue.care: found for found in reversed(checking.reading.cues)} if checking.reading and ready else {}
    for subject in checking.reading.subject_care if ready and checking.reading else ():
        if subject not in named:
            reason = f"The subject of the message speaks of {subject}. Are ready words right here?"
            yield checking.found("care-needed", (0, 0), reason, "Say it in a sentence of your own.")
    for care, found in named.items():
        if care:
            reason = f"“{' '.join(found.words.split())}”: {found.cue.reason} Are ready words right here?"
            yield checking.found("care-needed", (0, 0), reason, "Say it in a sentence of your own.")


def danger_is_asked_about(checking: Checking) -> Iterator[Finding]:
    """`Probably nothing, but there is a funny smell`: words like those that stand beside many a danger."""
    hazard = checking.reading.hazard if checking.reading else None
    if hazard and not checking.draft.has_own_words:
        reason = f"Is somebody in danger or hurt? The customer writes: “{' '.join(hazard.words.split())}”"
        yield checking.found("care-perhaps", (0, 0), reason, "If so, say first what they should do, in your own words.")


def cheer_fits(checking: Checking) -> Iterator[Finding]:
    """Emoji and exclamation marks to somebody who is in trouble, and cheerful words beside a death or danger."""
    if checking.grave:
        for span in checking.finds(checking.speech.cheer):
            reason = "A cheerful word to somebody in grief or danger."
            yield checking.found("cheer-in-grief", span, reason, "Take it out.")
    if not checking.upset and not checking.grave:
        return
    for match in _EMOJI.finditer(checking.ours):
        reason = "A cheerful sign beside trouble looks as if nobody had read the message."
        yield checking.found("cheer-marks", match.span(), reason, "Leave it out.", replacement="")
    marks = [match.start() for match in re.finditer("!", checking.ours)]
    if len(marks) > 1 or (marks and checking.grave):
        reason = f"Exclamation marks ({len(marks)}) beside trouble."
        yield checking.found("cheer-marks", (marks[0], marks[0] + 1), reason, "A full stop will do.", replacement=".")


def history_is_named(checking: Checking) -> Iterator[Finding]:
    """Somebody writes about it again, and the reply begins as if for the first time."""
    earlier = (
        checking.customer.contacts_about(checking.reading.topics[:1], checking.message) if checking.reading else []
    )
    if earlier and not checking.finds(checking.speech.again):
        last = earlier[0]
        reason = f"{checking.greet.name or 'This customer'} wrote about {last.topic} before, on {last.on}."
        suggestion = 'Say that you know: "This is the second time you have had to write."'
        yield checking.found("history-unnamed", (0, 0), reason, suggestion)


CHECKS: tuple[Check, ...] = (
    questions_are_few,
    feelings_come_before_steps,
    care_is_taken,
    danger_is_asked_about,
    cheer_fits,
    history_is_named,
)
