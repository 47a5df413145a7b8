"""The calendar of a desk: the next such day, working days and hours, Easter, and the parts of weeks and months."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
_PART_OF_WEEK = (1, 2, _FRIDAY)
"""Tuesday for early, Wednesday for the middle, Friday for late."""
_PART_OF_MONTH = (10, 15)


@dataclass(frozen=True)
class WorkingTime:
    """When a desk works: days of the week (Monday is 0), the first and the last hour."""

    days: frozenset[int] = frozenset(range(5))
    opens: dt.time = dt.time(9)
    closes: dt.time = dt.time(18)

    def after_days(self, day: dt.date, count: int) -> dt.date:
        """So many working days later; the day itself is not counted."""
        while count > 0:
            day += ONE_DAY
            count -= day.weekday() in self.days
        return day

    def after_minutes(self, now: dt.datetime, minutes: int) -> dt.datetime:
        """So many working minutes later; in the zone of `now`."""
        at = now
        while True:
            opens = dt.datetime.combine(at.date(), self.opens, at.tzinfo)
            closes = dt.datetime.combine(at.date(), self.closes, at.tzinfo)
            at = max(at, opens)
            left = int((closes - at).total_seconds()) // 60
            if at.weekday() in self.days and left >= minutes:
                return at + dt.timedelta(minutes=minutes)
            if at.weekday() in self.days:
                minutes -= max(left, 0)
            at = dt.datetime.combine(at.date() + ONE_DAY, dt.time(), at.tzinfo)


OFFICE_HOURS = WorkingTime()


def weekday_from(day: dt.date, weekday: int) -> dt.date:
    """The first such day of the week from a day on, which may be the day itself."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def weekday_of_week(day: dt.date, weeks: int, weekday: int) -> dt.date:
    """A day of the week, so many weeks after the week of a day."""
    return day + dt.timedelta(days=weekday - day.weekday(), weeks=weeks)


def part_of_week(day: dt.date, weeks: int, part: int) -> dt.date:
    """The last day of the early (0), middle (1) or late (2) part of a week."""
    return weekday_of_week(day, weeks, _PART_OF_WEEK[part])


def month_from(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last one of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def part_of_month(day: dt.date, part: int) -> dt.date:
    """The last day of the early (0), middle (1) or late (2) part of the month of a day."""
    return last_of_month(day) if part == len(_PART_OF_MONTH) else day.replace(day=_PART_OF_MONTH[part])


def last_of_month(day: dt.date) -> dt.date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def last_of_quarter(day: dt.date, quarters: int) -> dt.date:
    """The last day of a quarter, so many after the quarter of a day."""
    return last_of_month(month_from(day.replace(day=1), 2 - (day.month - 1) % 3 + 3 * quarters))


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """A day; None where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def friday_of_iso_week(year: int, week: int) -> dt.date | None:
    """The Friday of a week as ISO 8601 counts them; None where the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, week, _FRIDAY + 1)
    except ValueError:
        return None


def holiday(rule: str, year: int) -> dt.date | None:
    """The day of a holiday: `12-24`, `easter-2` (days from Easter Sunday) or `11-3-4` (the fourth Thursday)."""
    if rule.startswith("easter"):
        return _easter(year) + dt.timedelta(days=int(rule.removeprefix("easter")))
    month, day, *nth = map(int, rule.split("-"))
    if not nth:
        return date_of(year, month, day)
    return weekday_from(dt.date(year, month, 1), day) + dt.timedelta(weeks=nth[0] - 1)


def is_weekend(moment: dt.datetime, closes: dt.time) -> bool:
    """Whether a working week is over at a moment."""
    return moment.weekday() >= _SATURDAY or (moment.weekday() == _FRIDAY and moment.time() >= closes)


def _easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)
