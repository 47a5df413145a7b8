"""Glossary: a letter word by word in the language of the articles, so that one in another language finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kb.text import fold
from kb.words.compounds import parts_of_compound, writes_together
from kb.words.words import stem

_WORD = re.compile(r"[^\W_]+(?:[-.+#@]\w+)*[+#]{0,2}")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_SENSES = 2
"""Of a word that may mean several things; measured on German letters, one was worse and three no better."""
_LONGEST = 20_000
"""Characters of a letter that are read."""
_SHORTEST_VERB = 3
_WITHOUT_DOTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_ENDINGS = ("t", "te", "ten", "e", "st")
_SEPARABLE = (
    "ab", "an", "auf", "aus", "bei", "ein", "fest", "frei", "her", "hoch", "los", "mit", "nach", "runter", "um", "vor",
    "weg", "weiter", "wieder", "zu", "zuruck",
)  # fmt: skip
"""What German puts before a verb and parts from it, folded: abholen, abgeholt, abzuholen."""


@dataclass(frozen=True)
class Glossary:
    """What the words of one language are in another; numbers, names and what is not known stay as they are."""

    language: str
    words: Mapping[str, Sequence[str]]
    """By folded word."""
    stems: Mapping[str, Sequence[str]]

    def of(self, written: str) -> Sequence[str]:
        """What a written word may be in the other language, a compound by its parts; itself where it is not known."""
        word = fold(written)
        found = self._known(word)
        if not found and "-" in word:
            parts = _HYPHEN.split(written)
            return [one for part in parts for one in self.of(part)] if len(parts) > 1 else [written]
        if not found and writes_together(self.language):
            parts = parts_of_compound(word, lambda words: [one for one in words if self._known(one)])
            found = [self._known(part)[0] for part in parts]
            found += [written] if len(parts) == 1 else []
        return found[:_SENSES] or [written]

    def _known(self, word: str) -> list[str]:
        for form in _forms(word, self.language):
            found = self.words.get(form) or self.stems.get(stem(form, self.language))
            if found:
                return [*found]
        return []


def glossed(text: str, spoken: str, language: str) -> str:
    """A text in one language word by word in another; as it is where there is no glossary of the two.

    The order of words, and what they are in a sentence, stay those of the text: it is for searching, not for reading.
    """
    known = glossary(_base(spoken), _base(language))
    return _WORD.sub(lambda match: " ".join(known.of(match[0])), text[:_LONGEST]) if known else text


@cache
def glossary(spoken: str, language: str) -> Glossary | None:
    """What ships for two languages, one of which is English; None where nothing does."""
    if spoken == language or "en" not in (spoken, language) or not (spoken + language).isalpha():
        return None
    file = resources.files("kb.words") / "glossaries" / f"{language if spoken == 'en' else spoken}.txt"
    if not file.is_file():
        return None
    words: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        english, _colon, others = line.partition(": ")
        for other in others.split():
            own, found = (english, other) if spoken == "en" else (other, english)
            words.setdefault(fold(own), []).append(found)
    stems: dict[str, list[str]] = {}
    for word, found_of in words.items():
        stems.setdefault(stem(word, spoken), []).extend(found_of)
    return Glossary(spoken, words, {one: [*dict.fromkeys(found_of)] for one, found_of in stems.items()})


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _forms(word: str, language: str) -> Iterator[str]:
    """A word, and what it may be a form of that its stem does not tell: German verbs, and letters without dots."""
    yield word
    if language != "de":
        return
    for written, folded in _WITHOUT_DOTS:
        if written in word:
            yield word.replace(written, folded)
    for end in _ENDINGS:
        if word.endswith(end) and len(word) >= len(end) + _SHORTEST_VERB:
            root = word.removesuffix(end)
            yield from (f"{root}en", f"{root.removeprefix('ge')}en")
            yield from _put_together(root, "ge")
    yield from _put_together(word.removesuffix("en"), "zu")


def _put_together(root: str, between: str) -> Iterator[str]:
    for before in _SEPARABLE:
        if root.startswith(before + between):
            yield f"{before}{root.removeprefix(before + between)}en"
