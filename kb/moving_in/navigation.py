"""The navigation in the settings of a tool: order and title of pages and groups, in each language of the site."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from kb.moving_in.found import text_in
from kb.moving_in.menus import menus_of
from kb.moving_in.sidebars import Sidebar, sidebar_of, stems
from kb.moving_in.tools import Source, settings_text
from kb.problem import Problems
from kb.yaml.reader import Listing, Scalar, Value
from kb.yaml.reader import Mapping as YamlMapping
from kb.yaml.tree import parse_yaml

_LISTED = re.compile(
    r"^[ \t]*+[*+-] ++\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])++)\]\((?:<([^<>\n]++)>|((?:[^()\s\\]|\\.|\([^()\s]*\))++))",
    re.MULTILINE,
)
"""A page in a list of links, with its path between angle brackets or without."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NUMBER = re.compile(r"(?<![^/])\d{1,4}[-_.](?=[^\d\s/])")
"""What only orders the files of Docusaurus, and is left out of their names in its sidebar."""
_NEARLY = 0.8
_OF_NAV = re.compile(r"^nav:[^\n]*\n((?:[ \t-][^\n]*\n|#[^\n]*\n|\n)+)", re.MULTILINE)
_TRANSLATED = re.compile(r"^[ -]*locale: *[\"']?([\w-]+)|^( *)nav_translations: *$", re.MULTILINE)
_PAIR = re.compile(
    r"( *+)(?:'([^'\n]++)'|\"([^\"\n]++)\"|([^#:\n'\" ][^#:\n'\"]*+)): *+(?:'([^'\n]++)'|\"([^\"\n]++)\"|([^#\n'\"]++))"
)
Group = tuple[str, list[str]]
"""The title of a group, and the paths of all pages in it."""


