"""A damaged or a hostile file goes as it is and is named; it neither ends an export nor takes its time."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from kb.faq.bare.bare import bare
from kb.faq.bare.boxes import _Box, _Places
from kb.faq.bare.not_so import NotSoError
from kb.markdown.sheets import hidden_names
from tests.articles.files_that_tell import (
    GIF,
    JPEG,
    PNG,
    SECRET,
    SVG,
    WEBP,
    avif,
    box,
    drawn,
    exif,
    film,
    office,
    pdf,
    segment,
    webm,
)
from tests.linear_time.odd_files import film_of, odd_files, picture_of

PACKED = (
    b"%PDF-1.7 /Info 7 0 R\n1 0 obj\n<</Type /ObjStm /N 3 /First 14>>\nstream\n"
    b"7 0 8 3 9 6   (a)(b)(c)\nendstream\nendobj\n"
)


def _deflated() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("größe.xml", bytes(range(256)))
    return written.getvalue()


SAMPLES = (
    (PACKED, ".pdf"), (_deflated(), ".xlsx"),
    (b"SOUND" + SECRET + b"APETAGEX" + struct.pack("<IIII", 2000, len(SECRET) + 32, 1, 0) + bytes(8), ".mp3"),
    (PNG, ".png"), (JPEG[:2] + segment(0xE1, exif(6)) + JPEG[2:], ".jpg"), (GIF, ".gif"), (WEBP, ".webp"),
    (drawn(JPEG), ".svg"), (SVG.replace(b"<rect", b"<metadata><rdf:RDF/></metadata><rect"), ".svg"),
    (avif(SECRET, SECRET, SECRET), ".avif"), (film(SECRET, SECRET), ".mp4"), (webm(SECRET, SECRET), ".webm"),
    (b"ID3\4\0\0\0\0\0\4abcd\xff\xfbSOUND" + b"TAG".ljust(128), ".mp3"), (pdf(SECRET, SECRET * 4, JPEG), ".pdf"),
    (office("word/media/1.jpeg", JPEG, ("meta.xml", b"<dc:creator>Ana</dc:creator>")), ".docx"),
    (b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"jxlc", b"PICTURE") + box(b"Exif", SECRET), ".jxl"),
    (b"{\\rtf1{\\info{\\author Ana}}Words}", ".rtf"), (b"ISO-10303-21;FILE_NAME('pot','',('Ana'),'');", ".step"),
)  # fmt: skip


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


@pytest.mark.parametrize(("content", "kind"), SAMPLES, ids=[kind for _content, kind in SAMPLES])
def test_a_file_that_is_cut_or_changed_anywhere_is_read_or_goes_as_it_is(content: bytes, kind: str) -> None:
    chance = random.Random(f"{kind} {len(content)}")
    cut = [content[: chance.randrange(1, len(content))] for _time in range(30)]
    changed = [bytearray(content) for _time in range(30)]
    for one in changed:
        one[chance.randrange(len(one))] = chance.randrange(256)
    for given in (*cut, *map(bytes, changed)):
        made = bare(given, kind)
        assert made.content != b""
        assert made.certain or kind in (".docx", ".xlsx") or made.content == given


def test_what_a_file_repeats_without_end_is_never_lost() -> None:
    assert [kind for content, kind in odd_files(2_000) if not bare(content, kind).content] == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (".pdf", b"%PDF-1.7\n" + b"stream\nendstream\n" * 3),
        (".pdf", b"%PDF-1.7\n/Info 1 0 R\n" + b"1 0 obj (a)\n" * 3),
        (".pdf", b"%PDF-1.7\n/Info 1 0 R\n" + b"1 0 obj (a)\n" * 3 + b"endobj"),
        (".svg", b"<svg>" + b"".join(b"<a%d:metadata>" % number for number in range(3))),
        (".heic", picture_of(3, 1)),
        (".mp4", film_of(3)),
        (".mp4", film(SECRET, SECRET).replace(b"mdat", b"skip")),
        (".mp4", film(SECRET, SECRET) + box(b"moof")),
        (
            ".mp3",
            b"ID3\4\0\0\0\0\0\0" + b"sound" * 9 + b"APETAGEX" + struct.pack("<IIII", 2000, 2**31, 1, 0) + bytes(8),
        ),
        (".mp3", b"ID3\4\0\0\0\0\0\0"),
        (".webm", b"\x1aE\xdf\xa3\x80\x18\x53\x80\x67\xff\x12\x54\xc3\x67\xff" + SECRET),
    ],
)
def test_a_file_whose_parts_do_not_close_or_lie_in_each_other_stays(kind: str, content: bytes) -> None:
    assert bare(content, kind) == (content, False)
