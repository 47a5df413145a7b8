"""The day for which somebody needs it is known, said in the follow-up, and no promise goes past it unnoticed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from composer.reading.needed_day import needed_day
from composer.reading.sentences import whole_sentences
from tests.desks.conftest import Warmline
from tests.replies.test_clauses_are_turned import LANGUAGES
from tests.rows import each_row

SENT = dt.date(2026, 11, 26)


@each_row(
    ("language", "text", "expected"),
    [
        ("en", "Her birthday is on 3 December.", "2026-12-03"),
        ("en", "I need the receipt by Monday.", "2026-11-30"),
        ("en", "Before 15 December would be nice.", "2026-12-15"),
        ("en", "It left you on 12 November and is not here.", None),
        ("en", "The lamp came on Monday.", None),
        ("en", "I bought it on the 9th.", None),
        ("en", "Please correct it back to 1 February.", None),
        ("de", "Vormittags bin ich bis 10:30 Uhr fort, bitte klingeln Sie.", None),
        ("en", "need to be in hamburg at 9 tmrw", "2026-11-27"),
        ("en", "Could I have the receipt for the lamp I collected on 6 February?", None),
        ("en", "Could you come on Saturday, any time before noon?", None),
        ("de", "Ich brauche das Geld bis nächsten Freitag.", None),
        ("de", "Ich brauche das Geld bis nächsten Mittwoch.", "2026-12-02"),
        ("en", "I never handed it in, I know it's by the 10th.", None),
        ("en", "I need that table by the 5th.", "2026-12-05"),
        ("en", "If it happens again on 1 December, I leave.", None),
        ("en", "The fair is on 12 December, and the course begins on 4 December.", "2026-12-04"),
        ("en", "We fly on 14 July 2027.", None),
        ("en", "Delivery was promised by Monday and it is lost.", None),
        ("en", "I was away until 5 December.", None),
        ("en", "I will pay the invoice by 30 November.", None),
        ("de", "Mein Chef braucht es bis 4.12.", "2026-12-04"),
        ("de", "Am 6. Dezember kommt der Nikolaus.", "2026-12-06"),
        ("de", "Das müsste vor dem 5. Dezember fertig sein.", "2026-12-05"),
        ("de", "Wenn am 1. Dezember wieder abgebucht wird, gehe ich.", None),
        ("de", "Am Montag kam der Tisch.", None),
        ("de", "Am Montag habe ich um 10 Uhr den Termin in der Klinik.", "2026-11-30"),
        ("de", "Am Samstag um 17 Uhr soll sie mit mir spielen.", "2026-11-28"),
        ("en", "Settle it before Sunday lunch, please.", "2026-11-29"),
        ("en", "I need it before Sunday.", "2026-11-29"),
        ("en", "By morning: gone.", None),
        ("en", "My two replies to it, on the 9th and the 18th, went nowhere, so I need your help.", None),
        ("en", "We want Kiln House, 27 Dec - 3 Jan, please.", None),
        ("de", "Wir sind vom 5. bis 12. Dezember da und brauchen ein Kinderbett.", None),
        ("en", "Your colleague said somebody would ring by Friday.", None),
        ("en", "My boss said that we need it by Friday.", "2026-11-27"),
        ("en", "Three questions before Christmas:", None),
        ("en", "I need it before Christmas.", "2026-12-24"),
        ("de", "Im Januar gehe ich in Elternzeit.", None),
        ("de", "Um 9:10 Uhr und um 9:25 Uhr kam es zweimal, bitte helfen Sie.", None),
        ("de", "Unser Fachmann (bis Dienstag im Urlaub) wusste auch nichts, können Sie helfen?", None),
        ("en", "My project is due monday.", "2026-11-30"),
        ("en", "The lesson is tomorrow at nine and they have been promised a song.", "2026-11-27"),
        ("en", "Her funeral is on Monday, and the trees were meant to be here yesterday.", "2026-11-30"),
        ("en", "The volunteers come on Saturday with spades.", "2026-11-28"),
        ("en", "My rent goes out on the 1st.", "2026-12-01"),
        ("en", "Quick one before our shop goes live Sunday.", "2026-11-29"),
        ("en", "I have taken Sunday off to plant them.", "2026-11-29"),
        ("en", "A friend would move in tomorrow if he could.", None),
        ("en", "I have to hand it in until 2 December.", "2026-12-02"),
        ("de", "Wie buche ich das Zimmer vom 29.12. bis 2.1.?", None),
        ("de", "Ich habe zum 1. Februar einen neuen Job und kündige.", None),
        ("en", "We would buy 15 of them before Christmas.", None),
        ("en", "Our party was on Saturday.", None),
        ("en", "Parcel 2 of 3 says Handed over, Tuesday 11.52.", None),
        ("en", "On Monday the driver came and left.", None),
        ("en", "I run the Tuesday class.", None),
        ("en", "He comes every Tuesday.", None),
        ("en", "Do you take on Saturday staff?", None),
        ("en", "The lessons are at 02:00 in the night.", None),
        ("en", "It's about Tuesday.", None),
        ("en", "Shearing's on till the 4th.", None),
        ("de", "Es ist ein Geschenk und sonntag ist feier", "2026-11-29"),
        ("de", "Die Bank sollte am Samstag zum Geburtstag meines Mannes stehen.", "2026-11-28"),
        ("de", "Am Montag geht die Miete ab.", "2026-11-30"),
        ("de", "Samstag wird sie 50.", "2026-11-28"),
        ("de", "Meine Tochter ist am Dienstag um 17:38 nach Hause gefahren.", None),
        ("de", "Am Dienstag habe ich angerufen.", None),
        ("de", "Er kommt jeden Dienstag.", None),
        ("en", "She lives far off, so I shan't get hold of it again before 15 January.", None),
        ("de", "Ich bin nicht vor dem 15. Januar wieder da.", None),
        ("en", "IDE 2.3.6, core 4.2. New cable fitted, no change.", None),
    ],
)
def test_the_first_day_ahead_that_is_named_counts(language: str, text: str, expected: str | None) -> None:
    words = LANGUAGES[language]
    sentences = whole_sentences(text, words.issue_words, words.speech)
    found = needed_day(sentences, SENT, words.speech.day_words)
    assert (found and found.isoformat()) == expected


def test_the_follow_up_names_it_where_nothing_else_does(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "fair.txt"
    letter.write_text(
        "Please send me the receipt for order 4402, and a list of what was in it. "
        "My silly tax man comes on 4 December.\n\nIrma"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "in time for Friday 4 December." in said
    late = warmline("reply", str(letter), "--set", "case.update_by=2026-12-07", folder=acme)
    assert "They need it for Friday 4 December, and this is after that." in late.stdout + late.stderr


def test_a_subject_names_it_too_but_not_one_that_we_may_have_written(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.eml"
    for subject, named in (("please read before 6 December", True), ("Re: please read before 6 December", False)):
        head = f"From: Irma <irma@mail.example>\nSubject: {subject}\n\n"
        letter.write_text(head + "Please send me the receipt for order 4402.\n\nIrma\n")
        said = warmline("reply", str(letter), folder=acme).stdout
        assert ("in time for Sunday 6 December" in said) is named


def test_what_leaves_in_a_few_minutes_is_answered_today(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "chat.txt"
    letter.write_text("Paid twice for order 4402 and my bus leaves in 8 min. What do I do?\n")
    said = warmline("reply", str(letter), "--channel", "chat", folder=acme).stdout
    assert "hear from me today" in said or "write to you today" in said


def test_what_is_decided_today_is_answered_today(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The lamp from order 4402 hums. Is that a fault? We decide today whether it goes back.\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "hear from me today" in said or "write to you today" in said


def test_a_day_at_the_end_of_all_days_is_read_like_any_other() -> None:
    words = LANGUAGES["en"]
    sentences = whole_sentences("I need it by 31 December 9999.", words.issue_words, words.speech)
    assert needed_day(sentences, dt.date(9999, 12, 30), words.speech.day_words) is None


def test_who_names_a_day_hears_from_us_before_it(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "question.txt"
    letter.write_text(
        "About order 4402: do you write invoices in English? My silly tax man comes on 4 December.\n\nIrma"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "This is about your order 4402.\n" in said
    assert "in time for Friday 4 December." in said
