"""Clauses: a sentence in small letters, parted at its marks and its joining words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from composer.reading.patterns import Text
from composer.reading.spans import apart
from composer.writing.claiming.claim_words import ClaimWords

FIELD = "{}"
"""The token of an open field."""
_TOKEN = re.compile(
    r"\{\{[^{}\n]*+\}\}|\{%[^{}%\n]*+%\}|[^\W_]+(?:['.\u2019-][^\W_]+)*|[,;:()!\u2013\u2014]|(?<=\s)-(?=\s)"
)
_MARKS = frozenset(",;:()!-\u2013\u2014")
_SHORTENED = (
    ("can't", "can not"), ("won't", "will not"), ("shan't", "shall not"), ("n't", " not"),
    ("'ve", " have"), ("'re", " are"), ("'m", " am"), ("'ll", " will"), ("'d", " would"),
)  # fmt: skip
_IS = frozenset({"it's", "that's", "there's", "here's", "he's", "she's", "everything's"})


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence between two borders."""

    lead: str
    """The mark or the word that parts it from what is before; empty at the beginning."""
    tokens: tuple[str, ...]
    start: int
    """Where it begins in the sentence."""


def clauses_of(sentence: str, words: ClaimWords) -> list[Clause]:
    """The clauses of a sentence, in order; one may be empty."""
    found: list[Clause] = []
    tokens: list[str] = []
    lead, start = "", 0
    for match in _TOKEN.finditer(sentence):
        for word in _words_of(match[0], words, first=not (found or tokens)):
            if word in _MARKS or words.has("borders", word):
                found.append(Clause(lead, tuple(tokens), start))
                tokens, lead, start = [], word, match.start()
            else:
                tokens.append(word)
    return [*found, Clause(lead, tuple(tokens), start)]


def _words_of(written: str, words: ClaimWords, *, first: bool) -> list[str]:
    """A word as its clause has it: English in small letters and whole, German with the capitals of its nouns."""
    if written.startswith("{"):
        return [FIELD] if written.startswith("{{") else []
    if words.language == "de":
        return [written.lower() if first and written != "Sie" else written]
    return _written_out(written.lower().replace("\u2019", "'"))


def _written_out(low: str) -> list[str]:
    if "'" not in low:
        return ["can", "not"] if low == "cannot" else [low]
    if low in _IS:
        return [low[:-2], "is"]
    for short, long in _SHORTENED:
        if low.endswith(short):
            return f"{low[: -len(short)]}{long}".split()
    return [low]


def found_or_worded(
    sentence: str, clauses: Sequence[Clause], free: Sequence[bool], words: ClaimWords, found: str, *, sorry: bool
) -> str:
    """What a sentence claims by its verbs (`found`), or by words that always claim something in a `free` clause."""
    text, starts = Text.of(sentence), [clause.start for clause in clauses]

    def stands(start: int) -> bool:
        return free[bisect_right(starts, start) - 1]

    faults = apart(words.finds("faults", text), words.finds("no_fault", text))
    if any(stands(start) for start, _end in faults):
        return "fault"
    if found or sorry:
        return found
    # `It is complete when the light turns green.`
    general = any(words.has("general", one) for clause in clauses for one in (clause.lead, *clause.tokens[:1]))
    sure = not general and any(stands(start) for start, _end in words.finds("sure", text))
    return "act" if sure or words.finds("attached", text) else ""
