"""The check-in and the worksheet: for one person alone, one forgotten each day, the other with the customer."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest

from composer.cases.customer import Customer
from composer.cli.conversation import last_look
from composer.cli.main import run
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.forget import forget_person
from composer.desk.inbox import waiting_in
from composer.desk.inbox_memory import Memory, read_inbox
from composer.desk.new_desk import start_desk
from composer.desk.open_case import start_answering
from composer.front.plain import Conversation
from composer.practice.check_in import CheckIn, check_in, feeling_today, hold_for
from composer.writing.draft import Draft
from tests.practice.conftest import TODAY

NOW = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
SECONDS = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("WARMLINE_TODAY", str(TODAY))


def test_what_was_said_today_is_forgotten_tomorrow(tmp_path: Path) -> None:
    assert feeling_today(tmp_path, TODAY) is CheckIn.FINE
    check_in(tmp_path, CheckIn.TIRED, TODAY)
    assert feeling_today(tmp_path, TODAY) is CheckIn.TIRED
    assert feeling_today(tmp_path, TODAY + dt.timedelta(days=1)) is CheckIn.FINE
    assert list((tmp_path / "practice").iterdir()) == []


def test_whoever_is_tired_has_longer_to_take_back() -> None:
    assert hold_for(10 * SECONDS, CheckIn.FINE) == 10 * SECONDS
    assert hold_for(10 * SECONDS, CheckIn.TIRED) == 30 * SECONDS
    assert hold_for(0 * SECONDS, CheckIn.TIRED) == 30 * SECONDS
    assert hold_for(60 * SECONDS, CheckIn.TIRED) == 180 * SECONDS


def test_calm_messages_come_first_for_whoever_is_tired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = open_desk(start_desk(tmp_path / "acme").folder, Surroundings(TODAY, tmp_path / "cache", tmp_path / "config"))
    memory, now = Memory(), dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
    for _read in read_inbox(desk, memory):
        pass
    usual = [one.listed.tier for one in waiting_in(desk, memory, now)]
    memory.calm_first = True
    calm = [one.listed.tier for one in waiting_in(desk, memory, now)]
    desk.close()
    assert usual[0] == 0
    assert calm == sorted(calm, reverse=True)
    assert sorted(usual) == sorted(calm)
    assert run(["practise", "--tired"]) == 0
    assert "tomorrow it is forgotten" in capsys.readouterr().err
    run(["inbox", "--json", "--desk", str(tmp_path / "acme")])
    assert json.loads(capsys.readouterr().out)[0]["tone"] in ("calm", "thankful")
    assert run(["practise", "--fine"]) == 0
    capsys.readouterr()
    run(["inbox", "--json", "--desk", str(tmp_path / "acme")])
    assert json.loads(capsys.readouterr().out)[0]["tone"] not in ("calm", "thankful")


@pytest.mark.parametrize(("feeling", "answers"), [(CheckIn.FINE, ["1"]), (CheckIn.TIRED, ["1", "2"])])
def test_in_plain_lines_whoever_is_tired_is_asked_about_warnings_twice(
    bare: Desk, feeling: CheckIn, answers: list[str]
) -> None:
    """A second question, to which a 2 keeps the reply as a draft."""
    words = "Hello,\n\nthank you for your patience. I will write to you by Thursday at noon.\n\nRobin"
    one = start_answering(bare, bare.case_for(b"Where is my swing? It was due on Friday.", "swing"), Draft(words))
    said: list[str] = []
    asked = iter([*answers, *["it is so"] * 9])
    held = last_look(Conversation(said.append, lambda _question: next(asked)), one, NOW, tired=feeling.tired)
    assert (held is None) is feeling.tired
    assert any(line.startswith("You are tired today, and there ") for line in said) is feeling.tired


def test_a_worksheet_is_for_its_writer_and_goes_with_the_customer(
    desk_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last answer is printed as a sentence for the reply; nothing of it is in the desk."""
    (desk_folder / "inbox" / "1.eml").write_text("From: Ana Silva <ana@silva.example>\n\nWhere is my swing?\n", "utf-8")
    desk = open_desk(desk_folder, Surroundings(TODAY, tmp_path / "cache", tmp_path / "config"))
    desk.records.import_customers([Customer("c-1", "Ana Silva", "ana@silva.example")])
    message = ["worksheet", str(desk_folder / "inbox" / "1.eml"), "--desk", str(desk_folder)]
    monkeypatch.setattr(sys, "stdin", io.StringIO("No swing\nA birthday\n\nThe birthday is near.\n"))
    assert run(message) == 0
    assert capsys.readouterr().out == "The birthday is near.\n"
    kept = list((tmp_path / "state" / "practice" / "worksheets").iterdir())
    assert len(kept) == 1
    assert json.loads(kept[0].read_text("utf-8"))["when"] == ""
    assert [path for path in desk_folder.rglob("*") if path.is_file() and b"birthday" in path.read_bytes()] == []
    assert forget_person(desk, "c-1").gone["worksheets"] == 1
    desk.close()
    assert list((tmp_path / "state" / "practice" / "worksheets").iterdir()) == []


def test_a_worksheet_without_an_answer_is_not_kept(
    desk_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = tmp_path / "message.txt"
    message.write_text("Where is my swing?", "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n\n\n\n"))
    assert run(["worksheet", str(message), "--desk", str(desk_folder)]) == 0
    assert "Nothing was kept." in capsys.readouterr().err
    assert not (tmp_path / "state" / "practice").exists()


def test_the_guide_is_at_hand(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drill", "guide"]) == 0
    assert capsys.readouterr().out.startswith("# How to write a drill\n")
