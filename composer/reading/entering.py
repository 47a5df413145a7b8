"""Entering: how a message comes in from outside: read inside one guard, its card numbers masked, else as raw text."""

from __future__ import annotations

from dataclasses import replace

from composer.cases.message import Message
from composer.errors import NoMessage
from composer.reading.cards import mask_cards
from composer.reading.message import parse_message
from composer.reading.plain import decode, is_text
from kb.guard import guarded
from kb.text import one_line

MOST_RAW_BYTES = 100_000
"""This much of a message that cannot be read is shown."""
_FEW_ZEROS = 20
"""One byte in so many may be a zero; a picture has more of them."""


def enter_message(content: bytes, source: str) -> Message:
    """A message from the bytes of a text or of a mail, without card numbers; a KBError says why there is none."""
    with guarded(source):
        message = parse_message(content, source)
        return replace(
            message,
            text=mask_cards(message.text),
            subject=mask_cards(message.subject),
            sender_name=mask_cards(message.sender_name),
            signature=mask_cards(message.signature),
            earlier=mask_cards(message.earlier),
        )


def raw_message(content: bytes, source: str) -> Message:
    """The beginning of a message that cannot be read, as the plain text that it is; NoMessage where it is no text."""
    beginning = content[:MOST_RAW_BYTES]
    if not is_text(beginning) and beginning.count(0) * _FEW_ZEROS < len(beginning):
        beginning = beginning.replace(b"\0", b"")
    text = decode(beginning).strip() if is_text(beginning) else ""
    if not text:
        raise NoMessage(source, "it is empty, or no text at all")
    return Message(mask_cards(text), subject=one_line(mask_cards(source)), cut=len(content) > MOST_RAW_BYTES)
