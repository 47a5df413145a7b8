"""Waiting: which message to answer first, and why, in words; no hidden weights."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from composer.cases.case import Case, with_later
from composer.cases.message import said_of
from composer.cases.step import Channel, Tone
from composer.desk.desk import Desk
from composer.desk.follow_ups import why_not_until
from composer.desk.inbox_memory import Memory, read_inbox
from composer.desk.listed import Listed, listed_from
from composer.desk.mail_taken import taken_elsewhere
from composer.desk.reopen import case_without_inbox
from composer.errors import BadDue, NoMessage
from composer.phrases.fields import parse_day
from composer.records.drafts import Drafts
from composer.records.joined import joined_among
from composer.records.put_off import PutOff, all_put_off, put_off
from composer.records.senders import UNKNOWN, ListedSender, answered_among, senders_of
from kb.errors import CannotRead, KBError
from kb.guard import guarded
from kb.text import count_of

_MOST_TOLD = 3
_MORNING = dt.time(6)
"""When a message that was put off waits again on its day."""
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
    return None if case.message.automatic else _left(desk, case.message.received, case.channel, now)


def _left(desk: Desk, received: dt.datetime | None, channel: Channel, now: dt.datetime) -> dt.timedelta | None:
    if received is None:
        return None
    if received.tzinfo is None:
        received = received.replace(tzinfo=now.tzinfo)
    try:
        return received + desk.settings.channels[channel].reply_within - now
    except OverflowError:
        return None  # in the year 9999, or in the year 1


def waiting_in(desk: Desk, memory: Memory, now: dt.datetime) -> list[Waiting]:
    """The messages without an answer as far as they were read, the most pressing first; one that came twice is one.

    A message that was pasted waits as well once there is a draft, which keeps it.
    """
    found: dict[str, tuple[Listed, Path | None]] = {}
    for path, known in memory.by_name():
        found.setdefault(known.listed.case_id, (known.listed, path))
    known_senders: dict[str, ListedSender] = {}
    for listed, sender in _drafted(desk, memory, found.keys()) if memory.whole else ():
        found[listed.case_id], known_senders[listed.case_id] = (listed, None), sender
    answered = answered_among(desk.records.store, found)
    memory.note_answered(desk, answered)
    unanswered = [(listed, file) for id_, (listed, file) in found.items() if id_ not in answered and not listed.bare]
    senders = senders_of(desk.records.store, (listed.address for listed, _file in unanswered), now.date())
    waiting, aside, taken = [], all_put_off(desk.records.store), taken_elsewhere(desk)
    wrote = _last_wrote(listed for listed, _file in unanswered) if aside else {}
    later_of = _joined(desk, unanswered)
    joined = {listed.case_id for listed, _file in chain(*later_of.values())}
    alone = [(listed, file) for listed, file in unanswered if listed.case_id not in joined]
    many = Counter(listed.address for listed, _file in alone if not listed.automatic)
    for listed, file in alone:
        sender = known_senders.get(listed.case_id) or senders.get(listed.address, UNKNOWN)
        left = None if listed.automatic else _left(desk, listed.received, listed.channel, now)
        later = later_of.get(listed.case_id, ())
        until, why = _put_off(aside.get(listed.case_id), wrote.get(listed.address), now)
        theirs = many[listed.address] if listed.address else 1
        reasons = (*why, *_reasons(listed, sender, left), *_of_many(later, theirs))
        files = (file, *(path for _listed, path in later)) if file else ()
        elsewhere = next((taken[path.name] for path in files if path.name in taken), "")
        waiting.append(Waiting(listed, sender, file, left, reasons, until, elsewhere, later))
    return sorted(waiting, key=lambda one: one.calm if memory.calm_first else one.pressing)


def _joined(desk: Desk, unanswered: Sequence[tuple[Listed, Path | None]]) -> dict[str, tuple[tuple[Listed, Path], ...]]:
    """The messages that are answered with another one that waits, in the order in which they came."""
    waiting = {listed.case_id: (listed, file) for listed, file in unanswered}
    found: dict[str, list[tuple[Listed, Path]]] = defaultdict(list)
    for case_id, into in joined_among(desk.records.store, waiting).items():
        listed, file = waiting[case_id]
        if into in waiting and file is not None:
            found[into].append((listed, file))
    return {into: tuple(sorted(ones, key=lambda one: came(one[0]))) for into, ones in found.items()}


def came(listed: Listed) -> tuple[bool, dt.datetime, str]:
    """What the order in which messages came goes by; one without a moment is the last."""
    received = listed.received or _NEVER
    received = received if received.tzinfo else received.replace(tzinfo=dt.UTC)
    return listed.received is None, received, listed.case_id


def _of_many(later: Sequence[object], waiting: int) -> Iterator[str]:
    if later:
        yield f"{len(later) + 1} messages in one"
    if waiting > 1:
        yield f"{waiting} of theirs wait"


def _drafted(desk: Desk, memory: Memory, known: Collection[str]) -> Iterator[tuple[Listed, ListedSender]]:
    """The cases whose messages only a draft keeps; one that cannot be read stops no other."""
    for kept in Drafts(desk.drafts_folder).left():
        if kept.case_id in known:
            continue
        try:
            with guarded(kept.path or kept.case_id):
                case = case_without_inbox(desk, kept)
                listed = listed_from(case, desk.hear(case.message, case.customer))
                memory.note_text(case)
                written = tuple(sorted(one.on for one in case.customer.history if one.direction == "in"))
                sender = ListedSender(case.customer.id, case.customer.name, case.customer.company, written)
        except KBError:
            continue  # named by `unread_in`
        yield listed, sender


def unread_in(desk: Desk, memory: Memory) -> list[tuple[Path, KBError]]:
    """The messages and drafts that cannot be read, each with the reason; one that was answered as raw text is done."""
    answered = answered_among(desk.records.store, memory.raw.values())
    unread = [(path, why) for path, why in memory.unread.items() if memory.raw.get(path) not in answered]
    drafts = [
        (path, CannotRead(path.name, "it is no draft that we know; it is left as it is"))
        for path in Drafts(desk.drafts_folder).unreadable()
    ]
    return sorted([*unread, *drafts], key=lambda pair: pair[0])


def said_of_unread(unread: Sequence[tuple[Path, KBError]]) -> list[str]:
    """What is said of files that cannot be read: each, or how many where they are many."""
    many = f"{len(unread):,} files cannot be read; the inbox names them, each with the reason."
    return [many] if len(unread) > _MOST_TOLD else [str(error) for _path, error in unread]


def waiting_cases(
    desk: Desk, now: dt.datetime, memory: Memory | None = None
) -> tuple[list[Waiting], list[tuple[Path, KBError]]]:
    """The messages in the inbox without an answer, the most pressing first, and the files that cannot be read."""
    memory = memory or Memory()
    for _read in read_inbox(desk, memory):
        pass
    return waiting_in(desk, memory, now), unread_in(desk, memory)


def case_of(desk: Desk, one: Waiting) -> Case:
    """The case of a message that waits, with all that its file or its draft says by now."""
    if one.path is not None:
        return with_later(desk.case_at(one.path), [desk.case_at(path) for _listed, path in one.later])
    kept = next((kept for kept in Drafts(desk.drafts_folder).left() if kept.case_id == one.case_id), None)
    if kept is None:
        raise NoMessage(one.title, "its draft is gone")
    return case_without_inbox(desk, kept)


def _put_off(
    aside: PutOff | None, last_wrote: dt.datetime | None, now: dt.datetime
) -> tuple[dt.datetime | None, list[str]]:
    """Until when a message is put off by now, and why it stands where it stands; who writes again ends it."""
    if aside is None:
        return None, []
    day, since = aside.until.astimezone(now.tzinfo), aside.since
    if since is not None and last_wrote is not None and last_wrote > since:
        return None, ["put off, and they wrote again"]
    return aside.until if aside.until > now else None, [f"put off until {day:%A} {day.day} {day:%b}"]


def _last_wrote(unanswered: Iterable[Listed]) -> dict[str, dt.datetime]:
    """When each address wrote last; what has no zone is taken as UTC, and automatic mail is nobody's."""
    found: dict[str, dt.datetime] = {}
    for one in unanswered:
        if one.address and one.received is not None and not one.automatic:
            received = one.received if one.received.tzinfo else one.received.replace(tzinfo=dt.UTC)
            found[one.address] = max(received, found.get(one.address, received))
    return found


def put_off_case(desk: Desk, one: Waiting, day: str, now: dt.datetime) -> dt.date:
    """Put a message off until the morning of a day; BadDue says what is wrong with the day."""
    wrong = why_not_until(day, desk.today)
    found = parse_day(day, desk.today)
    if wrong or found is None:
        raise BadDue(wrong)
    until = dt.datetime.combine(found, _MORNING, now.tzinfo)
    put_off(desk.records.store, one.case_id, one.sender.id, desk.me, until, now)
    return found


def _reasons(listed: Listed, sender: ListedSender, left: dt.timedelta | None) -> Iterator[str]:
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
