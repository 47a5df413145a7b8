"""Promises: sentences that commit us to do something, and whether they say by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from composer.reading.facts import sentences
from composer.reading.patterns import fold_in_place

_COMMITS = re.compile(
    r"\b(?:i|we|somebody|someone|the team|our team|my colleague(?: [a-z]+)?|[a-z]+ from (?:the )?[a-z]+)"
    r"(?:'ll| will| shall|'m going to| am going to|'re going to| are going to)\b"
    r"(?! (?:never|not need|need|have to|be able|see|find(?! out))\b)"
    r"|\bget back to you\b|\bwill (?:keep you (?:posted|updated|informed)|let you know|be in touch)\b"
    r"|\byou(?:'ll| will) (?:hear|receive|get)\b"
)
_VAGUE = re.compile(
    r"\b(?:soon(?! as you)|shortly|asap|as soon as possible|in due course|in the near future|at the earliest|in a bit"
    r"|before long|sometime)\b"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_NUMBER = r"(?:\d+|an?|half an|one|two|three|four|five|six|seven|eight|nine|ten|fourteen)"
_WHEN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|tonight|noon|the weekend|the same day)\b"
    r"|\bthis (?:morning|afternoon|evening|week)\b|\bnext week\b|\bright (?:now|away)\b|\bat once\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm)\b|\bthe \d{1,2}(?:st|nd|rd|th)\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}[./]\d{{1,2}}\b"
    rf"|\b(?:in|within|after) (?:the next )?{_NUMBER}(?:(?: to | or | ?[-–] ?){_NUMBER})? "  # noqa: RUF001  people type it
    r"(?:working |business )?(?:minute|hour|day|week|month)s?\b"
    r"|\b(?:in|within) the (?:next )?(?:hour|day|week)\b|\bby the end of (?:the|this) (?:day|week)\b"
)
_CONDITION = re.compile(
    r"^\W*(?:if|should)\b|^\W*(?:once|when) (?!i\b|we\b)|(?<!also )(?<!even )\bif\b"
    r"|\b(?:once|when|as soon as) you\b|\b(?:once|when) (?:it|that|the)\b"
)
_DONE_NOW = re.compile(r"\b(?:i|we)(?:'ll| will) (?:be (?:here|glad|happy)|gladly)\b")


@dataclass(frozen=True)
class Promise:
    """One sentence that commits us."""

    text: str
    start: int
    end: int
    dated: bool
    """Whether it says when."""
    vague: str = ""
    """The word that stands where a day should be, e.g. `soon`."""


def find_promises(reply: str) -> list[Promise]:
    """The promises of a reply, in order; what hangs on the customer's next step promises nothing by a day."""
    folded = fold_in_place(reply)
    found = []
    for start, end in sentences(reply):
        sentence = " ".join(folded[start:end].split())
        vague = _VAGUE.search(sentence)
        conditional = _CONDITION.search(sentence) is not None and vague is None
        if not _COMMITS.search(sentence) or conditional or _DONE_NOW.search(sentence):
            continue
        dated = bool(_WHEN.search(sentence)) or "{{" in sentence
        found.append(Promise(reply[start:end], start, end, dated, vague[0] if vague else ""))
    return found
