"""Films as WebM and sounds as MP3 without their tags: who made them, where, when and with which program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.faq.bare.not_so import NotSoError

WEBM = b"\x1aE\xdf\xa3"
_SEGMENT, _ABOUT, _EMPTY, _CHECKSUM = 0x18538067, 0x1549A966, 0xEC, 0xBF
_TELLING = {0x1254C367, 0x1941A469, _EMPTY, _CHECKSUM}
"""Tags, what is attached, room, and a sum that would not be right any more."""
_TELLING_OF_FILE = {0x7BA9, 0x7384, 0x3C83AB, 0x3E83BB, 0x4461, _EMPTY, _CHECKSUM}
"""Title, names of files, and the day."""
_PROGRAMS = {0x4D80, 0x5741}
"""The programs, which no film may lack."""
_CLUSTER = 0x1F43B675


class _Element(NamedTuple):
    number: int
    start: int
    inside: int
    end: int


def bare_webm(content: bytes) -> bytes:
    """A film without what it tells; nothing in it moves, for it is sought by where it lies."""
    out = bytearray(content)
    for top in _elements(out, 0, len(out)):
        for one in _elements(out, top.inside, top.end) if top.number == _SEGMENT else ():
            if one.number in _TELLING:
                _empty(out, one)
            for inner in _elements(out, one.inside, one.end) if one.number == _ABOUT else ():
                if inner.number in _TELLING_OF_FILE:
                    _empty(out, inner)
                elif inner.number in _PROGRAMS:
                    out[inner.inside : inner.end] = b" " * (inner.end - inner.inside)
    return bytes(out)


def _elements(out: bytearray, start: int, end: int) -> Iterator[_Element]:
    while start < end:
        number, at = _number(out, start, marked=True)
        size, inside = _number(out, at, marked=False)
        after = inside + size
        if size == (1 << 7 * (inside - at)) - 1:
            # Ones alone: no size is known. A film goes on to the end; what stands in a cluster is read as if beside it.
            after = {_SEGMENT: end, _CLUSTER: inside}.get(number, end + 1)
        if after > end:
            raise NotSoError
        yield _Element(number, start, inside, after)
        start = after


def _number(out: bytearray, at: int, *, marked: bool) -> tuple[int, int]:
    """A number whose first bit set says how long it is, and where it ends."""
    length = 9 - out[at].bit_length()
    if length > 8 or at + length > len(out):
        raise NotSoError
    found = int.from_bytes(out[at : at + length], "big")
    return found if marked else found & (1 << 7 * length) - 1, at + length


def _empty(out: bytearray, one: _Element) -> None:
    length = one.end - one.start
    head = bytes([_EMPTY, 0x80 | length - 2]) if length < 10 else bytes([_EMPTY, 1]) + (length - 9).to_bytes(7, "big")
    out[one.start : one.end] = head.ljust(length, b"\0")


def bare_mp3(content: bytes) -> bytes:
    """A sound without what stands before and behind it."""
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3":
        size = 0
        for byte in content[start + 6 : start + 10]:
            size = size << 7 | byte & 0x7F
        start += 10 + size + (10 if content[start + 5] & 0x10 else 0)
    if content[end - 128 : end - 125] == b"TAG":
        end -= 128
    if content[end - 32 : end - 24] == b"APETAGEX":
        headed = bool(content[end - 9] & 0x80)
        end -= int.from_bytes(content[end - 20 : end - 16], "little") + (32 if headed else 0)
        if headed and content[max(end, 0) : end + 8] != b"APETAGEX":
            raise NotSoError
    if start >= end:
        raise NotSoError
    return content[start:end]
