"""Pictures of the FAQ tell nothing of who took them, where, and with which program; they look as before."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.faq.articles.bare_pictures import bare
from kb.faq.articles.media import picture_size
from kb.faq.export import export_faq
from kb.settings import LibrarySettings

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk"
    "eFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAACAAMD"
    "ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABQb/xAAUEQEA"
    "AAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCKALXj/9k="
)
GIF = base64.b64decode("R0lGODlhAgABAPAAAP8AAAAAACH5BAAAAAAALAAAAAACAAEAAAICBAoAOw==")
WEBP = base64.b64decode("UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoCAAEAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8gP+QH/ID/+PIAAAA=")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
SECRET = b"Ana Berg 52.5200N 13.4050E"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\1") + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
)  # fmt: skip


def segment(mark: int, data: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data


def exif(side: int, order: str = "<") -> bytes:
    """What a camera writes: which side is up, and words of its own."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    tags = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, side, 0) + struct.pack(f"{order}HHII", 0x013B, 2, len(SECRET), 38)
    return b"Exif\0\0" + head + struct.pack(f"{order}IH", 8, 2) + tags + b"\0\0\0\0" + SECRET


def chunk_of_webp(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


SIZED = bytes([0]) + b"\0\0\0" + b"\1\0\0" + b"\0\0\0"
WITH = bytes([0x0C]) + SIZED[1:]


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
        (".svg", SVG.replace(b"<rect", b'<sodipodi:namedview a="' + SECRET + b'"/><rect'), SVG),
        (".svg", SVG.replace(b" view", b' sodipodi:docname="' + SECRET + b'" view'), SVG.replace(b" view", b"  view")),
    ],
)  # fmt: skip
def test_what_a_picture_tells_of_people_and_places_goes(kind: str, told: bytes, left: bytes) -> None:
    assert bare(told, kind) == left
    assert picture_size(told) == picture_size(left)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_that_lies_on_its_side_keeps_saying_which_side_is_up(order: str) -> None:
    made = bare(JPEG[:2] + segment(0xE1, exif(6, order)) + JPEG[2:], ".jpg")
    assert SECRET not in made
    assert made == JPEG[:2] + segment(0xE1, made[6 : 6 + 32]) + JPEG[2:]
    assert made[6:12] == b"Exif\0\0"
    assert struct.unpack(">HHIH", made[22:32]) == (0x0112, 3, 1, 6)
    assert bare(made, ".jpg") == made


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
        (".png", PNG[:40]),
        (".jpg", JPEG[:100]),
        (".jpg", b"\xff\xd8\xff"),
        (".gif", GIF[:25]),
        (".webp", WEBP[:30]),
        (".png", b"no picture"),
    ],
)
def test_what_is_needed_to_look_the_same_stays_and_so_does_what_cannot_be_read(kind: str, content: bytes) -> None:
    assert bare(content, kind) == content


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
