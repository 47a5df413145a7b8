"""What a reply asks for though the message says it: days, deadlines, numbers in groups, and what a page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cases.message import Message
from composer.desk.language import load_language
from composer.reading.reading import Hearing, read_message
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft

AGAIN = [
    ("de", "Müsste bis 12.12. aus dem Haus.", "Bis wann muss es weg sein?"),
    ("de", "Ihr habt zweimal abgebucht, am 5. und nochmal am 9. November.", "An welchen Tagen wurde denn abgebucht?"),
    ("de", "Dustin Kroll, Abo 803 552, die Karte fehlt.", "Teilen Sie mir bitte Ihre Abonummer mit."),
    ("de", "Mein Vertrag 778 204 ist gekündigt.", "Wie lautet Ihre Vertragsnummer?"),
    ("de", 'Jedes Mal kommt "Datei nicht akzeptiert".', "Welche Meldung erscheint denn beim Hochladen?"),
    ("de", "Ich brauche das bis Freitag, den 4. Dezember.", "Bis wann brauchen Sie es denn?"),
    ("en", "My accountant needs it by 4 December.", "By when do you need it?"),
    ("en", "Membership 640 118, name Moll.", "What is your membership number?"),
    ("en", 'There is a little box that says "Consent not given".', "What message do you see?"),
    ("en", "The screen says \u201cConsent not given\u201d.", "What does the screen say?"),
]
NEW = [
    ("de", "Meine Kundennummer ist 4004 und ich warte.", "Nennen Sie mir bitte die Abonummer."),
    ("de", "Am 5. kam der Brief.", "An welchen Tagen haben Sie Frühschicht?"),
    ("de", "Die Datei wird nicht angenommen.", "Welche Meldung erscheint denn beim Hochladen?"),
    ("de", "Abo 803, die Karte fehlt.", "Wie lautet Ihre Abonummer?"),
    ("en", "My accountant needs it by 4 December.", "By when did you send us the old one?"),
    ("en", "The guests arrive before noon and the oven is cold.", "Until when is your shop open?"),
    ("en", "The page never loads.", "What message do you see?"),
]


def asks_again(code: str, message: str, reply: str) -> bool:
    language = load_language(Path(), code)
    hearing = Hearing(
        language.cues, language.speech, language.lexicon, language.manners, issue_words=language.issue_words
    )
    reading = read_message(Message(message), hearing)
    checking = Checking(Draft(reply), language.wording, language.speech, message, reading=reading, language=code)
    return "asks-known" in {finding.rule for finding in check_reply(checking)}


@pytest.mark.parametrize(("code", "message", "reply"), AGAIN)
def test_what_the_message_says_is_not_asked(code: str, message: str, reply: str) -> None:
    assert asks_again(code, message, reply)


@pytest.mark.parametrize(("code", "message", "reply"), NEW)
def test_what_it_does_not_say_may_be_asked(code: str, message: str, reply: str) -> None:
    assert not asks_again(code, message, reply)
