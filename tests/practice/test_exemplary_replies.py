"""Exemplary replies: made from a sent reply, without a word that says who somebody is, and only after a yes."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from composer.cases.case import case_id
from composer.cases.customer import Customer
from composer.cli.main import run
from composer.desk.desk import Desk
from composer.desk.drills import judged
from composer.desk.exemplaries import exemplaries_of, people_of, similar_to
from composer.desk.lint import lint_desk
from composer.desk.practising import courses_of
from composer.practice.anonymise import Anonymiser
from composer.practice.stand_ins import with_stand_ins
from composer.reading.entering import enter_message
from composer.records.sent_reply import SentReply
from kb.problem import Level
from tests.practice.conftest import Opened

MESSAGE = """\
Hi, I am Anneke de Vries, and my olive tree from order 4411 came without its pot. You took 64.50 euros on 12 March.
I live at 12 Mill Lane, and you reach me on 0151 234 5678 or at anneke@vries.example. My neighbour Walter saw it.

Anneke"""
REPLY = """\
Hi Anneke,

Your olive tree from order 4411 came without its pot. I have sent the pot to 12 Mill Lane; it is with you on Thursday. \
Let me know if it is whole.

Robin"""
PEOPLE = {"Anneke de Vries": "customer.name", "Anneke": "customer.first_name", "Robin": "agent.first_name"}
SECRETS = ("Anneke", "Vries", "4411", "64.50", "12 March", "Mill Lane", "0151", "anneke@", "Robin")


def test_names_numbers_and_addresses_become_fields(bare: Desk) -> None:
    making = Anonymiser(bare.language.speech, PEOPLE)
    message, reply = making.anonymous(MESSAGE), making.anonymous(REPLY)
    assert reply.text == (
        "Hi {{ customer.first_name }},\n\nYour olive tree from order {{ case.order }} came without its pot. "
        "I have sent the pot to {{ customer.address }}; it is with you on Thursday. "
        "Let me know if it is whole.\n\n{{ agent.first_name }}"
    )
    assert [word for word in SECRETS if word in message.text + reply.text] == []
    assert message.doubtful == ("Walter",)
    assert ("4411", "case.order") in message.replaced


def test_the_same_number_has_the_same_field_and_another_one_its_own(bare: Desk) -> None:
    making = Anonymiser(bare.language.speech, {})
    assert making.anonymous("Order 4411 and order 5522, not order 4411.").text == (
        "Order {{ case.order }} and order {{ case.order_2 }}, not order {{ case.order }}."
    )
    assert with_stand_ins("{{ case.order }} {{ case.order_2 }} {{ case.colour_of_it }}") == "4417 44172 colour of it"


def test_a_name_in_small_letters_is_found_and_a_word_that_is_also_a_name_is_not(bare: Desk) -> None:
    people = {"Anneke": "customer.first_name", "Will": "customer.last_name"}
    made = Anonymiser(bare.language.speech, people).anonymous("anneke here. I will wait, says Will.")
    assert made.text == "{{ customer.first_name }} here. I will wait, says {{ customer.last_name }}."


def test_german_addresses_and_names_with_an_ending_are_found(bare: Desk) -> None:
    speech = bare.words_for("de").speech
    made = Anonymiser(speech, {"Jana": "customer.first_name"}).anonymous(
        "Janas Paket ging in die Hafenstraße 4 und an die Lange Straße 17b, IBAN DE12 3456 7890 1234."
    )
    assert [word for word in ("Jana", "Hafenstraße", "17b", "1234", "7890") if word in made.text] == []


@pytest.fixture
def answered(desk_folder: Path, opened: Opened) -> tuple[Path, str]:
    """A desk with a customer who got an answer, and the id of the case."""
    desk = opened(desk_folder)
    desk.records.import_customers([Customer("c-1", "Anneke de Vries", "anneke@vries.example")])
    case = case_id(enter_message(MESSAGE.encode(), "m"))
    sent = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    desk.records.keep_reply(SentReply(case, "c-1", sent, "email", "Robin Lee", REPLY, message=MESSAGE))
    desk.close()
    return desk_folder, case


@pytest.fixture
def warmline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs `warmline WORDS…` with what is typed; everything that it prints."""
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("WARMLINE_TODAY", "2026-11-21")

    def ran(*words: str, typed: str = "") -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        run(list(words))
        printed = capsys.readouterr()
        return printed.out + printed.err

    return ran


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Anneke", {"Anneke": "first_name"}),
        ("Anneke Vries", {"Anneke Vries": "name", "Anneke": "first_name", "Vries": "last_name"}),
        ("Anneke de Vries", {"Anneke de Vries": "name", "Anneke": "first_name", "Vries": "last_name"}),
    ],
)
def test_a_name_is_known_whole_and_by_its_first_and_last_part(bare: Desk, name: str, people: dict[str, str]) -> None:
    case = replace(bare.case_for(b"Where is my parcel?", "a note"), customer=Customer("c-1", name))
    known = {part: f"customer.{field}" for part, field in people.items()}
    assert {part: field for part, field in people_of(bare, case, None).items() if part and part in name} == known


