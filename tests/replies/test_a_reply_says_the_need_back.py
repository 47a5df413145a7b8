"""A proposed reply begins with the customer's own need, turned round; what is not sure is only offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import start_answering


@pytest.fixture
def opened(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    around = Surroundings(dt.date(2026, 11, 21), cache=tmp_path / "cache", config=tmp_path / "config")
    with closing(open_desk(desk, around)) as opened:
        yield opened


def listened(desk: Desk, text: str) -> list[str]:
    """The words proposed for Listen, the one that is put in first."""
    answering = start_answering(desk, desk.case_for(text.encode(), "letter.txt"))
    return [words.text for words in answering.proposals(Step.LISTEN)]


def test_the_customers_question_is_turned_round(opened: Desk) -> None:
    found = listened(opened, "Hello,\n\ncan I still return the bench?\n\nKind regards\nMara Lind\n")
    assert found[0] == "You would like to know whether you can still return the bench."


def test_what_happened_is_told_in_our_words_where_there_is_room_though_nobody_would_quote_it(opened: Desk) -> None:
    told = "I paid for the bench twice. My bank shows both payments. Please send one of them back."
    found = listened(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")
    assert found[0] == "You paid for the bench twice."


def test_what_is_not_sure_is_offered_and_never_comes_first(opened: Desk) -> None:
    found = listened(
        opened, "Hello,\n\nyou have sent me the wrong chair. The order is 4411.\n\nKind regards\nMara Lind\n"
    )
    assert found.index("We have sent you the wrong chair.") > 0


def test_an_offered_sentence_that_was_taken_stays_when_fields_are_filled(opened: Desk) -> None:
    case = opened.case_for(
        b"Hello,\n\nyou have sent me the wrong chair. The order is 4411.\n\nKind regards\nMara Lind\n", "letter.txt"
    )
    answering = start_answering(opened, case)
    answering.accept(Step.LISTEN)
    for _one in answering.proposals(Step.LISTEN):
        answering.other_wording(Step.LISTEN)
        if answering.draft.words(Step.LISTEN) == "We have sent you the wrong chair.":
            break
    answering.fill({"case.done": "asked our workshop"})
    assert answering.draft.words(Step.LISTEN) == "We have sent you the wrong chair."


def test_behind_a_death_condolences_come_first_and_the_death_is_not_said_back(opened: Desk) -> None:
    found = listened(opened, "Hello,\n\nmy husband died in May. Can I return the bench?\n\nKind regards\nMara Lind\n")
    asked = "You would like to know whether you can return the bench."
    assert sorted(one for one in found if "bench" in one and "\n" in one) == [
        f"I am very sorry for your loss.\n\n{asked}",
        f"I am very sorry to hear about your husband; please accept my condolences.\n\n{asked}",
        f"Please accept my condolences.\n\n{asked}",
    ]
    assert found[0].startswith("I am very sorry to hear about your husband")
    assert "died" not in " ".join(found)


def test_where_there_is_danger_the_warning_comes_first(opened: Desk) -> None:
    found = listened(opened, "Hello,\n\nI plugged the lamp in on Monday and now there is smoke.\n\nMara Lind\n")
    assert found[0].split("\n\n")[1:] == ["You plugged the lamp in on Monday and now there is smoke."]


def test_behind_the_comma_of_a_german_greeting_a_small_letter_follows(opened: Desk) -> None:
    letter = "Hallo,\n\ndie Bank ist am Montag zerbrochen angekommen. Was nun?\n\nViele Grüße\nMara Lind\n"
    answering = start_answering(opened, opened.case_for(letter.encode(), "letter.txt"))
    answering.accept(Step.ACKNOWLEDGE)
    greeting, begun = answering.draft.text.split("\n\n")[:2]
    assert (greeting[-1], begun) == (",", "es tut mir leid, dass es so bei Ihnen angekommen ist.")
    answering.accept(Step.LISTEN)
    told, sorry = answering.draft.text.split("\n\n")[1:3]
    assert (told, sorry) == (
        "die Bank ist am Montag zerbrochen angekommen.",
        "Es tut mir leid, dass es so bei Ihnen angekommen ist.",
    )


def test_whoever_writes_in_a_foreign_language_is_not_told_their_slips(opened: Desk) -> None:
    letter = "Hello,\n\nI try since 4 days to open the lamp. The lamp came in Friday. Can I return it?\n\nMara Lind\n"
    found = listened(opened, letter)
    assert [one for one in found if "You try" in one or "The lamp came" in one.replace("“The lamp came", "")] == []
