"""The clock: the present moment and the day, or those that WARMLINE_TODAY sets."""

from __future__ import annotations

import datetime as dt
import os

from kb.errors import BadToday


def today_here() -> dt.date:
    """The day on which a command runs; BadToday where WARMLINE_TODAY is none."""
    day = os.environ.get("WARMLINE_TODAY")
    try:
        return dt.date.fromisoformat(day) if day else dt.datetime.now().astimezone().date()
    except ValueError as error:
        raise BadToday(day or "") from error


def now_here() -> dt.datetime:
    """The present moment in the zone of this machine; nine o'clock where WARMLINE_TODAY sets the day."""
    if os.environ.get("WARMLINE_TODAY"):
        return dt.datetime.combine(today_here(), dt.time(9)).astimezone()
    return dt.datetime.now().astimezone()
