"""Reopening: the case of a kept draft or of an open promise, with its message as far as it can be found."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from composer.cases.case import Case, with_later
from composer.cases.customer import NOBODY, Customer
from composer.cases.follow_up import FollowUp
from composer.cases.message import Message
from composer.cases.step import Channel
from composer.desk.desk import Desk
from composer.desk.inbox_memory import Memory
from composer.records.drafts import KeptDraft
from composer.records.joined import joined_with
from kb.errors import KBError


def case_of_kept(desk: Desk, kept: KeptDraft) -> Case:
    """The case of a kept draft; its message is looked for in the inbox, else taken from the draft."""
    customer = (desk.records.find_customer(kept.customer_id) if kept.customer_id else None) or NOBODY
    waiting = waiting_case(desk, kept.case_id)
    if waiting is not None:
        return replace(waiting, customer=customer if customer.known else waiting.customer)
    return case_without_inbox(desk, kept)


def case_without_inbox(desk: Desk, kept: KeptDraft) -> Case:
    """The case of a draft whose message is kept nowhere else, as one that was pasted is."""
    customer = (desk.records.find_customer(kept.customer_id) if kept.customer_id else None) or NOBODY
    message = Message(kept.message or kept.title, subject=kept.title, channel=kept.draft.channel)
    return Case(kept.case_id, message, customer)


def case_of_promise(desk: Desk, one: FollowUp) -> Case:
    """The case in which something was promised; its message is looked for in the inbox, else in the history.

    Of somebody whom we do not know the records keep no message; then its text is empty.
    """
    customer = desk.records.find_customer(one.customer_id) or Customer(promised=(one,))
    waiting = waiting_case(desk, one.case_id)
    if waiting is not None:
        return replace(waiting, customer=_before(customer, one.case_id))
    came = next((at for at in customer.history if at.case_id == one.case_id and at.direction == "in"), None)
    replies = desk.records.replies_to(one.case_id)
    channel = came.channel if came else replies[0].channel if replies else Channel.EMAIL
    message = Message(
        came.text if came else "",
        sender_name=customer.name,
        sender_email=customer.email,
        received=dt.datetime.combine(came.on, dt.time()) if came else None,
        channel=Channel(channel) if channel in set(Channel) else Channel.EMAIL,
    )
    return Case(one.case_id, message, _before(customer, one.case_id))


def _before(customer: Customer, case_id: str) -> Customer:
    """The customer without the message of this case, which is no contact before it."""
    history = tuple(one for one in customer.history if one.case_id != case_id or one.direction == "out")
    return replace(customer, history=history)


def waiting_case(desk: Desk, case_id: str) -> Case | None:
    """The case in the inbox with this id, with the later messages that are answered with it."""
    case = _in_inbox(desk, (case_id,)).get(case_id)
    later = joined_with(desk.records.store, case_id) if case else []
    found = _in_inbox(desk, later) if later else {}
    return case and with_later(case, [found[one] for one in later if one in found])


def _in_inbox(desk: Desk, wanted: Collection[str]) -> dict[str, Case]:
    """The cases in the inbox with these ids; the messages that an earlier run read need not be read for that."""
    memory, found = Memory(), dict[str, Case]()
    with contextlib.suppress(KBError):
        memory.hear_with(desk)
        known = memory.known
        likely = [path for path, one in known.items() if one.listed.case_id in wanted]
        for path in [*likely, *(path for path in desk.waiting() if path not in known)]:
            with contextlib.suppress(KBError):
                case = desk.case_at(path)
                if case.id in wanted:
                    found[case.id] = case
            if len(found) == len(wanted):
                break
    return found
