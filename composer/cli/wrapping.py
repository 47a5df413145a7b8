"""Lines that break between words at the edge of a terminal; what goes elsewhere keeps its lines."""

from __future__ import annotations

import shutil
import sys
import textwrap

_WIDEST = 100


def wrapped(text: str, indent: str = "") -> str:
    """A text for the standard output; `indent` stands before what goes on."""
    if not sys.stdout.isatty():
        return text
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    lines = (
        textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]
        for line in text.split("\n")
    )
    return "\n".join(part for line in lines for part in line)
