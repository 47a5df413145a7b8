"""Message: what the customer wrote; incoming only."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from composer.cases.step import Channel

_QUOTED_LINE = re.compile(r"^>[^\n]*", re.MULTILINE)


class Automatic(StrEnum):
    """What kind of automatic mail a message is; an empty text for what a person wrote."""

    NO = ""
    BOUNCE = "bounce"
    OUT_OF_OFFICE = "out-of-office"
    NEWSLETTER = "newsletter"
    LIST = "list"
    AUTO_REPLY = "auto-reply"
    REPORT = "report"


_SAID = {
    Automatic.BOUNCE: "could not be delivered",
    Automatic.OUT_OF_OFFICE: "automatic reply: out of office",
    Automatic.NEWSLETTER: "newsletter",
    Automatic.LIST: "mailing list",
    Automatic.AUTO_REPLY: "automatic reply",
    Automatic.REPORT: "delivery report",
}


@dataclass(frozen=True)
class Message:
    """One incoming message, cleaned; only `text` is always there."""

    text: str
    """Their own words; a line behind `>` among them is what they answer."""
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    """Of the person who wrote, also where a form or a list sent it."""
    received: dt.datetime | None = None
    channel: Channel = Channel.EMAIL
    id: str = ""
    references: str = ""
    """The ids of the messages before it, as its mail names them."""
    signature: str = ""
    """The lines below their words that only say who they are, set aside."""
    earlier: str = ""
    """Quoted earlier mail, set aside."""
    language: str = ""
    """The code of its language where somebody said it; else it is told from the text."""
    cut: bool = False
    """Whether the text was too long and its end was left out."""
    sender_header: str = ""
    """The address in the mail's `From`."""
    reply_to: str = ""
    """Where an answer goes, when that is another address than the sender's."""
    automatic: Automatic = Automatic.NO
    """What kind of automatic mail it is, if no person wrote it."""
    failed: str = ""
    """The address that a mail of ours did not reach, as a bounce says."""
    alone: int = 0
    """Where its own words end in a text that goes on with later messages; 0 where there are none."""
    by_file: bool = False
    """Whether `received` is the moment of its file, since the mail itself names none."""

    @property
    def own_words(self) -> str:
        """The text with quoted lines blotted out at equal length: what is read."""
        return own_words(self.text)

    @property
    def automatic_words(self) -> str:
        """What kind of automatic mail it is, in words."""
        return said_of(self.automatic, self.failed)


def own_words(text: str) -> str:
    """A text with its quoted lines blotted out at equal length, so that what we wrote is not read as theirs."""
    return _QUOTED_LINE.sub(lambda line: " " * len(line[0]), text) if ">" in text else text


def said_of(automatic: Automatic, failed: str = "") -> str:
    """What an automatic message is, in words; `failed` is the address that a mail of ours did not reach."""
    return f"{_SAID[automatic]} to {failed}" if automatic is Automatic.BOUNCE and failed else _SAID.get(automatic, "")
