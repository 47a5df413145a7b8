"""The terminal app beside the least that Textual can do, in one run: first frames, keys, cases, articles.

    python tests/benchmarks/screens.py [ARTICLES] [--peers PROGRAM…]

ARTICLES (10,000 where nothing is said) is the size of a second desk, grown from the help centre in `../shared/data`, or
from the sample where that is absent. A PROGRAM is the command of posting, harlequin or frogmouth, each from an
environment of its own, since they want different versions of Textual; it is started as well. Times are CPU: of a child
on a terminal of its own until its first frame, or of this process for a key with everything that it starts.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest import mock

from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from composer.cases.case import Case
from composer.cases.follow_up import Promised
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.records.sent_reply import SentReply
from composer.settings import INBOX
from composer.tui.app import TOUR, WarmlineApp
from composer.tui.quiet import collect_at_start
from composer.tui.screens.review import ReviewScreen
from tests.benchmarks.main_job import MINIMAL, first_frame
from tests.benchmarks.search import grow
from tests.screens.stage import Stage, run_on_stage

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
SIZE = (120, 36)
WORDS = "where is my late parcel"
SENTENCE = "I have asked them to look for it today"
PEERS = {"posting": b"Collection", "harlequin": b"Query Editor", "frogmouth": b"README.md"}
"""What stands on the first frame of each."""
T = TypeVar("T")
Step = Callable[[], Awaitable[object]]
COMMANDS: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {
    ("f3",): {
        "take the next passage": ("", "ctrl+j", "ctrl+z"),
        "take all": ("", "ctrl+g", "ctrl+z"),
        "another wording": ("", "ctrl+t", ""),
        "a wording by its number": ("", "alt+2", "ctrl+z"),
        "next open": ("", "ctrl+n", ""),
        "an issue for later": ("", "ctrl+l", "ctrl+z"),
        "undo": ("ctrl+j", "ctrl+z", "ctrl+y"),
        "redo": ("ctrl+j ctrl+z", "ctrl+y", "ctrl+z"),
        "save": ("", "ctrl+s", ""),
        "find": ("", "ctrl+f", "ctrl+o r"),
        "go to": ("", "ctrl+o", "escape"),
        "the message": ("ctrl+o", "m", ""),
        "who wrote": ("ctrl+o", "c", "escape"),
        "the history": ("ctrl+o", "h", "escape"),
        "the way": ("ctrl+o", "w", "escape"),
        "another language": ("ctrl+o", "l", "ctrl+z"),
        "the thread": ("ctrl+o", "t", ""),
        "a worksheet": ("ctrl+o", "q", "escape"),
        "examples": ("ctrl+o", "e", "escape"),
        "commands": ("", "ctrl+p", "escape"),
        "help": ("", "f1", "escape"),
        "new message": ("", "f9", "escape"),
        "review": ("", "ctrl+r", "escape"),
        "review, next open": ("ctrl+r", "ctrl+n", "escape"),
        "review, a page on": ("ctrl+r", "pagedown", "escape"),
        "review, back": ("ctrl+r", "escape", ""),
        "to the inbox": ("", "f2", "f3"),
        "to the library": ("", "f4", "f3"),
        "to the follow-ups": ("", "f5", "f3"),
        "to practice": ("", "f6", "f3"),
        "to the figures": ("", "f7", "f3"),
    },
    ("f2",): {
        "inbox, down": ("", "down", "up"),
        "inbox, a letter of the filter": ("", "p", "backspace"),
        "inbox, open": ("", "enter", "f2 down"),
        "inbox, the next one": ("", "ctrl+n", "f2 down enter f2"),
        "inbox, later": ("down", "ctrl+l", "escape"),
        "inbox, take over": ("", "ctrl+j", ""),
        "inbox, your day": ("ctrl+o", "t", "escape"),
    },
    ("f4",): {
        "library, down": ("", "down", ""),
        "library, a letter of the search": ("ctrl+f", "d", "backspace"),
        "library, another view": ("", "ctrl+t", ""),
        "library, find inside": ("ctrl+o t", "slash", "escape"),
        "library, about": ("ctrl+o", "a", "escape"),
        "library, new": ("", "f9", "escape"),
        "library, into the reply": ("", "ctrl+j", "ctrl+z f4"),
    },
    ("f5",): {
        "follow-ups, the next one": ("", "ctrl+n", ""),
        "follow-ups, done": ("", "space", "escape"),
        "follow-ups, later": ("", "ctrl+l", "escape"),
        "follow-ups, filter": ("", "ctrl+f", "down"),
        "follow-ups, open the case": ("", "enter", "f5"),
    },
}
"""By the key of a screen, each command there: the keys before it, its key, and those that lead back."""
ROUNDS = 12
SENT = 4
"""Replies that are sent; the sample has messages for so many."""
READ = 2.5
"""Seconds for which an agent looks before the next command."""


class Drawing(Stage):
    """A stage for an app that draws every frame by itself, as it does here, so that none is drawn once more."""

    def _draw(self) -> None:
        pass


class Bare(App[None]):
    """An empty field and a text: what the same keys cost without us."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """The field and the text."""
        yield Input()
        yield TextArea(self.text)


async def by_its_clock(story: Awaitable[T]) -> T:
    """A story in which Textual's timers go by the clock of the stage, which waits for nothing, as the loop does."""
    with mock.patch("textual._time.get_time", asyncio.get_running_loop().time):
        return await story


