"""Spelling: words that a Hunspell dictionary of this computer does not know; needs the extra `spelling`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell", "/Library/Spelling")
"""Where systems keep dictionaries (`en_US.aff` and `en_US.dic`)."""
_FIRST = {"en": ("en_GB", "en_US"), "de": ("de_DE",), "es": ("es_ES",), "fr": ("fr_FR", "fr")}
_WORD = re.compile(r"(?<![\w@./:#-])[^\W\d_]+(?:['\u2019][^\W\d_]+)*(?![\w@/:#-]|\.\w)")
_SHORTEST = 3
_MOST = 10
_MOST_KNOWN = 20_000


class _Dictionary(Protocol):
    def spell(self, word: str) -> bool: ...


@dataclass(frozen=True, eq=False)
class Speller:
    """A dictionary with the words that a desk uses besides."""

    dictionary: _Dictionary
    own: frozenset[str] = frozenset()
    """In lower case."""
    _better: dict[str, str] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)
    """Words that were looked up; most words of a reply stand in the next one, too."""

    def misspelt(self, text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Where words stand that nobody knows: not the dictionary, the desk, nor the message; at most ten.

        A capital inside a sentence is taken for a name.
        """
        found, before, last = 0, 0, "."
        for match in _WORD.finditer(text):
            word = match[0].replace("\u2019", "'")
            last = text[before : match.start()].rstrip()[-1:] or last
            begins, before, last = last in ".!?:", match.end(), word[-1]
            if len(word) < _SHORTEST or word.lower() in self.own or word.lower() in known:
                continue
            if (word[0].isupper() and not begins) or self._knows(word):
                continue
            yield match.span()
            found += 1
            if found == _MOST:
                return

    def better(self, word: str) -> str:
        """A known word that is one slip of the keys away; empty where there is none.

        The dictionary's own guesses take a quarter of a second a word, which is too long between two keys.
        """
        if word not in self._better:
            self._better[word] = next(filter(self.dictionary.spell, _slips(word)), "")
        return self._better[word]

    def _knows(self, word: str) -> bool:
        """Whether the dictionary has the word, or the same word as the other side of the Atlantic spells it."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            others = (word.replace(ours, theirs) for ours, theirs in _WAYS if ours in word)
            known = self._known[word] = self.dictionary.spell(word) or any(map(self.dictionary.spell, others))
        return known


_ATLANTIC = (
    ("our", "or"), ("is", "iz"), ("ys", "yz"), ("re", "er"), ("ll", "l"), ("enc", "ens"), ("ogue", "og"), ("ae", "e"),
    ("gramme", "gram"), ("cheque", "check"), ("tyre", "tire"), ("grey", "gray"), ("draught", "draft"),
    ("kerb", "curb"), ("plough", "plow"), ("mould", "mold"), ("jewellery", "jewelry"), ("pyjamas", "pajamas"),
)  # fmt: skip
"""How British and American spellings of one word differ; a dictionary of either serves both."""
_WAYS = (*_ATLANTIC, *((theirs, ours) for ours, theirs in _ATLANTIC))


def _slips(word: str) -> Iterator[str]:
    """What one slip of the keys makes of a word: two letters swapped, one too many, one wrong, one missing."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1)
    yield from (head + tail[1:] for head, tail in parts if tail)
    letters = [*dict.fromkeys("eaionrtslu" + word + _ALPHABET)]
    yield from (head + letter + tail[1:] for letter in letters for head, tail in parts if tail)
    yield from (head + letter + tail for letter in letters for head, tail in parts)


_ALPHABET = "abcdefghijklmnopqrstuvwxyzäöüß"


@cache
def dictionary_for(language: str) -> _Dictionary | None:
    """The dictionary of a language; None without the extra `spelling` or without a dictionary on this computer."""
    try:
        from hunspell import Hunspell
    except ImportError:
        return None
    base, _dash, region = language.replace("_", "-").partition("-")
    names = [f"{base}_{region.upper()}"] if region else []
    for folder in map(Path, FOLDERS):
        for name in (*names, *_FIRST.get(base, ()), base):
            if (folder / f"{name}.aff").is_file() and (folder / f"{name}.dic").is_file():
                found: _Dictionary = Hunspell(name, hunspell_data_dir=str(folder))
                return found
    return None
