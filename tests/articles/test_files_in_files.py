"""What a file holds is read as well; where it cannot be, or its kind is not known, that is said."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.faq.bare.bare import bare
from kb.faq.export import export_faq
from kb.settings import FaqSettings, LibrarySettings
from tests.articles.files_that_tell import JPEG, SECRET, SVG, avif, box, drawn, exif, film, office, segment

PHOTOGRAPH = JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:]
NO_PICTURE = b"\xd7\xcd\xc6\x9a" + SECRET


def _holds(kind: str, picture: bytes) -> bytes:
    return b'<svg><image href="data:image/' + kind.encode() + b";base64," + base64.b64encode(picture) + b'"/></svg>'


def test_a_picture_of_any_kind_in_a_drawing_is_read() -> None:
    told = avif(SECRET, SECRET)
    assert bare(_holds("avif", told), ".svg") == (_holds("avif", bare(told, ".avif").content), True)
    inner = SVG.replace(b"<rect", b"<metadata>" + SECRET + b"</metadata><rect")
    assert bare(_holds("svg+xml", inner), ".svg") == (_holds("svg+xml", SVG), True)


@pytest.mark.parametrize(
    "told",
    [
        _holds("jpeg", JPEG[:100]),
        _holds("tiff", b"II*\0" + SECRET),
        drawn(PHOTOGRAPH, b"%0A"),
        b'<svg><image href="data:image/svg+xml,%3Csvg%3E"/></svg>',
        b"<svg><metadata>" + SECRET,
        b"<svg><metadata></rdf:RDF></metadata>",
        b"<svg><!-- " + SECRET,
    ],
)
def test_a_drawing_of_which_a_part_cannot_be_read_stays_and_is_not_certain(told: bytes) -> None:
    assert bare(told, ".svg") == (told, False)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/media/1.mp4", film(SECRET, SECRET)),
        ("word/media/1.heic", avif(SECRET, SECRET)),
        ("word/embeddings/1.docx", office("word/media/1.jpeg", PHOTOGRAPH)),
        ("Pictures/1", PHOTOGRAPH),
    ],
)
def test_what_a_document_holds_is_read_as_such_a_file_is(name: str, part: bytes) -> None:
    made = bare(office(name, part), ".docx")
    assert made == (office(name, bare(part, "." + name.rpartition(".")[2]).content), True)
    assert made.content != office(name, part)


def test_a_document_loses_its_author_where_a_part_cannot_be_read_and_is_not_certain() -> None:
    for name in ("word/media/1.wmf", "word/embeddings/1.bin"):
        inside = b"\xd0\xcf\x11\xe0" if name.endswith("bin") else NO_PICTURE
        given = office(name, inside, ("docProps/core.xml", b"<dc:creator>" + SECRET + b"</dc:creator>"))
        assert bare(given, ".docx") == (
            office(name, inside, ("docProps/core.xml", b"<dc:creator></dc:creator>")),
            False,
        )


def test_documents_in_documents_are_read_once_and_not_without_end() -> None:
    deep = office("word/media/1.jpeg", PHOTOGRAPH)
    for _level in range(2):
        deep = office("word/embeddings/1.docx", deep)
    assert bare(deep, ".docx") == (deep, False)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (".wav", b"RIFF\x1c\0\0\0WAVELIST\x10\0\0\0INFOIART" + SECRET),
        (".ogg", b"OggS" + SECRET),
        (".flac", b"fLaC" + SECRET),
        (".tiff", b"II*\0" + SECRET),
        (".doc", b"\xd0\xcf\x11\xe0" + SECRET),
        (".bin", b"\xd0\xcf\x11\xe0" + SECRET),
        (".dxf", SECRET),
        (".txt", b"GIF89a\0" + SECRET),
        (".pdf", b"%PDF-1.4 1 0 obj<</Filter[/FlateDecode/DCTDecode]>>stream\nxx\nendstream endobj"),
    ],
)
def test_a_file_of_a_kind_that_is_not_known_is_not_certain(kind: str, content: bytes) -> None:
    assert bare(content, kind) == (content, False)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (".txt", b"The free guide"),
        (".txt", b"GIF89a is a kind of picture"),
        (".txt", b"RIFF is a chunk, WEBP is one"),
        (".txt", b"%PDF-1.4 /Encrypt"),
        (".csv", b"ID3,ID4,a\n1,2,3\n"),
        (".ics", b"BEGIN:VCALENDAR"),
        (".bin", b"\1\2\3\4free"),
        (".zip", b"PK\3\4"),
    ],
)
def test_text_and_what_no_program_signs_is_certain_however_it_begins(kind: str, content: bytes) -> None:
    assert bare(content, kind) == (content, True)


def test_boxes_that_are_not_begun_by_their_kind_are_read_where_they_fit() -> None:
    assert bare(box(b"free", SECRET), ".mov") == (box(b"free", bytes(len(SECRET))), True)


def test_a_logo_that_may_tell_is_named_as_a_linked_file_is(tmp_path: Path) -> None:
    articles = tmp_path / "desk" / "articles"
    articles.mkdir(parents=True)
    (articles / "late.md").write_text("---\ntitle: Late\nstatus: public\n---\nWords.\n")
    (tmp_path / "desk" / "logo.jpg").write_bytes(JPEG[:100])
    settings = LibrarySettings(faq=FaqSettings(logo="logo.jpg"))
    done = export_faq(load_library(articles), settings, tmp_path / "site", tmp_path / "desk")
    assert [str(one) for one in done.problems if one.code == "file-tells"] == [
        (
            "warmline.yaml:1:1: file-tells warning: logo.jpg, the logo, cannot be read whole, and what cannot goes as "
            "it is: it may name its author or its place. Save it once more, without a password or a signature, or as "
            "another kind of file."
        )
    ]
