"""A wiki of DokuWiki: its folder of pages, with the pictures beside it and the rights that its settings give.

A page is a file of text, and a namespace is a folder: `orders:late` is `pages/orders/late.txt`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kb.articles.status import Status
from kb.errors import CannotRead
from kb.files import real_path
from kb.moving_in.dokuwiki_text import markdown_of_wiki
from kb.moving_in.found import files_in, read_in, text_in
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.pages import ForeignPage
from kb.moving_in.tools import Source
from kb.text import count_of, slugify

_MARKS = re.compile(r"^[ \t]*={2,6}[^=\n].*={2,6}[ \t]*$|\[\[[^\[\]\n]+\]\]|^  +[*-] ?\S|''[^'\n]+''", re.MULTILINE)
_PAGES = ("data/pages", "pages", "")
_START = "start"
_SHIPPED = {"wiki/syntax", "wiki/dokuwiki", "wiki/welcome", "playground/playground"}
_MACHINERY = re.compile(r"(?:^|/)(?:_{0,2}template|c_template|i_template|sidebar|topbar|footer|header)$")
_RIGHT = re.compile(r"^(\S+)[ \t]+@ALL[ \t]+(\d+)[ \t]*$", re.MULTILINE)
_SITES = {
    "wp": "https://en.wikipedia.org/wiki/",
    "wpde": "https://de.wikipedia.org/wiki/",
    "wpfr": "https://fr.wikipedia.org/wiki/",
    "doku": "https://www.dokuwiki.org/",
}
"""Where the short names lead that every wiki has."""
_TRIED = 50


@dataclass(frozen=True)
class Wiki:
    """The pages of a wiki, as any other tool's pages are."""

    source: Source
    pages: list[ForeignPage]


def wiki_of(path: Path, problems: list[str]) -> Wiki | None:
    """The pages of a wiki, by its own folder, its folder of data or that of its pages; None where there is none."""
    folder = next((path / name for name in _PAGES if path.is_dir() and _holds_wiki(path / name)), None)
    if folder is None:
        return None
    content = real_path(folder)
    project = content.parent if (content.parent / "media").is_dir() else content
    names = {one.relative_to(content).with_suffix("").as_posix(): one for one in _texts(content)}
    hidden = _hidden_by(content)
    pages, machinery = [], 0
    for name, file in names.items():
        if name in _SHIPPED or _MACHINERY.search(name):
            machinery += 1
            continue
        try:
            text = read_in(content, file)
        except CannotRead as error:
            problems.append(str(error))
            continue
        if text.strip():
            pages.append(_page(name, text, names, hidden))
    if machinery:
        problems.append(f"Left out as parts or machinery of the tool: {count_of(machinery, 'text')}.")
    media = project / "media"
    return Wiki(Source("DokuWiki", content, project, static=(media,) if media.is_dir() else ()), pages)


def _texts(folder: Path) -> list[Path]:
    return [one for one in files_in(folder) if one.suffix == ".txt"]


def _holds_wiki(folder: Path) -> bool:
    """Whether a folder holds texts with marks of the wiki, and no Markdown."""
    if not folder.is_dir() or any(one.suffix == ".md" for one in files_in(folder)):
        return False
    texts = _texts(folder)[:_TRIED]
    marked = sum(bool(_MARKS.search(text_in(folder, one))) for one in texts)
    return 2 * marked > len(texts)


def _page(name: str, text: str, names: Mapping[str, Path], hidden: Mapping[str, bool]) -> ForeignPage:
    namespace, _, last = name.rpartition("/")
    found = markdown_of_wiki(
        text, lambda target: _page_at(target, namespace, names), lambda one: _file_at(one, namespace)
    )
    starts = _starts(name, names)
    where = f"{namespace}/_index.md" if last == _START else f"{name}/_index.md" if starts else f"{name}.md"
    front = FrontMatter(
        title=found.title or _words(last if last != _START else namespace.rpartition("/")[2]),
        status=Status.INTERNAL if _is_hidden(name, hidden) else Status.PUBLIC,
        tags=found.tags,
    )
    return ForeignPage(_ours(where), front, found.body, index=last == _START or starts)


def _starts(name: str, names: Mapping[str, Path]) -> bool:
    """Whether a page is that of the namespace of its name, which has no page of its own inside."""
    return f"{name}/{_START}" not in names and any(one.startswith(f"{name}/") for one in names)


def _ours(path: str) -> str:
    parts = path.lstrip("/").removesuffix(".md").split("/")
    return "/".join(part if part == "_index" else slugify(part) or "page" for part in parts) + ".md"


def _words(name: str) -> str:
    return name.replace("_", " ").strip().capitalize() or "Start"


def _page_at(target: str, namespace: str, names: Mapping[str, Path]) -> str:
    """Where a link of a page leads, as Markdown writes it; empty where nobody knows."""
    if re.match(r"[a-z][a-z0-9+.-]*://", target, re.IGNORECASE):
        return target
    if "@" in target and re.fullmatch(r"[^\s:@]+@[^\s:@]+", target):
        return f"mailto:{target}"
    if target.startswith("\\\\"):
        return ""
    site, is_site, there = target.partition(">")
    if is_site:
        return _SITES[site] + quote(there.replace(" ", "_")) if site in _SITES else ""
    bare, _mark, section = target.partition("#")
    anchor = f"#{slugify(section)}" if section else ""
    if not bare:
        return anchor
    name = _name_of(bare.partition("?")[0], namespace)
    for tried in (name, f"{name}/{_START}", f"{name}/{name.rpartition('/')[2]}"):
        if tried in names:
            folder, _, last = tried.rpartition("/")
            where = f"{folder}/_index.md" if last == _START else f"{tried}.md"
            return f"/{_ours(f'{tried}/_index.md' if _starts(tried, names) else where)}{anchor}"
    return f"/{_ours(f'{name}.md')}{anchor}"


def _name_of(target: str, namespace: str) -> str:
    """The path of a page or a file that is named from inside a namespace."""
    target = re.sub(r"\s+", "_", target.strip().lower().replace(";", ":").replace("/", ":"))
    whole = target.startswith(":") or (":" in target and not target.startswith((".", "~")))
    parts = [part for part in re.sub(r"^(\.+)(?=[^.:])", r"\1:", target).split(":") if part]
    name = posixpath.normpath(posixpath.join("" if whole else namespace, *parts))
    inside = re.sub(r"^(?:\.\./)+|^\.+$", "", name).strip("_")
    return f"{inside}/{_START}".lstrip("/") if target.endswith(":") else inside


def _file_at(name: str, namespace: str) -> str:
    if name.startswith(("http:", "https:")):
        return name
    return f"/{quote(_name_of(name, namespace))}"


def _hidden_by(content: Path) -> dict[str, bool]:
    """For each rule of the rights, whether it keeps a page or a namespace from everybody who is not signed in."""
    wiki = content.parent.parent
    text = text_in(wiki, wiki / "conf" / "acl.auth.php")
    return {name.replace(":", "/"): right == "0" for name, right in _RIGHT.findall(text)}


def _is_hidden(name: str, hidden: Mapping[str, bool]) -> bool:
    """What the nearest rule says: that of the page, else that of its namespace or of one above it."""
    if name in hidden:
        return hidden[name]
    while "/" in name:
        name = name.rpartition("/")[0]
        if f"{name}/*" in hidden:
            return hidden[f"{name}/*"]
    return hidden.get("*", False)
