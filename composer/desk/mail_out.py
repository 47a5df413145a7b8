"""Mail out: a reply made into one mail, recorded with it, and handed to the mailbox; what became of it is written down.

The mail is in the records before the first try, in the same step as its reply. Each later step is written before the
next one begins, so that whoever is killed between two of them leaves either a mail that is sent later, or one of which
it is said that nobody knows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from composer.cases.case import Case
from composer.cases.outgoing import Fate, Outgoing
from composer.desk.desk import Desk
from composer.desk.mail_addressing import others_addressed, recipient_for
from composer.exchange.mail_body import Extras, read_enclosed, says_enclosed
from composer.exchange.mail_draft import mail_draft, plain_address, reply_subject
from composer.exchange.mail_program import hand_over
from composer.mail.mailbox import Mailbox
from composer.mail.opening import require_allowed
from composer.mail_errors import MailAway, MailRefused, MayNotAnswer, OutcomeUnknown
from composer.mail_settings import Mode
from composer.phrases.fields import house_date
from composer.writing.finding import Finding
from kb.files import digest
from kb.folders import locked, make_folder
from kb.problem import Level

_PLACE = "mail"
"""The folder of what this desk knows of its mailbox; locked by whoever sends."""
_MOST_TRIES = 5
"""How often a mail is tried that the server does not want for now."""

Clock = Callable[[], dt.datetime]


def mail_folder(desk: Desk) -> Path:
    """Where a desk keeps what it knows of its mailbox."""
    return desk.private(_PLACE)


def seat_of(desk: Desk) -> str:
    """The one that goes on with a mail: a desk's folder on a machine, so that a copy elsewhere never sends it too."""
    return f"{desk.surroundings.seat} {digest(str(desk.root))[:8]}"


def outgoing_for(
    desk: Desk, case: Case, text: str, now: dt.datetime, *, files: Sequence[Path] = (), again: bool = False
) -> Outgoing:
    """The mail of a reply, made once; MayNotAnswer where no mail answers such a message, or none can be made."""
    mail = desk.settings.mail
    sender = plain_address(mail.address or desk.settings.agent.email)
    if not sender and mail.imap is not None:
        raise MayNotAnswer("the desk has no address of its own; write mail: {address: help@shop.example}")
    to = recipient_for(desk, case)
    sending = uuid4().hex
    copies = others_addressed(desk, case, to) if "cc" in mail.also else ()
    extras = Extras(
        sender_name=desk.settings.agent.name or desk.settings.library.organisation,
        message_id=f"<{sending}@{sender.partition('@')[2] or 'desk.invalid'}>",
        cc=copies,
        quoted=_quoted(desk, case) if "quoted" in mail.also else "",
        signature=mail.signature,
        flowed="flowed" in mail.also,
        html="html" in mail.also,
        files=read_enclosed(list(files), mail.most_attached),
    )
    return Outgoing(
        sending,
        case.id,
        case.customer.id,
        seat_of(desk),
        str(mail.mode),
        extras.message_id,
        " ".join(filter(None, (to, *copies))),
        reply_subject(case.title),
        mail_draft(case, text, now, sender, extras),
        answers=case.message.id,
        later=case.message_ids[1:],
        again=again,
    )


def _quoted(desk: Desk, case: Case) -> str:
    """What the customer wrote, behind quote marks."""
    message = case.message
    day = house_date(message.received.date(), desk.settings.library.language) if message.received else ""
    head = ", ".join(filter(None, (message.sender_name or case.customer.name or message.sender_email, day)))
    lines = "\n".join(f"> {line}".rstrip() for line in message.text.split("\n"))
    return f"{head}:\n\n{lines}" if head else lines


def deliver(desk: Desk, mailbox: Mailbox, clock: Clock, *, wait: bool = False) -> list[Outgoing]:
    """Go on with every mail of this seat; those of which something changed, as they are now.

    One process at a time: another one that is at it already does all of it, unless `wait` says to be the next.
    MailAway, SignInRefused: the server cannot be used, and what waits goes on waiting.
    """
    folder = mail_folder(desk)
    make_folder(folder, 0o700)
    outbox = desk.records.outbox
    with locked(folder, wait=wait) as ours:
        if not ours:
            return []
        # Whoever was sending held the lock, and has it no longer.
        outbox.strand(seat_of(desk), clock())
        done = []
        for one in outbox.to_do(seat_of(desk)):
            try:
                _go_on(desk, mailbox, one, clock)
            except MailAway as away:
                if one.fate is Fate.HELD:
                    outbox.change(one, Fate.HELD, away.why, now=clock(), before=(Fate.HELD,))
                raise
            now = outbox.get(one.sending)
            if now is not None and now.fate is not one.fate:
                done.append(now)
        return done


