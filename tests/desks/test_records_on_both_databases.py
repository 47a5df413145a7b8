"""What records do, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from composer.cases.customer import Contact, Customer
from composer.cases.follow_up import FollowUpState, Promised
from composer.errors import CustomerGone, FollowUpChanged, FollowUpSettled, NoSuchCustomer, NoSuchFollowUp, PromiseOpen
from composer.records.customers import Imported
from composer.records.open_records import open_records
from composer.records.records import Records
from composer.records.sent_reply import SentReply
from tests.conftest import PATIENCE

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
ANA = Customer(id="c-1", name="Ana Silva", email="Ana@Mail.example", company="Roof Gardens")
BERLIN = ZoneInfo("Europe/Berlin")


def reply(case: str = "a", customer: str = "c-1", text: str = "I sent it.", **more: Any) -> SentReply:
    return SentReply(case, customer, NOW, "email", "Robin", text, **more)


def promised(days: int, text: str = "I will write to you.") -> Promised:
    return Promised(text, dt.datetime(2026, 11, 21 + days, 18, tzinfo=BERLIN))


def test_a_customer_is_found_by_id_and_by_address_in_any_case(records: Records) -> None:
    records.import_customers([ANA])
    found = [records.find_customer(wanted) for wanted in ("c-1", " ANA@Mail.example ", "", "c-2")]
    assert [one.name if one else None for one in found] == ["Ana Silva", "Ana Silva", None, None]
    with pytest.raises(NoSuchCustomer, match="Did you mean c-1"):
        records.get_customer("c-11")


def test_customers_are_found_by_parts_of_what_we_know(records: Records) -> None:
    records.import_customers(
        [
            ANA,
            Customer(id="c-2", name="Ömer Kaya", email="o@kaya.example"),
            Customer(id="c-3", name="Mei Tanaka", company="Roof Gardens"),
            Customer(id="c-4", name="山田 太郎"),
        ]
    )
    for words, found in {
        "": ["c-1", "c-2", "c-3", "c-4"],
        "sil": ["c-1"],
        "ana roof": ["c-1"],
        "roof gardens": ["c-1", "c-3"],
        "OMER": ["c-2"],
        "Ömer": ["c-2"],
        "kaya.example": ["c-2"],
        "o@kaya.example": ["c-2"],
        "ilva": ["c-1"],
        "oof ilva": ["c-1"],
        "ilva kaya": [],
        "100%": [],
        "山": ["c-4"],
        "nobody": [],
    }.items():
        assert (words, sorted(one.id for one in records.list_customers(words))) == (words, found)


def test_without_words_the_first_ids_are_listed_by_name(records: Records) -> None:
    records.import_customers([Customer("c-3", "Ana"), Customer("c-1", "ömer"), Customer("c-2", "Bob")])
    assert [one.id for one in records.list_customers("", 2)] == ["c-2", "c-1"]
    assert [one.id for one in records.list_customers(" ", 3)] == ["c-3", "c-2", "c-1"]


def test_what_changed_of_a_customer_is_found_by_its_new_words_alone(records: Records) -> None:
    records.import_customers([ANA])
    done = records.import_customers([Customer(id="c-1", name="Ana Costa", fields=MappingProxyType({"garden": "roof"}))])
    assert done == Imported(0, 1, 0, 0)
    assert [records.list_customers(words) != [] for words in ("costa", "silva")] == [True, False]
    assert dict(records.get_customer("c-1").fields) == {"garden": "roof"}


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(records: Records) -> None:
    records.import_customers([ANA, Customer(id="c-2")])
    incoming = [ANA, Customer(id="c-2", name="Bob"), Customer(id="c-3", history=(Contact(dt.date(2026, 9, 4)),))]
    assert records.import_customers(incoming, dry_run=True) == Imported(1, 1, 1, 1)
    assert sorted((one.id, one.name) for one in records.list_customers()) == [("c-1", "Ana Silva"), ("c-2", "")]
    assert records.import_customers(incoming) == Imported(1, 1, 1, 1)


def test_contacts_are_added_once_and_come_newest_first(records: Records) -> None:
    old, new = Contact(dt.date(2026, 9, 4), topic="delivery", tone="upset"), Contact(dt.date(2026, 11, 1), text="Hi")
    done = [
        records.import_customers([Customer(id="c-1", history=history)])
        for history in ((old,), (old, old), (new, old), (new,))
    ]
    assert done == [Imported(1, 0, 0, 1), Imported(0, 0, 1, 0), Imported(0, 0, 1, 1), Imported(0, 0, 1, 0)]
    assert records.get_customer("c-1").history == (new, old)


def test_a_reply_joins_the_history_with_the_message_it_answers(records: Records) -> None:
    records.import_customers([ANA])
    wrote: dict[str, Any] = {
        "topic": "delivery",
        "message": "Where is it?",
        "tone": "worried",
        "received_on": dt.date(2026, 11, 20),
    }
    records.keep_reply(reply(text="I ask the carrier.", sentences=("i ask the carrier",), **wrote))
    records.keep_reply(reply(text="It is on its way.", sentences=("i ask the carrier", "on its way"), **wrote))
    found = records.get_customer("c-1")
    assert [(one.on.day, one.direction, one.text, one.tone) for one in found.history] == [
        (21, "out", "It is on its way.", ""),
        (21, "out", "I ask the carrier.", ""),
        (20, "in", "Where is it?", "worried"),
    ]
    assert records.sentences_had("c-1") == {"i ask the carrier", "on its way"}
    assert len(found.contacts_about(("delivery",))) == 1


def test_a_clock_that_went_back_loses_no_reply(records: Records) -> None:
    records.import_customers([ANA])
    for hours in (0, -30, 1):
        records.keep_reply(SentReply("a", "c-1", NOW + dt.timedelta(hours=hours), "email", "Robin", f"{hours}"))
    assert [one.text for one in records.get_customer("c-1").history] == ["1", "0", "-30"]


def test_a_reply_to_somebody_we_do_not_know_is_kept_by_its_case(records: Records) -> None:
    records.keep_reply(reply("a", ""))
    assert [sorted(records.answered_cases(among)) for among in (None, ["b"])] == [["a"], []]
    with pytest.raises(CustomerGone):
        records.keep_reply(reply("b", "c-9"))
    assert records.answered_cases(["a", "b"]) == {"a"}


def test_numbers_of_cards_are_masked_before_anything_is_kept(records: Records) -> None:
    card = "4111 1111 1111 1111"
    records.import_customers([Customer(id="c-1", history=(Contact(dt.date(2026, 9, 4), text=f"Take {card}"),))])
    again = records.import_customers([Customer(id="c-1", history=(Contact(dt.date(2026, 9, 4), text=f"Take {card}"),))])
    records.keep_reply(reply(text=f"Not {card}!", message=f"It is {card}", follow_ups=(promised(1, f"I use {card}."),)))
    texts = [one.text for one in records.get_customer("c-1").history] + [records.follow_ups.open()[0].text]
    assert again == Imported(0, 0, 1, 0)
    assert texts == [f"{before} •••• •••• •••• 1111{after}" for before, after in (
        ("Not", "!"), ("It is", ""), ("Take", ""), ("I use", ".")
    )]  # fmt: skip


def test_promises_are_kept_with_their_time_zone_until_they_are_done(records: Records) -> None:
    offset = dt.timezone(dt.timedelta(hours=-3, minutes=-30))
    records.import_customers([ANA])
    odd = Promised("I call you.", dt.datetime(2026, 11, 22, 8, tzinfo=offset))
    records.keep_reply(reply(follow_ups=(promised(3), odd)))
    first, second = records.follow_ups.open()
    assert (first.text, first.due, first.due.utcoffset()) == ("I call you.", odd.due, offset.utcoffset(None))
    assert (second.due, str(second.due.tzinfo), second.agent) == (promised(3).due, "Europe/Berlin", "Robin")
    later = records.follow_ups.later(second.id, promised(9).due, "the carrier asks for time")
    assert (later.state, later.reason, later.due) == (FollowUpState.LATER, "the carrier asks for time", promised(9).due)
    records.follow_ups.done(first.id, "called")
    assert [one.id for one in records.follow_ups.open()] == [second.id]
    with pytest.raises(FollowUpSettled, match=f"Follow-up {first.id} is done already: called."):
        records.follow_ups.done(first.id)
    with pytest.raises(NoSuchFollowUp):
        records.follow_ups.later(999, promised(9).due, "no")


def test_every_reason_is_kept_and_a_change_is_taken_back_unless_another_one_was_made(records: Records) -> None:
    records.import_customers([ANA])
    records.keep_reply(reply(follow_ups=(promised(3),)))
    records.follow_ups.later(1, promised(5).due, "the carrier is closed")
    before = records.follow_ups.later(1, promised(9).due, "still closed")
    assert before.reasons == ("still closed", "the carrier is closed")
    done = records.follow_ups.done(1)
    assert (done.reason, done.reasons[1:]) == ("", before.reasons)
    records.follow_ups.take_back(done, before)
    assert records.follow_ups.open() == [before]
    assert records.get_customer("c-1").promised == (before,)
    with pytest.raises(FollowUpChanged, match="Follow-up 1 was changed again meanwhile"):
        records.follow_ups.take_back(done, before)
    records.keep_reply(reply(text="Here it is.", why_settled="kept"))
    assert records.follow_ups.get(1).reasons == ("kept", *before.reasons)
    assert [one.text for one in records.replies_to("a")] == ["Here it is.", "I sent it."]


def test_a_case_with_an_open_promise_is_not_closed_without_saying_why(records: Records) -> None:
    records.import_customers([ANA])
    records.keep_reply(reply(follow_ups=(promised(3),)))
    with pytest.raises(PromiseOpen):
        records.keep_reply(reply(text="All is well.", closes=True))
    assert len(records.get_customer("c-1").history) == 1
    records.keep_reply(reply("b", closes=True))
    records.keep_reply(reply(text="All is well.", closes=True, why_settled="it arrived", follow_ups=(promised(5),)))
    assert [(one.id, one.due) for one in records.follow_ups.open("a")] == [(2, promised(5).due)]
    assert records.follow_ups.get(1).reason == "it arrived"


def take_at_once(place: Path | str, agent: str, start: object, told: object) -> None:
    records = open_records(place)
    start.wait()  # type: ignore[attr-defined]  # a barrier
    told.put((agent, records.claims.take("case", agent, NOW).agent))  # type: ignore[attr-defined]  # a queue
    records.close()


def test_of_many_agents_who_take_a_case_at_once_one_gets_it(place: Path | str) -> None:
    open_records(place).close()
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(8), fork.Queue()
    agents = [fork.Process(target=take_at_once, args=(place, f"agent {n}", start, told)) for n in range(8)]
    for agent in agents:
        agent.start()
    heard = [told.get(timeout=PATIENCE) for _agent in agents]
    for agent in agents:
        agent.join()
    holders = {holder for _asker, holder in heard}
    assert len(holders) == 1
    assert sum(asker == holder for asker, holder in heard) == 1
    assert len(heard) == 8


def test_a_case_is_given_back_or_taken_over_with_a_reason(records: Records) -> None:
    claims = records.claims
    first = claims.take("a", "Robin", NOW)
    assert claims.take("a", "Maya", NOW + dt.timedelta(days=30)) == first
    claims.release("a", "Maya")
    assert claims.find("a") == first
    over = claims.take_over(first, "Maya", NOW, "Robin is on holiday")
    assert (over.agent, over.reason) == ("Maya", "Robin is on holiday")
    assert claims.take_over(first, "Tom", NOW, "me too").agent == "Maya"
    claims.release("a", "Maya")
    assert claims.find("a") is None
    claims.take("a", "Tom", NOW)
    records.keep_reply(reply("a", ""))
    assert claims.all() == []


def test_forgetting_removes_every_row(records: Records) -> None:
    records.import_customers([ANA, Customer(id="c-2", name="Bob")])
    records.keep_reply(reply(sentences=("one", "two"), follow_ups=(promised(1),), message="Where is it?"))
    records.keep_reply(reply("b", "c-2", sentences=("one",)))
    gone = records.forget_customer("c-1")
    kinds = ("contacts", "sentences", "follow_ups", "replies", "customers", "cases", "ratings", "activity", "mails")
    assert gone == dict(zip(kinds, (2, 2, 1, 1, 1, 1, 0, 0, 0), strict=True))
    assert (records.find_customer("c-1"), records.list_customers("ana"), records.follow_ups.open()) == (None, [], [])
    assert [*records.answered_cases(), *records.sentences_had("c-2")] == ["b", "one"]
