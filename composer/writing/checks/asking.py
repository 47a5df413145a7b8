"""Asking: what a reply asks the customer for, though the message has given it."""

from __future__ import annotations

from collections.abc import Iterator

from composer.reading.facts import FactKind, sentences
from composer.reading.patterns import Text
from composer.reading.reading import Reading
from composer.reading.spans import apart
from composer.reading.speech import Patterns
from composer.writing.checks.context import Checking
from composer.writing.finding import Finding
from kb.problem import Level

Span = tuple[int, int]


def nothing_known_is_asked_for(checking: Checking) -> Iterator[Finding]:
    """`Could you send me your order number?`, which stands in the message."""
    if checking.reading is None:
        return
    asking = _asking(checking)
    known = [*_told(checking, checking.reading), *_said(checking)]
    for start, end in checking.sentences:
        begins = _begins(asking, (start, end))
        question = checking.ours[start:end].endswith("?")
        for patterns, what, value, certain in known if question or begins is not None else ():
            if begins is None and value and value not in checking.message:
                # Which of several addresses counts is a fair question.
                continue
            for span in _asked(checking, patterns, (start if begins is None else begins, end)):
                if value and value in checking.text[start:end]:
                    continue
                reason = f"We have their {what}: {value}." if value else f"The message says {what}."
                use = f"Take the question out, and use {value}." if certain else "Take it from there."
                yield checking.found("asks-known", span, reason, use, level=None if certain else Level.WARNING)
    yield from _asked_days(checking)
    yield from _asked_attempts(checking)


def _asking(checking: Checking) -> list[Span]:
    """Where the reply asks the customer for something, and does not say what we send."""
    return apart(checking.finds(checking.speech.asking), checking.finds(checking.speech.offering))


def _begins(asking: list[Span], sentence: Span) -> int | None:
    """Where the first word of a sentence stands that asks for something; None where nothing does."""
    return next((span[0] for span in asking if sentence[0] <= span[0] < sentence[1]), None)


def _told(checking: Checking, reading: Reading) -> Iterator[tuple[Patterns, str, str, bool]]:
    """The facts that the message or the records hold: how they are asked for, what they are, and their value."""
    speech, customer = checking.speech, checking.customer
    yield speech.asks_email, "e-mail address", checking.sender_email or customer.email, True
    for patterns, what, kind, certain in (
        (speech.asks_order, "order number", FactKind.ORDER, True),
        (speech.asks_invoice, "invoice number", FactKind.INVOICE, True),
        (speech.asks_phone, "telephone number", FactKind.PHONE, True),
        (speech.asks_reference, "number", FactKind.REFERENCE, False),
        (speech.asks_amount, "amount", FactKind.AMOUNT, False),
        (speech.asks_version, "version", FactKind.VERSION, False),
        (speech.asks_device, "device", FactKind.DEVICE, False),
        (speech.asks_error, "error", FactKind.ERROR, False),
    ):  # fmt: skip
        value = reading.fact(kind)
        if value:
            yield patterns, what, value, certain


def _said(checking: Checking) -> Iterator[tuple[Patterns, str, str, bool]]:
    """What a message says that is no fact with a value: an address, a size, a device, how many people."""
    speech, message = checking.speech, Text.of(checking.message)
    for patterns, what, told in (
        (speech.asks_address, "the address", speech.told_address),
        (speech.asks_people, "how many people", speech.told_people),
        (speech.asks_size, "the size", speech.told_size),
        (speech.asks_device, "the device", speech.told_device),
    ):
        if speech.finds(message, told):
            yield patterns, what, "", False


def _asked(checking: Checking, patterns: Patterns, within: Span) -> list[Span]:
    """Where something is asked for behind the first word that asks, and is not another than the known one."""
    another = checking.finds(checking.speech.another)
    found = [span for span in checking.finds(patterns) if within[0] <= span[0] < within[1]]
    return [span for span in found if not any(within[0] <= start and end <= span[0] + 1 for start, end in another)][:1]


def _asked_days(checking: Checking) -> Iterator[Finding]:
    """`Which day do you arrive?`, where the message names the day of the arrival."""
    days = [fact for fact in checking.reading.facts if fact.kind is FactKind.DATE] if checking.reading else []
    told = [
        sentence
        for sentence in sentences(checking.message)
        if any(sentence[0] <= day.start < sentence[1] for day in days)
    ]
    matters = [checking.stems(checking.message[slice(*sentence)]) for sentence in told]
    asking = _asking(checking)
    for start, end in checking.sentences if matters else ():
        question = start if checking.ours[start:end].endswith("?") else None
        begins = _begins(asking, (start, end)) if question is None else question
        for span in _asked(checking, checking.speech.asks_day, (begins, end)) if begins is not None else ():
            asked = checking.stems(checking.ours[span[1] : end].split(",")[0])
            if any(asked & matter for matter in matters):
                yield checking.found(
                    "asks-known", span, "The message names the day.", "Take it from there.", level=Level.WARNING
                )


def _asked_attempts(checking: Checking) -> Iterator[Finding]:
    """`Have you restarted it?` to somebody who restarted it twice."""
    said = checking.stems(checking.message)
    for span in checking.finds(checking.speech.asks_tried):
        if checking.stems(checking.ours[slice(*span)]) & said:
            reason = "The customer has tried that already, and says so."
            yield checking.found(
                "asks-known", span, reason, "Take the next step that they have not tried.", level=Level.WARNING
            )
