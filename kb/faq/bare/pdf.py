"""PDF without what it says of its author and its programs, and without the data of cameras in its pictures.

A PDF names the place of each of its parts by a number of bytes, so every part stays as long as it was. Its title stays,
since readers and screen readers show it, and so do remarks that somebody wrote into it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from kb.faq.bare.not_so import NotSoError
from kb.faq.bare.pictures import bare_picture

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[ \r\n\t]{1,9}\d{1,5}[ \r\n\t]{1,9}obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_ABOUT = re.compile(rb"/Info[ \r\n\t]{1,9}(\d{1,10})[ \r\n\t]{1,9}\d{1,5}[ \r\n\t]{1,9}R\b")
_LEADS = re.compile(rb"(/Title[ \r\n\t]{1,9})?(?<!\d)(\d{1,10})[ \r\n\t]{1,9}\d{1,5}[ \r\n\t]{1,9}R\b")
_METADATA = re.compile(rb"/Type\s*/Metadata\b|/Subtype\s*/XML\b")
_FILTER = re.compile(rb"/(\w{1,20}Decode)\b")
_MANY = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_TITLE = re.compile(rb"/Title\s*\Z")
_SIGN = re.compile(rb"\\.|[()]", re.DOTALL)
_MOST = 100_000_000
"""Bytes that one part may become."""


class _Part(NamedTuple):
    """What a PDF says of some bytes, and where these lie."""

    said: bytes
    start: int
    end: int


def bare_pdf(content: bytes) -> bytes:
    """A PDF without what it tells."""
    if b"/Encrypt" in content:
        raise NotSoError
    out = bytearray(content)
    parts = list(_parts(content))
    objects = _objects(content, parts)
    wanted = [int(number) for number in _ABOUT.findall(content)]
    packed = [part for part in parts if _MANY.search(part.said)]
    for part in parts:
        if _METADATA.search(part.said):
            _put(out, part, b" " * len(_unpacked(content, part)))
        elif content[part.start : part.start + 3] == b"\xff\xd8\xff":
            found = bare_picture(content[part.start : part.end], ".jpg")
            out[part.start : part.end] = found.ljust(part.end - part.start, b"\0")
        elif b"/DCTDecode" in part.said:
            raise NotSoError  # a photograph that is packed once more
    done: set[int] = set()
    while wanted:
        number = wanted.pop()
        if number not in done:
            done.add(number)
            for start, end in objects.get(number, []):
                if end < start:
                    raise NotSoError
                wanted += [int(number) for title, number in _LEADS.findall(content[start:end]) if not title]
                out[start:end] = _without_words(content[start:end])
    _bare_packed(content, out, packed, done)
    return bytes(out)


def _bare_packed(content: bytes, out: bytearray, packed: list[_Part], done: set[int]) -> None:
    """The same for objects that are packed together."""
    for part in packed:
        inside, first = _unpacked(content, part), _FIRST.search(part.said)
        if first is None:
            raise NotSoError
        at = int(first[1])
        numbers = [int(one) for one in inside[:at].split()]
        starts = [at + one for one in numbers[1::2]]
        ends = [*sorted(starts)[1:], len(inside)]
        changed = bytearray(inside)
        for number, start, end in zip(numbers[::2], starts, ends, strict=False):
            if number in done:
                changed[start:end] = _without_words(inside[start:end])
        if changed != inside:
            _put(out, part, bytes(changed))


def _parts(content: bytes) -> Iterator[_Part]:
    after = 0
    for begun in _STREAM.finditer(content):
        if begun.start() < after:
            continue
        end = content.find(b"endstream", begun.end())
        if end < 0:
            raise NotSoError
        line = 2 if content[end - 2 : end] == b"\r\n" else 1 if content[end - 1 : end] in (b"\n", b"\r") else 0
        said = content.rfind(b"obj", after, begun.start())
        if said < 0:
            raise NotSoError
        yield _Part(content[said + 3 : begun.start()], begun.end(), max(begun.end(), end - line))
        after = end + len(b"endstream")


def _objects(content: bytes, parts: list[_Part]) -> dict[int, list[tuple[int, int]]]:
    """Where each object lies that stands outside of all streams; one that is not closed ends before it begins."""
    found: dict[int, list[tuple[int, int]]] = {}
    after = [0, *(part.end for part in parts)]
    before = [*(part.start for part in parts), len(content)]
    for start, end in zip(after, before, strict=True):
        begun = [*_OBJECT.finditer(content, start, end)]
        nexts = [*(one.start() for one in begun[1:]), end]
        for one, latest in zip(begun, nexts, strict=False):
            closed = content.find(b"endobj", one.end(), latest)
            in_stream = closed < 0 and latest == end < len(content)
            found.setdefault(int(one[1]), []).append((one.end(), end if in_stream else closed))
    return found


def _unpacked(content: bytes, part: _Part) -> bytes:
    data = content[part.start : part.end]
    if b"/Filter" not in part.said:
        return data
    if _FILTER.findall(part.said) != [b"FlateDecode"] or b"/Predictor" in part.said:
        raise NotSoError
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data, _MOST)
    except zlib.error as error:
        raise NotSoError from error
    if not unpacking.eof:
        raise NotSoError
    return found


def _put(out: bytearray, part: _Part, inside: bytes) -> None:
    """Other bytes in the place of a part; behind what is packed, a reader passes over the rest."""
    data = zlib.compress(inside, 9) if b"/Filter" in part.said else inside
    if len(data) > part.end - part.start:
        raise NotSoError
    out[part.start : part.end] = data.ljust(part.end - part.start, b"\n")


def _without_words(said: bytes) -> bytes:
    """An object of the same length whose texts are empty, but for the title."""
    out, at = bytearray(said), 0
    while at < len(said):
        if said[at : at + 2] in (b"<<", b">>"):
            at += 2
        elif said[at : at + 1] in (b"(", b"<"):
            end = _end_of_text(said, at)
            if not _TITLE.search(said, max(0, at - 20), at):
                out[at + 1 : end] = b" " * (end - at - 1)
            at = end + 1
        else:
            at += 1
    return bytes(out)


def _end_of_text(said: bytes, at: int) -> int:
    """Where a text ends: at the bracket that closes the first one."""
    if said[at : at + 1] == b"<":
        end = said.find(b">", at)
        return end if end >= 0 else len(said)
    depth = 0
    for sign in _SIGN.finditer(said, at):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.start()
    return len(said)
