"""Pages of the manual: the articles that ship, and those that are worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from kb.articles import ARTICLES

_SHORT = 3_000
"""Characters of a page that is read as a whole."""


@dataclass(frozen=True)
class ManualPage:
    """An article of the manual."""

    slug: str
    title: str
    summary: str
    keywords: str
    body: str

    @property
    def is_short(self) -> bool:
        """Whether it is read as a whole; of the others a part is shown."""
        return len(self.body) < _SHORT

    @property
    def parts(self) -> Iterator[tuple[str, str]]:
        """Its sections of the second level, each with its heading and its own text."""
        for part in self.body.split("\n## ")[1:]:
            heading, _line, text = part.partition("\n")
            yield heading.strip(), text.strip()


def shipped_files() -> Iterator[tuple[str, str]]:
    """Every file of the manual's desk: its place in the desk, and its text."""
    desk = resources.files("composer") / "manual"
    yield "warmline.yaml", (desk / "warmline.yaml").read_text(encoding="utf-8")
    yield from _walk(desk / ARTICLES, ARTICLES)


def _walk(folder: Traversable, place: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{place}/{entry.name}")
        elif entry.name.endswith(".md"):
            yield f"{place}/{entry.name}", entry.read_text(encoding="utf-8")


@cache
def shipped_pages() -> tuple[ManualPage, ...]:
    """The articles that ship, in the order of their places."""
    return pages_of(dict(shipped_files()))


def pages_of(files: Mapping[str, str]) -> tuple[ManualPage, ...]:
    """The articles among files.

    The front matter of the manual has one plain line for each key, which is read here without YAML: the app asks for
    these pages at a keystroke.
    """
    return tuple(_page(place, text) for place, text in files.items() if _is_article(place))


def _is_article(place: str) -> bool:
    return place.endswith(".md") and not place.endswith("_index.md")


def _page(place: str, text: str) -> ManualPage:
    _before, head, body = text.split("---\n", 2)
    said = {key: value.strip() for key, _colon, value in (line.partition(":") for line in head.splitlines())}
    slug = place.rpartition("/")[2].removesuffix(".md")
    return ManualPage(slug, said.get("title", ""), said.get("summary", ""), said.get("keywords", "").strip("[]"), body)
