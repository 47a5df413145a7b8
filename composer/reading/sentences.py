"""Sentences of a message as issues are looked for in them: without greeting and closing, folded lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from composer.reading.cards import find_masked_cards
from composer.reading.form import written_in
from composer.reading.issue_words import IssueWords
from composer.reading.patterns import Text
from composer.reading.speech import Speech

_MARK = re.compile(r"[ \t]*(?:[-*\u2022\u2013\u2014]|\d{1,2}[.)]|[a-z]\))[ \t]+")
_ITEM = re.compile(r"(?<=\s)\(?([1-9a-i])\)[ \t]+", re.IGNORECASE)
_FACE = "[\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f]"
_END = re.compile(rf"(?<![.?!…])[.?!…]++[\"'\u201d\u2019)]*+(?=\s|$)|(?<=\s)(?={_FACE})(?<!{_FACE}\s)")
"""Signs that end a sentence, and the place before a face: chats put one where others put a full stop."""
QUOTES = re.compile(r"[\"\u201c-\u201f\u00ab\u00bb]")
"""Every quotation mark; what is quoted stands between two of them."""
_LONGEST_QUOTED = 1_000
"""Characters of a quotation."""
_GOES_ON = re.compile(r"(?:wurden?|mochten?|hatten?|brauchen?|will|wollen|wunschen?) (?:ich|wir)\b")
"""A German verb before its person: the clause began before it, `Das Heft, das gelbe, w\u00fcrde ich gern behalten`."""
_FACES = re.compile(rf"(?:{_FACE}|\s)+")
_HANDLES = re.compile(r"(?:@\w+[,:]?\s+)+")
_COUNTED = re.compile(
    r"\s+(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|m[äa]r(?:z|ch)|apr(?:il)?|ma[iy]|jun[ei]|jul[iy]|aug(?:ust)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?"
    r"|klassen?|stock|etage|woche|monat|quartal|semester|geburtstag|platz|mahnung|liga|versuch|runde)\b",
    re.IGNORECASE,
)
"""What is counted behind the number of its place: `bis voraussichtlich 22. Januar`, `in die 6. Klasse`."""
_NUMBERED = re.compile(r"\s+(?=\w*[\W_]?\w*\d)[\w-]+")
"""A number behind what is short for one, or for a street: `Inventarnr. G-117`, `Lindenstr. 27`."""
_ASKS_NEXT = re.compile(
    r"\s+(?:kann|k\u00f6nnt?|darf|muss|soll|geht|gibts?|wie|was|wann|wo|warum)\s(?:ich|man|es|das|ihr|wir|sie|da)\b",
    re.IGNORECASE,
)
"""A question in small letters behind a figure: `br\u00e4uchte aber 5. kann ich die noch dazu packen`."""
_ORDINAL = re.compile(r"(?:\d{1,2}\.){0,2}\d{1,2}")
_LAST_WORD = re.compile(r"(?:(?<![^\W\d_])([^\W\d_]+),?\s++)?(?<![\w.])([\w.]+)$")
_CALLS = re.compile(
    r"(?:h+i+y*a*|h+e+y+a*|yo+|hola|hall?o+|hell?o+|moin|servus|salut|coucou|ciao|hoi|hej|ol[áa])\b[\s,!.]+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""How a chat begins in many languages, without a comma behind it."""
