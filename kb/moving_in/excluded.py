"""Pages that the settings of a tool keep off its site, by patterns as git writes them, by folder or by navigation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from kb.articles.held_back import is_left_copy
from kb.moving_in.found import text_in
from kb.moving_in.front_matter import Keys, split
from kb.moving_in.tools import Source

_BLOCK = re.compile(
    r"^(exclude_docs|draft_docs|exclude):[ \t]*[|>]?[-+]?[ \t]*\n((?:(?:[ \t]|-[ \t])[^\n]*\n|\n)+)", re.MULTILINE
)
_LIST = re.compile(r"\b(srcExclude|exclude):[ \t]*\[([^\]]*)\]")
_QUOTED = re.compile(r"[\"']([^\"'\n]+)[\"']")
_FILES = {
    "MkDocs": ("mkdocs.yml", "mkdocs.yaml"),
    "Jekyll": ("_config.yml",),
    "Docusaurus": ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
    "VitePress": (".vitepress/config.ts", ".vitepress/config.mts", ".vitepress/config.js", ".vitepress/config.mjs"),
    "Mintlify": (".mintignore",),
}
"""Where each tool names what it leaves out."""
_OF_THE_PROJECT = frozenset({"Jekyll", "Mintlify"})
"""Tools whose patterns begin where their settings lie, not where their texts do."""


def excluded_by(source: Source) -> Callable[[str], str]:
    """For the path of a page, the setting that keeps it off the site; an empty text where none does."""
    patterns = [(name, _parts(line)) for name, line in _patterns(source)]
    whole = source.tool in _OF_THE_PROJECT and source.content.is_relative_to(source.project)
    above = source.content.relative_to(source.project).parts if whole else ()

    def reason(path: str) -> str:
        return next((name for name, pattern in patterns if _fits(pattern, [*above, *path.split("/")])), "")

    return reason


def _patterns(source: Source) -> Iterator[tuple[str, str]]:
    for name in _FILES.get(source.tool, ()):
        text = text_in(source.project, source.project / name) + "\n"
        if source.tool == "Mintlify":
            yield from _lines(name, text)
        elif source.tool in ("MkDocs", "Jekyll"):
            for setting, block in _BLOCK.findall(text):
                yield from _lines(setting, block)
        for setting, listed in _LIST.findall(text):
            # In a list of YAML quotes need not be.
            bare = [one.strip().strip("\"'") for one in listed.split(",")]
            names = bare if source.tool in ("MkDocs", "Jekyll") else _QUOTED.findall(listed)
            yield from ((setting, one) for one in filter(None, names))


def _lines(setting: str, text: str) -> Iterator[tuple[str, str]]:
    """The patterns of a block, one a line; what begins with an exclamation mark comes in again, and is no pattern."""
    for line in text.split("\n"):
        written = line.strip().removeprefix("- ").strip().strip("\"'")
        if written and not written.startswith(("#", "!")):
            yield setting, written


def _parts(pattern: str) -> list[str]:
    """The parts of a pattern as git reads it: one without a slash inside fits at any depth."""
    return [*(["**"] if "/" not in pattern.rstrip("/") else []), *pattern.strip("/").split("/")]


def _fits(pattern: list[str], path: list[str]) -> bool:
    """Whether a path, or a folder that it lies in, is what a pattern names."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_fits(pattern[1:], path[start:]) for start in range(len(path)))
    return bool(path) and fnmatchcase(path[0], pattern[0]) and _fits(pattern[1:], path[1:])


def cascades_of(source: Source, paths: Iterable[str]) -> Iterator[tuple[str, Keys]]:
    """By folder, what the index of Hugo says of all pages below it."""
    for path in paths if source.tool == "Hugo" else ():
        if posixpath.basename(path).startswith("_index."):
            given = split(text_in(source.content, source.content / path), source.tool)[0].get("cascade", [])
            pairs = (line.partition(":") for line in given if isinstance(given, list))
            yield posixpath.dirname(path), {key.strip(): value.strip() for key, _, value in pairs}


def led_down(cascades: Mapping[str, Keys], path: str) -> Keys:
    """What the folders above a page say of it, the nearest last."""
    found: Keys = {}
    above = [folder for folder in cascades if not folder or path.startswith(f"{folder}/")]
    for folder in sorted(above, key=len):
        found |= cascades[folder]
    return found


def unlisted(source: Source, path: str, order: Mapping[str, tuple[int, str]]) -> str:
    """Why a page has no place on its site: GitBook and Mintlify show what their navigation names, Jekyll no drafts.

    Of a collection of Jekyll whose pages are not put out, templates show no more than they want.

    A copy that a program left has none either, whatever the tool made of it.
    """
    if is_left_copy(posixpath.basename(path).rpartition(".")[0]):
        return "a copy, by its name"
    if source.tool == "Jekyll" and "_drafts" in path.split("/")[:-1]:
        return "_drafts"
    folder = (source.content / path).relative_to(source.project).parts[0] if source.collections else ""
    if folder in source.collections and not source.collections[folder].shown:
        return "collections"
    missing = source.tool == "GitBook" and order and path not in order and posixpath.basename(path) != "README.md"
    if source.tool == "Mintlify" and order and path.rpartition(".")[0] not in order:
        # Who knows its address may open it, and nobody else finds it.
        return "docs.json"
    return "SUMMARY.md" if missing else ""


def plain_keys(keys: Keys, tool: str) -> Keys:
    """Keys without what means something else to one tool than to all others."""
    if tool == "Mintlify" and keys.get("groups"):
        return {**keys, "user_segment_ids": keys["groups"]}
    if tool == "MkDocs" and keys.get("status") == "deprecated":
        return {key: value for key, value in keys.items() if key != "status"}
    return keys
