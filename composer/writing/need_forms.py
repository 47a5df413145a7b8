"""Need forms: how a sentence begins that asks, wants or tells somebody to do something, in English and German."""

from __future__ import annotations

import re

_SUBJECTS = (
    r"(?:i|u|you|we|it|he|she|they|there|this|that|these|those|the|my|our|your|an?|any\w*|some\w+"
    r"|ich|wir|sie|ihr|man|er|es|da|das|die|der|den|dies\w*|ein\w*|mein\w*|unser\w*|so|etwas|was)\b"
)
_VERBS = (
    r"(?:can|could|would|will|do|does|did|is|are|am|may|should|shall|must|was|were|has|have)(?:n['\u2019]?t)?",
    r"kann|können|könnt|könnten?|darf|dürfen|muss|müssen|soll|sollen|krieg\w*|bekomm\w*|gibts?|geht|ist|sind|haben|habt",
    r"wird|werden|würden?|ließe|lässt|komm\w*|brauch\w*|reicht|gilt|stimmt|wär\w*",
)
_WORDS = (
    r"(?:when|where|who|why|how|what|which|whose)(?:['\u2019]?s|['\u2019]re)?\b",
    r"any\s",
    r"(?:wann|wo|wer|wen|wem|warum|wieso|weshalb|wie(?!\s+(?:ich|wir|bereits|gesagt|schon|besprochen|vereinbart|telefonisch|folgt)\b)|was|welch\w+|woher|wohin|wo(?:ran|rauf|rum|mit|für|zu|von))\b",
)
_ASKS = rf"(?:{'|'.join(_WORDS)}|(?:{'|'.join(_VERBS)})\s+{_SUBJECTS})"
_WANTS = (
    r"(?:please|pls|plz|kindly|bitte)\b"
    r"|(?:i|we)(?:['\u2019]d|\s+(?:would|should|do))?\s+(?:(?:really|also|still|just)\s+)?"
    r"(?:like|want|need|require|ask|request|prefer|appreciate|be grateful|be glad)\b"
    r"|what\s+(?:i|we)\s+(?:need|want)\b|(?:it|there)\s+would\s+be\b|the\s+(?:\w+\s+){1,3}(?:has|have|needs?)\s+to\b"
    r"|(?:ich|wir)\s+(?:möchten?|hätten?|brauchen?|bräuchten?|bitten?|fordern?|wollen|will|wünschen?|benötigen?"
    r"|erwarten?|beantragen?)\b|es\s+wäre\b|\w+(?:en|n)\s+sie\b"
)
_LISTED = r"(?:das|den|die)\s+(?:\w+\s+){0,3}\w+en$|(?:die|eine|ihre|der|den)\s+\w+(?:ung|age|kunft|ift|bestätigung)\b"
"""An item of a list that somebody asks for: `die Anschrift Ihrer Versicherung`, `den Umzug anmelden`."""
_ORDERS = (
    r"(?:block|freeze|repair|collect|deliver|issue|register|reopen|restore|extend|transfer|post|email|send|cancel|stop"
    r"|refund|delete|remove|change|correct|fix|replace|give|take|tell|let|add|put|call|ring|close|update|explain"
    r"|confirm|return|pay|book|make|look|check|sort|get|unsubscribe|reset|resend|advise|bring|leave|keep|switch|move"
    r"|credit|exchange|forward|erase|show|find)\b(?!\s+(?:is|was|has|it down))"
)
_SUPPOSING = rf"(?:if|when|wenn|falls)\s\S+\s\S+[^?!.,]{{0,45}}?\s(?:{'|'.join(_VERBS)})\s+{_SUBJECTS}"
"""`If i get out do i lose my spanish`, without a comma."""
_FRONTED = (
    r"(?:für|bei|zu|ab|zum|zur|im|in|am|an|außerdem|zudem)\s[^?!.,]{3,50}?\s(?:hätten?|bräuchten?|brauchen?|möchten?)"
    r"\s(?:ich|wir)\b"
)
"""`Für unsere sechs Häuser hätten wir gern eine Sammelrechnung`."""
_NEEDS_AT_ONCE = re.compile(rf"(?:{_ASKS}|{_WANTS}|{_LISTED}|{_ORDERS}|{_SUPPOSING}|{_FRONTED})", re.IGNORECASE)
_ASKS_AT_ONCE = re.compile(_ASKS, re.IGNORECASE)
_INVERTED = re.compile(
    r"(?:can|could|would|will|do|does|is|are|may|should|shall|have|has"
    r"|kann|können|könnt|könnten?|darf|dürfen|muss|müssen|soll|sollen|geht|gibt|gibts?|ist|sind|habt|haben|wird|werden)"
    r"\s+(?:i|u|you|we|it|he|she|they|there|that|this|these|those|any\w*|some\w+|ich|wir|sie|ihr|man|er|es|da|das)\b",
    re.IGNORECASE,
)
"""A question of now about what a pronoun names: `, was the photo` only tells."""
_ASKS_HERE = re.compile(
    rf"(?:[,;:\u2013\u2014]|\s-)\s*(?:(?:and|but|so|or|und|aber|oder)\s+)?(?={_ASKS})", re.IGNORECASE
)


def needs_at_once(sentence: str) -> bool:
    """Whether a sentence asks, wants or orders from its first word on: `I need`, `send me`, `könnt ihr`."""
    return _NEEDS_AT_ONCE.match(sentence) is not None


def asks_at_once(sentence: str) -> bool:
    """Whether a sentence asks from its first word on: `what do I do with it`."""
    return _ASKS_AT_ONCE.match(sentence) is not None


def asks_at_its_end(sentence: str) -> bool:
    """Whether a sentence comes to its question at its end: `I have 14 more, is there a trade price`."""
    return any(_INVERTED.match(end) for end in asking_ends(sentence))


_TELLS_MORE = re.compile(r"(?:which|who|whose|where|welche[rns]?|wo|was)\b", re.IGNORECASE)


def asking_ends(sentence: str) -> list[str]:
    """The ends of a sentence that begin with a clause that asks: `can I keep it?` behind what it asks about."""
    ends = [sentence[match.end() :] for match in _ASKS_HERE.finditer(sentence)]
    # `, which arrived at ten` tells of what stands before it, unless the sentence asks with it.
    asks = sentence.rstrip().endswith("?")
    return [end for at, end in enumerate(ends, 1) if not _TELLS_MORE.match(end) or (asks and at == len(ends))]
