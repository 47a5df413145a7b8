"""How long figures take, and what they hold in memory: with 100,000 ratings, and with records of two sizes.

python -m tests.benchmarks.figures [RATINGS]
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from composer.desk.new_desk import start_desk
from composer.records.cases import Opened
from composer.records.open_records import open_records
from composer.records.records import Records
from composer.records.sent_reply import SentReply
from composer.records.tables import cases, contacts, customers, ratings

TOPICS = ("delivery", "payment", "damage", "account", "returns", "plants")
END = dt.datetime(2026, 11, 21, tzinfo=dt.UTC).replace(tzinfo=None)


def fill(records: Records, number: int, days: int = 365) -> None:
    """A case, two contacts and a rating each, spread over some days."""
    chance = random.Random(number)
    with records.engine.begin() as connection:
        for start in range(0, number, 10_000):
            rows = [_row(chance, at, days) for at in range(start, min(start + 10_000, number))]
            for table, place in ((cases, 0), (ratings, 1)):
                connection.execute(sa.insert(table), [row[place] for row in rows])


def _row(chance: random.Random, at: int, days: int) -> tuple[dict[str, object], dict[str, object]]:
    case, rating = case_and_rating(at, END - dt.timedelta(seconds=chance.randrange(days * 86_400)), chance)
    case["customer_id"] = f"c-{chance.randrange(max(at, 1))}"
    return case, rating


def case_and_rating(
    at: int, came: dt.datetime, chance: random.Random | None = None
) -> tuple[dict[str, object], dict[str, object]]:
    """A case that came at a moment, with its rating; by its number alone where chance has no part in it."""
    chance = chance or random.Random(at)
    reply = came + dt.timedelta(minutes=chance.expovariate(1 / 90))
    solved = chance.random() < 0.9
    case: dict[str, object] = {
        "case_id": f"case{at}",
        "topic": chance.choice(TOPICS),
        "channel": chance.choice(("email", "email", "chat", "social")),
        "language": chance.choice(("en", "en", "de")),
        "tone": chance.choice(("calm", "calm", "worried", "upset", "confused")),
        "struggle": chance.random() < 0.3,
        "issues": 1,
        "received_at": came,
        "first_reply_at": reply,
        "last_reply_at": reply,
        "solved_at": reply if solved else None,
        "outcome": "solved" if solved else "pending",
        "replies": 1,
    }
    stars = float(chance.choice((5, 5, 5, 4, 4, 3, 2, 1)))
    rating: dict[str, object] = {
        "source": "shop",
        "source_id": str(at),
        "case_id": f"case{at}",
        "kind": "csat",
        "value": stars,
        "low": 1.0,
        "high": 5.0,
        "positive": stars >= 4,
        "rated_at": reply + dt.timedelta(hours=1),
    }
    return case, rating


_COMMAND = """
import sys, time
began = time.perf_counter()
from composer.cli.main import run
run(sys.argv[1:])
took = time.perf_counter() - began
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(f"{took:.2f} s, {time.process_time():.2f} s of a processor, {int(most) / 1024:.0f} MiB", file=sys.stderr)
"""
"""The command with its own time and the most memory it held; what its parent held counts otherwise."""


def report(number: int) -> None:
    """The time and the memory of the command, with ratings alone and with a case for each."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        start_desk(desk)
        records = open_records(desk / ".warmline" / "records.sqlite")
        fill(records, number)
        _measured(desk, "a case each", number)
        with records.engine.begin() as connection:
            connection.execute(sa.delete(cases))
        records.close()
        _measured(desk, "alone", number)


def _measured(desk: Path, what: str, number: int) -> None:
    for words in (["csat"], [], ["--by", "topic"]):
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, "metrics", "--desk", str(desk), "--last", "365d", *words],
            env={"WARMLINE_TODAY": "2026-11-21", "WARMLINE_CACHE": str(desk.parent), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        print(f"{number:,} ratings, {what}: metrics {' '.join(words)}: {done.stderr.splitlines()[-1]}", flush=True)


def growing(sizes: tuple[int, int]) -> None:
    """The p95 of opening and answering a case in records of two sizes, of both in one run."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        stores = [open_records(Path(folder) / f"{size}.sqlite") for size in sizes]
        for records, size in zip(stores, sizes, strict=True):
            _fill_contacts(records, size)
        took: list[list[float]] = [[], []]
        for number in range(400):
            for at, records in enumerate(stores):
                began = time.perf_counter()
                _one_case(records, number)
                took[at].append(time.perf_counter() - began)
        found = [sorted(times)[int(len(times) * 0.95)] * 1_000 for times in took]
        for records in stores:
            records.close()
    for size, p95 in zip(sizes, found, strict=True):
        print(f"open, answer and rate a case at {size:,} contacts: p95 {p95:.2f} ms")
    print(f"ratio {found[1] / found[0]:.2f}")


def _fill_contacts(records: Records, size: int) -> None:
    people = size // 10
    with records.engine.begin() as connection:
        connection.execute(
            sa.insert(customers), [{"id": f"c-{at}", "email": f"{at}@m.example"} for at in range(people)]
        )
        for start in range(0, size, 50_000):
            rows = [
                {"customer_id": f"c-{at % people}", "on": END.date(), "case_id": f"case{at}", "text": "Where is it?"}
                for at in range(start, min(start + 50_000, size))
            ]
            connection.execute(sa.insert(contacts), rows)
    fill(records, size // 2)


def _one_case(records: Records, number: int) -> None:
    now = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    opened = Opened(f"new{number}", f"c-{number}", "email", "en", "delivery", "calm", struggle=False, issues=1)
    records.note_opened(opened, now)
    records.find_customer(f"c-{number}")
    sent = SentReply(f"new{number}", f"c-{number}", now, "email", "Robin", "Hello.", outcome="solved", opened=opened)
    records.keep_reply(sent)


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    growing((100_000, 1_000_000))