@dataclass(frozen=True)
class Navigation:
    """What the navigation of a site says."""

    pages: dict[str, tuple[int, str]]
    """The order and the title of each page or folder that it names, by path below the content."""
    folders: dict[str, str] = field(default_factory=dict)
    """The title of each folder that holds all pages of a group, and no other's."""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language, its words for titles."""

    def found(self, path: str, language: str = "") -> tuple[int, str]:
        """The order and the title of a page, also of one that has its language before its ending."""
        stem = path.rpartition(".")[0]
        own = stem.removesuffix(f".{language}") if language else stem
        names = (path, stem, f"{own}.md", own, _NUMBER.sub("", stem))
        place, title = next((self.pages[name] for name in names if name in self.pages), (0, ""))
        return place, self.translations.get(language, {}).get(title, title)

    def first_in(self, folder: str) -> int:
        """The order of the first page in a folder; 0 where it names none."""
        names = (folder, _NUMBER.sub("", folder))
        below = tuple(f"{name}/" for name in names)
        return min((place for path, (place, _) in self.pages.items() if f"{path}/".startswith(below)), default=0)


def navigation_of(source: Source) -> Navigation:
    """The navigation of a source; an empty one where its settings hold none."""
    found: dict[str, tuple[int, str]] = {}
    sidebar = sidebar_of(source.project, source.tool)
    for path, title in _entries(source, sidebar):
        found.setdefault(path.removeprefix("./").lstrip("/"), (len(found) + 1, title))
    menus = menus_of(source)
    own = dict(menus.pop(""))
    for path, title in own.items():
        found.setdefault(path, (len(found) + 1, title))
    translations = {
        language: {own[path]: title for path, title in said if path in own} for language, said in menus.items()
    }
    return Navigation(found, _folders(_groups(source, sidebar)) | own, _translations(source) | translations)


def _entries(source: Source, sidebar: Sidebar) -> Iterator[tuple[str, str]]:
    for name in ("SUMMARY.md", "TOC.md", "_sidebar.md"):
        for folder in dict.fromkeys((source.content, source.project)):
            for title, *paths in _LISTED.findall(text_in(folder, folder / name)):
                path = "".join(paths).partition("#")[0]
                yield unquote(_ESCAPED.sub(r"\1", path)), _ESCAPED.sub(r"\1", title)
    if source.tool == "MkDocs":
        nav = settings_text(source.project, "MkDocs").partition("\nnav:")[2]
        for title, path in re.findall(r"^ *+- ++[\"']?([^:\n]++): +[\"']?([^\"'\n]+\.md)", nav, re.MULTILINE):
            yield path, title.rstrip("\"'")
    if source.tool == "Mintlify":
        for settings in _of_mintlify(source):
            yield from ((path, "") for path in _pages_in(settings))
    for path, title in sidebar.pages:
        yield from ((stem, title) for stem in stems(path))


def _groups(source: Source, sidebar: Sidebar) -> Iterator[Group]:
    """The groups of a navigation, those that hold others first."""
    if source.tool == "MkDocs":
        block = _OF_NAV.search(settings_text(source.project, "MkDocs") + "\n")
        nav = parse_yaml(f"nav:\n{block[1]}", Problems("")) if block else None
        if nav and "nav" in nav.entries:
            yield from _groups_below(nav.entries["nav"][1])
    if source.tool == "Mintlify":
        for settings in _of_mintlify(source):
            yield from _groups_in(settings)
    yield from sidebar.groups


def _groups_below(value: Value) -> Iterator[Group]:
    for item in value.items if isinstance(value, Listing) else ():
        for title, (_key, inside) in item.entries.items() if isinstance(item, YamlMapping) else ():
            if isinstance(inside, Listing):
                yield title, list(_paths_below(inside))
                yield from _groups_below(inside)


def _paths_below(value: Value) -> Iterator[str]:
    match value:
        case Scalar() if value.text.endswith(".md"):
            yield value.text
        case Listing():
            yield from (path for one in value.items for path in _paths_below(one))
        case YamlMapping():
            yield from (path for _key, one in value.entries.values() for path in _paths_below(one))


def _folders(groups: Iterator[Group]) -> dict[str, str]:
    """The title of each folder to which one group leads; the outermost group of a folder counts."""
    claims: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for title, paths in groups:
        inside = {posixpath.dirname(path.lstrip("/")) for path in paths}
        # The page of a folder may be named as the folder is.
        bare = [path.lstrip("/") for path in paths]
        folders = [path if path in inside else posixpath.dirname(path) for path in bare]
        common = (posixpath.commonpath(folders) or _most_in(folders)) if folders else ""
        outer = claims.setdefault(common, [])
        if common and not any(held >= frozenset(paths) for _title, held in outer):
            outer.append((title, frozenset(paths)))
    return {folder: outer[0][0] for folder, outer in claims.items() if folder and len(outer) == 1}


def _most_in(folders: list[str]) -> str:
    """The folder in which a group begins, where nearly all of it lies there: a group also names a page of another."""
    top = folders[0].partition("/")[0]
    inside = sum(f"{folder}/".startswith(f"{top}/") for folder in folders)
    return top if _NEARLY * len(folders) <= inside else ""


def _translations(source: Source) -> dict[str, dict[str, str]]:
    """The `nav_translations` of MkDocs, by language."""
    found: dict[str, dict[str, str]] = {}
    language = ""
    text = settings_text(source.project, "MkDocs") if source.tool == "MkDocs" else ""
    for mark in _TRANSLATED.finditer(text):
        language = mark[1] or language
        for line in text[mark.end() + 1 :].split("\n") if mark[2] is not None else ():
            pair = _PAIR.match(line)
            if pair and len(pair[1]) > len(mark[2]):
                title, words = (next(filter(None, pair.groups()[start : start + 3])) for start in (1, 4))
                found.setdefault(language, {})[title.strip()] = words.strip()
            elif line.strip() and not line.lstrip().startswith("#"):
                break
    return found


def _of_mintlify(source: Source) -> Iterator[object]:
    for name in ("docs.json", "mint.json"):
        try:
            yield json.loads(text_in(source.project, source.project / name) or "{}")
        except (ValueError, RecursionError):
            continue


def _groups_in(value: object) -> Iterator[Group]:
    if isinstance(value, dict):
        if isinstance(value.get("group"), str):
            yield value["group"], list(_pages_in(value))
        yield from (group for one in value.values() for group in _groups_in(one))
    elif isinstance(value, list):
        yield from (group for one in value for group in _groups_in(one))


def _pages_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        pages = value.get("pages", [])
        for page in pages if isinstance(pages, list) else []:
            if isinstance(page, str):
                yield page
        yield from (path for one in value.values() for path in _pages_in(one))
    elif isinstance(value, list):
        yield from (path for one in value if not isinstance(one, str) for path in _pages_in(one))
