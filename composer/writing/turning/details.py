"""Details: amounts and days that a reply names beside the number of an order, which show that they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from composer.reading.facts import Fact, FactKind
from composer.writing.telling import chance_to_tell, features_of
from composer.writing.turning.told import Heard, Told

_KINDS = (FactKind.INVOICE, FactKind.AMOUNT, FactKind.DATE)
"""Facts that are named, what tells most first; the order has a sentence of its own."""
_NUMBERED = frozenset({FactKind.ORDER, FactKind.INVOICE, FactKind.REFERENCE})
"""Facts beside which, in one sentence, a day is that of the matter itself."""
_NEAR = frozenset({FactKind.DATE})
"""Facts that belong to the matter only in a sentence with its number."""
_MATTERS = 0.5
"""How likely a good reply takes up the sentence of a sum that is what a message is about."""
_MOST, _MOST_SUMS = 3, 2
_BEFORE = re.compile(r"^(?:the|dem|den|der|am|on|ab|seit|since)\s+", re.IGNORECASE)
_CALENDAR = re.compile(r"\d{4}-\d\d|\d{1,2}[./]\d{1,2}")
"""A day in figures, which means the same on every day it is read."""
_IN_FIGURES = re.compile(r"\d{1,2}\.\d{1,2}$")
_FIGURES = re.compile(r"\d+")
_CODED = re.compile(r"(?<![\w.,/:+-])[A-Z]{1,4}-?[1-9]\d{4,11}(?![\w/:-]|[.,]\d)")


def details(heard: Heard, told: Sequence[Told], elsewhere: Sequence[str]) -> list[str]:
    """Amounts and days in the customer's spelling that neither `told` nor `elsewhere` says: `£46.50`, `12 November`."""
    said = " ".join(chain((one.text for one in told), elsewhere)).lower()
    numbers = [one.start for one in heard.reading.facts if one.kind in _NUMBERED]
    beside = [unit for unit in heard.sentences if any(unit.start <= at < unit.end for at in numbers)]
    # Of the many sums of a bill, or beside several matters, nobody can tell which one is meant.
    sums = {_figures(one) for one in heard.reading.facts if one.kind is FactKind.AMOUNT}
    matters = sum(one.needs_answer for one in heard.reading.issues)
    several = len(sums) > _MOST_SUMS or (matters > 1 and len(sums) > 1)
    near = _NEAR | {FactKind.AMOUNT} if several else _NEAR
    facts = [
        one
        for kind in _KINDS
        for one in heard.reading.facts
        if one.kind is kind and (kind not in near or any(unit.start <= one.start < unit.end for unit in beside))
    ]
    found = dict.fromkeys(filter(None, (_as_written(one, heard) for one in facts)))
    return [one for one in found if _bare(one) not in said][:_MOST]


def the_sum(heard: Heard) -> str:
    """What a message without a number is about where it names one sum: `this is about the $69.90 of 21 November`.

    Empty where a good reply would not take up its sentence: it may be what somebody has left, or fears to pay.
    """
    sums = {_figures(one): one for one in heard.reading.facts if one.kind is FactKind.AMOUNT}
    frame = heard.words.frames.get("sum")
    if len(sums) != 1 or not frame:
        return ""
    (found,) = sums.values()
    for place, unit in enumerate(heard.sentences):
        if unit.start <= found.start < unit.end:
            features = features_of(heard.sentences, place, heard.reading, unit.start, unit.end)
            inside = [one for one in heard.reading.facts if unit.start <= one.start < unit.end]
            days = [_as_written(one, heard) for one in inside if one.kind is FactKind.DATE]
            of_day = heard.words.frames["sum_day"].replace("{}", days[0]) if len(days) == 1 and days[0] else ""
            said = frame.replace("{}", _as_written(found, heard))
            return f"{said} {of_day}".rstrip() if chance_to_tell(features) >= _MATTERS else ""
    return ""


def number_in_subject(heard: Heard) -> str:
    """The number of a case that a subject names, as `R302914 AGAIN` does; empty for none and for several."""
    found = set(_CODED.findall(heard.subject))
    return found.pop() if len(found) == 1 else ""


def _figures(fact: Fact) -> str:
    return "".join(filter(str.isdigit, fact.value))


def _bare(text: str) -> str:
    return _BEFORE.sub("", text).rstrip(".").lower()


def _as_written(fact: Fact, heard: Heard) -> str:
    """A fact in the customer's words; empty for a day that means nothing on another one."""
    text = _BEFORE.sub("", " ".join(heard.text[fact.start : fact.end].split())).strip(" .,;:()")
    if fact.kind is not FactKind.DATE:
        return text
    ahead = heard.needed_on and str(heard.needed_on.day) in _FIGURES.findall(text)
    month = _FIGURES.search(text) and heard.speech.day_words.names_a_month(text)
    if ahead or not (month or _CALENDAR.match(text)):
        return ""
    return f"{text}." if _IN_FIGURES.search(text) and heard.words.language == "de" else text
