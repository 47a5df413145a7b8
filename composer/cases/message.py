"""Message: what the customer wrote; incoming only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from composer.cases.step import Channel


@dataclass(frozen=True)
class Message:
    """One incoming message, cleaned; only `text` is always there."""

    text: str
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    received: dt.datetime | None = None
    channel: Channel = Channel.EMAIL
    id: str = ""
    references: str = ""
    """The ids of the messages before it, as its mail names them."""
    signature: str = ""
    """The lines below their words that only say who they are, set aside."""
    earlier: str = ""
    """Quoted earlier mail, set aside."""
    cut: bool = False
    """Whether the text was too long and its end was left out."""
