"""Facts and questions: what the customer stated, and what they ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What kind of thing was stated."""

    ORDER = "order"
    AMOUNT = "amount"
    DATE = "date"
    EMAIL = "e-mail"
    PHONE = "phone"
    CARD = "card number"


@dataclass(frozen=True)
class Fact:
    """Something the customer stated that a good answer repeats."""

    kind: FactKind
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Question:
    """A sentence that asks something."""

    text: str
    start: int
    end: int


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ORDER = (
    r"\b(?:order|invoice|booking|reference|ref|case|ticket)\b(?:\s+(?:number|no|nr|id))?"
    r"[\s.:#]{1,3}((?:[A-Z]{1,4}-?)?\d[\dA-Z-]{2,14})\b"
)
_AMOUNT = (
    r"[€£$]\s?\d[\d.,]{0,11}\d?"
    r"|\b\d[\d.,]{0,11}\s?(?:€|£|\$|eur(?:os?)?\b|gbp\b|usd\b|pounds?\b|dollars?\b)"
)
_DATE = (
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?: \d{{4}})?"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
    rf"|\b(?:last |next |on |this |since |by )?{_DAY}\b|\byesterday\b"
)
_PATTERNS: list[tuple[FactKind, re.Pattern[str]]] = [
    (FactKind.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    (FactKind.CARD, re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,15}(?![\d-])")),
    (FactKind.ORDER, re.compile(_ORDER, re.IGNORECASE)),
    (FactKind.ORDER, re.compile(r"(?<!\w)#(\d{3,12})\b")),
    (FactKind.AMOUNT, re.compile(_AMOUNT, re.IGNORECASE)),
    (FactKind.DATE, re.compile(_DATE, re.IGNORECASE)),
    (FactKind.PHONE, re.compile(r"(?<![\w.])\+?\d{2,4}(?:[ /-]\d{2,5}){2,4}\b")),
]
_SENTENCE = re.compile(r"(?:[^.!?\n]|\n(?![^\S\n]*\n)|[.](?=\w))+[.!?]*")
"""A line break inside a paragraph is only a fold of the mail program."""
_VERB = r"(?:can|could|shall|should|will|would|do|does|did|is|are|was|were|may|must|has|have|to)"
_ASKS = re.compile(
    rf"^(?:and |but |so |or |also )?(?:(?:when|where|who|whom|why) {_VERB}\b"
    rf"|(?:how|what|which|whose)(?: \w+){{0,2}} {_VERB}\b"
    r"|(?:can|could|would|will|do|does|did|is|are|may|should|have|has) (?!an?\b)).{6,}"
    r"|\b(?:could you|can you|would you|please (?:tell|let|send|advise|help|confirm)"
    r"|i (?:would|'d) like to know|i wonder|any idea)\b",
    re.IGNORECASE,
)


def find_facts(text: str) -> list[Fact]:
    """The facts of a text in its order; a word belongs to one fact only."""
    found: list[Fact] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups else 0
            start, end = match.span(group)
            if kind is FactKind.CARD and not _luhn(match[0]):
                continue
            if all(end <= fact.start or start >= fact.end for fact in found):
                found.append(Fact(kind, text[start:end].strip(" ,.;:"), start, end))
    return sorted(found, key=lambda fact: fact.start)


def find_questions(text: str) -> list[Question]:
    """The sentences of a text that ask something, with or without a question mark."""
    return [
        Question(" ".join(text[start:end].split()), start, end)
        for start, end in sentences(text)
        if text[start:end].endswith("?") or _ASKS.search(" ".join(text[start:end].split()))
    ]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, without the white space around them."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append((start, start + len(words)))
    return found


def _luhn(digits: str) -> bool:
    """Whether digits have the check sum of a payment card (ISO/IEC 7812-1)."""
    numbers = [int(digit) for digit in digits if digit.isdigit()][::-1]
    return sum(n if i % 2 == 0 else sum(divmod(2 * n, 10)) for i, n in enumerate(numbers)) % 10 == 0
