"""Bytes of mail as text: broken transfer encodings, and character sets that are not what they say."""

from __future__ import annotations

import binascii
import codecs
import re

from composer.reading.plain import decode
from kb.text import clean

# What browsers read under these names: programs write the larger set and name the smaller one.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Names that Python decodes, but no mail program writes; some take quadratic time."""
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_JIS_PART = re.compile(rb"\x1b(\$[@B]|\$\([A-Z]|\([A-Z])")
_MOST_BAD = 0.3
"""The share of broken letters up to which a text is UTF-8 all the same."""


def decode_transfer(body: bytes, encoding: str) -> bytes:
    """The bytes of a part without their transfer encoding; what follows base64 text, such as a footer, is left out."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding != "base64":
        return body
    pieces = []
    for line in body.split(b"\n"):
        line = line.strip()  # noqa: PLW2901
        if line and not _BASE64_LINE.fullmatch(line):
            break
        pieces.append(line)
    coded = b"".join(pieces)
    if not coded:
        return body
    try:
        return binascii.a2b_base64(coded + b"=" * (-len(coded) % 4))
    except binascii.Error:
        # One letter too many: the last whole group is the end.
        return binascii.a2b_base64(coded.rstrip(b"=")[: len(coded.rstrip(b"=")) // 4 * 4])


def decode_text(content: bytes, charset: str) -> str:
    """Bytes as clean text in the character set that was meant; one bad letter costs itself alone."""
    try:
        name = codecs.lookup(charset.strip() or "utf-8").name
    except (LookupError, ValueError):
        return decode(content)
    name = _MEANT.get(name, name)
    if name == "iso2022_jp" or name.startswith("iso2022_jp_"):
        return clean(_japanese(content))
    if name.replace("-", "_") in _NO_CHARSETS:
        return decode(content)
    if name == "utf-8":
        return _utf8(content)
    try:
        return clean(content.decode(name, "replace"))
    except (LookupError, ValueError):
        return decode(content)


def _utf8(content: bytes) -> str:
    """UTF-8 text; where most of its letters are broken it is what old mail programs wrote."""
    try:
        return clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = content.decode("utf-8-sig", "replace")
    beyond = sum(not letter.isascii() for letter in text)
    return clean(text) if text.count("\ufffd") <= beyond * _MOST_BAD else decode(content)


def _japanese(content: bytes) -> str:
    """ISO-2022-JP with the letters that vendors added, as the code page of Windows has them."""
    pieces, at, double = [], 0, False
    for mark in _JIS_PART.finditer(content):
        pieces.append(_shift_jis(content[at : mark.start()]) if double else content[at : mark.start()])
        at, double = mark.end(), mark[1].startswith(b"$")
    pieces.append(_shift_jis(content[at:]) if double else content[at:])
    return b"".join(pieces).decode("cp932", "replace")


def _shift_jis(pairs: bytes) -> bytes:
    """Two-byte letters of JIS X 0208 in Shift JIS (the formula of JIS X 0208, annex 1); line ends stay."""
    written = bytearray()
    at = 0
    while at < len(pairs):
        row, cell = pairs[at], pairs[at + 1] if at + 1 < len(pairs) else 0
        if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
            written.append(row)
            at += 1
            continue
        written.append((row + 1) // 2 + (0x70 if row < 0x5F else 0xB0))
        written.append(cell + (0x1F if cell < 0x60 else 0x20) if row % 2 else cell + 0x7E)
        at += 2
    return bytes(written)


def unflowed(text: str, *, joined: bool) -> str:
    """Text whose lines a mail program folded (RFC 3676); `joined` where the space at the fold is not part of it."""
    lines: list[list[str]] = []
    depth, open_line = -1, False
    for line in text.split("\n"):
        words = line.lstrip(">")
        level, words = len(line) - len(words), words.removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        piece = words[:-1] if flows and joined else words
        if open_line and level == depth and words != "-- ":
            lines[-1].append(piece)
        else:
            lines.append([">" * level + (" " if level else ""), piece])
        depth, open_line = level, flows
    return "\n".join("".join(pieces) for pieces in lines)
