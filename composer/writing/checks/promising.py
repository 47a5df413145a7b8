"""Promising: a promise has a day, and one that is still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from composer.writing.checks.context import Checking
from composer.writing.finding import Finding
from composer.writing.promises import find_promises, has_gone_by


def promises_have_a_day(checking: Checking) -> Iterator[Finding]:
    """`I will get back to you soon`: broken the moment it is sent."""
    for promise in find_promises(checking.text, checking.speech):
        span = (promise.start, promise.end)
        if not promise.dated:
            reason = (
                f"{promise.vague!r} is no day; the customer starts waiting now."
                if promise.vague
                else "This promises something without saying by when."
            )
            suggestion = (
                'Name the day or the hour: "I will write to you by Friday at 16:00, also if there is no news yet."'
            )
            yield checking.found("promise-undated", span, reason, suggestion)
        elif checking.today and has_gone_by(promise, _noon(checking.today), checking.speech, checking.language):
            reason = "The day that it names has gone by."
            yield checking.found("promise-past", span, reason, "Name a day that is still to come.")


def _noon(day: dt.date) -> dt.datetime:
    """The middle of a day: the zone does not matter for whether a day has gone by."""
    return dt.datetime.combine(day, dt.time(12), dt.UTC)
