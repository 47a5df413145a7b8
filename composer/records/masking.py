"""Masking: numbers of payment cards are never kept; every other number is left alone."""

from __future__ import annotations

import re

_FEWEST, _MOST = 13, 19
"""Digits of a card number, ISO/IEC 7812."""
_MOST_GROUPS = 6
"""Into which people part them; a list of small numbers is no card."""
_LAST = 4
"""Digits that stay readable, so that people still know which card is meant."""
_RUN = re.compile(r"(?<![^\W_])\d(?:[ \u00a0\u2007\u2009\u202f.\-\u2010-\u2013]{0,2}\d){12,}(?![^\W_])")
_GROUP = re.compile(r"\d+")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def mask_cards(text: str) -> str:
    """The text with a dot for each digit of a card number but the last four; it is as long as before.

    A card number has 13 to 19 digits, alone or in groups, begins with 2 to 6, and satisfies Luhn's check (ISO/IEC
    7812-1, annex B).
    """
    return _RUN.sub(lambda run: _masked(run[0]), text)


def _masked(run: str) -> str:
    """A run of digits with every card number in it masked; one begins and ends where a group does."""
    days = [match.start() for match in _DAY.finditer(run)]
    groups = [match.span() for match in _GROUP.finditer(run)]
    letters = list(run)
    for first, (start, _end) in enumerate(groups):
        for _start, end in groups[first : first + _MOST_GROUPS]:
            if _is_card(letters[start:end]) and not any(start <= day < end for day in days):
                digits = [at for at in range(start, end) if letters[at].isdigit()]
                for at in digits[:-_LAST]:
                    letters[at] = "•"
                break
    return "".join(letters)


def _is_card(piece: list[str]) -> bool:
    digits = [int(letter) for letter in piece if letter.isdigit()]
    if not _FEWEST <= len(digits) <= _MOST or not 2 <= digits[0] <= 6:
        return False
    doubled = [digit if at % 2 == 0 else digit * 2 - 9 * (digit > 4) for at, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
