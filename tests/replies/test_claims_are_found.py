"""Sentences that say what we did or what is so in this case are found, and those that only look like it are not.

`cases/claims.tsv`: `A` claims an act or a state, `F` admits a fault, `-` claims nothing; a question mark behind it says
that the rules do not know it yet. What is held out was judged before the rules were tried on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.desk.language import load_language
from composer.phrases.phrasebook import Phrase
from composer.writing.claiming.claim_words import NO_CLAIM_WORDS, parse_claim_words
from composer.writing.claiming.find_claims import ClaimKind, find_claims
from composer.writing.claiming.undeclared import labels_of_phrase, of_block, of_phrase
from kb.articles.library import Library

WORDS = {name: load_language(Path(), name).claiming for name in ("en", "de")}
LETTERS = {"": "-", ClaimKind.ACT: "A", ClaimKind.FAULT: "F"}
ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "cases" / "claims.tsv").read_text("utf-8").splitlines()[1:]
]


def kind_of(sentence: str, language: str = "en") -> str:
    return LETTERS[next((one.kind for one in find_claims(sentence, WORDS[language])), "")]


@pytest.mark.parametrize("language", WORDS)
def test_every_sentence_is_judged_as_a_reader_does(language: str) -> None:
    known = {sentence: label for _set, its, label, sentence in ROWS if its == language and not label.endswith("?")}
    assert {sentence: kind_of(sentence, language) for sentence in known} == known


@pytest.mark.parametrize("language", WORDS)
def test_what_the_rules_do_not_know_is_written_down(language: str) -> None:
    unknown = [(label[0], words) for _set, its, label, words in ROWS if its == language and label.endswith("?")]
    assert [words for label, words in unknown if kind_of(words, language) == label] == []


@pytest.mark.parametrize("language", WORDS)
def test_a_flag_is_right_nine_times_in_ten(language: str) -> None:
    judged = [
        (label[0], kind_of(words, language))
        for name, its, label, words in ROWS
        if its == language
        if name != "development"
    ]
    flagged = [label != "-" for label, found in judged if found != "-"]
    claims = [found != "-" for label, found in judged if label != "-"]
    assert (len(judged) >= 120, sum(flagged) >= 0.9 * len(flagged), sum(claims) >= 0.75 * len(claims)) == (True,) * 3


def test_places_are_those_of_the_text() -> None:
    text = "Hello Ana,\n\nI have sent a new\nlid. It is blue. That was our mistake."
    assert [(text[one.start : one.end], one.kind) for one in find_claims(text, WORDS["en"])] == [
        ("I have sent a new\nlid.", ClaimKind.ACT),
        ("That was our mistake.", ClaimKind.FAULT),
    ]


def test_what_is_quoted_or_filled_in_by_the_agent_claims_nothing() -> None:
    assert find_claims("You wrote: \u201cI have sent it. We lost it.\u201d", WORDS["en"]) == []
    assert find_claims("I have {{ case.done }}.", WORDS["en"]) == []
    assert kind_of("I have sent {{ case.what }} to you.") == "A"


def test_a_language_without_words_finds_nothing() -> None:
    assert find_claims("I have sent a new lid.", NO_CLAIM_WORDS) == []


def test_lists_of_a_desk_replace_ours() -> None:
    words, problems = parse_claim_words(
        "language: en\npatterns: {sure: [it is on the moon, '*']}\nwords: {we: i}", "c.yaml"
    )
    assert [(one.line, one.code) for one in problems] == [(2, "bad-pattern")]
    assert [one.text for one in find_claims("It is on the moon. It was sent.", words)] == ["It is on the moon."]


@pytest.mark.parametrize("language", WORDS)
def test_every_shipped_phrase_declares_what_it_claims(language: str) -> None:
    phrases = load_language(Path(), language).phrases
    assert [phrase.id for phrase in phrases if any(of_phrase(phrase, (WORDS[language],)))] == []


def test_every_reply_block_of_the_sample_declares_what_it_claims(sample: Library) -> None:
    words = tuple(WORDS.values())
    assert [article.slug for article in sample.articles if of_block(article, words)[1]] == []


def test_a_number_means_the_same_sentence_in_every_wording_and_branch() -> None:
    first = "I have asked {{ case.whom }}. {% if case.sent %}It was sent.{% else %}It was lost.{% endif %}"
    phrase = Phrase("p", "solve", (first, "We sent it. I hope it helps. We paid it back."))  # type: ignore[arg-type]
    english = (WORDS["en"],)
    assert [*labels_of_phrase(phrase, 0, "I have asked our workshop. It was lost.", english)] == [
        (1, "\u201cI have asked our workshop\u201d"),
        (3, "\u201cIt was lost\u201d"),
    ]
    assert [*labels_of_phrase(phrase, 1, "We sent it. I hope it helps. We paid it back.", english)] == [
        (4, "\u201cWe sent it\u201d"),
        (5, "\u201cWe paid it back\u201d"),
    ]
