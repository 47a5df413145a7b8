"""The terminal app beside the least that Textual can do, in one run: first frames, keys, cases, articles.

    python tests/benchmarks/screens.py [ARTICLES] [--peers PROGRAM…]

ARTICLES (10,000 where nothing is said) is the size of a second desk, grown from the help centre in `../shared/data`, or
from the sample where that is absent. A PROGRAM is the command of posting, harlequin or frogmouth, each from an
environment of its own, since they want different versions of Textual; it is started as well. Times are CPU: of a child
on a terminal of its own until its first frame, or of this process for a key with everything that it starts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from composer.cases.case import Case
from composer.desk.desk import Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.settings import INBOX
from composer.tui.app import TOUR, WarmlineApp
from tests.benchmarks.main_job import MINIMAL, first_frame
from tests.benchmarks.search import grow
from tests.screens.stage import Stage, run_on_stage

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
SIZE = (120, 36)
WORDS = "where is my late parcel"
SENTENCE = "I have asked them to look for it today"
PEERS = {"posting": b"Collection", "harlequin": b"Query Editor", "frogmouth": b"README.md"}
"""What stands on the first frame of each."""
Step = Callable[[], Awaitable[object]]
COMMANDS = {
    "take the next passage": ("ctrl+j", ("ctrl+z",)),
    "take all": ("ctrl+g", ("ctrl+z",)),
    "another wording": ("ctrl+t", ()),
    "next open": ("ctrl+n", ()),
    "undo": ("ctrl+z", ("ctrl+y",)),
    "save": ("ctrl+s", ()),
    "find": ("ctrl+f", ("ctrl+o", "r")),
    "go to": ("ctrl+o", ("escape",)),
    "a pane": ("m", ("escape",)),
    "palette": ("ctrl+p", ("escape",)),
    "help": ("f1", ("escape",)),
    "new message": ("f9", ("escape",)),
    "review": ("ctrl+r", ("escape",)),
    "inbox": ("f2", ("f3",)),
    "library": ("f4", ("f3",)),
    "follow-ups": ("f5", ("f3",)),
}
"""The key of each command on the Answer screen, and the keys that lead back."""
BEFORE = {"a pane": ("ctrl+o",), "undo": ("ctrl+j",)}
"""The keys pressed before those that need some, which are not measured."""
ROUNDS = 12


class Bare(App[None]):
    """An empty field and a text: what the same keys cost without us."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """The field and the text."""
        yield Input()
        yield TextArea(self.text)


async def cost(step: Step) -> float:
    """CPU milliseconds of one step."""
    start = time.process_time()
    await step()
    return (time.process_time() - start) * 1000


async def keys(stage: Stage, text: str) -> list[float]:
    """CPU milliseconds of every key of a text, with all that it starts and draws."""
    return [await cost(partial(stage.press, "space" if key == " " else key)) for key in text]


async def commands(stage: Stage) -> None:
    """CPU of each command's key, on the Answer screen with a message open."""
    for name, (key, back) in COMMANDS.items():
        times = []
        for _ in range(ROUNDS):
            await stage.press(*BEFORE.get(name, ()))
            times.append(await cost(partial(stage.press, key)))
            await stage.press(*back)
        print(f"{name:26}{shown(times[1:])}, first {times[0]:.0f} ms")


def shown(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):6.1f} / {sorted(times)[int(len(times) * 0.95)]:.1f} ms"


async def measure_keys(desk: Path, place: Path) -> None:
    """Keys in the search field and in the reply beside the same keys in bare widgets; cases and articles."""
    around = Surroundings(NOW.date(), place / "cache", place / "config")
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    async with app.run_test(size=SIZE):
        stage = Stage(app)
        await stage.pause()
        await commands(stage)
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
        app.exit()
    bare = Bare(text)
    async with bare.run_test(size=SIZE):
        stage = Stage(bare)
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
        stage = Stage(app)
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
    gc.set_threshold(50_000)  # as the command does
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sample = start_desk(place / "sample").folder
        large = grow(place / "large", arguments.articles).desk
        shutil.copytree(sample / INBOX, large / INBOX)
        around = Surroundings(NOW.date(), place / "cache", place / "config")
        for desk in (sample, large):
            opened = open_desk(desk, around)
            _ = opened.search
            opened.close()
        measure_frames({"the sample": sample, f"{arguments.articles:,} articles": large}, place, arguments.peers)
        run_on_stage(measure_keys(sample, place))
        run_on_stage(measure_reading(place))
    return 0


if __name__ == "__main__":
    sys.exit(main())
