"""Quoting: the sentences of a message that a reply says back word for word, because they carry its facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.reading.reading import Reading
from composer.reading.sentences import Unit
from composer.reading.speech import Speech
from composer.writing.turning.gate import known_words
from composer.writing.turning.turning_words import TurningWords
from kb.words.words import telling, words_of

_ENOUGH, _ENOUGH_UNHEARD = 1.0, 0.45
"""Points from which on a sentence is worth saying back; fewer in a language whose words nobody weighs."""
_MOST = 3
"""Sentences that one letter quotes."""
_LONGEST, _SHORTEST, _SHORTEST_ASKED = 26, 4, 2
"""Words of what is quoted of one sentence; fewest words of it, and of a question."""
_FACTS = {FactKind.ORDER: 1.0, FactKind.AMOUNT: 1.0, FactKind.DATE: 0.9, FactKind.DURATION: 0.7}
_CUES = {CueKind.SITUATION: 0.6, CueKind.STRUGGLE: 0.4, CueKind.URGENT: 0.8, CueKind.REPEAT: 0.8}
_NEVER = frozenset({CueKind.UPSET, CueKind.LEAVING, CueKind.VULNERABLE, CueKind.KIND, CueKind.THANKFUL})
_SELF_BLAME = frozenset({"blames-self", "must-be-me", "not-technical", "sorry-to-bother", "any-help"})
_NEVER_LISTS = ("rude", "laws", "persons", "feelings")
_FIGURE, _NAME, _NUMBER, _WORD, _MINE, _NEED = 0.6, 0.5, 0.3, 0.06, 0.3, 0.5
"""What other figures, names, words for numbers, telling words, what is the customer's own, and a need count."""
_PER_WORD = 0.015
_NEVER_SIGNS = re.compile(
    r"[\U0001F000-\U0001FFFF\u2600-\u27bf\ufe0f]|!!|\?\?|\?!|!\?|[<>{}|\\*^_`~#]|https?:|www\.|\S@\S|\.\.|\u2026"
)
_MARKS = re.compile(r"[\"\u201c-\u201f\u00ab\u00bb]")
_TOKEN = re.compile(r"[^\W_](?:[\w.,:/%'\u2019-]*\w)?%?")
_LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_BORDER = re.compile(r"(?<=[,;:])\s+|\s+[\u2013\u2014-]\s+|(?<=[.!?])\s+|\s+(?=(?:and|but|und|aber)\b)", re.IGNORECASE)
_LEADS = re.compile(r"(?:and|but|so|und|aber|also)\b,?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Quote:
    """A sentence of the message, or the part of it that tells."""

    text: str
    start: int
    end: int
    points: float


def quotes(
    own: str,
    reading: Reading,
    sentences: Sequence[Unit],
    words: TurningWords,
    speech: Speech,
    *,
    most_words: int,
    wanted: Collection[int] = (),
    without: Collection[int] = (),
) -> list[Quote]:
    """The sentences worth saying back, in the order of the message, with at most so many words together.

    `wanted` and `without` are places in `sentences`: those that are quoted wherever that can be done, and those that
    the reply says in another place.
    """
    found = [
        (place, quote)
        for place, unit in enumerate(sentences)
        if place not in without and (quote := _quote(own, unit, reading, words, speech)) is not None
    ]
    enough = _ENOUGH if words.lists else _ENOUGH_UNHEARD
    taken: list[tuple[int, Quote]] = []
    left = most_words
    for place, quote in sorted(found, key=lambda one: (one[0] not in wanted, -one[1].points, one[0])):
        length = len(quote.text.split())
        if (place in wanted or quote.points >= enough) and length <= left and len(taken) < _MOST + len(wanted):
            taken.append((place, quote))
            left -= length
    return [quote for _place, quote in sorted(taken, key=lambda one: one[0])]


def quoted(found: Sequence[Quote], own: str) -> str:
    """Quotes as one quotation: what is left out between two of them shows as an ellipsis."""
    said = ""
    end = -1
    for quote in found:
        gap = bool(said) and bool(re.search(r"\w", own[end : quote.start]))
        said += (" \u2026 " if gap else " " if said else "") + (
            quote.text if not gap else quote.text.removeprefix("\u2026 ")
        )
        end = quote.end
    said = said.replace("\u2026 \u2026", "\u2026")
    return said[:1].upper() + said[1:]


def _quote(own: str, unit: Unit, reading: Reading, words: TurningWords, speech: Speech) -> Quote | None:
    """A sentence as it can be quoted, with what it tells; None where nobody would say it back."""
    part = _telling_part(own, unit, reading, words, speech)
    if part is None:
        return None
    start, end = part
    facts = [fact for fact in reading.facts if start <= fact.start < end]
    cues = {found.cue.kind for found in reading.cues if start <= found.start < end}
    text = own[start:end]
    # Who is angry reads a feeling or an opinion that is quoted as mockery; what happened when is no opinion.
    angry = any(found.cue.kind is CueKind.UPSET for found in reading.cues)
    if angry and not facts and not any(sign.isdigit() for sign in text):
        return None
    points = _points(text, words, speech)
    points += min(sum(_FACTS.get(fact.kind, 0.3) for fact in facts), 2.2)
    points += min(sum(_CUES.get(kind, 0.0) for kind in cues), 1.4)
    points += _NEED * any(one.start < end and start < one.end for one in reading.issues if one.needs_answer)
    return Quote(_as_quoted(own, unit, start, end), start, end, points - _PER_WORD * len(text.split()))


def _as_quoted(own: str, unit: Unit, start: int, end: int) -> str:
    """A part of a sentence as it stands between quotation marks: what is left out shows, marks inside are single."""
    lead = _LEADS.match(own, start, end)
    before = "" if not re.search(r"\w", own[unit.start : start]) else "\u2026 "
    after = "" if not re.search(r"\w", own[end : unit.end]) else " \u2026"
    text = _MARKS.sub("'", " ".join(own[lead.end() if lead else start : end].split()))
    return f"{before}{text.rstrip(' ,;:')}{after}"


def _telling_part(
    own: str, unit: Unit, reading: Reading, words: TurningWords, speech: Speech
) -> tuple[int, int] | None:
    """The neighbouring clauses of a sentence that tell most and that can be said back; None where there are none."""
    best, most = None, -1.0
    for start, end in _stretches(own, unit, reading, words):
        part = own[start:end]
        points = _points(part, words, speech) + len(part) / 10_000
        shortest = _SHORTEST_ASKED if part.endswith("?") else _SHORTEST
        if shortest <= len(part.split()) <= _LONGEST and points > most and len(_MARKS.findall(part)) % 2 == 0:
            best, most = (start, end), points
    return best


def _stretches(own: str, unit: Unit, reading: Reading, words: TurningWords) -> Iterator[tuple[int, int]]:
    """Neighbouring clauses of a sentence, in all lengths, without those that nobody would say back."""
    borders = [match.span() for match in _BORDER.finditer(own, unit.start, unit.end)]
    begins, ends = [unit.start, *(end for _start, end in borders)], [*(start for start, _end in borders), unit.end]
    bad = [not _may_be_said(own, begin, end, reading, words) for begin, end in zip(begins, ends, strict=True)]
    for first, begin in enumerate(begins):
        for last in range(first, len(ends)):
            if bad[last]:
                break
            yield begin, ends[last]


def _may_be_said(own: str, start: int, end: int, reading: Reading, words: TurningWords) -> bool:
    """Whether a clause hurts nobody, is not loud and holds no sign that no letter repeats."""
    text = own[start:end]
    if _NEVER_SIGNS.search(text):
        return False
    for found in reading.cues:
        if found.start < end and start < found.end and (found.cue.kind in _NEVER or found.cue.id in _SELF_BLAME):
            return False
    lows = [word.lower() for word in _LETTERS.findall(text)]
    if any(words.has(name, word) for name in _NEVER_LISTS for word in lows):
        return False
    line = f" {' '.join(lows)} "
    if any(f" {phrase} " in line for phrase in words.lists.get("never_phrases", ())):
        return False
    loud = [word for word in re.findall(r"\b[^\W\d_]{2,}\b", text) if word.isupper()]
    return sum(word.lower() in known_words(words) and not words.has("acronyms", word) for word in loud) <= 1


def _points(text: str, words: TurningWords, speech: Speech) -> float:
    """What the words of a sentence tell that stands in no other letter."""
    tokens = _TOKEN.findall(text)
    known = known_words(words)
    figures = sum(any(sign.isdigit() for sign in token) for token in tokens)
    names = sum(token[0].isupper() and token.lower() not in known for token in tokens[1:])
    numbers = sum(token.lower() in speech.numbers for token in tokens)
    mine = any(words.has("possessives", token.lower()) for token in tokens)
    told = sum(telling(word) for word in words_of(text))
    return (
        min(_FIGURE * figures, 1.2)
        + (0.0 if words.language.startswith("de") else min(_NAME * names, 1.0))
        + min(_NUMBER * numbers, 0.6)
        + _MINE * mine
        + min(_WORD * told, 0.7)
    )
