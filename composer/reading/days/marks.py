"""Marks: the words of a text that say something about days and times, each as a kind of one letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from composer.reading.days.words import LEAST_BEGUN, TOKEN, DayWord, DayWords, fitting
from kb.words.words import STOP_WORDS

FULL = "full"
"""The name of an hour that is counted to 24."""
OR_DAY = "or day"
"""The name of an hour in figures that may be a day as well: 9.10."""
OR_CLOCK = "or clock"
"""The name of a day in figures that may be an hour as well: 9.10."""
POINTED = "pointed"
"""The name of an ordinal that is written as a number with a point, which may end the sentence as well."""
UNCLEAR = "unclear"
"""The name of a date in figures of which nobody can tell the day from the month."""
_SIGNS = {",": ",", "(": "(", ")": "", "-": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "/": "-"}
_MOST_DIGITS = 3
_CENTURY = range(2000, 2100)
_ABBREVIATION = 5
"""Letters that a shortened word before its point has at most."""
_ENDING = 3
"""Letters that may follow the beginning of a word."""


class DayMark(NamedTuple):
    """A word that says something about days, or any other word as `X`."""

    kind: str
    value: int
    name: str
    start: int
    end: int


class _Token(NamedTuple):
    what: str
    text: str
    start: int
    end: int


def marks_in(text: str, folded: str, words: DayWords) -> list[DayMark]:
    """The marks of a text in its order; `folded` is the text folded in place."""
    tokens = [_Token(match.lastgroup or "", match[0], *match.span()) for match in TOKEN.finditer(folded)]
    entries, begun = words.entries, words.begun
    # The inner group `sign` is never the last one to close, so lastgroup is the alternative.
    texts = tuple(token.text for token in tokens)
    marks: list[DayMark] = []
    at = 0
    while at < len(tokens):
        what, said, start, end = tokens[at]
        known = said in entries or (what == "word" and said[:LEAST_BEGUN] in begun)
        entry = _entry_at(texts, at, what == "word", words) if known else None
        if entry is not None:
            behind = at + len(entry.tokens)
            end = tokens[behind - 1].end
            ahead = tokens[behind].text if behind < len(tokens) else ""
            senses = fitting(entry.senses, marks[-1].kind if marks else "", ahead)
            # Zones such as ET and PT are written in capitals; `et` may be anything.
            zones = text[start:end].isupper() or end - start > _ABBREVIATION
            marks.extend([DayMark(*sense, start, end) for sense in senses if sense.kind != "Z" or zones])
            at = behind
            continue
        if what == "word":
            little = said in STOP_WORDS or (words.ordinal_point and text[start].islower())
            marks.append(DayMark("_" if little else "X", 0, "", start, end))
        else:
            marks += _other(tokens[at], text, words, marks)
        at += 1
    return marks


def _entry_at(texts: tuple[str, ...], at: int, is_word: bool, words: DayWords) -> DayWord | None:  # noqa: FBT001  a token's kind
    """The longest words of the language that stand at a place."""
    first = texts[at]
    for entry in words.entries.get(first, ()):
        if texts[at : at + len(entry.tokens)] == entry.tokens:
            return entry
    if is_word:
        for size in range(len(first), max(len(first) - _ENDING - 1, LEAST_BEGUN - 1), -1):
            entries = words.entries.get(first[:size] + "~")
            if entries:
                return entries[-1]
    return None


def _other(token: _Token, text: str, words: DayWords, before: list[DayMark]) -> Iterator[DayMark]:
    """The mark of a token that is no word: figures and signs."""
    what, said, start, end = token
    match what:
        case "iso":
            yield DayMark("D", int(said.replace("-", "")), "", start, end)
        case "figures" | "pointed" | "slashed":
            yield _date(said, start, end)
        case "clock":
            yield _clock(said, start, end, words)
        case "ordinal":
            yield DayMark("o", int(said[:-2]), "", start, end)
        case "number":
            yield from _number(said, start, end, text, words)
        case "sign_alone":
            yield from _sign(said, start, end, text, words, before)
        case _:
            yield DayMark("X", 0, "", start, end)


def _number(said: str, start: int, end: int, text: str, words: DayWords) -> Iterator[DayMark]:
    if len(said) <= _MOST_DIGITS:
        point = words.ordinal_point and text[end : end + 1] == "." and len(said) < _MOST_DIGITS
        ordinal = point and not text[end + 1 : end + 2].isalnum()
        yield DayMark("o" if ordinal else "n", int(said), POINTED if ordinal else "", start, end)
    elif len(said) == 4 and int(said) in _CENTURY:
        yield DayMark("y", int(said), "", start, end)
    else:
        yield DayMark("X", 0, "", start, end)


def _sign(said: str, start: int, end: int, text: str, words: DayWords, before: list[DayMark]) -> Iterator[DayMark]:
    """A sign; the point of an ordinal or a shortened word, and a hyphen inside of a word, are none."""
    if said == "." and before and before[-1].end == start:
        last, ahead = before[-1], text[end : end + 3].strip()[:1]
        if last.kind == "o" and words.ordinal_point:
            return
        short = last.kind in "sMuUch_" and last.end - last.start <= _ABBREVIATION
        if short and (ahead.isdigit() or ahead.islower() or ahead == "," or (last.kind == "s" and ahead)):
            return
    if said == "-" and text[start - 1 : start].isalpha() and text[end : end + 1].isalpha():
        return
    kind = _SIGNS.get(said, "|")
    if kind:
        yield DayMark(kind, 0, "", start, end)


def _date(said: str, start: int, end: int) -> DayMark:
    """A day in figures as yyyymmdd, with a year of 0 where none is said."""
    sign = next(one for one in said if not one.isdigit())
    numbers = [int(part) for part in said.replace(" ", "").split(sign) if part]
    day, month = numbers[0], numbers[1]
    year = numbers[2] if len(numbers) > 2 else 0
    year += 2000 if 0 < year < 100 else 0
    if not year and sign == "." and month > 12:
        return DayMark("C", day * 60 + month if day <= 24 and month < 60 else -1, FULL, start, end)
    if sign != "." and day != month:
        if day <= 12 >= month:
            return DayMark("D", 0, UNCLEAR, start, end)
        day, month = (day, month) if month <= 12 else (month, day)
    return DayMark("D", year * 10_000 + month * 100 + day, "", start, end)


def _clock(said: str, start: int, end: int, words: DayWords) -> DayMark:
    hour, minute = int(said[:-3]), int(said[-2:])
    if ":" not in said and words.ordinal_point and 0 < hour <= 31 and 0 < minute <= 12:
        return DayMark("D", minute * 100 + hour, OR_CLOCK, start, end)
    if hour > 24 or minute >= 60:
        return DayMark("C", -1, FULL, start, end)
    name = FULL if words.ordinal_point or said.startswith("0") or not 0 < hour <= 12 else ""
    if ":" not in said and not words.ordinal_point and 0 < minute <= 12:
        name = OR_DAY
    return DayMark("C", hour * 60 + minute, name, start, end)
