"""The inbox: the messages that wait, the most pressing first, and the files that cannot be read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from composer.cases.case import Case, with_later
from composer.desk.desk import Desk
from composer.desk.follow_ups import why_not_until
from composer.desk.inbox_memory import Memory, read_inbox
from composer.desk.listed import Listed, listed_from
from composer.desk.mail_taken import taken_elsewhere
from composer.desk.reopen import case_without_inbox
from composer.desk.waiting import Waiting, came, left_until, of_many, reasons_for
from composer.errors import BadDue, NoMessage
from composer.phrases.fields import parse_day
from composer.records.drafts import Drafts
from composer.records.joined import joined_among
from composer.records.put_off import PutOff, all_put_off, put_off
from composer.records.senders import UNKNOWN, ListedSender, answered_among, senders_of
from kb.errors import CannotRead, KBError
from kb.guard import guarded

_MOST_TOLD = 3
_MORNING = dt.time(6)
"""When a message that was put off waits again on its day."""


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
        left = None if listed.automatic else left_until(desk, listed.received, listed.channel, now)
        later = later_of.get(listed.case_id, ())
        until, why = _put_off(aside.get(listed.case_id), wrote.get(listed.address), now)
        theirs = many[listed.address] if listed.address else 1
        reasons = (*why, *reasons_for(listed, sender, left), *of_many(later, theirs))
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
