"""Deaths: those that only a name tells of, `Alan died on 8 November`, and those of long ago."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.cases.step import Care
from composer.reading.cues import Cue, FoundCue
from composer.reading.name_words import is_first
from composer.reading.spans import sentence_round

_DIED = re.compile(
    r"\b(?P<name>[^\W\d_a-z][^\W\d_A-Z]{2,20})\s(?:(?:has\s|had\s)?(?:died|passed\saway)"
    r"|(?:ist|war)\s(?:[^.!?\n]{0,40}\s)?(?:gestorben|verstorben)|starb)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:had\s[^.!?\n]{0,40}\bsince\sthe\s(?:day|week|month|year|winter|spring|summer|autumn)\b"
    r"|years?\s(?:ago|back|before\s(?:he|she)\s(?:died|passed))|vor\s(?:\w+\s){0,2}jahren|jahre\sher"
    r"|(?:when|after)\s(?:my|our)\s(?:\w+\s){1,2}died,?\ss?he\sleft\s(?:me|us)|(?:als|nachdem)\s(?:meine|mein|unsere|unser)\s(?:\w+\s){1,2}"
    r"(?:starb|gestorben\sist),?\s(?:hat|hinterlie\u00df|vererbte)\s(?:sie|er)\s(?:mir|uns)"
    r"|(?:inherited|geerbt|vererbt|erbst\u00fcck|heirloom))\b",
    re.IGNORECASE,
)
_DEATH = "bereavement"


def with_deaths(text: str, found: Sequence[FoundCue], cues: Sequence[Cue]) -> list[FoundCue]:
    """What was found, with a death that is told of a first name, and without those of years ago.

    Whoever died long ago is remembered, and nobody condoles with that: `the frame he chose the year before he died`.
    """
    kept = [one for one in found if not (one.cue.care is Care.BEREAVEMENT and _long_ago(text, one))]
    cue = next((one for one in cues if one.id == _DEATH), None)
    if cue is None or any(one.cue.care is Care.BEREAVEMENT for one in found):
        return kept
    named = (match for match in _DIED.finditer(text) if is_first(match["name"]))
    told = (FoundCue(cue, match.start(), match.end(), match[0]) for match in named)
    new = next((one for one in told if not _long_ago(text, one)), None)
    return sorted([*kept, new], key=lambda one: (one.start, one.end, one.cue.id)) if new else kept


def _long_ago(text: str, found: FoundCue) -> bool:
    """Whether the sentence that tells of a death says that it was long ago."""
    return _LONG_AGO.search(sentence_round(text, found.start, found.end)) is not None
