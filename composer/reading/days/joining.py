"""Joining: atoms that say one moment together: a day with its hour, a range, a day said twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from composer.reading.days import calendar as cal
from composer.reading.days.atoms import atoms_in
from composer.reading.days.marks import DayMark
from composer.reading.days.moments import moment_of
from composer.reading.days.seen import MIDDAY, UNKNOWN, Moment, Seen, Why

_BEFORE = re.compile(r"(?<![bwpfivla@dtzLABQ])[bwpfivla@dtzLABQ]*+$")
_CLOSE = re.compile(r"[,(bivwf@lLBp]*")
_RANGE = re.compile(r"(?:,?[r-]|b)[bivw@L]*")
_BESIDE = re.compile(r"[,(]*[biL]*")
_WIDEST = 6
"""Marks between two pieces that belong together, and small words before one, at most."""
_COARSE = ("month", "shifted", "edge", "iso_week")
_FINE = ("date", "month_day", "weekday")


@dataclass(frozen=True)
class Piece:
    """Atoms that belong together, by the numbers of their first mark and of the mark behind their last one."""

    first: int
    last: int
    form: str
    moment: Moment
    ranged: bool = False
    unit: str = ""
    """The unit of time of its last atom, e.g. `week`."""

    @property
    def hour_only(self) -> bool:
        """Whether it says an hour, or the end of the day, and no day."""
        moment = self.moment
        return self.form in ("clock", "part", "first", "edge") and not (
            moment.day or (moment.why in (Why.PAST, Why.VAGUE) and self.form == "edge")
        )


def pieces_in(marks: Sequence[DayMark], kinds: str, seen: Seen) -> list[Piece]:
    """The atoms of a text with those joined that say one moment together."""
    pieces: list[Piece] = []
    for atom in atoms_in(marks, kinds):
        moment = moment_of(atom, seen, prefix_of(kinds, atom.first))
        if moment is None:
            continue
        # Forms such as `1 to 5 December` are ranges in themselves.
        ranged = any(kind in "-rb" for kind in atom.kinds())
        piece = Piece(atom.first, atom.last, atom.form, moment, ranged, atom.unit)
        joined = _joined(pieces[-1], piece, kinds[pieces[-1].last : piece.first], kinds, seen) if pieces else None
        if joined:
            pieces[-1] = joined
        else:
            pieces.append(piece)
    return [one for one in pieces if one.form != "first"]


def prefix_of(kinds: str, first: int) -> str:
    """The kinds of the small words before a mark."""
    match = _BEFORE.search(kinds[max(first - _WIDEST, 0) : first])
    return match[0] if match else ""


def _joined(one: Piece, other: Piece, gap: str, kinds: str, seen: Seen) -> Piece | None:
    """Two pieces as one, if the words between them join them."""
    if len(gap) > _WIDEST:
        return None
    if one.moment.exact or other.moment.exact:
        return _lengths(one, other, gap)
    if _CLOSE.fullmatch(gap):
        both = _day_and_hour(one, other)
        if both:
            form = other.form if one.hour_only else one.form
            return Piece(one.first, other.last, form, both, one.ranged or other.ranged)
    counted = _counted_from(one, other, gap, seen)
    if counted:
        return Piece(one.first, other.last, "date", counted)
    # "On Friday by Tuesday" is no range; "from Friday until Tuesday" is.
    until = gap[:1] == "b" and prefix_of(kinds, one.first)[-1:] in ("v", "B", "")
    hyphen = gap == "" and kinds[one.last - 1] == "-"
    if one.moment.why is not Why.PAST and (until or hyphen or (_RANGE.fullmatch(gap) and gap[:1] != "b")):
        moment = _later_of(one.moment, other.moment)
        if moment:
            return Piece(one.first, other.last, other.form, moment, ranged=True)
    if _BESIDE.fullmatch(gap) and other.moment.minute is None:
        return _beside(one, other, gap)
    return None


def _counted_from(one: Piece, other: Piece, gap: str, seen: Seen) -> Moment | None:
    """`Three days before Christmas`, `a week after Monday`, `the week of 7 December`."""
    if other.moment.day is None:
        return None
    if one.unit == "week" and other.form == "date" and gap in ("v", "l", "a"):
        return Moment(cal.weekday_of_week(other.moment.day, 0, 4))
    if not one.moment.length or gap not in ("f", "a"):
        return None
    if one.moment.day is None:
        return replace(UNKNOWN, length=False)
    ahead = one.moment.day - seen.today
    return Moment(other.moment.day - ahead if gap == "f" else other.moment.day + ahead)


def _lengths(one: Piece, other: Piece, gap: str) -> Piece | None:
    """`24 hours to 48 hours` is a range; `30 minutes before noon` is more than we read."""
    if _RANGE.fullmatch(gap) and one.moment.length and other.moment.length:
        return replace(other, first=one.first, ranged=True)
    if one.moment.exact and gap in ("f", "a") and (other.moment.day or other.hour_only):
        return Piece(one.first, other.last, "date", Moment(why=Why.AMBIGUOUS))
    return None


def _day_and_hour(one: Piece, other: Piece) -> Moment | None:
    """A day and an hour, or an hour and the part of the day that it is in."""
    if one.hour_only and other.hour_only:
        return _hour_in_part(one.moment, other.moment)
    if one.hour_only == other.hour_only or one.moment.length > bool(one.moment.day):
        return None
    hours, day = (one.moment, other.moment) if one.hour_only else (other.moment, one.moment)
    if day.why is not Why.DUE:
        return day if day.why in (Why.IMPOSSIBLE, Why.AMBIGUOUS, Why.PAST) else None
    if day.minute is not None:
        both = _hour_in_part(day, hours)
        return both and replace(both, day=day.day, named=day.named)
    why = Why.DUE if hours.part else hours.why
    return replace(hours, day=day.day, named=day.named, why=why, note=day.note)


def _hour_in_part(one: Moment, other: Moment) -> Moment | None:
    """An hour that is in the evening or in the morning; the first thing of a morning."""
    if Why.VAGUE in (one.why, other.why) and one.part and other.part:
        return replace(one if one.why is Why.VAGUE else other, why=Why.DUE)
    part, hour = (one, other) if one.part else (other, one)
    if not part.part or hour.part or hour.minute is None or part.minute is None:
        return None
    late = part.minute > MIDDAY and hour.minute < MIDDAY
    return replace(hour, minute=hour.minute + (MIDDAY if late else 0), half_day=False)


def _later_of(one: Moment, other: Moment) -> Moment | None:
    """The later end of a range; the second hour is on the day of the first one."""
    if one.day is None and one.minute is None and one.why is Why.DUE:
        return None
    if one.length != other.length and not (one.day and other.day):
        return None
    if other.day is None:
        if other.minute is None or one.minute is None:
            return other if one.why is not Why.DUE and other.why is not Why.DUE else None
        return replace(other, day=one.day, named=one.named)
    if one.day is None and one.why is Why.DUE:
        return None
    if one.why is not Why.DUE or other.why is not Why.DUE:
        return one if one.why is not Why.DUE else other
    if one.day and other.named and other.day < one.day:
        return replace(other, day=other.day + dt.timedelta(weeks=1))
    return other


def _beside(one: Piece, other: Piece, gap: str) -> Piece | None:
    """A day that is said twice, `tomorrow, Sunday`, or a day of the week or month before it."""
    whole, first, second = (one.first, other.last), one.moment.day, other.moment.day
    if first is None or second is None:
        return None
    if first == second:
        return Piece(*whole, other.form, replace(one.moment, named=False))
    if one.form in _COARSE and other.form in _FINE:
        if other.form == "weekday" and (one.unit == "week" or one.form == "iso_week"):
            day = cal.weekday_of_week(first, 0, second.weekday())
            return Piece(*whole, other.form, replace(other.moment, day=day, named=False))
        if other.form == "month_day" and one.form in ("month", "edge"):
            found = cal.date_of(first.year, first.month, second.day)
            return Piece(*whole, "date", Moment(found) if found else Moment(why=Why.IMPOSSIBLE))
        return Piece(*whole, other.form, other.moment) if second <= first and one.unit != "day" else None
    if "relative" in (one.form, other.form) and other.form in (*_FINE, "relative") and gap in (",", "(", ""):
        return Piece(*whole, other.form, Moment(why=Why.IMPOSSIBLE))
    if one.form == other.form == "weekday" and gap == ",":
        return Piece(*whole, other.form, other.moment, ranged=True)
    return None