_MAY_END = frozenset({"etc", "usw", "mwst", "ust"})
"""Short forms with which a sentence may end: `19 % MwSt. berechnet`, `19 % MwSt. Warum?`."""
_WEEKDAYS = frozenset({"mo", "di", "mi", "do", "fr", "sa", "so"})
"""Short forms of days, which end no sentence before a date: `am Do. 3.12. um 6.30 Uhr`."""
_DATE_BEFORE = re.compile(r"\(\d{1,2}\.\s?\d{1,2}$")
_FOLDED_FROM, _WIDEST = 45, 80
"""Characters of a line from which on its break may be a fold of the mail program, and how wide mail programs write."""
RELATIVE = ("who ", "which ", "whose ", "welche", "wer ")
"""Words that begin a question or, in a sentence that asks nothing, tell more of what was said."""
_LONGEST_ASIDE = 80
"""Characters of what stands in brackets and is no sentence of its own."""
_PARTED_FROM, _PARTED_TO, _SIDE = 7, 150, 4
"""The fewest and the most words of a sentence that may be parted, and those that each part must keep."""
_BEFORE_FACE = 3
"""Words that a sentence has before a face that ends it: `I \u2764 it` goes on."""
_LONGEST_GREETING, _LONGEST_CLOSING, _LAST_LINES = 5, 6, 8


@dataclass(frozen=True)
class Unit:
    """A sentence, or a part of one that asks for itself."""

    text: str
    start: int
    end: int
    paragraph: int
    listed: bool
    """Whether an item of a list begins with it."""
    item: int = 0
    """The number of the item of a list that it stands in; 0 outside a list."""


def in_quotes(text: str, place: int) -> bool:
    """Whether a place stands between quotation marks; where one is left over, those behind figures are inches."""
    marks = [mark.start() for mark in QUOTES.finditer(text)]
    if len(marks) % 2:
        marks = [at for at in marks if text[at] != '"' or not text[max(0, at - 1) : at].isdigit()]
    return sum(at < place for at in marks) % 2 == 1


