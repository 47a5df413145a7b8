"""Promising: a promise has a day, one that there is, and one that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from composer.phrases.fields import house_date
from composer.reading.days.saying import day_spans
from composer.reading.days.seen import Why
from composer.reading.patterns import Text
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding
from composer.writing.promises import Promise, why_undated
from kb.problem import Level

_NAME_A_DAY = 'Name the day or the hour: "I will write to you by Friday at 16:00, also if there is no news yet."'


def promises_have_a_day(checking: Checking) -> Iterator[Finding]:
    """`I will get back to you soon`: broken the moment it is sent."""
    promises = checking.promises
    for promise in promises:
        span = (promise.start, promise.end)
        if promise.when and Why.IMPOSSIBLE in (promise.why, promise.when.note):
            reason = f"“{promise.words}” is no day: the weekday does not fit the date, or the month is shorter."
            yield checking.found("promise-no-such-day", span, reason, "Look at a calendar, and name the right day.")
        elif promise.why is Why.PAST:
            reason = "The day that it names has gone by."
            yield checking.found("promise-past", span, reason, "Name a day that is still to come.")
        elif promise.due and checking.needed_on and promise.due.date() > checking.needed_on:
            day = house_date(checking.needed_on, "en")
            reason = f"They need it for {day}, and this is after that."
            yield checking.found("promise-late", span, reason, "Name an earlier day, or say that it cannot be in time.")
        elif not promise.dated and not _of_a_day_before(checking, promise):
            yield checking.found("promise-undated", span, _undated(promise), _NAME_A_DAY, level=_level(promise))


def _level(promise: Promise) -> Level | None:
    """How heavy a promise without its day is: `soon` leaves somebody waiting, and blocks.

    Where no time is said, or no moment, a good reply may mean the day that stands beside it, or the minute in
    which it is written: that only reminds.
    """
    return None if promise.words and promise.why is Why.VAGUE else Level.HINT


def _of_a_day_before(checking: Checking, promise: Promise) -> bool:
    """Whether a promise is for the day that an earlier sentence names: `I will write to you on that day`."""
    if not checking.speech.finds(promise.text, checking.speech.that_day):
        return False
    return bool(day_spans(Text.of(checking.ours[: promise.start]), checking.speech.day_words))


def _undated(promise: Promise) -> str:
    if promise.why is Why.VAGUE and promise.words:
        return f"“{promise.words}” says no day, and the customer starts to wait now."
    if promise.words:
        reason = why_undated(promise)
        return f"{reason[0].upper()}{reason[1:]}, so nobody is reminded."
    return "This promises something without saying by when."


CHECKS: tuple[Check, ...] = (promises_have_a_day,)
