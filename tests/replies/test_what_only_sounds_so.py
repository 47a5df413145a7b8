"""What only sounds like trouble, thanks or danger is none, and what is grave is heard without its usual words."""

from __future__ import annotations

import pytest

from composer.cases.step import Tone
from composer.reading.praise import COMES_TO_THANK
from composer.reading.tone import MOCKING
from tests.replies.test_praise import read


@pytest.mark.parametrize(
    "text",
    [
        "ok so new hob is in, looks sick, but all of my nans old pans just make it blink. do i have to buy a new set",
        "quick!! lesson started 5 min ago and my tutor cant hear or see me, i can see her waving lol. im on firefox",
        "This is my fourth go at this email. I am afraid of the changing room. No need to answer.",
        "l\u00e4uft bei euch \U0001f44c zweites mal kam kein techniker.",
    ],
)
def test_nobody_gives_thanks_who_says_none(text: str) -> None:
    assert read(text, "de" if "euch" in text else "en").tone is not Tone.THANKFUL


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I do not want anything from you any more but my money back."),
        ("en", "We don't need anything but our refund."),
        ("en", "I'll give it my best, but the tap leaks."),
        ("en", "I want to tell you how much I hate your app."),
    ],
)
def test_who_wants_something_does_not_come_to_thank(language: str, text: str) -> None:
    found = read(text, language)
    assert found.tone is not Tone.THANKFUL
    assert COMES_TO_THANK.isdisjoint(one.cue.id for one in found.cues)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Can I bring a cool bag with my medication inside?"),
        ("en", "Can I take my insulin on the ferry?"),
        ("en", "Can a customer pay from another account?"),
        ("en", "A client paid into the wrong account by mistake, how do I record it?"),
        ("en", "She has sent our customers the new bank details."),
        ("en", "The jar shattered when the courier dropped it."),
        ("de", "Nun wache ich zum ersten Mal ohne steifen Nacken auf."),
        ("de", "Mein Termin ist plötzlich geplatzt, wann kann ich kommen?"),
        ("de", "Darf ich mein Insulin mit an Bord nehmen?"),
        ("de", "Eine Kundin hat auf das falsche Konto überwiesen, wie buche ich das?"),
    ],
)
def test_what_only_names_a_medicine_an_account_or_a_break_warns_of_nothing(language: str, text: str) -> None:
    assert read(text, language).care == ()


@pytest.mark.parametrize(
    ("text", "mocks"),
    [
        ("ooh lovely, 3 hours parked outside the harbour wall", True),
        ("Ooh lovely, the tulips came, thank you!", False),
        ("Großes Lob: nach zwei Wochen war alles da.", False),
        ("I ordered one (1) chair and it came.", False),
        ("ordered 50 bulbs, recieved one (1) glove", True),
    ],
)
def test_what_is_meant_does_not_mock(text: str, mocks: bool) -> None:  # noqa: FBT001  a case
    assert (MOCKING.search(text) is not None) is mocks


def test_who_calmly_asks_how_to_move_elsewhere_is_calm() -> None:
    assert read("where do i find the code for my domain, moving it to another company").tone is Tone.CALM


def test_who_waits_for_somebody_else_has_no_answer_missing_from_us() -> None:
    text = "Meine Frau wartet auf den Rückruf vom Orthopäden, der uns ja nun nicht erreicht."
    assert {"unanswered", "no-reply"}.isdisjoint(one.cue.id for one in read(text, "de").cues)
    service = read("I have heard nothing. Still no answer from customer services.").cues
    assert "unanswered" in {one.cue.id for one in service}
    waits = read("Ich warte seit Tagen auf den Rückruf von Ihnen.", "de").cues
    assert "unanswered" in {one.cue.id for one in waits}


def test_a_label_that_is_wished_for_is_no_poisoned_cat() -> None:
    text = "Could you put in big letters which plants are bad for cats? I have sent one lily straight back."
    assert not read(text).care
    assert read("Are lilies bad for my cat? She has a leaf in her mouth.").care


@pytest.mark.parametrize(
    ("language", "text", "care"),
    [
        ("de", "Seit heut krieg ich jedes Mal eine gewischt, wenn ich den Wasserhahn anfasse.", "danger"),
        ("en", "i get a shock every time i touch the tap", "danger"),
        ("en", "I got a shock when I saw the bill.", ""),
        ("en", "Since the bill came the cooker gives me a shock off the handle.", "danger"),
        ("en", "The tree is for my best mate, we put it in over her ashes.", "bereavement"),
        ("en", "We spread the ashes of the stove on the beds.", ""),
    ],
)
def test_what_is_grave_is_heard_and_what_only_sounds_so_is_not(language: str, text: str, care: str) -> None:
    found = [str(one) for one in read(text, language).care]
    assert care in found if care else not found


def test_tears_of_joy_are_no_trouble() -> None:
    found = read("my mum just got her first lamp to glow and rang me in tears of joy. where can she chat with others?")
    assert not found.care
    assert not any(one.cue.id in ("event-spoilt", "hard-time") for one in found.cues)
    assert any(one.cue.id == "event-spoilt" for one in read("The cake never came and my daughter was in tears.").cues)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("You sent the wrong size.", True),
        ("Wrong colour in the box.", True),
        ("I ordered the wrong size.", False),
        ("Do not tell me I pressed the wrong thing.", False),
        ("My friend wrote the wrong one.", False),
    ],
)
def test_who_chose_the_wrong_thing_was_not_sent_it(text: str, wrong: bool) -> None:  # noqa: FBT001  a case
    assert ("wrong-item" in {one.cue.id for one in read(text).cues}) is wrong


def test_thanks_without_their_words_are_heard_in_german_too() -> None:
    text = (
        "An Ihre Zugbegleiterin: Mein Vater ist dank ihr wieder daheim. Sie ist mit ihm bis zur letzten Station "
        "gefahren und hat ihm ihren Schal gegeben."
    )
    assert read(text, "de").tone is Tone.THANKFUL
