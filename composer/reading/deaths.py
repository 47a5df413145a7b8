"""Deaths: those told of a name or across a clause, `Alan died`, `my dad, Alan Reed, died`; and those of long ago."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from composer.cases.step import Care
from composer.reading.about_whom import ENGLISH_KIN, GERMAN_KIN
from composer.reading.cues import Cue, FoundCue
from composer.reading.name_words import is_first
from composer.reading.spans import sentence_round

_DIED = re.compile(
    r"\b(?P<name>[^\W\d_a-z][^\W\d_A-Z]{2,20})\s(?:(?:has\s|had\s)?(?:died|passed\saway)"
    r"|(?:ist|war)\s(?:[^.!?\n]{0,40}\s)?(?:gestorben|verstorben)|starb)\b"
)
_ACROSS = (
    re.compile(
        rf"\b(?:my|our)\s(?:\w+\s)?(?:{ENGLISH_KIN})(?:,\s[^.!?;\n]{{1,60}},|\s\([^)\n]{{1,60}}\))\s"
        r"(?:(?:has|had|have|sadly|since|then|very|suddenly|unexpectedly)\s){0,3}"
        r"(?P<told>(?:died|passed away)(?!\s(?:laughing|of (?:shame|embarrassment|laughter)))"
        r"|passed(?=\s(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in \w+|last|suddenly|peacefully)\b|[.,;]))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:my|our)\s(?:\w+\s)?(?:{ENGLISH_KIN})\s"
        r"(?P<told>(?:is|was|are)\s(?:no longer (?:alive|living)|not alive"
        r"|dead\b(?!\s(?:set|against|certain|sure|keen|on|tired|right|serious))))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?!colleague)(?:{ENGLISH_KIN})\b[^;]{{1,300}}\bsince\s(?P<told>(?:he|she)\s(?:is|was)\s(?:no longer|not)\s"
        r"(?:alive|with us|living|here any ?more))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:mein|unser)e?\s(?:{GERMAN_KIN})\b[^;]{{1,300}}\b(?:seit|weil|da|nachdem)\s"
        r"(?P<told>(?:sie|er)\s(?:leider\s)?nicht\smehr\s(?:lebt|unter uns ist|ist(?=[,.;!?])))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:seit|weil|da|nachdem)\s(?P<told>(?:mein|unser)e?\s(?:{GERMAN_KIN})\s(?:leider\s)?nicht\smehr\s"
        r"(?:lebt|unter uns ist|ist(?=[,.;!?])))",
        re.IGNORECASE,
    ),
)
"""Deaths that are told behind a clause of their own, or without the word."""
_LONG_AGO = re.compile(
    r"\b(?:had\s[^.!?\n]{0,40}\bsince\sthe\s(?:day|week|month|year|winter|spring|summer|autumn)\b"
    r"|years?\s(?:ago|back|before\s(?:he|she)\s(?:died|passed))|vor\s(?:\w+\s){0,2}jahren|jahre\sher"
    r"|(?:when|after)\s(?:my|our)\s(?:\w+\s){1,2}died,?\ss?he\sleft\s(?:me|us)|(?:als|nachdem)\s(?:meine|mein|unsere|unser)\s(?:\w+\s){1,2}"
    r"(?:starb|gestorben\sist),?\s(?:hat|hinterlie\u00df|vererbte)\s(?:sie|er)\s(?:mir|uns)"
    r"|(?:inherited|geerbt|vererbt|erbst\u00fcck|heirloom))\b",
    re.IGNORECASE,
)
_SPIDER = re.compile(r"(?:schwarzen?|black)\s+$", re.IGNORECASE)
"""Before `Witwe` and `widow`: a spider."""
_LONGEST_BEFORE = 12
_SOMETHING = re.compile(
    r"\s+(?:the|an?|his|her|their|my|our|all|every|with|me|us|it|this|that|by|through|out|over|up"
    r"|on (?:the|your|my|his|her))\b",
    re.IGNORECASE,
)
"""Behind `passed` in `my friend passed the exam`."""
_DEATH = "bereavement"


def with_deaths(text: str, found: Sequence[FoundCue], cues: Sequence[Cue]) -> list[FoundCue]:
    """What was found, with a death that is told of a first name, and without those of years ago.

    Whoever died long ago is remembered, and nobody condoles with that: `the frame he chose the year before he died`.
    """
    kept = [one for one in found if one.cue.care is not Care.BEREAVEMENT or not _mourns_nobody(text, one)]
    cue = next((one for one in cues if one.id == _DEATH), None)
    if cue is None or any(one.cue.care is Care.BEREAVEMENT for one in found):
        return kept
    named = ((match, "name") for match in _DIED.finditer(text) if is_first(match["name"]))
    across = ((match, "told") for pattern in _ACROSS for match in pattern.finditer(text))
    places = ((match.start(group), match.end()) for match, group in chain(named, across))
    told = (FoundCue(cue, start, end, text[start:end]) for start, end in places)
    new = next((one for one in told if not _long_ago(text, one)), None)
    return sorted([*kept, new], key=lambda one: (one.start, one.end, one.cue.id)) if new else kept


def _mourns_nobody(text: str, found: FoundCue) -> bool:
    """Whether what was found tells of a death of long ago, of an exam or of a spider."""
    spider = _SPIDER.search(text, max(found.start - _LONGEST_BEFORE, 0), found.start)
    return bool(spider) or _long_ago(text, found) or _passed_something(text, found)


def _passed_something(text: str, found: FoundCue) -> bool:
    return found.words.lower().endswith("passed") and _SOMETHING.match(text, found.end) is not None


def _long_ago(text: str, found: FoundCue) -> bool:
    """Whether the sentence that tells of a death says that it was long ago."""
    return _LONG_AGO.search(sentence_round(text, found.start, found.end)) is not None
