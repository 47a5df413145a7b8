"""Who is praised by name is found, and nobody else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cases.message import Message
from composer.cases.step import Tone
from composer.desk.language import load_language
from composer.reading.issues import IssueKind
from composer.reading.praise import praised_in, thanks_in_subject
from composer.reading.reading import Hearing, Reading, read_message
from tests.rows import each_row


def read(text: str, language: str = "en") -> Reading:
    found = load_language(Path(), language)
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    return read_message(Message(text), hearing)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Fair play to Orla in the workshop.", "Orla"),
        ("en", "Your Sam on the phone yesterday was an absolute star.", "Sam"),
        ("en", "Tell Joan she's a gem.", "Joan"),
        ("en", "Annika was so patient, she changed it four times.", "Annika"),
        ("en", "First of all, Ollie in your Leeds shop deserves a medal.", "Ollie"),
        ("en", "Please pass our thanks on to Mr Gunn, he was very kind.", "Mr Gunn"),
        ("en", "Thank you to the nurse, Jo, who stayed on the line with me.", "Jo"),
        ("de", "Vielen Dank, besonders an Frau Lehnert!", "Frau Lehnert"),
        ("de", "Ein dickes Lob an Herrn Demirel.", "Herrn Demirel"),
        ("de", "kleines lob an euch: der herr bader vom kundenzentrum hat alles erklärt ❤️", "Herrn Bader"),
    ],
)
def test_the_person_of_ours_who_is_praised_is_named(language: str, text: str, name: str) -> None:
    assert praised_in(text, read(text, language).cues, "") == name


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much, my Sam was very happy with it.",
        "Thanks to Anna and to Ben, you were so kind.",
        "Thank you so much to Frau Lindner? Lindemann?",
        "Mr Gunn has not rung me back.",
        "Many thanks, Orla",
        "I am very grateful. Yesterday was lovely.",
        "Whoever packed it deserves a medal.\n\nWarm wishes,\nMr Penhaligon and Class 5",
    ],
)
def test_where_it_is_not_plain_nobody_is_named(text: str) -> None:
    assert praised_in(text, read(text).cues, "Orla Byrne") == ""


def test_who_writes_to_thank_praises_the_one_who_is_named() -> None:
    text = "On 3 May I came in feeling a fool. Miss Oye looked for a very long time. Do please thank her from me."
    assert praised_in(text, read(text).cues, "Clive Rowe", thankful=True) == "Miss Oye"
    german = "Herr Demir, euer Hauswart, hat Oma die Zeitung gebracht. Danke, so was gibts noch \u2764"
    assert praised_in(german, read(german, "de").cues, "", thankful=True) == "Herrn Demir"


def test_a_request_beside_thanks_stays_one() -> None:
    text = (
        "Your driver was so kind, please pass that on to whoever looks after him. Of the three pots one is cracked. "
        "I would like a new one in its place. Could it be here before the 6th?"
    )
    kinds = [issue.kind for issue in read(text).issues if issue.needs_answer]
    assert kinds == [IssueKind.REQUEST]


def test_thanks_in_quotation_marks_are_somebody_elses() -> None:
    text = "Niemand kam, dafür eine SMS „Danke, dass Sie zu Hause waren“. Schicken Sie mir bitte jemanden."
    assert read(text, "de").tone is not Tone.THANKFUL


def test_congratulations_on_what_went_wrong_mock() -> None:
    text = "Herzlichen Glückwunsch, Ihre Firma hat es wieder geschafft, nicht zu kommen. Wer ersetzt mir die Tage?"
    assert read(text, "de").tone is Tone.MIXED


def test_a_question_that_asks_nothing_mocks() -> None:
    asked = 'My order has been "being cut" since the 4th. Are you growing the glass yourselves? It is great.'
    assert read(asked).tone is not Tone.THANKFUL


def test_thanks_with_a_heart_are_thanks() -> None:
    assert read("An die Person, die ihn verpackt hat: kein Blatt verloren. Danke!!", "de").tone is Tone.THANKFUL
    assert read("Since yesterday the robin sings for me. Thanks \u2764\ufe0f").tone is Tone.THANKFUL
    assert read("Please cancel my order 4411. Thanks!!").tone is not Tone.THANKFUL
    assert read("wer auch immer das gebaut hat: ihr seid super \u2764\ufe0f", "de").tone is Tone.THANKFUL
    assert read("you broke it again \U0001f494").tone is not Tone.THANKFUL


def test_whom_somebody_tells_of_behind_a_question_is_theirs() -> None:
    text = "Your man was a treasure. Where is the plate? Ray has been all round the front of it with a torch."
    assert praised_in(text, read(text).cues, "", thankful=True) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I never write these. The nurse, Jo, stayed on the line. If it gets passed on: Jo was the difference.", "Jo"),
        ("It was all unreal, and I take it to Boston on Saturday.", ""),
    ],
)
def test_in_a_letter_that_only_thanks_whoever_acts_is_named(text: str, name: str) -> None:
    assert praised_in(text, (), "Tunde", thankful=True) == name


@each_row(
    ("subject", "thanks"),
    [
        ("Danke!", True),
        ("Ein großes Lob an Ihren Fahrer", True),
        ("Thanks to Rosa", True),
        ("Thank you", True),
        ("Danke im Voraus", False),
        ("Thanks for nothing", False),
        ("Thanks, and one question", False),
        ("Order 5531", False),
    ],
)
def test_a_subject_that_only_thanks_is_heard(subject: str, *, thanks: bool) -> None:
    assert thanks_in_subject(subject) is thanks


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "I don't need anything. My girl was sick all over herself. A lady had a towel. Give Morag our thanks.",
        ),
        ("en", "She never once made me feel like the fool I was. The altos would like to adopt her."),
        ("de", "Nach meiner Hüft-OP gehe ich an Krücken. Bitte richten Sie dem Fahrer meinen herzlichen Dank aus."),
    ],
)
def test_who_comes_to_thank_needs_no_doctor(language: str, text: str) -> None:
    heard = read(text, language)
    assert (heard.tone, heard.care) == (Tone.THANKFUL, ())


def test_whom_thanks_are_given_to_is_praised() -> None:
    text = "I don't need anything, the bench is fine. Please give Morag our thanks."
    assert praised_in(text, read(text).cues, "Emeka Balogun", thankful=True) == "Morag"
