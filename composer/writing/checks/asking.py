"""Asking: what a reply asks the customer for, though the message has given it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from composer.reading.asks import Ask
from composer.reading.days.saying import day_spans
from composer.reading.facts import FactKind, sentences
from composer.reading.patterns import Text
from composer.reading.reading import Reading
from composer.reading.spans import apart, within
from composer.reading.speech import Speech
from composer.writing.checks.context import Check, Checking, stems_of
from composer.writing.finding import Finding
from composer.writing.quotations import quoted_spans
from kb.problem import Level

Span = tuple[int, int]


def nothing_known_is_asked_for(checking: Checking) -> Iterator[Finding]:
    """`Could you send me your order number?`, which stands in the message."""
    if checking.reading is None:
        return
    asking, known = _asking(checking), _known(checking, checking.reading)
    for start, end in checking.sentences if known else ():
        begins = _begins(asking, (start, end))
        question = checking.ours[start:end].endswith("?")
        for ask, value in known:
            if ask.step:
                yield from _tried(checking, ask, (start, end))
                continue
            if begins is None and (not question or (value and value not in checking.message)):
                # Which of several addresses counts is a fair question.
                continue
            for span in _asked(checking, ask, (start if begins is None else begins, end)):
                if not value or value not in checking.text[start:end]:
                    yield _again(checking, ask, value, span)
    yield from _asked_days(checking)
    yield from _asked_attempts(checking)


def _again(checking: Checking, ask: Ask, value: str, span: Span) -> Finding:
    reason = f"We have their {ask.what}: {value}." if value else f"The message says {ask.what}."
    use = f"Take the question out, and use {value}." if ask.sure else "Take it from there."
    return checking.found("asks-known", span, reason, use, level=None if ask.sure else Level.WARNING)


def _known(checking: Checking, reading: Reading) -> list[tuple[Ask, str]]:
    """What the message or the records hold of what can be asked for, with its value where it is a fact."""
    told = _told(checking.message, checking.speech)
    known = []
    for ask in checking.speech.asks:
        value = _value(checking, reading, ask)
        if value or ask.what in told:
            known.append((ask, value))
    return known


def _value(checking: Checking, reading: Reading, ask: Ask) -> str:
    """The value of a fact that can be asked for; an empty text where there is none."""
    kind = next((kind for kind in FactKind if kind == ask.fact), None)
    value = reading.fact(kind) if kind else ""
    if not value and kind is FactKind.ERROR:
        # Most errors have no code: the customer quotes what the page says.
        return next((checking.message[start:end] for start, end in quoted_spans(checking.message)), "")
    return value or (checking.sender_email or checking.customer.email if kind is FactKind.EMAIL else "")


@lru_cache(maxsize=64)
def _told(message: str, speech: Speech) -> frozenset[str]:
    """What a message says in words, kept: it stays the same while a reply to it is written."""
    text = Text.of(message)
    told = (ask for ask in speech.asks if ask.told and speech.finds(text, ask.told))
    return frozenset(ask.what for ask in told if not (ask.untold and speech.finds(text, ask.untold)))


def _tried(checking: Checking, ask: Ask, sentence: Span) -> Iterator[Finding]:
    """`Please restart it`, to somebody who restarted it."""
    start, end = sentence
    ours = [*checking.finds(checking.speech.own), *checking.finds(checking.speech.company)]
    more = [span for span in checking.finds(checking.speech.further_try) if start <= span[0] < end]
    for span in _asked(checking, ask, sentence):
        if not more and not any(start <= one[0] < span[0] for one in ours):
            reason = f"The message says {ask.what} already."
            use = "Take the next step that they have not tried."
            yield checking.found("asks-known", span, reason, use, level=Level.WARNING)


def _asking(checking: Checking) -> list[Span]:
    """Where the reply asks the customer for something, and does not say what we send."""
    return apart(checking.finds(checking.speech.asking), checking.finds(checking.speech.offering))


def _begins(asking: list[Span], sentence: Span) -> int | None:
    """Where the first word of a sentence stands that asks for something; None where nothing does."""
    here = within(asking, *sentence)
    return here[0][0] if here else None


def _asked(checking: Checking, ask: Ask, place: Span) -> list[Span]:
    """Where something is asked for behind the first word that asks, and is not another than the known one."""
    another = () if ask.step else checking.finds(checking.speech.another)
    found = [*within(checking.finds(ask.asked), *place)]
    found = apart(found, checking.finds(ask.other)) if ask.other else found
    return [span for span in found if not any(place[0] <= start and end <= span[0] + 1 for start, end in another)][:1]


def _asked_days(checking: Checking) -> Iterator[Finding]:
    """`Which day do you arrive?`, where the message names the day of the arrival."""
    matters = _dated_matters(checking.message, checking.speech, checking.language)
    asking = _asking(checking)
    for start, end in checking.sentences if matters else ():
        question = start if checking.ours[start:end].endswith("?") else None
        begins = _begins(asking, (start, end)) if question is None else question
        for span in _asked(checking, Ask("", checking.speech.asks_day), (begins, end)) if begins is not None else ():
            asked = checking.stems(checking.ours[span[1] : end].split(",")[0])
            if any(asked & matter for matter in matters):
                yield checking.found(
                    "asks-known", span, "The message names the day.", "Take it from there.", level=Level.WARNING
                )


@lru_cache(maxsize=64)
def _dated_matters(message: str, speech: Speech, language: str) -> list[frozenset[str]]:
    """What each sentence of a message speaks of that names a day, kept: it stays the same while a reply is written."""
    said = (message[start:end] for start, end in sentences(message))
    return [stems_of(one, language) for one in said if day_spans(Text.of(one), speech.day_words)]


def _asked_attempts(checking: Checking) -> Iterator[Finding]:
    """`Have you restarted it?` to somebody who restarted it twice."""
    said = checking.stems(checking.message)
    for span in checking.finds(checking.speech.asks_tried):
        if checking.stems(checking.ours[slice(*span)]) & said:
            reason = "The customer has tried that already, and says so."
            yield checking.found(
                "asks-known", span, reason, "Take the next step that they have not tried.", level=Level.WARNING
            )


CHECKS: tuple[Check, ...] = (nothing_known_is_asked_for,)
