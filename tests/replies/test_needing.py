"""Which sentences state a need is learned: by what they do and what stands beside them, and by no word of them."""

from __future__ import annotations

from composer.reading.issue_signs import SignedSentence, signed
from composer.reading.issues import ENOUGH
from composer.reading.needing import chances_of_need, features_of_need
from composer.reading.sentences import units_of
from composer.reading.weights import weights_of
from tests.replies.test_clauses_are_turned import LANGUAGES


def sentences(text: str, language: str = "en") -> list[SignedSentence]:
    words, speech = LANGUAGES[language].issue_words, LANGUAGES[language].speech
    return signed(units_of(text, words, speech), words, speech)


def test_what_is_asked_is_likelier_a_need_than_what_is_told_of_oneself() -> None:
    for language, text in (
        ("en", "I live in Leeds with my mother. Do you also sell lids for the compost bin?"),
        ("de", "Ich wohne in Köln bei meiner Mutter. Verkaufen Sie auch Deckel für den Komposter?"),
    ):
        told, *_parts, asked = chances_of_need(sentences(text, language))
        assert asked > 0.8
        assert told < ENOUGH


def test_the_line_that_opens_a_list_is_no_need_and_its_items_are() -> None:
    opened, first, second = chances_of_need(
        sentences(
            "Please do two things for us this week:\n- send the invoice for order 4411\n- take the lid off the order"
        )
    )
    assert opened == 0.0
    assert min(first, second) >= ENOUGH


def test_a_sentence_is_described_by_what_stands_beside_it() -> None:
    told, asked = features_of_need(sentences("The pump is broken. Can you send a new one?"))
    assert {"one that tells", "one that tells, asked after", "one that tells, asked just after"} <= set(told)
    assert {"one that asks", "one that asks, trouble before", "one that asks, trouble just before"} <= set(asked)
    assert not set(told) & set(asked) & {"first", "last"}


def test_no_weight_is_a_word_of_a_message() -> None:
    text = "Zebra trousers arrived torn. Thank you for the fish! Could you please send others? If not, we leave."
    described = {name for one in features_of_need(sentences(text)) for name in one}
    assert not {name for name in described if "zebra" in name or "fish" in name}
    known = {name for name in weights_of("needing.tsv") if not name.startswith(("sign ", "one that ", "("))}
    assert known == {
        *("words", "sentences", "first", "last", "how far", "alone", "of two", "new paragraph", "ends loud"),
        *("says not", "about us", "their own", "condition"),
    }
