"""Records on a large desk: what an agent waits for, at full size and at a tenth, on SQLite and on PostgreSQL.

    python tests/benchmarks/records.py [--customers 100000] [--contacts 10] [--seconds 10]

Prints p50 and p95 of each action, and how full size compares with a tenth; rows a second of an import beside the
import of `sqlite3` in the same run; and twenty processes that write at once for some seconds.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import multiprocessing
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from composer.cases.customer import Contact, Customer
from composer.exchange.customer_file import load_customers
from composer.phrases.ledger import near_copy
from composer.reading.person import read_name
from composer.records.drafts import Drafts, KeptDraft
from composer.records.open_records import open_records
from composer.records.records import Records
from composer.records.sent_reply import SentReply
from composer.tui.screens.pickers import SHOWN
from composer.writing.draft import Draft
from tests.postgresql import Server, programs, why_not

FIRST = ("Ana", "Jonas", "Mei", "Priya", "Tom", "Lena", "Zoe", "Omer", "Ines", "Karl", "Yuki", "Amara", "Noor", "Ivo")
SYLLABLES = ("sil", "wa", "ber", "ta", "na", "ka", "ra", "man", "mar", "du", "val", "ok", "lin", "no", "vak", "has")
TOPICS = ("delivery", "payment", "damage", "account", "plants")
HEAVY = "c-0"
"""The customer with a thousand contacts."""
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
TIMES = 200


def customers(count: int, contacts: int) -> Iterator[Customer]:
    """A desk's customers, always the same ones."""
    chance = random.Random(4411)
    for number in range(count):
        first, last = chance.choice(FIRST), "".join(chance.choices(SYLLABLES, k=3)).title()
        many = 1_000 if number == 0 else contacts
        history = tuple(
            Contact(
                dt.date(2020, 1, 1) + dt.timedelta(days=chance.randrange(2_400)),
                "email",
                ("in", "out")[turn % 2],
                chance.choice(TOPICS),
                f"Message {turn} about my order {number}: the plants came on day {chance.randrange(400)}.",
            )
            for turn in range(many)
        )
        email = f"{first}.{last}.{number}@mail.example".lower()
        yield Customer(f"c-{number}", f"{first} {last}", email, "", chance.choice(("Basic", "Pro")), history=history)


def fill(place: Path | str, count: int, contacts: int) -> Records:
    """The records of a large desk."""
    records, batch = open_records(place), list[Customer]()
    for customer in customers(count, contacts):
        batch.append(customer)
        if len(batch) == 5_000:
            records.import_customers(batch)
            batch.clear()
    records.import_customers(batch)
    for number in range(200):
        keys = tuple(f"we sent the plants of order {number} again on a day with number {turn}" for turn in range(25))
        records.keep_reply(SentReply(f"old-{number}", HEAVY, NOW, "email", "Robin", "Sent.", sentences=keys))
    if isinstance(place, str):
        with records.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("ANALYZE")
    return records


def actions(place: Path | str, records: Records, count: int, folder: Path) -> dict[str, Callable[[int], object]]:
    """What is measured, each by the number of the try."""
    # A larger desk has more customers whose name begins alike; as many are looked for as the app shows.
    chance = random.Random(7)
    known = [f"c-{chance.randrange(1, count)}" for _try in range(TIMES)]
    people = [one for one in (records.find_customer(wanted) for wanted in known) if one]
    emails = [one.email for one in people]
    names = [f"{one.name[:3]} {read_name(one.name).family[:4]}" for one in people]
    drafts, words = Drafts(folder), "I am sorry that you had to wait for your plants. " * 20
    text = [f"We sent the plants of your order {number} again on that day." for number in range(8)]

    def check(_number: int) -> object:
        had = records.sentences_had(HEAVY)
        return [near_copy(sentence, had) for sentence in text]

    def send(number: int) -> None:
        case = f"new-{time.monotonic_ns()}"
        records.keep_reply(
            SentReply(case, known[number], NOW, "email", "Robin", words, sentences=(f"said {number}",), message=words)
        )

    return {
        "open the records": lambda _number: open_records(place).close(),
        "find a customer by e-mail": lambda number: records.find_customer(emails[number]),
        "find by part of a name": lambda number: records.list_customers(names[number], SHOWN + 1),
        "find by a whole name": lambda number: records.list_customers(people[number].name, SHOWN + 1),
        "load a history": lambda number: records.get_customer(known[number]),
        "load a history of 1,000": lambda _number: records.get_customer(HEAVY),
        "check 8 sentences, ledger of 5,000": check,
        "save a draft": lambda number: drafts.save(KeptDraft("a", "Title", "c-1", words, Draft(f"{number} {words}"))),
        "send a reply": send,
    }


def measure(works: list[Callable[[int], object]]) -> list[tuple[float, float]]:
    """The p50 and p95 of some tries of each, in milliseconds; in turn, so that a busy moment meets all of them."""
    took: list[list[float]] = [[] for _work in works]
    for number in range(TIMES):
        for work, times in zip(works, took, strict=True):
            began = time.perf_counter()
            work(number)
            times.append((time.perf_counter() - began) * 1_000)
    return [(parts[9], parts[18]) for parts in (statistics.quantiles(times, n=20) for times in took)]


