"""A damaged or a hostile file goes as it is and is named; it neither ends an export nor takes its time."""

from __future__ import annotations

import struct

import pytest

from kb.faq.bare.bare import bare
from kb.faq.bare.boxes import _Box, _Places
from kb.faq.bare.not_so import NotSoError
from kb.markdown.sheets import hidden_names


def _box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", 8 + len(inside)) + name + inside


def _nested(depth: int) -> bytes:
    inside = b""
    for _level in range(depth):
        inside = _box(b"moov", inside)
    return _box(b"ftyp", b"isom\0\0\0\0isom") + inside


WORDS = b"%PDF-1.7\n1 0 obj\n<</Type /ObjStm /N 1 /First 4>>\nstream\nword\nendstream\nendobj\n"


def test_boxes_in_boxes_without_end_go_as_they_are_and_are_named() -> None:
    assert bare(_nested(1500), ".mp4") == (_nested(1500), False)


def test_more_items_than_bytes_are_not_read() -> None:
    inside = b"\2\0\0\0\0\0" + struct.pack(">I", 2**32 - 1)
    with pytest.raises(NotSoError):
        _Places(bytearray(inside), _Box(b"iloc", 0, 0, len(inside))).all()


def test_words_where_a_pdf_has_numbers_end_nothing() -> None:
    assert bare(WORDS, ".pdf").content.startswith(b"%PDF-1.7")


def test_rules_that_double_at_each_level_take_no_more_than_their_length() -> None:
    rules = "p {" + "p &, q &{" * 40 + "display:none" + "}" * 41
    assert len(str(hidden_names(f"<style>{rules}</style>"))) < 100_000
