"""`warmline outbox`: mails that are held, refused, or of which nobody knows whether they were sent."""

from __future__ import annotations

import argparse
import json

from composer.cases.outgoing import Fate, Outgoing
from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.mail_errors import NoSuchMail
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.text import count_of

_EVERY = "held"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--retry",
        nargs="?",
        const=_EVERY,
        metavar="MAIL",
        help="go on with what is held; with the name of a mail, try that one again, whatever became of it",
    )
    change.add_argument(
        "--drop",
        nargs=2,
        metavar=("MAIL", "REASON"),
        help="give a mail up that has not left, saying why; its message waits again, and its text is a draft",
    )
    change.add_argument("--case", default="", metavar="CASE", help="every mail of a case, also those that have left")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what has not left; 1 where a mail needs a person."""
    with opened_desk(arguments, words=False) as desk:
        if arguments.drop:
            _drop(desk, *arguments.drop)
        if arguments.retry:
            _retry(desk, arguments.retry)
        outbox = desk.records.outbox
        found = outbox.of_case(arguments.case) if arguments.case else outbox.left()
    if arguments.json:
        print(json.dumps([mail_json(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{one.sending[:8]}  {one.fate:<8}  {one.recipient.partition(' ')[0]}  {one.subject}")
            if one.said:
                print(f"          {one.said}")
        if not found:
            say("Nothing is in the outbox." if not arguments.case else "This case has no mail.")
    return int(any(one.needs_a_person for one in found))


def _get(desk: Desk, name: str) -> Outgoing:
    one = desk.records.outbox.get(name)
    if one is None:
        raise NoSuchMail(name)
    return one


def _drop(desk: Desk, name: str, why: str) -> None:
    from composer.desk.mail_given_up import give_up_mail

    one = _get(desk, name)
    if one.fate is Fate.DROPPED:
        say(f"It was given up already: {one.subject}.")
    elif give_up_mail(desk, one, why, now_here()):
        say(f"Given up: {one.subject}. Its message waits again, and its text is a draft.")
    else:
        say(f"It has left already: {one.subject}.")


def _retry(desk: Desk, name: str) -> None:
    """Go on with what waits; one that is named is tried again though it was refused, or nobody knows."""
    from composer.desk.mail_out import deliver, said_of_mail, seat_of
    from composer.desk.mailbox import mailbox_of

    if name != _EVERY:
        one = _get(desk, name)
        if one.fate is Fate.UNKNOWN:
            say("It may have been sent already; it is sent once more, since you say so.")
        if one.fate is Fate.DROPPED:
            say(f"It was given up: {one.subject}. Its text is a draft.")
            return
        if not desk.records.outbox.again(one, seat_of(desk), now_here()):
            say(f"It has left already: {one.subject}.")
            return
    mailbox = mailbox_of(desk)
    try:
        changed = deliver(desk, mailbox, now_here, wait=True)
    finally:
        mailbox.close()
    for one in changed:
        say(said_of_mail(one))
    if not changed:
        say(f"Nothing has changed; {count_of(len(desk.records.outbox.left()), 'mail')} in the outbox.")


def mail_json(one: Outgoing) -> dict[str, object]:
    """A mail as data, without its text."""
    return {
        "mail": one.sending,
        "case": one.case_id,
        "fate": one.fate,
        "said": one.said,
        "mode": one.mode,
        "to": one.recipient.split(),
        "subject": one.subject,
        "message_id": one.message_id,
        "by": one.seat,
        "tries": one.tries,
        "made": one.made.isoformat() if one.made else None,
        "changed": one.changed.isoformat() if one.changed else None,
    }
