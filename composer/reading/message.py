"""Messages: read from plain text or from mail."""

from __future__ import annotations

from dataclasses import replace

from composer.cases.message import Message
from composer.cases.step import Channel
from composer.errors import MessageTooLong, NoMessage
from composer.reading.mail import BadMail, is_mail, parse_mail
from composer.reading.plain import decode, is_text
from composer.reading.quotes import take_apart

MOST_BYTES = 25_000_000
"""A mail with its attachments may have this size."""
MOST_TEXT = 1_000_000
"""What a person wrote is never longer than this, in bytes; the rest is a log or a mistake."""
MOST_CHARACTERS = 100_000
"""This much of a text is read; the rest is cut with a notice."""


def parse_message(content: bytes, source: str) -> Message:
    """A message from the bytes of a text or of a mail; NoMessage and MessageTooLong say why there is none."""
    if len(content) > MOST_BYTES:
        raise MessageTooLong(source, len(content), MOST_BYTES)
    content = content.lstrip()
    message = _from_mail(content, source) if is_mail(content) else None
    message = message or _from_text(content, source)
    if not message.text.strip():
        why = "it is empty" if not content else "it has no text of its own (only attachments, quotes or pictures)"
        raise NoMessage(source, why)
    if len(message.text) > MOST_CHARACTERS:
        return replace(message, text=message.text[:MOST_CHARACTERS], cut=True)
    return message


def parse_reply(content: bytes, source: str) -> str:
    """A reply that somebody wrote, as it would be sent: clean text, quotes and all."""
    if len(content) > MOST_TEXT:
        raise MessageTooLong(source, len(content), MOST_TEXT)
    text = _text(content, source).strip()
    if not text:
        raise NoMessage(source, "it is empty", "reply to check")
    return text


def _from_text(content: bytes, source: str) -> Message:
    if len(content) > MOST_TEXT:
        raise MessageTooLong(source, len(content), MOST_TEXT)
    parts = take_apart(_text(content, source))
    return Message(parts.own, signature=parts.signature, earlier=parts.earlier)


def _text(content: bytes, source: str) -> str:
    if not is_text(content):
        raise NoMessage(source, "it is a picture or another file that is no text")
    return decode(content)


def _from_mail(content: bytes, source: str) -> Message | None:
    """The message in a mail; None where what looks like its headers is all that there is of it."""
    try:
        mail = parse_mail(content)
    except BadMail as error:
        raise NoMessage(source, f"the mail cannot be taken apart ({error})") from error
    if len(mail.text) > MOST_TEXT:
        raise MessageTooLong(source, len(mail.text), MOST_TEXT)
    if not mail.text and b"\n" not in content.strip():
        return None
    parts = take_apart(mail.text)
    channel = Channel(mail.channel) if mail.channel in set(Channel) else Channel.EMAIL
    return Message(
        parts.own,
        mail.subject,
        mail.sender_name,
        mail.sender_email,
        mail.sent,
        channel,
        mail.id,
        mail.references,
        parts.signature,
        parts.earlier,
    )
