"""The app as a process on a real pseudo-terminal: first frame, kill and recovery, hostile bytes, the way out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

from composer.cli.main import entry
from composer.tui.app import TOUR
from tests.conftest import PATIENCE

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
"""What colours the text, or moves the cursor."""


@dataclass
class Terminal:
    """A child on its own terminal, with everything it has written."""

    process: int
    descriptor: int
    written: bytes = b""
    ended: int | None = field(default=None)

    def read_until(self, done: Callable[[], bool]) -> None:
        """Read what is written until something is true; fail when patience ends."""
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, self.written[-2_000:].decode("utf-8", "replace")
            if select.select([self.descriptor], [], [], 0.05)[0]:
                try:
                    self.written += os.read(self.descriptor, 65_536)
                except OSError:
                    return

    def read_until_shown(self, text: str) -> None:
        """Read until a text has been written; a line is written in pieces where it lies over several panes."""
        self.read_until(lambda: text.encode() in _SEQUENCE.sub(b"", self.written))

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self.descriptor, keys)

    def wait(self) -> int:
        """The exit code."""
        self.read_until(self._over)
        if self.ended is None:
            self.ended = os.waitpid(self.process, 0)[1]
        return os.waitstatus_to_exitcode(self.ended)

    def _over(self) -> bool:
        process, status = os.waitpid(self.process, os.WNOHANG)
        if process:
            self.ended = status
        return bool(process)

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        self.ended = 0


def be_warmline(desk: Path, environment: dict[str, str], *, anew: bool) -> NoReturn:
    """In the child: be `warmline` in a desk, either Python started anew or what the tests have imported already."""
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    os.chdir(desk)
    for name in ("COLUMNS", "LINES", "VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    os.environ.update({"TERM": "xterm-256color", "WARMLINE_TODAY": "2026-11-22", **environment})
    if anew:
        os.execv(sys.executable, [sys.executable, "-m", "composer"])
    sys.argv = ["warmline"]
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    code = 70
    try:
        entry()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


@pytest.fixture
def start(acme: Path, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `warmline` on a terminal of 120 by 36; whatever is left running is ended."""
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / TOUR).touch()
    running: list[Terminal] = []

    def run(*, anew: bool = False, **environment: str) -> Terminal:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a test runner has threads
            process, descriptor = pty.fork()
        if process == 0:
            be_warmline(acme, environment, anew=anew)
        running.append(Terminal(process, descriptor))
        return running[-1]

    yield run
    for terminal in running:
        if terminal.ended is None:
            terminal.kill()
        os.close(terminal.descriptor)


def drafts(desk: Path) -> list[Path]:
    """The drafts on disk."""
    return list((desk / ".warmline" / "drafts").glob("*.json"))


def test_a_newcomer_is_shown_around_once(start: Callable[..., Terminal], tmp_path: Path) -> None:
    (tmp_path / "state" / TOUR).unlink()
    terminal = start()
    terminal.read_until_shown("Ana Silva wrote this, and it sounds worried.")
    terminal.press(b"\r\r\r\r")
    terminal.read_until_shown("5 of 5")
    terminal.press(b"\r\x11")
    assert terminal.wait() == 0
    assert (tmp_path / "state" / TOUR).exists()


def test_leaving_while_the_index_is_made_waits_for_nothing(start: Callable[..., Terminal], acme: Path) -> None:
    for number in range(400):
        (acme / "articles" / f"many-{number}.md").write_text(f"# Pot {number}\n\n" + "Water the pot.\n" * 40)
    terminal = start(anew=True)
    terminal.read_until_shown("Indexing articles: ")
    terminal.read_until_shown(" of 415 ")
    terminal.press(b"\x11")
    assert terminal.wait() == 0
    assert b"\x1b[?1049l" in terminal.written


def test_a_draft_survives_kill_9_and_is_offered_again(start: Callable[..., Terminal], acme: Path) -> None:
    terminal = start()
    terminal.read_until_shown("take all")
    terminal.press(b"\n")
    terminal.read_until(lambda: bool(drafts(acme)))
    terminal.kill()
    again = start()
    again.read_until_shown("Unfinished replies")
    again.press(b"\r")
    again.read_until_shown("Acknowledge")


