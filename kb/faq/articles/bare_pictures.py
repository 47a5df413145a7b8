"""Pictures without what cameras and programs write into them: places, names, programs, paths, older versions.

What a picture needs to look the same stays: its colours, its animation, and which side is up. What cannot be read as
the kind that it says it is stays as it is.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEEPS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_JPEG_DROPS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""The segments of programs and comments; the one of Adobe (0xEE) says how colours are meant."""
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Marks that have no length behind them."""
_ORIENTATION = 0x0112
_GIF_KEEPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_SVG = re.compile(
    rb"<!--(?:[^<-]|<(?!!--)|-(?!->))*+-->"
    rb"|<(metadata|sodipodi:namedview)\b[^<>]*+>(?:(?<=/>)|(?:[^<]|<(?!/?(?:metadata|sodipodi:namedview)\b))*+</\1>)"
    rb"|(?<=\s)(?:sodipodi:(?:docname|absref|version)|inkscape:(?:export-[\w-]++|version))=(?:\"[^\"]*+\"|'[^']*+')"
)


class _NotSoError(Exception):
    """The bytes are not what their beginning says."""


def bare(content: bytes, kind: str) -> bytes:
    """The content of a picture without what it says of people and places; `kind` is the ending of its name."""
    try:
        if content.startswith(_PNG):
            return _png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd8" + b"".join(_jpeg(content))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(content))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
    except (_NotSoError, IndexError, struct.error):
        return content
    return _SVG.sub(b"", content) if kind == ".svg" else content


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise _NotSoError
        if name in _PNG_KEEPS:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept)
    raise _NotSoError


def _jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            raise _NotSoError
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xD9:
            yield b"\xff\xd9"
            return
        end = at + 2 if mark in _JPEG_BARE else at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        segment = content[at:end]
        if len(segment) != end - at:
            raise _NotSoError
        if mark == 0xDA:
            end = _end_of_scan(content, end)
            segment = content[at:end]
        yield _kept_of_jpeg(mark, segment)
        at = end


def _kept_of_jpeg(mark: int, segment: bytes) -> bytes:
    if mark not in _JPEG_DROPS or (mark == 0xE2 and segment[4:16] == b"ICC_PROFILE\0"):
        return segment
    side = _side_up(segment[10:]) if mark == 0xE1 and segment[4:10] == b"Exif\0\0" else 1
    if side == 1:
        return b""
    tag = struct.pack(">HHIHH", _ORIENTATION, 3, 1, side, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + tag + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _side_up(tiff: bytes) -> int:
    """Which side of a photograph is up, from 1 to 8."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(count):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next mark stands behind the data of a scan, in which a byte of zero follows each sign of a mark.

    Data that is cut short goes on to the end: a browser shows what there is.
    """
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        if content[at + 1] != 0 and content[at + 1] not in _JPEG_BARE:
            return at
        at += 2


def _gif(content: bytes) -> Iterator[bytes]:
    at = 13 + _colours(content[10])
    yield content[:at]
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            data = at + 11 + _colours(content[at + 9])
        elif content[at] == 0x21:
            data = at + 2
        else:
            raise _NotSoError
        end = _end_of_blocks(content, data)
        foreign = content[at + 1] == 0xFF and content[at + 3 : at + 14] not in _GIF_KEEPS
        if content[at] == 0x2C or not (content[at + 1] == 0xFE or foreign):
            yield content[at:end]
        at = end
    yield b"\x3b"


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def _webp(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        name, (length,) = content[at : at + 4], struct.unpack_from("<I", content, at + 4)
        end = at + 8 + length + length % 2
        chunk = content[at:end]
        if len(chunk) < 8 + length:
            raise _NotSoError
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if name not in (b"EXIF", b"XMP "):
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
