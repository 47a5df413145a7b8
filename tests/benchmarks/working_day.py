"""A whole working day in the app: sixty messages answered one after the other, with the memory that it takes.

    python tests/benchmarks/working_day.py [MESSAGES]

The messages are invented ones, put into the inbox of the sample desk. Each is answered as an agent
would: a search, the proposed words, some of their own, a look at the whole, and it is recorded as sent. Prints the
resident memory after the fifth and the last message, and CPU for a message; ends with 1 where a message was not
answered, or where the memory grew by more than 1.2 times.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from composer.cases.step import Outcome
from composer.desk.desk import Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.settings import INBOX
from composer.tui.app import WarmlineApp
from composer.tui.quiet import collect_at_start
from composer.tui.screens.review import ReviewScreen
from tests.benchmarks.screens import Drawing, by_its_clock
from tests.screens.stage import Stage, run_on_stage

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
MESSAGES = Path(__file__).parent / "messages.jsonl"
MOST_GROWTH = 1.2
EARLY = 5
READ = 5.0
"""Seconds for which a message is read."""


def resident() -> float:
    """The resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def fill_inbox(folder: Path, number: int) -> None:
    """Put messages into an inbox, in place of those that are there."""
    for path in folder.iterdir():
        path.unlink()
    lines = MESSAGES.read_text("utf-8").splitlines()[::7][:number]
    for one, line in enumerate(lines):
        (folder / f"{one:03}.txt").write_text(f"{json.loads(line)['text']}\n\nOrder {5000 + one}.", encoding="utf-8")


async def answer(app: WarmlineApp, stage: Stage) -> bool:
    """Answer the message that is open; whether it was recorded."""
    answering = app.answer_screen.answering
    if answering is None:
        return False
    await stage.press("ctrl+f", *"parcel", "escape", *["ctrl+j"] * 5)
    while len(app.screen_stack) > 1:
        await stage.press("escape")
    fields = answering.missing_fields()
    answering.fill({ask.field: "+2" if ask.kind == "date" else (*ask.choices, "4411")[0] for ask in fields})
    answering.set_outcome(Outcome.PENDING)
    app.answer_screen.changed()
    app.answer_screen.jump_to("reply")
    await stage.press(*"Thanks", "ctrl+r")
    review = app.screen
    assert isinstance(review, ReviewScreen)
    review.findings, review.reasons = [], []  # whether these letters are good is not what is measured
    await stage.press("ctrl+n", "enter")
    app.outbox.send()
    await stage.pause()
    return bool(app.desk.records.answered_cases([answering.case.id]))


async def work(desk: Path, place: Path, number: int) -> int:
    """Answer every message and print what it took."""
    around = Surroundings(NOW.date(), place / "cache", place / "config")
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    answered, early, times = 0, 0.0, []
    async with app.run_test(size=(120, 36), notifications=True):
        stage = Drawing(app)
        await stage.pause()
        if app.answer_screen.answering is None:
            await stage.press("ctrl+n")  # of many messages the inbox is shown first
        for one in range(number):
            start = time.process_time()
            answered += await answer(app, stage)
            await stage.pause()
            # Nobody types while they read the next message.
            asyncio.get_running_loop().advance(READ)  # type: ignore[attr-defined]  # the loop of the stage
            await stage.pause()
            times.append((time.process_time() - start) * 1000)
            if one + 1 == EARLY:
                early = resident()
        late = resident()
        left = app.answer_screen.answering
    app.close_desks()
    print(f"answered                  {answered} of {number}{'' if left is None else ', and one is still open'}")
    print(f"memory after {EARLY} / {number}      {early:6.0f} / {late:.0f} MiB   {late / early:.2f} x")
    print(f"a message, all its keys   {statistics.median(times):6.0f} ms")
    return int(answered < number or left is not None or late > MOST_GROWTH * early)


def main(arguments: list[str]) -> int:
    """Work through a day."""
    collect_at_start()
    number = int(arguments[0]) if arguments else 60
    with tempfile.TemporaryDirectory() as folder:
        desk = start_desk(Path(folder) / "acme").folder
        fill_inbox(desk / INBOX, number)
        return run_on_stage(by_its_clock(work(desk, Path(folder), number)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
