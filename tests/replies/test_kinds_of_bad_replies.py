"""Blame, dismissal and evasion: found by what they are like, and not where a kind reply says nearly the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.desk.language import load_language
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft, Passage
from composer.writing.sounding import parse_sounding, scores_of
from kb.problem import Level
from tests.rows import each_row

LANGUAGES = {name: load_language(Path(), name) for name in ("en", "de")}

FOUND = [
    ("en", "hints-at-blame", "A hinge like this has usually been overloaded."),
    ("en", "hints-at-blame", "The alarm only fails if people forget the battery."),
    ("en", "hints-at-blame", "We can only assume that the lid was left open."),
    ("en", "hints-at-blame", "That is the tenant's doing, so the tenant pays."),
    ("en", "hints-at-blame", "You typed the address without a house number."),
    ("en", "hints-at-blame", "If you hadn't leaned on it, it would still close."),
    ("en", "hints-at-blame", "Nobody else on that street had any trouble with it."),
    ("en", "hints-at-blame", "Most customers manage it without writing to us."),
    ("en", "hints-at-blame", "You had a fortnight to say something."),
    ("en", "plays-it-down", "Ten days is nothing compared to what others wait."),
    ("en", "plays-it-down", "Some customers have waited much longer than you."),
    ("en", "plays-it-down", "It is hardly a matter of life and death."),
    ("de", "hints-at-blame", "Ihre Nachbarn hatten damit keine Probleme."),
    ("de", "hints-at-blame", "Die meisten bekommen das ohne Rückfrage hin."),
    ("de", "hints-at-blame", "Das kommt davon, wenn man sie draußen stehen lässt."),
    ("de", "plays-it-down", "Zehn Tage sind nichts gegen das, was andere warten."),
    ("de", "plays-it-down", "Das ist schnell noch einmal getippt."),
    ("de", "hints-at-blame", "Wer den Deckel offen lässt, darf sich nicht wundern."),
    ("de", "hints-at-blame", "Das hätte Ihnen auffallen können."),
    ("de", "hints-at-blame", "Da muss man halt auch mal hinschauen."),
    ("de", "hints-at-blame", "Vermutlich haben Sie den Filter falsch eingesetzt."),
    ("de", "hints-at-blame", "Sie haben leider eine falsche Nummer angegeben."),
    ("en", "plays-it-down", "A small delay is to be expected in December."),
    ("en", "plays-it-down", "One day you will laugh about it."),
    ("en", "plays-it-down", "Your cake arrived, which is the main thing."),
    ("en", "plays-it-down", "The bus was only ten minutes later."),
    ("en", "plays-it-down", "You will get used to the noise."),
    ("de", "plays-it-down", "Ein kleiner Kratzer stört niemanden."),
    ("de", "plays-it-down", "Daran gewöhnt man sich."),
    ("de", "plays-it-down", "Aller guten Dinge sind drei!"),
    ("de", "plays-it-down", "Seien Sie doch froh, dass es nur der Lack ist."),
    ("de", "plays-it-down", "Auf die Farbe kommt es doch nicht an."),
    ("en", "talks-round-it", "The fee depends on individual circumstances."),
    ("en", "talks-round-it", "Every garden is different."),
    ("en", "talks-round-it", "Our rules are constantly reviewed."),
    ("en", "talks-round-it", "All processes comply with the applicable regulations."),
    ("de", "talks-round-it", "Das kommt ganz darauf an."),
    ("de", "talks-round-it", "Die Preise werden laufend an den Bedarf angepasst."),
    ("de", "talks-round-it", "Die Kalkulation berücksichtigt zahlreiche Faktoren."),
    ("de", "talks-round-it", "Informieren Sie sich bitte über die Aushänge."),
]
KIND = [
    ("en", "Our carrier must have dropped the box."),
    ("en", "You are not liable for that payment."),
    ("en", "Nobody else has told us yet, so thank you."),
    ("en", "You have waited much longer than you should have."),
    ("en", "That mail was not from us, please delete it."),
    ("en", "Nobody should have to get used to that noise."),
    ("en", "That is not a small delay, and I am sorry."),
    ("en", "It is hard to say from here: could you send me a photo?"),
    ("en", "I have taken your two visits into account, and the fee is 20 euros."),
    ("en", "You shall have the new lid by Friday."),
    ("de", "Wer so lange wartet, will endlich eine Antwort."),
    ("de", "Jemand hätte Ihnen Bescheid sagen müssen."),
    ("de", "Das kommt darauf an, wie groß der Topf ist: Bis 30 cm kostet er 8 Euro."),
    ("de", "Auf unserer Seite ist alles erledigt, das Geld kommt am Freitag."),
    ("de", "Den Fleck auf dem Teppich ersetzen wir Ihnen."),
    ("de", "Niemand sollte sich daran gewöhnen müssen."),
    ("de", "Das ist nicht normal, und ich sehe es mir am Freitag an."),
]


def rules_in(language: str, text: str) -> set[str]:
    words = LANGUAGES[language]
    found = check_reply(Checking(Draft(text), words.wording, words.speech, language=language))
    return {one.rule for one in found if one.level is not Level.HINT and not one.rule.startswith("step-")}


@each_row(("language", "rule", "text"), FOUND)
def test_it_is_found_by_its_kind(language: str, rule: str, text: str) -> None:
    assert rule in rules_in(language, text)


@each_row(("language", "text"), KIND)
def test_a_kind_sentence_is_left_alone(language: str, text: str) -> None:
    assert rules_in(language, text) == set()


ASKED_AGAIN = [
    ("en", "Our plan (Team) stops at 12 calls.", "What plan are you on?"),
    ("en", "My left shoe squeaks.", "Which shoe is it, please?"),
    ("en", "My Brava 3 leaks from below.", "Could you let me know which model you have?"),
    ("en", "I asked the porter and both neighbours.", "Have you asked your neighbours?"),
    ("en", "Group of 14, ages 6 to 9.", "How many are in the group?"),
    ("de", "Meine Zählernummer ist 1 ESY 1162.", "Teilen Sie mir bitte die Zählernummer mit."),
    ("de", "Auf der Box läuft Firmware 3.08.", "Welche Firmware läuft auf der Box?"),
    ("de", "Ich habe beim Nachbarn gefragt.", "Haben Sie schon den Nachbarn gefragt?"),
]
FAIR_TO_ASK = [
    ("en", "Our plan (Team) stops at 12 calls.", "Which plan would you prefer?"),
    ("en", "My left shoe squeaks.", "Which size do you take?"),
    ("en", "My Brava 3 leaks from below.", "What does the display show now?"),
    ("en", "I need room 12 on Friday.", "Nobody may tell me which room it was."),
    ("de", "Auf der Box läuft Firmware 3.08.", "Welche Lampe blinkt?"),
    ("de", "Mein Vertrag hat die Nummer 4410.", "Unter welcher Nummer erreiche ich Sie?"),
]


def asks_again(language: str, message: str, text: str) -> bool:
    words = LANGUAGES[language]
    checking = Checking(Draft(text), words.wording, words.speech, message=message, language=language)
    return any(one.rule == "asks-known" for one in check_reply(checking))


@pytest.mark.parametrize(("language", "message", "text"), ASKED_AGAIN, ids=[text for *_rest, text in ASKED_AGAIN])
def test_what_the_message_says_is_not_asked(language: str, message: str, text: str) -> None:
    assert asks_again(language, message, text)


@pytest.mark.parametrize(("language", "message", "text"), FAIR_TO_ASK, ids=[text for *_rest, text in FAIR_TO_ASK])
def test_what_the_message_leaves_open_may_be_asked(language: str, message: str, text: str) -> None:
    assert not asks_again(language, message, text)


PAST = [
    ("en", "The lid of my jar was broken when it came.", "Lids like this only break when they are handled roughly."),
    ("en", "Why did my fee go up by nine pounds?", "Our fees are reviewed regularly in line with the market."),
    ("en", "The cake for my son came a day late.", "Children are just as happy with a cake the day after."),
    ("de", "Warum ist mein Beitrag gestiegen?", "Die Beiträge werden nach den geltenden Richtlinien festgelegt."),
    ("de", "Der Kuchen kam einen Tag zu spät.", "Kinder freuen sich auch am nächsten Tag über einen Kuchen."),
]
TO_THE_POINT = [
    ("en", "The lid of my jar was broken when it came.", "I am sorry about the lid. A new jar leaves today."),
    ("en", "Why did my fee go up by nine pounds?", "The water bill went up, so we had to add 9 pounds to yours."),
    ("en", "The cake for my son came a day late.", "Anyone would be cross about a cake that misses the party."),
    (
        "de",
        "Warum ist mein Beitrag gestiegen?",
        "Ich habe nachgesehen: Ihr Beitrag steigt um 4 Euro, weil das Wasser seit März mehr kostet.",
    ),
]


def talks_past(language: str, message: str, text: str) -> bool:
    words = LANGUAGES[language]
    checking = Checking(Draft(text), words.wording, words.speech, message=message, language=language)
    return any(one.rule == "talks-past" for one in check_reply(checking))


@pytest.mark.parametrize(("language", "message", "text"), PAST, ids=[text for *_rest, text in PAST])
def test_a_general_sentence_talks_past_the_customer(language: str, message: str, text: str) -> None:
    heard = rules_in(language, text)
    assert talks_past(language, message, text) or heard & {"plays-it-down", "talks-round-it", "hints-at-blame"}


@pytest.mark.parametrize(("language", "message", "text"), TO_THE_POINT, ids=[text for *_rest, text in TO_THE_POINT])
def test_a_sentence_about_the_matter_does_not(language: str, message: str, text: str) -> None:
    assert not talks_past(language, message, text)


def test_a_phrase_never_talks_past() -> None:
    words, said = LANGUAGES["en"], "Our fees are reviewed regularly in line with the market."
    passage = Passage(Step.SOLVE, 0, len(said), own=False)
    draft = Draft(said, (passage,))
    found = check_reply(Checking(draft, words.wording, words.speech, message="Why did my fee go up?"))
    assert "talks-past" not in {one.rule for one in found}


def test_a_damaged_table_says_so() -> None:
    with pytest.raises(ValueError, match="a kind of line"):
        parse_sounding("bias\tall\t3\nmood\tgood\t1")


def test_one_sentence_sums_its_weights() -> None:
    table = parse_sounding("class\tI\ti my\nrest\tsorry\tsorry\nbias\tall\t-500\nweight\tI\t-250\nweight\tsorry\t-1000")
    assert scores_of(["I sent it."], "Where is it?", table) == [-0.75]
    assert scores_of(["I sent it.", "Sorry!"], "Where is it?", table) == [-1.75, -0.5]
