"""Excerpt: the lines of an article that match, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from kb.articles.article import Article
from kb.text import fold
from kb.words.words import words_of

_WORD = re.compile(r"\w+(?:[-.'+#]\w+)*")
_MOST_OF_A_LINE = 5_000


class ExcerptLine(NamedTuple):
    """A line of an article, and where the words that match stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Spans of characters [start, end)."""


def excerpt(article: Article, words: Collection[str], most: int = 2) -> tuple[ExcerptLine, ...]:
    """The lines of an article that hold most of some folded words, in the order of the article."""
    wanted = frozenset(words)
    scored: list[tuple[int, int, ExcerptLine]] = []
    for number, (text, folded, there) in enumerate(_lines(f"{article.summary}\n{article.text}")):
        if wanted.isdisjoint(there):
            continue
        line = _marked(text, folded, wanted)
        if line.marks:
            distinct = {fold(line.text[start:end]) for start, end in line.marks}
            scored.append((-len(distinct), number, line))
    scored.sort(key=lambda entry: entry[:2])
    best = sorted(scored[:most], key=lambda entry: entry[1])
    return tuple(_shortened(line) for _score, _number, line in best)


@lru_cache(maxsize=500)
def _lines(text: str) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Each line, folded, and the words that stand in it."""
    lines = ((line, fold(line)) for line in map(str.strip, text.split("\n")) if line)
    return tuple((line, folded, frozenset(words_of(folded))) for line, folded in lines)


def _marked(text: str, folded: str, words: frozenset[str]) -> ExcerptLine:
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
