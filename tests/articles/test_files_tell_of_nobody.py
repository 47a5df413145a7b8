"""Files of the FAQ tell nothing of who made them, where, and with which program; they look and sound as before."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.faq.articles.media import picture_size
from kb.faq.bare.bare import bare
from kb.faq.export import export_faq
from kb.settings import FaqSettings, LibrarySettings
from tests.articles.files_that_tell import (
    GIF,
    JPEG,
    NO_EXIF,
    PNG,
    SECRET,
    SIZED,
    SVG,
    WEBP,
    WITH,
    avif,
    box,
    chunk,
    chunk_of_webp,
    drawn,
    element,
    exif,
    film,
    office,
    pdf,
    segment,
    stream,
    webm,
    webp,
)


@pytest.mark.parametrize(
    ("kind", "told", "left"),
    [
        (".png", PNG[:33] + chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"eXIf", SECRET) + PNG[33:], PNG),
        (".png", PNG + SECRET, PNG),
        (".jpg", JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:], JPEG),
        (".jpg", JPEG[:20] + segment(0xED, SECRET) + segment(0xFE, SECRET) + JPEG[20:] + JPEG + SECRET, JPEG),
        (".jpg", JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:-4], JPEG[:-4]),
        (".jpg", JPEG[:20] + segment(0xE2, b"MPF\0" + SECRET) + JPEG[20:], JPEG),
        (".gif", GIF[:19] + b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0" + GIF[19:] + SECRET, GIF),
        (".gif", GIF[:19] + b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0" + GIF[19:], GIF),
        (
            ".webp",
            webp(chunk_of_webp(b"VP8X", WITH), WEBP[12:], *(chunk_of_webp(one, SECRET) for one in (b"EXIF", b"XMP "))),
            webp(chunk_of_webp(b"VP8X", SIZED), WEBP[12:]),
        ),
        (".svg", SVG.replace(b"<rect", b"<!-- " + SECRET + b" --><metadata>" + SECRET + b"<a/></metadata><rect"), SVG),
        (".jpg", JPEG[:20] + segment(0xE0, b"JFXX\0" + SECRET) + JPEG[20:], JPEG),
        (".webp", webp(WEBP[12:], chunk_of_webp(b"abcd", SECRET)), WEBP),
        (".svg", SVG.replace(b"<rect", b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta><?xpacket " + SECRET + b"?><rect"), SVG),
        (".svg", SVG.replace(b"<rect", b"<s:metadata a='b'><rdf:RDF>" + SECRET + b"</rdf:RDF></s:metadata><rect"), SVG),
        (
            ".svg",
            b"\xff\xfe" + SVG.decode().replace("<rect", f"<!-- {SECRET.decode()} --><rect").encode("utf-16-le"),
            b"\xff\xfe" + SVG.decode().encode("utf-16-le"),
        ),
        (
            ".svg",
            drawn(JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:], b"\n"),
            drawn(JPEG),
        ),
        (".svg", SVG.replace(b"<rect", b'<sodipodi:namedview a="' + SECRET + b'"/><rect'), SVG),
        (".svg", SVG.replace(b" view", b' sodipodi:docname="' + SECRET + b'" view'), SVG.replace(b" view", b"  view")),
    ],
)  # fmt: skip
def test_what_a_picture_tells_of_people_and_places_goes(kind: str, told: bytes, left: bytes) -> None:
    assert bare(told, kind) == (left, True)
    assert picture_size(told) == picture_size(left)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_that_lies_on_its_side_keeps_saying_which_side_is_up(order: str) -> None:
    made = bare(JPEG[:2] + segment(0xE1, exif(6, order)) + JPEG[2:], ".jpg").content
    assert SECRET not in made
    assert made == JPEG[:2] + segment(0xE1, made[6 : 6 + 32]) + JPEG[2:]
    assert made[6:12] == b"Exif\0\0"
    assert struct.unpack(">HHIH", made[22:32]) == (0x0112, 3, 1, 6)
    assert bare(made, ".jpg") == (made, True)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (".png", PNG),
        (".jpg", JPEG),
        (".jpg", JPEG[:20] + segment(0xE2, b"ICC_PROFILE\0\1\1colours") + segment(0xEE, b"Adobe") + JPEG[20:]),
        (".gif", GIF),
        (".gif", GIF[:19] + b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0" + GIF[19:]),
        (".webp", WEBP),
        (".svg", SVG),
        (".stl", b"solid pot"),
        (".txt", b"Water the pot."),
    ],
)
def test_what_is_needed_to_look_the_same_stays(kind: str, content: bytes) -> None:
    assert bare(content, kind) == (content, True)


@pytest.mark.parametrize("kind", [".avif", ".heic", ".bin"])
def test_a_picture_of_boxes_loses_what_it_tells_and_nothing_in_it_moves(kind: str) -> None:
    made = bare(avif(SECRET, SECRET, SECRET), kind)
    assert made.certain
    assert made.content == avif(NO_EXIF.ljust(len(SECRET), b"\0"), bytes(len(SECRET)), bytes(len(SECRET))).replace(
        b"uuid", b"free"
    )


@pytest.mark.parametrize("kind", [".mp4", ".mov", ".m4a"])
def test_a_film_loses_its_maker_and_the_way_it_was_carried(kind: str) -> None:
    told = film(SECRET, SECRET)
    made = bare(told, kind)
    assert made.certain
    assert SECRET not in made.content
    assert made.content.endswith(b"FILM!" + bytes(len(SECRET)))
    assert len(made.content) == len(told)
    assert made.content.count(b"vide") == 1
    assert b"meta" not in made.content
    assert bare(film(SECRET, SECRET, cut=True), kind).certain is False


def test_a_picture_as_jpeg_xl_loses_the_boxes_that_tell() -> None:
    sign, picture = b"\0\0\0\x0cJXL \r\n\x87\n", box(b"jxlc", b"PICTURE")
    told = sign + box(b"Exif", SECRET) + picture + box(b"brob", b"xml ", SECRET)
    assert bare(told, ".jxl") == (sign + picture, True)
    assert bare(b"\xff\x0aPICTURE", ".jxl") == (b"\xff\x0aPICTURE", True)


def test_a_film_as_webm_loses_title_and_tags_and_nothing_in_it_moves() -> None:
    told = webm(SECRET, SECRET)
    made = bare(told, ".webm")
    assert made.certain
    assert SECRET not in made.content
    assert len(made.content) == len(told)
    assert made.content.endswith(element(0x1F43B675, b"FILM!"))
    assert element(0x4D80, b"    ") in made.content
    assert bare(made.content, ".webm") == made


def test_tags_go_that_stand_behind_a_cluster_of_which_nobody_knows_the_size() -> None:
    begins = b"\x1aE\xdf\xa3\x80\x18\x53\x80\x67\xff\x1f\x43\xb6\x75\xff" + element(0xE7, b"\0")
    made = bare(begins + element(0x1254C367, SECRET), ".webm")
    assert made.certain
    assert made.content == begins + b"\xec\x01" + (len(SECRET) - 4).to_bytes(7, "big") + bytes(len(SECRET) - 4)


def test_a_sound_loses_what_stands_before_and_behind_it() -> None:
    sound = b"\xff\xfbSOUND"
    before = b"ID3\4\0\0\0\0\1\2" + SECRET.ljust(130)
    tags = SECRET + b"APETAGEX" + struct.pack("<III", 2000, len(SECRET) + 32, 1) + struct.pack("<I", 0) + bytes(8)
    assert bare(before + sound + tags + b"TAG" + SECRET.ljust(125), ".mp3") == (sound, True)
    assert bare(sound, ".mp3") == (sound, True)


def test_a_pdf_loses_its_author_and_keeps_its_title_its_bookmarks_and_every_place() -> None:
    photograph = JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:]
    told = pdf(SECRET, SECRET * 4, photograph)
    made = bare(told, ".pdf")
    assert made.certain
    assert len(made.content) == len(told)
    blank = b" " * len(SECRET)
    assert b"/Title(Terms (of Acme))/Author(" + blank + b"   )/Creator<      >/Producer 2 0 R" in made.content
    assert b"2 0 obj(" + blank + b")endobj\n3 0 obj<</Title(Chapter)/Dest(chapter)>>" in made.content
    assert stream(b"/Filter/DCTDecode", JPEG.ljust(len(photograph), b"\0")) in made.content
    parts = [zlib.decompressobj().decompress(part) for part in streams_of(made.content) if part.startswith(b"\x78")]
    assert parts == [b" " * len(SECRET * 4), b"7 0 <</Author(" + blank + b")/Title(Terms)>>"]
    assert SECRET not in made.content


def test_the_title_of_a_pdf_stays_where_it_is_an_object_of_its_own() -> None:
    told = b"%%PDF-1.4\n1 0 obj <</Title 2 0 R /Author 3 0 R>> endobj\n2 0 obj (Terms) endobj\n3 0 obj (%b) endobj\n"
    told += b"trailer <</Info 1 0 R>>"
    assert bare(told % SECRET, ".pdf") == (told % (b" " * len(SECRET)), True)


def streams_of(content: bytes) -> list[bytes]:
    return [part.partition(b"\nendstream")[0] for part in content.split(b">>stream\n")[1:]]


@pytest.mark.parametrize(
    ("kind", "name", "told", "left"),
    [
        (".docx", "docProps/core.xml", "<dc:creator>{}</dc:creator><dc:title>Terms</dc:title>", ""),
        (".docx", "docProps/app.xml", "<Company>{}</Company><Pages>1</Pages>", ""),
        (".docx", "docProps/custom.xml", "<property><vt:lpwstr>{}</vt:lpwstr></property>", ""),
        (".docx", "word/document.xml", '<w:ins w:author="{}" w:date="2026"/><w:t>Words</w:t>', ""),
        (".xlsx", "xl/comments1.xml", "<authors><author>{}</author></authors><t>Words</t>", ""),
        (".xlsx", "xl/workbook.xml", '<x15ac:absPath url="{}"/><a url="b"/>', ""),
        (".xlsx", "xl/workbook.xml", '<fileSharing readOnlyRecommended="1" userName="{}"/>', ""),
        (".xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", '<a refreshedBy="{}" refreshedDate="4"/>', ""),
        (".xlsx", "xl/revisions/revisionHeaders.xml", '<header userName="{}"/>', ""),
        (".pptx", "ppt/commentAuthors.xml", '<p:cmAuthor id="1" name="{}"/>', ""),
        (".odt", "meta.xml", "<meta:initial-creator>{}</meta:initial-creator><dc:title>T</dc:title>", ""),
        (".odt", "content.xml", "<office:annotation><dc:creator>{}</dc:creator>Words</office:annotation>", ""),
    ],
)  # fmt: skip
def test_a_document_of_an_office_program_names_nobody(kind: str, name: str, told: str, left: str) -> None:
    given = office(name, told.format(SECRET.decode()).encode())
    assert bare(given, kind) == (office(name, told.format(left).encode()), True)


@pytest.mark.parametrize("folder", ["file:///C:\\Users\\Ana\\", "\\\\house\\", "/Users/ana/", "D:/a/"])
def test_a_document_leads_to_others_by_their_names_alone(folder: str) -> None:
    told, left = (f'<R Target="{one}A.dotm" b="c"/><R Target="/a/b"/>'.encode() for one in (folder, ""))
    made = bare(office("word/_rels/settings.xml.rels", told), ".docx")
    assert made == (office("word/_rels/settings.xml.rels", left), True)


def test_a_photograph_in_a_document_is_bared_as_well() -> None:
    told = JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:]
    assert bare(office("word/media/1.jpeg", told), ".docx") == (office("word/media/1.jpeg", JPEG), True)


def test_other_documents_lose_their_authors() -> None:
    rtf = (
        b"{\\rtf1{\\info{\\author "
        + SECRET
        + b"\\}}{\\title x}}Words{\\*\\atnid A}{\\*\\atnauthor "
        + SECRET
        + b"}{\\b !}}"
    )
    assert bare(rtf, ".rtf") == (b"{\\rtf1Words{\\b !}}", True)
    step = b"ISO-10303-21;HEADER;FILE_NAME('C:\\\\%b\\\\pot','2026',('%b'),('Acme; Garden'),'','','');ENDSEC;"
    assert bare(step % (SECRET, SECRET), ".step").content == (
        b"ISO-10303-21;HEADER;FILE_NAME('pot','',(''),(''),'','','');ENDSEC;"
    )


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (".png", PNG[:40]),
        (".jpg", JPEG[:100]),
        (".jpg", b"\xff\xd8\xff"),
        (".gif", GIF[:25]),
        (".webp", WEBP[:30]),
        (".png", b"no picture"),
        (".avif", avif(SECRET, SECRET)[:-3]),
        (".mp4", film(SECRET, SECRET)[:-3]),
        (".webm", b"\x1aE\xdf\xa3\x84ab"),
        (".mp3", b"ID3\4\0\0\x7f\x7f\x7f\x7f"),
        (".pdf", b"%PDF-1.4 <</Encrypt 1 0 R>>"),
        (".pdf", b"%PDF-1.4 1 0 obj<</Type/Metadata/Filter/LZWDecode>>stream\nxx\nendstream"),
        (".docx", office("_xmlsignatures/a.xml", b"<a/>")),
        (".docx", b"PK\3\4 no archive"),
    ],
)
def test_what_cannot_be_read_stays_and_is_known_to_be_uncertain(kind: str, content: bytes) -> None:
    assert bare(content, kind) == (content, False)


def test_the_logo_tells_of_nobody_either(tmp_path: Path) -> None:
    articles = tmp_path / "desk" / "articles"
    articles.mkdir(parents=True)
    (articles / "late.md").write_text("---\ntitle: Late\nstatus: public\n---\nWords.\n")
    (tmp_path / "desk" / "logo.jpg").write_bytes(JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:])
    settings = LibrarySettings(faq=FaqSettings(logo="logo.jpg"))
    export_faq(load_library(articles), settings, tmp_path / "site", tmp_path / "desk")
    assert [path.read_bytes() for path in (tmp_path / "site" / "assets").glob("logo.*")] == [JPEG]


def test_a_file_that_may_tell_is_named_at_its_link(tmp_path: Path) -> None:
    articles = tmp_path / "desk" / "articles"
    articles.mkdir(parents=True)
    (articles / "late.md").write_text("---\ntitle: Late\nstatus: public\n---\nSee:\n\n[Terms](terms.pdf)\n")
    (articles / "terms.pdf").write_bytes(b"%PDF-1.4 <</Encrypt 1 0 R>>")
    done = export_faq(load_library(articles), LibrarySettings(), tmp_path / "site", tmp_path / "desk")
    assert [str(one) for one in done.problems if one.code == "file-tells"] == [
        (
            "articles/late.md:7:1: file-tells warning: terms.pdf cannot be read whole, and what cannot goes as it is: "
            "it may name its author or its place. Save it once more, without a password or a signature, or as another "
            "kind of file."
        )
    ]


def test_customers_get_pictures_without_it_and_writers_keep_theirs(tmp_path: Path) -> None:
    articles = tmp_path / "desk" / "articles"
    articles.mkdir(parents=True)
    (articles / "late.md").write_text("---\ntitle: Late\nstatus: public\n---\n![A box](box.jpg)\n[It](box.jpg)\n")
    told = JPEG[:2] + segment(0xE1, exif(1)) + JPEG[2:]
    (articles / "box.jpg").write_bytes(told)
    site = tmp_path / "site"
    export_faq(load_library(articles), LibrarySettings(), site, tmp_path / "desk")
    assert [path.read_bytes() for path in (site / "media").iterdir()] == [JPEG]
    assert (articles / "box.jpg").read_bytes() == told
