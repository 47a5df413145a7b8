"""A race: one process holds a desk and takes it anew, others come and go, and the first is killed at any moment.

`WARMLINE_RACE_ROUNDS=200 pytest -s tests/desks/test_acknowledged_is_kept.py` runs it as often, and prints its counts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import multiprocessing
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.cases.customer import Customer
from composer.cases.follow_up import Promised
from composer.cli.main import run
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.records.drafts import Drafts, KeptDraft
from composer.records.sent_reply import SentReply
from composer.records.sqlite import faults
from composer.writing.draft import Draft

ROUNDS = int(os.environ.get("WARMLINE_RACE_ROUNDS", "3"))
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
FORK = multiprocessing.get_context("fork")
VISITS_A_ROUND = 3
VISITS = (["inbox"], ["due"], ["backup", "BACKUP"], ["doctor"], ["restore", "NONE"], ["customers", "list"])
"""What colleagues do; backups of a server are its own affair, and both verbs say so."""


def hold(root: Path, around: Surroundings, round_: int, told: Any, go: Any) -> None:
    """Write, and take the desk anew as the app does after an article was saved, until the end comes from outside.

    Between two visits it writes a few replies; after the last one as many as it can.
    """
    desk, before = open_desk(root, around), list[Desk]()
    drafts = Drafts(desk.drafts_folder)
    for number in range(1_000_000):
        if number % 5 == 0 and number <= 5 * VISITS_A_ROUND:
            go.recv()
        case = f"{round_}-{number}"
        promise = (Promised(f"I will write about {case}.", NOW),)
        words = "word " * (number % 7 * 300)
        desk.records.keep_reply(
            SentReply(case, "c-1", NOW, "email", "R", words, sentences=(case,), message="Hi", follow_ups=promise)
        )
        drafts.save(KeptDraft(case, case, "c-1", "Hi", Draft(case)))
        told.send(case)
        if number % 3 == 1:
            before.append(desk)
            desk = desk.with_new_articles(around)
            _ = desk.records
            # As the app: the one before last is closed.
            if len(before) > 1:
                before.pop(0).close()


def visit_once(root: Path) -> None:
    """Load here what visits need, so that each of them, forked from here, is short."""
    for words in VISITS[0], VISITS[1], VISITS[3]:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            assert run([*words, "--desk", str(root)]) == 0


def visit(words: list[str]) -> None:
    """One command of a colleague, from its start to its end."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = run(words)
    sys.exit(code)


def deleted_files(pid: int) -> list[str]:
    """The files of the records that a process has open and nobody else can see any more."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(str(link.readlink()))
    return [name for name in found if "records.sqlite" in name and name.endswith("(deleted)")]


def acknowledged(told: Any) -> Iterator[str]:
    """What was told before the end, the last of it too."""
    with contextlib.suppress(EOFError):
        while True:
            yield told.recv()


def one_round(root: Path, around: Surroundings, round_: int, chance: random.Random) -> tuple[list[str], Counter[str]]:
    """The cases that were told of, and how the visits ended."""
    (told, telling), (go, say_go) = FORK.Pipe(duplex=False), FORK.Pipe(duplex=False)
    holder = FORK.Process(target=hold, args=(root, around, round_, telling, go))
    holder.start()
    telling.close()
    cases, ends = list[str](), Counter[str]()
    for number, words in enumerate(chance.sample(VISITS, VISITS_A_ROUND)):
        say_go.send("write")
        cases += [told.recv() for _case in range(5)]
        place = {"BACKUP": root.parent / f"b-{round_}-{number}.sqlite", "NONE": root / "warmline.yaml"}
        colleague = FORK.Process(
            target=visit, args=([*(str(place.get(one, one)) for one in words), "--desk", str(root)],)
        )
        colleague.start()
        if number < VISITS_A_ROUND - 1:
            colleague.join()
            ends[f"{words[0]} {colleague.exitcode}"] += 1
    say_go.send("write on")
    threading.Event().wait(chance.random() / 5)
    assert deleted_files(holder.pid or 0) == []
    os.kill(holder.pid or 0, signal.SIGKILL)
    cases += acknowledged(told)
    holder.join()
    colleague.join()
    ends[f"{words[0]} {colleague.exitcode}"] += 1
    return cases, ends


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are looked at in /proc")
def test_what_was_told_is_there_whoever_comes_goes_and_is_killed(
    either: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    around = Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config")
    # Closed before another process is forked, which would have its files open as well.
    with contextlib.closing(open_desk(either, around)) as desk:
        path = desk.records_file
        desk.records.import_customers([Customer(id="c-1")])
    visit_once(either)
    chance, told, ends, lost = random.Random(4411), 0, Counter[str](), Counter[str]()
    for round_ in range(ROUNDS):
        cases, ended = one_round(either, around, round_, chance)
        told, ends = told + len(cases), ends + ended
        assert path is None or faults(path) == []
        with contextlib.closing(open_desk(either, around)) as desk:
            kept = what_is_kept(desk)
        lost += Counter({what: len(set(cases) - found) for what, found in kept.items()})
        for case in cases:
            Drafts(desk.drafts_folder).forget(case)
    where = "SQLite" if path else "PostgreSQL"
    print(f"{where}: {ROUNDS} rounds, {told:,} cases told of; lost {dict(lost)}; visits {dict(sorted(ends.items()))}")
    codes = {"backup": "0", "restore": "11"} if path else {"backup": "12", "restore": "12"}
    assert lost == Counter()
    assert {end for end in ends if end != f"{end.partition(' ')[0]} {codes.get(end.partition(' ')[0], '0')}"} == set()


def what_is_kept(desk: Desk) -> dict[str, set[str]]:
    sent = set(desk.records.answered_cases())
    promised = {one.case_id for one in desk.records.follow_ups.open()}
    had = set(desk.records.sentences_had("c-1"))
    drafts = {kept.case_id for kept in Drafts(desk.drafts_folder).left() if kept.draft.text == kept.case_id}
    return {"replies": sent, "promises": promised, "ledger": had, "drafts": drafts}
