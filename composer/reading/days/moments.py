"""Moments: when an atom is, seen from a moment, by the conventions for promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from composer.reading.days import calendar as cal
from composer.reading.days.atoms import Atom
from composer.reading.days.marks import FULL, OR_DAY, POINTED, UNCLEAR
from composer.reading.days.seen import MIDDAY, UNKNOWN, Moment, Seen, Why
from composer.reading.days.words import EDGES

FIRST_THING = 10 * 60
_ALMOST_MIDNIGHT = 23 * 60 + 59
_YEARS = range(1900, 2200)
_MOST_HOURS = 24
_FULL_DAY = _MOST_HOURS * 60
EACH = 9
"""The shift of `every`: the first time counts."""
_LATE = EDGES.index("late")
_NEARLY_A_YEAR = dt.timedelta(days=300)
"""A day without a year that is next so far ahead was meant to be the one that has just gone by."""
_SURELY_THE_DATE = dt.timedelta(days=90)
"""So far ahead, a wrong day of the week beside a date leaves the date as it is."""


def moment_of(atom: Atom, seen: Seen, prefix: str = "") -> Moment | None:
    """When an atom is; None where its form says nothing after all. `prefix` has the kinds of marks before it."""
    return _READERS[atom.form](atom, seen, prefix)


def _date(atom: Atom, seen: Seen, _prefix: str) -> Moment:
    figures = atom.mark("D")
    if figures and figures.name == UNCLEAR:
        return Moment(why=Why.AMBIGUOUS)
    if figures:
        year, month, day = figures.value // 10_000, figures.value // 100 % 100, figures.value % 100
    else:
        year, month, day = atom.value("y") or 0, atom.value("M") or 0, atom.value("noO") or 0
    if year and year not in _YEARS:
        return Moment(why=Why.IMPOSSIBLE)
    found = cal.date_of(year, month, day) if year else _without_year(month, day, seen)
    if found is None:
        return Moment(why=Why.IMPOSSIBLE)
    if not year and not seen.backwards and found - seen.today > _NEARLY_A_YEAR:
        return Moment(why=Why.PAST)
    return _agreeing(Moment(found), atom.value("Ws"), seen)


def _without_year(month: int, day: int, seen: Seen) -> dt.date | None:
    """The next such day, or the last one when looking back."""
    this = cal.date_of(seen.today.year, month, day)
    gone = this is not None and (this > seen.today if seen.backwards else this < seen.today)
    return cal.date_of(seen.today.year + (-1 if seen.backwards else 1), month, day) if gone else this


def _agreeing(moment: Moment, weekday: int | None, seen: Seen) -> Moment:
    """The moment, if its day is the day of the week that is said beside it."""
    if weekday is None or moment.day is None or moment.day.weekday() == weekday:
        return moment
    if moment.day - seen.today > _SURELY_THE_DATE:
        return replace(moment, note=Why.IMPOSSIBLE)
    return Moment(why=Why.IMPOSSIBLE)


def _month_day(atom: Atom, seen: Seen, prefix: str) -> Moment | None:
    day, months = atom.value("oO") or 0, atom.value("x")
    if prefix.endswith("b") and len(atom.marks) == 1 and atom.marks[0].name == POINTED and day <= _MOST_HOURS:
        return Moment(why=Why.AMBIGUOUS)
    if atom.mark("u") and atom.unit != "month":
        return None
    if not 1 <= day <= 31:
        return Moment(why=Why.IMPOSSIBLE)
    start = seen.today.replace(day=1)
    for ahead in range(12) if months is None else (months,):
        first = cal.month_from(start, -ahead if seen.backwards and months is None else ahead)
        found = cal.date_of(first.year, first.month, day)
        if found and (months is not None or (found <= seen.today if seen.backwards else found >= seen.today)):
            return _agreeing(Moment(found), atom.value("Ws"), seen)
    return Moment(why=Why.IMPOSSIBLE)


def _weekday(atom: Atom, seen: Seen, _prefix: str) -> Moment | None:
    weekday, shift = atom.value("Ws") or 0, atom.value("x")
    weeks = atom.value("nN") or 1
    unit = atom.mark("uU")
    if unit is None:
        return Moment(_named(weekday, shift, seen), named=shift != -1)
    if shift is not None:
        if unit.name == "week" and shift != EACH:
            return Moment(cal.weekday_of_week(seen.today, shift, weekday))
        return Moment(_named(weekday, None, seen), named=True)
    if unit.name == "day":
        # "Friday in eight days" is a week from Friday.
        return Moment(_named(weekday, 0, seen) + dt.timedelta(days=round(weeks / 7) * 7)) if weeks > 6 else None
    start = _named(weekday, 0, seen)
    if start == seen.today:
        start += dt.timedelta(weeks=1)
    return Moment(start + dt.timedelta(weeks=weeks)) if unit.name == "week" else None


def _named(weekday: int, shift: int | None, seen: Seen) -> dt.date:
    """The next such day of the week; looking back, or with `last`, the one before."""
    if shift == -1 or (seen.backwards and shift is None):
        return cal.weekday_from(seen.today - dt.timedelta(days=7), weekday)
    found = cal.weekday_from(seen.today, weekday)
    late = shift == 2 or (shift == 1 and found == seen.today)
    return found + dt.timedelta(weeks=1) if late else found


def _relative(atom: Atom, seen: Seen, _prefix: str) -> Moment:
    days = atom.value("T") or 0
    if atom.mark("uU"):
        later = _later(seen.today, atom.unit, atom.value("nN") or 1, seen)
        return Moment(later + dt.timedelta(days=days)) if later else UNKNOWN
    return Moment(seen.today + dt.timedelta(days=days))


def _edge(atom: Atom, seen: Seen, prefix: str) -> Moment | None:
    part, shift = atom.value("E") or 0, atom.value("x")
    if atom.mark("K"):
        week = _iso_week(atom, seen, prefix)
        return replace(week, day=cal.part_of_week(week.day, 0, part)) if week.day else week
    if atom.mark("S"):
        return _weekend(atom, seen, prefix)
    if atom.mark("M") and atom.unit:
        return _week_of_month(atom, seen, prefix)
    if atom.mark("M"):
        return _month(atom, seen, prefix)
    if atom.mark("WT"):
        day = _named(atom.value("W") or 0, shift, seen) if atom.mark("W") else _relative(atom, seen, prefix).day
        return Moment(day, None if part == _LATE else MIDDAY, part=part != _LATE, named=bool(atom.mark("W")))
    if atom.mark("y") and not atom.mark("M"):
        return Moment(dt.date(atom.value("y") or 1, 12, 31)) if part == _LATE else UNKNOWN
    return UNKNOWN if atom.mark("U") else _part_of_unit(atom.unit, shift, part, seen)


def _part_of_unit(unit: str, shift: int | None, part: int, seen: Seen) -> Moment | None:
    """The early, middle or late part of a day, a week, a month, a quarter or a year."""
    match unit:
        case "day":
            day = None if shift is None else seen.today + dt.timedelta(days=shift)
            return Moment(day) if part == _LATE else Moment(day, MIDDAY, part=True)
        case "week":
            return _part_of_week(seen, shift, part)
        case "month":
            return _part_of_month(seen, shift, part)
        case "quarter" if part == _LATE:
            return Moment(cal.last_of_quarter(seen.today, shift or 0))
        case "year" if part == _LATE:
            return Moment(dt.date(seen.today.year + (shift or 0), 12, 31))
        case "year" | "quarter":
            return UNKNOWN
    return None


def _part_of_week(seen: Seen, shift: int | None, part: int) -> Moment:
    if part == _LATE and not shift:
        return Moment(_end_of_week(seen))
    found = cal.part_of_week(seen.today, shift or 0, part)
    if found < seen.today and not seen.backwards:
        return Moment(why=Why.PAST) if shift == 0 else Moment(cal.part_of_week(seen.today, 1, part))
    return Moment(found)


def _end_of_week(seen: Seen) -> dt.date:
    """Friday; on Friday evening and at the weekend, Sunday."""
    return cal.weekday_of_week(seen.today, 0, 6 if cal.is_weekend(seen.now, seen.working.closes) else 4)


def _part_of_month(seen: Seen, shift: int | None, part: int) -> Moment:
    found = cal.part_of_month(cal.month_from(seen.today.replace(day=1), shift or 0), part)
    if found < seen.today and not seen.backwards:
        following = cal.month_from(seen.today.replace(day=1), 1)
        return Moment(why=Why.PAST) if shift == 0 else Moment(cal.part_of_month(following, part))
    return Moment(found)


def _month(atom: Atom, seen: Seen, prefix: str) -> Moment:
    """The last day of a month, or of a part of it; `by March` is the first of March."""
    month, year, part = atom.value("M") or 1, atom.value("y"), atom.value("E")
    first_day = part is None and prefix[-1:] in ("b", "f", "L")

    def day_in(of_year: int) -> dt.date:
        first = dt.date(of_year, month, 1)
        return first if first_day else cal.part_of_month(first, _LATE if part is None else part)

    if year:
        return Moment(day_in(year))
    found = day_in(seen.today.year)
    if seen.backwards:
        return Moment(found if dt.date(found.year, month, 1) <= seen.today else day_in(seen.today.year - 1))
    found = found if found >= seen.today else day_in(seen.today.year + 1)
    return Moment(why=Why.PAST) if found - seen.today > _NEARLY_A_YEAR else Moment(found)


def _week_of_month(atom: Atom, seen: Seen, prefix: str) -> Moment:
    """`The first week of January` ends on the 7th; by then is too unclear to say a day."""
    month, week = _month(atom, seen, ""), atom.value("oO")
    if atom.unit != "week" or prefix.endswith("b") or month.day is None:
        return UNKNOWN
    if week is None:
        return month if atom.value("x") == -1 else UNKNOWN
    return Moment(cal.date_of(month.day.year, month.day.month, 7 * week)) if 1 <= week <= 4 else UNKNOWN


def _iso_week(atom: Atom, seen: Seen, _prefix: str) -> Moment:
    week, year = atom.value("noO") or 0, seen.today.isocalendar().year
    found = cal.friday_of_iso_week(year, week)
    if found is None or (found < seen.today and not seen.backwards):
        found = cal.friday_of_iso_week(year + 1, week)
    if found is None:
        return Moment(why=Why.IMPOSSIBLE)
    return Moment(why=Why.PAST) if found - seen.today > _NEARLY_A_YEAR else Moment(found)


def _weekend(atom: Atom, seen: Seen, prefix: str) -> Moment:
    """Sunday of the running weekend or the next one; before it is Friday."""
    on_one = seen.today.weekday() in (5, 6)
    shift = atom.value("x")
    weeks = -1 if shift == -1 or (seen.backwards and shift is None and not on_one) else int(shift == 1 and on_one)
    weeks += shift == 2
    sunday = cal.weekday_of_week(seen.today, weeks, 6)
    if prefix.endswith("f"):
        return Moment(why=Why.AMBIGUOUS) if on_one else Moment(sunday - dt.timedelta(days=2))
    return Moment(sunday)


def _holiday(atom: Atom, seen: Seen, _prefix: str) -> Moment:
    mark, year = atom.mark("H"), atom.value("y")
    rule = mark.name if mark else ""
    step = -1 if seen.backwards else 1
    for one in (year,) if year else (seen.today.year, seen.today.year + step):
        found = cal.holiday(rule, one)
        if found and (year or (found <= seen.today if seen.backwards else found >= seen.today)):
            return Moment(found)
    return Moment(why=Why.IMPOSSIBLE)


def _at_once(_atom: Atom, seen: Seen, _prefix: str) -> Moment:
    return Moment(seen.today)


def _shifted(atom: Atom, seen: Seen, _prefix: str) -> Moment | None:
    """The running or the next week, month or year; `within the hour`; a plural without a number says nothing."""
    shift = atom.value("x")
    if atom.mark("U"):
        return UNKNOWN
    shift = 0 if shift == EACH else shift
    unit = atom.unit
    if unit in ("minute", "hour", "working day", "working hour") or atom.mark("p"):
        return _offset_of(1, unit, seen)
    match unit:
        case "day":
            return Moment(seen.today + dt.timedelta(days=shift or 0))
        case "week" if shift in (None, 0):
            return Moment(_end_of_week(seen))
        case "week":
            return Moment(cal.weekday_of_week(seen.today, shift or 0, 4))
        case "month":
            return Moment(cal.last_of_month(cal.month_from(seen.today.replace(day=1), shift or 0)))
        case "quarter":
            return Moment(cal.last_of_quarter(seen.today, shift or 0))
        case "year":
            return Moment(dt.date(seen.today.year + (shift or 0), 12, 31))
    return None


def _offset(atom: Atom, seen: Seen, _prefix: str) -> Moment:
    """A length of time; of a range the later end."""
    count = atom.mark("nNq")
    if count is None or count.kind == "q":
        return replace(UNKNOWN, length=True)
    back = seen.backwards or atom.mark("g") or atom.marks[0].kind == "f"
    return _offset_of(-count.value if back else count.value, atom.unit, seen)


def _offset_of(count: int, unit: str, seen: Seen) -> Moment:
    now = seen.now
    if unit in ("minute", "hour"):
        elapsed = dt.timedelta(minutes=count * (60 if unit == "hour" else 1))
        return Moment(exact=(now.astimezone(dt.UTC) + elapsed).astimezone(now.tzinfo), length=True)
    if unit == "working hour":
        return Moment(exact=seen.working.after_minutes(now, count * 60), length=True)
    day = _later(seen.today, unit, count, seen)
    return Moment(day, length=True) if day else replace(UNKNOWN, length=True)


def _later(day: dt.date, unit: str, count: int, seen: Seen) -> dt.date | None:
    """A day so many units later; None for a count that nobody means."""
    if abs(count) > 999:
        return None
    match unit:
        case "day":
            return day + dt.timedelta(days=count)
        case "working day":
            return seen.working.after_days(day, count)
        case "week":
            return day + dt.timedelta(weeks=count)
        case "month" | "quarter":
            return cal.month_from(day, count * (3 if unit == "quarter" else 1))
        case "year":
            return cal.month_from(day, 12 * count)
    return None


def _clock(atom: Atom, _seen: Seen, _prefix: str) -> Moment | None:
    """An hour of the day; without am, pm or `Uhr` it may be twelve hours later."""
    zone, meridiem, shift = atom.mark("Z"), atom.value("m"), atom.value("h")
    first = next((mark for mark in atom.marks if mark.kind in "CnNo"), None)
    if first is None:
        return None
    if first.name == OR_DAY and not atom.mark("cm"):
        return Moment(why=Why.AMBIGUOUS)
    minute = first.value if first.kind == "C" else first.value * 60
    if atom.kinds()[1:3] == "cn":
        minute += atom.value("n") or 0
    full = first.name == FULL or (atom.value("cj") in (0, 24) and shift is None)
    minute += shift or 0
    if meridiem is not None:
        minute = minute % 720 + meridiem * 60
    if not 0 <= minute <= _FULL_DAY:
        return Moment(why=Why.IMPOSSIBLE) if first.kind == "C" or full else None
    half_day = meridiem is None and not full and minute < MIDDAY + 60
    return Moment(minute=min(minute, _ALMOST_MIDNIGHT), half_day=half_day, zone=zone.name if zone else "")


def _part(atom: Atom, seen: Seen, _prefix: str) -> Moment:
    shift = atom.value("x")
    day = None if shift in (None, EACH) else seen.today + dt.timedelta(days=shift or 0)
    first = atom.mark("F") is not None
    return Moment(day, FIRST_THING if first else atom.value("P"), part=True)


def _first(_atom: Atom, _seen: Seen, _prefix: str) -> Moment:
    return Moment(minute=FIRST_THING, part=True, why=Why.VAGUE)


_READERS: Mapping[str, Callable[[Atom, Seen, str], Moment | None]] = MappingProxyType({
    "date": _date, "month_day": _month_day, "weekday": _weekday, "relative": _relative, "edge": _edge,
    "iso_week": _iso_week, "weekend": _weekend, "holiday": _holiday, "month": _month, "at_once": _at_once,
    "offset": _offset, "shifted": _shifted, "clock": _clock, "part": _part, "first": _first,
})  # fmt: skip
