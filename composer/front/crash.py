"""Crash reports: where a bug happened, without a word of a customer."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

from kb.errors import CannotWrite
from kb.files import write_text


def state_folder() -> Path:
    """Where this person's crash reports and copies of replies go."""
    import platformdirs

    return Path(os.environ.get("WARMLINE_STATE") or platformdirs.user_state_dir("warmline"))


def write_report(error: BaseException) -> Path:
    """Write the report of a bug: the kinds of errors and the lines of code, but no values and no messages."""
    lines = [f"Python {sys.version.split()[0]} on {sys.platform}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    path = state_folder() / "crash.txt"
    try:
        write_text(path, "\n".join(lines) + "\n", 0o600)
    except CannotWrite:
        path = Path(tempfile.gettempdir()) / f"warmline-crash-{os.getpid()}.txt"
        write_text(path, "\n".join(lines) + "\n", 0o600)
    return path
