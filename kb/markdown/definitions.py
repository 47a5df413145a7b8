"""Lists of definitions end at a heading, which markdown-it alone would take for the next term."""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_ENDED = ["paragraph", "reference", "blockquote"]
"""What a list of definitions may end, as its plugin says."""


def definitions_plugin(parser: MarkdownIt) -> None:
    """Let a parser read lists of definitions."""
    parser.use(deflist_plugin)
    rule = dict(zip(parser.block.ruler.get_active_rules(), parser.block.ruler.getRules(""), strict=True))["deflist"]

    def up_to_heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the library's signature
        below = line + 1
        below += below < end and state.isEmpty(below)
        if below >= end or state.src[state.bMarks[below] + state.tShift[below]] not in ":~":
            return False
        return rule(state, line, min([end, *_next_heading(state, line)]), silent)

    parser.block.ruler.at("deflist", up_to_heading, {"alt": _ENDED})


def _next_heading(state: StateBlock, line: int) -> list[int]:
    """The first line below that is a heading, and no part of a definition; looked for once for all lists of a text."""
    if "headings" not in state.env:
        lines = enumerate(state.src.split("\n"))
        state.env["headings"] = [number for number, text in lines if _HEADING.match(text)]
    found: list[int] = state.env["headings"]
    later = bisect_right(found, line)
    return [one for one in found[later : later + 1] if state.sCount[one] <= state.sCount[line]]
