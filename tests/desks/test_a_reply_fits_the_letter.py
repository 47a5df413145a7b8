"""A reply greets as the letter did, names a short problem before its answer, and repeats no signature."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks.conftest import Warmline


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("Sehr geehrte Damen und Herren,\n\nwo bleibt das Paket?\n\nIrmgard Falke\n", "Guten Tag Irmgard Falke,"),
        ("Sehr geehrte Frau Lindner,\n\nwann kommt der Brief?\n\nJonas Falke\n", "Guten Tag Jonas Falke,"),
        ("To whom it may concern,\n\nwhere is the parcel?\n\nIrma Falk\n", "Hello Irma,"),
        ("To whom it may concern,\n\nwhere is the parcel?\n\nIrma & Jonas Falk\n", "Hello Irma and Jonas,"),
        ("Sehr geehrte Frau Lindner,\n\nwann kommt es?\n\nIrma & Jonas Falk\n", "Guten Tag Irma und Jonas Falk,"),
        ("Sehr geehrte Frau Lindner,\n\nwann kommt es?\n\nHerr u. Frau Falk\n", "Guten Tag Herr und Frau Falk,"),
    ],
)
def test_who_keeps_a_distance_is_not_greeted_with_hallo(
    warmline: Warmline, acme: Path, tmp_path: Path, letter: str, expected: str
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(letter, encoding="utf-8")
    assert warmline("reply", str(path), folder=acme).stdout.splitlines()[0] == expected


def test_a_short_problem_is_named_before_its_answer(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("MOSS20 wont work, keeps chucking me back to the basket. its off the card in my last parcel")
    said = warmline("reply", "--channel", "chat", str(path), folder=acme).stdout
    assert "On “MOSS20 wont work, keeps chucking me back to the basket”: {{ case.answer_1 }}" in said


def test_the_mark_of_an_item_and_a_signature_are_not_repeated(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(
        "Hello,\n\nLast week the second pump stopped on two of our boats, ten miles out.\n\n"
        "(a) How do we get a new one?\n(b) Who pays for the tow?\n\nDr. Ewa Falk\nPier 9, berth 3F0A (north side)\n"
    )
    said = warmline("reply", str(path), folder=acme).stdout
    assert "On “How do we get a new one?”" in said or "You asked how" in said
    assert "(a)" not in said
    assert "berth" not in said


def test_a_question_with_two_marks_and_a_face_is_led_by_itself(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("hiya. is the big kettle still made?? \U0001f60a and do u ship to norway??", encoding="utf-8")
    said = warmline("reply", "--channel", "chat", str(path), folder=acme).stdout
    assert "On “is the big kettle still made?”: {{ case.answer_1 }}" in said
    assert "On “do u ship to norway?”: {{ case.answer_2 }}" in said


def test_a_death_is_not_read_out_before_an_answer(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(
        "Hello,\n\nCan you tell me what happens with the order of my late husband? How long do bulbs keep?\nIrma\n"
    )
    said = warmline("reply", str(path), folder=acme).stdout
    assert "husband" not in said
    assert "On “How long do bulbs keep?”" in said or "You asked how long" in said
