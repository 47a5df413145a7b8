"""Old addresses that a tool's settings lead on, in whatever file they stand: they become aliases."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from kb.moving_in.found import text_in
from kb.moving_in.front_matter import Keys
from kb.moving_in.layout import link
from kb.moving_in.tools import Source

_JSON = ("docs.json", "mint.json", "vercel.json")
_LISTS = ("_redirects", "static/_redirects", "public/_redirects", "docs/_redirects")
_CONFIGS = ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs")
_MAPS = re.compile(r"^([ \t]*)redirect_maps:[ \t]*\n", re.MULTILINE)
_OF_GITBOOK = re.compile(r"^([ \t]*)redirects:[ \t]*\n", re.MULTILINE)
_YAML = (("mkdocs.yml", _MAPS), ("mkdocs.yaml", _MAPS), (".gitbook.yaml", _OF_GITBOOK))
_LEADING = (
    "external_redirect",
    "redirect_to",
    "redirectTo",
    "redirect_url",
    "manualLink",
    "manualLinkRelref",
    "external_url",
    "externalUrl",
)
_LINE = re.compile(r"^[ \t]*(/[^\s*:]*)[ \t]+(/[^\s*:]*)(?:[ \t]+30[1278]!?)?[ \t]*$", re.MULTILINE)
_PAIR = re.compile(r"^[ \t]+[\"']?([^\s\"':][^\"'\n:]*+)[\"']?:[ \t]+[\"']?([^\s\"'#][^\"'\n]*?)[\"']?[ \t]*$")
_BRACES = re.compile(r"\{[^{}]*\}")
_TO = re.compile(r"\bto:\s*[\"'`]([^\"'`\n]+)[\"'`]")
_FROM = re.compile(r"\bfrom:\s*(\[[^\[\]]*\]|[\"'`][^\"'`\n]+[\"'`])")
_QUOTED = re.compile(r"[\"'`]([^\"'`\n]+)[\"'`]")


def leading_on(keys: Keys) -> str:
    """What stands on a page that only leads on to another address, as its front matter says."""
    address = next((value for key in _LEADING if isinstance(value := keys.get(key), str) and value), "")
    title = keys.get("title")
    return f"{link(title if isinstance(title, str) and title else address, address)}\n" if address else ""


def redirects_of(source: Source) -> dict[str, str]:
    """From each old address to the new one, both without slashes at their ends; patterns are left out."""
    found: dict[str, str] = {}
    for old, new in _pairs(source):
        plain = not any(sign in old + new for sign in "*:()")
        address = re.sub(r"(?:/index)?\.(?:mdx?|html?)$", "", old.partition("#")[0].strip("/"))
        if address and plain and "?" not in address:
            found.setdefault(address, new.partition("#")[0].strip("/"))
    return found


def _pairs(source: Source) -> Iterator[tuple[str, str]]:
    def text(name: str) -> str:
        return text_in(source.project, source.project / name)

    for name in _LISTS:
        yield from _LINE.findall(text(name))
    for name, begins in _YAML:
        yield from _below(text(name), begins)
    for name in _JSON:
        yield from _of_json(text(name))
    yield from _of_toml(text("netlify.toml"))
    for name in _CONFIGS:
        for entry in _BRACES.findall(text(name)):
            to, old = _TO.search(entry), _FROM.search(entry)
            yield from ((one, to[1]) for one in _QUOTED.findall(old[1])) if to and old else ()


def _below(settings: str, begins: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The pairs of a mapping in YAML, which ends where a line stands as far to the left as its key."""
    begun = begins.search(settings)
    for line in settings[begun.end() :].split("\n") if begun else ():
        indent = len(line) - len(line.lstrip())
        if line.strip() and begun and indent <= len(begun[1]):
            return
        pair = _PAIR.match(line)
        if pair:
            yield pair[1], pair[2]


def _of_json(settings: str) -> Iterator[tuple[str, str]]:
    try:
        given = json.loads(settings or "{}")
    except (ValueError, RecursionError):
        return
    yield from _of_list(given.get("redirects") if isinstance(given, dict) else None, "source", "destination")


def _of_toml(settings: str) -> Iterator[tuple[str, str]]:
    try:
        given = tomllib.loads(settings)
    except (ValueError, RecursionError):
        return
    yield from _of_list(given.get("redirects"), "from", "to")


def _of_list(entries: object, old: str, new: str) -> Iterator[tuple[str, str]]:
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict) and isinstance(one.get(old), str) and isinstance(one.get(new), str):
            yield one[old], one[new]
