"""Unclosed: the name at the end of a letter that has no closing, known by the place where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from composer.reading.closings import closing_of
from composer.reading.mail_words import expression
from composer.reading.name_lines import LEADS, LONGEST_LINE, Signed, name_in
from composer.reading.name_parts import Person
from composer.reading.name_words import either, is_first, key, words
from composer.reading.patterns import fold_in_place
from composer.reading.person import is_company

_LONGEST_OFFICE = 100
_BLOCK = 5
"""Lines that the last block of a letter may have to be a signature."""
_OFFICE = re.compile(
    r"(?:[^\W\d_]+,?\s){0,2}(?:director|manager|managing partner|owner|founder|ceo|cfo|cto|chair(?:man|woman|person)?"
    r"|secretary|treasurer|president|head of \w+|gesch[\u00e4a]e?ftsf[\u00fcu]e?hrer(?:in)?|inhaber(?:in)?"
    r"|\w*leit(?:er(?:in)?|ung)|prokurist(?:in)?|vorstand|vorsitzende[rn]?|schriftf[\u00fcu]e?hrer(?:in)?)(?:[\s,].{0,40})?$",
    re.IGNORECASE,
)
"""What somebody is, in the line below their name: `Managing director`."""
_MOST_BELOW = 8
"""Lines at the end of a letter in which somebody signs for a firm."""
_MOST_CONTACTS = 4
_MOST_OF_CLOSING = 6
_FEW = 2
_MOST_ALONE = 2
"""Words of a name that stands alone behind a sentence."""
_DASHED = re.compile(
    r"[-\u2013\u2014~/]{1,2}(?P<gap>\s?)[^\W\d_][^\W\d_'\u2019-]{0,20}(?: [^\W\d_a-z][^\W\d_'\u2019-]{1,20})?$"
)
"""`- Jonas`, below what somebody wrote."""
_SIGNED_OFF = re.compile(
    r"(?P<mark>,|(?<=[.!?]) [-\u2013\u2014~]{1,2})\s*(?P<name>[^\W\d_a-z][^\W\d_]{1,15}(?: [^\W\d_a-z]\.?)?)[.!]?$"
)
"""A name that ends a line behind a comma or a dash; behind a comma, a closing has to stand before it."""
_PIECES = re.compile(
    r"(?:[!?\u2026]|(?<!\b[A-Z])(?<!\b[DHMSF]r)(?<!\bMrs)(?<!\bMs)(?<!\bRev)(?<!\bProf)(?<!\bMag)(?<!\bCapt)\.)\s+"
    r"|[\U0001f000-\U0001faff\u2600-\u27bf]\s*"
)
"""What stands between the sentences of a chat: `in an hour? \U0001f629 thx jess`."""
_DEGREES = r"(?<!\biur)(?<!\bjur)(?<!\bmed)(?<!\brer)(?<!\bnat)(?<!\bvet)(?<!\bpol)(?<!\boec)"
"""Before a full stop: the degrees of three letters, behind which no sentence ends."""
_SENTENCE = re.compile(rf"[?!:;]|\w{{3}}{_DEGREES}\.\s|\d{{3}}", re.IGNORECASE)
_MORE = re.compile(rf"[?!]|\w{{3}}{_DEGREES}\.\s", re.IGNORECASE)
"""What no line below a name has: a signature may go on with an office, a telephone number and an address."""
_CONTACT = re.compile(
    r"^(?:tel|phone|mobile?|mob|fon|telefon|handy|fax|cell|e-?mail|web|www)\b|https?://|\w@[\w-]{1,63}\.\w"
    r"|[+(]?\d[\d ()/.+-]{5,24}$",
    re.IGNORECASE,
)
"""What a line holds that says how somebody is reached."""
_SHORT_CLOSING = re.compile(
    r"\s(?:lg|glg|vg|mfg|thx|thanks|cheers|danke|gru(?:ß|ss))[,!]?\s+(?=[^\W\d_]+(?: [^\W\d_]+)?$)", re.IGNORECASE
)
"""How a chat closes in the middle of a line: `please answer soon thx jonas`."""
_SENTENCE_ENDS = re.compile(r"(?:[.!?\u2026)]|[\U0001f000-\U0001faff\u2600-\u27bf])$")
_ASKS_WHO = re.compile(
    r"(?:^(?:who|whose|which|what|wer|wem|wen|wessen|welche[rsmn]?)|\b(?:names?|called|heißt|heisst|heißen))\b",
    re.IGNORECASE,
)
"""A question that a name may answer."""


def for_somebody(lines: list[str]) -> Signed | None:
    """The name of who signs for a firm, in one of the last lines: `i. V. Katrin Seidl`."""
    for line in lines[-_MOST_BELOW:]:
        if re.match(rf"(?:{either('proxies')})\.?\s+\S", fold_in_place(line), re.IGNORECASE) and (
            person := name_in(line)
        ):
            return Signed(person, closed=True)
    return None


def last_block(lines: list[str]) -> Signed | None:
    """The name in the last lines of a letter that has no closing: the first line of a short block."""
    start = len(lines)
    while start and lines[start - 1] and len(lines) - start < _BLOCK:
        start -= 1
    block = lines[start:]
    if start == 0 and len(block) < 2:
        return None
    longest = [LONGEST_LINE, *(_LONGEST_OFFICE for _line in block[1:])]
    short = all(len(line) <= most and not _MORE.search(line + " ") for line, most in zip(block, longest, strict=True))
    first = short and start and not _SENTENCE.search(block[0] + " ") and not (block[1:] and block[0].endswith(","))
    candidates = [block[0]] if first else []
    candidates += [block[-1]] if block[-1] not in candidates else []
    unsure = None
    for line in candidates:
        person = name_in(line) if start or line is block[-1] else None
        if person and line is block[-1] and _DASHED.match(line):
            if _is_dashed(lines):
                # Nobody puts a dash before their family name alone.
                return Signed(person if person.given else replace(person, given=person.whole, family=""), closed=True)
            continue
        if person and person.sure and not (unsure and _is_plain(person)):
            return Signed(person, closed=False)
        if person and person.family and line is block[0] and block[1:] and _OFFICE.match(block[1]):
            return Signed(person, closed=True)
        unsure = unsure or (person if len(block) <= _FEW or line is block[0] else None)
    return Signed(unsure, closed=False) if unsure else None


def _is_plain(person: Person) -> bool:
    """Whether a name may be a plain word or a town, or is not known as a first name."""
    return not is_first(person.given or "-") or key(person.given) in words("everyday") | words("towns")


def at_the_end(lines: list[str]) -> Signed | None:
    """The name at the end of the last line, behind a dash or a closing: `Who has to pay? Many thanks, Girma`."""
    last = lines[-1] if lines else ""
    found = _SIGNED_OFF.search(last)
    if not found:
        closing, name = closing_of(_PIECES.split(last)[-1])
        person = name_in(name) if closing and name else None
        person = person if person and (person.initials_only or person.title or is_first(name.split()[0])) else None
        return Signed(person, closed=True) if person else piece_alone(last)
    before, name = last[: found.start()].rstrip(" ,"), found["name"]
    closed = any(closing_of(before[at:])[0] for at in _sentence_starts(before)) if found["mark"] == "," else True
    person = name_in(name) if closed else None
    if person and not person.given and not person.title:
        person = replace(person, given=person.whole, family="")
    return Signed(person, closed=True) if person else None


def _sentence_starts(text: str) -> list[int]:
    """Where the last sentences of a line begin."""
    return [match.end() for match in re.finditer(r"[.!?]\s+", text)][-2:] or [0]


def _is_dashed(lines: list[str]) -> bool:
    """Whether the last of some lines is a name behind a dash, and no item of a list.

    Behind a dash and a space a word that is not known as a name may be any word.
    """
    match, above = _DASHED.match(lines[-1]), next((line for line in reversed(lines[:-1]) if line), "")
    if not match or not above or LEADS.match(above) or above.endswith(":"):
        return False
    name = lines[-1][match.end("gap") :].split()[0]
    return is_first(name) or (len(name) > 2 and (not match["gap"] or above == lines[-2] or lines[-1][0] == "~"))


def above_contacts(lines: list[str]) -> Signed | None:
    """The name right above a telephone number, an address of mail or a firm, where no closing stands before it."""
    at = len(lines)
    while at and len(lines) - at <= _MOST_CONTACTS and _is_contact(lines[at - 1]):
        at -= 1
    above = lines[at - 2] if at > 1 else ""
    if not 1 < at < len(lines) or not (_ends(above) or is_company(above)) or _of_another(above):
        return None
    person = name_in(lines[at - 1])
    known = person and person.sure and (person.given or person.title) and lines[at - 1][:1].isupper()
    return Signed(person, closed=False) if person and known else None


def _ends(line: str) -> bool:
    """Whether a letter may end with a line: with a sentence, or with a few words and a comma, as closings do."""
    return bool(_SENTENCE_ENDS.search(line)) or (line.endswith(",") and len(line.split()) <= _MOST_OF_CLOSING)


def _is_contact(line: str) -> bool:
    short = 0 < len(line) <= LONGEST_LINE and not _SENTENCE_ENDS.search(line)
    return short and (bool(_CONTACT.search(line)) or (line[:1].isupper() and is_company(line)))


def _of_another(line: str) -> bool:
    """Whether what stands above a name speaks of another person, whose name it may be."""
    return bool(re.search(rf"\b(?:{either('of_another')})\b", fold_in_place(line), re.IGNORECASE))


def below_device(lines: list[str]) -> Signed | None:
    """The name alone below the line of a telephone: `Sent from my iPhone`, and then `Ruthie`."""
    full = [line for line in lines if line]
    if len(full) < 3 or not expression("{sent_from}").fullmatch(full[-2].rstrip(". ")):
        return None
    person = name_in(full[-1])
    return Signed(person, closed=True) if person and person.given and person.sure else None


def piece_alone(line: str) -> Signed | None:
    """A known first name alone behind the last sentence of a line, or behind a short closing: `asap. tendai`."""
    *before, name = _PIECES.split(line)
    short_closing = _SHORT_CLOSING.search(name)
    if short_closing:
        before, name = [name[: short_closing.start()]], name[short_closing.end() :]
    if not before:
        return None
    asked = line[: len(line) - len(name)].rstrip().endswith("?")
    if closing_of(before[-1])[0]:
        name = name.rstrip(".")
    person = None if asked and _ASKS_WHO.search(before[-1]) else name_in(name)
    if not person or not person.given or _is_plain(person):
        return None
    short = len(name.split()) <= _MOST_ALONE + len(person.title.split()) and len(person.given) > _FEW
    return Signed(person, closed=True) if short and name[-1:].isalpha() else None
