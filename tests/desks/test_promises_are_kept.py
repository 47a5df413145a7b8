"""`warmline due`: what was promised, in words, as data and as a calendar."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from composer.cases.follow_up import Promised, stretch_of, when_due
from composer.desk.desk import Surroundings, open_desk
from composer.desk.follow_ups import background_of
from composer.desk.reopen import case_of_promise
from composer.desk.reply_context import supplies_for
from composer.errors import PromiseOpen
from composer.records.sent_reply import SentReply

Warmline = Callable[..., subprocess.CompletedProcess[str]]
BERLIN = ZoneInfo("Europe/Berlin")
LONG = "I will write to you; by Tuesday, as I said\\promised — " + "ä" * 80


@pytest.fixture
def promising(either: Path) -> Path:
    """The sample desk with three promises: one overdue, one for tomorrow, one for next year."""
    desk = open_desk(either, Surroundings(dt.date(2026, 11, 21), either.parent / "cache", either.parent / "config"))
    for case, customer, day, text in (
        ("a", "c-1001", dt.datetime(2027, 1, 4, 18, tzinfo=BERLIN), LONG),
        ("b", "c-1002", dt.datetime(2026, 11, 18, 18, tzinfo=BERLIN), "I will call you."),
        ("c", "", dt.datetime(2026, 11, 22, 12, tzinfo=BERLIN), "I will ask the carrier."),
    ):
        sent = dt.datetime(2026, 11, 17, 9, tzinfo=dt.UTC)
        promise = (Promised(text, day),)
        desk.records.keep_reply(SentReply(case, customer, sent, "email", "Robin", "Dear you", follow_ups=promise))
    desk.close()
    return either


@pytest.fixture(autouse=True)
def time_zone() -> Iterator[None]:
    """Berlin's, which has two times a year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


