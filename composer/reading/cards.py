"""Cards: numbers of payment cards, wherever they stand; they are never kept and never sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FEWEST, _MOST = 13, 19
"""Digits of a card number, ISO/IEC 7812."""
_MOST_GROUPS = 6
"""Into which people part them; a list of small numbers is no card."""
_LAST = 4
"""Digits that stay readable, so that people still know which card is meant."""
_RUN = re.compile(r"(?<![^\W_])\d(?:[ \u00a0\u2007\u2009\u202f.\-\u2010-\u2013]{0,2}\d){12,}(?![^\W_])")
_GROUP = re.compile(r"\d+")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def find_cards(text: str) -> list[tuple[int, int]]:
    """Where numbers of payment cards stand, as spans of characters [start, end).

    A card number has 13 to 19 digits, alone or in groups, begins with 2 to 6, and satisfies Luhn's check (ISO/IEC
    7812-1, annex B).
    """
    return [(run.start() + start, run.start() + end) for run in _RUN.finditer(text) for start, end in _in_run(run[0])]


def mask_cards(text: str) -> str:
    """The text with a dot for each digit of a card number but the last four; it is as long as before."""
    letters = list(text)
    for start, end in find_cards(text):
        digits = [at for at in range(start, end) if letters[at].isdigit()]
        for at in digits[:-_LAST]:
            letters[at] = "•"
    return "".join(letters)


def _in_run(run: str) -> Iterator[tuple[int, int]]:
    """The card numbers in a run of digits; one begins and ends where a group does."""
    days = [match.start() for match in _DAY.finditer(run)]
    groups = [match.span() for match in _GROUP.finditer(run)]
    free = 0
    for first, (start, _end) in enumerate(groups):
        for _start, end in groups[first : first + _MOST_GROUPS]:
            if start >= free and _is_card(run[start:end]) and not any(start <= day < end for day in days):
                yield start, end
                free = end
                break


def _is_card(piece: str) -> bool:
    digits = [int(letter) for letter in piece if letter.isdigit()]
    if not _FEWEST <= len(digits) <= _MOST or not 2 <= digits[0] <= 6:
        return False
    doubled = [digit if at % 2 == 0 else digit * 2 - 9 * (digit > 4) for at, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
