"""Waiting: which message to answer first, and why, in words; no hidden weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.case import Case
from composer.desk import Desk
from composer.reading.reading import Reading
from composer.step import Tone
from kb.errors import KBError
from kb.stored_library import Progress
from kb.text import count_of

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


@dataclass(frozen=True)
class Waiting:
    """A message that waits for an answer."""

    case: Case
    reading: Reading
    left: dt.timedelta | None
    """Until the channel's reply target; below zero when it is overdue, None where the message has no time."""
    reasons: tuple[str, ...]
    """Why it stands where it stands, in words."""

    @property
    def overdue(self) -> bool:
        """Whether the reply target has passed."""
        return self.left is not None and self.left < dt.timedelta()

    @property
    def pressing(self) -> tuple[bool, int, dt.timedelta, int, str]:
        """What the order goes by: overdue, then how they are, then the time left, then how often they wrote."""
        written = sum(contact.direction == "in" for contact in self.case.customer.history)
        return not self.overdue, tier_of(self.reading), self.left or dt.timedelta.max, -written, self.case.id


def tier_of(reading: Reading) -> int:
    """0 for urgent or upset, 1 for somebody who struggles, 2 for the rest."""
    if reading.urgent or reading.vulnerable or reading.tone in (Tone.UPSET, Tone.WORRIED, Tone.MIXED):
        return 0
    return 1 if reading.struggling or reading.tone is Tone.CONFUSED else 2


def waiting_for(desk: Desk, case: Case, now: dt.datetime, reading: Reading | None = None) -> Waiting:
    """A case with its reading, the time left and the reasons; `now` has a time zone."""
    reading = reading or desk.hear(case.message, case.customer)
    left = time_left(desk, case, now)
    return Waiting(case, reading, left, tuple(_reasons(case, reading, left)))


def time_left(desk: Desk, case: Case, now: dt.datetime) -> dt.timedelta | None:
    """Until the channel's reply target; None where the message does not say when it came."""
    received = case.message.received
    if received is None:
        return None
    if received.tzinfo is None:
        received = received.replace(tzinfo=now.tzinfo)
    return received + desk.settings.channels[case.channel].reply_within - now


@dataclass(frozen=True)
class Known:
    """A message that was read before, and the state of its file then."""

    stamp: tuple[int, int]
    case: Case
    reading: Reading


Memory = dict[Path, Known]
"""What was read before, so that an inbox of a thousand messages is read once."""


def waiting_cases(
    desk: Desk, now: dt.datetime, memory: Memory | None = None, progress: Progress | None = None
) -> tuple[list[Waiting], list[tuple[Path, KBError]]]:
    """The messages in the inbox without an answer, the most pressing first, and the files that cannot be read.

    A message that is there twice is one. `memory` is brought up to date.
    """
    memory = {} if memory is None else memory
    found: dict[str, Known] = {}
    unread = []
    files = desk.waiting()
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files))
        try:
            memory[path] = known = _known(desk, path, memory.get(path))
        except KBError as error:
            unread.append((path, error))
        except FileNotFoundError:
            continue  # answered or moved by another program since the folder was read
        else:
            found.setdefault(known.case.id, known)
    for path in memory.keys() - set(files):
        del memory[path]
    answered = desk.records.answered_cases(found)
    waiting = [waiting_for(desk, known.case, now, known.reading) for id_, known in found.items() if id_ not in answered]
    return sorted(waiting, key=lambda one: one.pressing), unread


def _known(desk: Desk, path: Path, before: Known | None) -> Known:
    status = path.stat()
    stamp = status.st_mtime_ns, status.st_size
    if before is not None and before.stamp == stamp:
        return before
    case = desk.case_at(path)
    return Known(stamp, case, desk.hear(case.message, case.customer))


def forget_customer(memory: Memory, customer_id: str) -> None:
    """Have the messages of a customer read again, since their history is another one now."""
    for path in [path for path, known in memory.items() if known.case.customer.id == customer_id]:
        del memory[path]


def _reasons(case: Case, reading: Reading, left: dt.timedelta | None) -> Iterator[str]:
    if left is not None:
        yield due_in_words(left)
    if reading.vulnerable:
        yield "needs care"
    if reading.urgent:
        yield "urgent"
    if reading.tone is not Tone.CALM:
        yield str(reading.tone)
    struggle = next((found.words for found in reading.telling_cues if found.cue.kind == "struggle"), "")
    if struggle:
        yield f"“{' '.join(struggle.split())}”"
    before = sum(contact.direction == "in" for contact in case.customer.history)
    if before:
        yield f"{_ORDINALS.get(before + 1, f'{before + 1}th')} message"


def due_in_words(left: dt.timedelta) -> str:
    """How a reply target stands."""
    return f"overdue by {_span(-left)}" if left < dt.timedelta() else f"due in {_span(left)}"


def _span(length: dt.timedelta) -> str:
    """A length of time as people say it."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return count_of(minutes // (24 * 60), "day")
