"""What an agent gives for a field: whether it can be, for this message."""

from __future__ import annotations

import datetime as dt

from composer.phrases.fields import house_date, parse_day, why_not
from kb.articles.article import AskedField

SENT = "case.sent_on"
"""The day on which something left us, which they ask about afterwards."""


def why_no_value(ask: AskedField, value: str, today: dt.date, written: dt.date | None) -> str:
    """Why a value cannot be what was asked for, or an empty text; nothing left us after somebody asked where it is."""
    wrong = why_not(ask, value, today)
    day = parse_day(value, today) if ask.field == SENT and not wrong else None
    if day is not None and written is not None and day > written:
        return f"{house_date(day, 'en')} is after they wrote"
    return wrong
