"""Joining: two messages of one person become one case, answered by one reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from composer.cases.case import Case
from composer.desk.desk import Desk
from composer.desk.inbox import case_of
from composer.desk.reply_context import topics_for
from composer.desk.reply_record import opened_case
from composer.desk.waiting import Waiting, came
from composer.errors import CannotJoin
from composer.records.cases import Opened
from composer.records.drafts import Drafts
from composer.records.joined import join, part


def other_of(one: Waiting, waiting: Sequence[Waiting]) -> Waiting | None:
    """The message of the same person that came before one, else the next one behind it."""
    if one.path is None:
        return None  # only a draft keeps it
    theirs = [other for other in waiting if _same_person(one, other)]
    theirs.sort(key=lambda other: came(other.listed))
    at = next((place for place, other in enumerate(theirs) if other.case_id == one.case_id), 0)
    others = theirs[max(at - 1, 0) : at] or theirs[at + 1 : at + 2]
    return others[0] if others else None


def _same_person(one: Waiting, other: Waiting) -> bool:
    if other.path is None or other.listed.automatic:
        return False
    by_address = bool(one.listed.address) and one.listed.address == other.listed.address
    return by_address or (bool(one.sender.id) and one.sender.id == other.sender.id)


def join_messages(desk: Desk, one: Waiting, other: Waiting, now: dt.datetime) -> Opened:
    """Have the later of two messages answered with the earlier one; what is kept of it, by which it can be parted.

    CannotJoin where somebody else has one of them, or the later one has a draft.
    """
    first, later = sorted((one, other), key=lambda two: came(two.listed))
    for two in (first, later):
        claim = desk.records.claims.find(two.case_id)
        if claim is not None and claim.agent != desk.me:
            raise CannotJoin(f"{claim.agent} has “{two.title}”.")
    if Drafts(desk.drafts_folder).has(later.case_id):
        raise CannotJoin(f"“{later.title}” has a draft: send it or drop it first.")
    joined = _opened(desk, case_of(desk, later))
    join(desk.records.store, joined, _opened(desk, case_of(desk, first)), now)
    return joined


def part_messages(desk: Desk, one: Waiting) -> int:
    """Let the later messages of a case wait by themselves again; how many there were."""
    for _listed, path in one.later:
        part(desk.records.store, _opened(desk, desk.case_at(path)))
    return len(one.later)


def _opened(desk: Desk, case: Case) -> Opened:
    reading = desk.read(case.message, case.customer)
    return opened_case(desk, case, reading, topics_for(reading, None))
