"""Closed and full standard streams: a sentence and an exit code, never a bug, and never a claim to have printed."""

from __future__ import annotations

import os
import subprocess
import sys
import tty
from pathlib import Path

import pytest

from composer.cli.main import entry
from composer.records.backup import back_up
from composer.records.open_records import open_records
from kb.streams import _Output, _Talk
from tests.conftest import PATIENCE
from tests.forked import run_forked

ROOT = Path(__file__).parents[2]
CLOSED = {"<&-": 0, ">&-": 1, "2>&-": 2}
FULL = {">/dev/full": 1, "2>/dev/full": 2}


def around(desk: Path) -> dict[str, str]:
    return {f"WARMLINE_{name}": str(desk.parent / name.lower()) for name in ("CACHE", "CONFIG", "STATE")}


def ran(desk: Path, line: str) -> subprocess.CompletedProcess[str]:
    """`warmline WORDS` with the redirections that a shell knows, in a process with streams as Python makes them."""
    words = line.split()
    closed = [CLOSED[word] for word in words if word in CLOSED]

    def work() -> int:
        os.chdir(desk)
        os.environ |= {**around(desk), "TERM": "xterm"}
        for word in words:
            if word in FULL:
                os.dup2(os.open("/dev/full", os.O_WRONLY), FULL[word])
        for number in closed:
            os.close(number)
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            mode = "w" if number else "r"
            stream = None if number in closed else os.fdopen(number, mode, encoding="utf-8", closefd=False)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        sys.argv = ["warmline", *(word for word in words if word not in CLOSED and word not in FULL)]
        entry()
        return 0

    return run_forked(work)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("a\x1b]0;title\x07b\x1b[2J\x1b[31mc\x9b1md", "a]0;titleb[2J[31mc1md"),
        ("one\n\ttwo\r\nthree", "one\n\ttwo\nthree"),
        ("good\rbad", "goodbad"),
        ("over\u202eride \u2066isolate\u2069", "override isolate"),
        ("\x1b[1mbold\x1b[0m and \x1b[2mdim\x1b[0m", "\x1b[1mbold\x1b[0m and \x1b[2mdim\x1b[0m"),
        ("שלום\u200f 你好 👩\u200d🌾", "שלום\u200f 你好 👩\u200d🌾"),
    ],
)
def test_a_terminal_is_given_nothing_that_it_would_obey(printed: str, shown: str) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    with os.fdopen(theirs, "wb", buffering=0) as terminal, os.fdopen(ours, "rb", buffering=0) as screen:
        for kind in (_Output, _Talk):
            stream = kind(terminal, encoding="utf-8", newline="\n", write_through=True)
            stream.write(printed)
            stream.write("\0end")
            given = b""
            while not given.endswith(b"end"):
                given += screen.read(1_000)
            assert given.decode().replace("\r\n", "\n") == f"{shown}end"
            stream.detach()


def test_a_file_is_given_what_was_printed(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as file:
        stream = _Output(file, encoding="utf-8", newline="\n")
        stream.write("a\x1b[2J\x9bb")
        stream.flush()
    assert (tmp_path / "out").read_bytes() == "a\x1b[2J\x9bb".encode()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("customers list >&-", 5, "standard output cannot be written: Bad file descriptor"),
        ("customers list >/dev/full", 5, "standard output cannot be written: No space left on device"),
        ("--help >/dev/full", 5, "standard output cannot be written: No space left on device"),
        ("read - <&-", 8, "standard input holds no message to read"),
        ("customers import - <&- >&-", 10, "standard input was not imported"),
        ("customers import nope.csv 2>&-", 4, ""),
        ("customers import nope.csv 2>/dev/full", 4, ""),
        ("app <&-", 2, "The app needs a terminal"),
    ],
)
def test_a_stream_that_takes_or_gives_nothing_is_said(acme: Path, words: str, code: int, said: str) -> None:
    done = ran(acme, words)
    assert (done.returncode, said in done.stderr, "bug" in done.stderr) == (code, True, False)


def test_without_any_stream_a_command_that_is_started_anew_does_its_work(acme: Path) -> None:
    line = f"exec {sys.executable} -m composer due <&- >&- 2>&-"
    environment = {**around(acme), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    assert subprocess.run(["sh", "-c", line], cwd=acme, env=environment, timeout=PATIENCE, check=False).returncode == 0


def test_a_backup_whose_leftovers_cannot_be_removed_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_records(tmp_path / "records.sqlite").close()

    def fails(*_given: object, **_named: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "rmdir", fails)
    left = back_up(tmp_path / "records.sqlite", tmp_path / "b.sqlite")
    assert left[0].name.startswith(".warmline-backup.")
    assert (tmp_path / "b.sqlite").is_file()
