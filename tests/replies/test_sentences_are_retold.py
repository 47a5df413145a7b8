"""Sentences are retold: what happened is said back in its own order, with the persons exchanged, or not at all."""

from __future__ import annotations

import random
from datetime import date

import pytest

from composer.writing.turning.turn import retell, turn
from composer.writing.turning.turned import Refused, Turned
from tests.replies.test_clauses_are_turned import LANGUAGES
from tests.rows import each_row

TODAY = date(2026, 11, 26)


def told(sentence: str, language: str = "en", said: str = "", rest: str = "", *, follows: bool = False) -> str:
    """The sentence as the organisation says it, on the day of the message."""
    return retell(sentence, LANGUAGES[language].turning, said, rest, TODAY, TODAY, follows=follows)


@each_row(
    ("sentence", "expected"),
    [
        ("My start date is tomorrow the 27th.", "your start date is the 27th"),
        ("I paid the bill in AUGUST by card.", "you paid the bill in August by card"),
        ("I ordered a bench on 3 May and paid £40.", "you ordered a bench on 3 May and paid £40"),
        ("On 3 May I called twice and was put on hold.", "on 3 May you called twice and were put on hold"),
        (
            "I have cleared the cache, logged out, and tried Firefox.",
            "you have cleared the cache, logged out, and tried Firefox",
        ),
        (
            "Since the update the page leaves out every order, so I write my labels by hand.",
            "since the update the page leaves out every order, so you write your labels by hand",
        ),
        (
            'Since Monday the "Send" button is grey.',
            "since Monday the “Send” button is grey",
        ),
        ("There is some rust on the lid since 3 May.", "there is some rust on the lid since 3 May"),
        ("My sister is getting married on 5 December.", "your sister is getting married on 5 December"),
        (
            "My daughter and I waited at your counter from 9 to 11.",
            "you and your daughter waited at our counter from 9 to 11",
        ),
        ("The lamp you sent on 3 May flickers.", "the lamp we sent on 3 May flickers"),
        (
            "Order 4411 (the rose arch) came yesterday without its screws.",
            "order 4411 (the rose arch) came on Wednesday 25 November without its screws",
        ),
        ("I was at your shop on Monday with my son.", "you were at our shop on Monday with your son"),
        ("The pin reads 2.1 V on all 40 boards.", "the pin reads 2.1 V on all 40 boards"),
        ("We have tried two cables and the other laptop.", "you have tried two cables and the other laptop"),
        ("The lamp (the blue one) came broken on 3 May.", "the lamp (the blue one) came broken on 3 May"),
        ("I paid for the bench (long story) on 3 May.", "you paid for the bench on 3 May"),
        ('The screen says "no signal" since 3 May.', "the screen says \u201cno signal\u201d since 3 May"),
        (
            "The lamps from order CB-35502 went back to you on 28 October.",
            "the lamps from order CB-35502 went back to us on 28 October",
        ),
    ],
)
def test_english_is_retold(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@each_row(
    ("sentence", "expected"),
    [
        (
            "Am 3. Mai habe ich bei Ihnen zwei Bänke bestellt (Bestellnummer 4411).",
            "am 3. Mai haben Sie bei uns zwei Bänke bestellt (Bestellnummer 4411)",
        ),
        (
            "Ich kenne das Passwort, brauche aber die Rechnungen.",
            "Sie kennen das Passwort, brauchen aber die Rechnungen",
        ),
        ("Das Amt hat mir eine Frist bis zum 4. Mai gesetzt.", "das Amt hat Ihnen eine Frist bis zum 4. Mai gesetzt"),
        (
            "Inzwischen habe ich mir für 40 Euro zwei Hemden gekauft.",
            "inzwischen haben Sie sich für 40 Euro zwei Hemden gekauft",
        ),
        (
            "Gestern hatte ich um 9 Uhr einen Termin und bin um 12 Uhr drangekommen.",
            "am 25. November hatten Sie um 9 Uhr einen Termin und sind um 12 Uhr drangekommen",
        ),
        (
            "Ich habe Ihnen am 3. Mai geschrieben und keine Antwort erhalten.",
            "Sie haben uns am 3. Mai geschrieben und keine Antwort erhalten",
        ),
        ('Mein Paket steht seit 10 Tagen auf "in Zustellung".', "Ihr Paket steht seit 10 Tagen auf „in Zustellung“"),
        (
            "Unsere Schreiben vom 2. und vom 12. Mai blieben ohne Antwort.",
            "Ihre Schreiben vom 2. und vom 12. Mai blieben ohne Antwort",
        ),
        (
            "Ich habe am 12.11. bei Frau Dr. Ahlers eine Rechnung bekommen.",
            "Sie haben am 12.11. bei Frau Dr. Ahlers eine Rechnung bekommen",
        ),
        (
            "Ich wohne seit dem 3. Mai in Ahlen und warte auf die Bank.",
            "Sie wohnen seit dem 3. Mai in Ahlen und warten auf die Bank",
        ),
        (
            "Mein Regal misst 58 mal 64 Zentimeter und steht im Flur.",
            "Ihr Regal misst 58 mal 64 Zentimeter und steht im Flur",
        ),
        (
            "Ich habe am 3. Mai nicht mal eine Nummer bekommen.",
            "Sie haben am 3. Mai nicht mal eine Nummer bekommen",
        ),
        (
            "Ich ziehe am 3. Mai um (das Haus ist mir allein zu groß) und nehme die Bank mit.",
            "Sie ziehen am 3. Mai um und nehmen die Bank mit",
        ),
        ("Die Bank soll am Samstag da sein.", "die Bank soll am Samstag da sein"),
        (
            "Am 3. Mai habe ich die Rechnung geschickt und erst danach gesehen, dass 7 statt 19 % draufstehen.",
            "am 3. Mai haben Sie die Rechnung geschickt und erst danach gesehen, dass 7 statt 19 % draufstehen",
        ),
        ("Die Lampe (lange Geschichte) kam am 3. Mai ohne Kabel.", "die Lampe kam am 3. Mai ohne Kabel"),
        (
            "Am 7. Dezember bekomme ich eine neue Hüfte und gehe bis voraussichtlich 22. Januar in Kur.",
            "am 7. Dezember bekommen Sie eine neue Hüfte und gehen bis voraussichtlich 22. Januar in Kur",
        ),
    ],
)
def test_german_is_retold(sentence: str, expected: str) -> None:
    assert told(sentence, "de") == expected


@each_row(
    "sentence",
    [
        # Announcements, what asks behind its comma, and words in mockery.
        "For the third time: my parcel has not come since 3 May.",
        "The lamp came broken on 3 May, didn't it?",
        "The lamp came broken on 3 May, didn\u2019t it",
        'My "new" lamp came broken on 3 May.',
        # Admissions, and what we are said to be.
        "You sent me the wrong chair.",
        "On 3 May you charged my card twice.",
        "You took £48 from my card on 3 May.",
        "Your answer of 3 May was to wait for two days.",
        "Your driver left the parcel in the rain on 3 May.",
        # Feelings, thoughts, wishes, judgements, blame of oneself.
        "I am so sad that the tree of 3 May has died.",
        "I think the parcel of 3 May has gone missing.",
        "I wonder whether the lamp was used before.",
        "The page is broken since 3 May, or perhaps I am in the wrong place.",
        "I would have to type 400 lines by hand.",
        "I can send the certificate on Monday.",
        "The lamp is very nice and it came on 3 May.",
        "The connection was fine, it was me.",
        "I ask you to send the invoice by Monday.",
        "I expect your answer by Monday.",
        # No statement, or more than one.
        "3 cables, both ports, nothing on the pins.",
        "The big indoor palm I got in spring.",
        "A note of your charge for certified paper copies.",
        "Green Gazette, 01632 960122",
        "Here is what you asked for: the list of 3 May:",
        "My parcel was due at 8 will it come today",
        "Is the lift working now?",
        # What points at what was not said.
        "They are for the wedding on Saturday.",
        "Since then I look at my account every morning.",
        "It was at 8.50 with the dentist.",
        "He has built a lamp for the fair.",
        "There is no parcel here since 3 May.",
        "For three years we have built a scale that tells you when the bees make honey.",
        "When does the change of 3 May take effect.",
        'The man in the shop said "it has had its time" and sold me a case on 3 May.',
        "The neighbour at number 12 does not.",
        # What would praise our own goods.
        "Your bench of 3 May looks about right.",
        # What somebody said about persons, insults, shouting.
        'The lady said that "people like you never book".',
        "Paid in full on 2 November by Mr Penrose.",
        "I have put the deposit down for April and there's four of us.",
        "I am being taken for a fool since 3 May.",
        "MY PARCEL HAS NOT COME SINCE 3 MAY.",
        "",
        "word " * 40,
        "I write my mail and my secret word many times and it says not correct.",
        "I only wanted to say that whoever wrote the page deserves a biscuit.",
        "It has been more than three weeks.",
        "There is a bin next to it but it stays grey.",
        "The camera pictures of that corridor to be kept before they are wiped.",
        "My wife, she understood me from the kitchen.",
    ],
)
def test_english_that_is_not_retold(sentence: str) -> None:
    assert told(sentence) == ""


@each_row(
    "sentence",
    [
        "Sie haben mir am 3. Mai den falschen Stuhl geschickt.",
        "Ich habe gehört, dass Sie am 3. Mai geschlossen hatten.",
        "Ich denke, dass das Paket seit dem 3. Mai verloren ist.",
        "Ich kann die Urkunde am Montag schicken.",
        "Die 24 Pflanzen dürften inzwischen Kompost sein.",
        "Der Stuhl vom 3. Mai ist sehr schön.",
        "Ich bin so traurig über den Baum vom 3. Mai.",
        "Am Montag muss ich liefern und ohne Schein nimmt mir das Hotel nichts ab.",
        "Aus unserer Runde vom 3. Mai gebe ich weiter:",
        "Er war am 3. Mai nicht zu Hause.",
        "Bitte schicken Sie mir die Rechnung bis Montag.",
        "Wo bleibt mein Paket vom 3. Mai?",
        "Heute ist Donnerstag, und das Fach hat immer noch 9 Grad.",
        "Ich habe am 3. Mai Prüfung und stelle gerade fest, dass zwei Rechnungen fehlen.",
        "Grüne Zeitung, 06221 555019",
        "Ihr habt mir am 3. Mai geschrieben.",
        'Man sagte mir am 3. Mai, "Sie sind nicht angemeldet".',
        "Ich bin Fliesenleger, seit 2019.",
        # What a stranger to the language would hear as mockery.
        "Vom Amt ich habe bekommen ein Formular am 3. Mai.",
        "Am 3. Mai habe ich eine Mail bekommen, dass der Baum ist schon unterwegs.",
        "Hier steht seit dem 3. Mai kein Paket.",
        "Zum dritten Mal: mein Paket ist seit dem 3. Mai nicht da.",
        "Die Lampe kam am 3. Mai ohne Kabel, oder",
        "Meine \u201eneue\u201c Lampe kam am 3. Mai ohne Kabel.",
        "Am 6. Dezember soll der Nikolaus etwas hineinlegen.",
        "Nur kommt der erste Lohn am 15. Dezember.",
        "Ich bin am 30. Oktober in der Bahn ohne Fahrkarte erwischt worden.",
    ],
)
def test_german_that_is_not_retold(sentence: str) -> None:
    assert told(sentence, "de") == ""


def test_a_pronoun_points_where_it_pointed_while_sentences_follow_each_other() -> None:
    sentence = "They are for the wedding on Saturday."
    assert told(sentence, said="you ordered the trees and the pots on 3 May") == ""
    assert (
        told(sentence, said="you ordered the trees and the pots", follows=True)
        == "they are for the wedding on Saturday"
    )
    assert told(sentence, said="you called on Monday", follows=True) == ""


def test_only_what_takes_nothing_away_is_left_out_behind_it() -> None:
    assert told("I paid £40 on 3 May,", rest="and I am rather cross.") == "you paid £40 on 3 May"
    assert told("I paid £40 on 3 May,", rest="but you sent it back.") == ""
    assert told("Die Bank sollte am Samstag,", "de", rest="5. Dezember, da sein.") == ""


def test_another_language_is_not_retold() -> None:
    assert retell("I paid £40 on 3 May.", type(LANGUAGES["en"].turning)("fr")) == ""


_WRITTEN = """
    I we you it they my your the a and but because that which when then there ed ing es s d er ly ies is was have had
    not bought order parcel 4711 3.11. 1. \u00a35 \u00a3 , ; : . ? ! ( ) - -- ' \u2019s \u201c \u201d " 's n't
    e.g. THE A.M. ich wir Sie Ihr das die den es mir mich habe ist nicht und weil dass kaufte gekauft Paket heute
    gestern today yesterday, tomorrow \u00df \u0130 \ufb01 \u0301 \U0001f642 a\u00adb
"""


_GOOD = {
    "en": (
        "I should be grateful for the name of one person who will see this through to the end.",
        "Could the order please be stopped, and my money (\u00a349) sent back to me?",
        "On 3 May I called twice and was put on hold, but nobody came, so I need it by Friday.",
        "If I return the lamp I bought, do I get it all back or only a part of it?",
    ),
    "de": (
        "Ich bin 81 und komme im Allgemeinen gut damit zurecht, aber heute habe ich eine Frage.",
        "K\u00f6nnten Sie mir bitte sagen, ob die Bestellung (4711) am 3. November ankam und wer sie annahm?",
        "Wir w\u00fcrden gern wissen, wann das Paket kommt, weil wir am Montag nicht da sind.",
        "Am Montag habe ich zweimal angerufen, dann kam nichts, und ich brauche die Rechnung bis Freitag.",
    ),
}


@pytest.mark.parametrize("language", ["en", "de"])
def test_whatever_is_written_is_turned_or_refused(language: str) -> None:
    bits, drawn = _WRITTEN.split(), random.Random(7)
    for each in range(1600):
        words = drawn.choice(_GOOD[language]).split() if each % 2 else drawn.choices(bits, k=drawn.randint(1, 12))
        for _slip in range(drawn.randint(1, 4)):
            at = drawn.randrange(len(words))
            words[at : at + drawn.randint(0, 2)] = drawn.choices(bits, k=drawn.randint(1, 2))
        sentence = " ".join(words)
        assert isinstance(told(sentence, language, said=sentence, rest=sentence), str)
        assert isinstance(turn(sentence, LANGUAGES[language].turning, None, sentence, TODAY, TODAY), Turned | Refused)


def test_today_stays_where_the_reply_is_of_the_same_day() -> None:
    assert told("Heute kam die Bank ohne Schrauben.", "de") == "heute kam die Bank ohne Schrauben"
    assert told("Die Bank lag bis heute in Ahlen im Lager.", "de") == "die Bank lag bis heute in Ahlen im Lager"
    later = retell(
        "Die Bank lag bis heute in Ahlen im Lager.", LANGUAGES["de"].turning, "", "", TODAY, date(2026, 11, 28)
    )
    assert later == ""
