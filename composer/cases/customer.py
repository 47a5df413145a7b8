"""Customer and contact: who wrote, and what passed between us before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import MappingProxyType

from composer.cases.follow_up import FollowUp


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

    def contacts_about(self, topics: tuple[str, ...]) -> list[Contact]:
        """Earlier messages of the customer about one of these topics."""
        return [contact for contact in self.history if contact.direction == "in" and contact.topic in topics]


NOBODY = Customer()
"""The customer whom we do not know."""
