"""Files of boxes: pictures as AVIF, HEIC and JPEG XL, films and sounds as MP4, MOV and M4A.

Nearly everything in such a file is found by how far it lies from the beginning. So nothing moves: what is to go is
overwritten. Only JPEG XL can do without a box.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kb.faq.bare.not_so import NotSoError

JPEG_XL = b"\0\0\0\x0cJXL \r\n\x87\n"
_FIRST = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_HOLDING = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts")
_TELLING = (b"udta", b"uuid", b"free", b"skip")
"""What users and programs write, and room that older versions may lie in."""
_TELLING_OF_XL = (b"Exif", b"xml ", b"jumb", b"brob", b"jbrd", *_TELLING)
_TELLING_ITEMS = (b"Exif", b"mime", b"uri ")
_NO_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
"""The data of a camera that says nothing."""


class _Box(NamedTuple):
    name: bytes
    start: int
    inside: int
    end: int


def is_boxes(content: bytes) -> bool:
    """Whether a content begins as files of boxes do."""
    return content[4:8] == b"ftyp" or (content[4:8] in _FIRST and int.from_bytes(content[:4], "big") <= len(content))


def bare_boxes(content: bytes) -> bytes:
    """A picture, a film or a sound of boxes without what it tells."""
    out = bytearray(content)
    boxes = list(_boxes(out, 0, len(out)))
    data = _Data(out, [box for box in boxes if box.name == b"mdat"])
    for box in boxes:
        if box.name == b"meta":
            _bare_meta(out, box, data)
        else:
            # The places of a film that comes in fragments are not in its tables.
            _bare_box(out, box, data if all(one.name != b"moof" for one in boxes) else None)
    return bytes(out)


def bare_jpeg_xl(content: bytes) -> bytes:
    """A picture as JPEG XL without what it tells."""
    kept = [content[box.start : box.end] for box in _boxes(content, 0, len(content)) if box.name not in _TELLING_OF_XL]
    return b"".join(kept)


def _boxes(content: bytes | bytearray, start: int, end: int) -> Iterator[_Box]:
    while start < end:
        if end - start < 8:
            raise NotSoError
        (size,), name, head = struct.unpack_from(">I", content, start), bytes(content[start + 4 : start + 8]), 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", content, start + 8), 16
        size = size or end - start
        if size < head or start + size > end:
            raise NotSoError
        yield _Box(name, start, start + head, start + size)
        start += size


class _Data:
    """Where a file has what is seen and heard; no place that it names may lie elsewhere, or be overwritten often."""

    def __init__(self, out: bytearray, boxes: list[_Box]) -> None:
        self.out, self.boxes = out, boxes
        self.left = sum(box.end - box.inside for box in boxes)

    def overwrite(self, start: int, length: int, left: bytes = b"") -> None:
        self.left -= length
        box = self.boxes[bisect_right(self.boxes, start, key=lambda one: one.inside) - 1] if self.boxes else None
        if box is None or self.left < 0 or not box.inside <= start <= start + length <= box.end:
            raise NotSoError
        self.out[start : start + length] = left.ljust(length, b"\0")


def _bare_box(out: bytearray, box: _Box, data: _Data | None) -> None:
    if box.name in _TELLING or box.name == b"meta":
        _overwrite(out, box)
    elif box.name in _HOLDING:
        inner = list(_boxes(out, box.inside, box.end))
        if box.name == b"trak" and _handler(out, inner) == b"meta":
            # Where the camera was at each moment is a track of its own.
            if data is None:
                raise NotSoError
            for start, length in _samples(out, inner):
                data.overwrite(start, length)
            _overwrite(out, box)
        else:
            for one in inner:
                _bare_box(out, one, data)


def _overwrite(out: bytearray, box: _Box) -> None:
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.inside : box.end] = bytes(box.end - box.inside)


def _handler(out: bytearray, inner: list[_Box]) -> bytes:
    """What kind of track it is, as `vide`, `soun` or `meta`."""
    media = _named(out, inner, b"mdia")
    found = next((one for one in media if one.name == b"hdlr"), None)
    return bytes(out[found.inside + 8 : found.inside + 12]) if found else b""


def _named(out: bytearray, inner: list[_Box], *names: bytes) -> list[_Box]:
    """What stands in a box in a box, by their names from outside."""
    for name in names:
        inner = [one for box in inner if box.name == name for one in _boxes(out, box.inside, box.end)]
    return inner


def _samples(out: bytearray, inner: list[_Box]) -> Iterator[tuple[int, int]]:
    """Where the data of a track lie, and how long each piece is."""
    tables = {box.name: box for box in _named(out, inner, b"mdia", b"minf", b"stbl")}
    places, wide = (b"co64", "Q") if b"co64" in tables else (b"stco", "I")
    if not {places, b"stsz", b"stsc"} <= tables.keys():
        raise NotSoError
    (one_size,) = struct.unpack_from(">I", out, tables[b"stsz"].inside + 4)
    sizes = iter(() if one_size else _table(out, tables[b"stsz"], 8, "I"))
    (left,) = struct.unpack_from(">I", out, tables[b"stsz"].inside + 8)
    runs = _table(out, tables[b"stsc"], 4, "III")
    firsts = dict(zip(runs[::3], runs[1::3], strict=True))
    many = 0
    for number, start in enumerate(_table(out, tables[places], 4, wide), 1):
        many = min(firsts.get(number, many), left)
        left -= many
        yield start, many * one_size or sum(islice(sizes, many))


def _table(out: bytearray, box: _Box, at: int, row: str) -> tuple[int, ...]:
    """The numbers of a table, before which their rows are counted."""
    (count,) = struct.unpack_from(">I", out, box.inside + at)
    begins = box.inside + at + 4
    if begins + count * struct.calcsize(f">{row}") > box.end:
        raise NotSoError
    return struct.unpack_from(f">{row * count}", out, begins)


def _bare_meta(out: bytearray, box: _Box, data: _Data) -> None:
    """What stands beside the picture in a file: its items, some of which tell where it was taken."""
    inside = box.inside if out[box.inside + 4 : box.inside + 8] == b"hdlr" else box.inside + 4
    inner = {one.name: one for one in _boxes(out, inside, box.end)}
    handler = inner.get(b"hdlr")
    if handler is None or out[handler.inside + 8 : handler.inside + 12] != b"pict":
        _overwrite(out, box)
        return
    for one in inner.values():
        if one.name in _TELLING:
            _overwrite(out, one)
    kinds = dict(_items(out, inner[b"iinf"])) if b"iinf" in inner else {}
    telling = {number: kind for number, kind in kinds.items() if kind in _TELLING_ITEMS}
    places = _Places(out, inner[b"iloc"]).all() if b"iloc" in inner and telling else {}
    beside = _Data(out, [inner[b"idat"]] if b"idat" in inner else [])
    for number, kind in telling.items():
        for in_data, start, length in places.get(number, []):
            begin = start + (beside.boxes[0].inside if in_data and beside.boxes else 0)
            if length <= 0:
                raise NotSoError
            empty = _NO_EXIF if kind == b"Exif" and length >= len(_NO_EXIF) else b""
            (beside if in_data else data).overwrite(begin, length, empty)


def _items(out: bytearray, box: _Box) -> Iterator[tuple[int, bytes]]:
    """The kind of each item by its number."""
    for one in _boxes(out, box.inside + (6 if out[box.inside] == 0 else 8), box.end):
        version = out[one.inside]
        if one.name != b"infe" or version < 2:
            raise NotSoError
        number, _protected, kind = struct.unpack_from(">HH4s" if version == 2 else ">IH4s", out, one.inside + 4)
        yield number, kind


class _Places:
    """Reads where the data of each item lie."""

    def __init__(self, out: bytearray, box: _Box) -> None:
        self.out, self.at, self.end = out, box.inside + 4, box.end
        self.version = out[box.inside]
        sizes = self.number(2)
        self.offset, self.length, self.base, self.index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))

    def number(self, size: int) -> int:
        self.at += size
        if self.at > self.end:
            raise NotSoError
        return int.from_bytes(self.out[self.at - size : self.at], "big")

    def all(self) -> dict[int, list[tuple[bool, int, int]]]:
        """By item: whether its data lie in the box for such data, where they begin, and how long they are."""
        wide = 4 if self.version == 2 else 2
        return dict(self.item(wide) for _number in range(self.number(wide)))

    def item(self, wide: int) -> tuple[int, list[tuple[bool, int, int]]]:
        number, in_data = self.number(wide), bool(self.version and self.number(2) & 15)
        self.number(2)
        base, found = self.number(self.base), []
        extents = self.number(2)
        if extents > 1 and not self.length:
            raise NotSoError
        for _extent in range(extents):
            self.number(self.index if self.version else 0)
            start = base + self.number(self.offset)
            found.append((in_data, start, self.number(self.length)))
        return number, found
