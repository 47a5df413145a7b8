"""A FAQ made of a few files, and what is asked of its pages."""

from __future__ import annotations

import os
import re
import struct
import zlib
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kb.articles.library import load_library
from kb.faq.export import Exported, export_faq
from kb.faq.leaks import Watch, hidden_lines
from kb.settings import FaqSettings, LibrarySettings
from kb.text import unescape
from tests.conftest import write_files

SETTINGS = LibrarySettings(
    organisation="Acme Garden",
    faq=FaqSettings(title="Acme Help", base_url="https://help.example.com/faq/", contact="help@example.com"),
)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width: int, height: int) -> bytes:
    """A whole picture in one colour."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(bytes(height * (1 + 3 * width))))
        + _chunk(b"IEND", b"")
    )


PNG = picture(640, 480)


def public(title: str, body: str, **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\nstatus: public\n{more}---\n{body}\n"


def write_desk(folder: Path, files: dict[str, str | bytes]) -> Path:
    write_files(folder / "articles", files)
    return folder


def export(desk: Path, site: Path, settings: LibrarySettings = SETTINGS) -> Exported:
    return export_faq(load_library(desk / "articles"), settings, site, desk)


def exported(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    export(write_desk(tmp_path / "desk", files), tmp_path / "site")
    return tmp_path / "site"


def files_below(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class Tags(HTMLParser):
    """The tags of one page, as a browser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in names]


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def text_of(site: Path, address: str) -> str:
    """The article's own part of a page."""
    return page(site, address).partition('<div class="text">')[2].partition("</article>")[0]


def addresses_of(attributes: dict[str, str | None]) -> list[str]:
    return [value for key, value in attributes.items() if key in ("href", "src") and value is not None]


def addresses_in(path: Path) -> set[str]:
    """Where a page leads; every one leads somewhere."""
    found = {unescape(address) for address in re.findall(r'\s(?:href|src)="([^"]*)"', path.read_text("utf-8"))}
    assert found, path
    return found


def dead_links(site: Path) -> list[str]:
    dead = []
    there = {str(path) for path in site.rglob("*") if path.suffix and path.is_file()}
    text_at = cache(lambda path: Path(path).read_text("utf-8"))
    for path in sorted(site.rglob("*.html")):
        for address in addresses_in(path):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            base = site if parts.path.startswith("/") else path.parent
            target = f"{base}/{unquote(parts.path.removeprefix('/faq/').lstrip('/'))}" if parts.path else str(path)
            target = os.path.normpath(target)
            if target not in there:
                dead.append(f"{path.relative_to(site)}: {address}")
            elif parts.fragment and f'id="{unquote(parts.fragment)}"' not in text_at(target):
                dead.append(f"{path.relative_to(site)}: no anchor {address}")
    return dead


def leaks_in(site: Path, desk: Path) -> list[str]:
    """What the last look says of files that are there already."""
    library = load_library(desk / "articles")
    watch = Watch(library, [(article, hidden_lines(article)) for article in library.public])
    return sorted(line for name, content in files_below(site).items() for line in watch.leaks_in(name, content))


def no_leftovers(folder: Path) -> bool:
    return not [path.name for path in folder.iterdir() if ".new-" in path.name or ".old-" in path.name]


SHOP: dict[str, str | bytes] = {
    "delivery/_index.md": "---\ntitle: Delivery\nsummary: Where your parcel is.\norder: 1\n---\n",
    "delivery/late.md": public(
        "My parcel is late",
        "# My parcel is late\n\nSee [tracking](track.md#read-it), [returns](../returns/send-back.md) and"
        " [delivery](_index.md).\n\n## First\n\n![A parcel](parcel.png)\n\n### Inner\n\n"
        "## Second\n\n[The form](form.pdf)",
        id="k7f3qa",
        aliases="[late-parcel]",
        related="[track, send-back, plan]",
    ),
    "delivery/track.md": public("Track a parcel", "How.\n\n#### Read it\n\nWords."),
    "delivery/plan.md": "---\ntitle: Secret plan\nstatus: draft\nid: zz99zz\n---\nDraft.",
    "delivery/parcel.png": PNG,
    "delivery/form.pdf": b"%PDF-1.4",
    "returns/send-back.md": public("Send it back", "> [!TIP]\n> Keep the box.\n\n| a | b |\n|---|--:|\n| 1 | 2 |"),
    "welcome.md": public("Welcome", "Hello."),
    "team/_index.md": "---\ntitle: Team\nstatus: internal\n---\n",
    "team/rules.md": public("Team rules", "Rules."),
}