async def cost(step: Step) -> float:
    """CPU milliseconds of one step."""
    start = time.process_time()
    await step()
    return (time.process_time() - start) * 1000


async def keys(stage: Stage, text: str) -> list[float]:
    """CPU milliseconds of every key of a text, with all that it starts and draws."""
    return [await cost(partial(stage.press, "space" if key == " " else key)) for key in text]


async def look(stage: Stage) -> None:
    """Look at the screen for a while, as an agent does."""
    asyncio.get_running_loop().advance(READ)  # type: ignore[attr-defined]  # the loop of the stage
    await stage.pause()


async def commands(stage: Stage) -> None:
    """CPU of each command's key, with a message open and two promises kept in mind; before it nobody types for long."""
    for screen, here in COMMANDS.items():
        await stage.press(*screen)
        for name, (before, key, back) in here.items():
            times = []
            for _ in range(ROUNDS):
                await stage.press(*before.split())
                times.append(await cost(partial(stage.press, key)))
                await stage.press(*back.split())
                await look(stage)
            print(f"{name:32}{shown(times[1:])}, first {times[0]:.0f} ms", flush=True)


async def sending(app: WarmlineApp, stage: Stage) -> list[float]:
    """CPU milliseconds of the key that sends a reply, until the next message is there."""
    times = []
    for _ in range(SENT):
        assert app.answer_screen.answering is not None
        app.answer_screen.answering.type("Hello, it leaves today.")
        await stage.press("ctrl+r")
        await look(stage)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.findings, review.reasons = [], []
        await stage.press("ctrl+n")
        times.append(await cost(partial(stage.press, "enter")))
        app.outbox.send()
        await look(stage)
    return times


def promise(desk: Desk) -> None:
    """Keep two promises in the records, so that there is something on their screen."""
    for number in range(2):
        due = Promised(f"I will write to you on day {number}.", NOW + dt.timedelta(days=number))
        reply = SentReply(f"case-{number}", "c-1001", NOW, "email", "Robin", due.text, follow_ups=(due,))
        desk.records.keep_reply(reply)


def shown(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):6.1f} / {sorted(times)[int(len(times) * 0.95)]:.1f} ms"


async def measure_keys(desk: Path, place: Path) -> None:
    """Keys in the search field and in the reply beside the same keys in bare widgets; cases and articles."""
    around = Surroundings(NOW.date(), place / "cache", place / "config")
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    app.animation_level = "none"  # an animation ends by the clock of the wall, which the stage does not wait for
    async with app.run_test(size=SIZE):
        stage = Drawing(app)
        await stage.pause()
        promise(app.desk)
        # Where a message needs a person, a key of the offer only asks for a sentence of one's own.
        app.open_case(app.desk.case_at(min(app.desk.waiting())))
        await stage.pause()
        await commands(stage)
        await stage.press("f3")
        await stage.press("ctrl+j", "ctrl+j", "ctrl+f")
        searching = await keys(stage, WORDS)
        app.answer_screen.jump_to("reply")
        await stage.pause()
        writing = await keys(stage, SENTENCE)
        assert app.answer_screen.answering is not None
        text = app.answer_screen.answering.draft.text

        async def opened(case: Case) -> None:
            app.open_case(case)
            await stage.pause()

        opening = []
        for path in app.desk.waiting()[1:4]:
            case = app.desk.case_at(path)

            opening.append(await cost(partial(opened, case)))
        first, *others = await sending(app, stage)
        app.exit()
    bare = Bare(text)
    async with bare.run_test(size=SIZE):
        stage = Drawing(bare)
        await stage.pause()
        plain = await keys(stage, WORDS)
        bare.query_one(TextArea).focus()
        await stage.pause()
        area = await keys(stage, SENTENCE)
    for name, ours, theirs, beside in (
        ("a key in search", searching, plain, "an empty Input"),
        ("a key in the reply", writing, area, "a bare TextArea"),
    ):
        ratio = statistics.median(ours) / statistics.median(theirs)
        print(f"{name:26}{shown(ours)}   {ratio:.1f} x {beside} ({shown(theirs).strip()})")
    print(f"open the next case        {statistics.median(opening):6.0f} ms")
    print(f"send, and open the next   {shown(others)}, first {first:.0f} ms")


