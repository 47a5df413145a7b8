"""Languages: told offline by small words, and "I do not know" for names, numbers, links and logs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer.cases.customer import NOBODY, Contact, Customer
from composer.cases.message import Message
from composer.cases.step import Step
from composer.desk.answers import draft_for
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import start_answering
from composer.desk.reply_checks import check_draft
from composer.desk.reply_context import supplies_for
from composer.desk.spoken import Spoken, spoken_in
from composer.reading.language_of import language_of, name_of, table
from composer.settings import Settings
from composer.writing.assemble import assemble
from composer.writing.draft import typed
from kb.settings import LibrarySettings
from tests.rows import each_row

FRENCH = "Bonjour,\n\noù est mon colis ? Je suis inquiète.\n\nMerci,\nFlorence Petit\n"
GERMAN = "Guten Tag,\n\nwo bleibt mein Paket 4411?\n\nMit freundlichen Grüßen\nJonas Meyer\n"


@each_row(
    ("text", "code"),
    [
        ("Where is my parcel? Order 4411", "en"),
        ("helo i am order last week but no recieve nothing yet", "en"),
        ("MY ACCOUNT IS LOCKED AND NOBODY ANSWERS", "en"),
        ("Wo bleibt mein Paket?", "de"),
        ("ich moechte meine bestellung stornieren", "de"),
        ("Mein Router hängt im Safe Mode und das Firmware Update bricht ab", "de"),
        ("Seit dem Update: ERROR 500 beim Speichern. Was kann ich tun?", "de"),
        ("Ich kann mich nicht einloggen. Best regards, Tom", "de"),
        ("je n'arrive pas a me connecter", "fr"),
        ("¿Dónde está mi paquete?", "es"),
        ("non riesco ad accedere al mio account", "it"),
        ("não consigo entrar na minha conta", "pt"),
        ("ik kan niet inloggen", "nl"),
        ("jag kan inte logga in", "sv"),
        ("nie moge sie zalogowac", "pl"),
        ("nemuzu se prihlasit", "cs"),
        ("siparişimi iptal etmek istiyorum", "tr"),
        ("Де моя посилка?", "uk"),
        ("Где моя посылка?", "ru"),
        ("荷物はどこですか", "ja"),
        ("我的包裹在哪里", "zh"),
        ("أين طردي؟", "ar"),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("ok", "4411", "Anna Berg", "De la Cruz", "https://shop.example/p/4411", "SKU-99812-XL", "👍", "???", ""),
        *("ERROR 2026-11-28 10:12:01 com.acme.Shop NullPointerException", "DHL 00340434161094042557", "Berlin"),
    ],
)
def test_names_numbers_links_and_logs_have_no_language(text: str) -> None:
    assert language_of(text) == ""


def test_what_is_danish_or_norwegian_is_certainly_none_of_ours() -> None:
    assert (language_of("kan jeg bytte til en større størrelse"), name_of("und")) == ("und", "another language")


def test_every_language_of_the_table_has_a_name_and_words_enough() -> None:
    assert all(known.name[0].isupper() and len(known.words) > 60 for known in table().values())


def test_a_text_that_does_not_tell_is_taken_for_what_the_customer_wrote_before() -> None:
    settings = Settings(library=LibrarySettings(language="en"))
    before = Customer("k1", history=(Contact(dt.date(2026, 9, 4), text="Wo bleibt mein Paket?"),))
    assert spoken_in(Message("4411"), before, settings) == Spoken("de", known=False)
    assert spoken_in(Message("4411"), Customer("k1", language="fr"), settings) == Spoken("fr", known=False)
    assert spoken_in(Message("4411"), NOBODY, settings) == Spoken("en", known=False)
    assert spoken_in(Message("4411", language="de"), NOBODY, settings) == Spoken("de", known=True)


def around(place: Path) -> Surroundings:
    return Surroundings(dt.date(2026, 11, 28), place / "cache", place / "config")


@pytest.fixture
def opened(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    desk_ = open_desk(desk, around(tmp_path))
    yield desk_
    desk_.close()


def test_a_german_message_to_an_english_desk_is_answered_in_german(opened: Desk) -> None:
    case = opened.case_for(GERMAN.encode(), "letter.txt")
    reading = opened.read(case.message, case.customer)
    draft = draft_for(opened, case, reading)
    draft = assemble(draft, supplies_for(opened, case, reading, draft))
    assert (reading.language, draft.article) == ("de", "")
    assert draft.words(Step.OPENING).lower().endswith(("guten tag jonas meyer,", "hallo jonas meyer,"))
    assert language_of(draft.text) == "de"
    assert reading.questions[0].text == "wo bleibt mein Paket 4411?"


def test_a_message_in_a_language_without_phrases_gets_a_frame_and_a_blocking_finding(opened: Desk) -> None:
    case = opened.case_for(FRENCH.encode(), "letter.txt")
    reading = opened.read(case.message, case.customer)
    draft = draft_for(opened, case, reading)
    draft = assemble(draft, supplies_for(opened, case, reading, draft))
    assert [passage.step for passage in draft.passages] == [
        Step.OPENING,
        Step.LISTEN,
        Step.SOLVE,
        Step.CLOSING,
    ]
    assert draft.words(Step.OPENING) == "Bonjour Florence Petit,"
    assert draft.words(Step.LISTEN).startswith("Vous écrivez : « ")
    assert "language-unsaid" in {one.rule for one in check_draft(opened, draft, case, reading) if one.blocks}
    english = typed(draft, draft.text.replace(",\n", ",\n\nYour parcel is on its way to you now.\n", 1))
    assert "language-other" in {one.rule for one in check_draft(opened, english, case, reading) if one.blocks}
    french = typed(draft, draft.text.replace(",\n", ",\n\nVotre colis est en route, vous le recevrez demain.\n", 1))
    assert not {one.rule for one in check_draft(opened, french, case, reading) if one.rule.startswith("language")}


def test_a_desk_that_names_its_languages_has_no_phrases_for_others(desk: Path, tmp_path: Path) -> None:
    (desk / "warmline.yaml").write_text("organisation: Acme Garden\nlanguage: en\nlanguages: [en, fr]\n", "utf-8")
    opened = open_desk(desk, around(tmp_path))
    assert opened.settings.all_languages == ("en", "fr")
    assert [phrase.step for phrase in opened.words_for("de").phrases] == [Step.OPENING]
    opened.close()


def test_articles_in_the_language_of_the_message_come_first(desk: Path, tmp_path: Path) -> None:
    german = (
        "---\ntitle: Mein Paket kommt nicht\nsummary: Was zu tun ist.\nstatus: public\n---\nWo bleibt mein Paket?\n"
    )
    (desk / "articles/delivery/my-parcel-is-late.de.md").write_text(german, "utf-8")
    opened = open_desk(desk, around(tmp_path))
    hits = opened.hits_for(Message("Wo bleibt mein Paket? Es ist noch nicht da, die Bestellung ist verspätet."))
    assert hits[0].article.title == "Mein Paket kommt nicht"
    opened.close()


def test_a_language_that_is_no_code_is_a_problem(desk: Path, tmp_path: Path) -> None:
    (desk / "warmline.yaml").write_text("organisation: Acme Garden\nlanguages: [English]\n", "utf-8")
    opened = open_desk(desk, around(tmp_path))
    assert [problem.message for problem in opened.problems] == [
        "'languages' should be a list of language codes such as [en, de, pt-BR]."
    ]
    opened.close()


def test_the_next_language_reads_anew_and_exchanges_ready_made_words_alone(opened: Desk) -> None:
    case = opened.case_for(b"4411\n\nThanks\nAna Silva\n", "letter.txt")
    answering = start_answering(opened, case)
    before = answering.draft.text
    answering.type(before.replace(",\n", ",\n\nIt left us today.\n", 1))
    written = answering.draft.text
    assert answering.next_language() == "de"
    assert answering.reading.language_known
    assert answering.draft.words(Step.OPENING).lower().endswith(("guten tag ana silva,", "hallo ana silva,"))
    assert "It left us today." in answering.draft.text
    assert answering.undo()
    assert (answering.draft.text, answering.reading.language) == (written, "en")
    assert answering.redo()
    assert answering.reading.language == "de"
