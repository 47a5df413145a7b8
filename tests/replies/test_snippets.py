"""Snippets: what is typed behind a semicolon finds facts of the message and phrases of the desk."""

from __future__ import annotations

import pytest

from composer.cases.step import Step, Tone
from composer.phrases.choice import Situation
from composer.phrases.phrasebook import Phrase
from composer.reading.facts import Fact, FactKind
from composer.writing.assemble import Supplies
from composer.writing.snippets import Snippet, snippets_for, typed_name

PHRASES = (
    Phrase("late-trace", Step.SOLVE, ("I traced order {{ case.order }}.", "It left on {{ case.sent_on }}.")),
    Phrase("trace-number", Step.SOLVE, ("The number is in our mail.",)),
    Phrase("hours", Step.SOLVE, ("We are here from 9 to 17.",)),
)
FACTS = (Fact(FactKind.ORDER, "4411", 0, 4), Fact(FactKind.ERROR, "E 07", 9, 13), Fact(FactKind.ORDER, "4411", 20, 24))
SUPPLIES = Supplies(PHRASES, Situation(Tone.CALM), {"case.order": "4411"})


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Dear ;late", "late"),
        (";", ""),
        ("(;error-code", "error-code"),
        ("We came; then", None),
        ("We came;then", None),
        (";late then", None),
        ("&amp;late", None),
    ],
)
def test_a_name_stands_behind_a_semicolon_that_begins_a_word(before: str, name: str | None) -> None:
    assert typed_name(before) == name


def test_nothing_typed_stands_for_each_fact_once() -> None:
    assert snippets_for("", SUPPLIES, FACTS) == [Snippet("order", "4411"), Snippet("error-code", "E 07")]


def test_a_name_that_begins_so_comes_first_and_every_wording_is_offered_with_its_fields() -> None:
    found = snippets_for("Trace", SUPPLIES, FACTS)
    assert found == [
        Snippet("trace-number", "The number is in our mail."),
        Snippet("late-trace", "I traced order 4411."),
        Snippet("late-trace", "It left on {{ case.sent_on }}."),
    ]
    assert snippets_for("nothing", SUPPLIES, FACTS) == []
