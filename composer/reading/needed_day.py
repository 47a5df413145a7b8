"""Needed day: the day that somebody names by which, or for which, they need what they write about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from composer.reading.days.saying import Said, find_days
from composer.reading.days.seen import Seen, Why
from composer.reading.days.words import DayWords
from composer.reading.sentences import Unit

_FARTHEST = dt.timedelta(days=90)
"""How far ahead a day is that somebody waits for."""
_IN_FIGURES = re.compile(r"\d{1,2}\.\s?\d{1,2}\.|\d{4}-\d\d")
"""A day of a month that is named, too; `on the 9th` is as often one that is over."""
_LAST = re.compile(r"(?:by|before|bis|vor)\b", re.IGNORECASE)
"""Words before a day after which it is too late; `until Friday` may say how long somebody is away."""
_BEFORE = re.compile(r"(?:before|vor)\b", re.IGNORECASE)
"""`before 15 December` is over when the 14th is."""
_OTHERWISE = re.compile(
    r"\b(?:until|till|away|on (?:holiday|leave)|closed?|promised|was due|were due|was told|ends?|expires?|charged?"
    r"|i will (?:pay|send)|would (?:ring|call|come|reply|answer|hear)"
    r"|Urlaub|krank|versprochen|zugesagt|geschlossen|abgebucht|angek\u00fcndigt|verreist"
    r"|ich (?:zahle|\u00fcberweise|schicke))\b",
    re.IGNORECASE,
)
"""Words beside which a day is one of something else: what we promised, what ends then, what they will do."""
_BARE = re.compile(r"\D*\d{1,2}(?:st|nd|rd|th|\.)?\W*$")
"""`by the 10th`, which may be that of every month: only a need makes it the next one."""
_HOLIDAY = re.compile(r"\b(?:christmas|new year|easter|weihnacht\w*|silvester|ostern|neujahr)\b", re.IGNORECASE)
"""`Three questions before Christmas` waits for no day."""
_NEEDS = re.compile(
    r"\b(?:needs?|must|have to|has to|wants?|wanted|please|could|can you|would"
    r"|brauch\w*|m[u\u00fc]ss\w*|bitte|k\u00f6nn\w*|soll\w*)\b",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)?\s{0,2}(?:[^\W\d]{3,9}\.?\s{0,2})?"
    r"(?:[-\u2013\u2014]|(?<=\s)(?:bis|to|until|till)\b)\s{0,2}(?:zum\s|the\s)?\d{1,2}(?:st|nd|rd|th|\.)?\s{0,2}(?!\d|uhr|am|pm|[:])[^\W\d]{3}",
    re.IGNORECASE,
)
"""`27 Dec - 3 Jan`: the days of a stay, of which the last one is waited for by nobody."""
_CONDITION = re.compile(r"(?:if|when|wenn|falls)\b", re.IGNORECASE)


def needed_day(sentences: Sequence[Unit], sent: dt.date, words: DayWords) -> dt.date | None:
    """The first day ahead that the sentences of a message name with its month, or after `by`; None where there is none.

    A day under a condition, `if it happens again on 1 December`, is not waited for, nor one that is told of what was
    promised, closed or away.
    """
    seen = Seen(dt.datetime.combine(sent, dt.time(12), tzinfo=dt.UTC))
    found = [
        one.due.date() + dt.timedelta(days=_ends_the_day_before(one.words, one.due, seen))
        for unit in sentences
        if (any(sign.isdigit() for sign in unit.text) or _LAST.search(unit.text))
        and not _OTHERWISE.search(unit.text)
        and not _STAY.search(unit.text)
        for one in find_days(unit.text, seen, words)
        if one.due
        and one.due.year < dt.MAXYEAR
        and _is_named(one, words)
        and (one.strong or not _CONDITION.match(unit.text))
        if not (_BARE.match(one.words) or _HOLIDAY.search(one.words)) or _NEEDS.search(unit.text)
    ]
    return min((day for day in found if sent < day and day - sent <= _FARTHEST), default=None)


def _ends_the_day_before(words: str, due: dt.datetime, seen: Seen) -> bool:
    """Whether a day is over when the one before it is: `before Sunday`, and not `before Sunday lunch`."""
    return bool(_BEFORE.match(words)) and due.time() == seen.working.closes


def _is_named(said: Said, words: DayWords) -> bool:
    """Whether words name a day, and not a length of time or only what it is near."""
    figures = any(sign.isdigit() for sign in said.words)
    with_month = _IN_FIGURES.search(said.words) or (figures and words.names_a_month(said.words))
    named = with_month or (said.strong and _LAST.match(said.words))
    return said.why is Why.DUE and not said.length and bool(named)
