"""The commands as people use them, word for word; those that are about records on a server desk, too.

UPDATE_TRANSCRIPTS=1 writes down what they print now.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]
FOLDER = Path(__file__).parent / "transcripts"


@pytest.mark.parametrize(
    ("name", "either"),
    [*((path.stem, "sqlite") for path in sorted(FOLDER.glob("*.txt"))), ("customers", "postgresql")],
    indirect=["either"],
)
def test_a_transcript_is_what_the_commands_print(name: str, warmline: Warmline, either: Path, tmp_path: Path) -> None:
    path = FOLDER / f"{name}.txt"
    written = path.read_text(encoding="utf-8")
    printed = ""
    for line in written.splitlines():
        if line.startswith("$ "):
            printed += transcribed(line, warmline, either, tmp_path)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(printed, encoding="utf-8")
    assert printed == written


def transcribed(line: str, warmline: Warmline, acme: Path, tmp_path: Path) -> str:
    """A command line with its output, its talk and its exit code; `< text` is its standard input."""
    words, stdin = shlex.split(line.removeprefix("$ warmline")), b""
    if "<" in words:
        words, stdin = words[:-2], words[-1].encode()
    ran = warmline(*words, stdin=stdin, folder=acme)
    text = (ran.stdout + ran.stderr).replace(str(tmp_path), "TMP")
    code = f"[exit {ran.returncode}]\n" if ran.returncode else ""
    return f"{line}\n{text}{code}\n"
