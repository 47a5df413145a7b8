"""A mail draft: a reply as an `.eml` file, which mail programs open for sending."""

from __future__ import annotations

import datetime as dt
import re
from email import charset, policy
from email.header import Header
from email.message import Message as Mail
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from typing import Any

from composer.cases.case import Case
from composer.cases.message import Automatic, Message
from kb.text import clean, one_line

_AGAIN = re.compile(r"^(?:(?:re|aw|sv|antw|rif)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(r"[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*", re.ASCII | re.IGNORECASE)
_ID = re.compile(r"<[!-;=?-~]{3,250}>")
_MOST_IDS = 20
"""The first of a long conversation and its last ones, as RFC 5322 allows."""
_MOST_SUBJECT = 300
_LONGEST_ADDRESS = 254
_LINES = policy.compat32.clone(linesep="\r\n")
"""The newer policy encodes long ids as words, and loses spaces of long subjects."""


def mail_draft(case: Case, text: str, now: dt.datetime, sender: str = "") -> bytes:
    """The reply to a case as a mail that is not sent yet; without a sender the mail program puts in its own.

    Only well-formed addresses and message ids become headers, each on one line, so that nothing of a message can add
    a header or a second recipient.
    """
    message, customer = case.message, case.customer
    mail: Mail[Any, Any] = MIMEText(clean(text), _charset=_quoted_printable())  # type: ignore[arg-type]  # its stub knows names alone
    own, to = plain_address(sender), plain_address(_recipient(message) or customer.email)
    if message.automatic is Automatic.BOUNCE:
        # Nobody reads what is sent to a mail server, and the customer's address does not work.
        to = ""
    if own:
        mail["From"] = own
    if to:
        mail["To"] = _named(one_line(message.sender_name or customer.name)[:120], to)
    mail["Subject"] = _encoded(reply_subject(case.title), "Subject")
    mail["Date"] = format_datetime(now)
    if _ID.fullmatch(message.id):
        mail["In-Reply-To"] = message.id
        mail["References"] = _references(message)
    mail["X-Unsent"] = "1"
    return mail.as_bytes(policy=_LINES)


def _recipient(message: Message) -> str:
    """Where the sender wants an answer."""
    return message.reply_to or message.sender_email


def reply_subject(subject: str) -> str:
    """A subject with one `Re:` before it, however many it had."""
    return f"Re: {_AGAIN.sub('', one_line(subject))[:_MOST_SUBJECT]}".strip()


def plain_address(address: str) -> str:
    """An address that every mail program takes as this one; an empty text for any other."""
    local, _at, domain = address.rpartition("@")
    plain = len(address) <= _LONGEST_ADDRESS and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    return address if plain else ""


def _references(message: Message) -> str:
    earlier = [one for one in _ID.findall(message.references) if one != message.id]
    return " ".join([*earlier[:1], *earlier[1:][-_MOST_IDS:], message.id])


def _named(name: str, address: str) -> Header | str:
    """A recipient; a name in other letters is encoded in words of a lawful length."""
    if name.isascii():
        return formataddr((name, address))
    header = Header(name, "utf-8", header_name="To")
    header.append(f"<{address}>", "us-ascii")
    return header


def _encoded(text: str, name: str) -> Header | str:
    """A text of a header; what looks encoded already is encoded, so that it is read as it stands."""
    return text if text.isascii() and "=?" not in text else Header(text, "utf-8", header_name=name)


def _quoted_printable() -> charset.Charset:
    found = charset.Charset("utf-8")
    found.body_encoding = charset.QP
    return found
