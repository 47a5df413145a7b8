"""Promises: sentences that commit us to do something, whether they say by when, and when that is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from composer.reading.facts import sentences
from composer.reading.patterns import Text, fold_in_place
from composer.reading.speech import Speech

_LOOSE_DATE = re.compile(r"\b\d{1,2}/\d{1,2}\b|\bthe \d{1,2}(?:st|nd|rd|th)\b")
_END_OF_DAY = dt.time(18, 0)
"""When a promise for a day without an hour is due."""
_NEARLY_A_YEAR = dt.timedelta(days=300)
_SATURDAY = 5


@dataclass(frozen=True)
class Promise:
    """One sentence that commits us."""

    text: str
    start: int
    end: int
    dated: bool
    """Whether it says when."""
    vague: str = ""
    """The word that stands where a day should be, e.g. `soon`."""


def find_promises(reply: str, speech: Speech) -> list[Promise]:
    """The promises of a reply, in order; what hangs on the customer's next step promises nothing by a day."""
    found = []
    for start, end in sentences(reply):
        sentence = Text.of(" ".join(reply[start:end].split()))
        if not _commits(sentence, speech):
            continue
        hanging = _apart(speech.finds(sentence, speech.conditions), speech.finds(sentence, speech.regardless))
        vague = _apart(speech.finds(sentence, speech.vague_times), hanging)
        if hanging and not vague:
            continue
        word = sentence.folded[slice(*vague[0])] if vague else ""
        found.append(Promise(reply[start:end], start, end, _says_when(sentence, speech), word))
    return found


def _commits(sentence: Text, speech: Speech) -> bool:
    """Whether something in a sentence commits us; "I will be glad to" does not."""
    return bool(_apart(speech.finds(sentence, speech.commits), speech.finds(sentence, speech.harmless)))


def _apart(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that share no character with any of the others."""
    return [(start, end) for start, end in spans if all(end <= begin or start >= until for begin, until in others)]


def _says_when(sentence: Text, speech: Speech) -> bool:
    """Whether a sentence names a day or an hour, or has a field where one comes."""
    return "{{" in sentence.folded or bool(_times(sentence.folded, speech))


def _times(folded: str, speech: Speech) -> list[str]:
    """The words of a sentence that say when, days before hours, each place once."""
    spans = [match.span() for match in speech.date.finditer(folded)]
    spans += speech.finds(Text(folded, folded), speech.days)
    spans += [match.span() for match in _LOOSE_DATE.finditer(folded)]
    spans += [match.span() for match in speech.clock.finditer(folded)]
    taken: list[tuple[int, int]] = []
    for start, end in spans:
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
    return [folded[start:end] for start, end in taken]


@lru_cache(maxsize=500)
def due_for(text: str, now: dt.datetime, speech: Speech, language: str) -> dt.datetime | None:
    """When a promise is due, seen from `now` (with its time zone); None where the words cannot be read.

    A day without an hour means six in the evening of that day. The first day named counts, with the first hour.
    """
    times = _times(fold_in_place(" ".join(text.split())), speech)
    hours = [time for time in times if speech.clock.fullmatch(time)]
    days = [time for time in times if time not in hours]
    words = " ".join([*days[:1], *hours[:1]])
    working = bool(speech.finds(words, speech.working_days))
    for said, meant in speech.times.items():
        words = re.sub(rf"\b{re.escape(fold_in_place(said))}\b", meant, words)
    return _moment(" ".join(words.split()), now, language, working=working) if words.strip() else None


def _moment(words: str, now: dt.datetime, language: str, *, working: bool) -> dt.datetime | None:
    """What the date library makes of some words; a length of time keeps the hour, a bare day ends in the evening."""
    import dateparser

    base = now.replace(tzinfo=None)
    found: dt.datetime | None = dateparser.parse(
        words,
        languages=[language.partition("-")[0]],
        settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"},
    )
    if found is None:
        return None
    if working:
        found = _over_weekends(base, found)
    if (found.time() in (dt.time(), base.time()) and found.date() != base.date()) or found == base:
        found = dt.datetime.combine(found.date(), _END_OF_DAY)
    return found.replace(tzinfo=now.tzinfo)


def _over_weekends(base: dt.datetime, found: dt.datetime) -> dt.datetime:
    """So many working days ahead in place of so many days."""
    left, day = (found - base).days, base
    while left > 0:
        day += dt.timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def has_gone_by(promise: Promise, now: dt.datetime, speech: Speech, language: str) -> bool:
    """Whether a promise names a day of the month that was over before it was written, in this year."""
    if not promise.dated or not speech.date.search(fold_in_place(promise.text)):
        return False
    due = due_for(promise.text, now, speech, language)
    return due is not None and (due.date() < now.date() or due - now > _NEARLY_A_YEAR)
