"""Whether somebody may be in danger or hurt is asked where no cue says it, and nothing is said of it unasked."""

from __future__ import annotations

import pytest

from composer.cases.message import Message
from composer.cases.step import Care
from composer.reading.hazard import NO_HAZARDS, hazard_in, parse_hazards
from composer.reading.reading import Hearing, Reading, read_message
from tests.replies.test_clauses_are_turned import LANGUAGES


def read(text: str, language: str = "en") -> Reading:
    found = LANGUAGES[language]
    return read_message(Message(text), Hearing(found.cues, found.speech, found.lexicon, found.manners))


@pytest.mark.parametrize(
    ("language", "text", "care"),
    [
        ("en", "The pin of the plug wobbles in the socket and the wall behind it feels warm at night.", Care.DANGER),
        ("en", "Thank you. My fingers have had no colour since I wore your gloves, and they prickle.", Care.HEALTH),
        ("de", "Der Griff vom Grill glüht fast, und das Kabel daneben riecht schon ein wenig.", Care.DANGER),
        ("de", "Unsere Tochter fiebert seit dem Stich und ist ganz matt, sie hat Ihre Salbe drauf.", Care.HEALTH),
    ],
)
def test_what_is_told_like_a_danger_is_asked_about(language: str, text: str, care: Care) -> None:
    found = read(text, language)
    assert found.hazard
    assert found.hazard.care is care
    assert text[found.hazard.start : found.hazard.end] == found.hazard.words
    assert found.care == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Where do I find my invoice for March? The link in the mail is dead."),
        ("en", "The price has exploded since last year, and I am dying to know why."),
        ("de", "Wann kommt meine Bestellung? Der Preis ist ja geradezu explodiert."),
        ("fr", "La prise est toute brune et sent le brûlé."),
    ],
)
def test_other_matters_and_other_languages_are_not(language: str, text: str) -> None:
    assert read(text, language if language in LANGUAGES else "en").hazard is None


def test_what_a_cue_names_is_not_asked_about_as_well() -> None:
    found = read("Smoke is coming out of the charger.")
    assert found.care == (Care.DANGER,)
    assert found.hazard is None


def test_a_language_without_weights_finds_nothing() -> None:
    assert hazard_in("The plug went brown.", NO_HAZARDS) is None


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="name the kinds"):
        parse_hazards("term\tupset\n(bias)\t1\n")


def test_a_danger_that_is_only_asked_about_is_none_yet() -> None:
    assert read("Grandad says to put twelve volts on it. Will it go up in smoke?").care == ()
    assert read("It went up in smoke when I plugged it in. What now?").care == (Care.DANGER,)


def test_a_curtain_before_an_eye_wants_a_doctor() -> None:
    text = "Since I woke up there is like a grey curtain in the corner of my right eye."
    assert read(text).care == (Care.HEALTH,)
    assert read("Seit heute früh ist da ein schwarzer Schatten am Rand vom Auge.", "de").care == (Care.HEALTH,)


def test_violence_next_door_wants_the_police_first() -> None:
    assert read("A man is shouting upstairs and a woman is crying.").care == (Care.VIOLENCE,)


@pytest.mark.parametrize(
    ("language", "text", "care"),
    [
        ("en", "It smelled of gas on Sunday. Your Mr Lowe found the leak in ten minutes. Thank you so much!", ()),
        ("en", "It smells of gas in the cellar. Thank you for your number.", (Care.DANGER,)),
        ("en", "My dog ate your slug pellets, and he is fine now. Thank you for the good advice.", ()),
        ("en", "My dog swallowed a battery, he is fine. Thank you for any help.", (Care.HEALTH,)),
        ("de", "Es roch nach Gas, und Ihr Herr Lang hat das Leck gefunden. Vielen Dank an ihn!", ()),
        ("de", "Es roch nach Gas. Herr Lang hat das Leck gefunden, vielen Dank an ihn! Eine Frage haben wir noch.", ()),
        ("de", "Es riecht hier nach Gas. Vielen Dank.", (Care.DANGER,)),
        ("de", "Vielen Dank, das Leck ist repariert. Es riecht aber schon wieder nach Gas.", (Care.DANGER,)),
        ("en", "It smells of gas. We are all safe outside. Thank you so much.", (Care.DANGER,)),
        ("en", "Your man fixed the leak, thank you so much, but it still smells of gas.", (Care.DANGER,)),
    ],
)
def test_what_ended_well_for_who_thanks_warns_of_nothing(language: str, text: str, care: tuple[Care, ...]) -> None:
    assert read(text, language).care == care


def test_a_finger_that_hurts_from_pressing_is_a_way_of_speaking() -> None:
    assert read("I pressed the button so long that my finger was hurting.").care == ()
    assert read("The lid fell on it, and my finger is bleeding.").care == (Care.HEALTH,)


@pytest.mark.parametrize(
    ("language", "text", "care"),
    [
        ("en", "I work nights at the hospital and cannot ring you by day.", ()),
        ("en", "I fell at work and was taken into hospital.", (Care.HEALTH,)),
        ("en", "Do you take back empty lens blisters?", ()),
        ("en", "I have blisters on both hands from the spray.", (Care.HEALTH,)),
        ("en", "It says -2 for the right eye, and wherever I put it the field turns red.", ()),
        ("en", "My right eye is swollen and red.", (Care.HEALTH,)),
        ("de", "Ich arbeite im Krankenhaus im Frühdienst.", ()),
        ("de", "Meine Frau liegt im Krankenhaus.", (Care.HEALTH,)),
        ("en", "Our tablet won't wake up.", ()),
        ("en", "My passenger has two cracked vertebrae.", (Care.HEALTH,)),
        ("de", "Das Schlüsselbein wurde am Montag verschraubt.", (Care.HEALTH,)),
        ("de", "Der Knoten sei doch recht gewachsen, sagt meine Ärztin.", (Care.HEALTH,)),
        ("en", "Our baby won't wake up.", (Care.HEALTH,)),
        ("en", "My scanner is sick today.", ()),
        ("en", "He will say he is sick. Do not believe him.", ()),
        ("en", "The ceiling must come down, and we sleep under it.", (Care.DANGER,)),
        ("en", "She was at the machine and is sick now.", (Care.HEALTH,)),
        ("de", "Das Sauerstoffgerät meiner Frau läuft über die Steckdose.", ()),
    ],
)
def test_what_only_looks_like_an_illness_is_none(language: str, text: str, care: tuple[Care, ...]) -> None:
    assert read(text, language).care == care


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The boiler has been running since early this morning, and my wife and I have both got a headache."),
        ("de", "Unsere Gastherme läuft seit heute früh durch, man riecht nichts, aber wir haben beide Kopfweh."),
        ("en", "The boiler has started making yellow flames instead of blue."),
    ],
)
def test_a_headache_beside_a_boiler_may_be_carbon_monoxide(language: str, text: str) -> None:
    assert Care.DANGER in read(text, language).care