def test_a_clock_that_jumps_loses_no_promise_and_makes_none(
    warmline: Warmline, promising: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back by a day, on by ten years, and back again; a case that somebody took stays theirs."""
    around = Surroundings(dt.date(2026, 11, 21), promising.parent / "cache", promising.parent / "config")
    desk = open_desk(promising, around)
    desk.records.claims.take("a", "Mei", dt.datetime(2036, 11, 20, 9, tzinfo=dt.UTC))
    said = set()
    for day in ("2026-11-21", "2026-11-20", "2036-11-21", "2026-11-21"):
        monkeypatch.setenv("WARMLINE_TODAY", day)
        assert warmline("inbox", folder=promising).returncode == 0
        said.add(warmline("due", folder=promising).stderr)
        assert len(desk.records.follow_ups.open()) == 3
        assert [one.agent for one in desk.records.claims.all()] == ["Mei"]
    desk.records.claims.release("a", "Mei")
    assert desk.records.claims.take("a", "Robin", dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)).agent == "Robin"
    desk.close()
    assert said == {"3 follow-ups open, 1 overdue.\n", "3 follow-ups open, 3 overdue.\n"}


def test_the_overdue_comes_first_in_words(warmline: Warmline, promising: Path) -> None:
    ran = warmline("due", folder=promising)
    assert ran.stdout.splitlines() == [
        "   2  overdue by 3 days     Jonas Weber           I will call you.",
        "   3  tomorrow, 12:00       a customer we do not know  I will ask the carrier.",
        f"   1  in 44 days            Ana Silva             {LONG}",
    ]
    assert (ran.returncode, ran.stderr) == (0, "3 follow-ups open, 1 overdue.\n")
    data = json.loads(warmline("due", "--json", folder=promising).stdout)
    assert [(one["id"], one["due"], one["overdue"], one["customer"]) for one in data] == [
        (2, "2026-11-18T18:00:00+01:00", True, "c-1002"),
        (3, "2026-11-22T12:00:00+01:00", False, None),
        (1, "2027-01-04T18:00:00+01:00", False, "c-1001"),
    ]
    assert "3 open, 1 overdue (warmline due)" in warmline("doctor", folder=promising).stdout


def test_a_promise_is_done_or_put_off_with_a_reason(warmline: Warmline, promising: Path) -> None:
    done = warmline("due", "--done", "2", "called", "at", "noon", folder=promising)
    again = warmline("due", "--done", "2", folder=promising)
    later = warmline("due", "--later", "3", "+3", "the carrier is closed", folder=promising)
    assert (done.returncode, done.stderr) == (0, "Follow-up 2 is done.\n")
    assert (again.returncode, again.stderr) == (13, "Follow-up 2 is done already: called at noon.\n")
    assert (later.returncode, later.stderr) == (0, "Follow-up 3 is due Tuesday 2026-11-24 12:00.\n")
    listed = warmline("due", folder=promising).stdout
    assert listed.splitlines()[0].endswith("I will ask the carrier. (later: the carrier is closed)")
    assert "call you" not in listed


def test_a_change_that_is_not_said_well_changes_nothing(warmline: Warmline, promising: Path) -> None:
    for words, code, sentence in (
        (("--done", "two"), 2, "Nothing was changed: 'two' is no number of a follow-up; warmline due lists them.\n"),
        (("--done", "9"), 13, "There is no follow-up 9. See them with: warmline due.\n"),
        (("--later", "1", " ", "why"), 2, "Nothing was changed: ' ' is no day; write YYYY-MM-DD, or +2 for the day "),
        (("--later", "1", "+1", " "), 2, "Nothing was changed: say why it is later.\n"),
        (("--later", "1", "-1", "x"), 2, "Nothing was changed: 2026-11-20 is over; a promise needs a day to come.\n"),
    ):
        ran = warmline("due", *words, folder=promising)
        assert (ran.returncode, ran.stdout, ran.stderr[: len(sentence)]) == (code, "", sentence)
    assert len(json.loads(warmline("due", "--json", folder=promising).stdout)) == 3


def test_the_calendar_is_valid_and_names_the_moment_in_utc(warmline: Warmline, promising: Path) -> None:
    assert warmline("due", "--ics", "due.ics", folder=promising).stderr == "3 follow-ups written to due.ics.\n"
    content = (promising / "due.ics").read_bytes()
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    first = Calendar.from_ical(content).walk("VEVENT")[-1]
    assert (str(first["summary"]), str(first["description"])) == ("Promised to Ana Silva", LONG)
    start: Any = first["dtstart"]
    assert start.dt == dt.datetime(2027, 1, 4, 17, tzinfo=dt.UTC)
    uids = [str(event["uid"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    again = Calendar.from_ical(warmline("due", "--ics", "-", folder=promising).stdout).walk("VEVENT")
    assert len(set(uids)) == 3
    assert [str(event["uid"]) for event in again] == uids


@pytest.mark.parametrize(
    ("due", "words", "stretch"),
    [
        ((2026, 11, 20, 9), "overdue by 1 day", "overdue"),
        ((2026, 11, 20, 23, 59), "overdue by 1 day", "overdue"),
        ((2026, 11, 21, 8, 59), "overdue since 08:59", "overdue"),
        ((2026, 11, 21, 9), "today, 09:00", "today"),
        ((2026, 11, 22, 0), "tomorrow, 00:00", "this week"),
        ((2026, 11, 27, 23, 59), "in 6 days", "this week"),
        ((2026, 11, 28, 0), "in 7 days", "later"),
    ],
)
def test_a_moment_is_said_from_the_day_of_who_reads(due: tuple[int, ...], words: str, stretch: str) -> None:
    now = dt.datetime(2026, 11, 21, 9, tzinfo=BERLIN)
    then = dt.datetime(*due, tzinfo=BERLIN).astimezone(dt.UTC)  # type: ignore[misc,arg-type]  # the parts of a moment
    assert (when_due(then, now), stretch_of(then, now)) == (words, stretch)


def test_a_promise_is_shown_with_the_reply_it_stands_in_and_its_case_is_opened_again(acme: Path) -> None:
    desk = open_desk(acme, Surroundings(dt.date(2026, 11, 21), acme.parent / "cache", acme.parent / "config"))
    with contextlib.closing(desk):
        first, card = dt.datetime(2026, 11, 17, 9, tzinfo=dt.UTC), "4111 1111 1111 1111"
        for customer, text in (("c-1001", f"Card {card}: I will\ncall you."), ("c-1001", "Still here."), ("", "Hi.")):
            promise = (Promised("I will call you.", first),) if "call" in text or not customer else ()
            number = "a" if customer else "b"
            message = f"Where is it? {card}"
            desk.records.keep_reply(
                SentReply(number, customer, first, "chat", "Robin", text, follow_ups=promise, message=message)
            )
        theirs, nobodys = desk.records.follow_ups.open()
        background = background_of(desk, theirs)
        assert background.reply is not None
        assert background.reply.text == "Card •••• •••• •••• 1111: I will\ncall you."
        case = case_of_promise(desk, theirs)
        assert (case.id, case.channel, case.message.text) == ("a", "chat", "Where is it? •••• •••• •••• 1111")
        assert case.customer.promised == (theirs,)
        assert "Where is it? •••• •••• •••• 1111" not in [one.text for one in case.customer.history]
        reading = desk.read(case.message, case.customer)
        values = supplies_for(desk, case, reading, desk.first_draft(case, reading, None)).values
        assert values["history.open_promise"] == "I will call you."
        unknown = case_of_promise(desk, nobodys)
        assert (unknown.message.text, unknown.customer.known, unknown.customer.promised) == ("", False, (nobodys,))


def test_a_case_that_still_waits_in_the_inbox_is_opened_with_its_own_message(acme: Path) -> None:
    desk = open_desk(acme, Surroundings(dt.date(2026, 11, 21), acme.parent / "cache", acme.parent / "config"))
    with contextlib.closing(desk):
        waiting = desk.case_at(acme / "inbox" / "1-order-4411-late.eml")
        promise = (Promised("I will call you.", dt.datetime(2026, 11, 18, tzinfo=BERLIN)),)
        sent = dt.datetime(2026, 11, 17, 9, tzinfo=dt.UTC)
        desk.records.keep_reply(
            SentReply(waiting.id, "c-1001", sent, "email", "Robin", "Hi", follow_ups=promise, message="Hello")
        )
        again = case_of_promise(desk, desk.records.follow_ups.open()[0])
        assert (again.message, again.source) == (waiting.message, waiting.source)
        assert [one.direction for one in again.customer.history if one.case_id == waiting.id] == ["out"]


def test_who_closes_a_case_is_told_how_many_promises_are_open_in_it() -> None:
    assert "but a promise is still open in it" in str(PromiseOpen(1))
    assert "but 2 promises are still open in it" in str(PromiseOpen(2))
