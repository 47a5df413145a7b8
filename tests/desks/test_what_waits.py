"""What waits is answered in the order of need, an agent's word on the tone is kept, and promises become follow-ups."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from composer.cases.customer import Contact, Customer
from composer.cases.step import Tone
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.inbox import put_off_case, waiting_cases, waiting_in
from composer.desk.inbox_memory import Memory, read_inbox
from composer.desk.new_desk import start_desk
from composer.desk.reply_record import keep_sent
from composer.errors import BadDue
from composer.records.drafts import Drafts, KeptDraft
from composer.records.put_off import all_put_off
from composer.records.senders import promised_to
from composer.settings import load_settings
from composer.writing.draft import Draft

MAIL = "From: {name} <{name}@mail.example>\nSubject: {name}\nDate: {date}\nChannel: {channel}\n\n{text}\n"
CUES = """title: Our cues
language: en
cues:
  - {id: canary, kind: struggle, any: ["the canary sings"], reason: "Ours.", fires: ["The canary sings."]}
"""
SUNDAY = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


def put(path: Path, name: str, channel: str, ago: int, text: str) -> None:
    """A message of somebody that came so many minutes ago."""
    date = (SUNDAY - dt.timedelta(minutes=ago)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    path.write_text(MAIL.format(name=name, date=date, channel=channel, text=text), "utf-8")


def desk_with(tmp_path: Path, **messages: tuple[str, int, str]) -> Desk:
    """A bare desk with messages that came so many minutes ago."""
    folder = start_desk(tmp_path / "desk", bare=True).folder
    (folder / "inbox").mkdir(exist_ok=True)
    for name, (channel, ago, text) in messages.items():
        put(folder / "inbox" / f"{name}.eml", name, channel, ago, text)
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
    assert [one.title for one in found] == ["late", "upset", "stuck", "later", "calm"]
    assert unread == []
    assert found[0].reasons == ("overdue by 30 min",)
    assert found[1].reasons == ("due in 5 h", "upset")
    assert found[2].reasons[0] == "due in 5 h"
    desk.close()


def test_a_repeated_message_is_counted_within_weeks_and_says_since_when(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ana=("email", 10, "Where is it?"), ben=("email", 20, "Where is mine?"))

    def wrote(name: str, *days: dt.date) -> Customer:
        contacts = tuple(Contact(on, topic="delivery", text="Where is it?") for on in days)
        return Customer(name, name.title(), f"{name}@mail.example", history=contacts)

    fourth, ninth = dt.date(2026, 11, 4), dt.date(2026, 11, 9)
    desk.records.import_customers([wrote("ana", fourth, ninth, dt.date(2026, 9, 4)), wrote("ben", dt.date(2026, 8, 1))])
    found, _unread = waiting_cases(desk, SUNDAY)
    assert {one.title: one.reasons for one in found} == {
        "ana": ("due in 5 h", "third message since 4 Nov"),
        "ben": ("due in 5 h",),
    }
    desk.close()


def test_a_message_that_is_put_off_stands_last_until_its_day_and_is_no_promise(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ana=("email", 10, "My order never arrived."), ben=("email", 5, "When do you open?"))
    ana = waiting_cases(desk, SUNDAY)[0][0]
    put_off_case(desk, ana, "+1", SUNDAY)
    put_off_case(desk, ana, "+2", SUNDAY)
    assert [one.title for one in waiting_cases(desk, SUNDAY)[0]] == ["ben", "ana"]
    early, later = (dt.datetime(2026, 11, 24, hour, tzinfo=dt.UTC) for hour in (5, 7))
    assert [one.title for one in waiting_cases(desk, early)[0]] == ["ben", "ana"]
    first = waiting_cases(desk, later)[0][0]
    assert (first.title, first.reasons[0]) == ("ana", "put off until Tuesday 24 Nov")
    assert desk.records.follow_ups.open() == []
    case = desk.case_at(desk.root / "inbox" / "ana.eml")
    keep_sent(desk, case, desk.read(case.message), Draft("It is here."), SUNDAY.replace(tzinfo=None))
    assert all_put_off(desk.records.store) == {}
    with pytest.raises(BadDue, match="is over"):
        put_off_case(desk, ana, "2026-11-21", SUNDAY)
    desk.close()


def test_a_message_that_is_put_off_waits_again_when_the_same_person_writes(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ana=("email", 10, "My order never arrived."), ben=("email", 5, "When do you open?"))
    ana = waiting_cases(desk, SUNDAY)[0][0]
    put_off_case(desk, ana, "+7", SUNDAY - dt.timedelta(minutes=3))
    put(desk.root / "inbox" / "ben-again.eml", "ben", "email", 1, "I mean on Sundays.")
    assert waiting_cases(desk, SUNDAY)[0][-1].case_id == ana.case_id
    put(desk.root / "inbox" / "ana-again.eml", "ana", "email", 1, "It came, please forget it.")
    back = next(one for one in waiting_cases(desk, SUNDAY)[0] if one.case_id == ana.case_id)
    assert (back.put_off, back.reasons[0]) == (None, "put off, and they wrote again")
    desk.close()


def test_a_promise_names_whoever_wrote_also_where_the_records_do_not_know_them(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ana=("email", 10, "Where is it?"), ben=("email", 20, "Where is mine?"))
    desk.records.import_customers([Customer("c-1", "Ana Silva", "ana@mail.example")])
    for path in sorted((desk.root / "inbox").iterdir()):
        case = desk.case_at(path)
        keep_sent(desk, case, desk.read(case.message), Draft("I will write by Friday."), SUNDAY.replace(tzinfo=None))
    found = desk.records.follow_ups.open()
    assert sorted(promised_to(desk.records.store, found).values()) == ["Ana Silva", "ben@mail.example"]
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
    keep_sent(desk, case, desk.read(case.message), Draft(text), SUNDAY.replace(tzinfo=None))
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
        ("cur", "7:2,D"),
    ):
        mail = MAIL.format(name=f"mail{name[0]}", date="Sun, 22 Nov 2026 10:00:00 +0000", channel="email", text="Hi?")
        (mails / place / name).write_text(mail, "utf-8")
    before = sorted(mails.rglob("*"))
    desk = replace(desk, settings=replace(desk.settings, inbox=str(mails)))
    found, unread = waiting_cases(desk, SUNDAY)
    assert (sorted(one.title for one in found), unread) == (["mail1", "mail2"], [])
    assert sorted(mails.rglob("*")) == before
    desk.close()


def test_automatic_mail_stands_below_all_that_people_wrote(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ana=("email", 10, "When do you open?"))
    bounce = (
        "From: MAILER-DAEMON@mx.example\nX-Failed-Recipients: tom@mail.example\nSubject: Mail delivery failed\n"
        "Date: Sat, 21 Nov 2026 10:00:00 +0000\n\nThis is unacceptable. Your mail never arrived.\n"
    )
    (desk.inbox / "0-bounce.eml").write_text(bounce, "utf-8")
    desk.records.import_customers([Customer("t1", "Tom Baker", "tom@mail.example")])
    found, _unread = waiting_cases(desk, SUNDAY)
    assert [(one.title, one.sender.id, one.reasons) for one in found] == [
        ("ana", "", ("due in 5 h",)),
        ("Mail delivery failed", "t1", ("could not be delivered to tom@mail.example",)),
    ]
    assert (found[1].left, found[1].listed.tone, found[1].listed.urgent) == (None, Tone.CALM, False)
    desk.close()


def test_a_message_that_is_there_twice_waits_once_and_is_read_once(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, one=("email", 10, "When do you open?"), two=("email", 20, "And when do you close?"))
    (desk.inbox / "again.eml").write_bytes((desk.inbox / "one.eml").read_bytes())
    memory = Memory()
    found, _unread = waiting_cases(desk, SUNDAY, memory)
    assert sorted(one.title for one in found) == ["one", "two"]
    read = [memory.known[path].listed for path in sorted(memory.known)]
    (desk.inbox / "two.eml").unlink()
    found, _unread = waiting_cases(desk, SUNDAY + dt.timedelta(hours=1), memory)
    assert [(one.title, one.reasons[0]) for one in found] == [("one", "due in 4 h")]
    assert found[0].listed is read[0]
    assert [path.name for path in sorted(memory.known)] == ["again.eml", "one.eml"]
    desk.close()


def test_what_is_read_so_far_can_be_looked_at_and_only_what_changed_is_read_again(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, a=("email", 10, "When do you open?"), b=("email", 20, "And when do you close?"))
    memory = Memory()
    reading = read_inbox(desk, memory)
    assert next(reading) == (1, 2)
    assert [one.title for one in waiting_in(desk, memory, SUNDAY)] == ["a"]
    assert list(reading) == [(2, 2)]
    assert list(read_inbox(desk, memory)) == []
    again = open_desk(desk.root, desk.surroundings)
    assert list(read_inbox(again, memory)) == []
    (desk.root / "phrasebooks").mkdir(exist_ok=True)
    (desk.root / "phrasebooks" / "cues.yaml").write_text(CUES, "utf-8")
    assert list(read_inbox(again, memory)) == []
    heard = open_desk(desk.root, desk.surroundings)
    assert list(read_inbox(heard, memory)) == [(1, 2), (2, 2)]
    memory.forget_case(waiting_in(desk, memory, SUNDAY)[1].case_id)
    assert list(read_inbox(heard, memory)) == [(1, 2)]
    for one in (desk, again, heard):
        one.close()


def test_what_an_earlier_run_read_is_not_read_again_wherever_the_desk_stands(acme: Path, tmp_path: Path) -> None:
    desk = open_desk(acme, Surroundings(SUNDAY.date(), tmp_path / "cache", tmp_path / "config"))
    assert desk.waiting()
    assert list(read_inbox(desk, Memory())) == []
    desk.close()


def test_what_is_worked_out_from_the_words_of_a_desk_is_kept_when_it_is_read_again(acme: Path, tmp_path: Path) -> None:
    around = Surroundings(SUNDAY.date(), tmp_path / "cache", tmp_path / "config")
    desk, again = (open_desk(acme, around) for _ in range(2))
    assert again.language is desk.language
    assert again.turning_for("en") is desk.turning_for("en")
    (acme / "phrasebooks" / "cues.yaml").write_text(CUES, "utf-8")
    changed = open_desk(acme, around)
    assert "canary" in {cue.id for cue in changed.language.cues} - {cue.id for cue in desk.language.cues}
    for one in (desk, again, changed):
        one.close()


def test_several_readers_of_one_inbox_share_what_was_read(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, **{f"m{number}": ("email", number, f"Question {number}?") for number in range(20)})
    memory = Memory()
    _ = desk.records, desk.hearing
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _turn: len(list(read_inbox(desk, memory))), range(4)))
    assert sum(counts) == 20
    assert len(waiting_in(desk, memory, SUNDAY)) == 20
    desk.close()


def test_an_inbox_that_cannot_be_looked_into_is_named_with_its_reason(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, one=("email", 10, "When do you open?"))
    memory = Memory()
    waiting_cases(desk, SUNDAY, memory)
    far = replace(desk, settings=replace(desk.settings, inbox="x" * 300))
    found, [(path, error)] = waiting_cases(far, SUNDAY, memory)
    assert (found, path, str(error)) == ([], far.inbox, f"{far.inbox} cannot be read: File name too long.")
    found, unread = waiting_cases(desk, SUNDAY, memory)
    assert ([one.title for one in found], unread) == (["one"], [])
    far.close()
    desk.close()


@pytest.mark.parametrize(("written", "read"), [("~/Mail", "~/Mail"), ("post", "post"), ("~nobody-here/x", "inbox")])
def test_an_inbox_below_a_home_that_there_is_not_is_a_problem_at_its_line(
    tmp_path: Path, written: str, read: str
) -> None:
    (tmp_path / "warmline.yaml").write_text(f"language: en\ninbox: {written}\n")
    settings, problems = load_settings(tmp_path)
    assert settings.inbox == read
    assert [(one.line, one.code) for one in problems] == ([] if read == written else [(2, "wrong-type")])


def test_doctor_and_inbox_name_a_folder_that_is_not_there(either: Path, warmline: Any) -> None:
    assert f"ok   inbox        7 messages in the folder {either / 'inbox'}" in warmline("doctor", folder=either).stdout
    with (either / "warmline.yaml").open("a") as settings:
        settings.write("inbox: post\n")
    doctor = warmline("doctor", folder=either)
    assert (doctor.returncode, f"BAD  inbox        there is no folder {either / 'post'}" in doctor.stdout) == (1, True)
    assert f"There is no folder {either / 'post'}." in warmline("inbox", folder=either).stderr


def test_a_case_is_taken_and_given_back_by_its_id_alone(either: Path, warmline: Any) -> None:
    case = json.loads(warmline("inbox", "--json", folder=either).stdout)[0]["case"]
    wrong = warmline("inbox", "--take", "4411", "ill", folder=either)
    assert (wrong.returncode, wrong.stderr.startswith("No case '4411' waits.")) == (9, True)
    assert warmline("inbox", "--take", case, "ill", folder=either).stderr == f"Case {case} is yours.\n"
    assert "taken by" in warmline("inbox", folder=either).stdout
    assert warmline("inbox", "--give-back", case, folder=either).stderr == f"Case {case} is given back.\n"
    assert warmline("inbox", "--give-back", case, folder=either).returncode == 9


def test_what_is_left_of_a_forgotten_customer_is_named_in_a_maildir_too(either: Path, warmline: Any) -> None:
    mails = either.parent / "Mail"
    for name in ("cur", "new"):
        (mails / name).mkdir(parents=True)
    (mails / "new" / "1.host").write_bytes((either / "inbox" / "3-invoice.eml").read_bytes())
    with (either / "warmline.yaml").open("a") as settings:
        settings.write(f"inbox: {mails}\n")
    found = json.loads(warmline("inbox", "--json", folder=either).stdout)[0]["customer"]
    assert f"{mails / 'new' / '1.host'}" in warmline("customers", "forget", found, folder=either).stderr


def test_a_draft_whose_message_is_nowhere_else_waits_too_until_it_is_answered(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, one=("email", 10, "When do you open?"))
    pasted = desk.case_for(b"I am very angry, where is my order 4499?", "the pasted text")
    drafts = Drafts(desk.drafts_folder)
    for case in (pasted, desk.case_at(desk.waiting()[0])):
        drafts.save(KeptDraft(case.id, case.title, "", case.message.text, Draft("Hello,")))
    (desk.drafts_folder / "0.json").write_text("{}")
    memory = Memory()
    assert waiting_in(desk, memory, SUNDAY) == []
    found, _unread = waiting_cases(desk, SUNDAY, memory)
    assert [(one.title, one.left is None) for one in found] == [
        ("I am very angry, where is my order 4499?", True),
        ("one", False),
    ]
    assert (desk.drafts_folder / "0.json").exists()
    keep_sent(desk, pasted, desk.read(pasted.message), Draft("Hello, it is on its way."), SUNDAY.replace(tzinfo=None))
    assert [one.title for one in waiting_cases(desk, SUNDAY, memory)[0]] == ["one"]
    desk.close()
