"""Introducing: the name that somebody gives where they say who they are."""

from __future__ import annotations

import re
from functools import cache

from composer.reading.form import fields_of
from composer.reading.name_lines import LONGEST_LINE, Signed
from composer.reading.name_parts import Person
from composer.reading.name_words import either, is_first, key, spaced, words
from composer.reading.patterns import fold_in_place
from composer.reading.person import read_name

_TEXT_START = 3_000
_HERE = re.compile(
    r"\s*(?:\w{1,12}[,!.]?\s+){0,2}?"
    r"((?:(?:Mrs?|Ms|Miss|Frau|Herr)\.? )?[^\W\d_a-z][^\W\d_]{1,20}(?: [^\W\d_a-z][^\W\d_]{1,20})?)"
    r"(?: (?:from|at|vom|von|aus) [^\n,.!?:;]{2,40}?)?"
    r" (?:(?:here|hier)(?: (?:from|at|vom|von|aus)\b|[.,!:;])|again[.,!:;]|speaking\b)"
)
"""`Hi, Jonas here.` and `Mrs Donnelly from Larkhill speaking`, at the beginning of a message."""


def find_introduced(text: str) -> Signed | None:
    """Who a person says that they are: `my name is`, `ich heiße`, `Name:`."""
    if filled_in := _filled_in(text):
        return Signed(filled_in, closed=True, introduced=True)
    start = text[:_TEXT_START]
    here = _HERE.match(text)
    person = read_name(here[1]) if here else None
    if person and (person.title or is_first(person.whole.partition(" ")[0])):
        return Signed(person, closed=False, introduced=True)
    for match in _introductions().finditer(fold_in_place(start)):
        named = re.search(r"name|nom|hei|llam|heet|hed|heter", match[0], re.IGNORECASE)
        person = _introduced(start[match.end() :], strict=match["weak"] is not None, named=named is not None)
        if person:
            return Signed(person, closed=False, introduced=True)
    return None


def _filled_in(text: str) -> Person | None:
    """The name in the fields of a contact form."""
    named = {key(field.label): text[field.start : field.end].strip() for field in fields_of(text)}

    def value_of(group: str) -> str:
        return next((value for label, value in named.items() if label in words(group)), "")

    whole = f"{value_of('form_given')} {value_of('form_family')}".strip() or value_of("form_whole")
    person = read_name(whole) if 0 < len(whole) <= LONGEST_LINE else None
    return person if person and person.names_somebody else None


@cache
def _introductions() -> re.Pattern[str]:
    strong, weak = spaced("introductions"), spaced("introductions_with_more")
    return re.compile(rf"(?<![\w'-])(?:{strong}|(?P<weak>{weak}))\s+", re.IGNORECASE)


def _introduced(after: str, *, strict: bool, named: bool) -> Person | None:
    """The name behind `my name is`: capitals, and known; behind `I am` it must be plain that a name follows.

    So it must for a name that is a plain word, as in `it's May`, where nothing says that it is a name.
    """
    match = re.match(r"((?:[^\W\d_][\w'\u2019.-]*)(?:[ \t]+(?:[^\W\d_][\w'\u2019.-]*)){0,3})([^\n]{0,12})", after)
    if not match:
        return None
    taken: list[str] = []
    for word in match[1].split():
        bare = word.rstrip(".,;:!?") if len(word.rstrip(".")) > 2 else word
        if not (word[0].isupper() or (not taken and is_first(bare))) and key(bare) not in words("particles"):
            break
        taken.append(bare)
        if bare != word:
            break
    while taken and key(taken[-1]) in words("particles"):
        taken.pop()
    person = read_name(" ".join(taken)) if taken else None
    if person is None or not person.names_somebody:
        return None
    rest = after[after.find(taken[-1]) + len(taken[-1]) :]
    if taken[0].islower() and re.match(r"\s+than\b", rest):
        # `it's less than a day`
        return None
    follows = re.match(rf"\s*(?:,|\(|(?:{either('followed_by')})\b)", fold_in_place(rest))
    known = is_first(taken[0]) or bool(person.title)
    plain = len(taken) == 1 and key(taken[0]) in words("everyday") | words("towns")
    # `I am Piotr. I put the card in`: no other word that begins with a capital ends a sentence so soon.
    alone = re.match(r"[.!]\s", rest) and not plain and is_first(taken[0])
    if strict or (plain and not named):
        return person if known and (follows or alone) and taken[0][0].isupper() else None
    return person if known or (len(taken) > 1 and taken[0][0].isupper()) else None
