"""Choosing: which of the days in a sentence is the one by which something is promised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from composer.reading.days.saying import Said
from composer.reading.days.seen import Why
from composer.reading.days.words import DayWords
from composer.reading.patterns import Text, find_spans

Span = tuple[int, int]
_WORD = re.compile(r"\w[\w-]*+")
_BREAK = re.compile(r"[,;:!?]|\.\s|\s[-\u2013\u2014]\s")
_FAULTS = (Why.IMPOSSIBLE, Why.AMBIGUOUS, Why.PAST)


@dataclass(frozen=True)
class Clauses:
    """Where the clauses of a sentence begin, and what is said in them."""

    starts: tuple[int, ...]
    past: tuple[Span, ...]
    away: tuple[Span, ...]
    commits: tuple[Span, ...]
    gone: frozenset[int]
    """Where words begin that belong to what has been, whatever the clause promises: the lamp that broke on Sunday."""

    def speaks_of_now(self, said: Said) -> bool:
        """Whether the clause of some words can promise something for then."""
        if self._holds(said, self.away) or said.start in self.gone:
            return False
        return self._holds(said, self.commits) or not self._holds(said, self.past)

    def _holds(self, said: Said, spans: Sequence[Span]) -> bool:
        at = bisect_right(self.starts, said.start)
        return any(bisect_right(self.starts, start) == at for start, _end in spans)


def due_in(text: Text, found: Sequence[Said], words: DayWords, commits: Sequence[Span]) -> Said | None:
    """The words that say when a promise is due; None where a sentence names no time for it.

    Those that name a last moment (by, until, within) count before others, and of several the latest. What cannot be
    read as a day is never passed over for one that can.
    """
    past = tuple(find_spans(text, words.past))
    clauses = Clauses(
        _starts(text, found, words),
        past,
        tuple(find_spans(text, words.away)),
        tuple(commits),
        frozenset(end + 1 for start, end in past if _last_word(text, start) in words.past_subjects),
    )
    pool = [one for one in found if one.why is not Why.OTHER and clauses.speaks_of_now(one)]
    named = [one for one in pool if one.why is Why.DUE or one.why in _FAULTS]
    named = [one for one in named if not _belongs(one, text, words)] or named
    named = [one for one in named if one.strong] or named
    faulty = next((one for one in named if one.why in _FAULTS), None)
    if faulty or named:
        return faulty or max(named, key=lambda one: (one.due is not None, one.due))
    return next((one for one in pool if one.why is Why.EVENT), pool[0] if pool else None)


def _belongs(said: Said, text: Text, words: DayWords) -> bool:
    """Whether the word before is a thing that has a day of its own: your appointment on Thursday."""
    return not said.strong and _last_word(text, said.start) in words.belongings


def _last_word(text: Text, at: int) -> str:
    """The word before a place."""
    before = text.folded[max(at - 40, 0) : at]
    found = _WORD.findall(before)
    return str(found[-1]).rstrip("-") if found and not before[-1].isalnum() else ""


def _starts(text: Text, found: Sequence[Said], words: DayWords) -> tuple[int, ...]:
    """Where clauses begin: behind a comma or a stop, and at `and` or `but`; never inside of words for a day."""
    breaks = sorted([*(match.span() for match in _BREAK.finditer(text.folded)), *find_spans(text, words.clauses)])
    starts = [0]
    at = 0
    for start, end in breaks:
        while at < len(found) and found[at].end <= start:
            at += 1
        if at == len(found) or end <= found[at].start:
            starts.append(end)
    return tuple(starts)
