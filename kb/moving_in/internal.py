"""What a browser or another tool did not show, comments and hidden elements, as blocks that never leave the desk."""

from __future__ import annotations

import re
from collections import Counter

from kb.markdown.unseen import hidden_in, without_comments
from kb.moving_in.indented import box

_Pair = tuple["re.Pattern[str]", "re.Pattern[str]"]
_ANY: tuple[_Pair, ...] = (
    (re.compile(r"\{\{-?[ \t]*/\*"), re.compile(r"\*/[ \t]*-?\}\}")),
    (re.compile(r"\{/\*"), re.compile(r"\*/\}")),
    (re.compile(r"\{#(?![\w-]++\})"), re.compile(r"#\}")),
    (re.compile(r"\{\{~?!--"), re.compile(r"--~?\}\}")),
    (re.compile(r"\{\{~?!(?!--)"), re.compile(r"\}\}")),
    (re.compile(r"\{%-?[ \t]*#"), re.compile(r"%\}")),
    (re.compile(r"\{::comment\}"), re.compile(r"\{:/(?:comment)?\}")),
    (re.compile(r"\{>>"), re.compile(r"<<\}")),
    (re.compile(r"\{(?:false|null|0)[ \t]*&&"), re.compile(r"\}")),
    (
        re.compile(r"\{%-?[ \t]*(?:if|ifversion)[ \t]+(?:false|nil|0|[\w.]{0,40}internal[\w.]{0,40})[ \t]*-?%\}"),
        re.compile(r"\{%-?[ \t]*end(?:if|ifversion)[ \t]*-?%\}"),
    ),
    (re.compile(r"<!--(?=[^-]*--!>)"), re.compile(r"--!>")),
)
"""How comments of each tool begin and end, and conditions that are never met."""
_OBSIDIAN: _Pair = (re.compile("%%"), re.compile("%%"))
"""A mark that other tools show; of a folder without any tool nobody knows whether it was shown."""


def turned(text: str, tool: str, counts: Counter[str]) -> str:
    """A text with comments of each tool and hidden HTML as ours."""
    for begins, ends in (*_ANY, *([_OBSIDIAN] if tool in ("Obsidian", "") else [])):
        text = _comments_hidden(text, begins, ends, counts)
    return _elements_hidden(text, counts)


def _comments_hidden(text: str, begins: re.Pattern[str], ends: re.Pattern[str], counts: Counter[str]) -> str:
    out, at = [], 0
    for opening in begins.finditer(text):
        if opening.start() < at:
            continue
        closing = ends.search(text, opening.end())
        if closing is None:
            break
        counts["internal note"] += 1
        out += [
            text[at : opening.start()],
            _ours(text, opening.start(), closing.end(), text[opening.end() : closing.start()]),
        ]
        at = closing.end()
    return "".join([*out, text[at:]])


def _elements_hidden(text: str, counts: Counter[str]) -> str:
    """What is never closed stays as it is: an error names it, for nobody knows how far it was meant to hide."""
    out, at = [], 0
    for one in hidden_in(text):
        words = without_comments(one.words)
        if one.closed and words.strip():
            counts["hidden HTML"] += 1
            out += [text[at : one.start], _ours(text, one.start, one.end, words)]
            at = one.end
    return "".join([*out, text[at:]])


def _ours(text: str, start: int, end: int, inside: str) -> str:
    """A block where it has room for itself: inside of HTML or of a list it would be none, and be shown."""
    inside = inside.strip()
    around = text[max(0, start - 2) : start], text[end : end + 2]
    alone = inside and all(one in ("", "\n", "\n\n") for one in around)
    return box("internal", "", inside) if alone else f"<!-- {inside.replace('--', '- -')} -->"
