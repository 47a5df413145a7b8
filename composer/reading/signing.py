"""Signing: the name that somebody gives below their letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.reading.closings import closing_of
from composer.reading.name_lines import Signed, name_in
from composer.reading.name_words import either
from composer.reading.patterns import fold_in_place
from composer.reading.unclosed import above_contacts, at_the_end, below_device, for_somebody, last_block, piece_alone

_TEXT_END = 3_000
"""Characters from the end in which a signature is looked for, and of one that was set aside."""
_BLOCK = 5
"""Lines that the last block of a letter may have to be a signature."""


def find_signed(text: str, signature: str = "") -> Signed | None:
    """Who signed a letter; None where nobody did, or where it is not clear who."""
    lines = [line.strip() for line in f"{text[-_TEXT_END:]}\n\n{signature[:_TEXT_END]}".split("\n")]
    own = _without_postscripts([line for line in lines if not line.startswith(">")])
    return _signed_above(own) or below_device(lines)


def _signed_above(lines: list[str]) -> Signed | None:
    """Who signed at the end of these lines."""
    first = next((at for at, line in enumerate(lines) if line), 0)
    for at, line in reversed(list(enumerate(lines))):
        closing, name = closing_of(line)
        if not closing or (at == first and at < len(lines) - 1):
            # What stands first greets, as "Grüß Gott" does.
            continue
        if name:
            signed = name_in(name)
            return Signed(signed, closed=True) if signed else None
        found = next((one for one in map(name_in, _below(lines, at)) if one), None)
        if found and not found.sure and (proxy := for_somebody(lines[at + 1 :])):
            return proxy
        if found or at >= len(lines) - _BLOCK:
            return Signed(found, closed=True) if found else piece_alone(lines[-1])
        break
    return for_somebody(lines) or last_block(lines) or above_contacts(lines) or at_the_end(lines)


def _below(lines: list[str], at: int) -> Iterator[str]:
    """The lines below a closing that may be a name: the first, and what follows a company or an office."""
    following = [line for line in lines[at + 1 :] if line][:4]
    for line in following:
        if closing_of(line) != (True, ""):
            yield line


def _without_postscripts(lines: list[str]) -> list[str]:
    """The lines up to a postscript or to what a telephone adds, blank ones at the end gone."""
    ends = re.compile(rf"(?:{either('postscripts')})(?![\w'])[.:]?", re.IGNORECASE)
    for at in range(len(lines) - 1, 0, -1):
        if ends.match(fold_in_place(lines[at])) and len(lines) - at <= 6:
            lines = lines[:at]
    full = max((at for at, line in enumerate(lines) if line), default=-1)
    return lines[: full + 1]
