"""Telling signs: the kinds of words, English and German, that speak for a sentence being said back, or against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

_SIGNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        for name, words in {
            "thinks": (
                r"think|thought|believed?|know|knew|suppose|guess|hoped?|feel|felt|wish|imagine|sure|wonder(?:ed|ing)?"
                r"|afraid|worr\w+|proud|glaube|denke|dachte|wei(?:ß|ss)|hoffe|finde|fand|meine|fürchte|fühle"
            ),
            "by the way": (
                r"honestly|apparently|of course|obviously|actually|somehow|anyway|basically|frankly|though"
                r"|ehrlich|angeblich|natürlich|offenbar|irgendwie|halt|eben|ja|doch|übrigens|eigentlich|leider"
                r"|zum Glück"
            ),
            "others": (
                r"wife|husband|partner|son|daughter|kids?|child(?:ren)?|mother|mum|mom|father|dad|brother|sister|grand\w+|aunt"
                r"|uncle|friends?|neighbou?rs?|boss|colleagues?|lad|boy|girl|baby|he|she|him|her|his"
                r"|Frau|Mann|Mannes|Sohn\w*|Tochter|Kind(?:er|ern|es)?|Mutter|Vaters?|Oma|Opa|Mama|Papa|Bruder|Schwester"
                r"|Enkel\w*|Nachbar\w*|Freund\w*|Chef\w*|Kolleg\w*|Schwieger\w+|er|ihn|ihm"
            ),
            "years": r"years?|Jahren?",
            "reports": (
                r"told|says?|said|saying|informed|promised|claim(?:s|ed)|insist(?:s|ed)|replied|answered|according"
                r"|sagte?n?|meinte?n?|hieß|heißt es|schrieb\w*|behaupt\w*|mitgeteilt|gesagt|versprochen|zugesagt|laut"
            ),
            "we did": (
                r"you(?:['\u2019]ve|\s+have|\s+had)?\s+(?:\w+ed|sent|took|said|told|wrote|gave|made|kept|put|let|left)"
                r"|(?:habt|haben|hattet|hatten|mahnen|schreiben|bucht|buchen)\s+(?:ihr|(?-i:Sie))"
                r"|(?:ihr|(?-i:Sie))\s+(?:habt|haben|hattet|hatten|mahnen|mahnt|bucht|buchen)"
            ),
            "our people": (
                r"your\s+(?:people|letter|leaflet|team|staff)|driver|courier|tutor|lady|guy|clerk|agent|(?:chat\s?)?bot|robot|hotline"
                r"|receptionist|Fahrer\w*|Schaffner\w*|Zusteller\w*|Mitarbeiter\w*|Herr|Dame|Automat|Ihre?[mnrs]?\s+(?:Mahnung|Schreiben)"
            ),
            "life": (
                r"died|dead|killed|passed|funeral|retired|retirement|pension|wages?|salary|job|hospital|surgery|hip|cancer|ill|sick"
                r"|pregnant|divorce\w*|separated|graduat\w+|university|uni|marry|marries|married|wedding|born|aged?|turned|life|health"
                r"|doctor|ashamed|embarrass\w*|poor|afford|gestorben|tot|verstorben|Beerdigung|Rente\w*|Lohn|Gehalt|Jobcenter|krank\w*"
                r"|operiert|Klinik|Reha|Heim|Pflege\w*|schwanger|Scheidung|geschieden|getrennt|Hochzeit|Leben|Gesundheit|Arzt|Ärztin"
                r"|knapp|schäm\w*|stolz"
            ),
            "tried": (
                r"tried|try|restart\w*|reset|reinstall\w*|swapped|replaced|unplugged|pressed|clicked|checked|searched|looked|rang"
                r"|called|emailed|asked|installed|updated|(?:re)?downloaded|probiert|versucht|neu\s?gestartet|ausgetauscht|gedrückt"
                r"|geklickt|geprüft|gesucht|angerufen|installiert|Neuinstallation|Neustart|aktualisiert"
            ),
            "fails": (
                r"not|no|nothing|never|nobody|won['\u2019]?t|can['\u2019]?t|cannot|doesn['\u2019]?t|didn['\u2019]?t|isn['\u2019]?t|stops?"
                r"|stopped|fail(?:s|ed)?|error|broken|cracked|missing|wrong|empty|stuck|drops?|blink\w*|gone|grey|flash\w*"
                r"|nichts?|nix|kein\w*|nie|niemand|keiner|fehlt|Fehler|kaputt|defekt|zerbrochen|leer|falsch|hängt|blinkt|weg"
            ),
            "trades": (
                r"order\w*|bought|paid|pay|deliver\w*|arriv\w*|came|received|refund\w*|return\w*|book\w*|cancel\w*|invoice\w*|bill"
                r"|charged|subscri\w*|plan|renew\w*|account|code|app|page|button|screen|light|bestell\w*|gekauft|bezahlt|geliefert"
                r"|angekommen|kam|erhalten|bekommen|gebucht|storniert|gekündigt|Rechnung|abgebucht|Abo|Konto|Vertrag|Karte|Seite"
                r"|Knopf|Display"
            ),
            "jokes": (
                r"like an? \w+|as if|idiot|fool|laughing|joke|perfectly|bless|heaven|god|wie ein\w?|als ob|tja|lol|haha"
                r"|being me"
            ),
            "mine": r"i|my|me|ich|mein\w*|mir|mich",
        }.items()
    }
)
_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "er", "ihn", "ihm"})
_MOST = 3
"""Of one kind; further ones add nothing."""


@lru_cache(maxsize=200)
def _places(text: str) -> Mapping[str, tuple[int, ...]]:
    """Where words of each kind begin in a sentence; kept, since every beginning of it is looked at."""
    return {name: tuple(match.start() for match in words.finditer(text)) for name, words in _SIGNS.items()}


def signs_of(sentence: str, end: int) -> dict[str, int]:
    """How many words of each kind, at most three, begin in the first `end` characters of a sentence."""
    counts = {name: sum(place < end for place in places) for name, places in _places(sentence).items()}
    return {name: min(_MOST, count) for name, count in counts.items() if count}


def counts_of(text: str, names: Iterable[str]) -> dict[str, int]:
    """How many words of some kinds a whole text has."""
    return {name: len(_SIGNS[name].findall(text)) for name in names}


def tells_of_others(text: str) -> bool:
    """Whether a stretch names somebody's family, friends, colleagues or neighbours; `er` may be a printer."""
    return any(word[0].lower() not in _PRONOUNS for word in _SIGNS["others"].finditer(text))
