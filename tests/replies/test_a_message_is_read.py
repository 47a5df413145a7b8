"""Reading: tone with its words, questions, facts and patterns."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from composer.cases.customer import Contact, Customer
from composer.cases.message import Message
from composer.cases.step import Tone
from composer.desk.language import load_language
from composer.reading.cues import CueKind
from composer.reading.facts import find_facts, find_questions
from composer.reading.patterns import BadPattern, compile_pattern, find_spans, fold_in_place
from composer.reading.person import read_name
from composer.reading.reading import Hearing, Reading, masked, read_message
from tests.rows import each_row

ENGLISH = load_language(Path(), "en")
TASKS = ("sign in", "track my parcel")
HEARING = Hearing(
    ENGLISH.cues, ENGLISH.speech, ENGLISH.lexicon, ENGLISH.manners, TASKS, issue_words=ENGLISH.issue_words
)


def reading(text: str, *names: str) -> Reading:
    return read_message(Message(text), HEARING, names)


@pytest.mark.parametrize(
    ("text", "tone", "words"),
    [
        ("I was on hold for 3 hours.", Tone.UPSET, ("on hold for 3 hours",)),
        ("My order never arrived.", Tone.UPSET, ("never arrived",)),
        ("Please help, I was charged twice.", Tone.UPSET, ("charged twice",)),
        ("Thank you for losing my parcel.", Tone.UPSET, ("Thank you for losing my parcel",)),
        ("Thank you so much, I love it.", Tone.THANKFUL, ("Thank you so much", "love it")),
        (
            "We moved in on Monday, and the stove has been cold since.",
            Tone.UPSET,
            ("and the stove has been cold since.",),
        ),
        (
            "Our twins have loved it. What a wonderful team you have.",
            Tone.THANKFUL,
            ("What a wonderful team you have.",),
        ),
        ("My meter reads 4711.", Tone.CALM, ()),
        ("When do you open on Saturday?", Tone.CALM, ()),
        ("How do I track my parcel?", Tone.CALM, ()),
        ("How do I track my parcel? It still has not arrived.", Tone.MIXED, None),
        ("Thank you for the rose. It came, but I am a little worried about it.", Tone.MIXED, None),
    ],
)
def test_the_tone_rests_on_the_customers_words(text: str, tone: Tone, words: tuple[str, ...] | None) -> None:
    found = reading(text)
    assert found.tone is tone
    if words is not None:
        assert found.tone_words == words


def test_a_polite_customer_who_is_stuck_is_heard() -> None:
    found = reading("Sorry to bother you. I tried to open the invoice. Have a nice day!")
    assert found.struggling
    assert [one.cue.id for one in found.telling_cues] == ["sorry-to-bother", "work-it-out"]


@pytest.mark.parametrize(
    ("language", "text", "stuck"),
    [
        ("en", "I reset the pump twice, and an hour later it was dark again.", True),
        ("en", "Your colleague said somebody would ring by Friday. It is Wednesday, and not a word.", True),
        ("en", "Five weeks later the box by the door is still empty.", True),
        ("de", "Die Pumpe habe ich zweimal zurückgesetzt, danach stand wieder dasselbe da.", True),
        ("de", "Wir standen um neun vor verschlossener Tür und sind wieder gefahren.", True),
        ("en", "I have waited since spring for your new roses. When do they come?", False),
        ("en", "We are closed on Mondays, so please deliver on Tuesday.", False),
        ("en", "The third shelf is £4 dearer than in May, and I find that too much.", False),
        ("de", "Vor drei Wochen sind wir umgezogen. Bitte ändern Sie die Adresse.", False),
    ],
)
def test_who_tells_what_they_tried_or_waited_for_in_vain_is_stuck(language: str, text: str, *, stuck: bool) -> None:
    words = load_language(Path(), language)
    hearing = Hearing(words.cues, words.speech, words.lexicon, words.manners, TASKS, issue_words=words.issue_words)
    assert read_message(Message(text), hearing).struggling is stuck


def test_the_background_counts_and_is_never_shown() -> None:
    text = "I reset the pump twice, and an hour later it was dark again."
    counted = {one.cue.id for one in HEARING.finds(text) if one.cue.kind is CueKind.BACKGROUND}
    assert counted == {"bg-counted", "bg-no-better", "bg-own-try"}
    assert CueKind.BACKGROUND not in {one.cue.kind for one in reading(text).cues}


def test_where_a_pet_may_be_hurt_no_thanks_make_the_tone_mixed() -> None:
    text = "The puppy swallowed one of your plant labels and I can't find the vet's number. Thank you for the help."
    assert reading(text).tone is Tone.WORRIED


def test_the_name_of_a_shop_is_no_feeling() -> None:
    assert masked("Happy Plants is late", ("Happy Plants",)) == "____________ is late"
    assert reading("I wrote to Delighted Gardens.", "Delighted Gardens").tone is Tone.CALM


@each_row(
    ("text", "facts"),
    [
        ("order 4411", [("order", "4411")]),
        ("our second order, 5407. In that order, 12 pots", [("order", "5407")]),
        ("Order no. AB-1234, invoice #77812", [("order", "AB-1234"), ("invoice", "77812")]),
        ("My reference is ORD/2026/1187.", [("order", "ORD/2026/1187")]),
        ("Five weeks with my first varifocals (C-208831).", [("duration", "Five weeks"), ("reference", "C-208831")]),
        ("It is in his name (account 4009 316 442).", [("reference", "4009 316 442")]),
        ("The repair 12-month guarantee", []),
        ("RMA 60-3318, for the third time", [("reference", "60-3318")]),
        ("Claim KL-20-77 and ticket 8812", [("reference", "KL-20-77"), ("reference", "8812")]),
        (
            "App v2.3.4 on an iPhone 15 Pro with iOS 17.2",
            [("version", "v2.3.4"), ("device", "iPhone 15 Pro"), ("device", "iOS 17.2")],
        ),
        ("Error E204, then 0x80070057.", [("error code", "E204"), ("error code", "0x80070057")]),
        ("See https://shop.example/a?b, please", [("link", "https://shop.example/a?b")]),
        ("On 13.11.2026 at 10.30", [("date", "13.11.2026")]),
        ("€84.50 on 9 November", [("amount", "€84.50"), ("date", "9 November")]),
        ("I paid 20 euros last Friday", [("amount", "20 euros"), ("date", "last Friday")]),
        ("Write to a.b@mail.example", [("e-mail", "a.b@mail.example")]),
        ("card 4111 1111 1111 1111", [("card number", "•••• •••• •••• 1111")]),
        ("card 4111 1111 1111 1112", []),
        ("in order to 3 of us", []),
        ("We would like to order 250 tulips, as in order 8139.", [("order", "8139")]),
        ("order 4711 arrived, order AB-1234 did not", [("order", "4711"), ("order", "AB-1234")]),
        ("where is my parcel?? nr 6033, not here yet", [("order", "6033")]),
        ("i ordered the pot by mistake, its 6002, cancel it", [("order", "6002")]),
        (
            "Three mowers were delivered (6540, 6541 and 6549).",
            [("order", "6540"), ("order", "6541"), ("order", "6549")],
        ),
        ("I ordered it long ago (2024), and it is broken.", []),
        ("My parcel nr 6033 was paid by card, and 4000 people saw it, 5000 in all.", [("order", "6033")]),
        ("It was delivered with a meter that read (46002 kWh).", []),
        ("My number is 61277, and I sat the exam.", []),
        ("the bench, no. 8164, £239", [("amount", "£239")]),
        ("We have received your request (#91552).", [("reference", "91552")]),
        ("[Case closed] #88214 - reopening, again", [("reference", "88214")]),
    ],
)
def test_facts_are_what_the_customer_stated(text: str, facts: list[tuple[str, str]]) -> None:
    found = [(str(fact.kind), fact.value) for fact in find_facts(text, ENGLISH.speech)]
    assert [one for one in found if one[0] != "phone"] == facts


def test_a_question_may_be_folded_and_may_lack_its_mark() -> None:
    text = "I like it. Could you tell me\nwhere it is? Please send me the invoice"
    assert [one.text for one in find_questions(text, ENGLISH.speech)] == [
        "Could you tell me where it is?",
        "Please send me the invoice",
    ]


@pytest.mark.parametrize(
    "pattern", ["", "  ", "(a", "((a)|b)", "*", "a" * 1_001, "|", "a (b *|c) d", "(a|a b) " * 12 + "c", "a * b" * 9]
)
def test_a_pattern_that_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("can't seem to", "I can\u2019t  seem to", "can\u2019t  seem to"),
        ("tried * # times", "I tried it all three times", "tried it all three times"),
        ("tried * # times", "I tried and tried with a friend of mine three times", None),
        ("tried * * times", "tried it again with a friend of mine several times", None),
        ("tried * * times", "tried it with a friend several times", "tried it with a friend several times"),
        ("so*good", "so very, very good", "so very, very good"),
        ("(bill|invoice)", "The Invoicé", "Invoicé"),
        ("due", "overdue", None),
    ],
)
def test_a_pattern_means_whole_words_in_any_case(pattern: str, text: str, words: str | None) -> None:
    assert [text[start:end] for start, end in find_spans(text, (pattern,), ENGLISH.speech.slots)] == (
        [] if words is None else [words]
    )


def test_folding_keeps_every_place() -> None:
    for text in ("Straße ﬁn İstanbul", "e\u0301", "\u2019\u201c\u201d", "\U0001f33b a"):
        assert len(fold_in_place(text)) == len(text)


def test_a_hundred_thousand_characters_are_read_in_a_moment() -> None:
    started = time.process_time()
    for text in ("on hold " * 12_000, "1" * 100_000, "a" + "\n" * 99_000 + "b"):
        reading(text)
    assert time.process_time() - started < 12


@pytest.mark.parametrize(
    ("name", "last"),
    [("Ana Silva", "Silva"), ("Dr. Ana van der Berg", "van der Berg"), ("Mr O'Brien", "O'Brien"), ("Prof", "")],
)
def test_the_family_name_of_a_record_has_its_particles_and_no_title(name: str, last: str) -> None:
    assert read_name(name).family == last


def test_contacts_about_another_topic_are_no_repeat() -> None:
    customer = Customer(id="c", history=(Contact(dt.date(2026, 9, 4), topic="delivery"),))
    assert customer.contacts_about(("delivery",)) == [*customer.history]
    assert customer.contacts_about(("payment",)) == []
    assert customer.contacts_about(()) == []


@pytest.mark.parametrize(
    "sentence", ["Have a lovely weekend, Priya", "When I opened the box it was broken", "What a mess this is"]
)
def test_a_sentence_that_only_begins_like_a_question_is_none(sentence: str) -> None:
    assert find_questions(sentence, ENGLISH.speech) == []


@pytest.mark.parametrize(
    "sentence", ["when is my parcel due", "how long does it take", "which of them is right", "how to reset my password"]
)
def test_a_question_without_its_mark(sentence: str) -> None:
    assert [one.text for one in find_questions(sentence, ENGLISH.speech)] == [sentence]
