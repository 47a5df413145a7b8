"""Listed: what a list of messages shows and sorts by; the words of the message itself are none of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from composer.cases.case import Case
from composer.cases.message import Automatic
from composer.cases.step import Channel, Tone
from composer.reading.reading import Reading

_MOST_WORDS = 80
"""Characters of the words that are quoted."""


@dataclass(frozen=True)
class Listed:
    """One message in a list."""

    case_id: str
    title: str = ""
    sender_name: str = ""
    sender_email: str = ""
    received: dt.datetime | None = None
    channel: Channel = Channel.EMAIL
    tone: Tone = Tone.CALM
    vulnerable: bool = False
    urgent: bool = False
    struggling: bool = False
    struggle: str = ""
    """The words that say that somebody is stuck."""
    automatic: Automatic = Automatic.NO
    """What kind of automatic mail it is, if no person wrote it."""
    failed: str = ""
    """The address that a mail of ours did not reach."""
    bare: bool = False
    """Whether only its id is known, which is enough for a message that was answered."""

    @property
    def address(self) -> str:
        """The address of the customer it is about: of a bounce, the one that was not reached."""
        return self.failed or self.sender_email

    @property
    def tier(self) -> int:
        """0 for urgent or upset, 1 for somebody who struggles, 2 for the rest."""
        if self.urgent or self.vulnerable or self.tone in (Tone.UPSET, Tone.WORRIED, Tone.MIXED):
            return 0
        return 1 if self.struggling or self.tone is Tone.CONFUSED else 2


def listed_from(case: Case, reading: Reading) -> Listed:
    """What a list shows of a case."""
    struggle = next((found.words for found in reading.telling_cues if found.cue.kind == "struggle"), "")
    message = case.message
    return Listed(
        case_id=case.id,
        title=case.title,
        sender_name=message.sender_name,
        sender_email=message.sender_email,
        received=message.received,
        channel=case.channel,
        tone=reading.tone,
        vulnerable=reading.vulnerable,
        urgent=reading.urgent,
        struggling=reading.struggling,
        struggle=" ".join(struggle.split())[:_MOST_WORDS],
        automatic=message.automatic,
        failed=message.failed,
    )
