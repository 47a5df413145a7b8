"""What was turned round is said only where the result is one whole clause, whatever it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.desk.language import load_language
from composer.writing.turning.soundness import is_sound
from composer.writing.turning.wholeness import torn
from tests.rows import each_row

WORDS = {code: load_language(Path("no-desk"), code).turning for code in ("en", "de")}


@each_row(
    ("language", "sentence", "result", "why"),
    [
        ("en", "Is it cheaper?", "You would like to know whether it is cheaper.", "points at what is not said"),
        ("en", "Does that count?", "You would like to know whether that counts.", "points at what is not said"),
        ("en", "can u add her or do i go", "You would like to know whether you go.", "is half of a choice"),
        (
            "en",
            "Freeze my card, any day.",
            "You would like us to freeze your card, any day.",
            "goes on behind a comma",
        ),
        ("en", "since when is a lid $44", "You would like to know since when a lid $44 is.", "ends with its verb"),
        (
            "en",
            "Is my son also must come?",
            "You would like to know whether your son is also must come.",
            "has two verbs",
        ),
        ("en", "What a treat.", "You would like to know what a treat.", "asks nothing"),
        ("en", "My son and I need keys.", "You need keys.", "is half of a pair"),
        ("en", "Exist a way?", "You would like us to exist a way.", "is no request"),
        ("en", "My name is Ann and I teach.", "You and your name is Ann teach.", "is joined wrongly"),
        ("en", "can some ppl come", "You would like to know whether some ppl can come.", "a word of chats"),
        ("en", "I want no fuss.", "You would like no fuss.", "wants nothing"),
        ("en", "Can we come and, if yes?", "You would like to know whether you can come and, if yes.", "hangs"),
        ("en", "Her test was in May.", "Her test was in May.", "begins with a pronoun"),
        ("de", "Dennoch kam eine Mahnung.", "Dennoch kam eine Mahnung", "begins with a pronoun"),
        ("en", "I took those.", "You took those.", "tells of what is not named"),
        ("en", "My wife drives him.", "Your wife drives him.", "tells of somebody else"),
        ("en", "A cold coffee for four pounds.", "A cold coffee for four pounds.", "has no verb"),
        ("en", "Today is the ninth.", "On Friday 20 November is the ninth.", "is about a day"),
        ("de", "Sehen Sie nach.", "Sie möchten wissen, ob wir nachsehen.", "was no question"),
        ("de", "hat geklappt", "Sie möchten wissen, ob geklappt hat.", "has no subject"),
        ("de", "Geht das?", "Sie möchten wissen, ob das geht.", "points at what is not said"),
        (
            "de",
            "Wenn Sie die Akte an die Beraterin",
            "Sie fänden es gut, wenn wir die Akte an Ihre Beraterin.",
            "lacks its verb",
        ),
        (
            "de",
            "Darf ich mein Rad mitnehmen von Ahlen aus?",
            "Sie möchten wissen, ob Sie Ihr Rad mitnehmen von Ahlen aus dürfen.",
            "goes on behind its infinitive",
        ),
        ("de", "Fürs Amt brauche ich Belege.", "Sie brauchen Fürs Amt Belege.", "has a capital too many"),
        ("de", "Kommt die lieferung?", "Sie möchten wissen, ob die lieferung kommt.", "points at what is not said"),
        ("de", "Wir fahren mit unsere Kinder.", "Sie fahren mit Ihre Kinder.", "has a wrong case"),
        ("de", "Ich habe angerufen vier Mal.", "Sie haben angerufen vier Mal.", "has its participle early"),
        ("de", "sitz im zug hab kein netz", "Sitz im Zug habe kein Netz.", "is not turned"),
    ],
)
def test_what_is_not_whole_is_known_by_its_result(language: str, sentence: str, result: str, why: str) -> None:
    assert torn(sentence, result, WORDS[language]) == why


@pytest.mark.parametrize(
    ("language", "sentence", "result"),
    [
        (
            "en",
            "Is it possible to pay in two parts?",
            "You would like to know whether it is possible to pay in two parts.",
        ),
        ("en", "Is that the final price?", "You would like to know whether that is the final price."),
        ("en", "I bought a lamp and returned it.", "You bought a lamp and returned it."),
        ("en", "My lamp does not work.", "Your lamp does not work."),
        ("de", "Wann kommt der Bus?", "Sie möchten wissen, wann der Bus kommt."),
        ("de", "Gibt es noch Karten?", "Sie möchten wissen, ob es noch Karten gibt."),
        ("de", "Im Portal steht „in prüfung“.", "Im Portal steht „in prüfung“."),
    ],
)
def test_what_is_whole_is_left_alone(language: str, sentence: str, result: str) -> None:
    assert torn(sentence, result, WORDS[language]) == ""


def test_a_pronoun_may_point_at_what_was_said() -> None:
    result = "You would like to know whether it is cheaper."
    assert torn("Is it cheaper?", result, WORDS["en"], "your bench arrived on Monday") == ""
    assert torn("Is it cheaper?", result, WORDS["en"]) == "points at what is not said"


def test_what_is_whole_may_still_be_unsound() -> None:
    assert is_sound("The group would sign.", "The group would sign.", WORDS["en"]) is False
    assert is_sound("I paid 40 euros on 3 May.", "You paid 40 euros on 3 May.", WORDS["en"]) is True


@pytest.mark.parametrize("text", ["", ".", "?", "a " * 5_000, "\u201c" * 5_000, "that " * 2_000])
@pytest.mark.parametrize("language", WORDS)
def test_no_result_is_too_odd(language: str, text: str) -> None:
    assert isinstance(is_sound(text, text, WORDS[language]), bool)
