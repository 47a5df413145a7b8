"""A promise as it is shown: as a line of a list, and with the reply, the customer and the history around it."""

from __future__ import annotations

import datetime as dt
import re

from textual.content import Content

from composer.cases.customer import Contact, Customer
from composer.cases.follow_up import FollowUp, when_due
from composer.desk.follow_ups import Background
from composer.phrases.fields import house_date
from composer.records.sent_reply import SentReply

_WHEN, _WHO = 19, 16
_CONTACTS = 5
_MOST_MARKED = 60
"""Words of a promise that are marked in its reply."""


def promise_row(one: FollowUp, name: str, subject: str, now: dt.datetime) -> Content:
    """A promise on one line: when, to whom, its words, and what their message is about where that is known."""
    when = Content.styled(when_due(one.due, now), "bold $warning" if one.due < now else "")
    who = Content.styled(name or "unknown", "bold")
    columns = [when.truncate(_WHEN, ellipsis=True, pad=True), who.truncate(_WHO, ellipsis=True, pad=True)]
    about = Content.assemble((f"{subject}: ", "$dim")) if subject else Content("")
    return Content("  ").join([*columns, about + Content(one.text)])


def promise_content(background: Background, now: dt.datetime, language: str) -> Content:
    """A promise with everything that an agent needs to keep it."""
    one, customer = background.follow_up, background.customer
    late = "bold $warning" if one.due < now else "$primary"
    lines = [
        Content.styled(one.text, "bold"),
        Content.styled(f"{when_due(one.due, now)}: {_moment(one.due, now, language)}", late),
        *(Content.assemble(("put off: ", "$dim"), reason) for reason in one.reasons if reason),
        Content(""),
        _who(customer, one),
        Content(""),
        *_reply_lines(background.reply, one),
    ]
    history = customer.history[:_CONTACTS]
    if history:
        lines += [Content(""), Content.styled("History", "bold $primary"), *map(_contact_line, history)]
    return Content("\n").join(lines)


def _moment(due: dt.datetime, now: dt.datetime, language: str) -> str:
    """A day and an hour, as `when_due` counts them; where it was promised in another zone, there too."""
    here = due.astimezone(now.tzinfo)
    there = "" if here.utcoffset() == due.utcoffset() else f" ({due:%H:%M} {due.tzinfo})"
    return f"{house_date(here.date(), language)}, {here:%H:%M}{there}"


def _who(customer: Customer, one: FollowUp) -> Content:
    if not customer.known:
        return Content.styled(one.customer_id or "We do not know who this was promised to.", "bold")
    facts = (customer.email, customer.plan, customer.company)
    return Content.assemble((customer.name or customer.id, "bold"), "  ", "  ".join(filter(None, facts)))


def _reply_lines(reply: SentReply | None, one: FollowUp) -> list[Content]:
    """The reply, with the promise marked."""
    if reply is None:
        return [Content.styled("The reply it stands in is no longer kept.", "$dim")]
    by = f" by {reply.agent}" if reply.agent else ""
    words = re.compile(r"\s++".join(map(re.escape, one.text.split()[:_MOST_MARKED])))
    match = words.search(reply.text)
    text = Content(reply.text)
    return [
        Content.styled(f"Reply of {reply.sent_at:%d %b %Y}, {reply.channel}{by}", "bold $primary"),
        text.stylize("underline bold $accent", *match.span()) if match else text,
    ]


def _contact_line(contact: Contact) -> Content:
    who = "they" if contact.direction == "in" else "we"
    about = f" ({contact.topic})" if contact.topic else ""
    return Content.assemble((f"{contact.on:%d %b %Y} {who}{about}: ", "$dim"), " ".join(contact.text.split())[:160])