def report(name: str, places: list[tuple[Path | str, int]], contacts: int, folder: Path) -> None:
    """Both sizes of one database."""
    opened, works = list[Records](), list[dict[str, Callable[[int], object]]]()
    for place, count in places:
        began = time.perf_counter()
        records = fill(place, count, contacts)
        took = time.perf_counter() - began
        print(f"{name}: {count:,} customers, {count * contacts:,} contacts; filled in {took:.0f} s", flush=True)
        opened.append(records)
        works.append(actions(place, records, count, folder / f"{name}-{count}"))
    print(f"\n{name:35} {'a tenth, p50 / p95':>22} {'full, p50 / p95':>22}   full / tenth, p50, p95")
    for what in works[0]:
        (few50, few95), (many50, many95) = measure([one[what] for one in works])
        grown = f"{many50 / few50:6.2f} {many95 / few95:6.2f}"
        print(f"{what:35} {few50:9.2f} / {few95:7.2f} ms {many50:9.2f} / {many95:7.2f} ms   {grown}")
    print(flush=True)
    for records in opened:
        records.close()


def import_rate(folder: Path, count: int) -> None:
    """An import beside the one of sqlite3, which checks nothing, of the same file."""
    path = folder / "import.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "email", "company", "plan", "garden", "contact_on", "contact_text"])
        for one in customers(count, 1):
            said = one.history[0]
            writer.writerow([one.id, one.name, one.email, "", one.plan, "roof", said.on.isoformat(), said.text])
    rows = sum(1 for _line in path.open(encoding="utf-8")) - 1
    peer = _cpu(lambda: _import_by_sqlite(path, folder / "peer.sqlite"))
    records = open_records(folder / "imported.sqlite")
    ours = _cpu(lambda: records.import_customers(load_customers(path)))
    again = _cpu(lambda: records.import_customers(load_customers(path)))
    records.close()
    print(
        f"import of {rows:,} rows: {rows / ours:,.0f} rows a second of CPU, {rows / again:,.0f} where nothing is new; "
        f"sqlite3's own .import {rows / peer:,.0f} ({ours / peer:.1f} times as long, with checks, history and search)"
    )


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of those it ran meanwhile."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def _import_by_sqlite(path: Path, database: Path) -> None:
    if shutil.which("sqlite3"):
        subprocess.run(["sqlite3", database, ".mode csv", f".import {path} rows"], check=True)
        return
    connection = sqlite3.connect(database)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        marks = ", ".join("?" for _column in next(reader))
        connection.execute(f"CREATE TABLE rows ({', '.join(f'c{n} TEXT' for n in range(marks.count('?')))})")
        connection.executemany(f"INSERT INTO rows VALUES ({marks})", reader)
    connection.commit()
    connection.close()


def _write(place: Path | str, name: int, seconds: float, start: Any, told: Any) -> None:
    records, done, longest, errors = open_records(place), 0, 0.0, 0
    start.wait()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            records.keep_reply(
                SentReply(f"{name}-{done}", "c-1", NOW, "email", "R", "Sent.", sentences=(f"{name} {done}",))
            )
            done += 1
        except Exception:  # noqa: BLE001  whatever an agent would have seen
            errors += 1
        longest = max(longest, time.monotonic() - began)
    records.close()
    told.put((done, errors, longest))


def crowd(name: str, place: Path | str, seconds: float) -> None:
    """Twenty agents who send as fast as they can."""
    records = open_records(place)
    records.import_customers([Customer(id="c-1")])
    records.close()
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(20), fork.Queue()
    writers = [fork.Process(target=_write, args=(place, number, seconds, start, told)) for number in range(20)]
    for writer in writers:
        writer.start()
    heard = [told.get() for _writer in writers]
    for writer in writers:
        writer.join()
    records = open_records(place)
    kept, had = len(records.answered_cases()), len(records.sentences_had("c-1"))
    records.close()
    done, errors = sum(one[0] for one in heard), sum(one[1] for one in heard)
    print(
        f"{name}: 20 processes for {seconds:.0f} s: {done:,} replies told of, {kept:,} kept, {had:,} in the ledger, "
        f"{errors} errors, longest wait {max(one[2] for one in heard):.1f} s",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--contacts", type=int, default=10, help="of each customer")
    parser.add_argument("--seconds", type=float, default=10, help="for which twenty processes write")
    wanted = parser.parse_args()
    sizes = (wanted.customers // 10, wanted.customers)
    with tempfile.TemporaryDirectory(prefix="warmline-bench-") as name:
        folder = Path(name)
        import_rate(folder, sizes[1])
        crowd("SQLite", folder / "crowd.sqlite", wanted.seconds)
        report("SQLite", [(folder / f"{size}.sqlite", size) for size in sizes], wanted.contacts, folder)
        found = programs()
        if why_not() or found is None:
            print(why_not())
            return
        server = Server(found, durable=True)
        try:
            for schema in ("crowd", *(f"of_{size}" for size in sizes)):
                server.make_schema(schema)
            crowd("PostgreSQL", server.url("crowd"), wanted.seconds)
            places: list[tuple[Path | str, int]] = [(server.url(f"of_{size}"), size) for size in sizes]
            report("PostgreSQL", places, wanted.contacts, folder)
        finally:
            server.close()


if __name__ == "__main__":
    main()
