"""Forgetting is forgetting: no word of a customer is left in the records, in the desk or in the inbox."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from composer.cases.customer import Contact, Customer
from composer.cases.follow_up import Promised
from composer.records.drafts import Drafts, KeptDraft
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply
from composer.writing.draft import Draft

Warmline = Callable[..., subprocess.CompletedProcess[str]]


def test_forgetting_leaves_no_word_of_the_customer_in_the_records(warmline: Warmline, acme: Path) -> None:
    private = acme / ".warmline"
    records = open_records(private / "records.sqlite")
    said = "Your hydrangeas travel again on Monday"
    records.keep_reply(
        SentReply(
            case_id="a",
            customer_id="c-1001",
            sent_at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC),
            channel="email",
            agent="Robin",
            text=said,
            sentences=("your hydrangeas travel again on monday",),
        )
    )
    records.close()
    drafts = Drafts(private / "drafts")
    drafts.save(KeptDraft("a", "Order 4411", "c-1001", "I took Sunday off", Draft("Hydrangeas")))
    drafts.save(KeptDraft("b", "Charged twice", "c-1002", "My money", Draft("Money")))
    ran = warmline("customers", "forget", "ana.silva@mail.example", "--json", folder=acme)
    assert json.loads(ran.stdout) == {
        "contacts": 3,
        "sentences": 1,
        "follow_ups": 0,
        "replies": 1,
        "customers": 1,
        "cases": 1,
        "ratings": 0,
        "activity": 0,
        "mails": 0,
        "drafts": 1,
        "copies": 0,
        "searches": 0,
        "worksheets": 0,
    }
    assert "1-order-4411-late.eml" in ran.stderr
    left = b"".join(path.read_bytes().lower() for path in private.rglob("*") if path.is_file())
    for word in (b"ana.silva", b"hydrangeas", b"lemon tree", b"sunday off"):
        assert word not in left
    assert b"my money" in left
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 9


CANARY = "zanzibarfinch"
COPIES = (("out.csv", "export"), ("backup.sqlite", "backup"))


def test_nothing_of_a_forgotten_customer_is_left_in_the_desk(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    private, mail = acme / ".warmline", f"{CANARY}@mail.example"
    reading = open_records(private / "records.sqlite")
    said = Contact(dt.date(2026, 9, 4), text=f"{CANARY} wrote")
    one = Customer(id=f"c-{CANARY}", name=CANARY, email=mail, fields=MappingProxyType({"k": CANARY}), history=(said,))
    reading.import_customers([one, *(Customer(id=f"c-{n}", name="x" * 900) for n in range(50))])
    sent = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    for case in ("aaaa11", "bbbb22"):
        promise = (Promised(f"{CANARY} hears from us", sent),)
        text = f"Dear {CANARY}" + " word" * 3_000
        reading.keep_reply(
            SentReply(
                case, one.id, sent, "email", "Robin", text, sentences=(CANARY,), follow_ups=promise, message=CANARY
            )
        )
    reading.claims.take("aaaa11", f"for {CANARY}", sent)
    reading.close()
    drafts = Drafts(private / "drafts")
    drafts.save(KeptDraft("aaaa11", CANARY, "", CANARY, Draft(CANARY)))
    drafts.save(KeptDraft("cccc33", CANARY, one.id, CANARY, Draft(CANARY)))
    (private / "drafts" / "x.damaged").write_text(f'{{"customer_id": "{one.id}"')
    copies = tmp_path / "state" / "replies"
    copies.mkdir(parents=True)
    (copies / "reply-hello-aaaa11.txt").write_text(CANARY)
    (acme / "inbox" / "9.eml").write_text(f"From: {mail}\nSubject: Hi\n\nHello\n")
    warmline("customers", "export", "out.csv", folder=acme)
    warmline("backup", "backup.sqlite", folder=acme)
    ran = warmline("customers", "forget", mail, folder=acme)
    assert ran.stderr.splitlines() == [
        (
            "Removed: 1 customer, 5 contacts, 2 replies, 1 sentence, 2 follow-ups, 3 drafts, 1 copy of a reply, "
            "2 case records."
        ),
        "Left, because they are files of yours: inbox/9.eml, "
        + ", ".join(f"{acme / name} ({kind} of 2026-11-21)" for name, kind in COPIES)
        + ".",
    ]
    for name in ("inbox/9.eml", *(name for name, _kind in COPIES)):
        (acme / name).unlink()
    holding = [
        path
        for path in [*acme.rglob("*"), *copies.rglob("*")]
        if path.is_file() and CANARY.encode() in path.read_bytes()
    ]
    assert holding == []


def test_forgetting_a_customer_clears_what_the_inbox_remembered_of_them(
    tmp_path: Path, acme: Path, warmline: Warmline
) -> None:
    customer = json.loads(warmline("inbox", "--json", folder=acme).stdout)[0]["customer"]
    [kept] = (tmp_path / "cache").rglob("inbox.json")
    address = json.loads(warmline("customers", "show", "--json", customer, folder=acme).stdout)["email"]
    assert (address in kept.read_text(), kept.stat().st_mode & 0o777) == (True, 0o600)
    warmline("customers", "forget", customer, folder=acme)
    assert address not in kept.read_text()
