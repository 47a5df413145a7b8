"""A message, draft, phrasebook or log that cannot be read is named with its reason, and everything else goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import composer.desk.language
from composer.desk.desk import Surroundings, open_desk
from composer.desk.inbox import waiting_in
from composer.desk.inbox_cache import FILE
from composer.desk.inbox_memory import Memory, read_inbox
from composer.desk.raw_case import raw_case_at
from composer.desk.reply_record import keep_sent
from composer.reading.message import parse_message
from composer.records.drafts import Drafts
from composer.writing.draft import Draft
from kb.folders import files_below
from tests.desks.test_what_waits import CUES, SUNDAY, desk_with

PARENS = f"From: {'(' * 900}\nSubject: Brackets\n\nWhere is my order? My card is 4111 1111 1111 1111.\n"


@pytest.fixture
def broken(acme: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a message on which other people's code breaks."""

    def break_on_brackets(content: bytes, source: str) -> object:
        if b"((((" in content:
            raise RecursionError
        return parse_message(content, source)

    monkeypatch.setattr("composer.reading.entering.parse_message", break_on_brackets)
    (acme / "inbox" / "0-brackets.eml").write_text(PARENS)
    return acme


def test_a_message_that_breaks_its_reader_is_named_and_the_others_wait(broken: Path, warmline: Any) -> None:
    ran = warmline("inbox", folder=broken)
    assert (ran.returncode, len(ran.stdout.splitlines())) == (0, 7)
    assert ran.stderr == "0-brackets.eml: 0-brackets.eml cannot be read: it is nested too deeply.\n"
    doctor = warmline("doctor", folder=broken)
    assert "unreadable   0-brackets.eml: 0-brackets.eml cannot be read: it is nested too deeply." in doctor.stdout


def test_it_can_be_read_as_the_text_that_it_is_without_card_numbers(broken: Path, warmline: Any) -> None:
    ran = warmline("read", "inbox/0-brackets.eml", folder=broken)
    assert ran.returncode == 4
    assert ran.stderr.endswith("cannot be read: it is nested too deeply. Its text as it stands:\n")
    assert "Where is my order? My card is •••• •••• •••• 1111." in ran.stdout
    as_json = json.loads(warmline("read", "--json", "inbox/0-brackets.eml", folder=broken).stdout)
    assert as_json["text"].startswith("From: ((((")


def test_once_it_was_answered_as_raw_text_it_is_listed_no_more(broken: Path, warmline: Any) -> None:
    desk = open_desk(broken, Surroundings(SUNDAY.date(), broken.parent / "cache", broken.parent / "config"))
    case = raw_case_at(desk, broken / "inbox" / "0-brackets.eml")
    keep_sent(desk, case, desk.read(case.message), Draft("Hello, it is on its way."), SUNDAY.replace(tzinfo=None))
    desk.close()
    assert warmline("inbox", folder=broken).stderr == ""


def test_a_link_that_leads_to_itself_stops_nothing_and_is_named(acme: Path, warmline: Any) -> None:
    phrasebooks = ("phrasebooks/a.yaml", "phrasebooks/en/a.yaml")
    for name in ("articles/a.png", "articles/delivery/a.md", *phrasebooks, "drills/a.yaml", "inbox/0-loop.eml"):
        (acme / name).parent.mkdir(parents=True, exist_ok=True)
        (acme / name).symlink_to((acme / name).name)
    (acme / "inbox" / "0-nowhere.txt").symlink_to("gone.txt")
    with (acme / "articles" / "delivery" / "track-a-parcel.md").open("a") as article:
        article.write(f"\n![long]({'long/' * 900}a.png) and [long]({'x' * 300}.pdf)\n")
    ran = warmline("inbox", folder=acme)
    assert (ran.returncode, len(ran.stdout.splitlines())) == (0, 7)
    said = ["2 problems in phrasebooks or settings", "0-loop.eml: ", "0-nowhere.txt: "]
    assert [line.startswith(start) for line, start in zip(ran.stderr.splitlines(), said, strict=True)] == [True] * 3
    for words in ("search parcel", "show track-a-parcel", "read inbox/4-thank-you.eml", "practise --list"):
        assert warmline(*words.split(), folder=acme).returncode == 0, words
    lint = warmline("lint", folder=acme).stdout
    for name in ("articles/delivery/a.md", *phrasebooks):
        assert f"{name}:1:1: unreadable" in lint
    assert {path.name for path in files_below(acme / "inbox")} >= {"1-order-4411-late.eml", "7-olive-tree.eml"}
    assert warmline("export", "site", folder=acme).returncode in (0, 1)


