"""Retelling: what every language does alike with a sentence that is said back in its own order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.writing.turning.gate import pass_gate
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_SIGNS = r"\"\u201c-\u201f\u00ab\u00bb"
_QUOTED = re.compile(f"[{_SIGNS}]([^{_SIGNS}]{{1,60}})[{_SIGNS}]")
_SPEECH_FROM = 4
_SAID = re.compile(
    r"\b(?:said|told|called|shouted|answered|sagte\w*|meinte\w*|sprach\w*|rief\w*)\b[^.!?]{0,12}$", re.IGNORECASE
)
"""Words behind which so many words in quotation marks are what somebody said, and no name of a button."""
_MOCKED = re.compile(r"[a-z\u00e4\u00f6\u00fc\u00df-]+(?: [a-z\u00e4\u00f6\u00fc\u00df-]+)?")
"""A word or two in small letters: in quotation marks they mean the opposite, where nothing is named or shown so."""
_NAMES = re.compile(
    r"\b(?:says?|said|shows?|showed|reads?|called|named|marked|labell?ed|word|message|error|status|as|at|is|to"
    r"|steht|stand|hei\u00dft|zeigt|zeigte|meldet|sagt|als|auf|Fehler|Meldung|Status|Wort)\W{1,3}$",
    re.IGNORECASE,
)
_TAG = re.compile(
    r",\s+(?:is|are|was|were|do|does|did|has|have|can|could|will|would)(?:n['\u2019]t| not)?"
    r"\s+(?:it|they|he|she|there|that|you|we|i)$"
    r"|,\s+(?:nicht wahr|oder|gell|ne|stimmt(?:'s| das))$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"(?:[^\s:,]+\s){0,3}[^\s:,]*[^\W\d_]:\s")
"""`For the third time: ...`, which would be our reproach."""
_I = ("i", "ich", "me", "mich", "mir")
_FIRST = 0xE000
_PLACE = re.compile("[\ue000-\ue0ff]")
_PERSONS = re.compile(
    r"\b(?:i|me|my|mine|we|us|our|you|your|yours|ich|mir|mich|mein\w*|wir|uns|unser\w*|sie|ihnen|ihr\w*|du|dir|dich|dein\w*)\b",
    re.IGNORECASE,
)


def may_be_retold(sentence: str, rest: str, words: TurningWords) -> tuple[str, list[str]]:
    """The sentence without what stands in quotation marks, and that; raises CannotTurnError where it is no statement.

    `rest` follows it in the message: only what begins with one of the words `goes_on` may be left out there, for behind
    others the sentence would say something else (`but`), or lack a part.
    """
    after = rest.lower().split(maxsplit=2)
    first, second = (*(one.strip(",") for one in after[:2]), "", "")[:2]
    if after and not words.has("goes_on", first):
        raise CannotTurnError("half of a sentence")
    if first in ("and", "und") and not (words.has("subjects", second) or words.has("determiners", second)):
        # What is joined may be half of a pair: `between 66 and 84`.
        raise CannotTurnError("half of a pair")
    if (
        first in ("and", "und")
        and second in _I
        and words.has("possessives", (sentence.lower().split()[-2:] or [""])[0])
    ):
        # `My husband and I`.
        raise CannotTurnError("half of a pair")
    if _ANNOUNCED.match(sentence):
        raise CannotTurnError("an announcement")
    if sentence.endswith(("?", ":")) or _TAG.search(sentence.rstrip(" .!")):
        raise CannotTurnError("asks")
    plain, names = without_quoted(sentence)
    pass_gate(without_places(plain), words)
    return plain, names


def without_places(sentence: str) -> str:
    """A sentence without the signs that stand for what was in quotation marks."""
    return _PLACE.sub(" ", sentence)


def without_quoted(sentence: str) -> tuple[str, list[str]]:
    """The sentence with a sign for each stretch in quotation marks, and the stretches.

    A name of a button or an error stays as it is; what somebody said about persons is refused.
    """
    names: list[str] = []

    def kept(match: re.Match[str]) -> str:
        if _MOCKED.fullmatch(match[1]) and not _NAMES.search(sentence[: match.start()]):
            raise CannotTurnError("said in mockery")
        spoken = len(match[1].split()) >= _SPEECH_FROM and _SAID.search(sentence[: match.start()])
        if _PERSONS.search(match[1]) or spoken:
            raise CannotTurnError("somebody's own words")
        names.append(match[1])
        return chr(_FIRST + len(names) - 1)

    return _QUOTED.sub(kept, sentence), names


def with_quoted(text: str, names: Sequence[str], marks: str) -> str:
    """The text with the stretches where their signs stand, in the two marks of the language."""
    return _PLACE.sub(lambda match: f"{marks[0]}{names[ord(match[0]) - _FIRST]}{marks[1]}", text)
