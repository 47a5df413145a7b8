"""Case: one message being answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    later: tuple[Case, ...] = ()
    """The later messages of the same person that are answered with it; `message` goes on with their words."""

    @property
    def channel(self) -> Channel:
        """How the message came."""
        return self.message.channel

    @property
    def message_ids(self) -> tuple[str, ...]:
        """The ids of all messages that are answered with it, its own first; empty for those without one."""
        return (self.message.id, *(one.message.id for one in self.later))

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files that all its messages came from."""
        return tuple(one.source for one in (self, *self.later) if one.source is not None)

    @property
    def title(self) -> str:
        """The subject, or the first words."""
        first = one_line(self.message.own_words[:4_000].strip()[:400] or self.message.text[:400])
        return self.message.subject or (first if len(first) <= 60 else first[:59].rsplit(" ", 1)[0] + "…")

    @property
    def received_on(self) -> dt.date | None:
        """The day the message came, where it says so."""
        return self.message.received.date() if self.message.received else None


def with_later(case: Case, later: Sequence[Case]) -> Case:
    """A case that answers later messages of the same person as well; what they wrote is read as one."""
    if not later:
        return case
    first = alone(case.message)
    text = "\n\n".join([first.text, *(f"{_heading(one.message)}\n\n{one.message.text}" for one in later)])
    return replace(case, message=replace(first, text=text, alone=len(first.text)), later=tuple(later))


def alone(message: Message) -> Message:
    """A message without the later ones that are read with it."""
    return replace(message, text=message.text[: message.alone], alone=0) if message.alone else message


def _heading(message: Message) -> str:
    """A line above a later message, which is shown and not read."""
    when = f"{message.received:%a %d %b, %H:%M}" if message.received else "later"
    return f"> {when}  {one_line(message.subject)}".rstrip()


def case_id(message: Message) -> str:
    """A name for a case that stays the same when the message is read again."""
    return _name(message.id or f"{message.sender_email}\n{message.subject}\n{alone(message).text}")


def earlier_cases(message: Message) -> tuple[str, ...]:
    """The names that the messages which this one goes on with have as cases, the latest first."""
    ids = _MESSAGE_ID.findall(message.references)
    return tuple(_name(one) for one in reversed(dict.fromkeys(ids)) if one != message.id)


def _name(words: str) -> str:
    return digest(words)[:12]
