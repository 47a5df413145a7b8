"""Header fields of a mail as text, addresses and moments, however they were encoded."""

from __future__ import annotations

import binascii
import datetime as dt
import email.utils
import re

from composer.reading.charsets import decode_text
from kb.text import one_line

_LONGEST = 2_000
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_IN_BRACKETS = re.compile(r"<([^<>\s]+)>")
_ADDRESS = re.compile(r"[^\s@<>\"(),;:]{1,64}@[^\s@<>\"(),;:]{1,255}")
_COMMENT = re.compile(r"\(([^()]*)\)")
_ZONE = re.compile(r"\b(?:GMT|UTC)\s?([+-])(\d{1,2}):?(\d{2})?\b")


def raw_text(value: bytes) -> str:
    """A field as it stands, on one line: UTF-8 (RFC 6532), or what old programs wrote."""
    return " ".join(decode_text(value[:_LONGEST], "utf-8").split())


def text_of_field(value: bytes) -> str:
    """A field as people read it."""
    return decoded_words(raw_text(value))


def decoded_words(text: str) -> str:
    """A text with its encoded words (RFC 2047) decoded; a letter may be cut between two of them."""
    pieces: list[str] = []
    at, charset, held = 0, "", b""
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        content = _content_of(word)
        if content is None:
            continue
        if held and (between.strip() or word[1].lower() != charset):
            pieces.append(decode_text(held, charset))
            held = b""
        if between.strip() or not at:
            pieces.append(between)
        held, charset, at = held + content, word[1].lower(), word.end()
    if held:
        pieces.append(decode_text(held, charset))
    return one_line("".join([*pieces, text[at:]]))


def _content_of(word: re.Match[str]) -> bytes | None:
    """The bytes of an encoded word; None where it is none after all."""
    charset, kind, coded = word[1].partition("*")[0], word[2].lower(), word[3]
    try:
        "".encode(charset)
        if kind == "q":
            return binascii.a2b_qp(coded.encode("utf-8"), header=True)
        coded = coded.rstrip("=")
        return binascii.a2b_base64(coded + "=" * (-len(coded) % 4))
    except (LookupError, ValueError):
        return None


def address_of_field(value: bytes) -> tuple[str, str]:
    """Name and address of the first person in a field; either may be empty.

    The address is looked for before the name is decoded, since a name may hold another one.
    """
    raw = raw_text(value)
    bracketed = _IN_BRACKETS.search(raw)
    bare = _ADDRESS.search(raw)
    if bracketed and not (bare and "," in raw[bare.end() : bracketed.start()] and '"' not in raw[: bare.start()]):
        name, address = raw[: bracketed.start()], bracketed[1]
    elif bare:
        comment = _COMMENT.search(raw, bare.end())
        name, address = comment[1] if comment else "", bare[0]
    else:
        return "", ""
    good = re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", address)
    return decoded_words(_unquoted(name))[:120], one_line(address).lower() if good else ""


def addresses_of(values: list[bytes]) -> list[str]:
    """Every address in some fields, in small letters."""
    return [found.lower() for value in values for found in _ADDRESS.findall(raw_text(value))]


def _unquoted(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        return name[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return name.strip('"').strip()


def moment_of_field(value: bytes) -> dt.datetime | None:
    """A moment as RFC 5322 or ISO 8601 writes it, with the zones that programs make up (`GMT+01:00 (CET)`)."""
    text = raw_text(value[:200])
    text = _ZONE.sub(lambda zone: f"{zone[1]}{int(zone[2]):02}{zone[3] or '00'}", text)
    for parsed in (email.utils.parsedate_to_datetime, dt.datetime.fromisoformat):
        try:
            return parsed(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
    return None
