"""Code that VitePress and VuePress take from files: `<<< @/pot.js#part`, and `@[code{1-3} js](./pot.js)`."""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections import Counter

from kb.moving_in.found import text_in
from kb.moving_in.tools import Source

_TOOLS = ("VitePress", "VuePress")
_BY_ARROWS = re.compile(
    r"^([ \t]*+)<<<[ \t]*+([^\s{}\[\]#]++)(?:#([\w-]++))?[ \t]*+(?:\{([^{}\n]*+)\})?[ \t]*+"
    r"(?:\[[^\[\]\n]*+\])?[ \t]*+$",
    re.MULTILINE,
)
_BY_LINK = re.compile(r"^([ \t]*+)@\[code([^\[\]\n]*+)\]\(([^()\s]++)\)[ \t]*+$", re.MULTILINE)
_LINES = re.compile(r"\A\{(\d{1,6})?-?(\d{1,6})?\}|\btransclude=\{(\d{1,6})-(\d{1,6})\}")
_WITH = re.compile(r"\btranscludeWith=(\S++)")
_LANGUAGE = re.compile(r"\blang=([\w+#-]++)|(?<!\S)([a-z][\w+#]*+)\Z")
_EDGE = re.compile(r"\b(end)?region\b[ \t:*]*+([\w-]++)", re.IGNORECASE)
_MOST = 100_000
"""Characters of code on a page."""


def written_out(text: str, path: str, source: Source, counts: Counter[str]) -> str:
    """A text with the code of the files that it names; what is not there stays as it is written."""
    if source.tool not in _TOOLS:
        return text

    def by_arrows(found: re.Match[str]) -> str:
        indent, name, region, said = found.groups()
        language = (said or "").rpartition(" ")[2].partition(":")[0]
        code = _file(name, path, source)
        code = _region(code, region) if region else code
        return _fence(found, indent, language if language[:1].isalpha() else _kind(name), code, counts)

    def by_link(found: re.Match[str]) -> str:
        indent, said, name = found.groups()
        lines, tag, language = _LINES.search(said), _WITH.search(said), _LANGUAGE.search(said.strip())
        code = _file(name, path, source)
        if tag:
            code = _between(code, tag[1])
        elif lines:
            first, last = (int(one) if one else 0 for one in (lines[1] or lines[3], lines[2] or lines[4]))
            code = "\n".join(code.split("\n")[max(first - 1, 0) : last or None])
        return _fence(found, indent, (language[1] or language[2]) if language else _kind(name), code, counts)

    return _BY_LINK.sub(by_link, _BY_ARROWS.sub(by_arrows, text))


def _file(name: str, path: str, source: Source) -> str:
    """The text of a file that a page names; `@` is the folder of all pages."""
    here = source.content / posixpath.dirname(path)
    tried = [top / name.lstrip("@/") for top in (source.content, source.project)] if name[:1] in "@/" else [here / name]
    return next((text for place in tried if (text := text_in(source.project, place)[:_MOST])), "")


def _region(code: str, name: str) -> str:
    begun, found = False, list[str]()
    for line in code.split("\n"):
        mark = _EDGE.search(line)
        if mark and mark[2] == name:
            begun = not mark[1]
        elif begun:
            found.append(line)
    return "\n".join(found)


def _between(code: str, tag: str) -> str:
    """The lines between those that hold a tag."""
    inside, found = False, list[str]()
    for line in code.split("\n"):
        if line.rstrip().endswith(tag):
            inside = not inside
        elif inside:
            found.append(line)
    return "\n".join(found)


def _kind(name: str) -> str:
    return posixpath.splitext(name)[1][1:]


def _fence(found: re.Match[str], indent: str, language: str, code: str, counts: Counter[str]) -> str:
    code = textwrap.dedent(code).strip("\n")
    if not code:
        counts["code that is not there"] += 1
        return found[0]
    counts["code of a file"] += 1
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`{3,}", code)), 3)
    return textwrap.indent(f"{ticks}{language}\n{code}\n{ticks}", indent)
