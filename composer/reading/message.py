"""Messages: read from plain text or from mail."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from composer.cases.message import Automatic, Message
from composer.cases.step import Channel
from composer.errors import MessageTooLong, NoMessage
from composer.reading.form import is_form
from composer.reading.mail import Mail, is_mail, parse_mail
from composer.reading.mail_words import expression
from composer.reading.plain import decode, is_text
from composer.reading.quotes import Parts, take_apart
from composer.reading.signatures import without_signature

MOST_BYTES = 25_000_000
"""A mail with its attachments may have this size."""
MOST_TEXT = 1_000_000
"""What a person wrote is never longer than this; of a message the rest is cut with a notice, a reply is refused."""
MOST_CHARACTERS = 100_000
"""This much of a text is read; the rest is cut with a notice."""
_HEAD = 20_000
"""Bytes in which a contact form that somebody pasted is looked for: `Subject:` in it is no header."""
_FORM_LINE = re.compile(r"^([^\W\d_][^:\n]{0,30}:(?:[ \t][^\n]*)?)\n(?!\n)", re.MULTILINE)
"""A label of a form with what stands beside it: no part of the sentence below."""
_REPLY = re.compile(r"\s*[^\W\d_]{1,4}(?:\[\d+\])?\s*[:\uff1a]")
"""`Re:`, `AW:`, `Fwd:` and their like in any language."""
_LITTLE, _MUCH = 6, 6
"""Words of a text that say little, and of a subject that says much."""
_FORWARD = r"\s*{forward_subject}\s*[:\uff1a]"


def parse_message(content: bytes, source: str) -> Message:
    """A message from the bytes of a text or of a mail; NoMessage and MessageTooLong say why there is none."""
    if len(content) > MOST_BYTES:
        raise MessageTooLong(source, len(content), MOST_BYTES)
    content = content.lstrip()
    pasted = is_form(content[:_HEAD].decode("utf-8", "replace"))
    message = _from_mail(content) if is_mail(content) and not pasted else None
    message = message or _from_text(content, source)
    if not message.text.strip():
        why = "it is empty" if not content else "it has no text of its own (only attachments, quotes or pictures)"
        raise NoMessage(source, why)
    if len(message.text) > MOST_CHARACTERS:
        return replace(message, text=message.text[:MOST_CHARACTERS], cut=True)
    return message


def _own(own: str, mail: Mail) -> str:
    """The words of a mail, with its subject before them where all that is asked stands there: `see subject, thanks`."""
    answers = mail.references or _REPLY.match(mail.subject) or mail.automatic is not Automatic.NO
    subject = mail.subject.split()
    if not own or answers or len(own.split()) > _LITTLE or len(subject) < _MUCH:
        return own or mail.subject
    return f"{mail.subject}\n\n{own}"


def dated(message: Message, path: Path, today: dt.date) -> Message:
    """A mail with the moment when it came: where it names none, or one more than a day ahead, that of its file."""
    latest = today + dt.timedelta(days=1)
    if not message.sender_header or (message.received and message.received.date() <= latest):
        return message
    with contextlib.suppress(OSError, OverflowError, ValueError):
        came = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        return replace(message, received=came if came.date() <= latest else None, by_file=True)
    return replace(message, received=None)


def parse_reply(content: bytes, source: str) -> str:
    """A reply that somebody wrote, as it would be sent: clean text, quotes and all."""
    if len(content) > MOST_TEXT:
        raise MessageTooLong(source, len(content), MOST_TEXT)
    text = _text(content, source).strip()
    if not text:
        raise NoMessage(source, "it is empty", "reply to check")
    return text


def _from_text(content: bytes, source: str) -> Message:
    text = _text(content, source)
    parts = take_apart(text[:MOST_TEXT])
    return Message(parts.own, signature=parts.signature, earlier=parts.earlier, cut=len(text) > MOST_TEXT)


def _text(content: bytes, source: str) -> str:
    if not is_text(content):
        raise NoMessage(source, "it is a picture or another file that is no text")
    return decode(content)


def _from_mail(content: bytes) -> Message | None:
    """The message in a mail; None where what looks like its headers is all that there is of it."""
    mail = parse_mail(content)
    if not mail.text and b"\n" not in content.strip():
        return None
    sender = mail.sender
    if sender.by_form:
        # A form answers no mail; its fields only look like those of an earlier one.
        own, signature = without_signature(mail.text)
        parts = Parts(_FORM_LINE.sub(r"\1\n\n", own), signature)
    else:
        parts = take_apart(mail.text, forwards=expression(_FORWARD).match(mail.subject) is not None)
    return Message(
        _own(parts.own, mail),
        mail.subject,
        sender.name,
        sender.email,
        mail.sent,
        Channel(mail.channel) if mail.channel in set(Channel) else Channel.EMAIL,
        mail.id,
        mail.references,
        parts.signature,
        parts.earlier,
        cut=mail.cut,
        sender_header=sender.header,
        reply_to=sender.reply_to,
        automatic=mail.automatic,
        failed=mail.failed,
    )
