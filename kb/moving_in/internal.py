"""What a browser or another tool did not show, comments and hidden elements, as blocks that never leave the desk."""

from __future__ import annotations

import re
from collections import Counter

from kb.markdown.unseen import Why, hidden_in, without_comments
from kb.moving_in.indented import box

_Pair = tuple["re.Pattern[str]", "re.Pattern[str] | None"]
_ANY: tuple[_Pair, ...] = (
    (re.compile(r"\{\{-?[ \t]*/\*"), re.compile(r"\*/[ \t]*-?\}\}")),
    (re.compile(r"\{/\*"), re.compile(r"\*/\}")),
    (re.compile(r"\{#(?![\w-]++\})"), re.compile(r"#\}")),
    (re.compile(r"\{\{~?!--"), re.compile(r"--~?\}\}")),
    (re.compile(r"\{\{~?!(?!--)"), re.compile(r"\}\}")),
    (re.compile(r"\{%-?[ \t]*#"), re.compile(r"%\}")),
    (re.compile(r"\{::comment\}"), re.compile(r"\{:/(?:comment)?\}")),
    (re.compile(r"\{>>"), re.compile(r"<<\}")),
    (re.compile(r"\{(?:false|null|0)[ \t]*&&"), None),
    (re.compile(r"<!--(?=[^-]*--!>)"), re.compile(r"--!>")),
)
"""How comments of each tool begin and end; an expression ends at the brace that closes its own."""
_BRACE = re.compile(r"[{}]")
_BRANCH = re.compile(
    r"\{%-?[ \t]*(end)?(if|unless|case|for|else|elsif)(?:if|version)?\b((?:[^\n{%]|\{(?!%)|%(?!\}))*+)%\}"
)
_NEVER_MET = re.compile(r"[ \t]+(?:false|nil|0|[\w.]{0,40}internal[\w.]{0,40})[ \t]*-?")
_OBSIDIAN: dict[str, _Pair] = {
    "Obsidian": (re.compile("%%"), re.compile("%%")),
    # Of a folder without any tool nobody knows; there, signs of percent behind numbers are words, and so are those
    # of two paragraphs, where none begins a line.
    "": (
        re.compile(r"^%%|(?<![\w%])%%(?=(?:[^\n%]|%(?!%)|\n(?![ \t]*\n))++%%)", re.MULTILINE),
        re.compile("%%"),
    ),
}
"""A mark that other tools show."""


def turned(text: str, tool: str, counts: Counter[str]) -> str:
    """A text with comments of each tool and hidden HTML as ours."""
    for begins, ends in (*_ANY, *([_OBSIDIAN[tool]] if tool in _OBSIDIAN else [])):
        text = _comments_hidden(text, begins, ends, counts)
    return _elements_hidden(_conditions_hidden(text, counts), counts)


def _comments_hidden(text: str, begins: re.Pattern[str], ends: re.Pattern[str] | None, counts: Counter[str]) -> str:
    out, at = [], 0
    for opening in begins.finditer(text):
        if opening.start() < at:
            continue
        closing = ends.search(text, opening.end()) if ends else closing_brace(text, opening.end())
        if closing is None:
            break
        counts["internal note"] += 1
        out += [
            text[at : opening.start()],
            _ours(text, opening.start(), closing.end(), text[opening.end() : closing.start()]),
        ]
        at = closing.end()
    return "".join([*out, text[at:]])


def closing_brace(text: str, at: int) -> re.Match[str] | None:
    """The brace that closes one which was opened before a place; None where none does."""
    depth = 1
    for brace in _BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace
    return None


def _conditions_hidden(text: str, counts: Counter[str]) -> str:
    """A text without what stands under a condition that is never met; what is said instead is one that always is."""
    out, at, depth = [], 0, 0
    opening: re.Match[str] | None = None
    for tag in _BRANCH.finditer(text):
        ends, begins = tag[1], not tag[1] and tag[2] not in ("else", "elsif")
        if opening is None:
            opening = tag if begins and tag[2] == "if" and _NEVER_MET.fullmatch(tag[3]) else None
        elif begins:
            depth += 1
        elif depth:
            depth -= 1 if ends else 0
        else:
            counts["internal note"] += 1
            inside = text[opening.end() : tag.start()]
            out += [text[at : opening.start()], _ours(text, opening.start(), tag.end(), inside)]
            out += [] if ends else ["{% if true %}"]
            opening, at = None, tag.end()
    return "".join([*out, text[at:]])


def _elements_hidden(text: str, counts: Counter[str]) -> str:
    """What is never closed stays as it is: an error names it, for nobody knows how far it was meant to hide."""
    out, at = [], 0
    for one in hidden_in(text, escapes=True):
        words = without_comments(one.words)
        if one.closed and words.strip():
            counts["words in a class that many sites hide" if one.why is Why.CLASS else "hidden HTML"] += 1
            out += [text[at : one.start], _ours(text, one.start, one.end, words)]
            at = one.end
    return "".join([*out, text[at:]])


def _ours(text: str, start: int, end: int, inside: str) -> str:
    """A block where it has room for itself: inside of HTML or of a list it would be none, and be shown."""
    inside = inside.strip()
    around = text[max(0, start - 2) : start], text[end : end + 2]
    alone = inside and all(one in ("", "\n", "\n\n") for one in around)
    return box("internal", "", inside) if alone else f"<!-- {inside.replace('--', '- -')} -->"
