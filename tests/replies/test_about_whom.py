"""Whom grief, an illness or an injury is about is named, and in doubt nobody."""

from __future__ import annotations

from pathlib import Path

from composer.cases.message import Message
from composer.desk.language import load_language
from composer.reading.about_whom import about_whom, mourned
from composer.reading.reading import Hearing, read_message
from composer.reading.sentences import whole_sentences
from tests.rows import each_row


def whom(text: str, language: str) -> str:
    found = load_language(Path(), language)
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    sentences = whole_sentences(text, found.issue_words, found.speech)
    return about_whom(sentences, read_message(Message(text), hearing).cues, language)


@each_row(
    ("language", "text", "person"),
    [
        ("en", "My dad died last month and the account is in his name.", "your dad"),
        ("en", "My husband has dementia. He ordered three of them.", "your husband"),
        ("en", "My mum Sylvia is 81. She has dementia now.", "your mum"),
        ("de", "Meine Frau hat sie ausgesucht. Seit sie nicht mehr lebt, gieße ich.", "Ihrer Frau"),
        ("en", "The order is in my wife's name, and I was in hospital.", ""),
        ("en", "I was taken into hospital, and my neighbour took the parcel.", ""),
        ("en", "My sister and my brother were there when our dad died.", ""),
        ("en", "One of our pupils was killed on her bicycle.", ""),
        (
            "en",
            "My father, Dónal, did his Italian with you. He wanted to read letters. He died on the 9th.",
            "your father",
        ),
        (
            "en",
            "Mum came round for tea. You can hear her. She had a stroke and she didn't come home again.",
            "your mum",
        ),
        ("en", "My nana is in after me. She's 88 and her English is slipping since the stroke.", "your nana"),
        ("en", "My daughter would like it in red.", ""),
        ("de", "Mein Mann ist am 8. November gestorben.", "Ihrem Mann"),
        ("de", "Meine Mutter ist vor zwei Wochen verstorben.", "Ihrer Mutter"),
        ("de", "Ich liege im Krankenhaus, meine Tochter holt es ab.", ""),
    ],
)
def test_the_one_whom_it_is_about_is_named(language: str, text: str, person: str) -> None:
    assert whom(text, language) == person


@each_row(
    ("language", "person", "said"),
    [
        ("de", "Ihrem Vater", "Ihres Vaters"),
        ("de", "Ihrem Mann", "Ihres Mannes"),
        ("de", "Ihrem Nachbarn", "Ihres Nachbarn"),
        ("de", "Ihrer Mutter", "Ihrer Mutter"),
        ("de", "", ""),
        ("en", "your dad", "your dad"),
    ],
)
def test_whose_death_it_is_has_the_form_that_the_phrase_needs(language: str, person: str, said: str) -> None:
    assert mourned(person, language) == said


def test_whose_operation_it_is_may_stand_in_the_genitive() -> None:
    assert whom("They have brought my daughter's tonsils forward to the 2nd.", "en") == "your daughter"
    assert whom("My daughter's bike is late, and my operation is on Monday.", "en") == ""
