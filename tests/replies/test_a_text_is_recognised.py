"""A text that somebody wrote with our phrases is known again, step by step."""

from __future__ import annotations

from composer.cases.step import Step
from composer.phrases.phrasebook import Phrase
from composer.writing.recognise import known_sentences, recognised

PHRASES = (
    Phrase("v", Step.VALIDATE, ("Living things travel in our boxes, so a long gap would unsettle anybody.",)),
    Phrase("a", Step.ACKNOWLEDGE, ("I am sorry, {{ customer.first_name }}, that you had to ask.",)),
    Phrase("f", Step.FOLLOW_UP, ("Did it come? Reply here and it comes straight to me.",)),
)
KNOWN = known_sentences(PHRASES)


def test_a_phrase_is_known_word_for_word_whatever_its_case_and_folds() -> None:
    text = "Hi Ana,\n\nliving things travel in our boxes,\nso a long gap would unsettle anybody. Bye."
    (found,) = recognised(text, KNOWN)
    assert found.step is Step.VALIDATE
    assert text[found.start : found.end].split() == PHRASES[0].variants[0].replace("Living", "living").split()
    assert found.own


def test_other_words_are_not_taken_for_a_phrase() -> None:
    assert recognised("Living things travel in our boxes. I am sorry, Ana, that you had to ask.", KNOWN) == ()


def test_a_sentence_too_short_to_be_told_apart_does_not_count() -> None:
    assert recognised("Did it come?", KNOWN) == ()
    assert [one.step for one in recognised("Reply here and it comes straight to me.", KNOWN)] == [Step.FOLLOW_UP]
