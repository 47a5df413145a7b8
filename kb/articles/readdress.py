"""The addresses in an article's source, each led elsewhere where somebody says so; all else stays by the byte."""

from __future__ import annotations

import re
from collections.abc import Callable

_ADDRESS = re.compile(
    r"""\]\(\s*<?(?P<inline>[^)\s<>]+)   # [words](address)
    |^[ ]{0,3}\[[^\]]+\]:\s*<?(?P<below>[^\s<>]+)   # [name]: address
    |\b(?:href|src)\s*=\s*["'](?P<html>[^"']+)   # <a href="address">
    """,
    re.VERBOSE,
)
_PARTS = re.compile(r"\A([^?#]*)([?#]?)(.*)", re.DOTALL)
"""An address parted into its path and what follows it."""
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})")


def readdressed(source: str, lead: Callable[[str], str]) -> tuple[str, int]:
    """A source in which `lead` says the path of each address, and how many are another one now.

    `lead` gets the whole address, and gives its path without what follows `?` or `#`. Code between fences stays.
    """
    parts: list[str] = []
    fence, changed = "", 0
    for line in source.splitlines(keepends=True):
        opening = _FENCE.match(line)
        if opening and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opening[1]
        written, count = (line, 0) if fence or opening else _line(line, lead)
        parts.append(written)
        changed += count
    return "".join(parts), changed


def _line(line: str, lead: Callable[[str], str]) -> tuple[str, int]:
    changed = 0

    def put(match: re.Match[str]) -> str:
        nonlocal changed
        group = str(match.lastgroup)
        path, mark, rest = _PARTS.findall(match[group])[0]
        written = lead(match[group])
        changed += written != path
        start, end = match.start(group) - match.start(), match.end(group) - match.start()
        return f"{match[0][:start]}{written}{mark}{rest}{match[0][end:]}"

    return _ADDRESS.sub(put, line), changed


def path_of(address: str) -> str:
    """The path of an address, as it is written."""
    return str(_PARTS.findall(address)[0][0])