def test_a_draft_and_a_log_that_cannot_be_read_are_named_by_inbox_and_doctor(acme: Path, warmline: Any) -> None:
    drafts = Drafts(acme / ".warmline" / "drafts")
    drafts.folder.mkdir(parents=True)
    (drafts.folder / "9.json").write_text("{")
    (acme / ".warmline" / "tone.jsonl").write_bytes(b"\xff{\n" + b"[" * 90_000)
    (acme / ".warmline" / "searches.jsonl").write_bytes(b"[" * 90_000)
    ran = warmline("inbox", folder=acme)
    assert "9.json cannot be read: it is no draft that we know; it is left as it is." in ran.stderr
    doctor = warmline("doctor", folder=acme).stdout
    assert f"BAD  drafts       0 drafts; cannot be read: {drafts.folder / '9.json'}" in doctor
    assert "BAD  logs         line 1 and 1 more of" in doctor
    assert warmline("lint", folder=acme).returncode in (0, 1)


def test_a_phrasebook_that_breaks_its_reader_is_one_problem(
    acme: Path, warmline: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = composer.desk.language._phrasebook

    def break_on_ours(text: str, path: str) -> Any:
        if path.endswith("ours.yaml"):
            raise RecursionError
        return read(text, path)

    monkeypatch.setattr(composer.desk.language, "_phrasebook", break_on_ours)
    (acme / "phrasebooks").mkdir(exist_ok=True)
    (acme / "phrasebooks" / "ours.yaml").write_text("title: Ours\nphrases: []\n")
    ran = warmline("lint", folder=acme)
    assert "The file cannot be read: it is nested too deeply." in ran.stdout
    assert warmline("inbox", folder=acme).returncode == 0


def test_a_second_start_reads_only_what_is_new(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, a=("email", 10, "When do you open?"), b=("email", 20, "I can't seem to find it."))
    first, second = Memory(), Memory()
    assert len(list(read_inbox(desk, first))) == 2
    before = waiting_in(desk, first, SUNDAY)
    os.utime(desk.inbox / "a.eml", (1, 1))
    (desk.inbox / "c.eml").write_text("From: c@mail.example\nSubject: c\n\nWhere is it?\n")
    assert list(read_inbox(desk, second)) == [(3, 3)]
    assert [one for one in waiting_in(desk, second, SUNDAY) if one.title != "c"] == before
    (desk.inbox / "a.eml").write_text("From: a@mail.example\nSubject: other\n\nWhen do you close?\n")
    third = Memory()
    assert list(read_inbox(desk, third)) == [(1, 3)]
    assert sorted(one.title for one in waiting_in(desk, third, SUNDAY)) == ["b", "c", "other"]
    (desk.root / "phrasebooks").mkdir(exist_ok=True)
    (desk.root / "phrasebooks" / "cues.yaml").write_text(CUES, "utf-8")
    heard = open_desk(desk.root, desk.surroundings)
    assert len(list(read_inbox(heard, Memory()))) == 3
    for one in (desk, heard):
        one.close()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"format": 1, "messages": {"a.eml": [1]}}']
)
def test_a_damaged_memory_is_built_anew(tmp_path: Path, content: bytes) -> None:
    desk = desk_with(tmp_path, a=("email", 10, "When do you open?"))
    memory = Memory()
    list(read_inbox(desk, memory))
    waiting_in(desk, memory, SUNDAY)
    [kept] = (tmp_path / "cache").rglob(FILE)
    kept.write_bytes(content)
    again = Memory()
    assert list(read_inbox(desk, again)) == [(1, 1)]
    assert [one.title for one in waiting_in(desk, again, SUNDAY)] == ["a"]
    assert json.loads(kept.read_text())["format"] == 1
    desk.close()


def test_of_an_answered_message_only_its_id_is_remembered(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ida=("email", 10, "When do you open?"))
    memory = Memory()
    list(read_inbox(desk, memory))
    waiting_in(desk, memory, SUNDAY)
    [kept] = (tmp_path / "cache").rglob(FILE)
    assert "ida@mail.example" in kept.read_text()
    assert "When do you open" not in kept.read_text()
    case = desk.case_at(desk.waiting()[0])
    keep_sent(desk, case, desk.read(case.message), Draft("At nine."), SUNDAY.replace(tzinfo=None))
    assert waiting_in(desk, memory, SUNDAY) == []
    assert "ida@mail.example" not in kept.read_text()
    assert list(read_inbox(desk, Memory())) == []
    desk.close()


def test_a_letter_with_more_needs_than_anybody_answers_is_answered_as_far_as_they_are_listed(
    acme: Path, warmline: Any
) -> None:
    letter = "From: ana@mail.example\nSubject: All of it\n\n" + "".join(
        f"I cannot find tool {number}. Where is order {4_000 + number}? " for number in range(80)
    )
    (acme / "inbox" / "long.eml").write_text(letter)
    told = json.loads(warmline("read", "--json", "inbox/long.eml", folder=acme).stdout)
    more = told["more_issues"]
    assert (len(told["issues"]), more > 0) == (60, True)
    shown = warmline("read", "inbox/long.eml", folder=acme).stdout.splitlines()
    assert f"Needs     and {more} more, which are not listed" in shown
    reply = json.loads(warmline("reply", "--json", "inbox/long.eml", folder=acme).stdout)
    assert len(reply["issues"]) == 60
