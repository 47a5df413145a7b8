"""Facts and questions: what the customer stated, and what they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from composer.reading.cards import find_cards, find_masked_cards, mask_cards
from composer.reading.days.saying import day_spans
from composer.reading.patterns import Text, fold_in_place
from composer.reading.spans import take
from composer.reading.speech import Speech


class FactKind(StrEnum):
    """What kind of thing was stated."""

    ORDER = "order"
    INVOICE = "invoice"
    REFERENCE = "reference"
    AMOUNT = "amount"
    DATE = "date"
    DURATION = "duration"
    EMAIL = "e-mail"
    PHONE = "phone"
    LINK = "link"
    VERSION = "version"
    DEVICE = "device"
    ERROR = "error code"
    PRODUCT = "product"
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


_AMOUNT = r"[€£$]\s?\d[\d.,]{0,11}\d?"
_NUMBER = r"((?:[A-Z]{1,4}-?)?\d[\dA-Z-]{2,14})\b"
_NUMBER_ALONE = r"((?:[A-Z]{1,4}-?)?\d[\dA-Z-]{2,14}+)\b(?![ \t]+[^\W_])"
_NO_SPAN = r"(?!\d{1,3}-[a-z]{4})"
"""`My contract, 12-month` names no contract."""
_GROUPED = r"(\d{3,5}(?: \d{3,5}){2,3}|\d{4} \d{4})(?![\w-]|[.,]\d)"
"""A number of an account in groups, which looks like one of a telephone: `4009 316 442`."""
_CODE = r"([A-Z]{0,5}-?\d[\dA-Z-]{0,14})\b"
_MONTH_AHEAD = r"[ \t]+(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*\b"
_NO_VERB = "".join(rf"(?<!\b{word}\s)" for word in ("to", "i", "we", "have", "can", "could", "would", "please"))
"""`We would like to order 250 tulips` names no order."""
_SMALL_AHEAD = r"\s+(?-i:[a-zäöüß\d])"
_NO_END = "|".join((
    r"[.](?=[\w,])",
    rf"(?<=\d)[.](?={_MONTH_AHEAD}|{_SMALL_AHEAD})",
    r"(?<=\b(?:jan|feb|mar|mär|mrz|apr|jun|jul|aug|sep|oct|okt|nov|dec|dez|mon|tue|wed|thu|fri|sat|sun))[.](?=\s+\d)",
    r"(?<=\b(?:sept|tues|thur))[.](?=\s+\d)",
    r"(?<=\bbis (?:mo|di|mi|do|fr|sa|so))[.](?=\s)",
    r"(?<=\bam (?:mo|di|mi|do|fr|sa|so))[.](?=\s)",
    r"(?<=\bca)[.](?=\s)",
    rf"(?<=\b(?:hrs|std|min))[.](?={_SMALL_AHEAD})",
    rf"(?<=\b[ap]\.m)[.](?={_SMALL_AHEAD}|\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|\s+(?-i:[A-Z]{{2,4}})\b)",
))  # fmt: skip
_SENTENCE = re.compile(rf"(?:[^.!?\n]|\n(?![^\S\n]*\n)|{_NO_END})+[.!?]*", re.IGNORECASE)
"""A line break inside a paragraph is a fold of the mail program; `27.` before a month ends none."""
_SHORTEST = 10
"""Characters that a question without its mark must have."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'\u2019)]{1,2000}[^\s<>\"'\u2019).,;:!?]", re.IGNORECASE)
_CODED = r"[A-Z0-9]{1,12}(?:[-/][A-Z0-9]{1,12}){0,3}(?![\w/-])"
_REFERENCE = re.compile(rf"(?<![\w/-])(?:[A-Z]{{2,6}}[-/](?=[\w/-]{{0,20}}\d)|[A-Z]-(?=\d{{5}})){_CODED}")
"""`AG-10482`, `ORD/2026/1187`, `C-208831`: capitals, a border, and a figure behind it."""
_VERSION = re.compile(
    r"(?<![\w.])(?:v(?:er(?:sion)?)?\.?[ ]?\d{1,4}(?:\.\d{1,4}){0,3}|\d{1,3}\.\d{1,3}\.\d{1,4})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?<!\w)(?:i(?:Phone|Pad|Mac|OS)|iPadOS|mac ?OS|Mac(?:Book)?|Windows|Android|Chromebook|Ubuntu|Debian|Fedora|Linux"
    r"|Firefox|Chrome|Safari|Edge|Opera|Outlook|Kindle|Raspberry Pi|Galaxy|Pixel|Fire ?TV|Apple ?TV|PlayStation|Xbox"
    r"|Nintendo Switch)"
    r"(?:[ ](?:Pro|Air|Mini|Max|Plus|SE|Ultra|Home|Server|LTS|XP|[A-Z]?\d{1,4}(?:\.\d{1,3}){0,2})){0,3}(?!\w)"
)
_ERROR = re.compile(r"(?<![\w-])(?:0x[0-9A-Fa-f]{2,16}|[A-Z]{2,12}(?:_[A-Z0-9]{2,20}){1,6})(?![\w-])")


