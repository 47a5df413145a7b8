"""Customers from a CSV file: all of it or nothing, the same twice changes nothing, and forgetting is forgetting."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.customer import Contact
from composer.errors import BadImport
from composer.exchange.customer_file import load_customers, parse_customers
from composer.records.drafts import Drafts, KeptDraft
from composer.records.opening import open_records
from composer.records.records import SentReply
from composer.writing.draft import Draft

Warmline = Callable[..., subprocess.CompletedProcess[str]]
ROWS = "id,name,email,garden,contact_on,contact_topic\nc-1,Ana Silva,Ana@Mail.example,roof,2026-09-04,Delivery\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_comes_in_however_it_was_saved(tmp_path: Path, delimiter: str, encoding: str, line_end: str) -> None:
    path = tmp_path / "customers.csv"
    text = ROWS.replace("Ana Silva", "Zoë Silva").replace(",", delimiter).replace("\n", line_end)
    path.write_bytes(text.encode(encoding))
    [customer] = load_customers(path)
    assert (customer.id, customer.name, customer.email) == ("c-1", "Zoë Silva", "ana@mail.example")
    assert dict(customer.fields) == {"garden": "roof"}
    assert customer.history == (Contact(dt.date(2026, 9, 4), topic="delivery"),)


def test_contacts_of_one_customer_are_gathered_newest_first() -> None:
    text = ROWS + "c-1,Ana Silva,Ana@Mail.example,roof,2026-11-01,payment\n\n"
    [customer] = parse_customers(text, "a.csv")
    assert [contact.topic for contact in customer.history] == ["payment", "delivery"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: a column 'id' or 'email' is needed; found nothing"),
        ("name,e-mail\nAna,a@b.example\n", "line 1: a column 'id' or 'email' is needed (did you mean 'e-mail'?)"),
        ("id,id\n1,2\n", "line 1: the column 'id' stands here twice"),
        ("id,name\nc-1,Ana,more\n", "line 2: "),
        ("id,email\n,\n,x\nc-2,a@b@c\n", "line 3: 'x' is no e-mail address"),
        ("email\nnobody\n", "line 2: 'nobody' is no e-mail address"),
        ("id,name\n,Ana\n", "line 2: neither an id nor an e-mail address"),
        ("id,contact_on\nc-1,4.9.2026\n", "line 2: '4.9.2026' is no day; write YYYY-MM-DD"),
        ("id,contact_on,contact_channel\nc-1,2026-09-04,fax\n", "line 2: contact_channel is email, chat, social"),
        ("id,name\nc-1,Ana\nc-1,Bob\n", "line 3: the customer 'c-1' stands above with other values"),
        ("id,name\nc-1," + "x" * 200_000 + "\n", "this is not CSV: field larger than field limit (131072)"),
    ],
)
def test_every_faulty_line_is_named(text: str, fault: str) -> None:
    with pytest.raises(BadImport) as found:
        parse_customers(text, "a.csv")
    first, *faults = str(found.value).split("\n")
    assert first == "a.csv was not imported, and nothing was changed:"
    assert any(fault in line for line in faults)


def test_one_faulty_line_keeps_the_whole_file_out(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("id,email\nc-9,new@mail.example\nc-10,wrong\n", encoding="utf-8")
    ran = warmline("customers", "import", "../new.csv", folder=acme)
    assert (ran.returncode, ran.stdout) == (10, "")
    assert ran.stderr == (
        "../new.csv was not imported, and nothing was changed:\nline 3: 'wrong' is no e-mail address\n"
    )
    assert "c-9" not in warmline("customers", "list", folder=acme).stdout


def test_the_same_file_twice_changes_nothing(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(ROWS, encoding="utf-8")
    first = warmline("customers", "import", "../new.csv", "--json", folder=acme)
    again = warmline("customers", "import", "../new.csv", "--json", folder=acme)
    assert json.loads(first.stdout) == {"created": 1, "updated": 0, "unchanged": 0, "contacts": 1}
    assert json.loads(again.stdout) == {"created": 0, "updated": 0, "unchanged": 1, "contacts": 0}


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
        "drafts": 1,
    }
    assert "1-order-4411-late.eml" in ran.stderr
    left = b"".join(path.read_bytes().lower() for path in private.rglob("*") if path.is_file())
    for word in (b"ana.silva", b"hydrangeas", b"lemon tree", b"sunday off"):
        assert word not in left
    assert b"my money" in left
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 9
