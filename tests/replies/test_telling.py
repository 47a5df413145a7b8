"""Telling: what a sentence is like, by names that people understand, and how likely it is said back."""

from __future__ import annotations

import math

import pytest

from composer.cases.message import Message
from composer.cases.step import Tone
from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.reading.issues import IssueKind
from composer.reading.reading import Hearing, read_message
from composer.reading.sentences import whole_sentences
from composer.reading.weights import chance_of, weights_of
from composer.writing.telling import Features, chance_of_dispute, chance_to_tell, features_of
from composer.writing.telling_signs import signs_of
from composer.writing.turning.learners import by_a_learner
from tests.replies.test_clauses_are_turned import LANGUAGES, heard

EVERY_SIGN = (
    "Honestly, I think my wife, years ago, said you sent your driver, like a god; he died, she tried, nothing works, "
    "we paid."
)
SHAPES = {
    "(bias)", "first", "last", "how far", "alone", "of two", "words", "short", "figures", "asks", "opens", "quotes",
    "no issue", "beside an issue", "who", "says not", "about us", "their own", "loud", "commas", "brackets",
    "asked about", "the thing", "long", "short, fails", "short, tried", *signs_of(EVERY_SIGN, len(EVERY_SIGN)),
}  # fmt: skip


def features(text: str, language: str = "en") -> list[Features]:
    found = LANGUAGES[language]
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    sentences = whole_sentences(text, found.issue_words, found.speech)
    reading = read_message(Message(text), hearing)
    return [features_of(sentences, at, reading, one.start, one.end) for at, one in enumerate(sentences)]


def test_a_sentence_is_described_by_its_place_its_signs_and_what_was_read_in_it() -> None:
    first, second = features("I'm a teacher and not from here. Does your blue lamp fit into my 2 sockets?")
    assert first == {
        "first": 1, "of two": 1, "words": math.log1p(8), "no issue": 1, "who": 1, "says not": 1, "tone calm": 1,
        "fails": 1, "mine": 1,
    }  # fmt: skip
    assert second == {
        "last": 1, "how far": 1, "of two": 1, "words": math.log1p(8), "figures": 1, "asks": 1, "about us": 1,
        "their own": 1, "issue question": 1, "tone calm": 1, "mine": 1,
    }  # fmt: skip


def test_german_is_described_by_the_same_names() -> None:
    (only,) = features("Mein Paket ist seit Montag nicht da!", "de")
    assert {"first", "last", "alone", "their own", "says not", "loud", "fact date"} <= set(only)


def test_no_weight_stands_for_what_no_sentence_can_be() -> None:
    read = {f"issue {one}" for one in IssueKind} | {f"fact {one}" for one in FactKind}
    read |= {f"cue {one}" for one in CueKind} | {f"tone {one}" for one in Tone}
    for table in ("telling.tsv", "disputing.tsv"):
        assert set(weights_of(table)) - SHAPES - read == set()


@pytest.mark.parametrize(
    ("given", "chance"),
    [({}, 0.5), ({"figures": 2.0}, 1 / (1 + math.exp(-2))), ({"asks": 1.0, "unheard of": 9.0}, 1 / (1 + math.exp(3)))],
)
def test_the_chance_is_that_of_the_weights(given: Features, chance: float) -> None:
    weights = {"(bias)": 0.0, "figures": 1.0, "asks": -3.0}
    assert chance_of(given, weights) == pytest.approx(chance)


def test_what_happened_when_is_likelier_told_than_who_somebody_is() -> None:
    happened, who = features("Order 4411 came without its screws on 3 May. I am a teacher in Leeds.")
    assert chance_to_tell(happened) > 0.5 > chance_to_tell(who)


def test_what_we_are_said_to_have_done_is_likelier_disputed_than_what_happened() -> None:
    ours, happened = features("Your driver told me you had refunded £40 on 3 May. My lamp has not worked since 4 May.")
    assert chance_of_dispute(ours) > 0.5 > chance_of_dispute(happened)


