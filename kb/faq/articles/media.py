"""Pictures and files that public articles show or link to, under names made from their content."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kb.articles.library import Library
from kb.desk_files import read_desk_bytes
from kb.faq.bare.bare import bare
from kb.faq.cache import Kept
from kb.files import digest, real_path, stamp_of
from kb.folders import is_file

MOST_BYTES = 50_000_000
"""The largest picture or file that goes into the FAQ."""
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}
# A browser must not run what is linked: no HTML, XML or SVG.
LINKED = (PICTURES - {".svg"}) | {
    *(".pdf", ".txt", ".csv", ".rtf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"),
    *(".zip", ".ics", ".vcf", ".mp3", ".mp4", ".webm", ".stl", ".step", ".ino", ".bin", ".hex"),
}


NEVER_LINKED = {".html", ".htm", ".xhtml", ".xml", ".svg", ".js", ".mjs", ".css", ".md", ".yaml", ".yml", ".eml"}
"""What a browser would run, or what only agents write."""


@dataclass(frozen=True)
class Medium:
    """One picture or file of the FAQ."""

    path: str
    """Below the site; its name says nothing of the file it came from."""
    size: tuple[int, int] | None = None
    """Width and height in pixels, where the file says it."""
    certain: bool = True
    """Whether it tells of nobody; what could not be read may."""


class Asked(NamedTuple):
    """The pictures and files that some pages asked for; see `Media`."""

    found: dict[str, str]
    known: dict[tuple[str, bool], Medium | None]
    after: dict[str, list[Any]]


class Media:
    """The pictures and files that the pages ask for; what the last export has read is not read again."""

    def __init__(self, library: Library, kept: Kept, downloads: tuple[str, ...] = ()) -> None:
        """`downloads` are further kinds of files that customers may have."""
        self.library = library
        self.linked = LINKED | {*downloads} - NEVER_LINKED
        self.kept = kept
        self.found: dict[str, str] = {}
        """The file behind each path below the site, below the articles folder."""
        self.known: dict[tuple[str, bool], Medium | None] = {}
        self.news: list[tuple[str, bool]] = []
        """What nobody was told of yet."""
        self.before: dict[str, list[Any]] = kept.get("site", "media") or {}
        """By file: what it looked like, and the path and the size of what it became, if somebody asked for it."""
        self.after: dict[str, list[Any]] = {}

    def picture(self, file: str) -> Medium | None:
        """A picture below the articles folder; None where there is none that customers may see."""
        return self._take(file, picture=True)

    def file(self, file: str) -> Medium | None:
        """A file that a public article links to; None where customers may not have it."""
        return self._take(file, picture=False)

    def read(self, file: str) -> bytes:
        """The content of a file below the articles folder."""
        return read_desk_bytes(self.library.root, file, MOST_BYTES)

    def shown(self, file: str) -> bytes:
        """The same as customers get it: without what it says of people and places."""
        return bare(self.read(file), PurePosixPath(file).suffix.lower()).content

    def notice(self, file: str) -> None:
        """A file, there or not, on which something depends."""
        if file and file not in self.after:
            self.after[file] = [_look_of(f"{self.library.root}/{file}"), None]

    def unchanged(self) -> bool:
        """Whether every file that was asked for the last time looks the same."""
        looks = ((look, _look_of(f"{self.library.root}/{file}")) for file, (look, _made) in self.before.items())
        return all(before and before == now for before, now in looks)

    def save(self, *, all_asked: bool) -> None:
        """Keep what was asked for, and the rest as well where not everything had to be."""
        self.kept.put("site", "media", self.after if all_asked else self.before | self.after)

    def told(self) -> Asked:
        """What was asked for since this was told the last time: all of it would be much to tell after every page."""
        known = {key: self.known[key] for key in self.news}
        self.news = []
        found = {medium.path: file for (file, _picture), medium in known.items() if medium}
        return Asked(found, known, {file: self.after[file] for file, _picture in known})

    def hear(self, asked: Asked) -> None:
        """Know what another process was asked for."""
        self.found |= asked.found
        self.known |= asked.known
        self.after |= asked.after

    @property
    def pictures(self) -> int:
        """How many pictures the pages show."""
        return len({medium.path for (_file, picture), medium in self.known.items() if medium and picture})

    def _take(self, file: str, *, picture: bool) -> Medium | None:
        key = (file, picture)
        if not file:
            # A link that leads out of the articles names no file, and nothing is kept of it.
            return None
        if key not in self.known:
            self.notice(file)
            kind = PurePosixPath(file).suffix.lower()
            allowed = kind in (PICTURES if picture else self.linked) and self._is_public(file)
            self.known[key] = self._medium(file, kind, picture=picture) if allowed else None
            self.news.append(key)
        return self.known[key]

    def _is_public(self, file: str) -> bool:
        """A regular file, reached without symbolic links, in a folder that is not internal."""
        folder, _, name = file.rpartition("/")
        category = self.library.categories.get(folder)
        if category is None or category.internal or name.startswith("."):
            return False
        path = self.library.root / file
        return is_file(path) and real_path(path) == real_path(self.library.root) / file

    def _medium(self, file: str, kind: str, *, picture: bool) -> Medium:
        look, made = self.before.get(file, (0, None))
        if not made or not look or look != self.after[file][0]:
            content, certain = bare(self.read(file), kind)
            made = [f"media/{digest(content)}{kind}", picture_size(content), certain]
        self.after[file][1] = made
        path, size, certain = made
        self.found[path] = file
        return Medium(path, tuple(size) if size and picture else None, certain)


def _look_of(path: str) -> int:
    """What a file looks like from outside; -1 where there is none, 0 where that cannot tell whether it changed."""
    return stamp_of(path) if os.path.lexists(path) else -1


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
