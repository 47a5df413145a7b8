"""Mailbox: what every server that messages wait on can do; IMAP with SMTP is the first, desk tools follow."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

from composer.cases.outgoing import Outgoing


class Arrived(NamedTuple):
    """A message as its server keeps it."""

    key: str
    """Names it on this server for ever: another message never has the same one."""
    content: bytes
    """A mail; of a very large one the beginning."""
    came: dt.datetime | None = None


class Unread(NamedTuple):
    """A message that is there and cannot be fetched; the others can."""

    key: str
    why: str
    """A sentence that names it."""


class MailboxChange(Enum):
    """What a mailbox told while we waited."""

    NOTHING = "nothing"
    NEW = "new"
    """Something arrived; nothing else needs to be looked at."""
    ANY = "any"
    """Something was answered, moved or deleted, or nobody can tell."""


@dataclass(frozen=True)
class Abilities:
    """What a server can do, for a person to read."""

    lines: tuple[tuple[str, str], ...]
    faults: tuple[str, ...] = ()
    """What does not work as the settings want it."""


BeforeTheEnd = Callable[[], None]
"""Called when all of a mail is with the server but the last line, without which it takes none of it."""


class Mailbox(Protocol):
    """A server with messages that wait; every method raises MailAway or SignInRefused where it cannot be used now."""

    def waiting(self, after: str = "") -> list[str]:
        """The keys of the messages that nobody has answered, the oldest first; only those after one that is named."""

    def contents(self, keys: list[str]) -> Iterator[Arrived | Unread]:
        """These messages; one that has gone meanwhile is left out. Nothing is marked as read."""

    def wait(self, seconds: float, stop: threading.Event) -> MailboxChange:
        """Wait until something changes, at most so long."""

    def is_answered(self, message_id: str) -> bool:
        """Whether somebody has answered a message in another program."""

    def mark(self, message_id: str, agent: str, *, taken: bool) -> None:
        """Let other programs see that an agent has a message, or has given it back."""

    def taken(self, agent: str) -> dict[str, str]:
        """Who has which waiting message, by its key: as other agents marked them; `agent` is who asks."""

    def draft(self, one: Outgoing) -> None:
        """Put a mail among the drafts, once however often this is called."""

    def send(self, one: Outgoing, before_the_end: BeforeTheEnd) -> str:
        """Have a mail sent; what the server says. MailRefused, or OutcomeUnknown once `before_the_end` was called."""

    def has_left(self, one: Outgoing) -> bool:
        """Whether a mail of which nobody knows is among what was sent, or among the drafts."""

    def file(self, one: Outgoing, agent: str) -> None:
        """Keep a copy of what was sent, and mark what it answers as answered; once however often this is called."""

    def abilities(self) -> Abilities:
        """What the server can do; nothing is sent or changed."""

    def close(self) -> None:
        """Let go of the connection."""
