"""Frauds: who gave a stranger their card, account or password, told across sentences: `I clicked, put in my PIN`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.reading.cues import Cue, FoundCue
from composer.reading.spans import sentence_round

_GAVE = re.compile(
    r"\b(?:put|typed|entered|gave|given|filled|keyed|tapped|read|told)\b[^.!?\n]{0,60}?"
    r"\b(?:my|our|the|him|her|them)\b[^.!?\n]{0,60}?"
    r"\b(?:passwords?|pass ?code|pin|card(?! reader)|cards|bank (?:details|account)|iban|account number|sort code"
    r"|log-?in|security code|codes?)\b"
    r"|\b(?:passwort|pin|tan|iban|kontonummer|kartennummer|kartendaten|bankdaten|zugangsdaten|kreditkarte\w*"
    r"|tans)\b[^.!?\n]{0,60}?\b(?:ge(?:sagt|geben|nannt)|eingegeben|eingetippt|durchgegeben|genannt"
    r"|verraten|diktiert|vorgelesen)\b",
    re.IGNORECASE,
)
"""What somebody handed over."""
_CAME = re.compile(
    r"\b(?:text|sms|e-?mail|mail|message|letter|call(?:ed|er)?|rang|phoned|whats ?app|nachricht|brief|anruf\w*|rief"
    r"|link)\b",
    re.IGNORECASE,
)
"""How it was asked for."""
_DOUBTS = re.compile(
    r"\b(?:was|were|is|did|does) (?:that|this|it|he|she|they)(?: (?:mail|e-?mail|text|message|call|man|woman|link))?"
    r"(?: (?:really|actually|even|ever))?(?: (?:you|yours|genuine|real|a scam|one of yours|somebody of yours)"
    r"| (?:come|came|sent)?\s?from (?:you|your))\b"
    r"|\bnever heard of\b|\bpenny drop|\b(?:a|the) (?:scam|fake|con|fraud)\b"
    r"|\b(?:war|ist|kam|stammt)e? (?:das|die|der|er|dies\w?)[^.!?\n]{0,30}"
    r"\b(?:wirklich|tats\u00e4chlich|\u00fcberhaupt|echt)\b[^.!?\n]{0,30}\bvon (?:ihnen|euch|ihrer firma)\b"
    r"|\bbetrug\b|\bbetr\u00fcger\w*|\bgef\u00e4lscht\w*",
    re.IGNORECASE,
)
"""What says that they no longer trust it."""
_OF_A_BANK = re.compile(
    r"\b(?:card\w*|bank\w*|pin|tan|iban|account number|sort code|konto\w*|kreditkarte\w*)\b", re.IGNORECASE
)
"""What a bank can block."""
_FRAUD, _BANK, _OTHER = "defrauded", "bank-at-risk", "fake-message"


def with_frauds(text: str, found: Sequence[FoundCue], cues: Sequence[Cue]) -> list[FoundCue]:
    """What was found, with a fraud where a message tells of a call or a mail, of what was handed over, and of doubt."""
    gave = _GAVE.search(text) if _DOUBTS.search(text) and _CAME.search(text) else None
    if gave is None:
        return list(found)
    banked = _OF_A_BANK.search(sentence_round(text, gave.start(), gave.end()))
    wanted = (_FRAUD, _BANK) if banked else (_FRAUD,)
    known = {one.cue.id for one in found}
    new = [FoundCue(one, gave.start(), gave.end(), gave[0]) for one in cues if one.id in wanted and one.id not in known]
    kept = [one for one in found if one.cue.id != _OTHER]
    return sorted([*kept, *new], key=lambda one: (one.start, one.end, one.cue.id))
