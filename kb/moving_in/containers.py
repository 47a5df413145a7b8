"""Blocks between colons, as Docusaurus, VuePress, Starlight and MyST write them: `::: kind Title` … `:::`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kb.markdown.boxes import DETAILS, NOTES, OTHER_NOTES, kind_and_title
from kb.moving_in.indented import box, for_house

_EDGE = re.compile(r"^(?P<indent>[ \t]*)(?P<colons>:{3,})[ \t]*(?P<said>\{?[.A-Za-z@][^\n]*|)$")
_SAID = re.compile(r"\{?[.@]?(?:callout-)?([\w.-]+)\}?")
_TITLE = re.compile(r"\{[^{}\n]*?\b(?:title|label|name)=[\"']([^\"'\n]*+)[\"']")
_KNOWN = {*NOTES, *OTHER_NOTES, DETAILS, "internal", "reply"}
_WRAPPERS = {
    "tabs", "code-group", "code-tabs", "tab-set", "v-pre", "columns", "column", "row", "col", "steps", "card-grid",
    "cardgroup", "grid", "vue", "center", "right", "raw", "div", "only", "container", "filetree", "file-tree",
}  # fmt: skip
_DEEPEST = 20
"""Blocks that are open at once; no page of a help centre has half as many."""
_TABS = {"tab", "tab-item", "tabitem"}


@dataclass
class _Block:
    """A block that is open, with the lines in it."""

    indent: str
    written: str
    said: str
    lines: list[str] = field(default_factory=list)


def turned(text: str, counts: Counter[str]) -> str:
    """A text whose blocks are ours, each closed, and with more colons than those in it."""
    if ":::" not in text:
        return text
    opened = [_Block("", "", "")]
    for line in text.split("\n"):
        edge = _EDGE.match(line)
        too_deep = len(opened) > _DEEPEST
        if edge is None or (edge["said"] and (too_deep or edge["said"].rstrip().endswith(":::"))):
            opened[-1].lines.append(line)
        elif edge["said"]:
            opened.append(_Block(edge["indent"], line, edge["said"].strip()))
        elif len(opened) > 1:
            block = opened.pop()
            opened[-1].lines += _written(block, counts)
        else:
            counts["colons that close nothing"] += 1
    while len(opened) > 1:
        block = opened.pop()
        counts["block that was not closed"] += 1
        known = _kind_and_title(block.said)[0] in _KNOWN or for_house(*_kind_and_title(block.said))
        opened[-1].lines += _written(block, counts) if known else [block.written, *block.lines]
    return "\n".join(opened[0].lines)


def _kind_and_title(said: str) -> tuple[str, str]:
    named = _TITLE.search(said)
    kind, title = kind_and_title(_SAID.sub(r"\1", said, count=1))
    return kind, named[1] if named else title


def _written(block: _Block, counts: Counter[str]) -> list[str]:
    """The lines of a block as ours."""
    kind, title = _kind_and_title(block.said)
    house = for_house(kind, title)
    if kind in _WRAPPERS and not house:
        counts["tab" if "tab" in kind or "group" in kind else "wrapper"] += 1
        return ["", *block.lines, ""]
    counts["tab" if kind in _TABS else "box"] += 1
    plain = "{" not in block.said and not any(line.lstrip().startswith(":::") for line in block.lines)
    if kind in _KNOWN and plain and not house:
        return [block.written, *block.lines, f"{block.indent}:::"]
    made = box(*((DETAILS, title.lstrip(": ")) if kind in _TABS else (kind or "note", title)), "\n".join(block.lines))
    first, *rest = made.split("\n")
    return [f"{block.indent}{first}", *rest[:-1], f"{block.indent}{rest[-1]}"]
