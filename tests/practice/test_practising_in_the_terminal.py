"""`warmline practise`: a whole drill of every kind, line by line, and what is left of it."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.cli.main import run
from composer.desk.drills import shipped_courses
from composer.practice.diary import Diary, chosen
from composer.practice.drill import Drill, DrillKind
from composer.practice.judging import pieces_of
from kb.text import places_of

Practise = Callable[..., str]
DRILLS = {drill.id: drill for course in shipped_courses("en") for drill in course.drills}
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
ONE_OF_EACH = ["facts-in-a-message", "canned-opening", "say-the-invoice-back", "how-do-i", "stand-in-their-place"]


@pytest.fixture
def practise(
    desk_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Practise:
    """Runs `warmline practise WORDS…` with lines to type; what it prints, in which no control byte is."""
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("WARMLINE_TODAY", "2026-11-21")

    def ran(*words: str, typed: str = "") -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        assert run(["practise", *words, "--desk", str(desk_folder)]) == 0
        printed = capsys.readouterr().out
        assert [letter for letter in printed if not letter.isprintable() and letter != "\n"] == []
        return printed

    return ran


def typed_for(drill: Drill, answers: tuple[str, ...]) -> str:
    """What a person types who answers so."""
    if drill.kind is DrillKind.SPOT:
        pieces = pieces_of(drill.given[0].text)
        numbers = [
            str(number)
            for number, piece in enumerate(pieces, 1)
            if any(places_of(mark, piece) or places_of(piece, mark) for mark in answers)
        ]
        return " ".join(numbers) + "\n"
    if drill.kind is DrillKind.WORKSHEET:
        return "".join(f"{answer}\n" for answer in answers)
    return "".join(f"{answer}\n.\n" for answer in answers)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_whole_drill_of_every_kind(practise: Practise, tmp_path: Path, name: str) -> None:
    drill = DRILLS[name]
    given = drill.given[0]
    printed = practise(name, typed=typed_for(drill, given.exemplary or given.marks) + "\n")
    assert "What worked:" in printed
    assert "What can be better:" not in printed
    assert "It comes again in 8 days, with another message." in printed
    assert json.loads((tmp_path / "state" / "practice" / "diary.json").read_text())["drills"].keys() == {drill.key}


def test_a_role_play_to_its_good_end(practise: Practise) -> None:
    drill = DRILLS["the-bargain"]
    printed = practise("the-bargain", typed=typed_for(drill, drill.given[0].exemplary) + "\n")
    assert "The customer goes away content." in printed
    assert "Dominic writes:\n  | Fine, let us do that. Thank you for being straight with me." in printed
    assert printed.endswith("It comes again in 8 days.\n")  # it has one message only


def test_a_weak_answer_is_told_what_is_missing_and_may_be_written_again(practise: Practise) -> None:
    drill = DRILLS["say-the-invoice-back"]
    typed = "Thank you for contacting us about order 2207.\n.\n1\n" + typed_for(drill, drill.given[0].exemplary) + "\n"
    printed = practise(drill.id, typed=typed)
    first, _again, second = printed.partition("1 Once more   2 Go on:")
    assert "You took up “order 2207”." in first
    assert "They wrote “it should say Weber Joinery”, and nothing in your answer takes it up." in first
    assert "“Thank you for contacting”: It opens a letter to anybody" in first
    assert "A good answer:" not in first
    assert "What can be better:" not in second
    assert "Your first answer: Once more, with another message" in second
    assert "The checks say again." in second
    assert "It comes again tomorrow, with another message." in second


def test_a_person_may_give_another_grade_and_ask_for_a_tip(practise: Practise) -> None:
    drill = DRILLS["say-the-invoice-back"]
    printed = practise(drill.id, typed="?\n" + typed_for(drill, drill.given[0].exemplary) + "9\n2\n")
    assert f"Tip: {drill.tip}" in printed
    assert "The checks say good." in printed
    assert "It comes again tomorrow" in printed


def test_whoever_leaves_in_the_middle_has_not_practised(practise: Practise, tmp_path: Path) -> None:
    practise("how-do-i", typed="q\n")
    practise("how-do-i", typed="Hi Lena,\n")
    assert not (tmp_path / "state" / "practice").exists()


def test_an_answer_ends_where_the_input_ends(practise: Practise) -> None:
    printed = practise("say-the-invoice-back", typed="Thank you for contacting us about order 2207.\n")
    assert "You took up “order 2207”." in printed


def test_the_list_says_when_each_comes_again(practise: Practise) -> None:
    drill = DRILLS["say-the-invoice-back"]
    practise(drill.id, typed=typed_for(drill, drill.given[0].exemplary) + "\n")
    listed = practise("--list", "--course", "first-day-en")
    assert "  say-the-invoice-back         listen     in 8 days    Say it back in two sentences\n" in listed
    rows = json.loads(practise("--json", "--language", "de"))
    assert len(rows) == 48
    assert {row["due"] for row in rows} == {None}


def test_fifty_drills_leave_nothing_in_the_desk_and_no_word_of_an_answer(
    practise: Practise, desk_folder: Path, tmp_path: Path
) -> None:
    """Every drill of both languages is answered with a word that stands nowhere else."""
    canary = "Zyxomma"
    before = {path: path.read_bytes() for path in desk_folder.rglob("*") if path.is_file()}
    for code in ("en", "de"):
        drills = [drill for course in shipped_courses(code) for drill in course.drills]
        typed = [typed_badly(drill, canary) for drill in chosen(drills, Diary(), NOW, len(drills))]
        printed = practise("--language", code, "--many", str(len(drills)), typed="".join(typed))
        assert printed.count("It comes again") == len(drills)
    after = {path: path.read_bytes() for path in desk_folder.rglob("*") if path.is_file()}
    assert after == before
    run(["backup", str(tmp_path / "backup.sqlite"), "--desk", str(desk_folder)])
    found = [path for path in tmp_path.rglob("*") if path.is_file() and canary.encode() in path.read_bytes()]
    assert {path.parent for path in found} == {tmp_path / "state" / "practice" / "worksheets"}


def typed_badly(drill: Drill, word: str) -> str:
    """What a person types who answers everything with one word, goes on, and keeps the grade."""
    match drill.kind:
        case DrillKind.SPOT:
            return "1 2\n2\n\n" if len(drill.given[0].marks) > 1 else "1 2\n\n"
        case DrillKind.WORKSHEET:
            return f"{word}\n" * 4 + "\n"
        case DrillKind.ROLE_PLAY:
            return f"{word}\n.\n" * 2 + "\n"
    return f"{word}\n.\n2\n\n"
