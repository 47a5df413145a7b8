"""What waits is answered in the order of need, an agent's word on the tone is kept, and promises become follow-ups."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from composer.desk import Desk, Surroundings, open_desk
from composer.settings import load_settings
from composer.starting import start_desk
from composer.step import Tone
from composer.waiting import Memory, waiting_cases
from composer.writing.draft import Draft

MAIL = "From: {name} <{name}@mail.example>\nSubject: {name}\nDate: {date}\nChannel: {channel}\n\n{text}\n"
SUNDAY = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


def desk_with(tmp_path: Path, **messages: tuple[str, int, str]) -> Desk:
    """A bare desk with messages that came so many minutes ago."""
    folder = start_desk(tmp_path / "desk", bare=True).folder
    (folder / "inbox").mkdir(exist_ok=True)
    for name, (channel, ago, text) in messages.items():
        date = (SUNDAY - dt.timedelta(minutes=ago)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        mail = MAIL.format(name=name, date=date, channel=channel, text=text)
        (folder / "inbox" / f"{name}.eml").write_text(mail, "utf-8")
    return open_desk(folder, Surroundings(SUNDAY.date(), tmp_path / "cache", tmp_path / "config"))


def test_overdue_first_then_how_they_are_then_the_time_that_is_left(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        calm=("email", 10, "When do you open on Saturday?"),
        stuck=("email", 20, "I can't seem to find the button, I tried to press everything."),
        upset=("email", 30, "My order never arrived and nobody answers the telephone."),
        late=("social", 90, "Which soil do lemons like?"),
        later=("email", 300, "Do you sell blue pots?"),
    )
    found, unread = waiting_cases(desk, SUNDAY)
    assert [one.case.title for one in found] == ["late", "upset", "stuck", "later", "calm"]
    assert unread == []
    assert found[0].reasons == ("overdue by 30 min",)
    assert found[1].reasons == ("due in 5 h", "upset")
    assert found[2].reasons[0] == "due in 5 h"
    desk.close()


def test_a_word_on_the_tone_is_remembered_without_a_word_of_the_message(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, calm=("email", 10, "When does the canary open on Saturday?"))
    case = desk.case_at(desk.waiting()[0])
    assert desk.read(case.message).tone is Tone.CALM
    assert desk.correct_tone(case, Tone.WORRIED).tone is Tone.WORRIED
    kept = (desk.root / ".warmline" / "tone.jsonl").read_text("utf-8")
    assert "canary" not in kept
    assert json.loads(kept)["tone"] == "worried"
    desk.close()


def test_a_promise_of_a_reply_becomes_a_follow_up(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, upset=("email", 30, "My order never arrived."))
    desk = replace(desk, settings=replace(desk.settings, time_zone="Europe/Berlin"))
    case = desk.case_at(desk.waiting()[0])
    text = "I have asked the carrier. I will write to you on Friday by 16:00. I am sorry."
    desk.keep_sent(case, desk.read(case.message), Draft(text), SUNDAY.replace(tzinfo=None))
    [promise] = desk.records.follow_ups.open(case.id)
    assert promise.text == "I will write to you on Friday by 16:00."
    assert promise.due.isoformat() == "2026-11-27T16:00:00+01:00"
    desk.close()


def test_the_wording_rules_are_a_style_that_vale_can_read(tmp_path: Path) -> None:
    import yaml

    from composer.exchange.vale import export_vale

    desk = desk_with(tmp_path)
    written = export_vale(tmp_path / "vale", desk.language.wording, desk.language.speech.slots)
    rules = [yaml.safe_load(path.read_text("utf-8")) for path in written if path.suffix == ".yml"]
    assert len(rules) > 30
    assert {rule["extends"] for rule in rules} == {"existence", "substitution"}
    assert {rule["level"] for rule in rules} == {"error", "warning", "suggestion"}
    assert (tmp_path / "vale" / ".vale.ini").read_text("utf-8").startswith("StylesPath = styles\n")
    desk.close()


@pytest.mark.parametrize(("written", "seconds"), [("10s", 10), ("1m", 60), ("0", 0), ("5 s", 5), ("10", 10), ("", 10)])
def test_what_was_sent_is_held_for_as_long_as_the_team_says(tmp_path: Path, written: str, seconds: int) -> None:
    (tmp_path / "warmline.yaml").write_text(f"hold: {written}\n")
    settings, problems = load_settings(tmp_path)
    assert (settings.hold.total_seconds(), len(problems)) == (seconds, written == "10")


def test_a_maildir_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    mails = tmp_path / "mail"
    for name in ("cur", "new", "tmp", ".Sent"):
        (mails / name).mkdir(parents=True)
    for place, name in (
        ("new", "1"),
        ("cur", "2:2,S"),
        ("cur", "3:2,RS"),
        ("cur", "4:2,T"),
        ("tmp", "5"),
        (".Sent", "6"),
    ):
        mail = MAIL.format(name=f"mail{name[0]}", date="Sun, 22 Nov 2026 10:00:00 +0000", channel="email", text="Hi?")
        (mails / place / name).write_text(mail, "utf-8")
    before = sorted(mails.rglob("*"))
    desk = replace(desk, settings=replace(desk.settings, inbox=str(mails)))
    found, unread = waiting_cases(desk, SUNDAY)
    assert (sorted(one.case.title for one in found), unread) == (["mail1", "mail2"], [])
    assert sorted(mails.rglob("*")) == before
    desk.close()


def test_a_message_that_is_there_twice_waits_once_and_is_read_once(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, one=("email", 10, "When do you open?"), two=("email", 20, "And when do you close?"))
    (desk.inbox / "again.eml").write_bytes((desk.inbox / "one.eml").read_bytes())
    memory: Memory = {}
    found, _unread = waiting_cases(desk, SUNDAY, memory)
    assert sorted(one.case.title for one in found) == ["one", "two"]
    read = [memory[path].reading for path in sorted(memory)]
    (desk.inbox / "two.eml").unlink()
    found, _unread = waiting_cases(desk, SUNDAY + dt.timedelta(hours=1), memory)
    assert [(one.case.title, one.reasons[0]) for one in found] == [("one", "due in 4 h")]
    assert found[0].reading is read[0]
    assert [path.name for path in sorted(memory)] == ["again.eml", "one.eml"]
    desk.close()
