"""A message that waits for an answer: how pressing it is, and why, in words; no hidden weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from composer.cases.case import Case
from composer.cases.message import said_of
from composer.cases.step import Channel, Tone
from composer.desk.desk import Desk
from composer.desk.listed import Listed
from composer.records.senders import ListedSender
from kb.text import count_of

_LATELY = dt.timedelta(days=21)
"""How long before a message another one of the same person counts as being about the same matter, at most."""
_NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


@dataclass(frozen=True)
class Waiting:
    """A message that waits for an answer."""

    listed: Listed
    sender: ListedSender
    """The customer who wrote, as far as we know."""
    path: Path | None
    """Its file; None where only a draft keeps it."""
    left: dt.timedelta | None
    """Until the channel's reply target; below zero when it is overdue, None where the message has no time."""
    reasons: tuple[str, ...]
    """Why it stands where it stands, in words."""
    put_off: dt.datetime | None = None
    """Until when it is put off, in UTC; None where it is not, or not any more."""
    elsewhere: str = ""
    """The agent whose mark its mail has in the mailbox; empty where nobody's but ours."""
    later: tuple[tuple[Listed, Path], ...] = ()
    """The later messages of the same person that are answered with it."""

    @property
    def case_id(self) -> str:
        """The id of its case."""
        return self.listed.case_id

    @property
    def title(self) -> str:
        """The subject, or the first words."""
        return self.listed.title

    @property
    def channel(self) -> Channel:
        """How it came."""
        return self.listed.channel

    @property
    def who(self) -> str:
        """Who wrote; empty where nobody says it."""
        return self.sender.name or self.listed.sender_name or self.listed.sender_email

    @property
    def overdue(self) -> bool:
        """Whether the reply target has passed."""
        return self.left is not None and self.left < dt.timedelta()

    @property
    def lately(self) -> tuple[dt.date, ...]:
        """The days on which the same person wrote in the weeks before."""
        return _lately(self.listed, self.sender)

    @property
    def pressing(self) -> tuple[bool, bool, int, dt.timedelta, int, str]:
        """What the order goes by: overdue, then how they are, then the time left, then how often they wrote.

        Automatic mail, and what is put off, stands below all that people wrote.
        """
        left = dt.timedelta.max if self.left is None else self.left
        return self.last, not self.overdue, self.tier, left, -len(self.lately), self.case_id

    @property
    def calm(self) -> tuple[bool, int, tuple[object, ...]]:
        """What the order goes by for somebody who is tired: calm messages first."""
        return self.last, -self.tier, self.pressing

    @property
    def tier(self) -> int:
        """How pressing it is by how they are, in whichever of their messages."""
        return min(listed.tier for listed in (self.listed, *(one for one, _file in self.later)))

    @property
    def last(self) -> bool:
        """Whether it stands below all that waits: what nobody wrote, and what is put off."""
        return bool(self.listed.automatic) or self.put_off is not None


def time_left(desk: Desk, case: Case, now: dt.datetime) -> dt.timedelta | None:
    """Until the channel's reply target; None where it does not say when it came, or no person wrote it."""
    return None if case.message.automatic else left_until(desk, case.message.received, case.channel, now)


def left_until(desk: Desk, received: dt.datetime | None, channel: Channel, now: dt.datetime) -> dt.timedelta | None:
    """Until the reply target of a channel; None where nobody knows when the message came."""
    if received is None:
        return None
    if received.tzinfo is None:
        received = received.replace(tzinfo=now.tzinfo)
    try:
        return received + desk.settings.channels[channel].reply_within - now
    except OverflowError:
        return None  # in the year 9999, or in the year 1


def came(listed: Listed) -> tuple[bool, dt.datetime, str]:
    """What the order in which messages came goes by; one without a moment is the last."""
    received = listed.received or _NEVER
    received = received if received.tzinfo else received.replace(tzinfo=dt.UTC)
    return listed.received is None, received, listed.case_id


def of_many(later: Sequence[object], waiting: int) -> Iterator[str]:
    """What is said where several messages of one person wait, or are one case."""
    if later:
        yield f"{len(later) + 1} messages in one"
    if waiting > 1:
        yield f"{waiting} of theirs wait"


def reasons_for(listed: Listed, sender: ListedSender, left: dt.timedelta | None) -> Iterator[str]:
    """Why a message stands where it stands, in words."""
    if listed.automatic:
        yield said_of(listed.automatic, listed.failed)
        return
    if left is not None:
        yield due_in_words(left)
    if listed.vulnerable:
        yield "needs care"
    if listed.urgent:
        yield "urgent"
    if listed.tone is not Tone.CALM:
        yield str(listed.tone)
    if listed.struggle:
        yield f"“{listed.struggle}”"
    if days := _lately(listed, sender):
        yield f"{_ORDINALS.get(len(days) + 1, f'{len(days) + 1}th')} message since {days[0].day} {days[0]:%b}"


def _lately(listed: Listed, sender: ListedSender) -> tuple[dt.date, ...]:
    """The days on which the sender wrote in the weeks before; a matter of months ago is another one."""
    came = listed.received.date() if listed.received else None
    return tuple(on for on in sender.written if came is not None and came - _LATELY <= on <= came)


def due_in_words(left: dt.timedelta) -> str:
    """How a reply target stands."""
    return f"overdue by {span_in_words(-left)}" if left < dt.timedelta() else f"due in {span_in_words(left)}"


def span_in_words(length: dt.timedelta) -> str:
    """A length of time as people say it."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return count_of(minutes // (24 * 60), "day")
