"""Due: what stands around a promise that has to be kept, and putting it off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from composer.cases.customer import NOBODY, Customer
from composer.cases.follow_up import FollowUp
from composer.desk.desk import Desk
from composer.errors import BadDue
from composer.phrases.fields import parse_day
from composer.reading.cards import mask_cards
from composer.records.sent_reply import SentReply
from kb.text import one_line


@dataclass(frozen=True)
class Background:
    """A promise with whom it was made to, and the reply that it stands in."""

    follow_up: FollowUp
    customer: Customer
    reply: SentReply | None
    """None where the reply is no longer kept."""


def background_of(desk: Desk, one: FollowUp) -> Background:
    """What stands around a promise."""
    customer = desk.records.find_customer(one.customer_id) or NOBODY
    replies = desk.records.replies_to(one.case_id)
    holding = (reply for reply in replies if one.text in one_line(mask_cards(reply.text)))
    return Background(one, customer, next(holding, replies[0] if replies else None))


def put_off(desk: Desk, one: FollowUp, day: str, reason: str) -> FollowUp:
    """Make a promise due on another day, at the same time of day in its own zone; BadDue says what is missing."""
    wrong = why_not_until(day, desk.today)
    if wrong:
        raise BadDue(wrong)
    if not reason.strip():
        raise BadDue("say why it is later")
    found = parse_day(day, desk.today) or desk.today
    due = one.due.replace(year=found.year, month=found.month, day=found.day)
    return desk.records.follow_ups.later(one.id, due, reason)


def why_not_until(day: str, today: dt.date) -> str:
    """Why nothing can be put off until this day; an empty text where it can."""
    found = parse_day(day, today)
    if found is None:
        return f"{day!r} is no day; write YYYY-MM-DD, or +2 for the day after tomorrow"
    return f"{found} is over; a promise needs a day to come" if found < today else ""
