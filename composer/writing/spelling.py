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


class _Dictionary(Protocol):
    def spell(self, word: str) -> bool: ...
    def suggest(self, word: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, eq=False)
class Speller:
    """A dictionary with the words that a desk uses besides."""

    dictionary: _Dictionary
    own: frozenset[str] = frozenset()
    """In lower case."""
    _better: dict[str, str] = field(default_factory=dict)

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
            if (word[0].isupper() and not begins) or self.dictionary.spell(word):
                continue
            yield match.span()
            found += 1
            if found == _MOST:
                return

    def better(self, word: str) -> str:
        """The nearest word of the dictionary; empty where there is none."""
        if word not in self._better:
            self._better[word] = next(iter(self.dictionary.suggest(word)), "")
        return self._better[word]


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
