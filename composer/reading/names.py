"""Names: whom to greet, from the records, the letter's signature and its header, or why nobody.

When in doubt there is no name: a wrong one is worse than none. The person who signed a letter wrote it, also where it
came from the account of another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from composer.cases.case import Case
from composer.reading.introducing import find_introduced
from composer.reading.name_lines import Signed
from composer.reading.name_parts import AND, Person
from composer.reading.name_words import key, words
from composer.reading.person import read_name
from composer.reading.signing import find_signed

_DEGREES = ("dr", "prof")
"""Titles that whoever signs with them is greeted by, also where everybody else is greeted by the first name."""
_GERMAN = frozenset({"frau", "herr"})


@dataclass(frozen=True)
class Greet:
    """The name to greet with, and where it was found."""

    name: str = ""
    """As English greets: `Jonas`, `Mrs Weber`, or the whole name where its parts are not sure; empty for nobody."""
    source: str = ""
    """`records`, `signature`, `message` or `header`; empty for nobody."""
    why: str = ""
    """Why there is no name, or what is to be known about this one."""
    formal: str = ""
    """As German greets: `Frau Weber` where the title is known, `Dr. Jonas Weber`, else the whole name."""
    whole: str = ""
    """The whole name without titles."""

    def by(self, manner: str, pair: str = "") -> str:
        """The name in a language's manner: `first`, `whole`, or `none` for languages that bend names.

        `pair` is what stands there between the names of two people.
        """
        name = {"first": self.name, "whole": self.formal}.get(manner, "")
        return name.replace(AND, f" {pair} ") if pair else name


@lru_cache(maxsize=256)
def greet_for(
    *,
    recorded: str = "",
    record_address: str = "",
    header: str = "",
    address: str = "",
    text: str = "",
    signature: str = "",
    greet_as: str = "",
) -> Greet:
    """Whom to greet; `recorded` is the name in our records, `greet_as` what somebody set there as the name to greet.

    A record with another address than the letter's was picked by an agent, who then knows better than the signature.
    """
    if greet_as.strip():
        return Greet(greet_as.strip(), "records", "set in the records", greet_as.strip(), greet_as.strip())
    known, source = read_name(recorded), "records"
    if not known.names_somebody:
        known, source = read_name(header), "header"
    picked = source == "records" and record_address.lower() != address.lower()
    signed = find_signed(text, signature)
    if signed and picked and not _agree(signed.person, known):
        signed = None
    if signed and _counts(signed, known, address):
        whole = _merged(signed.person, known)
        return _greeting(whole, "signature", _note(signed.person, known), titled=bool(signed.person.title))
    introduced = None if picked else find_introduced(text)
    if introduced and not (known.names_somebody and _agree(introduced.person, known)):
        why = _note(introduced.person, known)
        return _greeting(introduced.person, "message", why, titled=bool(introduced.person.title))
    recorded_whole = source == "records" and len(known.whole.split()) > 1
    if known.names_somebody and (known.sure or introduced or recorded_whole or _of_address(known, address)):
        return _greeting(known, source, "" if known.given else "only the whole name is sure")
    return Greet(why=known.why or "not known as a person's name")


def _counts(signed: Signed, known: Person, address: str) -> bool:
    """Whether a line below a letter can be taken for a name: known, as in the header, or where only a name stands."""
    person = signed.person
    if known.names_somebody and _agree(person, known):
        return True
    if key(person.whole).replace(" ", "") == key(known.whole).replace(" ", ""):
        return True
    if person.sure and (person.given or person.title or not person.initials_only or _named_family(person)):
        return True
    return signed.closed or _of_address(person, address)


def _named_family(person: Person) -> bool:
    return len(person.family) > 2


def _agree(one: Person, other: Person) -> bool:
    """Whether two names may be of one person: a word in common, or initials that fit."""
    mine, theirs = _words(one.whole), _words(other.whole)
    if mine & theirs:
        return True
    return any(len(word) > 2 and any(them.startswith(word[:3]) for them in theirs) for word in mine)


def _words(name: str) -> frozenset[str]:
    return frozenset(
        part
        for word in re.split(r"[\s.]+", key(name))
        for part in (word, *word.split("-"))
        if len(part) > 1 and part not in words("particles")
    )


def _of_address(person: Person, address: str) -> bool:
    """Whether an e-mail address is made of a name: `anna.berg@`, `a.berg@`, `berg@`, `anna@`."""
    local = re.sub(r"[^a-z]", "", key(address.partition("@")[0]))
    parts = [re.sub(r"[^a-z]", "", key(word)) for word in person.whole.split()]
    parts = [part for part in parts if part]
    if len(local) < 3 or not parts:
        return False
    first, last = parts[0], parts[-1]
    made = {first + last, last + first, first[0] + last, first + last[0], last + first[0], "".join(parts)}
    return local in made if len(parts) > 1 else local.startswith(first) and len(first) > 3


def _merged(signed: Person, known: Person) -> Person:
    """The person who signed, with what the header knows of the same one."""
    if not known.names_somebody or not _agree(signed, known) or AND in known.given:
        return signed
    if signed.initials_only or (signed.title and not signed.given):
        whole = known.whole if known.given or len(known.whole) > len(signed.whole) else signed.whole
        return Person(
            "", signed.family or known.family, signed.title or known.title, whole, sure=True, initials_only=True
        )
    title = signed.title or known.title
    if len(signed.whole.split()) > 1:
        if known.title and known.initials_only and not signed.title:
            return replace(signed, given="", title=title, sure=True)
        return replace(signed, given=signed.given or _same_word(known.given, signed), title=title, sure=True)
    if _words(signed.whole) <= _words(known.family) and not signed.given:
        return replace(known, given="", sure=True)
    name = signed.given or signed.whole
    if key(name) == key(known.family) and known.given:
        # Signed with the family name alone: that is how they want to be spoken to.
        return replace(known, given="", sure=True)
    return replace(known, given=name, title=known.title, sure=True)


def _same_word(given: str, signed: Person) -> str:
    return given if given and key(given) in _words(signed.whole) else ""


def _greeting(person: Person, source: str, why: str, *, titled: bool = False) -> Greet:
    """The greeting for a person in both manners; `titled` where they signed with their title."""
    title, family = person.title, person.family
    first = key(title.split(" ")[0]).rstrip(".")
    polite = bool(title) and first in words("titles_of_address")
    with_title = f"{title} {family}" if title and family else ""
    informal = person.given
    if with_title and (not informal or (titled and (polite or first in _DEGREES))):
        informal = with_title
    formal = person.whole
    if with_title and polite and (not person.given or first in _GERMAN):
        formal = with_title
    elif title and not polite:
        # `Fr. Weber` is short for `Frau`, and `Fr. Damian Kehoe` for `Father`.
        written = "Frau" if first == "fr" and not person.given and person.whole == family else title
        formal = f"{written} {person.whole}"
    return Greet(informal or person.whole, source, why, formal, person.whole)


def _note(signed: Person, known: Person) -> str:
    """What is to be known where a letter is signed by another person than the one it came from."""
    if known.names_somebody and not _agree(signed, known):
        return f"signed by another person than {known.whole}"
    return ""


def greet_of(case: Case) -> Greet:
    """Whom to greet in a case, and where the name was found."""
    message, customer = case.message, case.customer
    return greet_for(
        recorded=customer.name,
        record_address=customer.email,
        header=message.sender_name,
        address=message.sender_email,
        text=message.text,
        signature=message.signature,
        greet_as=customer.fields.get("greet", ""),
    )
