"""Every file of the FAQ, bared by what it is, not by what its name says."""

from __future__ import annotations

from typing import NamedTuple

from kb.faq.bare.boxes import JPEG_XL, bare_boxes, bare_jpeg_xl, is_boxes
from kb.faq.bare.films import WEBM, bare_mp3, bare_webm
from kb.faq.bare.not_so import UNREADABLE
from kb.faq.bare.office import bare_office, bare_rtf, bare_step
from kb.faq.bare.pdf import bare_pdf
from kb.faq.bare.pictures import SIGNS, bare_picture

_OFFICE = {".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".odt", ".ods", ".odp", ".odg", ".epub"}
_TELLING = {
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".heic", ".heif", ".jxl", ".pdf", ".mp3", ".mp4", ".m4a"),
    *(".m4v", ".mov", ".webm", ".mkv", ".rtf", *_OFFICE),
}
"""Kinds of files into which programs write of people and places, and that can be read here."""


class Bare(NamedTuple):
    """A file as customers get it."""

    content: bytes
    certain: bool
    """Whether it was read: what could not be stays as it is, and may tell of people and places."""


def bare(content: bytes, kind: str) -> Bare:
    """A file without what it says of people and places; `kind` is the ending of its name."""
    try:
        made = _bare(content, kind)
    except UNREADABLE:
        return Bare(content, certain=False)
    return Bare(content, kind not in _TELLING) if made is None else Bare(made, certain=True)


def _bare(content: bytes, kind: str) -> bytes | None:
    """None for a kind of file that is not known."""
    if content.startswith(SIGNS) or kind == ".svg":
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
    if content.startswith(b"PK") and kind in _OFFICE:
        return bare_office(content)
    if content.startswith(b"{\\rtf"):
        return bare_rtf(content)
    if content.startswith(b"ISO-10303-21"):
        return bare_step(content)
    return content if content.startswith(b"\xff\x0a") else None
