"""Waiting: which message to answer first, and why, in words; no hidden weights."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.cases.case import Case
from composer.cases.step import Tone
from composer.desk.desk import Desk
from composer.desk.reopen import case_without_inbox
from composer.reading.reading import Hearing, Reading
from composer.records.drafts import Drafts
from kb.errors import KBError
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
    def pressing(self) -> tuple[bool, bool, int, dt.timedelta, int, str]:
        """What the order goes by: overdue, then how they are, then the time left, then how often they wrote.

        Automatic mail stands below all that people wrote.
        """
        written = sum(contact.direction == "in" for contact in self.case.customer.history)
        left = dt.timedelta.max if self.left is None else self.left
        return bool(self.case.message.automatic), not self.overdue, tier_of(self.reading), left, -written, self.case.id


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
    """Until the channel's reply target; None where the message does not say when it came, or no person wrote it."""
    received = case.message.received
    if received is None or case.message.automatic:
        return None
    if received.tzinfo is None:
        received = received.replace(tzinfo=now.tzinfo)
    return received + desk.settings.channels[case.channel].reply_within - now


@dataclass(frozen=True)
class Known:
    """A message that was read before, with the state of its file and what it was heard with then."""

    stamp: tuple[int, int]
    hearing: Hearing
    case: Case
    reading: Reading


class Memory:
    """What was read of an inbox, so that a thousand messages are read once; threads may share it."""

    def __init__(self) -> None:
        self.known: dict[Path, Known] = {}
        self.unread: dict[Path, KBError] = {}
        """What cannot be read, and why; the inbox itself may be among it."""
        self.whole = False
        """Whether the inbox was read to its end, so that what is not here is not there."""
        self._reading = threading.Lock()

    @property
    def cases(self) -> frozenset[str]:
        """The ids of the cases whose messages are in the inbox."""
        return frozenset(known.case.id for known in self.known.values())

    def read(self, desk: Desk, path: Path) -> bool:
        """Read a message file where it is not known as it is now; whether that was needed."""
        # One at a time: two threads that read the same inbox share the work.
        with self._reading:
            try:
                status = path.stat()
                stamp, before = (status.st_mtime_ns, status.st_size), self.known.get(path)
                if before is not None and before.stamp == stamp and before.hearing == desk.hearing:
                    return False
                case = desk.case_at(path)
                self.known[path] = Known(stamp, desk.hearing, case, desk.hear(case.message, case.customer))
                self.unread.pop(path, None)
            except KBError as error:
                self.unread[path] = error
                self.known.pop(path, None)
            except OSError:
                # Answered or moved by another program since the folder was looked into.
                self.known.pop(path, None)
        return True

    def keep_only(self, paths: Collection[Path]) -> None:
        """Forget what is no longer there."""
        there = set(paths)
        for path in {*list(self.known), *list(self.unread)} - there:
            self.known.pop(path, None)
            self.unread.pop(path, None)

    def forget_case(self, case_id: str) -> None:
        """Have a message read again, since somebody said how it sounds."""
        self._forget(lambda case: case.id == case_id)

    def forget_customer(self, customer_id: str) -> None:
        """Have the messages of a customer read again, since their history is another one now."""
        self._forget(lambda case: case.customer.id == customer_id)

    def _forget(self, meant: Callable[[Case], bool]) -> None:
        for path, known in list(self.known.items()):
            if meant(known.case):
                self.known.pop(path, None)


def read_inbox(desk: Desk, memory: Memory) -> Iterator[tuple[int, int]]:
    """Bring the memory up to date; after each message that had to be read, its number and how many there are."""
    try:
        files = desk.waiting()
    except KBError as error:
        memory.keep_only(())
        memory.unread[desk.inbox] = error
        memory.whole = True
        return
    memory.keep_only(files)
    for number, path in enumerate(files, 1):
        if memory.read(desk, path):
            yield number, len(files)
    memory.whole = True


def waiting_in(desk: Desk, memory: Memory, now: dt.datetime) -> list[Waiting]:
    """The messages without an answer as far as they were read, the most pressing first; one that came twice is one.

    A message that was pasted waits as well once there is a draft, which keeps it.
    """
    found: dict[str, tuple[Case, Reading | None]] = {}
    for _path, known in sorted(memory.known.items(), key=lambda pair: pair[0].name):
        found.setdefault(known.case.id, (known.case, known.reading))
    for kept in Drafts(desk.drafts_folder).left() if memory.whole else ():
        if kept.case_id not in found:
            found[kept.case_id] = case_without_inbox(desk, kept), None
    answered = desk.records.answered_cases(found)
    waiting = [waiting_for(desk, case, now, reading) for id_, (case, reading) in found.items() if id_ not in answered]
    return sorted(waiting, key=lambda one: one.pressing)


def waiting_cases(
    desk: Desk, now: dt.datetime, memory: Memory | None = None
) -> tuple[list[Waiting], list[tuple[Path, KBError]]]:
    """The messages in the inbox without an answer, the most pressing first, and the files that cannot be read."""
    memory = memory or Memory()
    for _read in read_inbox(desk, memory):
        pass
    return waiting_in(desk, memory, now), sorted(memory.unread.items())


def _reasons(case: Case, reading: Reading, left: dt.timedelta | None) -> Iterator[str]:
    if case.message.automatic:
        yield case.message.automatic_words
        return
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
