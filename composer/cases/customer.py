"""Customer and contact: who wrote, and what passed between us before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from types import MappingProxyType

from composer.cases.follow_up import FollowUp
from kb.words.words import LETTER_WORDS, telling, words_of

_NUMBER = re.compile(r"\d{3,20}")
_SHARED = 2
"""Telling words that two messages of one matter share, where no number tells."""


@dataclass(frozen=True)
class Contact:
    """One past message or reply."""

    on: dt.date
    channel: str = "email"
    direction: str = "in"
    """`in` from the customer, `out` from us."""
    topic: str = ""
    text: str = ""
    tone: str = ""
    """How it sounded, where somebody noted it."""
    case_id: str = field(default="", compare=False)
    """The case it belongs to, where it came through Warmline."""


@dataclass(frozen=True)
class Active:
    """A day on which a customer did something that shows that they are still one, or left."""

    customer: str
    """An id or an address."""
    on: dt.date
    kind: str


@dataclass(frozen=True)
class Customer:
    """What we know of somebody who wrote; every value but the id may be empty."""

    id: str = ""
    name: str = ""
    email: str = ""
    company: str = ""
    plan: str = ""
    since: str = ""
    language: str = ""
    fields: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Everything else a team keeps, as `customer.field.<key>`."""
    history: tuple[Contact, ...] = ()
    """Newest first."""
    promised: tuple[FollowUp, ...] = field(default=(), compare=False)
    """What we promised and have not done, the most urgent first."""
    fault: str = field(default="", compare=False)
    """What of their record is damaged and left out; empty where all of it was read."""

    @property
    def known(self) -> bool:
        """Whether we have a record of this customer."""
        return bool(self.id)

    def contacts_about(self, topics: tuple[str, ...], message: str = "") -> list[Contact]:
        """Earlier messages of the customer about one of these topics; with `message`, about its matter alone.

        A late order and a new address are both about delivery; what tells them apart are numbers, else words.
        """
        about = [contact for contact in self.history if contact.direction == "in" and contact.topic in topics]
        names = frozenset(words_of(f"{self.name} {self.company}"))
        return [one for one in about if not message or not one.text or _same_matter(one.text, message, names)]


def _same_matter(text: str, other: str, names: frozenset[str]) -> bool:
    """Whether two messages of a customer speak of one matter: of one number, else in two telling words or more."""
    numbers, theirs = (frozenset(_NUMBER.findall(one)) for one in (text, other))
    if numbers and theirs:
        return not numbers.isdisjoint(theirs)
    said, asked = (
        frozenset(word for word in words_of(one) if telling(word) and word not in LETTER_WORDS) - names
        for one in (text, other)
    )
    return len(said & asked) >= _SHARED


NOBODY = Customer()
"""The customer whom we do not know."""