def _go_on(desk: Desk, mailbox: Mailbox, one: Outgoing, clock: Clock) -> None:
    """The next steps of one mail, as far as they lead now."""
    fate = one.fate
    if fate is Fate.UNKNOWN:
        if not mailbox.has_left(one):
            return
        fate = Fate.DRAFTED if one.mode == "draft" else Fate.ACCEPTED
        desk.records.outbox.change(one, fate, "it was found there", now=clock(), before=(Fate.UNKNOWN,))
    elif fate is Fate.HELD:
        fate = _hand_over(desk, mailbox, one, clock)
    if fate in (Fate.ACCEPTED, Fate.DRAFTED):
        # It has left; where its copy cannot be filed now, the next round does it.
        with contextlib.suppress(MailAway):
            mailbox.file(one, desk.settings.agent.name or desk.surroundings.seat)
            desk.records.outbox.file(one)


def _hand_over(desk: Desk, mailbox: Mailbox, one: Outgoing, clock: Clock) -> Fate:
    """Try a mail once; what became of it."""
    outbox = desk.records.outbox

    def became(fate: Fate, said: str, *before: Fate) -> Fate:
        outbox.change(one, fate, said, now=clock(), before=before, tried=True)
        return fate

    def before_the_end() -> None:
        if not outbox.change(one, Fate.SENDING, now=clock(), before=(Fate.HELD,)):
            raise MailAway("The outbox", "another process has this mail")

    if not one.again and any(map(mailbox.is_answered, one.all_answered)):
        which = "one of these messages" if one.later else "this message"
        return became(Fate.REFUSED, f"somebody has answered {which} in another program", Fate.HELD)
    try:
        if one.mode == "draft":
            mailbox.draft(one)
            return became(Fate.DRAFTED, "", Fate.HELD)
        said = mailbox.send(one, before_the_end)
    except OutcomeUnknown as error:
        return became(Fate.UNKNOWN, error.why, Fate.SENDING)
    except MailRefused as error:
        later = error.for_now and one.tries + 1 < _MOST_TRIES
        return became(Fate.HELD if later else Fate.REFUSED, error.said, Fate.HELD, Fate.SENDING)
    return became(Fate.ACCEPTED, said, Fate.SENDING)


def hand_over_now(desk: Desk, mailbox: Mailbox, one: Outgoing, clock: Clock) -> Outgoing:
    """Go on with every mail until this one was tried; what became of it."""
    deliver(desk, mailbox, clock, wait=True)
    return desk.records.outbox.get(one.sending) or one


def file_missing(text: str, files: int) -> Finding | None:
    """The finding on a reply that speaks of a file with it, where none is."""
    words = says_enclosed(text)
    if not words or files:
        return None
    start = text.index(words)
    return Finding(
        "file-missing",
        Level.ERROR,
        start,
        start + len(words),
        "It speaks of a file that comes with it, and none does.",
        "Attach the file, or say why it may go without.",
        words,
        "mail",
    )


def answered_how(desk: Desk, case_id: str, since: dt.datetime | None = None) -> str:
    """How a case was answered before, or since a moment, in words; an empty text where it was not."""
    replies = desk.records.replies_to(case_id)
    if not replies:
        return ""
    last = replies[0]
    sent = last.sent_at.replace(tzinfo=dt.UTC).astimezone()
    if since is not None and sent <= since:
        return ""
    return f"by {last.agent or 'an agent'} on {house_date(sent.date(), desk.settings.library.language)} at {sent:%H:%M}"


_DRAFTED = {
    "draft": "among the drafts of the mailbox; send it there",
    "neomutt": "in neomutt's hands, which sends it",
    "aerc": "in aerc's hands, which sends it",
    "command": "in the hands of your own program, which sends it",
}


def handed_over(desk: Desk, one: Outgoing, environment: Mapping[str, str]) -> Outgoing:
    """Open a mail in the agent's own program and wait; the mail as it is recorded then. HandOverFailed says why not."""
    if desk.settings.mail.mode is Mode.COMMAND:
        require_allowed(desk.settings.mail, desk.surroundings.config)
    hand_over(one.mail, one.mode, environment, command=desk.settings.mail.command)
    return replace(one, fate=Fate.DRAFTED, filed=True, mail=b"")


def said_of_mail(one: Outgoing) -> str:
    """What became of a mail, as a sentence."""
    to = one.recipient.partition(" ")[0] or "the customer"
    said = f": {one.said}" if one.said else ""
    return {
        Fate.HELD: f"The mail to {to} waits in the outbox{said}.",
        Fate.SENDING: f"The mail to {to} is being sent.",
        Fate.ACCEPTED: f"Sent to {to}.",
        Fate.DRAFTED: f"The mail to {to} is {_DRAFTED.get(one.mode, 'a draft')}.",
        Fate.REFUSED: f"The mail to {to} was refused and is not sent{said}.",
        Fate.DROPPED: f"The mail to {to} was given up{said}.",
        Fate.UNKNOWN: f"Nobody can say whether the mail to {to} was sent{said}. It is not tried again by itself.",
    }[one.fate]
