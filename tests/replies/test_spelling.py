"""Spelling: with a real Hunspell dictionary, where there is one."""

from __future__ import annotations

import pytest

from composer.writing.spelling import Speller, dictionary_for


@pytest.fixture
def speller() -> Speller:
    dictionary = dictionary_for("en")
    if dictionary is None:
        pytest.skip("the extra `spelling` or an English Hunspell dictionary is not installed")
    return Speller(dictionary, frozenset({"cosmonia"}))


def words(speller: Speller, text: str, *known: str) -> list[str]:
    return [text[start:end] for start, end in speller.misspelt(text, frozenset(known))]


def test_a_word_that_nobody_knows_is_found_and_a_better_one_offered(speller: Speller) -> None:
    assert words(speller, "I recieved your parcel.") == ["recieved"]
    assert speller.better("recieved") == "received"


def test_both_sides_of_the_atlantic_are_spelt_right(speller: Speller) -> None:
    text = "My neighbour's grey organisation cancelled the catalogue at the centre, favours a cheque, and apologises."
    assert words(speller, text) == []
    assert words(speller, "The neihbour organizes a travelled labor of colour.") == ["neihbour"]


def test_a_better_word_is_one_slip_away_or_there_is_none(speller: Speller) -> None:
    assert [speller.better(word) for word in ("parcle", "definately", "wrod", "thankk", "xqzzyqx")] == [
        "parcel",
        "definitely",
        "word",
        "thank",
        "",
    ]


def test_names_addresses_numbers_and_the_words_of_desk_and_customer_are_left_alone(speller: Speller) -> None:
    text = "I asked Zbigniew about cosmonia, your blorp, XR-200, help.acme.example/blorpo and x@blorpo.example."
    assert words(speller, text, "blorp") == []


def test_without_a_dictionary_nothing_is_said() -> None:
    assert dictionary_for("xx-none") is None
