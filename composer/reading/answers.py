"""Answers between quoted lines: a bare number is the order that the line above it asks for."""

from __future__ import annotations

import re

from composer.reading.facts import Fact, FactKind
from composer.reading.patterns import fold_in_place
from composer.reading.speech import Speech

_ANSWERED = re.compile(
    r"^>(?P<asked>[^\n]{0,300})\n(?:[^\S\n]*\n){0,2}\W{0,3}(?P<number>(?:[A-Z]{1,4}-?)?\d[\dA-Z-]{2,14})\b",
    re.MULTILINE,
)


def facts_of_answers(text: str, speech: Speech) -> list[Fact]:
    """The order numbers that stand alone below a quoted question for one."""
    orders = {fold_in_place(word) for word in speech.orders}
    return [
        Fact(FactKind.ORDER, found["number"], *found.span("number"))
        for found in _ANSWERED.finditer(text)
        if not orders.isdisjoint(re.findall(r"\w+", fold_in_place(found["asked"])))
    ]