_BY_CASE = frozenset({FactKind.ORDER, FactKind.LINK, FactKind.REFERENCE, FactKind.ERROR, FactKind.DEVICE})
"""Kinds that capitals tell."""


_NAMED = frozenset({FactKind.ORDER, FactKind.INVOICE, FactKind.REFERENCE})
"""Kinds of numbers that a message is about."""
_BARE = re.compile(
    r"(?:\b(?:nr|no|num|number|nummer|about|for|its|it['\u2019]s)[\s.:]{1,2}|(?<=\()|(?<=[,.?!]\s)(?=[1-9]\d{3,6},\s))"
    r"(?!(?:19|20)\d\d\b)([1-9]\d{3,6})(?=[\s,;).!?]|$)(?![.,]\d)"
    r"(?!\s?(?:[\u20ac\u00a3$%]|eur|euros?|pounds?|k[gm]|m?g|m?l|mah|k?wh|[wvx]|hz|mm|cm|uhr|people|pieces|st\u00fcck|other|of)\b)",
    re.IGNORECASE,
)
"""A number that stands as one names things, and neither a year, a sum nor a measure."""
_NEXT = re.compile(r"(?:,\s|,?\s(?:and|und|&)\s)([1-9]\d{3,6})(?=[\s,;).!?]|$)")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def _expressions(speech: Speech) -> list[tuple[FactKind, re.Pattern[str]]]:
    """How facts look in a language, the surest first; in folded text."""
    order, invoice, reference, code, sign, currency = (
        "|".join(re.escape(fold_in_place(word)) for word in words) or r"(?!)"
        for words in (
            speech.orders,
            speech.invoices,
            speech.references,
            speech.error_words,
            speech.number_signs,
            speech.currencies,
        )
    )

    def numbered(words: str, number: str = _NUMBER, before: str = "") -> re.Pattern[str]:
        return re.compile(
            rf"{before}\b(?:{words})\b(?:\s+(?:{sign})\b){{0,2}}[\s.:#(]{{1,3}}{_NO_SPAN}{number}", re.IGNORECASE
        )

    return [
        (FactKind.LINK, _LINK),
        (FactKind.EMAIL, _EMAIL),
        (FactKind.INVOICE, numbered(invoice)),
        (FactKind.ERROR, numbered(code, _CODE)),
        (FactKind.ERROR, _ERROR),
        (FactKind.ORDER, numbered(order, _NUMBER_ALONE)),
        (FactKind.ORDER, numbered(order, before=_NO_VERB)),
        (FactKind.ORDER, re.compile(rf"\b(?:{order})\b,\s?(\d{{4,12}})\b", re.IGNORECASE)),
        (FactKind.ORDER, re.compile(rf"(?<![\w/-])(?:ORD|ORDER|PO)[-/#](?=[\w/-]{{0,20}}\d){_CODED}")),
        (FactKind.REFERENCE, numbered(reference, _GROUPED)),
        (FactKind.REFERENCE, numbered(reference)),
        (FactKind.REFERENCE, _REFERENCE),
        # `[#20418]` in a subject is the number that a help desk gave the mail.
        (FactKind.REFERENCE, re.compile(r"\[#(\d{3,12})\]")),
        (FactKind.REFERENCE, re.compile(rf"\[(?:{reference})\b[^\[\]\n]{{0,30}}\]\s?#(\d{{3,12}})\b", re.IGNORECASE)),
        (FactKind.ORDER, re.compile(r"(?<![\w\[])#(\d{3,12})\b")),
        (FactKind.AMOUNT, re.compile(rf"{_AMOUNT}|\b\d(?:[\d.,]{{0,10}}\d)?\s?(?:[€£$](?!\s?\d)|(?:{currency})\b)")),
        (FactKind.PHONE, re.compile(r"(?<![\w.])\+?\d{2,4}(?:[ /-]\d{2,5}){2,4}\b")),
        (FactKind.DEVICE, _DEVICE),
        (FactKind.VERSION, _VERSION),
    ]


