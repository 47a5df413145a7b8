"""WordPiece: a text as the numbers of a model's vocabulary, as BERT's uncased models were trained with.

Devlin et al., BERT (2018): text is lowered, freed of accents, parted at spaces and punctuation, and each word is
taken apart greedily, the longest known beginning first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONGEST = 256
"""Pieces of a text that the model reads, the marks at both ends among them; it was trained on no longer ones."""
_LONGEST_WORD = 100
_MOST_CHARACTERS = 6_000
"""More than 256 pieces never need; a page without a space must not take long."""
_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ASCII = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")


class WordPiece:
    """Takes texts apart by one vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.begin, self.end = (self.numbers[mark] for mark in (_UNKNOWN, _BEGIN, _END))
        self._known: dict[str, tuple[int, ...]] = {}

    def numbers_of(self, text: str, longest: int = LONGEST) -> list[int]:
        """The numbers of a text's pieces between the marks of its beginning and end, cut to the longest."""
        found: list[int] = []
        for word in _words(text[:_MOST_CHARACTERS]):
            if word not in self._known:
                self._known[word] = self._pieces(word)
            found += self._known[word]
            if len(found) >= longest - 2:
                break
        return [self.begin, *found[: longest - 2], self.end]

    def _pieces(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            mark = "##" if start else ""
            end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in self.numbers), 0)
            if not end:
                break
            found.append(self.numbers[mark + word[start:end]])
            start = end
        return tuple(found) if found and start == len(word) else (self.unknown,)


def _words(text: str) -> Iterator[str]:
    """The words and marks of a text, in small letters and without accents."""
    if text.isascii() and not _CONTROLS.search(text):
        yield from _ASCII.findall(text.lower())
        return
    plain = "".join(_character(c) for c in text)
    folded = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn").lower()
    for word in folded.split():
        start = 0
        for at, c in enumerate(word):
            if _is_mark(c):
                yield from filter(None, (word[start:at], c))
                start = at + 1
        if word[start:]:
            yield word[start:]


def _character(c: str) -> str:
    """One character of a text from outside: none for controls, and each ideograph a word of its own."""
    if c.isspace():
        return " "
    if c == "\ufffd" or unicodedata.category(c).startswith("C"):
        return ""
    return f" {c} " if _is_ideograph(ord(c)) else c


def _is_ideograph(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2CEAF
    )  # fmt: skip


def _is_mark(c: str) -> bool:
    return (c.isascii() and c.isprintable() and not c.isalnum()) or unicodedata.category(c).startswith("P")
