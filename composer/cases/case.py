"""Case: one message being answered."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from composer.cases.customer import NOBODY, Customer
from composer.cases.message import Message
from composer.cases.step import Channel
from kb.files import digest
from kb.text import one_line

_MESSAGE_ID = re.compile(r"<[^<>\s]{3,300}>")


@dataclass(frozen=True)
class Case:
    """A message with whoever wrote it, as far as we know."""

    id: str
    message: Message
    customer: Customer = NOBODY
    source: Path | None = None
    """The file the message came from."""

    @property
    def channel(self) -> Channel:
        """How the message came."""
        return self.message.channel

    @property
    def title(self) -> str:
        """The subject, or the first words."""
        first = one_line(self.message.own_words[:4_000].strip()[:400] or self.message.text[:400])
        return self.message.subject or (first if len(first) <= 60 else first[:59].rsplit(" ", 1)[0] + "…")

    @property
    def received_on(self) -> dt.date | None:
        """The day the message came, where it says so."""
        return self.message.received.date() if self.message.received else None


def case_id(message: Message) -> str:
    """A name for a case that stays the same when the message is read again."""
    return _name(message.id or f"{message.sender_email}\n{message.subject}\n{message.text}")


def earlier_cases(message: Message) -> tuple[str, ...]:
    """The names that the messages which this one goes on with have as cases, the latest first."""
    ids = _MESSAGE_ID.findall(message.references)
    return tuple(_name(one) for one in reversed(dict.fromkeys(ids)) if one != message.id)


def _name(words: str) -> str:
    return digest(words)[:12]