async def measure_reading(place: Path) -> None:
    """A 200-line article opened, and page-down in one of 2,000 lines."""
    desk = start_desk(place / "long").folder
    for lines in (200, 2_000):
        blocks = "\n".join(
            f"## Part {n}\n\n1. Water the pot *{n}*.\n2. See [tracking](track-a-parcel.md).\n"
            for n in range(lines // 5)
        )
        article = desk / "articles" / "delivery" / f"long-{lines}.md"
        article.write_text(
            f"---\ntitle: Zzz {lines} lines\nsummary: Long.\nstatus: public\n---\n{blocks}", encoding="utf-8"
        )
    around = Surroundings(NOW.date(), place / "long-cache", place / "config")
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    async with app.run_test(size=SIZE):
        stage = Drawing(app)
        await stage.pause()
        await stage.press("f4")
        field = app.screen.query_one("#library-query", Input)

        async def find(words: str) -> None:
            field.value = words
            await stage.pause()

        async def page() -> None:
            await stage.press("pagedown")

        await find("invoice")
        print(f"open a 200-line article   {await cost(lambda: find('zzz 200')):6.0f} ms, with the search for it")
        await find("zzz 2000")
        await stage.press("enter", "enter")
        print(f"page-down in 2,000 lines  {shown([await cost(page) for _ in range(20)])}")
        app.exit()


def measure_frames(desks: dict[str, Path], place: Path, peers: list[Path]) -> None:
    """First frames beside a minimal app, the least of three."""
    folders = {f"WARMLINE_{name}": str(place / name.lower()) for name in ("CACHE", "CONFIG", "STATE")}
    environment = {**os.environ, **folders, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
    (place / "state").mkdir(exist_ok=True)
    (place / "state" / TOUR).touch()

    def frame(command: list[str], marker: bytes) -> float:
        return statistics.median(first_frame(command, marker, environment) for _ in range(3))

    minimal = frame([sys.executable, "-c", MINIMAL], b"MARKER")
    print(f"a minimal Textual app     {minimal:6.0f} ms")
    for name, desk in desks.items():
        ours = [sys.executable, "-m", "composer", "--desk", str(desk)]
        first, ready = frame(ours, b"Opening the desk"), frame(ours, b"may answer")
        print(f"{name:26}{first:6.0f} ms   {first / minimal:.2f} x; message and articles {ready / minimal:.1f} x")
    for program in peers:
        document = ["README.md"] if program.name == "frogmouth" else []
        found = frame([str(program), *document], PEERS[program.name])
        print(f"{program.name:26}{found:6.0f} ms   {found / minimal:.2f} x")


def main() -> int:
    """Print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--peers", nargs="*", type=Path, default=[], metavar="PROGRAM")
    arguments = parser.parse_args()
    collect_at_start()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sample, answered = start_desk(place / "sample").folder, start_desk(place / "answered").folder
        large = grow(place / "large", arguments.articles).desk
        shutil.copytree(sample / INBOX, large / INBOX)
        around = Surroundings(NOW.date(), place / "cache", place / "config")
        for desk in (sample, answered, large):
            opened = open_desk(desk, around)
            _ = opened.search
            opened.close()
        measure_frames({"the sample": sample, f"{arguments.articles:,} articles": large}, place, arguments.peers)
        # Whoever was killed behind a first frame has its case still.
        run_on_stage(by_its_clock(measure_keys(answered, place)))
        run_on_stage(by_its_clock(measure_reading(place)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
