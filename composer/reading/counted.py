"""Counted: how often somebody has written, or something has gone wrong, by the message's own count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from composer.reading.spans import rest_of_sentence, sentence_round

WRITES_NTH, NTH, PLAINLY_NTH = "writes-nth", "nth", "writes-nth-plainly"
"""The cues that phrases answer: somebody counts their messages to us, or how often it went wrong, or counts their
messages and wants no more regret."""
CONTACTED, NOBODY_CAME_NTH = "contacted-times", "nobody-came-nth"
"""The same where somebody counts how often they turned to us, `I rang three times`, or that nobody came once more."""
_IN_FIGURES = {
    "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh",
    "2.": "zweite", "3.": "dritte", "4.": "vierte", "5.": "f\u00fcnfte", "6.": "sechste",
}  # fmt: skip
_NTH = r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|[4-7]th"
_NTE = r"zweite|dritte|vierte|f\u00fcnfte|sechste|siebte|achte|neunte|zehnte"
_ORDER = [*_NTH.split("|")[:9], *_NTE.split("|")]
_WRITING = (
    r"(?:writ|wrot|ask(?!ed to)|contact|call|chas|complain|explain|tell|e-?mail|messag|get in touch|com(?:e|ing) back"
    r"|schreib|frag|meld|bitt|rufe|anruf|reklamier|erkl\u00e4r|wend)"
)
_WRITES = (
    re.compile(
        rf"(?<!after the )\b(?P<nth>{_NTH})\s(?:mail|e-?mail|message|letter|request|enquiry)\b(?!\s(?:from|by)\b)"
        rf"|\b(?P<nth2>{_NTH})\s(?:time|attempt|go)\b(?:\snow)?"
        rf"(?:,?\s(?:that\s)?(?:i|we)(?:'m|'ve|\s\w+)?|\sof|\sin\s\w+)?\s{_WRITING}"
        rf"|\bfor\s(?:the|a)\s(?P<nth3>{_NTH})\stime(?:\sthen)?\s?[:.]"
        rf"|(?:^|[.!?\n])\s{{0,3}}(?:the\s)?(?P<nth4>{_NTH})\s(?:time|go|attempt)"
        r"\s(?:of\sasking|at\sthis|trying to reach)"
        rf"|\b(?:writ|ask|call|contact)\w{{0,5}}\s(?:\w+\s){{0,3}}for\sthe\s(?P<nth6>{_NTH})\stime\b"
        rf"|\bcom(?:e|ing)\sback\sto\s\w+\s(?:about\sthis\s)?a\s(?P<nth5>{_NTH})\stime\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:die|meine|schon|jetzt|bereits|unsere)\s(?P<nth>{_NTE})\s(?:e-?mail|mail|nachricht|anfrage|reklamation)\b"
        rf"|\bder\s(?P<nth2>{_NTE})\s(?:brief|anruf)\b"
        rf"|\bzum\s(?P<nth3>{_NTE}|[2-6]\.)n?\s?mal(?=[:.!\n]|,?\s[^.!?\n]{{0,30}}{_WRITING})"
        rf"|{_WRITING}\w{{0,9}}\s[^.!?\n]{{0,40}}\bzum\s(?P<nth4>{_NTE}|[2-6]\.)n?\s?mal\b",
        re.IGNORECASE,
    ),
)
_OFTEN = (
    re.compile(
        rf"(?<!\ba )(?<!\bpay )\b(?!second|2)(?P<nth>{_NTH})\s(?:time(?!\slucky)|(?:\w+\s)?replacement|attempt|repair"
        r"|reminder|\w+\s(?:in\sa\srow|running)|\w+\sin\s(?:\w+\s){1,2}(?:days|weeks|months|years))\b"
        r"|\bthis\sis\s(?:now\s|already\s)?the\s(?P<nth2>second|2nd)\stime\b(?=\s?[:.!]|\s(?:now|this|in)\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^|[.!?;\n]\s?|@\w{{1,40}}\s|\b(?:nun|jetzt|schon)\s)(?P<nth3>{_NTE})s\smal\b"
        rf"|\b(?:zum|das|die|der|jetzt|schon|bereits)\s(?!zweit|2)(?P<nth>{_NTE}|[3-6]\.)[nrs]?\s"
        r"(?:mal|ersatz\w*|reparatur|mahnung|versuch|(?:neue\s)?liefer\w+|absage|termin)\b"
        r"|\b(?:das|dies)\sist\s(?:(?:nun|jetzt|schon|bereits)\s){0,2}das\s(?P<nth2>zweite)\smal\b(?=\s?[:.!])",
        re.IGNORECASE,
    ),
)
_COUNTS = re.compile(rf"\b(?:{_NTH}|{_NTE}|[2-6]\.\s?mal)", re.IGNORECASE)
"""Most messages count nothing, and are looked at no further."""
_HOW_OFTEN = (
    r"(?P<{}>(?:twice|(?:three|four|five|six|seven|eight|nine|ten|a dozen|[3-9]|1\d) times|(?:[2-9]|1\d)\s?x)\b"
    r"|(?:zwei|drei|vier|f\u00fcnf|sechs|sieben|acht|neun|zehn|zw\u00f6lf|[2-9]|1\d)\s?(?:mal|x)\b)"
)
_TURNED_TO_US = (
    r"(?:rang|rung|called|phoned|written|wrote|e-?mailed|contacted|chased|messaged|reported|complained"
    r"|angerufen|geschrieben|gemeldet|gemailt|nachgefragt|reklamiert|kontaktiert|nachgehakt)"
)
_CONTACTS = re.compile(
    rf"\b(?:i|we)(?:['\u2019]ve| have| had)?(?: (?:already|now|also|since))? {_TURNED_TO_US}\b[^.!?\n]{{0,40}}?"
    rf"\b{_HOW_OFTEN.format('often')}"
    rf"|\b{_HOW_OFTEN.format('often2')}"
    rf"(?:(?!\b(?:an?|the|he|she|they|eine?|er|sie|man)\b)[^.!?\n]){{0,50}}?\b{_TURNED_TO_US}\b"
    rf"|\b(?:rief|schrieb)\b[^.!?\n]{{0,40}}?\b{_HOW_OFTEN.format('often3')}",
    re.IGNORECASE,
)
_OTHERS_CONTACTED = re.compile(
    r"\b(?:bank|doctor|gp|surgery|landlord|insur\w*|police|courier|carrier|post office|dhl|council|neighbou?r|school"
    r"|arzt|praxis|vermieter\w*|versicherung|polizei|post|amt|nachbar\w*|schule|hersteller|manufacturer|sie haben"
    r"|you have)\b",
    re.IGNORECASE,
)
"""Others than us whom somebody turned to, and what we are said to have done."""
_UNSENT = re.compile(
    r"\b(?:delet\w*|start\w* (?:again|over)|rewrit\w*|l\u00f6sch\w*|verwerf\w*|fang\w* neu)\b", re.IGNORECASE
)
"""Words in the sentence of whoever counts the letters that they have not sent."""
_LUCKY = re.compile(r"\bthird time lucky\b", re.IGNORECASE)


@dataclass(frozen=True)
class Counted:
    """What a message counts."""

    nth: str
    """The ordinal as a phrase has it: `third`; in German without its ending, `dritte`."""
    writes: bool
    """Whether it counts its messages, and not what went wrong."""


def is_unsent(text: str, counted_to: int) -> bool:
    """Whether a sentence counts, up to a place in it, letters that nobody sent: `for the third time and delete it`."""
    return _UNSENT.search(rest_of_sentence(text, counted_to)) is not None


def counted_in(text: str) -> Counted | None:
    """The most that a message counts, from a second time on, its messages first; None where it counts nothing.

    What happens for the second time is counted only where it is a message, or where that is all a sentence
    says: `a second one` is most often another thing.
    """
    if not _COUNTS.search(text):
        return None
    for expressions, writes in ((_WRITES, True), (_OFTEN, False)):
        said = [
            next(filter(None, match.groups())).lower()
            for expression in expressions
            for match in expression.finditer(text)
            if not (_LUCKY.search(text, match.start(), match.end() + len(" lucky")) or is_unsent(text, match.end()))
        ]
        if said:
            return Counted(max((_IN_FIGURES.get(nth, nth) for nth in said), key=_ORDER.index), writes)
    return None


def contacts_in(text: str) -> str:
    """How often somebody turned to us, as they write it: `three times`, `dreimal`; empty where nothing says so."""
    for found in _CONTACTS.finditer(text):
        if not _OTHERS_CONTACTED.search(sentence_round(text, *found.span())):
            return " ".join(next(filter(None, found.groups())).lower().split())
    return ""
