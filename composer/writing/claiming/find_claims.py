"""Finding claims: the sentences of a text that say what we did, or what is so in this case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from composer.reading.facts import sentences
from composer.writing.claiming.claim_words import ClaimWords
from composer.writing.claiming.clauses import clauses_of
from composer.writing.claiming.english import english_claim
from composer.writing.claiming.german import german_claim
from composer.writing.quotations import quoted_spans

_LABEL = 4
"""Words up to which a quotation names something, as a button or a page, and says nothing."""
_LISTED = re.compile(r"(?:\d{1,2}[.)]|[-*\u2022])\s+")
_LONGEST = 1_000
"""Characters of a sentence that is looked at; nobody writes a longer one."""


class ClaimKind(StrEnum):
    """What a sentence claims."""

    ACT = "act"
    """What we did, or what is so."""
    FAULT = "fault"
    """That something was our fault."""


@dataclass(frozen=True)
class FoundClaim:
    """A sentence that claims something."""

    text: str
    start: int
    end: int
    kind: ClaimKind


def find_claims(text: str, words: ClaimWords, *, quoted: bool = False) -> list[FoundClaim]:
    """The claims of a text, in its order; where `quoted`, also those between quotation marks.

    Questions, conditions, promises, what the customer did or told us, and the name of a button claim nothing. An open
    field stands for a word that the agent says.
    """
    if not words.sets:
        return []
    letters = list(text)
    for start, end in quoted_spans(text):
        if not quoted or len(text[start:end].split()) <= _LABEL:
            letters[start:end] = " " * (end - start)
    plain = "".join(letters)
    found = []
    for start, end in sentences(plain):
        kind = _claimed(" ".join(plain[start:end].split()), words)
        if kind is not None:
            found.append(FoundClaim(text[start:end], start, end, kind))
    return found


@lru_cache(maxsize=2_000)
def _claimed(sentence: str, words: ClaimWords) -> ClaimKind | None:
    """What a sentence claims, kept: while a reply is written, most of its sentences stay."""
    listed = _LISTED.match(sentence)
    sentence = sentence[listed.end() :] if listed else sentence
    if sentence.endswith("?") or len(sentence) > _LONGEST:
        return None
    clauses = clauses_of(sentence, words)
    claim = german_claim if words.language == "de" else english_claim
    found = claim(sentence, clauses, words)
    return ClaimKind(found) if found else None