def is_copied(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands inside of a quotation in its line: words of somebody else, that were only copied.

    A line is looked at for so many characters before and behind the stretch, since it may be a whole book.
    """
    first = max(text.rfind("\n", 0, start) + 1, start - _LONGEST_QUOTED)
    stop = text.find("\n", end)
    last = min(stop if stop >= 0 else len(text), end + _LONGEST_QUOTED)
    return in_quotes(text[first:last], start - first)


def whole_sentences(text: str, words: IssueWords, speech: Speech) -> list[Unit]:
    """The sentences of a message between its greeting and its closing."""
    begin, stop = written_in(text)
    written = text[begin:stop]
    start, end = _without_greeting(written, speech), _before_closing(written, words, speech)
    return list(_sentences(text, begin + start, begin + end, words))


def units_of(text: str, words: IssueWords, speech: Speech) -> list[Unit]:
    """The sentences of a message, parted where a part of one asks for itself; the whole text where there is none."""
    found = [part for unit in whole_sentences(text, words, speech) for part in _parted(unit, words, speech)]
    return (
        found
        or [Unit(text.strip(), text.find(text.strip()), len(text.rstrip()), 0, listed=False)][: bool(text.strip())]
    )


def _sentences(text: str, start: int, end: int, words: IssueWords) -> Iterator[Unit]:
    item = 0
    for paragraph, (first, last) in enumerate(_blocks(text, start, end)):
        mark = _MARK.match(text, first, last)
        marks = [match.span() for match in (mark, *_items(text, mark, mark.end() if mark else first, last)) if match]
        ends = [*(begin for begin, _end in marks), last]
        parts = [(first, ends[0], False), *((at, to, True) for (_, at), to in zip(marks, ends[1:], strict=True))]
        for at, to, listed in parts:
            item += listed
            for number, (place, piece) in enumerate(_pieces(text, at, to, words)):
                whole = " ".join(piece.split())
                yield Unit(whole, place, place + len(piece), paragraph, listed and not number, item * listed)


def _items(text: str, mark: re.Match[str] | None, start: int, end: int) -> list[re.Match[str]]:
    """The marks of items that stand in running text: `please a) stop the order, b) send the money back`.

    `mark` is that of the line, which may be the first of them.
    """
    found = list(_ITEM.finditer(text, start, end))
    named = "".join(match[1].lower() for match in found)
    first = mark[0].strip(" \t.)").lower() if mark else ""
    counted = [alphabet.startswith(one) for alphabet in ("123456789", "abcdefghi") for one in (named, first + named)]
    return found if len(first + named) > 1 and found and any(counted) else []


def _pieces(text: str, start: int, end: int, words: IssueWords) -> Iterator[tuple[int, str]]:
    """The sentences of a stretch and where they begin, without the faces before them."""
    at = start
    for stop in _stops(text, start, end, words):
        piece = text[at:stop]
        if re.search(r"\w", piece):
            faces = _FACES.match(piece)
            lead = faces.end() if faces else 0
            yield at + lead, piece[lead:].rstrip()
        at = stop


@lru_cache(maxsize=8)
def _shape_of(text: str) -> tuple[int, bool]:
    """The width at which a mail program folded the lines of a text, 0 where none did; and whether it is like a chat.

    A folded line has no room for the word that begins the next one. In a chat every line is a message of its own, and
    a small letter does not say that it goes on.
    """
    lines = [line.strip() for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    pairs = [(one, other.partition(" ")[0]) for one, other in pairwise(lines) if one and other]
    full = sum(len(one) + 1 + len(word) > width for one, word in pairs)
    small = sum(word[0].islower() for _line, word in pairs)
    capital = sum(line[0].isupper() for line in lines if line)
    return width if _FOLDED_FROM <= width <= _WIDEST and 2 * full > len(pairs) else 0, small > capital


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of lines that belong together: folded lines are joined, list items and short lines stand alone."""
    first = at = start
    before = ""
    in_cards = {at for card in find_masked_cards(text) for at in range(card[0] + 1, card[1])}
    width, small = _shape_of(text)
    for line in text[start:end].splitlines(keepends=True):
        here, stripped = at, line.strip()
        at += len(line)
        word = stripped.partition(" ")[0]
        full = 0 < width < len(before) + 1 + len(word)
        comma = len(before) >= _FOLDED_FROM and before.endswith(",")
        fold = bool(before) and (full or comma or (word[:1].islower() and not small)) and not _MARK.match(line)
        if here > first and here not in in_cards and not (stripped and fold):
            yield first, here
            first = here
        # A block may begin behind a greeting, in the middle of its line.
        before = text[text.rfind("\n", 0, here) + 1 : at].strip()
    if first < end:
        yield first, end


def _stops(text: str, start: int, end: int, words: IssueWords) -> Iterator[int]:
    """Where the sentences of a block end."""
    for match in _END.finditer(text, start, end):
        if not match[0] and len(text[start : match.start()].split()) < _BEFORE_FACE:
            continue
        behind = text[match.end() : end].lstrip()[:1]
        if ")" in match[0] and (
            behind.islower() or (behind and _DATE_BEFORE.search(text, max(start, match.start() - 12), match.start()))
        ):
            # A cry, or a day, in brackets: `my son (he is six!) left a box`, `bis Mittwoch (2.12.) Zeit`.
            continue
        opened = text.rfind("(", start, match.start())
        if (
            opened > text.rfind(")", start, match.start())
            and 0 < text.find(")", match.end(), end) - opened <= _LONGEST_ASIDE
        ):
            # A doubt in brackets: `the young man there (Sam? I did not write it down) told me`.
            continue
        found = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
        last = found[2].lower() if found else ""
        if match[0] == "." and last in _WEEKDAYS and behind.isdigit():
            continue
        short = last in words.abbreviations or (len(last) == 1 and not last.isdigit())
        if match[0] == "." and short and (last not in _MAY_END or behind.islower()):
            continue
        if match[0] == "." and last.endswith(("nr", "str")) and _NUMBERED.match(text, match.end(), end):
            continue
        priced = text[match.start() - len(last) - 1 : match.start()][:1] in "€£$"
        if match[0] == "." and found and _ORDINAL.fullmatch(last) and not priced:
            counts = not found[1] or found[1].lower() in words.before_ordinals
            goes_on = behind.islower() and not _ASKS_NEXT.match(text, match.end(), end)
            if counts or goes_on or _COUNTED.match(text, match.end(), end):
                continue
        start = match.end()
        yield start
    yield end


def _parted(unit: Unit, words: IssueWords, speech: Speech) -> Iterator[Unit]:
    """A sentence, or its parts where a question or a request begins in its middle."""
    if not _PARTED_FROM <= len(unit.text.split()) <= _PARTED_TO or unit.end - unit.start != len(unit.text):
        # A folded sentence has other places than its text; it stays whole.
        yield unit
        return
    text = Text.of(unit.text)
    requesting = {start for start, _end in speech.finds(text, words.requests)}
    forms = (words.questions, words.opening_questions, words.clause_questions)
    built = [span for patterns in forms for span in speech.finds(text, patterns)]
    relative = () if unit.text.rstrip().endswith("?") else RELATIVE
    asking = sorted(requesting | {start for start, _end in built if not text.folded.startswith(relative, start)})
    cuts = [0]
    for start in asking:
        before = text.folded[:start].rstrip()
        lead = next((one for one in words.joins if before.endswith((f" {one}", f",{one}"))), "")
        left = text.folded[cuts[-1] : start].split()
        right = text.folded[start:].split()
        ends_clause = bool(lead) or (start in requesting and before.endswith((",", ";", " -", ":")))
        bound = left and left[0] in words.conditions
        bound = bound or in_quotes(text.folded, start) or _GOES_ON.match(text.folded, start) is not None
        if ends_clause and not bound and len(left) >= _SIDE and len(right) >= _SIDE:
            cuts.append(start)
    for at, to in zip(cuts, [*cuts[1:], len(unit.text)], strict=True):
        piece = unit.text[at:to].rstrip()
        for lead in words.joins if to < len(unit.text) else ():
            piece = piece.removesuffix(f" {lead}").rstrip(" ,;")
        yield Unit(piece.strip(), unit.start + at, unit.start + at + len(piece), unit.paragraph, unit.listed, unit.item)


def _without_greeting(text: str, speech: Speech) -> int:
    """Where the message begins behind its greeting."""
    first = len(text) - len(text.lstrip())
    called = _HANDLES.match(text, first)
    first = called.end() if called else first
    line_end = text.find("\n", first)
    line = text[first : line_end if line_end >= 0 else len(text)]
    found = [span for span in speech.finds(line[:80], speech.greetings) if span[0] == 0]
    if not found:
        call = _CALLS.match(text, first)
        return call.end() if call else first
    if len(line.split()) <= _LONGEST_GREETING and not line.rstrip().endswith(("?", ".")) and line_end >= 0:
        return line_end
    comma = re.compile(r"[,!:]").search(line, found[0][1], 60)
    return first + (comma.end() if comma and len(line[: comma.start()].split()) <= _LONGEST_GREETING else found[0][1])


def _before_closing(text: str, words: IssueWords, speech: Speech) -> int:
    """Where the closing begins: its words and the names under it."""
    lines = text.splitlines(keepends=True)
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line))
    full = [number for number, line in enumerate(lines) if line.strip()]
    for number in full[-_LAST_LINES:]:
        line = lines[number].strip()
        if number and "?" not in line and len(line.split()) <= _LONGEST_CLOSING:
            spans = speech.finds(line, words.closings)
            if any(start == 0 for start, _end in spans):
                return places[number]
    if len(full) > 1:
        last = lines[full[-1]].strip(" \t\r\n-\u2013\u2014~")
        alone = not lines[full[-1] - 1].strip() or len(lines[full[-1] - 1].strip()) < _FOLDED_FROM
        if alone and len(last.split()) <= 4 and not re.search(r"[?!.]$|\d", last) and last[:1].isupper():
            return places[full[-1]]
    return len(text)
