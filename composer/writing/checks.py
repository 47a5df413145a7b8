"""Checks: one function per rule that needs to know more than words, in a list that can be read at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.phrases.choice import sentence_key, sentences_had, sentences_of
from composer.reading.cues import CueKind
from composer.reading.patterns import find_spans, fold_in_place
from composer.step import FIVE, Channel, Step
from composer.writing.checking import Check, Checking
from composer.writing.finding import Finding
from composer.writing.greeting import the_name_is_used
from composer.writing.placeholders import fields_are_filled, no_placeholder_is_left
from composer.writing.promises import find_promises
from kb.problem import Level
from kb.words import STOP_WORDS, stem, telling, words_of

_ASKS_FOR = {
    Step.LISTEN: (
        "Does it say back what happened, in the customer's own facts?",
        "Begin with their facts: which order, since when, what they tried.",
    ),
    Step.ACKNOWLEDGE: (
        "Does it name the trouble, and own what is ours?",
        "One sentence: what went wrong for them, and that you are sorry about that.",
    ),
    Step.VALIDATE: (
        "Does it say that the feeling makes sense?",
        "One sentence: why anybody in their place would feel that way.",
    ),
    Step.SOLVE: (
        "Does it say what was done, or what to do now?",
        "Say what you did, or put in an article's answer.",
    ),
    Step.FOLLOW_UP: (
        "Does it say what happens next, and when you are back?",
        "Say when you will write again, or ask whether it worked.",
    ),
}


def steps_are_there(checking: Checking) -> Iterator[Finding]:
    """A reply without one of its five steps; a question, since words can be found in more ways than we know."""
    calm = not checking.troubled
    for step in () if checking.only_thanks else FIVE:
        if step_words(checking, step) or (calm and step in (Step.ACKNOWLEDGE, Step.VALIDATE)):
            continue
        if checking.draft.channel is Channel.SOCIAL and step in (Step.VALIDATE, Step.LISTEN):
            continue
        question, suggestion = _ASKS_FOR[step]
        level = Level.HINT if calm and step is not Step.SOLVE else Level.WARNING
        yield checking.found(f"step-{step.label.lower()}", level, (0, 0), question, suggestion)


def step_words(checking: Checking, step: Step) -> tuple[int, int] | None:
    """The words of the reply that satisfy a step: its passage, or free words that speak for it."""
    passage = checking.draft.passage(step)
    if passage is not None:
        return passage.start, passage.end
    text = checking.text
    own = _outside_frame(checking)
    if step is Step.LISTEN and checking.message:
        return _restated(text, checking.message, checking.language, own)
    patterns = next((patterns for known, patterns in checking.wording.steps if known is step), ())
    spans = [span for span in find_spans(text, patterns) if own[0] <= span[0] < own[1]]
    return spans[0] if spans else None


def _outside_frame(checking: Checking) -> tuple[int, int]:
    """The reply without its opening and closing."""
    opening, closing = checking.draft.passage(Step.OPENING), checking.draft.passage(Step.CLOSING)
    return opening.end if opening else 0, closing.start if closing else len(checking.text)


def _restated(text: str, message: str, language: str, own: tuple[int, int]) -> tuple[int, int] | None:
    """The first of the opening sentences that shares two content words, or a number, with the message."""
    said = {stem(word, language) for word in words_of(message) if word not in STOP_WORDS and len(word) > 2}
    for number, match in enumerate(re.finditer(r"[^.!?\n]+[.!?]*", text[own[0] : own[1]])):
        shared = {
            stem(word, language) for word in words_of(match[0]) if word not in STOP_WORDS and len(word) > 2
        } & said
        if len(shared) >= 2 or any(word.isdigit() and len(word) > 2 for word in shared):
            return own[0] + match.start(), own[0] + match.end()
        if number >= 3:
            break
    return None


def promises_have_a_day(checking: Checking) -> Iterator[Finding]:
    """`I will get back to you soon`: broken the moment it is sent."""
    for promise in find_promises(checking.text):
        if promise.dated and not promise.vague:
            continue
        if promise.vague and not promise.dated:
            reason = f"{promise.vague!r} is no day; the customer starts waiting now."
        elif promise.vague:
            continue
        else:
            reason = "This promises something without saying by when."
        suggestion = 'Name the day or the hour: "I will write to you by Friday at 16:00, also if there is no news yet."'
        yield checking.found("promise-undated", Level.ERROR, (promise.start, promise.end), reason, suggestion)


def wording_rules(checking: Checking) -> Iterator[Finding]:
    """The team's own rules, from wording.yaml."""
    for rule in checking.wording.rules:
        for span in find_spans(checking.text, rule.patterns)[:3]:
            yield checking.found(rule.id, rule.level, span, rule.reason, rule.suggest)


