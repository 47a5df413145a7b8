"""How a text that came from elsewhere is laid out: without the indentation that it need not have, and its links."""

from __future__ import annotations

import re

from kb.faq.pages.markdown_copy import as_target
from kb.moving_in.masking import HELD

_BRACKET = re.compile(r"(?<!\\)[\[\]]")


def dedented(text: str) -> str:
    """A text without the indentation that all of its lines share."""
    lines = text.split("\n")
    widths = [
        len(line) - len(line.lstrip(" \t")) for line in lines[1 if not text.startswith(" ") else 0 :] if line.strip()
    ]
    least = min(widths, default=0)
    return "\n".join(line[least:] if len(line) - len(line.lstrip(" \t")) >= least else line for line in lines)


def link(words: str, target: str) -> str:
    """A link with words of Markdown, which no bracket in them or in its address ends; a picture in them stays one."""
    # An empty line would end it as well.
    words = " ".join(words.split()) if "\n" in words else words
    shown = words if "![" in words else _BRACKET.sub(r"\\\g<0>", words)
    # Code that is held back stands in an address as it is.
    return f"[{shown}]({target if HELD in target else as_target(target)})"
