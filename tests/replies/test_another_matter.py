"""Another matter is not the same one again, though both are about delivery; a dated promise may come twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from composer.cases.customer import Contact, Customer
from composer.desk.language import load_language
from composer.phrases.ledger import sentence_key
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft

ENGLISH = load_language(Path(), "en")
LATE = "My order 4398 has not arrived yet. Where is it? Ana Silva"


def about(message: str, text: str = LATE) -> int:
    contact = Contact(dt.date(2026, 11, 2), topic="delivery", text=text)
    return len(Customer(name="Ana Silva", history=(contact,)).contacts_about(("delivery",), message))


@pytest.mark.parametrize("message", ["4398 is late again.", "The order has not arrived, it is late. Ana Silva", ""])
def test_the_same_matter_is_known_again(message: str) -> None:
    assert about(message) == 1


@pytest.mark.parametrize("message", ["How do I change my address? Ana Silva", "My order 5521 has not arrived yet."])
def test_another_matter_of_the_topic_is_not(message: str) -> None:
    assert about(message) == 0


def test_a_contact_without_its_words_counts_by_its_topic() -> None:
    assert about("How do I change my address?", text="") == 1


def test_a_dated_promise_is_not_said_again() -> None:
    said = "I will write to you by Wednesday 18 November."
    comfort = "I am sorry that you had to wait for it."
    had = frozenset(map(sentence_key, (said, comfort)))
    draft = Draft(f"{comfort} {said}")
    found = check_reply(Checking(draft, ENGLISH.wording, ENGLISH.speech, had=had, today=dt.date(2026, 11, 16)))
    assert [one.words for one in found if one.rule == "sentence-again"] == [comfort]