def nothing_is_said_twice(checking: Checking) -> Iterator[Finding]:
    """A sentence that this customer has had from us before, word for word, or that stands here twice."""
    for sentence in sentences_had(checking.text, checking.had):
        start = checking.text.find(sentence)
        reason = "This customer has had this sentence from us before; twice, it reads as a script."
        yield checking.found(
            "sentence-again",
            Level.ERROR,
            (start, start + len(sentence)),
            reason,
            "Say it in other words: another wording is one key away.",
        )
    said: dict[str, str] = {}
    for sentence in filter(sentence_key, sentences_of(checking.text)):
        if said.setdefault(sentence_key(sentence), sentence) is not sentence:
            start = checking.text.rfind(sentence)
            reason = "This reply says it twice."
            span = (start, start + len(sentence))
            yield checking.found("sentence-twice", Level.ERROR, span, reason, "Take one of the two out.")


def it_fits_the_channel(checking: Checking) -> Iterator[Finding]:
    """A post that is longer than its channel allows."""
    over = len(checking.text) - checking.longest
    if checking.longest and over > 0:
        reason = f"{len(checking.text)} characters; {checking.draft.channel} has room for {checking.longest}."
        yield checking.found(
            "too-long",
            Level.ERROR,
            (checking.longest, len(checking.text)),
            reason,
            f"Take out {over} characters, or link to the article.",
        )


_NAMES_HISTORY = re.compile(
    r"\b(?:again|already|second|third|fourth|earlier|(?:first|last) time|before|once more|more than once|twice|since"
    r"|you (?:last )?(?:wrote|asked|were in touch))\b"
)


def repeated_contact_is_named(checking: Checking) -> Iterator[Finding]:
    """Somebody writes about it again, and the reply begins as if for the first time."""
    earlier = checking.customer.contacts_about(checking.reading.topics[:1]) if checking.reading else []
    if not earlier:
        return
    if not _NAMES_HISTORY.search(fold_in_place(checking.text)):
        last = earlier[0]
        reason = f"{checking.customer.first_name or 'This customer'} wrote about {last.topic} before, on {last.on}."
        yield checking.found(
            "history-unnamed",
            Level.WARNING,
            (0, 0),
            reason,
            'Say that you know: "This is the second time you have had to write."',
        )


def something_is_written(checking: Checking) -> Iterator[Finding]:
    """An empty reply."""
    if not checking.text.strip():
        yield checking.found(
            "reply-empty", Level.ERROR, (0, 0), "There is no reply yet.", "Take a first phrase, or write."
        )


def questions_are_answered(checking: Checking) -> Iterator[Finding]:
    """A question of the customer that shares no telling word with the reply."""
    said = {stem(word, checking.language) for word in words_of(checking.text) if telling(word)}
    for question in checking.reading.questions if checking.reading else ():
        asked = {stem(word, checking.language) for word in words_of(question.text) if telling(word)}
        if len(asked) >= _TELLING and not asked & said:
            reason = f"They ask: “{question.text[:120]}” Does the reply answer that?"
            yield checking.found("question-open", Level.WARNING, (0, 0), reason, "Answer it, or say when you will.")


def care_is_taken(checking: Checking) -> Iterator[Finding]:
    """Illness, death, danger or money trouble behind a message that gets nothing but phrases."""
    own = any(passage.own for passage in checking.draft.passages)
    for found in checking.reading.cues if checking.reading and not own else ():
        if found.cue.kind is CueKind.VULNERABLE:
            reason = f"“{' '.join(found.words.split())}”: {found.cue.reason} Do ready words do here?"
            yield checking.found("care-needed", Level.WARNING, (0, 0), reason, "Say it in a sentence of your own.")


CHECKS: list[Check] = [
    something_is_written,
    fields_are_filled,
    no_placeholder_is_left,
    the_name_is_used,
    promises_have_a_day,
    nothing_is_said_twice,
    it_fits_the_channel,
    wording_rules,
    steps_are_there,
    questions_are_answered,
    care_is_taken,
    repeated_contact_is_named,
]

_TELLING = 2
"""Telling words that a question must have to be looked for in the reply."""
_RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 2}


def check_reply(checking: Checking) -> list[Finding]:
    """Everything that could be better, what blocks first, then in the order of the reply."""
    findings = {finding: None for check in CHECKS for finding in check(checking)}
    if any(finding.rule == "reply-empty" for finding in findings):
        return [finding for finding in findings if finding.rule == "reply-empty"]
    return sorted(findings, key=lambda finding: (_RANK[finding.level], finding.start, finding.rule))
