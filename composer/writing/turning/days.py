"""Days: `yesterday` as the day that it was, or a clause that is not said back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[^\W\d_]*+"
_NAMED_TWICE = re.compile(
    r"\b(?:today|yesterday|tomorrow|heute|gestern|morgen),?\s+((?:on |the |den |am |dem )?)"
    rf"((?<=the )\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{_MONTH}"
    rf"|\d{{1,2}}\.\d{{1,2}}\.|{_MONTH}\s+\d{{1,2}}\b)(?!\s*[\d:])",
    re.IGNORECASE,
)
"""A day that is named beside its date: `yesterday, 25 November`."""

_TILL = ("bis", "until", "till")


def with_days(sentence: str, words: TurningWords, sent: date | None, today: date | None) -> str:
    """The sentence with days that hold whenever it is read; raises CannotTurnError where they are not known.

    `day_words` are `word=days`, counted from the day of the message; `moments` are words that hold on that day alone.
    """
    days, moments, pattern = _patterns(words)
    if not pattern:
        return sentence

    def named(match: re.Match[str]) -> str:
        if re.match(r"\s+(?:is|ist)\b", sentence[match.end() :], re.IGNORECASE):
            raise CannotTurnError("tells the day")
        word = " ".join(match[0].lower().split())
        if word in moments:
            before_it = sentence[: match.start()]
            ago = word == "ago" and _long_ago(before_it.split()[-1:], sent, today)
            return match[0] if ago or _still(word, sent, today) else _part_of_day(word, before_it, words, sent)
        if sent is None:
            raise CannotTurnError(f"`{word}` of a day that is not known")
        before = sentence[: match.start()].split()[-1:]
        if not int(days[word]) and sent == today:
            return match[0]
        if not int(days[word]) and before and before[0].lower() in _TILL:
            # `bis heute nicht` is true of today, and not of the day of the message.
            raise CannotTurnError("until that day")
        return _on_day(sent + timedelta(days=int(days[word])), "", sentence[: match.start()], words)

    on_day = words.frames.get("on_day", "{}")
    once = _NAMED_TWICE.sub(
        lambda match: match[1] + (match[2] if match[1] else on_day.replace("{}", match[2])), sentence
    )
    return pattern.sub(named, once)


def _on_day(day: date, part: str, before: str, words: TurningWords) -> str:
    """A day as it follows what stands before it: `on Monday 4 May`, behind `since` without its `on`."""
    from babel.dates import format_date

    named = format_date(day, words.frames.get("day", "EEEE d MMMM"), locale=words.language)
    last = (before.lower().split() or [""])[-1]
    led = last if words.has("prepositions", last) else ""
    return (words.frames.get(f"{led}_day") or words.frames.get("on_day", "{}")).replace("{}", part + named)


def _part_of_day(word: str, before: str, words: TurningWords, sent: date | None) -> str:
    """A part of a day beside the date that it had; raises CannotTurnError for what has no date of its own."""
    part, _mark, away = words.pairs("day_parts").get(word.replace(" ", "_"), "").rpartition("/")
    if not part or sent is None:
        raise CannotTurnError(f"`{word}` of another day")
    return _on_day(sent + timedelta(days=int(away)), part.replace("_", " ") + " ", before, words)


def _long_ago(before: list[str], sent: date | None, today: date | None) -> bool:
    """Whether `three weeks ago` is as true in the reply as in the message."""
    long = bool(before) and before[0].lower() in ("weeks", "months", "years", "month", "year")
    return long and sent is not None and today is not None and abs((today - sent).days) <= 3


def _still(word: str, sent: date | None, today: date | None) -> bool:
    """Whether a word that holds on its day, month or year alone still holds in the reply."""
    if sent is None or today is None:
        return False
    if word.endswith(("year", "jahr")):
        return sent.year == today.year
    if word.endswith(("month", "monat")):
        return (sent.year, sent.month) == (today.year, today.month)
    return sent == today


@lru_cache(maxsize=4)
def _patterns(words: TurningWords) -> tuple[dict[str, str], frozenset[str], re.Pattern[str] | None]:
    days = {word.replace("_", " "): value for word, value in words.pairs("day_words").items()}
    moments = frozenset(word.replace("_", " ") for word in words.lists.get("moments", ()))
    every = sorted({*days, *moments}, key=len, reverse=True)
    if not every:
        return days, moments, None
    if words.language != "de":
        return days, moments, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?![\w'])", re.IGNORECASE)
    small = "|".join(map(_any_case_behind, every))
    capital = "|".join(_any_case_behind(one.capitalize()) for one in every)
    # `der Morgen` is no day.
    return days, moments, re.compile(rf"(?<!\w)(?:{small})(?![\w'])|^(?:{capital})(?![\w'])")


def _any_case_behind(words: str) -> str:
    """A pattern for words of which the first has its case: `gestern Abend`."""
    first, space, rest = words.partition(" ")
    return re.escape(first) + (f"{space}(?i:{re.escape(rest)})" if rest else "")
