"""Quotations: what a reply only quotes of the customer, and so neither claims nor promises nor says to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

Span = tuple[int, int]
_PAIRS = {
    "\u201c": "\u201d\u201c", "\u201d": "\u201d\u201c", "\u201e": "\u201c\u201d", '"': '"', "'": "'",
    "\u2018": "\u2019\u2018", "\u201a": "\u2018\u2019", "\u00ab": "\u00bb", "\u00bb": "\u00ab",
    "\u2039": "\u203a", "\u203a": "\u2039",
}  # fmt: skip
"""Which marks close a quotation that a mark opens, in English, German, French and on a keyboard."""
_MARK = re.compile("[" + re.escape("".join(_PAIRS) + "\u2019") + r"]|\n[^\S\n]*\n")
_LONGEST = 2_000
"""Characters of a quotation; a mark that opens a longer one belongs to none."""
_FEWEST, _MOSTLY = 3, 0.6
"""Neighbouring words of a quotation, and the share of them that the message has where it is quoted loosely."""
_WORD = re.compile(r"\w+")
_LINE = re.compile(r"^[^\S\n]*>[^\n]*", re.MULTILINE)
_PLAIN = re.compile(r"[\"'\u2018-\u201f\u2039\u203a\u00ab\u00bb]")


def quoted_spans(text: str) -> Iterator[Span]:
    """Where words stand between quotation marks, without the marks; one inside another is not parted."""
    opened, closing = -1, ""
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if "\n" in mark or at - opened > _LONGEST:
            opened = -1
        if opened < 0:
            if mark in _PAIRS and _opens(text, at):
                opened, closing = at, _PAIRS[mark]
        elif mark in closing and _closes(text, opened, at):
            yield opened + 1, at
            opened = -1


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands before a word and behind none: no apostrophe, no inch; French puts a space behind it."""
    return not text[at - 1 : at].isalnum() and (text[at] == "\u00ab" or bool(text[at + 1 : at + 2].strip()))


def _closes(text: str, opened: int, at: int) -> bool:
    return at > opened + 1 and not text[at + 1 : at + 2].isalnum()


def others_words(text: str, message: str) -> Iterator[Span]:
    """Where a reply has words of others: what it quotes of the message, nearly as it stands, and `>` lines."""
    words, pairs = _of_message(message)
    for start, end in quoted_spans(text):
        parts = [found for part in text[start:end].split("\u2026") if (found := _words(part))]
        if parts and all(_quoted(part, words, pairs) for part in parts):
            yield start, end
    yield from (match.span() for match in _LINE.finditer(text))


def without_others(text: str, message: str) -> str:
    """A reply with the words of others blotted out at equal length; a full stop stands where they ended a sentence."""
    letters = list(text)
    for start, end in others_words(text, message):
        stops = text[start] != ">" and text[start:end].rstrip().endswith((".", "!", "?", "\u2026"))
        letters[start:end] = " " * (end - start - stops) + "." * stops
    return "".join(letters)


def _quoted(said: list[str], words: frozenset[str], pairs: frozenset[tuple[str, str]]) -> bool:
    """Whether words are the message's: all of a few, or most neighbours, as `I've sent it back` for `I have ...`."""
    found = [*pairwise(said)]
    known = sum(pair in pairs for pair in found)
    return said[0] in words if not found else known >= (_MOSTLY if len(found) >= _FEWEST else 1) * len(found)


@lru_cache(maxsize=64)
def _of_message(message: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The words of a message and its neighbouring ones, kept: it stays the same while a reply to it is written."""
    words = _words(message)
    return frozenset(words), frozenset(pairwise(words))


def _words(text: str) -> list[str]:
    """The words of a text in small letters, without marks: `don't` is one."""
    return _WORD.findall(_PLAIN.sub("", text).lower())