def test_a_beginning_of_a_sentence_has_only_its_own_signs() -> None:
    text = "We paid on 3 May, and my wife says nothing came."
    assert signs_of(text, 16) == {"trades": 1}
    whole = {"trades": 2, "others": 1, "reports": 1, "fails": 1, "mine": 1}
    assert signs_of(text, len(text)) == whole


def test_orders_are_not_said_back_and_what_happened_beside_them_is() -> None:
    found = heard(
        "I ordered the blue lamp on 3 May, order 4411. "
        "It has been flickering since Monday and I cannot use it. Send me the right one."
    )
    assert found.text == (
        "You ordered the blue lamp on 3 May, order 4411. It has been flickering since Monday and you cannot use it."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # An aside in brackets is theirs; a number in brackets is the matter.
        (
            "I bought a voucher for my wife on 3 May (by card, no complaints there). Code 4411 does not work.",
            "You bought a voucher for your wife on 3 May.",
        ),
        (
            "I bought a kettle on 3 May (order 4411, green). It leaks.",
            "You bought a kettle on 3 May (order 4411, green).",
        ),
    ],
)
def test_asides_in_brackets_are_not_told(text: str, told: str) -> None:
    assert told in heard(text).text


def test_what_we_did_is_not_read_out_to_somebody_angry() -> None:
    text = (
        "This is a disgrace and I am furious. You never once rang me about the 3 May. "
        "If nothing is here by Friday I go to the paper. The bench for order 4411 came without its screws on 3 May."
    )
    said = heard(text).text
    assert "rang" not in said
    assert "paper" not in said
    assert "came without its screws" in said


def test_who_writes_in_a_language_not_their_own_is_not_put_in_our_voice() -> None:
    text = "I am working in this hotel since six years and order 4411 is not arriving on 3 May."
    assert "You are working in this hotel since" not in heard(text).text


@pytest.mark.parametrize(
    ("language", "text", "learning"),
    [
        ("en", "My bank sends me new card next week.", True),
        ("en", "Then a other thing, when does it come?", True),
        ("en", "Good day, how I can pay with my friend?", True),
        ("en", "We were there until last week friday.", True),
        ("en", "In the page I don't see the our booking.", True),
        ("en", "I didn't receive nothing, also not in the junk.", True),
        ("en", "In May 5 people came, and in June 12 of us sat in the yard.", False),
        ("en", "Does the code I have give me a second go? Tell me how I can pay.", False),
        ("en", "A new card came from my bank, and my old one has gone.", False),
        ("de", "Gestern Abend ich habe die App geladen.", True),
        ("de", "Ich warte schon zwei Stunde.", True),
        ("de", "Es geht um den Motor von mein Rad.", True),
        ("de", "Seit mein Mann im Heim ist, warte ich zwei Stunden am Tag.", False),
        ("de", "Gestern Abend habe ich die App geladen, in 24 Stunden lief sie.", False),
    ],
)
def test_slips_of_a_learner_are_known(language: str, text: str, *, learning: bool) -> None:
    assert by_a_learner(text, LANGUAGES[language].turning) is learning


def test_what_announces_the_story_and_what_notes_the_days_is_not_quoted() -> None:
    text = (
        "Recap for whoever has the pleasure today: new lamp, sealed, from your own shop (order 44110), a present "
        "for my sister. Your answers so far:\n6 Nov - check the plug and the socket. Did that.\nCan I have another?"
    )
    said = heard(text).text
    assert "“New lamp, sealed, from your own shop (order 44110), a present for my sister.”" in said
    assert "6 Nov" not in said


def test_of_the_many_sums_of_a_bill_none_stands_beside_the_order() -> None:
    bill = "Order 8240\nSofa: €689.00\nDelivery: €29.00\nDiscount: €0.00\nI have a question about delivery."
    assert heard(bill).text.startswith("This is about your order 8240.")
    assert heard("It is about order 8240, and I paid €29.00 for delivery.").text.endswith("(€29.00).")


def test_who_writes_of_a_booking_is_told_of_a_booking() -> None:
    assert "This is about your booking FH-201946." in heard("We have booking FH-201946. May we bring a dog?").text
