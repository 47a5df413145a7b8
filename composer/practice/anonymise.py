"""Making anonymous: names, numbers and addresses of a text replaced by fields, and what may still be a name.

What is known is replaced: the people of the case, and whatever our facts find. What only looks like a name is said, and
a person decides: no rule finds every name, so nothing made here is kept without somebody's yes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from composer.reading.facts import FactKind, find_facts
from composer.reading.name_words import family_names, first_names, key
from composer.reading.spans import take
from composer.reading.speech import Speech

_FIELDS = {
    FactKind.EMAIL: "customer.email",
    FactKind.PHONE: "customer.phone",
    FactKind.CARD: "case.card",
    FactKind.ORDER: "case.order",
    FactKind.AMOUNT: "case.amount",
    FactKind.DATE: "case.date",
}
_PERSONAL = (FactKind.EMAIL, FactKind.PHONE, FactKind.CARD, FactKind.ORDER)
"""Facts that no exemplary reply may hold."""
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>]{1,500}")
_STREET = re.compile(
    r"\b(?:\d{1,4}[a-z]?,? (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Way|Close|Drive|Square|Court)\b"
    r"|(?:[A-ZÄÖÜ][\w-]+(?:straße|strasse|weg|platz|gasse|allee|ring)|[A-ZÄÖÜ][\w-]+ (?:Straße|Weg|Platz|Gasse|Allee))"
    r" \d{1,4}[a-z]?\b)"
)
_NUMBER = re.compile(r"(?<![\w{.])[A-Z]{0,4}-?\d[\d -]{1,30}\d(?!\w)|(?<![\w{])[A-Z]{1,4}-?\d{3,}(?!\w)")
_LONG = 3
"""Digits from which on a number may say who somebody is."""
_FIELD = re.compile(r"\{\{[^{}\n]{0,120}\}\}")
_WORD = re.compile(r"(?<![\w{.])[^\W\d_][\w'\u2019-]*")
_OFTEN = frozenset({
    "will", "may", "mark", "rose", "grace", "hope", "faith", "sunny", "summer", "april", "june", "august", "art",
    "bill", "hi", "dear", "you", "sie", "ihr", "ich", "monday", "sunday", "mai", "juni", "juli", "an", "so", "do",
    "in", "long",
})  # fmt: skip
"""Words that are names as well, and stand at the beginning of many sentences."""


@dataclass(frozen=True)
class Anonymous:
    """A text without what says who somebody is."""

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    """What was replaced, each with the name of its field, in the order of the text."""
    doubtful: tuple[str, ...] = ()
    """Words that may still be names."""


@dataclass
class Anonymiser:
    """Makes the texts of one case anonymous; the same words get the same field in all of them."""

    speech: Speech
    people: Mapping[str, str]
    """Names that are known, each with its field: `Mei Tanaka` is `customer.name`."""
    fields: dict[str, str] = field(default_factory=dict)
    """The fields that were given, by what they stand for."""

    def anonymous(self, text: str) -> Anonymous:
        """A text with fields in the place of what says who somebody is."""
        taken = bytearray(len(text))
        for match in _FIELD.finditer(text):
            take(taken, *match.span())
        found = [(start, end, name) for start, end, name in self._spans(text) if take(taken, start, end)]
        replaced, parts, at = [], [], 0
        for start, end, name in sorted(found):
            words = text[start:end]
            given = self._field(words, name)
            replaced.append((words, given))
            parts += [text[at:start], "{{ ", given, " }}"]
            at = end
        whole = "".join([*parts, text[at:]])
        return Anonymous(whole, tuple(replaced), tuple(doubtful_names(whole)))

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        """What to replace, the surest first."""
        spans = [(*match.span(), "case.link") for match in _LINK.finditer(text)]
        facts = find_facts(text, self.speech)
        spans += [(one.start, one.end, _FIELDS[one.kind]) for one in facts if one.kind in _PERSONAL]
        for name in sorted(self.people, key=len, reverse=True):
            # A name that is a word as well counts only as it is written in names.
            case = re.NOFLAG if key(name) in _OFTEN else re.IGNORECASE
            whole = re.compile(rf"(?<!\w){re.escape(name)}(?=(?:['\u2019]?s)?(?!\w))", case)
            spans += [(*match.span(), self.people[name]) for match in whole.finditer(text)]
        spans += [(*match.span(), "customer.address") for match in _STREET.finditer(text)]
        dated = [one for one in facts if one.kind is FactKind.DATE and any(map(str.isdigit, one.value))]
        amounts = [one for one in facts if one.kind is FactKind.AMOUNT]
        spans += [(one.start, one.end, _FIELDS[one.kind]) for one in (*dated, *amounts)]
        numbers = (match for match in _NUMBER.finditer(text) if sum(map(str.isdigit, match[0])) >= _LONG)
        return [*spans, *((*match.span(), "case.number") for match in numbers)]

    def _field(self, words: str, name: str) -> str:
        """The field for some words: the one that they have already, else one that nothing else has."""
        folded = " ".join(words.split())
        if name in self.people.values():
            return name
        if folded not in self.fields:
            others = sum(one == name or one.startswith(f"{name}_") for one in self.fields.values())
            self.fields[folded] = f"{name}_{others + 1}" if others else name
        return self.fields[folded]


def doubtful_names(text: str) -> list[str]:
    """The words of a text that may be names of people, each once."""
    plain = _FIELD.sub(lambda match: " " * len(match[0]), text)
    words = [match[0] for match in _WORD.finditer(plain) if match[0][0].isupper()]
    names = first_names() | family_names()
    return list(dict.fromkeys(word for word in words if key(word) in names and key(word) not in _OFTEN))


def personal_in(text: str, speech: Speech) -> list[tuple[int, str]]:
    """Where a text holds what says who somebody is, with what it is: addresses and numbers, but no names."""
    plain = _FIELD.sub(lambda match: " " * len(match[0]), text)
    found = [(one.start, str(one.kind)) for one in find_facts(plain, speech) if one.kind in _PERSONAL]
    return sorted([*found, *((match.start(), "street") for match in _STREET.finditer(plain))])
