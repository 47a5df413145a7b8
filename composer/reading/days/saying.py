"""Saying: the days and hours that a text says, each with its place, its words and when that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from composer.reading.days.atoms import atoms_in
from composer.reading.days.joining import Piece, pieces_in, prefix_of
from composer.reading.days.marks import DayMark, marks_in
from composer.reading.days.moments import moment_of
from composer.reading.days.seen import Moment, Seen, Why
from composer.reading.days.words import DayWords
from composer.reading.patterns import Text, find_spans

_NIGHT = 23 * 60 + 59
_ANYWHEN = Seen(dt.datetime(2000, 1, 3, tzinfo=dt.UTC), backwards=True)
"""From where places of words are sought, which do not hang on the moment."""


@dataclass(frozen=True)
class Said:
    """Some words of a text that say when."""

    words: str
    """With the small words that belong to them: `by the end of the month`."""
    start: int
    end: int
    why: Why
    due: dt.datetime | None = None
    """The last moment that they allow, in the zone in which they are seen; None where `why` says that there is none."""
    strong: bool = False
    """Whether they name the last moment as such: by, until, within."""
    note: Why = Why.DUE
    """What is odd about it all the same."""
    length: bool = False
    """Whether they are a length of time."""


def find_days(text: str | Text, seen: Seen, words: DayWords) -> list[Said]:
    """What a text says about days and hours, in its order; the time it takes grows with the text and no faster."""
    looked_at = Text.of(text) if isinstance(text, str) else text
    marks = marks_in(looked_at.text, looked_at.folded, words)
    kinds = "".join(mark.kind for mark in marks)
    hanging = "e" in kinds
    found = [_said(piece, marks, kinds, looked_at, seen, hanging=hanging) for piece in pieces_in(marks, kinds, seen)]
    vague = [
        Said(looked_at.text[start:end], start, end, Why.VAGUE) for start, end in find_spans(looked_at, words.vague)
    ]
    return _in_order(found, vague)


def day_spans(text: Text, words: DayWords) -> list[tuple[int, int, bool]]:
    """Where a text names days and lengths of time, each as [start, end) and whether it is a length; hours are none."""
    marks = marks_in(text.text, text.folded, words)
    kinds = "".join(mark.kind for mark in marks)
    found = []
    for atom in atoms_in(marks, kinds):
        moment = moment_of(atom, _ANYWHEN, prefix_of(kinds, atom.first))
        if moment is None or atom.form in ("clock", "part", "first", "at_once") or atom.unit == "minute":
            continue
        # "The next day" and a bare "weekend" are days of a story, and say none.
        if (atom.form in ("edge", "shifted") and atom.unit == "day") or atom.kinds() == "S":
            continue
        length = moment.length and not (set("gf") & {atom.marks[0].kind, atom.marks[-1].kind})
        found.append((atom.marks[0].start, atom.marks[-1].end, length))
    return found


def _in_order(found: list[Said], vague: list[Said]) -> list[Said]:
    """Both in the order of the text; of two that share words the longer one: `in the new year` is no New Year."""
    kept: list[Said] = []
    for one in sorted([*vague, *found], key=lambda one: (one.start, -one.end)):
        if kept and kept[-1].end > one.start:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
        else:
            kept.append(one)
    return kept


def _said(piece: Piece, marks: Sequence[DayMark], kinds: str, text: Text, seen: Seen, *, hanging: bool) -> Said:
    """What a piece says, with the small words before and behind it; `hanging` where an event is named anywhere."""
    prefix = prefix_of(kinds, piece.first)
    inside, behind = kinds[piece.first : piece.last], kinds[piece.last : piece.last + 2]
    lead = piece.first - len(prefix.lstrip("zlavQd")) if prefix else piece.first
    last = piece.last + (kinds[piece.last : piece.last + 1] == "L")
    start, end = marks[lead].start, marks[last - 1].end
    hangs = piece.moment.length and (hanging or behind[:1] in ("l", "a", "v"))
    why, due = (Why.EVENT, None) if hangs and not seen.backwards else _due(piece, prefix, inside, behind, seen)
    strong = bool(set(prefix) & set("bwpLf")) or behind[:1] == "L" or "b" in inside
    note = piece.moment.note if due else Why.DUE
    return Said(text.text[start:end], start, end, why, due, strong, note, piece.moment.length)


def _due(piece: Piece, prefix: str, inside: str, behind: str, seen: Seen) -> tuple[Why, dt.datetime | None]:
    """When a piece is due, or why it is not."""
    moment = piece.moment
    if seen.backwards:
        return _looking_back(moment, prefix, inside, seen)
    if moment.length:
        if not (set(prefix) & set("wptabL") or inside[0] in "xpfg" or inside[-1] in "gG") or set(prefix) & set("dQ"):
            return Why.OTHER, None
        if moment.why is Why.DUE and inside[-1:] == "g":
            return Why.PAST, None
    elif "Q" in prefix or prefix.endswith("l"):
        return Why.OTHER, None
    elif not piece.ranged and (set(prefix) & set("avA") or behind[:1] == "A"):
        return Why.OPEN, None
    if "z" in prefix and set(prefix) & set("fb"):
        return Why.OPEN, None
    if moment.why is not Why.DUE:
        return moment.why, None
    return _at(_before(piece, seen) if prefix.endswith("f") else moment, seen)


def _looking_back(moment: Moment, prefix: str, inside: str, seen: Seen) -> tuple[Why, dt.datetime | None]:
    """When a customer means: `for two weeks` begins two weeks ago, `the 12 November` is the last one."""
    if moment.length and not set(prefix + inside) & set("dQgf"):
        return Why.OTHER, None
    return _at(moment, seen)


def _before(piece: Piece, seen: Seen) -> Moment:
    """The day before a day; what ends by itself, as the end of a week, stays as it is."""
    moment = piece.moment
    if moment.day is None or moment.minute is not None or piece.form in ("edge", "weekend", "offset"):
        return moment
    day = moment.day - dt.timedelta(days=1)
    if day < seen.today or piece.form == "shifted":
        return Moment(why=Why.AMBIGUOUS)
    return replace(moment, day=day, named=False)


def _at(moment: Moment, seen: Seen) -> tuple[Why, dt.datetime | None]:
    """The moment as one in the zone of who sees it."""
    if moment.why is not Why.DUE:
        return moment.why, None
    now = seen.now
    if moment.exact:
        return Why.DUE, moment.exact
    zone = ZoneInfo(moment.zone) if moment.zone else now.tzinfo
    today = now.astimezone(zone).date()
    day = moment.day or today
    if moment.minute is None:
        closes = seen.working.closes
        if day == seen.today and now.time() >= closes:
            return Why.DUE, _moment(day, _NIGHT, zone)
        found = _moment(day, closes.hour * 60 + closes.minute, zone)
    else:
        minutes = _minutes(moment, day, now, zone, seen)
        if not minutes:
            return Why.AMBIGUOUS, None
        found = _moment(day, minutes, zone)
        if found <= now and not seen.backwards:
            later = 7 if moment.named else 1 if moment.day is None else 0
            found = _moment(day + dt.timedelta(days=later), minutes, zone)
    here = found.astimezone(now.tzinfo)
    if here < now and not seen.backwards:
        return Why.PAST, None
    return Why.DUE, here


def _minutes(moment: Moment, day: dt.date, now: dt.datetime, zone: dt.tzinfo | None, seen: Seen) -> int:
    """The minute of the day; 0 where an hour without am or pm can be two. Of two, the one in working hours counts."""
    minute = moment.minute or 0
    if not moment.half_day:
        return minute or _NIGHT
    ahead = [one for one in (minute % 1440, (minute + 720) % 1440) if _moment(day, one, zone) > now or moment.named]
    opens, closes = (at.hour * 60 + at.minute for at in (seen.working.opens, seen.working.closes))
    working = [one for one in ahead if opens <= one <= closes]
    if working:
        return min(working)
    return min(ahead) if ahead and moment.day and (day > now.date() or len(ahead) == 1) else 0


def _moment(day: dt.date, minute: int, zone: dt.tzinfo | None) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(*divmod(minute, 60)), zone)
