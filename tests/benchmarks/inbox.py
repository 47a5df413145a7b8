"""Start of the app and `warmline inbox` with few and with many messages, as a ratio.

The app is opened without a terminal; its start ends when the inbox, or the first message, is on the screen. All figures
are CPU seconds of this process, measured in one run.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import io
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from textual.widgets import OptionList

from composer.cli.main import run
from composer.desk.desk import Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.tui.app import WarmlineApp
from composer.tui.screens.inbox import InboxScreen

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
FEW = 50
_KEYS = 20
"""Keys that are pressed while messages are read."""
TEXTS = (
    "Hello,\n\nI tried to track my order {0} but can't seem to find it. It was due on Friday and I am worried.\n\nAna",
    "Hi,\n\nthe lemon tree that I bought (order {0}) arrived with broken branches. I am unhappy. Can you help?\n\nBen",
    "Good morning, when do you open on Saturday? My mother cannot walk far. Is there a place to park?\n\nCarla {0}",
)


def desk_with(folder: Path, count: int) -> Path:
    """The sample desk with so many messages."""
    desk = start_desk(folder).folder
    for path in (desk / "inbox").iterdir():
        path.unlink()
    for number in range(count):
        came = (NOW - dt.timedelta(minutes=number % 3_000)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        head = (
            f"From: Person {number} <p{number % 997}@mail.example>\nMessage-ID: <{number}@mail.example>\nDate: {came}\n"
        )
        text = TEXTS[number % 3].format(4_000 + number)
        (desk / "inbox" / f"{number:05}.eml").write_text(
            f"{head}Date: {came}\nSubject: Question {number}\n\n{text}\n", "utf-8"
        )
    return desk


async def start(desk: Path, around: Surroundings) -> tuple[float, float, float]:
    """CPU seconds until something can be read and answered, until all was read, and a key's in the list meanwhile."""
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    began = time.process_time()
    async with app.run_test(size=(120, 36)) as pilot:
        while not shown(app):
            await pilot.pause()
        first = time.process_time() - began
        keys: list[float] = []
        await pilot.press("f2", "down")
        while not app.memory.whole or any(worker.group == "inbox" for worker in app.workers):
            if len(keys) < _KEYS:
                keys.append(await key_time(app))
            else:
                # Keys without end would be most of what is measured.
                await asyncio.sleep(0.05)
        whole = time.process_time() - began
    app.close_desks()
    return first, whole, median(keys) if keys else 0.0


async def key_time(app: WarmlineApp) -> float:
    """Seconds by the clock until the list has gone a row down."""
    rows, began = app.screen.query_one(OptionList), time.perf_counter()
    before = rows.highlighted
    app.simulate_key("down")
    for _turn in range(50):
        await asyncio.sleep(0.001)
        if rows.highlighted != before:
            break
    return time.perf_counter() - began


def shown(app: WarmlineApp) -> bool:
    """Whether an agent can begin."""
    if not app.is_open:
        return False
    lists = [*app.screen.query(OptionList)] if isinstance(app.screen, InboxScreen) else []
    return any(one.option_count for one in lists) or (
        app.screen is app.answer_screen and app.answer_screen.answering is not None
    )


def inbox(desk: Path) -> float:
    """CPU seconds of `warmline inbox`."""
    began = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run(["inbox", "--desk", str(desk)])
    return time.process_time() - began


def main(many: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for count in (FEW, many):
            desk, cache = desk_with(Path(folder) / f"desk{count}", count), Path(folder) / f"cache{count}"
            around = Surroundings(NOW.date(), cache, Path(folder) / "config")
            open_desk(desk, around).search.index.close()
            new, again = asyncio.run(start(desk, around)), asyncio.run(start(desk, around))
            os.environ |= {"WARMLINE_CACHE": str(Path(folder) / f"verb{count}"), "WARMLINE_TODAY": "2026-11-22"}
            rows.append((*new, again[0], again[1], inbox(desk), inbox(desk)))
    names = ["app, first screen", "app, all read", "a key meanwhile (seconds by the clock)"]
    names += ["second start, first screen", "second start, all read", "inbox", "inbox, the second time"]
    print(f"{'':42}{FEW:>8}{many:>8}   ratio")
    for name, few, lots in zip(names, *rows, strict=True):
        print(f"{name:42}{few:8.2f}{lots:8.2f}{lots / few if few else 0:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
