"""Learners: whether somebody writes in a language that is not their own, whose slips no reply repeats."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from composer.writing.turning.turning_words import TurningWords

_WORDS = re.compile(r"[\w'\u2019]+")
_ENGLISH = re.compile(
    r"\b(?:have|has|had)\s(?:pay(?!\s?slips?\b|-)|go|see|write|speak|telephone|receive|send|buy(?!-)|forget|choose|begin"
    r"|order(?=\s\d))\b"
    r"|\b(?:have|has)\s(?:already\s)?(?:at|by)\s(?:you|us)\b"
    r"|\bevery\s(?:two|three|four|five|six|\d+)\s(?:day|week|month|year)\b(?!\s(?:interval|period|cycle))"
    r"|\bon\s\d{1,2}(?:st|nd|rd|th)?\s\w{3,9},?\s(?:i|we)\shave\s(?:received|bought|ordered|paid|sent|got|made)\b"
    r"|(?:^|[.;:!?]\s|\b(?:and|but|because|then)\s)(?:he|she|it)\s"
    r"(?:say|make|want|come|tell|write|work|give|take|go|show|ask|stop|start|send)\b"
    r"|\b(?:say|explain|describe|suggest)\sme\b|\b(?:one|two|three)\stimes?\sonly\b"
    r"|\b(?:i|we)\s(?:pay|buy|order|send|receive|call|write|push)\s(?:already|yesterday|(?:one|two|three)\stimes?)\b"
    r"|\bi\sam\s(?:exchange\s)?(?:student|nurse|tiler|driver|cook|pensioner|doctor|cleaner|\w{2,12}(?:keeper|maker|worker)"
    r"|(?:teach|engine|manag|design|farm|paint|programm|develop|bak|garden|train|build)er|dentist|orthodontist|therapist)\b"
    r"|\bsince\s(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|many|some|several)"
    r"\s(?:hour|day|week|month|year)s?\b(?!\sago)"
    r"|\ba\s(?:other|old|open|empty|error|account|answer|invoice|order|offer|e-?mail|address|article|apartment|idea|hour)\b"
    r"|\blast\s(?:week|month)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bstands\s(?:still|there|written|that)\b"
    r"|\bwith\sfriendly\s(?:greeting|regard)s?\b|\b(?:informations|advices|equipments|furnitures|softwares|mens|womens)\b"
    r"|(?<!\bdo )(?<!\bdid )(?<!\bcan )(?<!\bwill )(?<!\bcould )(?<!\bshould )(?<!\bmay )(?<!\bmust )"
    r"\b(?:i|we|you|they)\snot\s(?:have|want|know|understand|get|find|can|need|see|speak)\b"
    r"|(?:(?:^|[.!?]\s)(?:(?:and|but)\s)?(?:how|where|when|why)|,\s(?:(?:and|but)\s)?(?:how|why))\s(?:i|we)\s(?:can|must|have\sto|get|do|send|pay)\b[^.!?\n]{0,80}\?"
    r"|\b(?:[2-9]|\d\d|two|three|four|five|six|seven|eight|nine|ten)\s(?:ticket|kid|parcel|photo|picture|e-?mail|letter|message|chair"
    r"|child|friend|colleague)(?=\s(?:for|from|to|and|in|on|with|but|because|is|are|at|of)\b|[.,;!?]|$)"
    r"|(?:^|[.!?;,]\s|\b(?:and|but|because|then)\s)(?:(?:my|the)\s)?(?:bank|boss|wife|husband|friend|son|daughter|driver)"
    r"\s(?:say|tell|want|give|come|make|show|ask|send)\b"
    r"|\bbefore\s(?:\d{1,2}|two|three|four|five|six)\s(?:day|week|month|year)s\b(?!\s(?:are|were|is|have|had|has|pass|of))"
    r"|\bexplain\s(?:me\s)?easy\b|\b(?:yours|ours)\s(?:sim|card|phone|order|parcel|shop|company|website|app|service|team|number"
    r"|account|invoice|product)\b"
    r"|\byesterday\snight\b|\b(?:didn|don|doesn|haven|hasn|wasn)['\u2019]t\s\w+\s(?:nothing|nobody|no\sanswer)\b"
    r"|\b(?:the|a)\s(?:my|our|your|his|her|their)\s\w|\bin\s(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\s\d{1,2}(?!\d|\s?(?:people|nights|days|adults|of))\b|\bit\sis\sok\sfor\syou\b"
    r"|\bwhat\swe\sdo\s(?:now|please)\b|,\swhen\s(?:go|come)(?:es|s)\b"
    r"|\b(?:give|gave|send|sent|sends|sending)\s(?:them|him|her|me|us)\s"
    r"(?:(?:new\s)?(?:card|address|number|phone|board|parcel|invoice|letter|order|code))\b(?!\s?(?:s|numbers?|details))",
    re.IGNORECASE,
)
"""`I have pay`, `every two week`, `he say`, `please say me`, `I am tiler`, `since six years`, `a other thing`."""
_BEGIN = (
    r"(?:habe?|haben|bin|sind|ist|kann|können|muss|müssen|möchten?|will|wollen|war|waren|hatten?|sehe|sehen|bekomme"
    r"|brauche)"
)
_GERMAN = re.compile(
    r"(?:^|[.!?,]\s+|\bund\s+)(?-i:Am|Im|Seit|Gestern|Heute|Morgen|Dann|Jetzt|Danach|Vor|Nach|gestern"
    r"|heute|dann|jetzt|danach)"
    rf"\b(?:\d{{1,2}}\.|[^,.!?:\n]){{0,30}}\s(?:ich|wir)\s+{_BEGIN}\b"
    r"|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\d{1,2})\s(?:Stunde|Woche|Minute|Monat|Tag|Jahr|Euros)\b(?!-)"
    r"|(?<!das )\b(?:diese|meine|seine|unsere|eine|keine|deine|(?:will|möchte|brauche|habe) neue)\s"
    r"(?-i:Passwort|Konto|Handy|Gerät|Paket|Geld|Problem|Formular|Buch|Auto|Fahrrad|Rad|Kabel|Bild|Foto|Kind|Haus|Brief"
    r"|Termin|Tag|Monat|Vertrag|Name|Mann|Sohn|Vater|Bruder|Freund|Code|Kode|Platz|Zug|Bus|Computer|Laptop|Drucker"
    r"|Garten)\b(?!-)"
    r"|\b(?:für|ohne|durch|gegen)\s(?:mein|ein|kein|unser|sein|dein)\s(?-i:Vater|Mann|Sohn|Bruder|Freund|Onkel|Opa|Brief"
    r"|Vertrag|Termin|Tag|Monat|Garten|Hund)\b(?!-)|\b(?:hallo|tag|abend|morgen),?\sliebe\steam\b"
    r"|(?:^|[.!?]\s+)(?:was|warum|wie|wo|wann)\s(?:ich|wir)\s\w+\s\w+\s?\?"
    r"|(?:^|[.!?]\s+)(?-i:Jetzt|Dann|Heute|Gestern)\s(?:(?:die|der|das|meine?|unsere?)\s(?-i:[A-ZÄÖÜ])\w+|er|sie|es)\s"
    r"(?:werden|wird|ist|sind|hat|haben|kommt|kommen|geht|gehen|war|steht)\b"
    r"|\bin\s(?-i:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
    r"(?!\s(?:und|bis|\d{4}))"
    r"|\b(?:ich\s(?:habe|bin)|wir\s(?:haben|sind))\s(?:bestellt|gekauft|bezahlt|bekommen|geschrieben|geschickt|gemacht|angerufen)"
    r"\s(?:gestern|heute|vorgestern|letzte\w*|eine?n?|mein\w*|zwei|drei|das|die|den|Fahrrad|Nummer)\b"
    r"|\bjede\s(?-i:Tag|Monat|Mal|Abend|Morgen|Jahr)\b"
    r"|\b(?:von|mit|bei|aus|nach)\s(?:mein|unser|ein|neue|alte|erste|letzte|nächste|meine|unsere)\s(?-i:[A-ZÄÖÜ])",
    re.IGNORECASE,
)
"""`Am 7. November ich habe Prüfung gemacht`, `zwei Stunde`, `von mein Rad`, `meine Konto`: no German writes so."""


@lru_cache(maxsize=20)
def by_a_learner(text: str, words: TurningWords) -> bool:
    """Whether somebody writes in a language that is not their own: in our voice their slips would be mockery."""
    signs = {"en": _ENGLISH, "de": _GERMAN}.get(words.language)
    if signs is not None and signs.search(text):
        return True
    cases = words.sets.get("never_dative", frozenset())
    led = words.sets.get("dative_prepositions", frozenset()) if cases else frozenset()
    # With `#` for each number.
    found = ["#" if word.isdigit() else word for word in _WORDS.findall(text.lower())]
    line = f" {' '.join(found)} "
    return any(f" {phrase} " in line for phrase in words.lists.get("foreign_phrases", ())) or any(
        one in led and two in cases for one, two in pairwise(found)
    )
