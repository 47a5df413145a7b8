"""Messages of another desk as mails: an id that leads back to the conversation, and the text of what goes there."""

from __future__ import annotations

import contextlib
import datetime as dt
import email
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from typing import Any

from composer.cases.outgoing import Outgoing
from composer.mail.mailbox import Arrived, Unread
from composer.mail_errors import MailAway, MailRefused, OutcomeUnknown, SignInRefused
from composer.reading.headers import address_of_field
from kb.errors import CannotRead
from kb.guard import guarded
from kb.text import clean, one_line

_LONGEST_NAME = 120
_ID = re.compile(r"<([a-z]+)-(\d{1,18})-(\d{1,18})@[\w.-]+>")


@dataclass(frozen=True)
class DeskMessage:
    """What a customer wrote in a conversation of another desk."""

    tool: str
    conversation: int
    number: int
    host: str
    sender: str
    """A name, an address, or both as in a mail."""
    text: str
    is_html: bool = False
    subject: str = ""
    channel: str = "email"
    came: dt.datetime | None = None


def as_mail(one: DeskMessage) -> bytes:
    """A message as the mail that the inbox keeps."""
    mail = MIMEText(clean(one.text), "html" if one.is_html else "plain", "utf-8")
    mail["From"] = _from(one.sender)
    if one.subject:
        mail["Subject"] = Header(one_line(one.subject)[:300], "utf-8").encode()
    if one.came is not None:
        mail["Date"] = format_datetime(one.came)
    mail["Message-ID"] = f"<{one.tool}-{one.conversation}-{one.number}@{one.host}>"
    mail["Channel"] = one.channel
    return mail.as_bytes(policy=policy.compat32)


def _from(sender: str) -> str:
    """The field of who wrote; read by our own reader, since that of the library breaks on brackets in brackets."""
    name, address = address_of_field(clean(sender).encode())
    if address and address.isascii():
        return formataddr((one_line(name), address))
    return Header(one_line(name or sender)[:_LONGEST_NAME] or "unknown", "utf-8").encode()


def numbered(said: Any, where: str) -> list[dict[str, Any]]:
    """The objects of a list that have a number as their id; whatever else stands there is left out.

    MailAway where a server says no list at all: that is no word on what waits there.
    """
    if not isinstance(said, list):
        raise MailAway(where, "its answer is not as we know it, so the address may not lead to the desk", answers=True)
    return [one for one in said if isinstance(one, dict) and type(one.get("id")) is int]


def inner(one: Any, *names: str | int) -> dict[str, Any]:
    """An object inside another, by the names and places that lead to it; an empty one where there is none."""
    try:
        for name in names:
            one = one[name]
    except (KeyError, IndexError, TypeError):
        return {}
    return one if isinstance(one, dict) else {}


def each_read(tool: str, keys: Iterable[str], read: Callable[[int, str], Arrived | None]) -> Iterator[Arrived | Unread]:
    """The message of each conversation, by the number that its key begins with; one that breaks stops no other."""
    for key in keys:
        number = int(key.split(" ")[0])
        named = f"{tool} {number}"
        try:
            with guarded(named):
                found = read(number, key)
        except MailRefused:
            continue  # it was deleted, or is no longer ours to see
        except MailAway as away:
            if not away.answers:
                raise
            yield Unread(key, f"{named} cannot be fetched: {away.why}")
        except CannotRead as error:
            yield Unread(key, str(error))
        else:
            yield found or Unread(key, f"{named} cannot be fetched: nothing that a customer wrote is in it")


def place_of(message_id: str, tool: str) -> tuple[int, int] | None:
    """The conversation and the message that an id leads to; None where it came from elsewhere."""
    found = _ID.fullmatch(message_id)
    return (int(found[2]), int(found[3])) if found and found[1] == tool else None


def answered_elsewhere(one: Outgoing, tool: str) -> list[tuple[int, int]]:
    """The other conversations that a reply answers as well, each with the last message of it that it answers."""
    places = [place for message_id in one.all_answered if (place := place_of(message_id, tool))]
    last = dict(sorted(places[1:]))
    return [(number, message) for number, message in last.items() if number != places[0][0]]


@contextlib.contextmanager
def note_left(where: str) -> Iterator[None]:
    """Leave a note for colleagues: one that is not wanted is given up, one that may be lost is tried again."""
    try:
        yield
    except (MailRefused, SignInRefused):
        # The reply itself has left with the same token, so it is this conversation that is closed to us.
        return
    except OutcomeUnknown as error:
        raise MailAway(where, str(error)) from None


def sent_text(one: Outgoing) -> str:
    """The reply in a mail on its way out, as plain text."""
    body = _parsed(one).get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n").strip() if body is not None else ""


def sent_files(one: Outgoing) -> list[tuple[str, str, str]]:
    """The files in it: name, kind and content in base64."""
    parts = _parsed(one).iter_attachments()
    return [
        (part.get_filename() or "file", part.get_content_type(), "".join(str(part.get_payload()).split()))
        for part in parts
    ]


def _parsed(one: Outgoing) -> EmailMessage:
    mail = email.message_from_bytes(one.mail, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever marks and spaces are between them."""
    return re.findall(r"\w+", re.sub(r"<[^<>]{0,500}>", " ", one)) == re.findall(r"\w+", other)
