"""Mail: what somebody wrote, and who, from the bytes of an `.eml` file."""

from __future__ import annotations

import datetime as dt
import email
import email.errors
import email.header
import email.message
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from composer.reading.plain import decode, without_html
from kb.text import clean, one_line

_MOST_PARTS = 200
_MOST_HTML = 1_000_000
_FIRST_LINE = re.compile(rb"(?:From \S+@\S+ |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_TELLING = re.compile(rb"(?im)^(?:From|To|Subject|Date|Channel|Message-ID|Received|Return-Path):")
_IN_BRACKETS = re.compile(r"([^<>]*)<([^<>\s]+)>")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")

Part: TypeAlias = "email.message.Message[Any, Any]"


class BadMail(ValueError):
    """Bytes that cannot be taken apart as a mail."""


@dataclass(frozen=True)
class Mail:
    """The parts of a mail that matter for an answer."""

    text: str
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    sent: dt.datetime | None = None
    channel: str = ""
    id: str = ""
    references: str = ""


def is_mail(content: bytes) -> bool:
    """Whether bytes begin with the headers of a mail."""
    if not _FIRST_LINE.match(content):
        return False
    head = _END_OF_HEADERS.split(content[:200_000], maxsplit=1)[0]
    return _TELLING.search(head) is not None


def parse_mail(content: bytes) -> Mail:
    """The mail in some bytes; BadMail where there is none to be had."""
    # The newer policy raises on real mail; the old one does not.
    try:
        mail = email.message_from_bytes(content, policy=email.policy.compat32)
        text = _text_of(mail)
    except (ValueError, LookupError, RecursionError, email.errors.MessageError) as error:
        raise BadMail(type(error).__name__) from error
    name, address = _sender(mail)
    return Mail(
        text=text,
        subject=_header(mail, "Subject")[:300],
        sender_name=name,
        sender_email=address,
        sent=_date(_header(mail, "Date")),
        channel=_header(mail, "Channel").lower(),
        id=_header(mail, "Message-ID")[:300],
        references=_header(mail, "References"),
    )


def _raw(mail: Part, name: str) -> str:
    return " ".join(str(mail.get(name, ""))[:2_000].split())


def _header(mail: Part, name: str) -> str:
    return _decoded(_raw(mail, name))


def _decoded(raw: str) -> str:
    try:
        return one_line(str(email.header.make_header(email.header.decode_header(raw))))
    except (ValueError, LookupError, email.errors.MessageError):
        return one_line(raw)


def _sender(mail: Part) -> tuple[str, str]:
    """Name and address; the address is looked for before the name is decoded, since a name may hold another one."""
    raw = _raw(mail, "From")
    name, address = email.utils.parseaddr(raw)
    in_brackets = _IN_BRACKETS.fullmatch(raw) if not address else None
    if in_brackets:
        name, address = in_brackets.groups()
    good = re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", address)
    return _decoded(name)[:120], one_line(address).lower() if good else ""


def _date(header: str) -> dt.datetime | None:
    try:
        return email.utils.parsedate_to_datetime(header) if header else None
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _text_of(mail: Part) -> str:
    """The plain text of a mail, or its HTML as text where there is no plain one."""
    parts = list(_own_parts(mail))
    for part in parts:
        if part.get_content_type() == "text/plain" and (text := _part_text(part).strip()):
            return text
    for part in parts:
        if part.get_content_type() == "text/html" and (text := without_html(_part_text(part)[:_MOST_HTML])):
            return text
    return ""


def _own_parts(mail: Part) -> Iterator[Part]:
    """The parts that the sender wrote, in order: neither attachments nor mails inside the mail."""
    waiting, seen = [mail], 0
    while waiting and seen < _MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
            continue
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            waiting[:0] = [one for one in payload if isinstance(one, email.message.Message)]
        else:
            yield part


def _part_text(part: Part) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return clean(payload.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, ValueError):
        return decode(payload)
