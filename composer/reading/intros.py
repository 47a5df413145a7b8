"""The lines that mail programs write above earlier mail, in the languages of their makers."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache

from composer.reading.mail_words import expression, words

_LONGEST = 300
"""Characters of a line that are looked at."""
_MOST_LINES = 3
"""Lines over which a program folds an attribution."""
_MOST_LABELS = 12
"""Lines that a block of header fields may have."""

_ENDS = (":", "\uff1a", ":*", ":_")
_OPENING_MARKS = tuple("\"'\u201c\u201e\u201a\u2018\u00ab\u00bb\u300c")
_DASHES = r"[-_=*#\u2013\u2014]{2,60}"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}")
_BRACKETED = re.compile(r"[<(\[][^<>()\[\]\s]{1,64}@[^<>()\[\]\s]{1,190}[>)\]]")
_ADDRESSED_END = re.compile(r"(?:[>)\]]|\w)\W{0,3}[:\uff1a]\W{0,2}$")
_DAY = re.compile(
    r"\b\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})\b|\b\d{4}[./-] ?\d{1,2}[./-] ?\d{1,2}\b"
    r"|(?<!\d)(?:19|20)\d\d(?!\d).{0,40}?\d|\d[^\n]{0,40}?(?<!\d)(?:19|20)\d\d(?!\d)"
)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
_SENTENCE_IN = re.compile(r"[^\W\d_]{4}[.!?] (?=[A-Z])|^[-*] ")
_TITLE = re.compile(r"[-_=*\u2013\u2014]{3,}\s?[^\W\d_][^\n]{1,50}[-_=*\u2013\u2014]{3,}")
_RULE = re.compile(r"\W{0,2}(?:[_*=-] ?){5,}\W{0,2}|[\u2013\u2014]{3,}")
_KINDS_OF_LABEL = ("from", "sent", "to", "subject", "cc")


class Cut(Enum):
    """What kind of line begins earlier mail."""

    REPLY = auto()
    FORWARD = auto()


@cache
def _labels() -> dict[str, str]:
    return {word: kind for kind in _KINDS_OF_LABEL for word in words(f"label_{kind}")}


def label_of(line: str) -> str:
    """Which header field a line of a quoted mail shows: from, sent, to, subject or cc; else nothing."""
    head, colon, _value = line[:60].replace("\uff1a", ":").partition(":")
    return _labels().get("".join(head.strip(" \t*_>|").lower().split()), "") if colon else ""


def begins_fields(lines: list[str], at: int) -> bool:
    """Whether the header fields of an earlier mail begin at a line; the plan of a journey has no subject or address."""
    first = label_of(lines[at])
    if first not in ("from", "sent"):
        return False
    kinds, addressed, blanks = {first}, "@" in lines[at], 0
    for line in lines[at + 1 : at + _MOST_LABELS]:
        blanks = 0 if line.strip() else blanks + 1
        if blanks == 2:
            break
        kind = label_of(line)
        kinds |= {kind} - {""}
        addressed = addressed or bool(kind and "@" in line)
    return "from" in kinds and len(kinds - {"cc"}) >= 3 and ("subject" in kinds or addressed)


def marker_of(line: str) -> Cut | None:
    """Whether a line says that earlier mail follows."""
    line = line.strip()[:_LONGEST]
    if len(line) < 6:
        return None
    forwarded = expression(rf"\W{{0,3}}{_DASHES}\s{{0,3}}{{forwarded}}.{{0,80}}|{{forwarded}}\s?[:\uff1a]\W{{0,3}}")
    if forwarded.fullmatch(line):
        return Cut.FORWARD
    original = expression(rf"\W{{0,3}}{_DASHES}\s{{0,3}}{{original}}\b.{{0,80}}")
    return Cut.REPLY if original.fullmatch(line) or _asks_to_answer_above(line) else None


def _asks_to_answer_above(line: str) -> bool:
    """Whether a line between signs asks to write above it, as help desks do."""
    signs = "-_=*#~[(\u2013\u2014"
    between = any(sign in signs for sign in line[:4]) or line[-1] in "-_=*#~])\u2013\u2014"
    return between and len(line) < 200 and expression("{above}").search(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule."""
    return len(line) < _LONGEST and _RULE.fullmatch(line.strip()) is not None


def intro_before(lines: list[str], at: int, *, quoted: bool) -> int:
    """How many lines, the last of which is at a place, say who wrote the mail that follows, and when; 0 for none.

    Above quoted lines an address, a day or a verb is enough; else it takes two of them.
    """
    last = lines[at].strip()[: 2 * _LONGEST]
    if not quoted:
        last = last[: _begins_line(last) or len(last)]
    if not last or len(last) > _LONGEST:
        return 0
    if not last.endswith(_ENDS) and not (quoted and _ADDRESS.search(last) and _DAY.search(last)):
        return 0
    joined, least = "", 0
    for count in range(1, min(_MOST_LINES, at + 1) + 1):
        piece = lines[at - count + 1].strip() if count > 1 else last
        if not piece or piece.startswith(">") or len(piece) > _LONGEST:
            break
        joined = f"{piece} {joined}".strip()
        day, wrote, address = (
            pattern.search(joined) is not None for pattern in (_DAY, expression("{wrote}"), _ADDRESS)
        )
        if not quoted and _told_by_a_person(joined):
            continue
        if day and (wrote or (address and _complete(joined, quoted=quoted))):
            return count
        if (address and wrote) or (count == 1 and quoted and (address or wrote or day)):
            least = least or count
    return least


def _told_by_a_person(joined: str) -> bool:
    """Whether a line lacks what every mail program writes, or has a sentence before it that none writes."""
    return _SENTENCE_IN.search(joined) is not None or not (_TIME.search(joined) or _BRACKETED.search(joined))


def _begins_line(line: str) -> int:
    """Where an attribution ends that a program put on one line with the mail; 0 where there is none."""
    wrote = expression(r"{wrote}\s?[:\uff1a]").search(line)
    return (
        wrote.end()
        if wrote and _BRACKETED.search(line, 0, wrote.start()) and _DAY.search(line, 0, wrote.start())
        else 0
    )


def _complete(joined: str, *, quoted: bool) -> bool:
    """Whether a line without a verb is an attribution: an address in brackets at its end, as no person writes it."""
    return quoted or (_BRACKETED.search(joined) is not None and _ADDRESSED_END.search(joined) is not None)


def is_title(line: str) -> bool:
    """Whether a line above header fields calls what follows the original mail, between rules or without them."""
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    return _TITLE.fullmatch(line) is not None or expression(r"{original}\s?:?").fullmatch(line) is not None


def is_told(line: str) -> bool:
    """Whether the line below an attribution shows that a person quotes a sentence in their own letter."""
    return line.lstrip().startswith(_OPENING_MARKS)
