"""What was answered before: replies to messages like this one, from the records, and gone with their customer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer.cases.customer import Customer
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.earlier import answered_before, replies_about
from composer.desk.forget import forget_person
from composer.records.sent_reply import SentReply
from tests.desks.conftest import Warmline

ASKED = b"Subject: frost\n\nMay the fig tree stay on the balcony in frost, or does it need a fleece?\n"
SENT = (
    (
        "fig",
        "ana",
        "Does my fig tree survive frost on the balcony?",
        "Yes, wrap its pot in fleece before the frost.",
    ),
    ("invoice", "ana", "Where is the invoice?", "Your invoice is attached."),
    (
        "olive",
        "",
        "",
        "Your olive tree wants light, a stair and little water; keep it from frost, unlike a fig.",
    ),
)


@pytest.fixture
def desk(acme: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(acme, Surroundings(dt.date(2026, 11, 21), tmp_path / "cache", tmp_path / "config"))
    opened.records.import_customers([Customer("ana", "Ana Vidal", "ana@example.com")])
    for day, (case, customer, message, text) in enumerate(SENT, 1):
        sent = SentReply(case, customer, dt.datetime(2026, 3, day), "email", "Robin", text, message=message)  # noqa: DTZ001  UTC
        opened.records.keep_reply(sent)
    yield opened
    opened.close()


def test_replies_to_messages_like_this_one_are_found(desk: Desk) -> None:
    found = answered_before(desk, desk.case_for(ASKED, "frost.eml"))
    assert found[0].reply.case_id == "fig"
    assert found[0].reply.message == "Does my fig tree survive frost on the balcony?"
    assert answered_before(desk, desk.case_for(b"Do you sell gift cards?\n", "cards.txt")) == []


def test_a_reply_to_the_same_case_is_no_earlier_one(desk: Desk) -> None:
    case = desk.case_for(ASKED, "frost.eml")
    on = dt.datetime(2026, 3, 9)  # noqa: DTZ001  UTC
    desk.records.keep_reply(SentReply(case.id, "", on, "email", "", "A fig tree in frost: fleece."))
    assert case.id not in [one.reply.case_id for one in answered_before(desk, case)]


def test_they_are_forgotten_with_the_customer(desk: Desk) -> None:
    forget_person(desk, "ana")
    assert "fig" not in [one.reply.case_id for one in answered_before(desk, desk.case_for(ASKED, "frost.eml"))]


def test_a_single_word_finds_replies_and_the_messages_that_they_answered(desk: Desk) -> None:
    assert [one.reply.case_id for one in replies_about(desk, "balcony")] == ["fig"]
    assert [one.reply.case_id for one in replies_about(desk, "invoice attached")] == ["invoice"]
    assert replies_about(desk, "zeppelin") == []


def test_read_and_search_show_them(desk: Desk, warmline: Warmline) -> None:
    desk.close()
    ran = warmline("read", "-", "--desk", str(desk.root), stdin=ASKED)
    assert "Before    2026-03-01 Yes, wrap its pot in fleece before the frost.  case fig" in ran.stdout
    found = json.loads(warmline("read", "-", "--json", "--desk", str(desk.root), stdin=ASKED).stdout)
    first = found["answered_before"][0]
    assert (first["case"], first["customer"], first["sent"]) == ("fig", "ana", "2026-03-01T00:00:00Z")
    assert first["text"] == "Yes, wrap its pot in fleece before the frost."
    ran = warmline("search", "stair", "--replies", "--desk", str(desk.root))
    assert ran.stdout.splitlines()[-2:] == [
        "2026-03-03  case olive",
        "    Your olive tree wants light, a stair and little water; keep it from frost, unlike a fig.",
    ]
