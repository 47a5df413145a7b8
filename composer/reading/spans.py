"""Spans: stretches of a text as [start, end), and which of them share no character; linear in the text's length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
_BESIDE = 80
_BORDER = re.compile(r"[.!?\n]")


def take(taken: bytearray, start: int, end: int) -> bool:
    """Take a span where none of it is taken yet, and say whether it was free; `taken` has a byte for each character."""
    if taken.find(1, start, end) >= 0:
        return False
    taken[start:end] = b"\1" * (end - start)
    return True


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """The spans that begin in a stretch; they are in order."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


def apart(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The spans that share no character with any of the others."""
    others = [*others]
    taken = bytearray(max((end for _start, end in others), default=0))
    for start, end in others:
        taken[start:end] = b"\1" * (end - start)
    return [(start, end) for start, end in spans if taken.find(1, start, end) < 0]


def sentence_round(text: str, start: int, end: int) -> str:
    """What stands at a place, with at most 80 characters of its sentence on either side."""
    before = _BORDER.split(text[max(start - _BESIDE, 0) : start])[-1]
    return before + text[start:end] + rest_of_sentence(text, end)


def rest_of_sentence(text: str, place: int) -> str:
    """What stands behind a place in its sentence, at most 80 characters."""
    return _BORDER.split(text[place : place + _BESIDE], maxsplit=1)[0]
