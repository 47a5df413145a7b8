"""Pictures and files that public articles show or link to, under names made from their content."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kb.files import digest, read_bytes
from kb.library import Library

MOST_BYTES = 50_000_000
"""The largest picture or file that goes into the FAQ."""
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}
# A browser must not run what is linked: no HTML, XML or SVG.
LINKED = (PICTURES - {".svg"}) | {
    *(".pdf", ".txt", ".csv", ".rtf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"),
    *(".zip", ".ics", ".vcf", ".mp3", ".mp4", ".webm", ".stl", ".step", ".ino", ".bin", ".hex"),
}


@dataclass(frozen=True)
class Medium:
    """One picture or file of the FAQ."""

    path: str
    """Below the site; its name says nothing of the file it came from."""
    size: tuple[int, int] | None = None
    """Width and height in pixels, where the file says it."""


@dataclass
class Media:
    """The pictures and files that the pages ask for."""

    library: Library
    found: dict[str, Path] = field(default_factory=dict)
    """The file behind each path below the site."""
    known: dict[tuple[str, bool], Medium | None] = field(default_factory=dict)

    def picture(self, file: str) -> Medium | None:
        """A picture below the articles folder; None where there is none that customers may see."""
        return self._take(file, picture=True)

    def file(self, file: str) -> Medium | None:
        """A file that a public article links to; None where customers may not have it."""
        return self._take(file, picture=False)

    @property
    def pictures(self) -> int:
        """How many pictures the pages show."""
        return len({medium.path for (_file, picture), medium in self.known.items() if medium and picture})

    def _take(self, file: str, *, picture: bool) -> Medium | None:
        key = (file, picture)
        if key not in self.known:
            kind = PurePosixPath(file).suffix.lower()
            allowed = kind in (PICTURES if picture else LINKED) and self._is_public(file)
            self.known[key] = self._read(file, kind, picture=picture) if allowed else None
        return self.known[key]

    def _is_public(self, file: str) -> bool:
        """A regular file, reached without symbolic links, in a folder that is not internal."""
        folder, _, name = file.rpartition("/")
        category = self.library.categories.get(folder)
        if category is None or category.internal or name.startswith("."):
            return False
        path = self.library.root / file
        return path.is_file() and path.resolve() == self.library.root.resolve() / file

    def _read(self, file: str, kind: str, *, picture: bool) -> Medium:
        source = self.library.root / file
        content = read_bytes(source, MOST_BYTES)
        path = f"media/{digest(content)}{kind}"
        self.found[path] = source
        return Medium(path, picture_size(content) if picture else None)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, WebP or JPEG, read from its first bytes."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return _number(content[16:20], "big"), _number(content[20:24], "big")
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        return _number(content[6:8]), _number(content[8:10])
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP" and len(content) >= 30:
        return _webp_size(content)
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _number(part: bytes, order: str = "little") -> int:
    return int.from_bytes(part, "big" if order == "big" else "little")


def _webp_size(content: bytes) -> tuple[int, int] | None:
    match content[12:16]:
        case b"VP8X":
            return _number(content[24:27]) + 1, _number(content[27:30]) + 1
        case b"VP8L":
            bits = _number(content[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return _number(content[26:28]) & 0x3FFF, _number(content[28:30]) & 0x3FFF
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], _number(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _number(content[at + 7 : at + 9], "big"), _number(content[at + 5 : at + 7], "big")
        at += 2 + length
    return None
