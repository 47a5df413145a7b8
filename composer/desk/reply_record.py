"""What is kept of a reply once it is sent, and what it promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from composer.cases.case import Case, alone, earlier_cases
from composer.cases.follow_up import Promised
from composer.cases.outgoing import Outgoing
from composer.cases.step import Outcome
from composer.desk.desk import Desk
from composer.desk.reply_context import topics_for
from composer.phrases.ledger import sentence_key, sentences_of
from composer.reading.reading import Reading
from composer.writing.draft import Draft
from composer.writing.promises import Promise, find_promises
from composer.writing.quotations import without_others

if TYPE_CHECKING:
    from composer.records.cases import Opened
    from composer.records.sent_reply import SentReply


def keep_sent(
    desk: Desk,
    case: Case,
    reading: Reading,
    draft: Draft,
    now: dt.datetime,
    overruled: tuple[str, ...] = (),
    why_settled: str = "",
    outgoing: Outgoing | None = None,
) -> None:
    """Record a reply as sent: its words, what it was made of, every sentence for the ledger, the mail it goes as.

    PromiseOpen where it closes the case, something promised in it is open, and `why_settled` says nothing.
    """
    desk.records.keep_reply(sent_reply(desk, case, reading, draft, now, overruled, why_settled), outgoing)
    desk.__dict__.pop("used_phrases", None)


def opened_case(desk: Desk, case: Case, reading: Reading, topics: tuple[str, ...]) -> Opened:
    """What is kept of a case before it is answered; a moment that only its file says is none."""
    from composer.records.cases import Opened

    message = case.message
    return Opened(
        case_id=case.id,
        customer_id=case.customer.id,
        channel=case.channel,
        language=reading.language or desk.settings.library.language,
        topic=topics[0] if topics else "",
        tone=str(reading.tone),
        struggle=reading.struggling,
        issues=sum(issue.needs_answer for issue in reading.issues),
        received=None if message.by_file else message.received,
        earlier=earlier_cases(message),
        joined=tuple(one.id for one in case.later),
    )


def sent_reply(
    desk: Desk, case: Case, reading: Reading, draft: Draft, now: dt.datetime, overruled: tuple[str, ...], why: str
) -> SentReply:
    """What is kept of a reply: its words, what it was made of, its promises, and every sentence for the ledger.

    `now` is in UTC, without a zone; `why` says what became of what is promised in the case.
    """
    from composer.records.sent_reply import SentReply

    topics = topics_for(reading, desk.library.by_slug.get(draft.article))
    promises = promises_in(desk, draft.text, now.replace(tzinfo=dt.UTC), case.message.text, reading.language)
    return SentReply(
        case_id=case.id,
        customer_id=case.customer.id,
        sent_at=now,
        channel=draft.channel,
        agent=desk.settings.agent.name,
        text=draft.text,
        phrases=tuple(f"{passage.phrase}/{passage.variant}" for passage in draft.passages if passage.phrase),
        articles=tuple(passage.article for passage in draft.passages if passage.article),
        overruled=overruled,
        topic=topics[0] if topics else "",
        sentences=tuple(filter(None, (sentence_key(sentence) for sentence in sentences_of(draft.text)))),
        tone=str(reading.tone),
        message=alone(case.message).text,
        later=tuple((one.id, one.message.text, one.received_on) for one in case.later),
        received_on=case.received_on,
        sender=case.message.sender_email,
        outcome=draft.outcome,
        opened=opened_case(desk, case, reading, topics),
        closes=draft.outcome is not Outcome.PENDING,
        why_settled=why,
        follow_ups=tuple(_promised(promises)),
    )


def promises_in(desk: Desk, text: str, now: dt.datetime, message: str, spoken: str = "") -> list[Promise]:
    """The promises of a reply to a message with when they are due, in the team's time zone; none of what it quotes.

    `spoken` is the language of the reply, the desk's own where it is empty.
    """
    zone, speech = desk.settings.time_zone, desk.words_for(spoken).speech
    found = find_promises(without_others(text, message), speech, now.astimezone(ZoneInfo(zone) if zone else None))
    return [replace(one, text=text[one.start : one.end]) for one in found]


def _promised(promises: Iterable[Promise]) -> list[Promised]:
    """The promises of a reply that say by when."""
    return [Promised(" ".join(one.text.split()), one.due) for one in promises if one.due]
