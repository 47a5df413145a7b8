"""When a message came, when it was answered and what became of it is kept, and is never guessed."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from composer.cases.customer import Customer
from composer.cases.follow_up import Promised
from composer.cases.step import Outcome
from composer.desk.desk import Surroundings, open_desk
from composer.desk.open_case import begin_record, start_answering
from composer.desk.send import HeldReply
from composer.records.cases import Opened
from composer.records.open_records import open_records
from composer.records.records import Records
from composer.records.sent_reply import SentReply
from composer.records.tables import activity, cases, contacts, follow_ups, ratings
from tests.desks.test_records_are_migrated import SCHEMAS, write_old

Warmline = Callable[..., "subprocess.CompletedProcess[str]"]
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
BERLIN = dt.timezone(dt.timedelta(hours=1))


def at(*moment: int) -> dt.datetime:
    """A moment of November 2026 as the records keep it."""
    day, hour, minute, second = (*moment, 0, 0)[:4]
    return dt.datetime(2026, 11, day, hour, minute, second, tzinfo=dt.UTC).replace(tzinfo=None)


def row_of(records: Records, case: str) -> dict[str, object]:
    with records.engine.connect() as connection:
        return dict(connection.execute(sa.select(cases).where(cases.c.case_id == case)).mappings().one())


def sent(case: str, at: dt.datetime, outcome: str, opened: Opened | None = None, customer: str = "") -> SentReply:
    return SentReply(case, customer, at, "email", "Robin", "Hello.", outcome=outcome, opened=opened)


def test_a_case_begins_when_it_is_opened_and_goes_on_with_each_reply(records: Records) -> None:
    came = dt.datetime(2026, 11, 20, 18, 30, 5, tzinfo=BERLIN)
    opened = Opened("a", "", "email", "en", "delivery", "upset", struggle=True, issues=2, received=came)
    records.note_opened(opened, NOW)
    records.note_opened(opened, NOW + dt.timedelta(hours=1))
    first = row_of(records, "a")
    assert (first["received_at"], first["zone"]) == (at(20, 17, 30, 5), "+0100")
    assert (first["replies"], first["first_reply_at"], first["outcome"]) == (0, None, None)
    records.keep_reply(sent("a", NOW, "pending", opened))
    records.keep_reply(sent("a", NOW + dt.timedelta(hours=2), "solved", opened))
    done = row_of(records, "a")
    assert (done["first_reply_at"], done["last_reply_at"], done["solved_at"]) == (
        at(21, 9),
        at(21, 11),
        at(21, 11),
    )
    assert (done["replies"], done["outcome"], done["struggle"], done["issues"]) == (2, "solved", True, 2)


def test_a_message_that_goes_on_with_a_closed_case_opens_it_again(records: Records) -> None:
    records.keep_reply(sent("a", NOW, "solved", Opened("a")))
    for number, earlier in (("b", ("a",)), ("c", ("x", "b", "a"))):
        records.note_opened(Opened(number, earlier=earlier), NOW)
        records.note_opened(Opened(number, earlier=earlier), NOW)
    first = row_of(records, "a")
    # The third message came while the second was open.
    assert (first["inbound"], first["reopened"]) == (3, 1)
    assert [row_of(records, one)["thread"] for one in "abc"] == ["", "a", "a"]


def test_when_a_promise_was_settled_is_kept(records: Records) -> None:
    for case in ("a", "b"):
        promise = (Promised("I will write.", NOW + dt.timedelta(days=2)),)
        records.keep_reply(SentReply(case, "", NOW, "email", "Robin", "Hello.", follow_ups=promise))
    one = records.follow_ups.open()[0]
    done = records.follow_ups.done(one.id, "called", NOW.astimezone(BERLIN))
    records.keep_reply(SentReply("b", "", NOW + dt.timedelta(hours=1), "email", "Robin", "Yes.", why_settled="said so"))
    with records.engine.connect() as connection:
        query = sa.select(follow_ups.c.settled_at).order_by(follow_ups.c.id)
        assert connection.execute(query).scalars().all() == [at(21, 9), at(21, 10)]
        records.follow_ups.take_back(done, one)
    with records.engine.connect() as connection:
        assert connection.execute(query).scalars().all() == [None, at(21, 10)]


def test_no_message_came_after_it_was_read_and_none_without_a_date_has_one(records: Records) -> None:
    records.note_opened(Opened("a", received=NOW + dt.timedelta(hours=5)), NOW)
    records.note_opened(Opened("b"), NOW)
    assert [row_of(records, one)["received_at"] for one in "ab"] == [at(21, 9), None]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_cases_of_earlier_records_have_no_moments(place: Path | str, schema: Path) -> None:
    write_old(place, schema)
    records = open_records(place)
    old = row_of(records, "a1b2c3")
    assert {name: value for name, value in old.items() if name.endswith("_at")} == {
        "received_at": None,
        "first_reply_at": None,
        "last_reply_at": None,
        "solved_at": None,
    }
    assert (old["replies"], old["outcome"], old["customer_id"], old["channel"]) == (1, None, "c-1", "chat")
    records.close()


def test_the_first_reply_of_an_earlier_case_stays_unknown(tmp_path: Path) -> None:
    write_old(tmp_path / "records.sqlite", SCHEMAS[-1])
    records = open_records(tmp_path / "records.sqlite")
    records.keep_reply(sent("a1b2c3", NOW, "solved"))
    row = row_of(records, "a1b2c3")
    assert (row["first_reply_at"], row["last_reply_at"], row["replies"]) == (None, at(21, 9), 2)
    records.close()


def test_a_sample_mail_is_kept_as_its_headers_say(acme: Path) -> None:
    desk = open_desk(acme, Surroundings(NOW.date(), acme.parent / "cache", acme.parent / "config"))
    one = start_answering(desk, desk.case_at(acme / "inbox" / "1-order-4411-late.eml"))
    begin_record(one, NOW)
    assert one.case.message.received is not None
    one.set_outcome(Outcome.SOLVED)
    HeldReply(one, (), "", NOW).record(desk, NOW)
    row = row_of(desk.records, one.case.id)
    assert row["received_at"] == one.case.message.received.astimezone(dt.UTC).replace(tzinfo=None)
    assert (row["topic"], row["language"], row["solved_at"]) == ("delivery", "en", at(21, 9))
    undated = acme / "inbox" / "undated.eml"
    undated.write_text("From: Ana <ana@mail.example>\nSubject: Pot\n\nWhere is my pot?\n", "utf-8")
    other = start_answering(desk, desk.case_at(undated))
    begin_record(other, NOW)
    assert (other.case.message.by_file, row_of(desk.records, other.case.id)["received_at"]) == (True, None)
    desk.close()


def test_a_conversation_is_known_by_the_mails_that_it_names(acme: Path) -> None:
    desk = open_desk(acme, Surroundings(NOW.date(), acme.parent / "cache", acme.parent / "config"))
    mail = "From: Ana <ana@mail.example>\nMessage-ID: <{}@mail.example>\n{}Subject: Pot\n\nWhere is my pot?\n"
    for name, references in (("one", ""), ("two", "References: <one@mail.example>\n <ours@shop.example>\n")):
        case = desk.case_for(mail.format(name, references).encode(), name)
        begin_record(start_answering(desk, case), NOW)
    with desk.records.engine.connect() as connection:
        rows = connection.execute(sa.select(cases.c.case_id, cases.c.thread, cases.c.inbound)).all()
    first = next(row for row in rows if not row.thread)
    assert sorted((row.thread, row.inbound) for row in rows) == [("", 2), (first.case_id, 1)]
    desk.close()


def test_forgetting_takes_cases_ratings_and_activity_along(either: Path, warmline: Warmline) -> None:
    desk = open_desk(either, Surroundings(NOW.date(), either.parent / "cache", either.parent / "config"))
    records = desk.records
    records.import_customers([Customer(id="c-77", name="Nora Quillfeather", email="nora.q@mail.example")])
    records.keep_reply(sent("aaaa11", NOW, "solved", Opened("aaaa11", "c-77"), "c-77"))
    records.keep_reply(sent("bbbb22", NOW, "solved", Opened("bbbb22"), ""))
    scale = {"source": "shop", "kind": "csat", "low": 1, "high": 5, "value": 5}

    def rated(number: str, **values: object) -> dict[str, object]:
        return scale | {"source_id": number, "customer_id": "", "sender": "", "comment": ""} | values

    with records.engine.begin() as connection:
        rows = [
            rated("1", customer_id="c-77"),
            rated("2", sender="nora.q@mail.example"),
            rated("3", comment="Nora Quillfeather was here"),
            rated("4", comment="All is well"),
        ]
        connection.execute(sa.insert(ratings), rows)
        connection.execute(sa.insert(activity), [{"customer_id": "c-77", "on": NOW.date(), "kind": "order"}])
    desk.close()
    ran = warmline("customers", "forget", "c-77", "--json", folder=either)
    gone = json.loads(ran.stdout)
    assert {name: gone[name] for name in ("cases", "ratings", "activity")} == {"cases": 1, "ratings": 3, "activity": 1}
    if (either / ".warmline" / "records.sqlite").exists():
        left = b"".join(path.read_bytes() for path in (either / ".warmline").glob("records.sqlite*"))
        assert [word for word in (b"c-77", b"nora.q", b"Quillfeather") if word.lower() in left.lower()] == []
        records = open_records(either / ".warmline" / "records.sqlite")
        with records.engine.connect() as connection:
            kept = [connection.execute(sa.select(table)).all() for table in (ratings, activity, contacts)]
        assert (len(kept[0]), kept[1]) == (1, [])
        records.close()
