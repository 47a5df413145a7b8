"""Pictures as PNG, JPEG, GIF, WebP and SVG without what cameras and programs write into them.

What a picture needs to look the same stays: its colours, its animation, and which side is up.
"""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterator

from kb.faq.bare.boxes import bare_boxes, is_boxes
from kb.faq.bare.not_so import NotSoError

_PNG = b"\x89PNG\r\n\x1a\n"
_GIFS = (b"GIF87a", b"GIF89a")
SIGNS = (_PNG, b"\xff\xd8\xff", *_GIFS)
"""How a picture of dots begins."""
_PNG_KEEPS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_JPEG_DROPS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""The segments of programs and comments; the one of Adobe (0xEE) says how colours are meant."""
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Marks that have no length behind them."""
_ORIENTATION = 0x0112
_GIF_KEEPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_WEBP_KEEPS = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_SVG = re.compile(
    rb"<!--(?:[^<-]|<(?!!--)|-(?!->))*+-->|<\?(?!xml[ -])(?:[^?<]|\?(?!>))*+\?>"
    rb"|(?<=\s)(?:sodipodi:(?:docname|absref|version)|inkscape:(?:export-[\w-]++|version))=(?:\"[^\"]*+\"|'[^']*+')"
)
_TELLING = re.compile(
    rb"<(/?)((?:\w{1,20}:)?metadata|sodipodi:namedview|rdf:RDF|x:xmpmeta|i:pgf)(?=[\s/>])[^<>]*+>"
)  # fmt: skip
_EMBEDDED = re.compile(rb"(data:image/([\w.+-]{1,20})[^,<>\"']{0,80};base64,)([A-Za-z0-9+/=\s]++)")
"""A picture that stands in a drawing."""


def is_webp(content: bytes) -> bool:
    """Whether a content begins as WebP does."""
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def bare_picture(content: bytes, kind: str) -> bytes:
    """The content of a picture without what it says; `kind` is the ending of its name."""
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd8" + b"".join(_jpeg(content))
    if content.startswith(_GIFS):
        return b"".join(_gif(content))
    if is_webp(content):
        return _webp(content)
    if kind == ".svg":
        return _svg(content)
    raise NotSoError


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise NotSoError
        if name in _PNG_KEEPS:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept)
    raise NotSoError


def _jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            raise NotSoError
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
            raise NotSoError
        if mark == 0xDA:
            end = _end_of_scan(content, end)
            segment = content[at:end]
        yield _kept_of_jpeg(mark, segment)
        at = end


def _kept_of_jpeg(mark: int, segment: bytes) -> bytes:
    if mark == 0xE0 and segment[4:9] == b"JFXX\0":
        return b""  # a small picture, maybe of how it was before
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
            raise NotSoError
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
            raise NotSoError
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if name in _WEBP_KEEPS:
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _svg(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = "utf-16-le" if content[:1] == b"\xff" else "utf-16-be"
        return content[:2] + _svg(content[2:].decode(order, "replace").encode()).decode().encode(order)
    left, many = _EMBEDDED.subn(_bare_embedded, _without_elements(_SVG.sub(b"", content)))
    if b"<!--" in left or many != left.count(b"data:image/"):
        raise NotSoError
    return left


def _without_elements(content: bytes) -> bytes:
    """A drawing without the elements in which programs write of it, and what stands in them."""
    kept, after, within = list[bytes](), 0, list[bytes]()
    for tag in _TELLING.finditer(content):
        if tag[1] and (not within or within.pop() != tag[2]):
            raise NotSoError
        if not tag[1] and not within:
            kept.append(content[after : tag.start()])
        if not tag[1] and not tag[0].endswith(b"/>"):
            within.append(tag[2])
        after = tag.end()
    if within:
        raise NotSoError
    return b"".join([*kept, content[after:]])


def _bare_embedded(picture: re.Match[bytes]) -> bytes:
    held = base64.b64decode(b"".join(picture[3].split()), validate=True)
    kind = ".svg" if picture[2] == b"svg+xml" else ""
    return picture[1] + base64.b64encode(bare_boxes(held) if is_boxes(held) else bare_picture(held, kind))
