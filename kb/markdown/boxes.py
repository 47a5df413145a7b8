"""Boxes: `::: note`, `::: tip My title`, `::: details`, and GitHub's `> [!NOTE]`, all as customers see them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb.text import fold

NOTES = ("note", "tip", "warning", "important", "caution")
"""Boxes that customers see."""
OTHER_NOTES = {"info": "note", "success": "tip", "hint": "tip", "danger": "caution", "error": "caution"}
"""What other tools call the same boxes."""
DETAILS = "details"
"""A box that is folded until a reader opens it."""
_OPENING = re.compile(r"([\w-]+)[ \t]*(?:\[(.*)\]|(.*))\Z")
"""What stands behind the colons of a block: its kind, and its title with brackets or without."""
_ALERT = re.compile(r"^\[!(\w+)\][ \t]*")
_BRACES = re.compile(r"\{[^{}\n]*\}")


def kind_and_title(parameters: str) -> tuple[str, str]:
    """What kind of block begins, and under which title: `tip[My title]`, `tip My title`."""
    opening = _OPENING.match(parameters.strip())
    if opening is None:
        return "", ""
    return fold(opening[1]), (opening[2] or _BRACES.sub("", opening[3] or "")).strip().strip('"')


def open_note(_self: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """The beginning of a note."""
    kind, title = kind_and_title(tokens[index].info)
    titled = " titled" if title else ""
    return f'<div class="{_note_class(OTHER_NOTES.get(kind, kind))}{titled}" role="note">\n'


def open_details(_self: object, _tokens: Sequence[Token], _index: int, _options: object, _env: object) -> str:
    """The beginning of a box that is folded."""
    return "<details>\n"


def close_details(_self: object, _tokens: Sequence[Token], _index: int, _options: object, _env: object) -> str:
    """The end of one."""
    return "</details>\n"


def title_of(opening: Token) -> list[Token]:
    """The title of a box as tokens of its own, so that it is read, found and shown like every other word."""
    kind, title = kind_and_title(opening.info)
    if kind == DETAILS and not title:
        title = "Details"
    if not title:
        return []
    tag = "summary" if kind == DETAILS else "p"
    begin, inside = Token("paragraph_open", tag, 1, block=True), Token("inline", "", 0, content=title, children=[])
    begin.attrs = {} if kind == DETAILS else {"class": "note-label"}
    begin.map = inside.map = [opening.map[0], opening.map[0] + 1] if opening.map else None
    begin.level, inside.level = opening.level + 1, opening.level + 2
    end = Token("paragraph_close", tag, -1, block=True)
    end.level = opening.level + 1
    return [begin, inside, end]


def _note_class(kind: str) -> str:
    return "note" if kind == "note" else f"note {kind}"


def set_alerts(state: StateCore) -> None:
    """GitHub's `> [!NOTE]` becomes the same box as `::: note`."""
    open_kinds: list[str] = []
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            inline = state.tokens[index + 2] if index + 2 < len(state.tokens) else None
            first = inline.children[0] if inline is not None and inline.children else None
            match = _ALERT.match(first.content) if first is not None and first.type == "text" else None
            kind = match[1].lower() if match else ""
            open_kinds.append(kind if kind in NOTES else "")
            if match and first is not None and inline is not None and kind in NOTES:
                token.tag = "div"
                token.attrs = {"class": _note_class(kind), "role": "note"}
                first.content = first.content[match.end() :]
                inline.content = inline.content[match.end() :].lstrip("\n")
                if not first.content and inline.children and len(inline.children) > 1:
                    inline.children = (
                        inline.children[2:] if inline.children[1].type == "softbreak" else inline.children[1:]
                    )
        elif token.type == "blockquote_close" and open_kinds and open_kinds.pop():
            token.tag = "div"
