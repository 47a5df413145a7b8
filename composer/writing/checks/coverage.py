"""Coverage: which words of a reply satisfy which of the five steps, put in or written freely."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from composer.cases.step import FIVE, Manner, Step, Tone
from composer.writing.checks.context import Check, Checking
from composer.writing.checks.saying import wording_rules
from composer.writing.finding import Finding
from kb.problem import Level

_ASKS_FOR = {
    Step.LISTEN: (
        "Does the reply say back what happened, in the customer's own facts?",
        "Begin with their facts: which order, since when, what they tried.",
    ),
    Step.ACKNOWLEDGE: (
        "Does the reply name the trouble, and say what we did wrong?",
        "Add one sentence: what went wrong for them, and that you are sorry about that.",
    ),
    Step.VALIDATE: (
        "Does the reply say that the customer's feeling makes sense?",
        "Add one sentence: why anybody in their place would feel that way.",
    ),
    Step.SOLVE: (
        "Does the reply say what was done, or what to do now?",
        "Say what you did, or put in an article's answer.",
    ),
    Step.FOLLOW_UP: (
        "Does the reply say what happens next, and when you write again?",
        "Say when you will write again, or ask whether it worked.",
    ),
}
_STATEMENT = 5
"""Words of the shortest sentence that answers."""
_EARLY = 4
"""Sentences of a reply in which its listening stands, if anywhere."""
_LATE = 4
"""Sentences at a reply's end in which it asks back; the last ones sign off."""
_MOSTLY = 0.75
"""The share of a sentence's telling words from which on it says the message back and nothing else."""
_SHARED = 2
"""Telling words that a sentence must share with the message to say it back."""


def steps_are_there(checking: Checking) -> Iterator[Finding]:
    """A reply without one of its five steps; a question, since words can be found in more ways than we know."""
    calm = not checking.troubled and not checking.refused
    social = checking.draft.channel.manner is Manner.POST
    # Without words of its language nobody can tell what a reply says.
    for step in FIVE if checking.has_words and not checking.only_thanks else ():
        if calm and step in (Step.ACKNOWLEDGE, Step.VALIDATE):
            continue
        if (social and step in (Step.VALIDATE, Step.LISTEN)) or step_words(checking, step):
            continue
        question, suggestion = _ASKS_FOR[step]
        rule = f"step-{step.label.lower()}"
        level = None if step is Step.SOLVE or _is_missed(checking, step) else Level.HINT
        yield checking.found(rule, (0, 0), question, suggestion, level=level)


def _is_missed(checking: Checking, step: Step) -> bool:
    """Whether somebody is likely to miss a step: in a letter to whom trouble is plain, where most good replies have it.

    In a chat the next line may bring it, and to somebody who is not upset an answer alone is often the best reply.
    """
    upset = checking.reading is not None and checking.reading.tone is Tone.UPSET
    return upset and checking.draft.channel.manner is Manner.LETTER and step in (Step.ACKNOWLEDGE, Step.FOLLOW_UP)


def step_words(checking: Checking, step: Step) -> tuple[int, int] | None:
    """The words of the reply that satisfy a step: its passage, or free words that speak for it."""
    passage = checking.draft.passage(step)
    if passage is not None:
        return passage.start, passage.end
    if step is Step.LISTEN and checking.message:
        return _restated(checking)
    found = _said(checking, step)
    if found is None and step is Step.ACKNOWLEDGE:
        # Saying why it hurts names the trouble as well.
        return step_words(checking, Step.VALIDATE)
    if found is None and step is Step.SOLVE:
        return _answered(checking)
    if found is None and step is Step.FOLLOW_UP:
        return _dated(checking) or _asked_back(checking)
    return found


def _said(checking: Checking, step: Step) -> tuple[int, int] | None:
    """The first words of the reply's body that speak for a step."""
    patterns = next((patterns for known, patterns in checking.wording.steps if known is step), ())
    start, end = checking.body
    return next((span for span in checking.finds(patterns) if start <= span[0] < end), None)


def _answered(checking: Checking) -> tuple[int, int] | None:
    """A sentence that states something and is neither the listening, nor comfort, nor what happens next."""
    first, last = checking.body
    # In a line of chat the words that say the message back are those of the answer.
    listened = None if checking.draft.channel.manner is not Manner.LETTER else _restated(checking)
    others = [listened, *(_said(checking, step) for step in FIVE if step not in (Step.SOLVE, Step.LISTEN))]
    # A sentence that is a fault itself, as one that hides behind a rule, is no answer; one with a hard word is.
    faults = [
        (one.start, one.end)
        for one in wording_rules(checking)
        if one.level is not Level.HINT and one.group != "clarity"
    ]
    closed = () if checking.finds(checking.speech.instead) else checking.finds(checking.speech.cannot)
    passages = [(one.start, one.end) for one in checking.draft.passages if one.step is not Step.SOLVE]
    taken = [*(span for span in others if span is not None), *faults, *closed, *passages, *_retold(checking)]
    for start, end in checking.sentences:
        said = checking.text[start:end]
        if not first <= start < last or said.endswith("?") or len(said.split()) < _STATEMENT:
            continue
        if not any(begin < end and start < stop for begin, stop in taken):
            return start, end
    return None


def _retold(checking: Checking) -> Iterator[tuple[int, int]]:
    """The sentences that say in most of their words what the message says."""
    theirs = checking.stems(checking.message)
    for start, end in checking.sentences:
        said = checking.stems(checking.text[start:end])
        if len(said & theirs) >= _SHARED and len(said & theirs) >= _MOSTLY * len(said):
            yield start, end


def _dated(checking: Checking) -> tuple[int, int] | None:
    """A promise that says by when."""
    dated = (one for one in checking.promises if one.dated)
    return next(((one.start, one.end) for one in dated), None)


def _asked_back(checking: Checking) -> tuple[int, int] | None:
    """A question at the end, which the customer can answer."""
    first, last = checking.body
    said = [span for span in checking.sentences if first <= span[0] < last][-_LATE:]
    return next((span for span in said if checking.ours[slice(*span)].endswith("?")), None)


def _restated(checking: Checking) -> tuple[int, int] | None:
    """The opening sentences that share two telling words, or a number, with the message: one, or two side by side.

    In a chat one such word is enough: nobody says a line back in a line.
    """
    theirs = checking.stems(checking.message) - checking.idle_stems
    first, last = checking.body
    early = [span for span in checking.sentences if first <= span[0] < last][:_EARLY]
    shared = [checking.stems(checking.text[slice(*span)]) & theirs for span in early]
    for span, words in zip(early, shared, strict=True):
        if len(words) >= _SHARED or any(word.isdigit() and len(word) > 2 for word in words):
            return span
    for (one, some), (_other, more) in pairwise(zip(early, shared, strict=True)):
        if some and more and len(some | more) >= _SHARED:
            return one
    brief = checking.draft.channel.manner is not Manner.LETTER
    return next((span for span, words in zip(early, shared, strict=True) if brief and words), None)


CHECKS: tuple[Check, ...] = (steps_are_there,)
