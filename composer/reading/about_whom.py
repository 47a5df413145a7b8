"""About whom: the one of the customer's own people whom grief, an illness or an injury is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.cases.step import Care
from composer.reading.cues import FoundCue
from composer.reading.sentences import Unit

_OPERATION = "operation-ahead"
_POSSESSIVE = re.compile(r"['\u2019]s(?=\s(?:\w+\s)?(?:tonsils|operation|surgery|op|hip|knee|heart|appendix|eyes?)\b)")
_TELLS = frozenset({"illness", "injury", _OPERATION, "bereavement", "mourning"})
"""Cues that tell of somebody."""
ENGLISH_KIN = (
    r"(?:step|grand|great-?)?(?:mother|father|son|daughter)(?:-in-law)?|mum|mom|mam|dad|husband|wife"
    r"|(?:twin )?sister|(?:twin )?brother|partner|nana|nan|gran|granny|grandma|grandad|grandpa|(?:great-?)?aunt|auntie"
    r"|(?:great-?)?uncle|niece|nephew|cousin|girlfriend|boyfriend|fianc[e\u00e9]e?|best friend|friend|lad"
    r"|little (?:boy|girl)|neighbour|colleague"
)
_DATIVE = {
    "Ihrer": "mutter|mama|mutti|frau|ehefrau|tochter|schwester|oma|gro\u00dfmutter|schwiegermutter|tante|freundin"
    "|partnerin|enkelin|kollegin|nachbarin|nichte|lebensgef\u00e4hrtin|schwiegertochter|cousine",
    "Ihrem": "vater|papa|vati|mann|ehemann|sohn|bruder|opa|gro\u00dfvater|schwiegervater|onkel|freund|partner|enkel"
    "|schwiegersohn|cousin|kind|baby|kollegen|nachbarn|neffen|lebensgef\u00e4hrten",
}
_GENITIVE = dict.fromkeys(("mann", "ehemann", "sohn", "schwiegersohn", "freund", "kind"), "es")
_GERMAN = {noun: article for article, nouns in _DATIVE.items() for noun in nouns.split("|")}
GERMAN_KIN = "|".join(_GERMAN)
_THEIRS = {
    "en": re.compile(
        rf"(?:\b(?:my|our)\s(?:(?:dear|poor|old|own|lovely|younger|older|elder|little)\s)?|(?<![^\W_])(?-i:(?=[A-Z])))({ENGLISH_KIN})\b(?!['\u2019]s\b)",
        re.IGNORECASE,
    ),
    "de": re.compile(rf"\b(?:mein|unser)(?:e[rmn]?)?\s(?:\w+e[rn]?\s)?({GERMAN_KIN})\b", re.IGNORECASE),
}
_MYSELF = re.compile(r"\b(?:i|i['\u2019]\w+|we|me|ich|wir|mir|mich)\b", re.IGNORECASE)
_BACK = 3
"""Sentences before one that points at somebody in which they are named."""
_POINTS = re.compile(r"\W*(?:(?:since|now that|seit|weil|nachdem)\s)?(?:he|she|his|her|er|sie)\b", re.IGNORECASE)


def about_whom(sentences: Sequence[Unit], found: Sequence[FoundCue], language: str) -> str:
    """Whom the gravest of what is told is about, as a reply names them: `your mother`, `Ihrem Mann`; empty in doubt.

    The sentence names one of their people and nobody else, or points at the one whom the sentence before it names.
    """
    theirs = _THEIRS.get(language)
    grave = sorted((one for one in found if one.cue.id in _TELLS), key=lambda one: one.cue.care is not Care.BEREAVEMENT)
    for one in grave if theirs else ():
        place = next((at for at, unit in enumerate(sentences) if unit.start <= one.start < unit.end), None)
        if place is None or theirs is None or _MYSELF.match(one.words):
            continue
        unit = sentences[place]
        # `My daughter's tonsils` are hers; `my daughter's bike` has no operation.
        said = _POSSESSIVE.sub("  ", unit.text) if one.cue.id == _OPERATION else unit.text
        here = list(theirs.finditer(said))
        told = one.start - unit.start
        if not here and place and _POINTS.match(unit.text) and not _MYSELF.search(unit.text[:told]):
            here = _named_before(sentences[max(place - _BACK, 0) : place], theirs)
            told = len(here[0].string) if here else told
        named = {match[1].lower() for match in here}
        # Only a death is told before whose it is: `the death of my father`.
        latest = told + len(one.words) if one.cue.care is not Care.BEREAVEMENT else len(unit.text)
        if len(named) == 1 and here[0].start() < latest and not _MYSELF.search(unit.text[here[0].end() : told]):
            return _named(here[0][1], language)
    return ""


def _named_before(sentences: Sequence[Unit], theirs: re.Pattern[str]) -> list[re.Match[str]]:
    """Those who are named in the last of some sentences that names anybody of theirs."""
    return next((here for unit in reversed(sentences) if (here := list(theirs.finditer(unit.text)))), [])


def mourned(person: str, language: str) -> str:
    """Who is named by `about_whom`, as behind `zum Tod`: `Ihres Vaters`; in English as they are."""
    article, _space, noun = person.partition(" ")
    if language != "de" or article != "Ihrem":
        return person
    return f"Ihres {noun}{'' if noun.endswith(('en', 'rn')) else _GENITIVE.get(noun.lower(), 's')}"


def genitive(relation: str) -> str:
    """Whose something is, by what German calls one of the customer's people: `Ihrer Mutter`, `Ihres Mannes`."""
    return mourned(_named(relation, "de"), "de")


def _named(relation: str, language: str) -> str:
    low = relation.lower()
    return f"your {low}" if language == "en" else f"{_GERMAN[low]} {relation[:1].upper()}{relation[1:]}"
