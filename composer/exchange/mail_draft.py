"""A mail draft: a reply as an `.eml` file, which mail programs open for sending."""

from __future__ import annotations

import datetime as dt
import re
from email import policy
from email.header import Header
from email.utils import format_datetime, formataddr

from composer.cases.case import Case
from composer.cases.message import Automatic, Message
from composer.exchange.mail_body import NO_EXTRAS, Extras, body_of
from kb.text import clean, one_line

_AGAIN = re.compile(r"^(?:(?:re|aw|sv|antw|rif)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(r"[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*", re.ASCII | re.IGNORECASE)
_ID = re.compile(r"<[!-;=?-~]{3,250}>")
_MOST_IDS = 20
"""The first of a long conversation and its last ones, as RFC 5322 allows."""
_MOST_SUBJECT = 300
_PLAIN = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]*")
_LONGEST_ADDRESS = 254
_LONGEST_NAME = 120
_LINES = policy.compat32.clone(linesep="\r\n")
"""The newer policy encodes long ids as words, and loses spaces of long subjects."""


def mail_draft(case: Case, text: str, now: dt.datetime, sender: str = "", extras: Extras = NO_EXTRAS) -> bytes:
    """The reply to a case as a mail that is not sent yet; without a sender the mail program puts in its own.

    Only well-formed addresses and message ids become headers, each on one line, so that nothing of a message can add
    a header or a second recipient.
    """
    message, customer = case.message, case.customer
    mail = body_of(text, extras)
    own, to = plain_address(sender), plain_address(recipient_of(case))
    if message.automatic is Automatic.BOUNCE:
        # Nobody reads what is sent to a mail server, and the customer's address does not work.
        to = ""
    if own:
        mail["From"] = _named(extras.sender_name, own, "From")
    if to:
        mail["To"] = _named(message.sender_name or customer.name, to)
    if extras.cc:
        mail["Cc"] = ", ".join(filter(None, map(plain_address, extras.cc)))
    mail["Subject"] = _encoded(reply_subject(case.title), "Subject")
    mail["Date"] = format_datetime(now)
    if _ID.fullmatch(extras.message_id):
        mail["Message-ID"] = extras.message_id
    if _ID.fullmatch(message.id):
        mail["In-Reply-To"] = message.id
        mail["References"] = _references(message)
    if not extras.message_id:
        # Mail programs open such a file to be sent; one that has its id is on its way.
        mail["X-Unsent"] = "1"
    return mail.as_bytes(policy=_LINES)


def recipient_of(case: Case) -> str:
    """Where the sender wants an answer, else the customer's address."""
    message = case.message
    return message.reply_to or message.sender_email or case.customer.email


def reply_subject(subject: str) -> str:
    """A subject with one `Re:` before it, however many it had."""
    return f"Re: {_AGAIN.sub('', one_line(clean(subject)))[:_MOST_SUBJECT]}".strip()


def plain_address(address: str) -> str:
    """An address that every mail program takes as this one; an empty text for any other."""
    local, _at, domain = address.rpartition("@")
    plain = len(address) <= _LONGEST_ADDRESS and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    return address if plain else ""


def _references(message: Message) -> str:
    earlier = [one for one in _ID.findall(message.references) if one != message.id]
    return " ".join([*earlier[:1], *earlier[1:][-_MOST_IDS:], message.id])


def _named(name: str, address: str, field: str = "To") -> Header | str:
    """An address with its name, which is encoded in words of a lawful length unless it is plain.

    It is never quoted: a program that reads a quoted name over two lines badly takes parts of it for recipients.
    """
    name = one_line(clean(name))[:_LONGEST_NAME]
    if name.isascii() and _PLAIN.fullmatch(name) and "=?" not in name:
        return formataddr((name, address)) if name else address
    header = Header(name, "utf-8", header_name=field)
    header.append(f"<{address}>", "us-ascii")
    return header


def _encoded(text: str, name: str) -> Header | str:
    """A text of a header; what looks encoded already is encoded, so that it is read as it stands."""
    return text if text.isascii() and "=?" not in text else Header(text, "utf-8", header_name=name)
