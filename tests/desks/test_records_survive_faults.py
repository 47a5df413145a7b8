"""Faults, each provoked for real: killed writers, many writers at once, a full disk, a server that goes away."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import resource
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.customer import Customer
from composer.errors import RecordsAway, RecordsRefused
from composer.records.drafts import Drafts, KeptDraft
from composer.records.open_records import open_records
from composer.records.records import Records
from composer.records.sent_reply import SentReply, keep_reply
from composer.records.sqlite import faults
from composer.records.tables import replies
from composer.writing.draft import Draft
from kb.errors import CannotWrite
from tests.conftest import PATIENCE
from tests.forked import Forked
from tests.postgresql import Server

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
SECONDS = float(os.environ.get("WARMLINE_WRITE_SECONDS", "0"))
"""How long they write at once; without it, each writes three replies."""
AGENTS = 20 if SECONDS else 8


def reply(case: str, text: str = "I sent it.") -> SentReply:
    return SentReply(case, "c-1", NOW, "email", "Robin", text, sentences=(f"sentence {case}",), message="Where is it?")


def counts(records: Records) -> dict[str, int]:
    """How often each case was answered."""
    query = sa.select(replies.c.case_id, sa.func.count()).group_by(replies.c.case_id)
    return records.store.read(lambda connection: {row[0]: row[1] for row in connection.execute(query)})


def keep_sending(path: Path, name: int) -> int:
    """Record replies without end, and tell of each that is recorded."""
    records = open_records(path)
    for number in range(1_000_000):
        records.keep_reply(reply(f"{name}-{number}", "word " * 2_000))
        print(f"{name}-{number}", flush=True)
    return 0


def test_writers_that_are_killed_lose_nothing_they_told_of_and_leave_nothing_half_done(tmp_path: Path) -> None:
    path, told = tmp_path / "records.sqlite", list[str]()
    records = open_records(path)
    records.import_customers([Customer(id="c-1")])
    records.close()
    moments = random.Random(4411)
    for round_ in range(3):
        sending = Forked(partial(keep_sending, path, round_))
        told += [sending.output.readline().strip() for _line in range(34)]
        threading.Event().wait(moments.random() / 100)
        os.kill(sending.pid, signal.SIGKILL)
        told += sending.end().stdout.split()
    records = open_records(path)
    kept = counts(records)
    history, sentences = records.get_customer("c-1").history, records.sentences_had("c-1")
    records.close()
    assert set(told) <= set(kept)
    assert len(kept) <= len(set(told)) + 3
    assert set(kept.values()) == {1}
    assert sorted(f"sentence {case}" for case in kept) == sorted(sentences)
    assert [sum(one.direction == way for one in history) for way in ("in", "out")] == [len(kept)] * 2
    assert faults(path) == []


def write_at_once(place: Path | str, name: int, start: Any, told: Any) -> None:
    try:
        records, cases, longest = open_records(place), list[str](), 0.0
        records.store.patience = PATIENCE  # a busy machine uses up that of an agent
        start.wait()
        end = time.monotonic() + SECONDS
        while len(cases) < 3 or time.monotonic() < end:
            cases.append(f"{name}-{len(cases)}")
            began = time.monotonic()
            records.keep_reply(reply(cases[-1]))
            longest = max(longest, time.monotonic() - began)
        records.close()
        told.put((cases, longest))
    except Exception as error:  # noqa: BLE001  whatever an agent would have seen
        told.put(([repr(error)], 0.0))


def test_many_who_write_at_once_see_no_error_and_every_reply_is_there_once(place: Path | str) -> None:
    write_by_many(place, AGENTS)


def test_a_server_that_refuses_what_it_cannot_serialize_is_asked_again(server: Server) -> None:
    server.make_schema("serializable")
    write_by_many(server.url("serializable") + "%20-cdefault_transaction_isolation%3Dserializable", 5)


def write_by_many(place: Path | str, agents: int) -> None:
    records = open_records(place)
    records.import_customers([Customer(id="c-1")])
    records.close()
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(agents), fork.Queue()
    writers = [fork.Process(target=write_at_once, args=(place, name, start, told)) for name in range(agents)]
    for writer in writers:
        writer.start()
    ended = [told.get(timeout=PATIENCE + SECONDS * 3) for _writer in writers]
    cases = [case for some, _longest in ended for case in some]
    # Printed, not judged: how long somebody waits is the computer's affair as well.
    print(f"{agents} agents: {len(cases):,} replies, the longest wait {max(waited for _some, waited in ended):.2f} s")
    for writer in writers:
        writer.join()
    records = open_records(place)
    kept, sentences = counts(records), records.sentences_had("c-1")
    records.close()
    assert kept == dict.fromkeys(cases, 1)
    assert (len(kept) >= 3 * agents, len(sentences)) == (True, len(kept))


def fill_up(folder: Path) -> list[str]:
    """Write replies and drafts until neither goes any more; what was told, and the sentences that said why not."""
    records, drafts, said = open_records(folder / "records.sqlite"), Drafts(folder / "drafts"), list[str]()
    records.import_customers([Customer(id="c-1")])
    told = 0
    while not said:
        try:
            records.keep_reply(reply(str(told), "word " * 5_000))
            told += 1
        except CannotWrite as error:
            said.append(str(error))
    drafts.load("a")
    for size in (1, 100, 10_000, 1_000_000):
        try:
            drafts.save(KeptDraft("a", "Title", "c-1", "Hi", Draft("word " * size)))
        except CannotWrite as error:
            said.append(str(error))
    kept = drafts.load("a")
    found = counts(records)
    records.close()
    assert found == {str(number): 1 for number in range(told)}
    assert told > 0
    assert kept is None or kept.draft.text in {"word " * size for size in (1, 100, 10_000)}
    return said


def test_a_full_disk_is_said_clearly_and_harms_nothing(one_megabyte: Path) -> None:
    said = fill_up(one_megabyte)
    assert said[0] == (
        f"{one_megabyte / 'records.sqlite'} cannot be written: database or disk is full. Nothing was changed there."
    )
    assert said[-1].endswith("cannot be written: No space left on device. Nothing was changed there.")
    assert faults(one_megabyte / "records.sqlite") == []


def limited(folder: Path, told: Any) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    told.put(fill_up(folder))


def test_a_file_that_may_not_grow_is_said_clearly_and_harms_nothing(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    told = fork.Queue()
    child = fork.Process(target=limited, args=(tmp_path, told))
    child.start()
    said = told.get(timeout=PATIENCE)
    child.join()
    assert said[0].startswith(f"{tmp_path / 'records.sqlite'} cannot be written: ")
    assert said[-1].endswith("cannot be written: File too large. Nothing was changed there.")
    assert faults(tmp_path / "records.sqlite") == []


def test_a_server_that_goes_away_in_mid_save_and_comes_back_has_the_reply_once(server: Server) -> None:
    server.make_schema("away")
    records = open_records(server.url("away"))
    records.import_customers([Customer(id="c-1")])
    tries: list[int] = []

    def interrupted(connection: Connection) -> None:
        tries.append(1)
        keep_reply(connection, reply("a"), "sending-a")
        if len(tries) == 1:
            server.stop()
            server.start()

    records.store.write(interrupted)
    # The commit went through, and its answer was lost: the same sending comes a second time.
    records.store.write(lambda connection: keep_reply(connection, reply("a"), "sending-a"))
    records.keep_reply(reply("b"))
    kept = counts(records)
    records.store.patience = 0.1
    server.stop()
    works: list[Callable[[], object]] = [
        lambda: records.keep_reply(reply("c")),
        lambda: records.find_customer("c-1"),
    ]
    for work in works:
        with pytest.raises(RecordsAway) as found:
            work()
        assert str(found.value).startswith("The records on postgresql+psycopg://warmline@/postgres?")
        assert "cannot be reached: " in str(found.value)
        assert "Nothing was changed there, and drafts are kept here; try again when the server is back." in str(
            found.value
        )
    with pytest.raises(RecordsAway):
        open_records(server.url("away"))
    server.start()
    records.keep_reply(reply("c"))
    later = counts(records)
    records.close()
    assert (kept, later, len(tries)) == ({"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1}, 2)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql://desk:opensesame@127.0.0.1:1/acme", "cannot be reached: "),
        ("nosuchdatabase://desk:opensesame@127.0.0.1/acme", "SQLAlchemy has no dialect 'nosuchdatabase' here"),
        ("mssql+pyodbc://desk:opensesame@127.0.0.1/acme", "its driver is not installed; it needs the package pyodbc"),
        ("postgresql://desk:opensesame@:port:/x", "it is no URL such as"),
    ],
)
def test_an_address_that_leads_nowhere_is_named_without_its_password(address: str, why: str) -> None:
    pytest.importorskip("psycopg", reason="the extra warmline[postgresql] is not installed")
    with pytest.raises((RecordsAway, RecordsRefused)) as found:
        open_records(address)
    assert why in str(found.value)
    assert "opensesame" not in str(found.value)
