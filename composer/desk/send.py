"""Sending: what will be recorded of a reply, in words, and a reply that can still be taken back."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.cases.outgoing import Outgoing
from composer.cases.step import Outcome
from composer.desk.desk import Desk
from composer.desk.open_case import Answering
from composer.desk.reply_record import keep_sent, promises_in, sent_reply
from composer.desk.search_log import note_answered
from composer.phrases.fields import house_date
from composer.reading.cards import find_masked_cards
from composer.records.sent_reply import SentReply
from composer.writing.promises import why_undated
from kb.text import count_of, one_line, slugify

PROMISES = ("Follow-up", "Promise")
"""What `record_lines` calls a promise that somebody is reminded of, and a promise without a day."""
_ENDS = {
    Outcome.SOLVED: "solved; the case is closed",
    Outcome.PENDING: "pending; more is to come",
    Outcome.REFUSED: "refused; the case is closed",
}


@dataclass(frozen=True)
class HeldReply:
    """A reply that was sent a moment ago: the case itself and no copy, so that its current text is recorded."""

    answering: Answering
    overruled: tuple[str, ...]
    """Findings that it goes out with, each as `rule: reason`."""
    why_settled: str
    """What became of what was promised in the case."""
    until: dt.datetime
    """Until then it can be taken back."""
    by_mail: bool = False
    """Whether it goes by the mailbox; else it was sent some other way."""
    files: tuple[Path, ...] = ()
    """What goes with it."""
    outgoing: Outgoing | None = None
    """The mail, where another program has it already."""

    def seconds_left(self, now: dt.datetime) -> int:
        """For how long it can still be taken back."""
        return max(math.ceil((self.until - now).total_seconds()), 0)

    def record(self, desk: Desk, now: dt.datetime) -> Outgoing | None:
        """Write it into the records: it joins the history, and its sentences the ledger; the mail that it goes as."""
        one, outgoing = self.answering, self.outgoing
        if self.by_mail and outgoing is None:
            from composer.desk.mail_out import answered_how, outgoing_for

            # Whoever let it go was asked whether a second answer is meant.
            again = bool(answered_how(desk, one.case.id))
            outgoing = outgoing_for(desk, one.case, one.draft.text, now, files=self.files, again=again)
        keep_sent(desk, one.case, one.reading, one.draft, _utc(now), self.overruled, self.why_settled, outgoing)
        note_answered(desk, one.case, one.reading, one.draft)
        return outgoing


def record_lines(one: Answering, now: dt.datetime) -> list[tuple[str, str]]:
    """What will be recorded when this reply is sent, each with what it is; made from the very record."""
    reply = sent_reply(one.desk, one.case, one.reading, one.draft, _utc(now), (), "")
    return [
        ("Customer", _customer(one)),
        ("Reply", f"{reply.channel}, {_ENDS[one.draft.outcome]}"),
        ("Article", ", ".join(_titles(one.desk, reply)) or "none is quoted"),
        *_promises(one, now),
        *_ledger(reply),
        *_masked(reply),
    ]


def file_name(one: Answering, ending: str) -> str:
    """A name for the reply's file, its own for every case."""
    return f"reply-{slugify(one.case.title)[:40]}-{one.case.id[:6]}{ending}"


def _customer(one: Answering) -> str:
    customer = one.case.customer
    if not customer.known:
        return "none is known; the reply is kept, but it joins no history"
    return f"{customer.name or customer.id}, whose history it joins"


def _titles(desk: Desk, reply: SentReply) -> Iterator[str]:
    for slug in dict.fromkeys(reply.articles):
        article = desk.library.by_slug.get(slug)
        yield article.title if article else slug


def _promises(one: Answering, now: dt.datetime) -> Iterator[tuple[str, str]]:
    language = one.reading.language or one.desk.settings.library.language
    for promise in promises_in(one.desk, one.draft.text, now, one.case.message.text, one.reading.language):
        words = f"“{one_line(promise.text)}”"
        if promise.due is None:
            yield "Promise", f"{why_undated(promise)}, so nobody is reminded: {words}"
        else:
            due = f"{house_date(promise.due.date(), language)}, {promise.due:%H:%M}"
            yield "Follow-up", f"{due}, from “{promise.words}”: {words}"


def _ledger(reply: SentReply) -> Iterator[tuple[str, str]]:
    if reply.customer_id:
        phrases = f"{count_of(len(reply.phrases), 'phrase')} and " if reply.phrases else ""
        yield "Ledger", f"{phrases}{count_of(len(reply.sentences), 'sentence')} that they will not get again"


def _masked(reply: SentReply) -> Iterator[tuple[str, str]]:
    cards = len(find_masked_cards(reply.message))
    if cards and reply.customer_id:
        yield "Masked", f"{count_of(cards, 'card number')} in the message, but for the last four figures"


def _utc(now: dt.datetime) -> dt.datetime:
    return now.astimezone(dt.UTC).replace(tzinfo=None)
