"""The sidebar in settings that are written as a program: VitePress, VuePress, Docusaurus, Starlight.

Nothing is run: what is written out in lists and objects is read, and what is worked out stays unknown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.moving_in.found import files_in, text_in

_FILES = {
    "VitePress": (".vitepress",),
    "VuePress": (".vuepress",),
    "Docusaurus": ("sidebars.js", "sidebars.ts", "sidebars.json", "sidebars.mjs"),
    "Starlight": ("astro.config.mjs", "astro.config.ts", "astro.config.js"),
}
"""The folder or the files in which each tool has its sidebar."""
_KINDS = (".js", ".ts", ".mjs", ".mts", ".cjs", ".json")
_ELSEWHERE = {"theme", "cache", "dist", "components", "plugins", "public", "node_modules"}
_TOKEN = re.compile(
    r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|'((?:[^'\\\n]|\\.){0,200}+)'|\"((?:[^\"\\\n]|\\.){0,200}+)\""
    r"|`((?:[^`\\]|\\.){0,200}+)`"
    r"|([A-Za-z_$][\w$]*+)|([{}\[\]():,])"
)
_BEGINS = re.compile(r"\bsidebars?\w*+[\"']?\s*+(?::|=(?!>)|\([^()\n]*+\)(?:\s*+:[^{}\n]*+)?\s*+\{)", re.IGNORECASE)
"""A sidebar as a value, or as what a function of that name gives."""
_BEFORE_VALUE = re.compile(r"\s*+:")
_TITLES = ("text", "title", "label")
_PAGES = ("link", "path", "id", "slug", "dirName", "directory")
_HELD = ("items", "children", "pages")
_KEY_OF_WORDS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""A title that only names words which stand elsewhere."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DEEPEST = 50


@dataclass
class Sidebar:
    """What a sidebar names, in its order."""

    pages: list[tuple[str, str]] = field(default_factory=list)
    """The path of each page with its title, without an ending; one that ends with a slash is the first of a folder."""
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    """The title of each group with the paths of all pages in it, those that hold others first."""


@dataclass
class _Open:
    """A list or an object that is not closed yet."""

    sign: str
    above: str = ""
    """What stands before the paths in it that begin nowhere."""
    said: dict[str, str] = field(default_factory=dict)
    key: str = ""
    groups: list[list[str]] = field(default_factory=list)
    """The groups that the pages in it belong to."""


def sidebar_of(project: Path, tool: str) -> Sidebar:
    """The sidebar of a project; an empty one where its settings write none out."""
    found = Sidebar()
    for name in _FILES.get(tool, ()):
        place = project / name
        inside = files_in(place, lambda folder: folder.name not in _ELSEWHERE) if place.is_dir() else [place]
        for path in sorted(inside):
            if path.suffix in _KINDS:
                text, at = text_in(project, path), 0
                if "sidebar" in path.name or "sidebar" in path.parent.name:
                    read_sidebar(text, at, found)
                    continue
                while begins := _BEGINS.search(text, at):
                    at = read_sidebar(text, begins.end(), found, one=True)
    return found


def read_sidebar(text: str, at: int, found: Sidebar, *, one: bool = False) -> int:
    """Add what a text says of a sidebar from a place on, only the `one` value that stands there; where it ends."""
    opened = [_Open("{")]
    for token in _TOKEN.finditer(text, at):
        here = opened[-1]
        word = next((given for given in token.groups()[:4] if given is not None), None)
        word = _ESCAPED.sub(r"\1", word) if word and "\\" in word else word
        if token[5] in ("[", "{", "("):
            opened.append(_below(token[5], here, found))
        elif token[5] in ("]", "}", ")"):
            opened.pop()
        elif token[5] == ",":
            here.key = ""
        elif word is not None and here.sign == "{" and _BEFORE_VALUE.match(text, token.end()):
            here.key = word
        elif word is not None and token[4] is None:
            _named(word, here, found)
        ended = not opened or len(opened) > _DEEPEST
        if ended or (one and len(opened) == 1 and token[5] in ("]", "}", ",")):
            return token.end()
    return len(text)


def _named(word: str, here: _Open, found: Sidebar) -> None:
    """Take a text in a list, where it is a page, or behind a key."""
    if here.sign == "[":
        _add(word, "", here, found)
    elif here.sign == "{" and here.key:
        here.said[here.key] = word
        title = _title_of(here)
        if here.key in _PAGES or (here.key in _TITLES and any(one in here.said for one in _PAGES)):
            page = next((here.said[one] for one in _PAGES if one in here.said), "")
            _add(page, title, here, found)
        elif here.key in ("base", "prefix"):
            here.above = posixpath.join(here.above, word)


def _below(sign: str, here: _Open, found: Sidebar) -> _Open:
    """What opens inside of another list or object."""
    above = posixpath.join(here.above, here.key) if here.key.startswith("/") else here.above
    inside = _Open(sign, above, groups=here.groups)
    title = ""
    if here.sign == "{" and here.key in _HELD:
        title = _title_of(here)
    elif here.sign == "{" and here.key == "link":
        # The page of a group has its title.
        inside.said = {one: here.said[one] for one in _TITLES if one in here.said}
    elif here.sign == "{" and sign == "[" and " " in here.key:
        title = here.key
    if title:
        pages = [_path(here.said[one], above) for one in _PAGES if one in here.said]
        found.groups.append((title, pages))
        inside.groups = [*here.groups, pages]
    return inside


def _title_of(here: _Open) -> str:
    title = next((here.said[one] for one in _TITLES if here.said.get(one)), "")
    return "" if _KEY_OF_WORDS.fullmatch(title) else title


def _add(page: str, title: str, here: _Open, found: Sidebar) -> None:
    if not page or re.match(r"[a-z]+:|#", page):
        return
    path = _path(page, here.above)
    found.pages.append((path, title))
    for group in here.groups:
        group.append(path)


def _path(page: str, above: str) -> str:
    path = page if page.startswith("/") else posixpath.join(above, page)
    return re.sub(r"\.(?:mdx?|html)$", "", path.partition("#")[0]).lstrip("/")


def stems(path: str) -> Iterator[str]:
    """The files, without their endings, that a path in a sidebar may mean."""
    bare = path.rstrip("/")
    yield from [bare] if bare else []
    yield from (posixpath.join(bare, name) for name in ("index", "README"))
