"""Addressing: to whom a reply goes as a mail, and which messages no mail of ours ever answers."""

from __future__ import annotations

import contextlib

from composer.cases.case import Case
from composer.desk.desk import Desk
from composer.exchange.mail_draft import plain_address, recipient_of
from composer.mail_errors import MayNotAnswer
from composer.reading.headers import addresses_of
from composer.reading.mail_words import expression
from composer.reading.mime import MailPart, parse_parts
from kb.errors import KBError
from kb.guard import guarded

_MOST_CC = 50


def recipient_for(desk: Desk, case: Case) -> str:
    """The one address that an answer goes to; MayNotAnswer where none should."""
    message = case.message
    if message.automatic:
        raise MayNotAnswer(
            f"nobody wrote this message ({message.automatic_words}), and automatic mail is never answered"
        )
    wanted = recipient_of(case)
    if not wanted and desk.settings.mail.imap is None:
        return ""  # another desk knows whom its conversation is with
    if not wanted:
        raise MayNotAnswer("the message has no address, and its customer has none; say who wrote")
    to = plain_address(wanted)
    if not to:
        raise MayNotAnswer(f"{wanted[:80]!r} is no address that a mail can go to")
    if to.lower() in ours(desk):
        raise MayNotAnswer(f"it would go to {to}, which is ourselves")
    domains = {one.partition("@")[2] for one in ours(desk)}
    lists = _list_addresses(_mail_of(desk, case))
    if others := sorted(one for one in lists if one == to.lower() or one.partition("@")[2] not in domains):
        raise MayNotAnswer(f"it came through the mailing list {others[0]}")
    if expression(r"{no_answer}(?:[+._-].*|\d*)").fullmatch(to.partition("@")[0]):
        raise MayNotAnswer(f"nobody reads what is sent to {to}; say who wrote")
    return to


def others_addressed(desk: Desk, case: Case, to: str) -> tuple[str, ...]:
    """Who else the message was for: its other recipients, without us and without the one who is answered."""
    mail = _mail_of(desk, case)
    if mail is None:
        return ()
    named = addresses_of([*mail.fields.get("to", []), *mail.fields.get("cc", [])])
    out = {*ours(desk), to.lower(), *_list_addresses(mail)}
    return tuple(dict.fromkeys(one for one in named if plain_address(one) and one.lower() not in out))[:_MOST_CC]


def ours(desk: Desk) -> set[str]:
    """The addresses that are this desk's own, in small letters."""
    return {one.lower() for one in (desk.settings.mail.address, desk.settings.agent.email) if one}


def _list_addresses(mail: MailPart | None) -> set[str]:
    """The addresses by which a mail's list is written to."""
    if mail is None:
        return set()
    post = addresses_of([mail.field("list-post").replace(b"mailto:", b" ")])
    named = mail.field("list-id").decode("latin-1").rpartition("<")[2].strip("> \t").lower()
    return {*(one.lower() for one in post), *([named.replace(".", "@", 1)] if "." in named else [])}


def _mail_of(desk: Desk, case: Case) -> MailPart | None:
    """The mail that a case came as; None where it came otherwise, or is gone."""
    if case.source is None or not case.message.sender_header:
        return None
    with contextlib.suppress(KBError), guarded(case.source.name):
        return parse_parts(desk.read_waiting(case.source).lstrip())
    return None
