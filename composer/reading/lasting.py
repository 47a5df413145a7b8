"""Lasting: how long something has gone wrong, or somebody has waited, in the message's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from composer.reading.facts import Fact, FactKind
from composer.reading.sentences import Unit

WAITS_FOR, GOES_ON_FOR = "waits-for", "goes-on-for"
"""The cues that phrases answer: somebody has waited so long, or something has gone wrong for so long."""
_NUMBER = r"[1-9]\d{0,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ZAHL = r"[1-9]\d{0,2}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
_THEIR_OWN = r"(?:my|our|your|his|her|the (?:month|week|course|trip|holiday|trial))"
"""Whose days are counted in `day 3 of my trial`, where nothing has gone wrong."""
_COUNTED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            rf"(?<!\bon )\b(?P<unit>day|week)\s(?P<number>{_NUMBER})\b"
            rf"(?=\s(?:of|with|without)\b(?!\s{_THEIR_OWN}\b)|\s?[.,!?]|\s+now\b|$"
            rf"|\sof\s{_THEIR_OWN}\s(?:[^\s.!?]{{1,20}}\s){{1,3}}(?:being|telling|saying|showing|not|still|stuck|[\"\u201c]))",
            re.IGNORECASE,
        ),
        "de": re.compile(
            rf"(?<!jeden\s)\b(?P<unit>Tag|Woche)\s(?P<number>{_ZAHL})\b(?=\s(?:ohne|mit|von|der|des)\b|\s?[.,!?]|$)",
            re.IGNORECASE,
        ),
    }
)
"""`Day 9 of this` says by itself that something goes on."""
_WEEKS_OF: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(
            rf"\W{{0,8}}(?P<said>(?:{_NUMBER})\s(?:days|weeks|months))\s(?:without\b|(?:of|with)\s(?:no\b|nothing\b|silence\b"
            r"|(?:\w{1,20}\s){0,2}cold\b|dust\b|noise\b|outages?\b|darkness\b|waiting\b|excuses\b))",
            re.IGNORECASE,
        ),
        "de": re.compile(
            rf"\W{{0,8}}(?P<said>(?:{_ZAHL})\s(?:Tage|Wochen|Monate))\s"
            r"(?:ohne|kein\w{0,2}|nichts|nur|Loch|Baustelle|Stillstand)\b",
            re.IGNORECASE,
        ),
    }
)
"""`Five weeks of cold showers`, where a sentence begins with that."""
_UNITS = MappingProxyType({"day": "days", "week": "weeks", "tag": "Tagen", "woche": "Wochen"})
_BEFORE = re.compile(
    r"(?<!\berst )(?<!\bonly )(?<!\bjust )(?<!\bonly been )"
    r"\b(?:for|been|waiting|it['\u2019]?s now|seit)\s(?:(?:the|last|past|over|more than|nearly|almost|about|now|well"
    r"|über|mehr als|fast|nun|schon|gut|knapp|bald|jetzt|mittlerweile)\s)*$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\s(?:\w+\s){0,2}$", re.IGNORECASE)
_AFTER = re.compile(r"\snow\b|,?\sand\s(?:still|no|nothing|nobody|counting|the status)\b", re.IGNORECASE)
"""What stands on either side of a length of time that is not over."""
_GOES_ON = re.compile(
    r"\b(?:have|has|haven|hasn|been|still|now|since)\b|['\u2019](?:ve|s)\b|n['\u2019]?t\s\w+ed\b"
    r"|\bfor the (?:last|past)\b",
    re.IGNORECASE,
)
"""What an English sentence has whose `for three weeks` is not over: `I tried it for one week` is."""
_AHEAD = re.compile(
    r"\s*(?:at (?:the (?:very )?)?least|minimum|from (?:now|then)|mindestens|ab (?:jetzt|dann))\b", re.IGNORECASE
)
"""Behind a length of time that is to come: `no water for twelve weeks at the very least`."""
_TROUBLE = re.compile(
    r"\b(?:still|nothing|nobody|no|not|never|without|wait\w*|down|dead|stuck|blank|again|trying|only|refund|same)\b"
    r"|n['\u2019]t\b|\b(?:kein\w*|nicht\w*|niemand|ohne|wart\w*|dasselbe|derselbe|dieselbe|immer noch|kaputt|defekt"
    r"|tot|ausgefallen|hänge?|schaue?|nur noch)\b"
    r"|(?:says?|said|steht|stand|status|zeigt)\b.{0,40}[\"\u201c\u201e\u201f]",
    re.IGNORECASE,
)
"""What stands in a sentence where something has gone wrong for so long, and does not only last."""
_WAITING = re.compile(
    r"\b(?:wait\w*|refund\w*|deliver\w*|ticket|reply|answer\w*|wart\w*|liefer\w*|antwort\w*|erstattung)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"\u201c\u201e\u201f][^\"\u201c\u201d\u201e\u201f]*[\"\u201c\u201d]")
_TO_COME = re.compile(
    r"\b(?:away|on holiday|abroad|will|shall|would|could|can i|may i|in urlaub|verreist|lead time|guarantee"
    r"|warranty|years?|jahren?|told (?:me )?(?:no|not)|must not|may not|darf nicht|nicht d\u00fcrfen)\b",
    re.IGNORECASE,
)
"""What tells of days to come, that somebody is not there, or of a customer of many years."""


@dataclass(frozen=True)
class Lasting:
    """How long it has lasted."""

    words: str
    """As a phrase has it behind `for` or `seit`: `nine days`, `neun Tagen`."""
    waits: bool
    """Whether somebody has waited so long, and it is not only that something went wrong."""


def lasting_in(text: str, sentences: Iterable[Unit], facts: Sequence[Fact], language: str) -> Lasting | None:
    """How long, as a message counts, it has gone wrong or somebody has waited; None where no sentence says so."""
    if language not in _COUNTED:
        return None
    for unit in sentences:
        if _TO_COME.search(unit.text):
            continue
        counted = _COUNTED[language].search(unit.text)
        said = f"{counted['number'].lower()} {_UNITS[counted['unit'].lower()]}" if counted else ""
        weeks = None if said else _WEEKS_OF[language].match(unit.text)
        said = _after_since(weeks["said"], language) if weeks else said
        if not said and _TROUBLE.search(unit.text):
            said = next((_written(text, one, language) for one in facts if _goes_on(text, unit, one)), "")
        if said:
            return Lasting(said, waits=_WAITING.search(_QUOTED.sub("", unit.text)) is not None)
    return None


def _after_since(said: str, language: str) -> str:
    """A length of time as it stands behind `for` or `seit`: `five weeks`, `fünf Wochen`, `drei Tagen`."""
    number, _space, unit = said.partition(" ")
    if language != "de":
        return said.lower()
    low = unit.capitalize()
    return f"{number.lower()} {low if low.endswith('n') else f'{low}n'}"


def _goes_on(text: str, unit: Unit, fact: Fact) -> bool:
    """Whether a fact is a length of time of a sentence that is not over: `for almost three weeks`."""
    if fact.kind is not FactKind.DURATION or not unit.start <= fact.start < unit.end or text[fact.start] == "0":
        return False
    if _AHEAD.match(text, fact.end, unit.end):
        return False
    if _FOR.search(text, unit.start, fact.start) and not _GOES_ON.search(unit.text):
        return False
    return bool(_BEFORE.search(text, unit.start, fact.start) or _AFTER.match(text, fact.end, unit.end))


def _written(text: str, fact: Fact, language: str) -> str:
    """A length of time as a sentence has it: `Eleven weeks` may begin one, and chats write `zwei tagen`."""
    number, _space, unit = " ".join(text[fact.start : fact.end].split()).rpartition(" ")
    return f"{number.lower()} {unit.capitalize() if language == 'de' else unit.lower()}"