def find_facts(text: str, speech: Speech) -> list[Fact]:
    """The facts of a text in its order; a word belongs to one fact only."""
    taken = bytearray(len(text))
    cards = sorted((*find_cards(text), *find_masked_cards(text)))
    found = [
        Fact(FactKind.CARD, mask_cards(text[start:end]), start, end) for start, end in cards if take(taken, start, end)
    ]
    for kind, start, end in _places(Text.of(text), speech):
        if take(taken, start, end):
            found.append(Fact(kind, text[start:end].strip(" ,.;:"), start, end))
    return sorted((*found, *_bare_orders(text, found, speech)), key=lambda fact: fact.start)


def _places(text: Text, speech: Speech) -> Iterator[tuple[FactKind, int, int]]:
    """Where facts may stand, the surest kinds first; a day in figures looks like a telephone number."""
    for kind, expression in _expressions(speech):
        if kind is FactKind.PHONE:
            for start, end, length in day_spans(text, speech.day_words):
                yield FactKind.DURATION if length else FactKind.DATE, start, end
        for match in expression.finditer(text.text if kind in _BY_CASE and not expression.groups else text.folded):
            yield kind, *match.span(1 if expression.groups else 0)


def _bare_orders(text: str, found: list[Fact], speech: Speech) -> list[Fact]:
    """Numbers alone in a message about an order that gives it no other: `nr 6033`, `its 6002`, `the arch (9018)`."""
    if any(fact.kind in _NAMED for fact in found) or not _is_about_an_order(text, speech):
        return []
    alone = [
        number
        for match in _BARE.finditer(text)
        if not any(fact.start < match.end(1) and match.start(1) < fact.end for fact in found)
        for number in _listed(text, match)
    ]
    places = {number.start(1): number for number in alone}
    return [Fact(FactKind.ORDER, number[1], start, number.end(1)) for start, number in places.items()]


def _listed(text: str, number: re.Match[str] | None) -> Iterator[re.Match[str]]:
    """A number, and those that are listed right behind it: `6540, 6541 and 6549`."""
    while number:
        yield number
        number = _NEXT.match(text, number.end())


def _is_about_an_order(text: str, speech: Speech) -> bool:
    return any(word.startswith(speech.ordering) for word in _WORD.findall(text.lower()))


def find_questions(text: str, speech: Speech) -> list[Question]:
    """The sentences of a text that ask something, with or without a question mark."""
    found = []
    for start, end in sentences(text):
        words = " ".join(text[start:end].split())
        if words.endswith("?") or _asks(words, speech):
            found.append(Question(words, start, end))
    return found


def _asks(sentence: str, speech: Speech) -> bool:
    """Whether a sentence without a question mark asks something."""
    looked_at = Text.of(sentence)
    if speech.finds(looked_at, speech.asks_anywhere):
        return True
    if len(sentence) <= _SHORTEST:
        return False
    first_word, _space, rest = looked_at.folded.partition(" ")
    first = len(first_word) + 1 if first_word in speech.leads and rest else 0
    return any(start == first for start, _end in speech.finds(looked_at, speech.asks_first))


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, without the white space around them."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append((start, start + len(words)))
    return found
