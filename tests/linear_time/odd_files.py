"""Files in which one part repeats as often as there is room for, each of them as such files are built."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PARTS = (
    (b"%PDF-1.7\n", b"stream\nendstream\n", b"", ".pdf"),
    (b"%PDF-1.7\n", b"1 0 obj<<>>stream\nendstream\n", b"", ".pdf"),
    (b"%PDF-1.7\n/Info 1 0 R\n", b"1 0 obj (a)\n", b"", ".pdf"),
    (b"%PDF-1.7\n/Info 1 0 R\n", b"1 0 obj (a)\n", b"endobj", ".pdf"),
    (b"%PDF-1.7\n/Info 1 0 R\n", b"1 0 obj (a) 1 0 R endobj\n", b"", ".pdf"),
    (b"%PDF-1.7\n/Info 1 0 R\n1 0 obj <</Author (", b"\\", b")>> endobj", ".pdf"),
    (b"%PDF-1.7\n/Info 1 0 R\n1 0 obj <</Author (", b"(", b")>> endobj", ".pdf"),
    (b"\x1aE\xdf\xa3\x80\x18\x53\x80\x67\xff", b"\x1f\x43\xb6\x75\xff", b"", ".webm"),
    (b"", b"ID3\4\0\0\0\0\0\0", b"sound", ".mp3"),
    (b"{\\rtf1", b"{\\info ", b"", ".rtf"),
    (b"{\\rtf1", b"{\\*\\atnid a}", b"}", ".rtf"),
)  # fmt: skip
"""The beginning, what repeats, the end, and the kind."""


def odd_files(length: int) -> Iterator[tuple[bytes, str]]:
    """Files of about so many bytes, and their kinds."""
    for begins, part, ends, kind in _PARTS:
        yield begins + part * (length // len(part)) + ends, kind
    yield b"<svg>" + b"".join(b"<a%d:metadata>" % number for number in range(length // 16)), ".svg"
    yield picture_of(length // 6, 65_535), ".heic"
    yield picture_of(length // 30, 1), ".heic"
    yield film_of(length // 8), ".mp4"
    yield box(b"ftyp", b"isom") + box(b"moov", *[box(b"moov")] * (length // 8)), ".mp4"


def box(name: bytes, *inside: bytes) -> bytes:
    """One box of a file of boxes."""
    body = b"".join(inside)
    return struct.pack(">I", len(body) + 8) + name + body


def picture_of(items: int, extents: int) -> bytes:
    """A picture whose items all lie at one place, in so many pieces, most of which are not there."""
    items = min(items, 65_535)
    each = [box(b"infe", b"\2\0\0\0", struct.pack(">HH4s", number, 0, b"Exif")) for number in range(items)]
    places = [struct.pack(">HHHII", number, 0, extents, 20, items) for number in range(items)]
    iinf = box(b"iinf", bytes(4), struct.pack(">H", items), *each)
    iloc = box(b"iloc", b"\0\0\0\0\x44\0", struct.pack(">H", items), *places)
    meta = box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"pict", bytes(13)), iinf, iloc)
    return box(b"ftyp", b"heic") + box(b"mdat", bytes(items)) + meta


def film_of(samples: int) -> bytes:
    """A film that says so often that a moment of its way lies at one and the same place."""
    places = box(b"stco", bytes(4), struct.pack(">I", samples), struct.pack(">I", 20) * samples)
    sizes = box(b"stsz", bytes(4), struct.pack(">II", samples, samples))
    runs = box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1))
    tables = box(b"minf", box(b"stbl", sizes, runs, places))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"meta", bytes(13)), tables))
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(samples)) + box(b"moov", track)
