"""Mail words: what mail programs, servers and people write round a letter, in many languages, from `mail_words.txt`.

The file has a section for each thing that is said, and in it one regular expression a line.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_SECTION = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)
_NAME = re.compile(r"\{([a-z_]+)\}")


@cache
def words(section: str) -> tuple[str, ...]:
    """The lines of a section."""
    return tuple(_sections()[section].split("\n"))


@cache
def expression(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in which `{section}` stands for any line of a section; compiled when it is first needed."""
    return re.compile(_filled(pattern), flags)


@cache
def _sections() -> dict[str, str]:
    text = resources.files("composer.reading").joinpath("mail_words.txt").read_text("utf-8")
    pieces = _SECTION.split(text)
    return {name: lines.strip("\n") for name, lines in zip(pieces[1::2], pieces[2::2], strict=True)}


def _filled(pattern: str) -> str:
    return _NAME.sub(lambda name: f"(?:{_filled('|'.join(words(name[1])))})", pattern)
