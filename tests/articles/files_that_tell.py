"""Files as programs write them, with what they tell of people and places, and their parts."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib

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


def drawn(picture: bytes, between: bytes = b"") -> bytes:
    """A drawing that holds a picture."""
    written = base64.b64encode(picture)
    return b'<svg><image href="data:image/jpeg;base64,' + written[:60] + between + written[60:] + b'"/></svg>'


SIZED = bytes([0]) + b"\0\0\0" + b"\1\0\0" + b"\0\0\0"
WITH = bytes([0x0C]) + SIZED[1:]


def box(name: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I", len(body) + 8) + name + body


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, bytes(13))


def avif(exif_data: bytes, xmp: bytes, title: bytes = b"") -> bytes:
    """A picture of three items: what is seen, what a camera wrote, and, inside of the boxes, what a program wrote."""
    kinds = [(1, b"av01"), (2, b"Exif"), (3, b"mime")]
    items = [box(b"infe", b"\2\0\0\0", struct.pack(">HH4s", number, 0, kind), b"\0") for number, kind in kinds]

    def built(at: int) -> bytes:
        places = [(1, 0, at + 8, 7), (2, 0, at + 15, len(exif_data)), (3, 1, 0, len(xmp))]
        extents = [struct.pack(">HHHHII", one, way, 0, 1, start, size) for one, way, start, size in places]
        iloc = box(b"iloc", b"\1\0\0\0\x44\0\0\3", *extents)
        iinf = box(b"iinf", bytes(4), struct.pack(">H", len(items)), *items)
        meta = box(b"meta", bytes(4), handler(b"pict"), iinf, iloc, box(b"idat", xmp))
        return box(b"ftyp", b"avif", bytes(4)) + meta

    head = built(len(built(0)))
    more = box(b"uuid", title) if title else b""
    return head + box(b"mdat", b"PICTURE", exif_data) + more


NO_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"


def film(told: bytes, place: bytes, *, cut: bool = False) -> bytes:
    """A film with a track of pictures, one of places, and words of its maker."""

    def track(kind: bytes, at: int, sizes: tuple[int, ...]) -> bytes:
        table = struct.pack(f">{len(sizes)}I", *sizes)
        many = box(b"stsz", bytes(8), struct.pack(">I", len(sizes)), table)
        chunks = box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, len(sizes), 1))
        places = box(b"stco", bytes(4), struct.pack(">II", 1, at))
        tables = box(b"stbl", many, chunks, *([] if cut else [places]))
        return box(b"trak", box(b"mdia", handler(kind), box(b"minf", tables)), box(b"udta", told))

    def head(at: int) -> bytes:
        tracks = track(b"vide", at, (5,)), track(b"meta", at + 5, (4, len(place) - 4))
        return box(b"ftyp", b"isom") + box(b"moov", *tracks, box(b"udta", told), box(b"meta", told))

    return head(len(head(0)) + 8) + box(b"mdat", b"FILM!", place)


def element(number: int, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return number.to_bytes((number.bit_length() + 7) // 8, "big") + bytes([0x80 | len(body)]) + body


def webm(title: bytes, tags: bytes) -> bytes:
    about = element(0x1549A966, element(0x7BA9, title), element(0x4D80, b"acme"))
    inside = about, element(0x1254C367, tags), element(0x1F43B675, b"FILM!")
    body = b"".join(inside)
    return b"\x1aE\xdf\xa3\x80" + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + body


def stream(said: bytes, data: bytes) -> bytes:
    return b"<<" + said + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream endobj\n"


def pdf(author: bytes, metadata: bytes, photograph: bytes) -> bytes:
    """A document whose author stands in it plainly, by a way round and packed, and whose bookmark has a name."""
    packed = b"7 0 " + b"<</Author(" + author + b")/Title(Terms)>>"
    return (
        b"%PDF-1.5\n1 0 obj<</Title(Terms (of Acme))/Author(" + author + b"\\) )"
        + b"/Creator<416e61>/Producer 2 0 R>>endobj\n2 0 obj("
        + author + b")endobj\n3 0 obj<</Title(Chapter)/Dest(chapter)>>endobj\n"
        + b"4 0 obj" + stream(b"/Type/Metadata/Subtype/XML", metadata)
        + b"5 0 obj" + stream(b"/Type/Metadata/Filter/FlateDecode", zlib.compress(metadata, 1))
        + b"6 0 obj" + stream(b"/Filter/DCTDecode", photograph)
        + b"8 0 obj" + stream(b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", zlib.compress(packed, 1))
        + b"trailer<</Info 1 0 R>>\n<</Info 7 0 R>>%%EOF"
    )  # fmt: skip


def office(name: str, part: bytes, *more: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "first")
        for one, inside in ((name, part), *more):
            archive.writestr(zipfile.ZipInfo(one), inside)
    return written.getvalue()
