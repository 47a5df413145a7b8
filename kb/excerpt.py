"""Excerpt: the lines of an article that match, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kb.article import Article
from kb.text import fold
from kb.words import stem, words_of

_WORD = re.compile(r"\w+(?:[-.'+#]\w+)*")
_MOST_OF_A_LINE = 5_000


@dataclass(frozen=True)
class Line:
    """A line of an article, and where the words that match stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Spans of characters [start, end)."""


def excerpt(article: Article, stems: Iterable[str], language: str, most: int = 2) -> tuple[Line, ...]:
    """The lines of an article that hold most of the words looked for, in the order of the article."""
    wanted = set(stems)
    beginnings = [_beginning(stem_) for stem_ in wanted]
    scored: list[tuple[int, int, Line]] = []
    for number, (text, folded) in enumerate(_lines(f"{article.summary}\n{article.text}")):
        if any(beginning in folded for beginning in beginnings):
            line = _marked(text, wanted, beginnings, language)
            distinct = {fold(line.text[start:end]) for start, end in line.marks}
            if distinct:
                scored.append((-len(distinct), number, line))
    scored.sort(key=lambda entry: entry[:2])
    best = sorted(scored[:most], key=lambda entry: entry[1])
    return tuple(_shortened(line) for _score, _number, line in best)


@lru_cache(maxsize=500)
def _lines(text: str) -> tuple[tuple[str, str], ...]:
    lines = (line.strip() for line in text.split("\n"))
    return tuple((line, fold(line)) for line in lines if line)


def _beginning(stem_: str) -> str:
    """What every word of a stem begins with: endings are taken off, and at times a letter before them changes."""
    return stem_ if len(stem_) < 3 or not stem_.isalpha() else stem_[: max(1, len(stem_) - 2)]


def _marked(text: str, wanted: set[str], beginnings: list[str], language: str) -> Line:
    marks = []
    for match in _WORD.finditer(text[:_MOST_OF_A_LINE]):
        word = fold(match[0])
        # Most words are ruled out without being stemmed, which takes far longer.
        if any(word.startswith(one) or (len(one) > 2 and one in word) for one in beginnings):
            stems = (stem(part, language) for part in words_of(word))
            if any(stem_ in wanted for stem_ in stems):
                marks.append(match.span())
    return Line(text, tuple(marks))


def _shortened(line: Line, longest: int = 160) -> Line:
    if len(line.text) <= longest:
        return line
    first = line.marks[0][0] if line.marks else 0
    start = 0 if first < longest - 40 else line.text.rfind(" ", 0, first - 30) + 1
    end = line.text.rfind(" ", 0, start + longest) if start + longest < len(line.text) else len(line.text)
    end = end if end > start else start + longest
    lead, tail = "… " if start else "", " …" if end < len(line.text) else ""
    shift = len(lead) - start
    marks = tuple((a + shift, b + shift) for a, b in line.marks if a >= start and b <= end)
    return Line(lead + line.text[start:end] + tail, marks)
