"""Outgoing: a reply as a mail on its way out, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a mail on its way out."""

    HELD = "held"
    """It waits; the server does not have it."""
    SENDING = "sending"
    """The last line of it is being handed over; whoever finds it so later cannot know whether that came through."""
    ACCEPTED = "accepted"
    """The server has taken it for sending."""
    DRAFTED = "drafted"
    """It lies among the drafts of the mailbox, or in another program, for a person to send."""
    REFUSED = "refused"
    """The server does not want it, and does not have it."""
    UNKNOWN = "unknown"
    """Nobody can say whether the server has it."""
    DROPPED = "dropped"
    """Somebody gave it up before it left; its reply is not recorded."""


GONE = (Fate.ACCEPTED, Fate.DRAFTED)
"""It has left, or lies where it will be sent from."""


@dataclass(frozen=True)
class Outgoing:
    """One mail, made once; every try sends the same bytes with the same id."""

    sending: str
    """The name of this sending, in the records and in its `Message-ID`."""
    case_id: str
    customer_id: str
    seat: str
    """Who sends it from which machine; nobody else goes on with it."""
    mode: str
    """`draft`, `send`, or the program that it is handed to."""
    message_id: str
    recipient: str
    subject: str
    mail: bytes = b""
    """The whole mail; empty once it has left and its copy is filed."""
    answers: str = ""
    """The id of the message that it answers."""
    later: tuple[str, ...] = ()
    """The ids of the later messages of the same person that it answers as well."""
    fate: Fate = Fate.HELD
    said: str = ""
    """The server's words, or why it waits."""
    tries: int = 0
    again: bool = False
    """Whether an agent wants it sent although the message was answered already."""
    filed: bool = False
    """Whether its copy is kept and the message is marked as answered, so that nothing is left to do."""
    made: dt.datetime | None = None
    """UTC."""
    changed: dt.datetime | None = None

    @property
    def all_answered(self) -> tuple[str, ...]:
        """The ids of all messages that it answers."""
        return tuple(filter(None, (self.answers, *self.later)))

    @property
    def needs_a_person(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.fate in (Fate.REFUSED, Fate.UNKNOWN)
