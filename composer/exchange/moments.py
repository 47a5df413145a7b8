"""Moments in files of other programs: ISO 8601, seconds since 1970, and days with slashes whose order must be told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

_UNIX = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AaPp][Mm])?)?")
_ZONE_WORD = re.compile(r" ?(?:UTC|GMT|Z)$")
_LATEST = 4_000_000_000
"""Seconds; above them a number counts milliseconds."""


def months_first(cells: Iterable[str]) -> bool | None:
    """Whether days such as 03/14/2026 begin with the month, as some of them show; None where none of them shows it."""
    pairs = [(int(found[1]), int(found[2])) for cell in cells if (found := _SLASHES.fullmatch(cell.strip()))]
    if any(second > 12 for _first, second in pairs):
        return True
    return False if any(first > 12 for first, _second in pairs) else None


def parse_moment(cell: str, zone: dt.tzinfo, *, months: bool | None) -> dt.datetime | str:
    """The moment in a cell, or what is wrong with it; `zone` is that of moments which name none."""
    text = cell.strip()
    if _UNIX.fullmatch(text):
        seconds = float(text)
        return dt.datetime.fromtimestamp(seconds if seconds < _LATEST else seconds / 1_000, dt.UTC)
    slashes = _SLASHES.fullmatch(text)
    try:
        if slashes:
            return _with_slashes(slashes, zone, months)
        utc = _ZONE_WORD.sub("+00:00", text)
        found = dt.datetime.fromisoformat(utc.replace(" +", "+") if "+" in utc else utc)
    except ValueError:
        return f"{text[:30]!r} is no moment; write it as 2026-11-21T09:30+01:00"
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _with_slashes(found: re.Match[str], zone: dt.tzinfo, months: bool | None) -> dt.datetime | str:  # noqa: FBT001  an answer that is passed on
    first, second, year = (int(found[group]) for group in (1, 2, 3))
    if months is None and first != second:
        return f"{found[0]!r} may begin with the month or the day; say --dates mdy or --dates dmy"
    month, day = (first, second) if months else (second, first)
    hour, minute, second = int(found[4] or 0), int(found[5] or 0), int(found[6] or 0)
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "pm" else 0)
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone)
