"""Excerpt: the lines of an article that match, with the words marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from kb.articles.article import Article
from kb.text import fold
from kb.words.words import words_of

_WORD = re.compile(r"\w+(?:[-.'+#]\w+)*")
_SIGNS = "-.'+#_"
"""Signs that a word may be found without: `xr200` for `XR-200`."""
_MOST_OF_A_LINE = 5_000


class ExcerptLine(NamedTuple):
    """A line of an article, and where the words that match stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Spans of characters [start, end)."""


def excerpt(article: Article, words: Collection[str], most: int = 2) -> tuple[ExcerptLine, ...]:
    """The lines of an article that hold most of some folded words, in the order of the article."""
    wanted = frozenset(words)
    text = _lined(f"{article.summary}\n{article.text}")
    # To find letters takes far less than to tell words apart, and that less than to mark them.
    near = [(number, text.lines[number]) for number in text.holding(map(_letters, wanted))]
    held = ((len(wanted & _words_in(line.folded)), number, line) for number, line in near)
    ordered = sorted((one for one in held if one[0]), key=lambda one: (-one[0], one[1]))
    marked = ((number, _marked(line, wanted)) for _held, number, line in ordered)
    best = sorted(islice((one for one in marked if one[1].marks), most), key=lambda one: one[0])
    return tuple(_shortened(line) for _number, line in best)


class _Line(NamedTuple):
    text: str
    folded: str


class _Lined(NamedTuple):
    """A text in lines."""

    lines: tuple[_Line, ...]
    letters: str
    """All of them, folded and without the signs that may stand inside a word."""
    starts: tuple[int, ...]
    """Where each line begins in it."""

    def holding(self, words: Iterable[str]) -> list[int]:
        """The numbers of the lines in which the letters of any word stand, in order."""
        found: set[int] = set()
        for word in words if self.lines else ():
            at = self.letters.find(word)
            while at >= 0:
                after = bisect_right(self.starts, at)
                found.add(after - 1)
                at = self.letters.find(word, self.starts[after]) if after < len(self.starts) else -1
        return sorted(found)


@lru_cache(maxsize=500)
def _lined(text: str) -> _Lined:
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    folded = [fold(line) for line in lines]
    letters = _letters("\n".join(folded))
    starts = accumulate((len(line) + 1 for line in letters.split("\n")[:-1]), initial=0)
    return _Lined(tuple(map(_Line, lines, folded)), letters, tuple(starts))


def _letters(text: str) -> str:
    for sign in _SIGNS:
        text = text.replace(sign, "")
    return text


@lru_cache(maxsize=5_000)
def _words_in(folded: str) -> frozenset[str]:
    return frozenset(words_of(folded))


def _marked(line: _Line, words: frozenset[str]) -> ExcerptLine:
    text, folded = line.text, line.folded
    # Plain letters stand where they stood before they were folded.
    plain = text.isascii()
    marks = []
    for match in _WORD.finditer((folded if plain else text)[:_MOST_OF_A_LINE]):
        word = match[0] if plain else fold(match[0])
        # Most words have no parts, and are not taken apart, which takes far longer.
        if word in words or (not (word.isalpha() and plain) and not words.isdisjoint(words_of(word))):
            marks.append(match.span())
    return ExcerptLine(text, tuple(marks))


def _shortened(line: ExcerptLine, longest: int = 160) -> ExcerptLine:
    if len(line.text) <= longest:
        return line
    first = line.marks[0][0] if line.marks else 0
    start = 0 if first < longest - 40 else line.text.rfind(" ", 0, first - 30) + 1
    end = line.text.rfind(" ", 0, start + longest) if start + longest < len(line.text) else len(line.text)
    end = end if end > start else start + longest
    lead, tail = "… " if start else "", " …" if end < len(line.text) else ""
    shift = len(lead) - start
    marks = tuple((a + shift, b + shift) for a, b in line.marks if a >= start and b <= end)
    return ExcerptLine(lead + line.text[start:end] + tail, marks)
