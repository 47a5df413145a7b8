"""A customer whose record is damaged is named, is read as far as it goes, and stops nobody else."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.cases.customer import Active, Contact, Customer
from composer.cases.follow_up import Promised, when_due
from composer.cases.outgoing import Fate, Outgoing
from composer.cases.rating import Rating, RatingKind, Scale
from composer.records.earlier import earlier_replies
from composer.records.open_records import open_records
from composer.records.outcomes import load_outcomes, load_used
from composer.records.records import Records
from composer.records.sent_reply import SentReply

Warmline = Callable[..., subprocess.CompletedProcess[str]]
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def damage(desk: Path, statement: str) -> None:
    """Change the records as no Warmline would."""
    connection = sqlite3.connect(desk / ".warmline" / "records.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "lost"),
    [
        ("UPDATE customers SET fields = '{' WHERE id = 'c-1001'", "the team's own fields"),
        ("UPDATE customers SET fields = '[1, 2]' WHERE id = 'c-1001'", "the team's own fields"),
        ("UPDATE contacts SET \"on\" = '2026-99-99' WHERE customer_id = 'c-1001'", "2 contacts"),
    ],
)
def test_a_damaged_customer_is_named_and_stops_nobody(
    warmline: Warmline, acme: Path, statement: str, lost: str, tmp_path: Path
) -> None:
    whole = json.loads(warmline("customers", "list", "--json", folder=acme).stdout)
    damage(acme, statement)
    said = f"The record of customer 'c-1001' is damaged: {lost} cannot be read and left out here.\n"
    shown = warmline("customers", "show", "c-1001", folder=acme)
    assert (shown.returncode, shown.stderr) == (1, said)
    assert shown.stdout.startswith("Ana Silva, Pro, since 2021")
    everyone = warmline("customers", "list", "--json", folder=acme)
    assert [one["id"] for one in json.loads(everyone.stdout)] == [one["id"] for one in whole]
    exported = warmline("customers", "export", str(tmp_path / "all.csv"), folder=acme)
    assert (exported.returncode, said in exported.stderr) == (1, True)
    doctor = warmline("doctor", folder=acme)
    assert f"the record of customer 'c-1001' is damaged: {lost}" in doctor.stdout + doctor.stderr
    assert "Ana Silva" in warmline("inbox", folder=acme).stdout
    assert warmline("read", "inbox/1-order-4411-late.eml", folder=acme).returncode == 0


def test_an_import_mends_a_damaged_record(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    copy = tmp_path / "all.csv"
    warmline("customers", "export", str(copy), folder=acme)
    damage(acme, "UPDATE customers SET fields = '{' WHERE id = 'c-1001'")
    assert warmline("customers", "import", str(copy), folder=acme).returncode == 0
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 0


GARBAGE = ("'garbage'", "x'ff00fe'", "CAST(x'ff00fe' AS TEXT)", "9e99", "'2026-99-99 00:00:00'", "'{'")
OF_A_CASE = ("follow_ups", "replies", "outbox", "claims", "cases", "ratings", "activity", "contacts", "customers")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records in which every table has a row."""
    path = tmp_path_factory.mktemp("kept") / "records.sqlite"
    records = open_records(path)
    contact = Contact(NOW.date(), text="Where is it?")
    records.import_customers([Customer("c-1", "Ana Silva", email="ana@mail.example", history=(contact,))])
    promised = (Promised("I will write on Friday.", NOW), Promised("I will call.", NOW))
    reply = SentReply(
        "case1", "c-1", NOW, "email", "Robin", "Hello", ("a/1",), ("late",), ("x: y",), follow_ups=promised
    )
    mail = Outgoing("1" * 32, "case1", "c-1", "me", "send", "<a@b>", "ana@mail.example", "Re: Late", b"Hello")
    records.keep_reply(reply, mail)
    records.claims.take("case2", "Robin", NOW)
    records.import_ratings([Rating("file", "1", Scale(RatingKind.CSAT, 1, 5), 5.0, NOW, "case1")])
    records.import_activity([Active("c-1", NOW.date(), "visit")])
    records.close()
    return path


def everything(records: Records) -> list[object]:
    """What every list and figure reads of the records."""
    promises = records.follow_ups.open()
    return [
        [(when_due(one.due, NOW), one.text) for one in promises],
        [records.follow_ups.get(one.id) for one in promises],
        [*records.outbox.left(), *records.outbox.of_case("case1"), *records.outbox.to_do("me")],
        [f"{one.since:%Y}" for one in records.claims.all()],
        [f"{one.sent_at:%Y}" for one in records.replies_to("case1")],
        records.recent_phrases(),
        load_outcomes(records.store),
        load_used(records.store),
        records.store.read(lambda connection: earlier_replies(connection, 10)),
        records.all_customers(),
        records.list_customers("ana"),
        records.mentions(Customer("c-1", "Ana Silva", email="ana@mail.example")),
        records.damaged_rows(),
    ]


@pytest.mark.parametrize("table", OF_A_CASE)
def test_a_damaged_value_of_any_column_stops_no_list(kept: Path, tmp_path: Path, table: str) -> None:
    path = tmp_path / "records.sqlite"
    shutil.copy(kept, path)
    records = open_records(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        info = connection.execute(f"PRAGMA table_info({table})").fetchall()
        columns = [row[1] for row in info if row[1] != "id" or row[2] != "INTEGER"]
        for number, column in enumerate(columns):
            garbage = GARBAGE[number % len(GARBAGE)]
            [(row, before)] = connection.execute(f'SELECT rowid, "{column}" FROM {table} LIMIT 1').fetchall()
            connection.execute(f'UPDATE {table} SET "{column}" = {garbage} WHERE rowid = ?', (row,))
            assert everything(records), (column, garbage)
            connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (before, row))
        connection.execute(f"UPDATE OR IGNORE {table} SET \"{columns[-1]}\" = x'ff'")
    assert records.forget_customer("c-1")["customers"] == 1
    records.close()


def test_a_damaged_promise_comes_first_and_says_so(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    shutil.copy(kept, path)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE follow_ups SET due = 'Friday', zone = '99999999', state = 'lost' WHERE id = 2")
        connection.execute("UPDATE outbox SET fate = 'lost'")
        connection.execute("UPDATE replies SET phrases = '{'")
    records = open_records(path)
    assert [(one.id, when_due(one.due, NOW)) for one in records.follow_ups.open()] == [
        (2, "no day can be read"),
        (1, "today, 09:00"),
    ]
    [mail] = records.outbox.left()
    assert (mail.fate, mail.needs_a_person) == (Fate.UNKNOWN, True)
    assert records.outbox.drop(mail, "damaged", NOW) is not None
    assert records.damaged_rows() == [
        "'state' of 1 promise cannot be read (first: 2)",
        "'due' of 1 promise cannot be read (first: 2)",
    ]
    records.close()


def test_doctor_names_damaged_rows(warmline: Warmline, acme: Path) -> None:
    damage(acme, "INSERT INTO claims VALUES ('case2', 'Robin', 'yesterday', '', NULL)")
    doctor = warmline("doctor", folder=acme)
    assert (doctor.returncode, "'since' of 1 taken case cannot be read (first: case2)" in doctor.stdout) == (1, True)
    assert warmline("inbox", folder=acme).returncode == 0
