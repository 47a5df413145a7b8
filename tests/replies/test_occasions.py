"""The event for which somebody needs something is named as a reply says it, where its day is told beside it."""

from __future__ import annotations

from pathlib import Path

from composer.desk.language import load_language
from composer.reading.occasions import occasion_in
from composer.reading.sentences import Unit, whole_sentences
from tests.rows import each_row


def occasion(text: str, language: str, day: str = "") -> str:
    """The occasion of a text, where a sentence with the words of its day stands beside it."""
    found = load_language(Path(), language)
    sentences = whole_sentences(text, found.issue_words, found.speech)

    def is_on_the_day(near: list[Unit]) -> bool:
        return any(day in unit.text for unit in near)

    return occasion_in(sentences, language, is_on_the_day)


@each_row(
    ("language", "text", "said"),
    [
        ("en", "I want to bring my mother for her 80th birthday.", "your mother's 80th birthday"),
        (
            "en",
            "It is my mother-in-law's seventieth and she hasn't a clue.",
            "your mother-in-law's seventieth birthday",
        ),
        ("en", "The lights are for our wedding.", "your wedding"),
        ("en", "My nan turns 91 on Friday.", "your nan's 91st birthday"),
        ("en", "My nan turns 11 on Friday.", "your nan's 11th birthday"),
        ("en", "I have my driving test on Friday.", "your driving test"),
        ("en", "We need them before our AGM.", "your AGM"),
        ("en", "My wedding ring is lost.", ""),
        ("en", "The rings for our wedding, and a card for my sister's 40th.", "your sister's 40th birthday"),
        ("en", "It is for my dad's 70th. My mum's birthday is later.", ""),
        ("de", "Sie sollte zum 70. Geburtstag meines Mannes stehen.", "dem 70. Geburtstag Ihres Mannes"),
        ("de", "Meine Oma wird am 6. Dezember 90.", "dem 90. Geburtstag Ihrer Oma"),
        ("de", "Unser Opa wird am Sonntag 80.", "dem 80. Geburtstag Ihres Opas"),
        ("de", "Meine Tochter feiert am 3.12. ihren 18. Geburtstag.", "dem 18. Geburtstag Ihrer Tochter"),
        ("de", "Das ist für unsere Hochzeit.", "Ihrer Hochzeit"),
        ("de", "Es ist zur goldenen Hochzeit meiner Eltern.", "der goldenen Hochzeit Ihrer Eltern"),
        ("de", "Ich brauche es vor meiner Prüfung.", "Ihrer Prüfung"),
        ("de", "Die Lampe ist schön.", ""),
        ("fr", "C'est pour notre mariage.", ""),
    ],
)
def test_an_occasion_is_named_as_a_reply_says_it(language: str, text: str, said: str) -> None:
    assert occasion(text, language) == said


def test_a_day_that_stands_elsewhere_is_not_that_of_the_occasion() -> None:
    told = "I bought it for my niece's birthday. It is lovely. It came in red. I need an answer by 4 December."
    assert occasion(told, "en", "4 December") == ""
    assert (
        occasion("It is for my niece's birthday. That is on 4 December.", "en", "4 December") == "your niece's birthday"
    )
