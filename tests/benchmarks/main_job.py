"""The main job on a real help centre, measured in one run: index, open, search, compose, check, export, first frame.

    python tests/benchmarks/main_job.py [FOLDER]

FOLDER holds Markdown; without one, the help centre in `../shared/data` is taken, else the sample. Times are CPU
milliseconds of this process and of those that help it; the first frame is the CPU of a child on a terminal of its own,
beside a minimal Textual app.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import pty
import resource
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from composer.desk.answers import draft_for
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.desk.reply_checks import check_draft
from composer.desk.reply_context import supplies_for
from composer.writing.assemble import assemble
from kb.articles import ARTICLES
from kb.articles.library import load_library
from kb.articles.status import Status
from kb.faq.export import export_faq
from tests.benchmarks.search import HELP_CENTRE, SETTLING, cpu, find_and_show

QUERIES = (
    "my board is not detected",
    "change email address",
    "order not received",
    "upload fails avrdude",
    "reset my password",
)
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("MARKER")
Minimal().run()
"""


def first_frame(command: list[str], marker: bytes, environment: dict[str, str]) -> float:
    """CPU milliseconds of a child from its start until a text is on its terminal."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        os.execvpe(command[0], command, environment)
    seen = b""
    deadline = time.monotonic() + 30
    while marker not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                seen += os.read(terminal, 65_536)
            except OSError:
                break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if marker not in seen:
        return float("nan")
    return ((after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)) * 1000


def median_of(measure: Callable[[], float]) -> float:
    """The median of five measurements."""
    return statistics.median(measure() for _ in range(5))


def search_times(desk: Desk) -> list[float]:
    """CPU milliseconds of every keystroke of some queries, ten hits with their excerpts each."""
    search = desk.search
    typed = [query[:end] for query in QUERIES for end in range(1, len(query) + 1)]
    return sorted(cpu(partial(find_and_show, search, words)) for words in typed)


def compose_and_check(desk: Desk, message: bytes) -> tuple[float, float, float]:
    """CPU milliseconds to read a message, to compose its reply, and to check it."""
    case = desk.case_for(message, "message")
    reading = desk.read(case.message, case.customer)
    # Another message, for what was found for this one is remembered.
    other = desk.case_for(message + b"\nIt is the second time.", "message")
    reading_time = cpu(lambda: desk.read(other.message, other.customer))
    draft = replace(
        draft_for(desk, case, reading),
        asked=MappingProxyType({"case.update_by": "+2"}),
    )
    composed = assemble(draft, supplies_for(desk, case, reading, draft))
    composing = cpu(lambda: assemble(draft, supplies_for(desk, case, reading, draft)))
    return reading_time, composing, cpu(lambda: check_draft(desk, composed, case, reading))


def main(arguments: list[str]) -> int:
    """Print one line for each figure."""
    folder = Path(arguments[0]) if arguments else HELP_CENTRE if HELP_CENTRE.is_dir() else None
    message = (resources.files("composer") / "sample" / "inbox" / "1-order-4411-late.eml").read_bytes()
    with tempfile.TemporaryDirectory() as place:
        desk_folder = Path(place) / "desk"
        started = start_desk(desk_folder, articles=folder, missing_status=Status.PUBLIC)
        around = Surroundings(dt.date(2026, 11, 22), Path(place) / "cache", Path(place) / "config")
        print(f"{started.articles} articles from {folder.name if folder else 'the sample'}")
        desk = open_desk(desk_folder, around)
        loading = cpu(lambda: desk.library)
        building = cpu(lambda: desk.search)
        print(f"read all articles        {loading:8.0f} ms")
        print(
            f"build the index          {building:8.0f} ms   {started.articles / building * 1000:.0f} articles a second"
        )
        desk.close()
        time.sleep(SETTLING)
        open_desk(desk_folder, around).library.close()
        again = open_desk(desk_folder, around)
        print(f"open what did not change {cpu(lambda: again.search):8.0f} ms")
        times = search_times(again)
        print(f"a keystroke, p50 / p95   {statistics.median(times):8.1f} ms / {times[int(len(times) * 0.95)]:.1f} ms")
        compose_and_check(again, message)
        reading, composing, checking = compose_and_check(again, message)
        print(f"read / compose / check   {reading:8.1f} ms / {composing:.1f} ms / {checking:.1f} ms")
        library = load_library(desk_folder / ARTICLES, Status.PUBLIC)
        exporting = cpu(lambda: export_faq(library, again.settings.library, Path(place) / "site", desk_folder))
        pages = sum(1 for _ in (Path(place) / "site").rglob("index.html"))
        print(f"export the FAQ           {exporting:8.0f} ms   {pages / exporting * 1000:.0f} pages a second")
        again.close()
        places = {f"WARMLINE_{name}": str(Path(place) / name.lower()) for name in ("CACHE", "CONFIG", "STATE")}
        environment = {**os.environ, **places, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
        ours = [sys.executable, "-m", "composer", "--desk", str(desk_folder)]
        minimal = median_of(lambda: first_frame([sys.executable, "-c", MINIMAL], b"MARKER", environment))
        frame = median_of(lambda: first_frame(ours, b"Opening the desk", environment))
        ready = median_of(lambda: first_frame(ours, b"Nothing waits", environment))
        print(f"a minimal Textual app    {minimal:8.0f} ms")
        print(f"first frame              {frame:8.0f} ms   {frame / minimal:.2f} x minimal")
        print(f"desk open in the app     {ready:8.0f} ms   {ready / minimal:.2f} x minimal")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
