"""Lasting: how long something has gone wrong, or somebody has waited, in the message's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

WAITS_FOR, GOES_ON_FOR = "waits-for", "goes-on-for"
"""The cues that phrases answer: somebody has waited so long, or something has gone wrong for so long."""
_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DE = ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_NUMBER, _ZAHL = rf"\d{{1,3}}|{'|'.join(_EN)}", rf"\d{{1,3}}|eine[rm]|{'|'.join(_DE[1:])}"
_NEARLY = r"(?:(?:the\s)?(?:last|past|over|more than|nearly|almost|about|now|well over)\s)*"
_FAST = r"(?:(?:über|mehr als|fast|nun|schon|gut|knapp|bald|jetzt|mittlerweile|nunmehr)\s)*"
_FULL = r"(?:whole\s|full\s|solid\s|working\s)?"
_THEIR_OWN = r"(?:my|our|your|his|her|the (?:month|week|course|trip|holiday|trial))"
"""Whose days are counted in `day 3 of my trial`, where nothing has gone wrong."""
_GOES_ON = rf"(?:\s(?:of|with|without)\b(?!\s{_THEIR_OWN}\b)|\s?[.,!?]|\s+now\b|$)"
_AND_STILL = r"(?:\snow\b|,?\sand\s(?:still|no|nothing|nobody|counting|the status)\b)"
_ENGLISH = (
    re.compile(rf"\b(?P<unit>day|week)\s(?P<number>{_NUMBER})\b(?={_GOES_ON})", re.IGNORECASE),
    re.compile(
        rf"\b(?:for|been|waiting|it['\u2019]?s now)\s{_NEARLY}"
        rf"(?P<number>{_NUMBER}|an?)\s{_FULL}(?P<unit>day|week|month)s?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bbeen\s(?:\w+\s){{1,5}}for\s{_NEARLY}(?P<number>{_NUMBER}|an|half an)\s(?P<unit>minute|min|hour)s?\b",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<number>{_NUMBER})\s{_FULL}(?P<unit>minute|min|hour|day|week|month)s?{_AND_STILL}", re.IGNORECASE),
    re.compile(
        rf"n['\u2019]?t\s\w+\sin\s{_NEARLY}(?P<number>{_NUMBER}|an?)\s(?P<unit>hour|day|week|month)s?\b", re.IGNORECASE
    ),
)
_GERMAN = (
    re.compile(
        rf"(?<!jeden\s)\b(?P<unit>Tag|Woche)\s(?P<number>{_ZAHL})\b(?=\s(?:ohne|mit|von|der|des)\b|\s?[.,!?]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:seit|wart\w{{1,2}})\s{_FAST}(?P<number>{_ZAHL})\s(?P<unit>Minute|Stunde|Tag|Woche|Monat)(?:e?n|e)?\b",
        re.IGNORECASE,
    ),
)
_FORMS: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType({"en": _ENGLISH, "de": _GERMAN})
_UNITS = re.compile(r"minut|\bmin|hour|day|week|month|stund|tag|woche|monat", re.IGNORECASE)
"""Most sentences name no length of time, and are looked at no further."""
_COUNTED_FROM_ONE = re.compile(r"(?:day|week|tag|woche)\b", re.IGNORECASE)
"""`Day 9 of this` says by itself that something goes on."""
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
    r"|warranty)\b",
    re.IGNORECASE,
)
"""What tells of days to come, or that somebody is not there."""
_DATIVE = {"minute": "Minuten", "stunde": "Stunden", "tag": "Tagen", "woche": "Wochen", "monat": "Monaten"}
_ONE = {"stunde": "einer Stunde", "tag": "einem Tag", "woche": "einer Woche", "monat": "einem Monat"}


@dataclass(frozen=True)
class Lasting:
    """How long it has lasted."""

    words: str
    """As a phrase has it behind `for` or `seit`: `nine days`, `neun Tagen`."""
    waits: bool
    """Whether somebody has waited so long, and it is not only that something went wrong."""


def lasting_in(sentences: Iterable[str], language: str) -> Lasting | None:
    """How long, as a message counts, it has gone wrong or somebody has waited; None where no sentence says so."""
    forms = _FORMS.get(language, ())
    for sentence in sentences if forms else ():
        if not _UNITS.search(sentence) or _TO_COME.search(sentence):
            continue
        found = next(filter(None, (form.search(sentence) for form in forms)), None)
        if found and (_COUNTED_FROM_ONE.match(found[0]) or _TROUBLE.search(sentence)):
            said = _said(found["number"].lower(), found["unit"].lower(), language)
            if said:
                return Lasting(said, waits=_WAITING.search(_QUOTED.sub("", sentence)) is not None)
    return None


def _said(counted: str, unit: str, language: str) -> str:
    """A number and a unit as a phrase has them; empty for what lasts no time."""
    number = int(counted) if counted.isdigit() else -1
    if language == "de":
        one = number == 1 or counted.startswith("ein")
        word = _DE[number - 1] if 1 < number <= len(_DE) else counted
        return "" if number == 0 else _ONE.get(unit, "") if one else f"{word} {_DATIVE[unit]}"
    unit = "minute" if unit == "min" else unit
    word = _EN[number - 1] if 0 < number <= len(_EN) else counted
    single = word in ("a", "an", "half an", "one")
    return "" if number == 0 else f"{word} {unit}{'' if single else 's'}"
