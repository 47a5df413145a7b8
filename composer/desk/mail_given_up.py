"""Giving a mail up: its message waits again, and its text is a draft, so that nobody writes it twice."""

from __future__ import annotations

import contextlib
import datetime as dt

from composer.cases.outgoing import Outgoing
from composer.desk.desk import Desk
from composer.desk.reopen import waiting_case
from composer.errors import DraftInTheWay
from composer.records.drafts import Drafts, KeptDraft
from composer.writing.draft import Draft
from kb.text import clean, one_line


def give_up_mail(desk: Desk, one: Outgoing, why: str, now: dt.datetime) -> bool:
    """Give up a mail that has not left, saying why; False where it has left meanwhile."""
    agent = desk.settings.agent.name
    text = desk.records.outbox.drop(one, ": ".join(filter(None, (agent, one_line(clean(why))))), now)
    if text is None:
        return False
    desk.__dict__.pop("used_phrases", None)
    case = waiting_case(desk, one.case_id)
    customer = desk.records.find_customer(one.customer_id) if one.customer_id else None
    came = (
        at.text for at in (customer.history if customer else ()) if (at.case_id, at.direction) == (one.case_id, "in")
    )
    draft = Draft(text, channel=case.channel) if case else Draft(text)
    kept = KeptDraft(
        one.case_id,
        case.title if case else one.subject,
        one.customer_id,
        case.message.text if case else next(came, ""),
        draft,
        agent,
        case.message.sender_email if case else one.recipient.partition(" ")[0],
    )
    # A draft of somebody else stays, and this one lies beside it.
    with contextlib.suppress(DraftInTheWay):
        Drafts(desk.drafts_folder).save(kept)
    return True