def test_a_sent_reply_becomes_an_example_only_after_a_yes(
    answered: tuple[Path, str], warmline: Callable[..., str], opened: Opened
) -> None:
    desk, case = answered
    words = ["exemplary", case, "--title", "A part is missing", "--why", "It says what comes, and when."]
    printed = warmline(*words, "--desk", str(desk), typed="n\n")
    assert "Could one of these be somebody's name? Walter" in printed
    assert "Nothing was kept." in printed
    assert not (desk / "exemplary").exists()
    assert "Nothing was kept." in warmline(*words, "--desk", str(desk), typed="")
    printed = warmline(*words, "--desk", str(desk), typed="y\n")
    kept = (desk / "exemplary" / "a-part-is-missing.md").read_text("utf-8")
    assert "exemplary/a-part-is-missing.md" in printed
    assert [word for word in SECRETS if word in kept] == []
    found, problems = exemplaries_of(opened(desk))
    assert [(one.title, one.why) for one in found] == [("A part is missing", "It says what comes, and when.")]
    assert [(one.code, one.level) for one in problems] == [("maybe-a-name", Level.HINT)]


FILE = """\
---
title: A part is missing
why: It says what comes, and when.
---
## Message

My olive tree came without its pot. Where is the pot?

## Reply

Hi {{ customer.first_name }},

Your olive tree came without its pot. I have sent the pot today; it is with you on Thursday.
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("write to ines@mail.example", "personal-data This looks like a customer's own e-mail"),
        ("call 0151 234 5678", "personal-data This looks like a customer's own phone"),
        ("it is order 4411", "personal-data This looks like a customer's own order"),
        ("it goes to 12 Mill Lane", "personal-data This looks like a customer's own street"),
        ("I asked Anneke", "personal-data 'Anneke' is the name of a customer"),
        ("pay with 4111 1111 1111 1111", "personal-data This looks like a customer's own card number"),
    ],
)
def test_lint_refuses_what_says_who_somebody_is(
    answered: tuple[Path, str], words: str, said: str, opened: Opened
) -> None:
    desk, _case = answered
    (desk / "exemplary").mkdir()
    (desk / "exemplary" / "a.md").write_text(FILE.replace("Where is the pot?", words), "utf-8")
    problems = [one for one in lint_desk(opened(desk)) if one.level is Level.ERROR]
    assert [(one.path, one.line) for one in problems] == [("exemplary/a.md", 7)]
    assert f"{problems[0].code} {problems[0].message}".startswith(said)
    assert exemplaries_of(opened(desk))[0] == []


def test_an_example_without_a_reason_is_incomplete(desk_folder: Path, opened: Opened) -> None:
    (desk_folder / "exemplary").mkdir()
    (desk_folder / "exemplary" / "a.md").write_text(FILE.replace("why: It says what comes, and when.\n", ""), "utf-8")
    assert [one.code for one in exemplaries_of(opened(desk_folder))[1]] == ["exemplary-incomplete"]


def test_an_example_is_found_beside_a_message_like_it_and_only_there(desk_folder: Path, opened: Opened) -> None:
    (desk_folder / "exemplary").mkdir()
    (desk_folder / "exemplary" / "pot.md").write_text(FILE, "utf-8")
    other = FILE.replace("A part is missing", "Reset link").replace(
        "My olive tree came without its pot. Where is the pot?", "The reset link for my password never comes."
    )
    (desk_folder / "exemplary" / "link.md").write_text(other, "utf-8")
    desk = opened(desk_folder)
    assert [one.name for one in similar_to(desk, "The lemon tree came, but its pot is missing.", "en")] == ["pot"]
    assert [one.name for one in similar_to(desk, "I never get the password reset mail with the link", "en")] == ["link"]
    assert similar_to(desk, "Do you sell gift cards?", "en") == []
    assert similar_to(desk, "The lemon tree came, but its pot is missing.", "de") == []


def test_read_names_the_example_beside_a_message(desk_folder: Path, warmline: Callable[..., str]) -> None:
    (desk_folder / "exemplary").mkdir()
    (desk_folder / "exemplary" / "pot.md").write_text(FILE, "utf-8")
    message = desk_folder.parent / "message.txt"
    message.write_text("The lemon tree came, but its pot is missing.", "utf-8")
    printed = warmline("read", str(message), "--desk", str(desk_folder))
    assert "Example   A part is missing  exemplary/pot.md" in printed
    assert '"examples": [\n  "exemplary/pot.md"\n ]' in warmline(
        "read", str(message), "--json", "--desk", str(desk_folder)
    )


def test_search_shows_examples_after_the_articles_where_they_are_wanted(
    desk_folder: Path, warmline: Callable[..., str]
) -> None:
    (desk_folder / "exemplary").mkdir()
    (desk_folder / "exemplary" / "pot.md").write_text(FILE, "utf-8")
    asked = ("search", "part missing", "--desk", str(desk_folder))
    assert "[exemplary: " not in warmline(*asked)
    assert "A part is missing  [exemplary: It says what comes, and when.]" in warmline(*asked, "--exemplary")


def test_examples_are_a_course_of_drills(desk_folder: Path, opened: Opened) -> None:
    (desk_folder / "exemplary").mkdir()
    (desk_folder / "exemplary" / "pot.md").write_text(FILE, "utf-8")
    desk = opened(desk_folder)
    course = next(one for one in courses_of(desk) if one.id == "exemplary")
    drill = course.drills[0]
    assert (drill.title, drill.tip) == ("A part is missing", "It says what comes, and when.")
    assert judged(desk, drill, drill.given[0], drill.given[0].exemplary).passed


def test_a_lead_makes_a_drill_from_a_case_and_it_can_be_practised(
    answered: tuple[Path, str], warmline: Callable[..., str], opened: Opened
) -> None:
    desk, case = answered
    words = ["drill", "new", "A pot is missing", "--from", case, "--course", "first week", "--desk", str(desk)]
    assert "Nothing was written." in warmline(*words, typed="n\n")
    assert not (desk / "drills").exists()
    assert "drills/first-week/a-pot-is-missing.yaml" in warmline(*words, typed="y\n")
    source = (desk / "drills" / "first-week" / "a-pot-is-missing.yaml").read_text("utf-8")
    assert [word for word in SECRETS if word in source] == []
    said = [one.code for one in lint_desk(opened(desk)) if one.path.startswith("drills/")]
    assert said == ["one-message"]
    typed = "You ordered the tree of order 4417. I have sent the pot.\n\nLet me know if it is whole.\n.\n\n\n\n"
    assert "What worked:" in warmline("practise", "a-pot-is-missing", "--desk", str(desk), typed=typed)
    assert "is there already" in warmline(*words, typed="y\n")


def test_an_empty_drill_is_a_stub_that_lint_accepts(
    desk_folder: Path, warmline: Callable[..., str], opened: Opened
) -> None:
    assert "drills/own/late-parcels.yaml" in warmline("drill", "new", "Late parcels", "--desk", str(desk_folder))
    said = [one.code for one in lint_desk(opened(desk_folder)) if one.path.startswith("drills/")]
    assert said == ["exemplary-fails", "one-message"]
    assert "No case 'nope'" in warmline("drill", "new", "x", "--from", "nope", "--desk", str(desk_folder))


def test_a_new_drill_carries_the_name_of_its_course(desk_folder: Path, warmline: Callable[..., str]) -> None:
    place = warmline(
        "drill", "new", "A fallen cake", "--course", "our-bakery", "--desk", str(desk_folder)
    ).splitlines()[0]
    source = (desk_folder / place).read_text(encoding="utf-8")
    assert source.startswith('title: "Our bakery"')
    listed = warmline("practise", "--list", "--course", "our-bakery", "--desk", str(desk_folder))
    assert listed.splitlines()[:2] == [
        "Our bakery (our-bakery)",
        "  a-fallen-cake                reply      new          A fallen cake",
    ]
