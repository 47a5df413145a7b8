"""What lint can mend by itself: only what has one correct outcome, and nothing that a reader sees otherwise."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, unquote

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.links import leads_to_file, target_of
from kb.articles.readdress import path_of, readdressed
from kb.changes import FileChange
from kb.desk_files import read_desk_text
from kb.text import slugify

_ENDING = re.compile(r"\.(?:html?|mdx?|markdown)\Z", re.IGNORECASE)
_ATX = re.compile(r"^( {0,3})(#{1,6})(?=[ \t])")


@dataclass(frozen=True)
class Fix:
    """One file as it is, and as it will be."""

    path: str
    """Below the articles folder."""
    before: str
    after: str
    links: int
    headings: int

    @property
    def change(self) -> FileChange:
        """The same for whoever writes it."""
        return FileChange(self.path, self.before, self.after)

    def lines(self, folder: str) -> Iterator[str]:
        """What changes, as `diff -u` shows it."""
        name = f"{folder}/{self.path}"
        before, after = self.before.split("\n"), self.after.split("\n")
        return difflib.unified_diff(before, after, name, name, n=0, lineterm="")


def plan_fixes(library: Library) -> list[Fix]:
    """What can be mended in the articles of a library; nothing is written yet."""
    meant = _Meant(library)
    found = []
    for article in library.articles:
        before = read_desk_text(library.root, article.path)
        after, links = readdressed(before, lambda address, one=article: meant.path(one, address))  # type: ignore[misc]
        after, headings = _in_step(article, after)
        if after != before:
            found.append(Fix(article.path, before, after, links, headings))
    return found


class _Meant:
    """Where links that lead nowhere were meant to lead."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.folded: dict[str, list[str]] = {}
        self.named: dict[str, list[str]] = {}
        for one in library.articles:
            self.folded.setdefault(one.path.casefold(), []).append(one.path)
            for name in {one.slug, *one.aliases}:
                self.named.setdefault(name.strip("/"), []).append(one.path)

    def path(self, article: Article, address: str) -> str:
        """The path to write for an address; as it is where it leads somewhere, or where it may mean several things."""
        written = path_of(address)
        target = target_of(self.library, article, address)
        if target.outside or target.article or not written or leads_to_file(self.library, target):
            return written
        found = self._article(target.file, unquote(written))
        return quote(posixpath.relpath(found, article.category or ".")) if found else written

    def _article(self, file: str, written: str) -> str:
        stem = _ENDING.sub("", file.rstrip("/"))
        name = posixpath.basename(stem)
        if "." in name or not name:
            return ""
        tried = (f"{stem}.md", f"{stem}/index.md", f"{stem}/readme.md", f"{stem}/{name}.md")
        beside = [path for one in tried for path in self.folded.get(one.casefold(), [])]
        whole = self.named.get(_ENDING.sub("", written).strip("/"), [])
        for found in (beside, whole, self.named.get(slugify(name), [])):
            if found:
                return found[0] if len(set(found)) == 1 else ""
        return ""


def _in_step(article: Article, source: str) -> tuple[str, int]:
    """A source whose headings leave out no level, as its page shows them already."""
    headings = article.outline.headings
    # The title of the page stands above every heading.
    if not any(later > level + 1 for level, later in pairwise([1, *(one.level for one in headings)])):
        return source, 0
    lines = source.split("\n")
    top = 0 if any(one.level == 1 for one in headings) else 1
    above: list[int] = []
    changed = 0
    for heading in headings:
        while above and above[-1] >= heading.level:
            above.pop()
        above.append(heading.level)
        mark = _ATX.match(lines[heading.line - 1]) if heading.line <= len(lines) else None
        if mark and len(mark[2]) == heading.level and heading.level != len(above) + top:
            lines[heading.line - 1] = f"{mark[1]}{'#' * (len(above) + top)}{lines[heading.line - 1][mark.end() :]}"
            changed += 1
    return "\n".join(lines), changed