def test_no_escape_sequence_of_a_message_reaches_the_terminal(start: Callable[..., Terminal], acme: Path) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    evil = "\x1b]52;c;ZXZpbA==\x07 \x1b[2J \x9b31m MARK"
    (acme / "inbox" / "1.txt").write_text(f"Where is my order 4411? {evil}\n")
    terminal = start()
    terminal.read_until_shown("MARK")
    assert b"]52;c;ZXZpbA==" not in terminal.written.replace(b"]52;c;ZXZpbA== ", b"")
    assert b"\x1b]52" not in terminal.written
    assert "\x9b".encode() not in terminal.written


def test_without_colours_everything_is_grey_and_marks_are_still_marks(start: Callable[..., Terminal]) -> None:
    terminal = start(NO_COLOR="1", COLORTERM="truecolor")
    terminal.read_until_shown("I tried to")
    colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.written)
    assert colours
    assert [colour for colour in colours if len(set(colour)) > 1] == []
    assert re.search(rb"\x1b\[[0-9;]*\b4;[0-9;]*m(?:I )?tried to", terminal.written)


def test_records_that_are_damaged_end_the_app_with_a_sentence(start: Callable[..., Terminal], acme: Path) -> None:
    records = acme / ".warmline" / "records.sqlite"
    for extra in records.parent.glob("records.sqlite-*"):
        extra.unlink()
    records.write_bytes(b"this is no database, and it stays as it is" * 100)
    before = records.read_bytes()
    terminal = start()
    assert terminal.wait() == 11
    assert "They were left as they are" in " ".join(terminal.written.decode("utf-8", "replace").split())
    assert b"Traceback" not in terminal.written
    assert records.read_bytes() == before


def test_a_paste_with_an_escape_in_it_runs_no_key(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.read_until_shown("take all")
    terminal.press(b"\x1b[20~")
    terminal.read_until_shown("Paste a customer")
    terminal.press(b"\x1b[200~Dear \x1b z \x11 all of you\x1b[201~")
    terminal.read_until_shown("all of you")
    assert b"all of you" in terminal.written
    assert b"\x1b[?1049l" not in terminal.written
    terminal.press(b"\x11")
    assert terminal.wait() == 0


def test_the_editor_opens_the_file_and_what_it_broke_or_why_it_failed_is_told(
    start: Callable[..., Terminal], acme: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "bin" / "vim"  # by its name alone, which breaks no line of a toast, however long the folder is
    editor.parent.mkdir()
    editor.write_text('#!/bin/sh\necho "$@" >> "$0.said"\nfor last; do :; done\necho "[x](gone.md)" >> "$last"\n')
    editor.chmod(0o755)
    terminal = start(EDITOR="vim", PATH=str(editor.parent))
    terminal.read_until_shown("Ana Silva")
    terminal.press(b"\x1bOS")
    terminal.read_until_shown("as customers read it")
    terminal.press(b"\x1b[19~")
    terminal.read_until_shown("1 problem in")
    terminal.read_until_shown("1 problem (^o a)")
    path = acme / "articles" / "delivery" / "change-the-delivery-address.md"
    line = path.read_text().count("\n")
    title = b"Change the delivery address"
    drawn = terminal.written.count(title)
    terminal.press(b"\x1b[B")
    terminal.read_until(lambda: terminal.written.count(title) > drawn)
    terminal.press(b"\x0f")
    terminal.read_until_shown("About what is highlighted")
    terminal.press(b"a")
    terminal.read_until_shown(f"address.md:{line}")
    terminal.press(b"\r")
    said = Path(f"{editor}.said")
    terminal.read_until(lambda: said.read_text().count("\n") == 2)
    assert said.read_text().splitlines() == [str(path), f"+{line} {path}"]
    terminal.read_until_shown("2 problems in")  # only the newest toast is shown: what is still to be told would hide it
    editor.write_text("#!/bin/sh\nexit 1\n")
    terminal.press(b"\x1b[19~")
    terminal.read_until_shown("ended with 1")
    editor.unlink()
    terminal.press(b"\x1b[19~")
    terminal.read_until_shown("could not be started")
    terminal.press(b"\x11")
    assert terminal.wait() == 0
