"""Deaths: those that only a name tells of, `Alan died on 8 November`, and those, or illnesses, of long ago."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.cases.step import Care
from composer.reading.cues import Cue, FoundCue
from composer.reading.name_words import is_first

_DIED = re.compile(
    r"\b(?P<name>[^\W\d_a-z][^\W\d_A-Z]{2,20})\s(?:(?:has\s|had\s)?(?:died|passed\saway)"
    r"|(?:ist|war)\s(?:[^.!?\n]{0,40}\s)?(?:gestorben|verstorben)|starb)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:had\s[^.!?\n]{0,40}\bsince\sthe\s(?:day|week|month|year|winter|spring|summer|autumn)\b"
    r"|years?\s(?:ago|back|before\s(?:he|she)\s(?:died|passed))|vor\s(?:\w+\s){0,2}jahren|jahre\sher)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:lag|war|lagen|waren|was|were)\b[^.!?\n]{0,40}\b(?:krankenhaus|klinik|reha|hospital|rehab)\b"
    r"(?![^.!?\n]{0,80}\b(?:still|again|now|yesterday|today|last week|this week|noch|wieder|gestern|heute|seit"
    r"|letzte woche)\b)",
    re.IGNORECASE,
)
"""Somebody who lay in a hospital, and lies there no more."""
_LAST_YEAR = re.compile(r"\b(?:last year|(?:letzte[ns]|vorige[ns]) jahr|as a child|als kind)\b", re.IGNORECASE)
"""When somebody was ill who is not ill now."""
_ILL = frozenset({"illness", "injury"})
_BESIDE = 80
"""Characters on either side of a death that may say when it was."""
_DEATH = "bereavement"


def with_deaths(text: str, found: Sequence[FoundCue], cues: Sequence[Cue]) -> list[FoundCue]:
    """What was found, with a death that is told of a first name, and without those, or an illness, of years ago.

    Whoever died long ago is remembered, and nobody condoles with that: `the frame he chose the year before he died`.
    """
    kept = [one for one in found if not (one.cue.care is Care.BEREAVEMENT and _says_when(text, one, _LONG_AGO))]
    kept = [
        one
        for one in kept
        if not (one.cue.id in _ILL and (_says_when(text, one, _LAST_YEAR) or _says_when(text, one, _OVER)))
    ]
    cue = next((one for one in cues if one.id == _DEATH), None)
    if cue is None or any(one.cue.care is Care.BEREAVEMENT for one in found):
        return kept
    named = (match for match in _DIED.finditer(text) if is_first(match["name"]))
    told = (FoundCue(cue, match.start(), match.end(), match[0]) for match in named)
    new = next((one for one in told if not _says_when(text, one, _LONG_AGO)), None)
    return sorted([*kept, new], key=lambda one: (one.start, one.end, one.cue.id)) if new else kept


def _says_when(text: str, found: FoundCue, when: re.Pattern[str]) -> bool:
    """Whether the sentence of what was found says when it was."""
    first, last = max(found.start - _BESIDE, 0), found.end + _BESIDE
    before = re.split(r"[.!?\n]", text[first : found.start])[-1]
    after = re.split(r"[.!?\n]", text[found.end : last])[0]
    return when.search(before + text[found.start : found.end] + after) is not None
