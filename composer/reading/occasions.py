"""Occasions: the birthday, exam or other event ahead for which somebody needs something, as a reply says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from composer.reading.about_whom import ENGLISH_KIN, GERMAN_KIN, genitive
from composer.reading.sentences import Unit

_NTH = r"\d{1,3}(?:st|nd|rd|th)|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|eighteenth|twenty-first|hundredth"
_JOY = (
    r"birthday(?: party)?|(?:(?:golden|silver|ruby|diamond|pearl) )?wedding(?: anniversary| reception| party)?"
    r"|anniversary|graduation|christening|retirement party|leaving party|hen (?:do|party)"
    r"|baby shower|housewarming(?: party)?"
)
_EVENT = (
    r"exam|test|interview|audition|move|holiday|trip|honeymoon|concert|show|recital|tournament|match|presentation|hearing"
    r"|opening|exhibition|trade fair|fair|wedding fair|meeting|agm|inspection|audit|party|reunion|festival|workshop"
    r"|open day|performance|premiere|launch|viva|defence|surgery|operation"
)
_ENGLISH = (
    re.compile(
        rf"\b(?:my|our)\s(?:\w{{2,12}}\s)?(?P<kin>{ENGLISH_KIN})['\u2019]s\s(?:(?P<nth>{_NTH})\b(?:\s(?P<joy>{_JOY})\b)?"
        rf"|(?P<joy2>{_JOY})\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:my|our)\s(?:\w{{2,12}}\s)?(?P<kin>{ENGLISH_KIN})\b[^.!?\n]{{0,60}}?\b(?:her|his)\s(?:(?P<nth>{_NTH})\s)?"
        rf"(?P<joy>{_JOY})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:my|our)\s(?:\w{{2,12}}\s)?(?P<kin>{ENGLISH_KIN})\s(?:turns|will be|is going to be|is turning)\s"
        r"(?P<age>[1-9]\d)\b(?!\s?(?:%|percent|minutes|miles))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:my|our)\s(?:own\s)?(?P<own>(?:(?:{_NTH}|first|final|last|big|new|christmas|school|summer|spring|autumn|winter"
        rf"|driving|job|family)\s)?(?:{_JOY}|{_EVENT}))\b(?!['\u2019]|\s(?:cakes?|rings?|dress|presents?|list|tickets?|fees?|days?"
        r"|results?|was|were|has|had|page|site|number|account|of \d)\b)",
        re.IGNORECASE,
    ),
)
_FEST = (
    r"geburtstag|(?:(?:silberne|goldene|diamantene)[nr]?\s)?hochzeit(?:stag|sfeier)?|silberhochzeit|taufe|konfirmation"
    r"|kommunion|einschulung|jubil\u00e4um|abschlussfeier|verlobung|pr\u00fcfung|abschlusspr\u00fcfung|f\u00fchrerscheinpr\u00fcfung"
    r"|umzug|urlaub|reise|vorstellungsgespr\u00e4ch|konzert|auftritt|er\u00f6ffnung|ausstellung|messe|versammlung|feier"
    r"|weihnachtsfeier|turnier|premiere|vortrag|operation"
)
_MALE = (
    "geburtstag", "hochzeitstag", "jubil\u00e4um", "umzug", "urlaub", "vorstellungsgespr\u00e4ch", "konzert",
    "auftritt", "turnier", "vortrag",
)  # fmt: skip
"""What stands behind `vor dem`; others stand behind `vor der`."""
_GERMAN = (
    re.compile(
        rf"\b(?:(?P<nth>[1-9]\d{{0,2}}\.)\s)?(?P<fest>{_FEST})\s(?P<whose>(?:meine|unsere)[rs])\s(?P<kin>\w{{3,20}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:mein|unser)e?\s(?P<kin>{GERMAN_KIN})\s(?:feiert|hat)\b(?:[^.!?\n]|(?<=\d)\.){{0,30}}?\b(?:ihren|seinen)\s"
        rf"(?:(?P<nth>[1-9]\d{{0,2}}\.)\s)?(?P<fest>{_FEST})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:mein|unser)e?\s(?P<kin>{GERMAN_KIN})\s(?:wird|feiert)\b(?:[^.!?\n]|(?<=\d)\.){{0,30}}?"
        r"\b(?P<age>[1-9]\d)\b(?!\.\s?\w|\s?(?:%|uhr|km|euro))",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:mein|unser)(?:e[rmn]?)?\s(?:(?P<nth>[1-9]\d{{0,2}}\.)\s)?(?P<fest>{_FEST})\b", re.IGNORECASE),
)
_ANY = re.compile(
    rf"\b(?:{_JOY}|{_EVENT}|{_NTH}|{_FEST})\b"
    r"|\b(?:turns|wird|feiert|will be|turning)\b(?:[^.!?\n]|(?<=\d)\.){0,40}\d\d\b",
    re.IGNORECASE,
)


def occasion_in(sentences: Sequence[Unit], language: str, is_on_the_day: Callable[[list[Unit]], bool]) -> str:
    """The one occasion that a message names, where the day it needs something for is told beside it.

    In English as behind `in time for`: `your mother's 80th birthday`; in German as behind `vor`: `dem 80. Geburtstag
    Ihrer Mutter`. Empty for none and for several. `is_on_the_day` says whether sentences name that day.
    """
    say = {"en": _in_english, "de": _in_german}.get(language)
    if say is None:
        return ""
    found = dict.fromkeys(said for unit in sentences if (said := say(unit.text)))
    near = [
        unit
        for at, unit in enumerate(sentences)
        if any(_ANY.search(one.text) for one in sentences[max(at - 1, 0) : at + 2])
    ]
    return next(iter(found)) if len(found) == 1 and is_on_the_day(near) else ""


def _in_english(text: str) -> str:
    parts = _first_of(_ENGLISH, text)
    if own := parts.get("own"):
        return f"your {own if own.isupper() else own.lower()}"
    if not parts:
        return ""
    nth = _nth(parts["age"]) if "age" in parts else parts.get("nth", "").lower()
    joy = (parts.get("joy") or parts.get("joy2") or "birthday").lower()
    return " ".join(f"your {parts['kin'].lower()}'s {nth} {joy}".split())


def _first_of(expressions: Iterable[re.Pattern[str]], text: str) -> Mapping[str, str]:
    """What the first expression that is found says, by the names of its groups; empty where none is."""
    found = next(filter(None, (one.search(text) for one in expressions)), None)
    return {name: said for name, said in found.groupdict().items() if said} if found else {}


def _nth(figures: str) -> str:
    ends = {"1": "st", "2": "nd", "3": "rd"} if figures[-2:-1] != "1" else {}
    return f"{figures}{ends.get(figures[-1], 'th')}"


def _in_german(text: str) -> str:
    parts = _first_of(_GERMAN, text)
    if not parts:
        return ""
    fest = parts.get("fest", "geburtstag")
    shown = " ".join(word if word.endswith(("ne", "nen", "ner")) else word.capitalize() for word in fest.split())
    male = fest.lower().endswith(_MALE)
    nth = f"{parts['age']}." if "age" in parts else parts.get("nth", "")
    if "kin" not in parts:
        return " ".join(f"{'Ihrem' if male else 'Ihrer'} {nth} {shown}".split())
    kin, told = parts["kin"], parts.get("whose", "")
    whose = f"Ihre{told[-1].lower()} {kin[:1].upper()}{kin[1:]}" if told else genitive(kin)
    return " ".join(f"{'dem' if male else 'der'} {nth} {shown} {whose}".split())
