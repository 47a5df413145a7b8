"""Senders: the person who wrote a mail, also behind a contact form, a list or a machine's address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from composer.reading.headers import address_of_field, addresses_of
from composer.reading.mail_words import expression
from composer.reading.mime import MailPart

_MACHINE = r"{machine}(?:[+._-].*|\d*)"
_NO_ANSWER = r"{no_answer}(?:[+._-].*|\d*)"
_TOKEN = re.compile(r".*\+[\w=.-]*\d.*|.*[0-9a-f]{12,}.*|reply[-+_.].*")
"""The local part of an address that a desk tool made for one conversation."""
_VIA = r"(?<!\s)\s++{via}\s+.*|(?<!\s)\s*+\({via} [^()]*+\)"
_LABEL_END = r"[ \t*]{0,4}[:\uff1a][ \t*<]{0,4}"
_FORM_NAME = rf"(?m)^[ \t*]{{0,4}}(?:your )?(?:full )?{{form_name}}{_LABEL_END}([^\n]{{2,80}})$"
_FORM_ADDRESS = (
    rf"(?m)^[ \t*]{{0,4}}(?:your )?{{form_address}}{_LABEL_END}"
    r"([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
)
_MOST_FORM = 4_000


@dataclass(frozen=True)
class Sender:
    """Who wrote a mail, and where an answer goes."""

    name: str = ""
    email: str = ""
    """Of the person, as far as it can be told."""
    header: str = ""
    """The address in `From`."""
    reply_to: str = ""
    """Where an answer goes, when that is another address than theirs."""
    by_form: bool = False
    """Whether a form or another program wrote the mail for them."""


def sender_of(mail: MailPart, text: str) -> Sender:
    """The person who wrote a mail with this text."""
    name, header = address_of_field(mail.field("from") or mail.field("sender"))
    reply_name, reply = address_of_field(mail.field("reply-to"))
    ours = addresses_of([*mail.fields.get("to", []), *mail.fields.get("delivered-to", [])])
    original_name, original = address_of_field(mail.field("x-original-from"))
    if original and original != header:
        return Sender(_person(original_name), original, header)
    if not reply or reply == header or reply in ours or expression(_NO_ANSWER).fullmatch(reply.partition("@")[0]):
        behind = (
            _in_form(text) if expression(_NO_ANSWER).fullmatch(header.partition("@")[0]) and reply != header else None
        )
        return Sender(behind[0], behind[1], header, by_form=True) if behind else Sender(_person(name), header, header)
    local, _at, domain = header.partition("@")
    by_machine = not header or expression(_MACHINE).fullmatch(local) or any(one.endswith(f"@{domain}") for one in ours)
    if by_machine and not _TOKEN.fullmatch(reply.partition("@")[0]):
        named = _person(reply_name) or _person(name if _alike(name, reply) else "") or _form_name(text, reply)
        return Sender(named, reply, header, by_form=True)
    return Sender(_person(name), header, header, reply)


def _person(name: str) -> str:
    """A name without what a list or a tool adds to it."""
    return expression(_VIA).sub("", name).strip() or name


def _alike(name: str, address: str) -> bool:
    """Whether an address holds a word of a name."""
    local = address.partition("@")[0]
    return any(len(word) > 2 and word in local for word in name.lower().split())


def _form_name(text: str, address: str) -> str:
    found = (
        expression(_FORM_NAME).search(text[:_MOST_FORM])
        if address in text[:_MOST_FORM].lower() or not text.startswith(">")
        else None
    )
    return found[1].strip() if found else ""


def _in_form(text: str) -> tuple[str, str] | None:
    """Name and address that somebody filled into a form."""
    address = expression(_FORM_ADDRESS).search(text[:_MOST_FORM])
    if not address:
        return None
    name = expression(_FORM_NAME).search(text[:_MOST_FORM])
    return (name[1].strip() if name else ""), address[1].lower()
