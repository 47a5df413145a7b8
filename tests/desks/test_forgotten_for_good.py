"""Forgetting finds a person by id, address and name, and stays: in open windows, and after a restore."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from composer.cases.case import Case
from composer.cases.customer import Active, Contact, Customer
from composer.cases.follow_up import Promised
from composer.cases.message import Message
from composer.cases.outgoing import Outgoing
from composer.cases.rating import Rating, RatingKind, Scale
from composer.cases.step import FIVE, Tone
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.forget import forget_person
from composer.desk.open_case import start_answering
from composer.practice.diary import keep_worksheet
from composer.records.drafts import Drafts, KeptDraft
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply
from composer.records.store import Store
from composer.records.tables import metadata
from composer.tui.autosave import Keeper
from composer.writing.draft import Draft
from tests.faults import Counted, counting

WRITE = Store.write
STRIDE = 1 if os.environ.get("WARMLINE_RACE_ROUNDS") else 25
"""How many steps lie between two that are tried."""
Warmline = Callable[..., "subprocess.CompletedProcess[str]"]
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
NORA = Customer(id="c-77", name="Nora Quillfeather", email="nora.q@mail.example")


@pytest.fixture
def desk(either: Path) -> Desk:
    """The starter desk on a file and on a server, open."""
    return open_desk(
        either, Surroundings(NOW.date(), either.parent / "cache", either.parent / "config", seat="me@here")
    )


def sent(case: str, customer: str = "", text: str = "Hello", sender: str = "") -> SentReply:
    promise = (Promised(f"I will write about {case}.", NOW),)
    return SentReply(case, customer, NOW, "email", "Robin", text, follow_ups=promise, sender=sender)


def test_what_is_from_before_a_customer_was_known_goes_with_them(desk: Desk, warmline: Warmline) -> None:
    records, drafts = desk.records, Drafts(desk.drafts_folder)
    records.keep_reply(sent("aaaa11", sender="Nora.Q@mail.example"))
    records.keep_reply(sent("bbbb22", text="Dear Ms Quillfeather, it is on its way."))
    records.keep_reply(sent("cccc33", text="Dear Nora, somebody else of that name.", sender="other@mail.example"))
    drafts.save(KeptDraft("dddd44", "Parcel", "", "Where is it?", Draft("Hi Nora"), sender="nora.q@mail.example"))
    drafts.save(KeptDraft("eeee55", "Parcel", "", "Nora Quillfeather here.", Draft("Hi")))
    drafts.save(KeptDraft("ffff66", "Parcel", "c-1002", "As Nora Quillfeather said", Draft("Hi")))
    log = desk.root / ".warmline" / "searches.jsonl"
    log.write_text('{"on": "2026-11-20", "search": "quillfeathers parcel noraquillfeatherish", "found": []}\n', "utf-8")
    records.claims.take("aaaa11", "Robin", NOW)
    records.import_customers(
        [
            NORA,
            Customer(id="c-88", name="Tom Berg", history=(Contact(NOW.date(), text="I live with Nora Quillfeather"),)),
        ]
    )
    ran = warmline("customers", "forget", "c-77", "--json", folder=desk.root)
    gone = json.loads(ran.stdout)
    assert {name: gone[name] for name in ("customers", "replies", "follow_ups", "drafts", "searches")} == {
        "customers": 1,
        "replies": 2,
        "follow_ups": 2,
        "drafts": 2,
        "searches": 1,
    }
    assert ran.stderr.splitlines()[-1] == (
        "Left, because it was written for others, and names them: "
        f"the draft {next(drafts.folder.glob('*.json'))}, the history of c-88."
    )
    assert ([*records.answered_cases()], records.claims.all()) == (["cccc33"], [])
    assert json.loads(log.read_text("utf-8"))["search"] == "parcel"
    desk.close()


def test_no_table_and_no_file_of_ours_holds_a_word_of_the_forgotten(
    desk: Desk, warmline: Warmline, tmp_path: Path
) -> None:
    records, name = desk.records, "Quillfeather"
    (desk.inbox / "n.eml").write_text(
        f"From: Nora {name} <{NORA.email}>\nSubject: {name}\n\nWhere is it? Nora {name}\n"
    )
    records.import_customers([replace(NORA, history=(Contact(NOW.date(), text=f"{name} here"),))])
    case = desk.case_at(desk.inbox / "n.eml")
    for number, (case_id, customer) in enumerate(((case.id, NORA.id), ("aaaa11", ""))):
        sending = f"{number}" * 32
        mail = (sending, case_id, customer, "me@here", "send", f"<{name}@x>", NORA.email, f"Re: {name}", name.encode())
        records.keep_reply(sent(case_id, customer, f"Hi {name}", NORA.email), Outgoing(*mail, said=name))
        records.claims.take(case_id, "Robin", NOW)
    scale = Scale(RatingKind.CSAT, 1, 5)
    rated = ({"case_id": case.id, "comment": name}, {"email": NORA.email}, {"comment": f"Nora {name}"})
    records.import_ratings([Rating("f", str(number), scale, 5.0, NOW, **words) for number, words in enumerate(rated)])
    records.import_activity([Active(NORA.id, NOW.date(), "visit")])
    drafts = Drafts(desk.drafts_folder)
    drafts.save(KeptDraft(case.id, "t", NORA.id, name, Draft(name)))
    for ending in ("cut.json", "cut.damaged"):
        (drafts.folder / ending).write_text(f'{{"customer_id": "{NORA.id}", "message": "{name}')
    (tmp_path / "state" / "replies").mkdir(parents=True)
    (tmp_path / "state" / "replies" / f"reply-1-{case.id[:6]}.txt").write_text(name)
    keep_worksheet(tmp_path / "state", {"what": f"Nora {name} was angry"}, NOW.date())
    warmline("inbox", folder=desk.root)
    ran = warmline("customers", "forget", NORA.id, folder=desk.root)
    assert ", 2 mails in the outbox" in ran.stderr
    kept = [
        path for place in (desk.root / ".warmline", tmp_path / "state", tmp_path / "cache") for path in place.rglob("*")
    ]
    words = (name.lower().encode(), NORA.id.encode())
    assert [path for path in kept if path.is_file() and any(word in path.read_bytes().lower() for word in words)] == []
    with records.engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(sa.select(table))]
    assert [row for row in rows if any(case_id in map(str, row) for case_id in (case.id, "aaaa11"))] == []
    assert [row for row in rows if name.lower() in str(row).lower()] == []
    desk.close()


def test_what_stays_of_files_that_are_not_ours_is_named(desk: Desk, warmline: Warmline) -> None:
    desk.records.import_customers([NORA])
    case = desk.case_at(desk.root / "inbox" / "1-order-4411-late.eml")
    letter = f"From: Nora Quillfeather <{NORA.email}>\nSubject: Parcel\n\nWhere is it?\n"
    for name, text in {
        "inbox/new/1": letter,
        "inbox/cur/2:2,RS": letter.replace("Where", "Really, where"),
        "inbox/cur/3:2,": "From: tom@mail.example\nSubject: Hi\n\nNora Quillfeather told me of you.\n",
        "inbox/cur/4:2,": "From: tom@mail.example\nSubject: Hi\n\nSome feathers and a quill.\n",
        "exemplary/a.md": "Dear Nora Quillfeather\n",
        "drills/own/a.yaml": f"drills: [{NORA.email}]\n",
        "articles/delivery/quill.md": "---\ntitle: Quillfeather\n---\nA name like another.\n",
    }.items():
        (desk.root / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.root / name).write_text(text)
    own, other = desk.case_at(desk.root / "inbox" / "new" / "1"), case
    for one in (own, other):
        desk.correct_tone(one, Tone.UPSET)
    said = warmline("customers", "forget", "c-77", folder=desk.root).stderr.splitlines()
    assert said[-2:] == [
        "Left, because they are files of yours: inbox/new/1, inbox/cur/2:2,RS.",
        "Left, because it was written for others, and names them: inbox/cur/3:2,, drills/own/a.yaml, exemplary/a.md.",
    ]
    corrections = (desk.root / ".warmline" / "tone.jsonl").read_text().splitlines()
    assert [json.loads(line)["case"] for line in corrections] == ["", other.id]
    desk.close()


def test_somebody_who_was_never_a_customer_is_forgotten_by_address(desk: Desk, warmline: Warmline) -> None:
    desk.records.keep_reply(sent("aaaa11", sender="nora.q@mail.example"))
    assert "1 reply, 0 sentences, 1 follow-up" in warmline("customers", "forget", NORA.email, folder=desk.root).stderr
    assert desk.records.answered_cases() == frozenset()
    again = warmline("customers", "forget", NORA.email, folder=desk.root)
    assert (again.returncode, again.stderr.partition("\n")[0]) == (
        0,
        "They were forgotten before, and nothing was left to remove.",
    )
    # Who was never here is not taken for somebody who was forgotten.
    for _time in range(2):
        assert warmline("customers", "forget", "other@mail.example", folder=desk.root).returncode == 9
    desk.close()


def test_an_open_window_does_not_bring_the_forgotten_back(desk: Desk, warmline: Warmline) -> None:
    desk.records.import_customers([NORA])
    message = Message("Where is my parcel?", sender_name=NORA.name, sender_email=NORA.email)
    drafts = Drafts(desk.drafts_folder)
    keeper = Keeper(drafts)
    known, unknown = (
        start_answering(desk, Case(name, message, customer))
        for name, customer in (("aaaa11", NORA), ("bbbb22", Customer()))
    )
    for one in (known, unknown):
        keeper.begin(one.case.id)
        one.type("Hi Nora, I look.")
        taken = keeper.take(one)
        assert taken is not None
        assert keeper.write(taken) == ""
    assert warmline("customers", "forget", "c-77", folder=desk.root).returncode == 0
    for one in (known, unknown):
        one.type("Hi Nora, I looked for it.")
        taken = keeper.take(one)
        assert taken is not None
        assert "was forgotten meanwhile, so this draft is not kept on disk any more" in keeper.write(taken)
    assert [path for path in drafts.folder.iterdir() if path.suffix == ".json"] == []
    # Its message is still there, and is answered anew.
    desk.take_case("bbbb22", NOW)
    taken = keeper.take(unknown)
    assert taken is not None
    assert keeper.write(taken) == ""
    desk.close()


def test_a_restore_says_whom_it_would_bring_back(acme: Path, warmline: Warmline, tmp_path: Path) -> None:
    backup = str(tmp_path / "b.sqlite")
    warmline("backup", backup, folder=acme)
    warmline("customers", "forget", "c-1001", folder=acme)
    warmline("customers", "forget", "c-1002", folder=acme)
    private = b"".join(path.read_bytes() for path in (acme / ".warmline").glob("records.sqlite*"))
    assert (b"c-1001" in private, b"ana.silva" in private.lower()) == (False, False)
    dry = warmline("restore", backup, "--dry-run", "--json", folder=acme)
    assert json.loads(dry.stdout)["brought_back"] == ["c-1001", "c-1002"]
    assert "This would bring back 2 customers forgotten since: c-1001, c-1002." in dry.stderr
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 9
    assert (
        "This brings back 2 customers forgotten since: c-1001, c-1002."
        in warmline("restore", backup, folder=acme).stderr
    )
    warmline("customers", "forget", "c-1001", folder=acme)
    # The list outlives a restore.
    assert json.loads(warmline("restore", backup, "--dry-run", "--json", folder=acme).stdout)["brought_back"] == [
        "c-1001"
    ]


def test_what_killed_backups_and_restores_left_behind_is_removed_or_named(
    acme: Path, warmline: Warmline, tmp_path: Path
) -> None:
    private, kept = acme / ".warmline", tmp_path / "kept" / "b.sqlite"
    warmline("backup", str(kept), folder=acme)
    for place in (private, kept.parent):
        (place / ".warmline-backup.x1").mkdir()
        (place / ".warmline-backup.x1" / "b.sqlite").write_bytes(kept.read_bytes())
    aside = private / "records-before-2026-11-20-090000.sqlite"
    aside.write_bytes(kept.read_bytes())
    said = warmline("customers", "forget", "c-1001", folder=acme).stderr
    assert [*private.glob(".warmline-backup*"), *kept.parent.glob(".*")] == []
    assert (str(aside) in said, str(kept) in said) == (True, True)


def test_what_cannot_be_removed_is_said_and_the_next_call_goes_on(
    acme: Path, warmline: Warmline, tmp_path: Path
) -> None:
    records = open_records(acme / ".warmline" / "records.sqlite")
    records.keep_reply(sent("aaaa11", "c-1001"))
    records.close()
    folder = tmp_path / "state" / "replies" / "reply-1-aaaa11.txt"
    folder.mkdir(parents=True)
    ran = warmline("customers", "forget", "c-1001", folder=acme)
    why = f"The system refused a step at {folder}: Is a directory. Mend that, and do the same again.\n"
    assert (ran.returncode, ran.stderr) == (5, why)
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 0
    folder.rmdir()
    assert warmline("customers", "forget", "c-1001", folder=acme).returncode == 0
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 9


@contextmanager
def ended_at(at: int) -> Iterator[None]:
    """This process ends at the Nth call of the system, or before or behind the Nth change of the records."""
    counted = Counted(at, lambda: os._exit(9))

    def write(store: Store, work: Any) -> Any:
        counted.called()
        done = WRITE(store, work)
        counted.called()
        return done

    with pytest.MonkeyPatch.context() as patch, counting(counted):
        patch.setattr(Store, "write", write)
        yield


def nora_is_everywhere(desk: Desk, state: Path) -> None:
    """A customer with a reply, drafts, searches, a tone, a copy of a reply, a worksheet, and what a kill left."""
    name, private = "Quillfeather", desk.root / ".warmline"
    desk.records.import_customers([NORA])
    desk.records.keep_reply(sent("aaaa11", NORA.id, f"Hi {name}"))
    Drafts(desk.drafts_folder).save(KeptDraft("bbbb22", "t", NORA.id, name, Draft(name)))
    (private / "searches.jsonl").write_text(f'{{"on": "2026-11-20", "search": "{name} parcel", "found": []}}\n')
    (private / "tone.jsonl").write_text('{"case": "aaaa11", "tone": "upset", "was": "calm", "features": [1.0]}\n')
    left = private / ".searches.jsonl.0123456789ab"
    left.write_text(name)
    os.utime(left, (0, 0))
    (state / "replies").mkdir(parents=True)
    (state / "replies" / "reply-1-aaaa11.txt").write_text(name)
    keep_worksheet(state, {"what": f"Nora {name} was angry"}, NOW.date())


def test_a_forgetting_that_is_killed_at_any_step_is_finished_by_the_next_call(
    acme: Path, warmline: Warmline, tmp_path: Path
) -> None:
    around = Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config")
    desk, state = open_desk(acme, around), tmp_path / "state"
    nora_is_everywhere(desk, state)
    desk.close()
    for name in (".warmline", "state"):
        shutil.copytree(tmp_path / ("acme/.warmline" if name == ".warmline" else name), tmp_path / "before" / name)
    at, ended, said = 1, -1, set[str]()
    while ended:
        for name, place in ((".warmline", acme / ".warmline"), ("state", state)):
            shutil.rmtree(place)
            shutil.copytree(tmp_path / "before" / name, place)
        child = os.fork()
        if not child:
            with ended_at(at):
                forget_person(open_desk(acme, around), NORA.id)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        ran = warmline("customers", "forget", NORA.id, folder=acme)
        said.add(ran.stderr.partition(":")[0].partition(",")[0].strip())
        assert ran.returncode == 0, (at, ran)
        kept = [one for place in (acme / ".warmline", state) for one in place.rglob("*") if one.is_file()]
        words = (b"quillfeather", NORA.id.encode())
        young = [one for one in kept if re.fullmatch(r"\..+\.[0-9a-f]{12}", one.name)]
        assert [one for one in kept if any(word in one.read_bytes().lower() for word in words)] == [], at
        assert len(young) <= 1
        assert b"aaaa11" not in (acme / ".warmline" / "tone.jsonl").read_bytes()
        at += STRIDE
    print(f"\n{at} steps, every {STRIDE}. tried")
    assert at > 50
    assert said == {"Removed", "They were forgotten before"}


def test_a_letter_typed_asks_the_records_for_nothing(desk: Desk) -> None:
    case = desk.case_at(desk.root / "inbox" / "1-order-4411-late.eml")
    answering = start_answering(desk, case)
    answering.findings()
    _ = answering.supplies
    asked: list[str] = []
    sa.event.listen(desk.records.engine, "before_cursor_execute", lambda *given: asked.append(str(given[2])))
    for letter in "I have asked the carrier. ":
        answering.type(answering.draft.text + letter)
        answering.findings()
        _ = [answering.satisfied(step) for step in FIVE], [answering.proposal(step) for step in FIVE]
        answering.missing_fields()
    assert asked == []
    desk.records.keep_reply(sent("zzzz99", case.customer.id))
    asked.clear()
    answering.sentences_changed(case.customer.id)
    answering.findings()
    assert len(asked) > 0
    desk.close()
