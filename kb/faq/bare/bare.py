"""Every file of the FAQ, bared by what it is, not by what its name says."""

from __future__ import annotations

from typing import NamedTuple

from kb.faq.bare.boxes import JPEG_XL, bare_boxes, bare_jpeg_xl, is_boxes
from kb.faq.bare.films import WEBM, bare_mp3, bare_webm
from kb.faq.bare.not_so import UNREADABLE, NotSoError
from kb.faq.bare.office import bare_office, bare_rtf, bare_step
from kb.faq.bare.pdf import bare_pdf
from kb.faq.bare.pictures import SIGNS, bare_picture, is_webp

_OFFICE = {".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".odt", ".ods", ".odp", ".odg", ".epub"}
_TEXTS = {".txt", ".csv", ".ics", ".vcf", ".hex", ".ino"}
_SILENT = {*_TEXTS, ".bin", ".stl", ".zip"}
"""Kinds of files into which no program writes by itself who made them; an archive goes as it is packed."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DEEPEST = 2
"""A document in a document is read; one in that is not."""


class Bare(NamedTuple):
    """A file as customers get it."""

    content: bytes
    certain: bool
    """Whether it was read: what could not be stays as it is, and may tell of people and places."""


def bare(content: bytes, kind: str) -> Bare:
    """A file without what it says of people and places; `kind` is the ending of its name."""
    return _bare(content, kind, 1)


def _bare(content: bytes, kind: str, depth: int) -> Bare:
    try:
        if content.startswith(b"PK") and kind in _OFFICE and depth <= _DEEPEST:
            return Bare(*bare_office(content, lambda part, of: _bare(part, of, depth + 1)))
        made = _read(content, kind)
    except UNREADABLE:
        # Ordinary text may begin as a file of another kind does.
        return Bare(content, kind in _TEXTS and b"\0" not in content)
    return Bare(content, kind in _SILENT) if made is None else Bare(made, certain=True)


def _read(content: bytes, kind: str) -> bytes | None:
    """None for a kind of file that is not known."""
    if content.startswith(SIGNS) or is_webp(content) or kind == ".svg":
        return bare_picture(content, kind)
    if content.startswith(JPEG_XL):
        return bare_jpeg_xl(content)
    if is_boxes(content):
        return bare_boxes(content)
    if content.startswith(WEBM):
        return bare_webm(content)
    if content.startswith(b"ID3") or kind == ".mp3":
        return bare_mp3(content)
    if b"%PDF-" in content[:1024]:
        return bare_pdf(content)
    if content.startswith(b"{\\rtf"):
        return bare_rtf(content)
    if content.startswith(b"ISO-10303-21"):
        return bare_step(content)
    if content.startswith(_OLD_OFFICE):
        raise NotSoError
    return content if content.startswith(b"\xff\x0a") else None
