"""Unseen: what the HTML in an article does not show, comments and hidden elements; found in one pass over the text."""

from __future__ import annotations

import re

from kb.text import unescape

_COMMENTS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
"""How comments begin and end."""
_COMMENT_BEGUN = re.compile("|".join(map(re.escape, _COMMENTS)))
_BEGUN = re.compile(r"<(\w++)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)")
"""The beginning of a tag, with whatever its quoted values hold."""
_SIGN = re.compile(r"[^\n]")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?")
_STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|class\s*=\s*[\"'][^\"']*\binternal\b", re.IGNORECASE)


def comments_in(text: str) -> list[tuple[int, int]]:
    """Where comments, instructions and CDATA stand in a text, as [start, end); what is never closed is none."""
    found: list[tuple[int, int]] = []
    open_ends: set[str] = set()
    after = 0
    for begun in _COMMENT_BEGUN.finditer(text):
        closing = _COMMENTS[begun[0]]
        if begun.start() < after or closing in open_ends:
            continue
        end = text.find(closing, begun.end())
        if end < 0:
            open_ends.add(closing)
        else:
            after = end + len(closing)
            found.append((begun.start(), after))
    return found


def without_comments(text: str) -> str:
    """A text without its comments."""
    pieces, after = [], 0
    for start, end in comments_in(text):
        pieces.append(text[after:start])
        after = end
    return "".join([*pieces, text[after:]])


def blanked_comments(text: str) -> str:
    """A text of the same length and lines, with blanks where its comments stand."""
    pieces, after = [], 0
    for start, end in comments_in(text):
        pieces += [text[after:start], _SIGN.sub(" ", text[start:end])]
        after = end
    return "".join([*pieces, text[after:]])


def hiding_in(text: str) -> tuple[str, int] | None:
    """The name of the first element that HTML hides, and where its attributes end; None where there is none."""
    for begun in _BEGUN.finditer(text):
        if _HIDING.search(begun[2]) or hides(begun[2]):
            return begun[1].lower(), begun.end()
    return None


def hides(tag: str) -> bool:
    """Whether an opening tag hides what stands in its element."""
    for name, *values in _ATTRIBUTE.findall(tag):
        if name.lower() == "hidden":
            return True
        if name.lower() == "style" and _NOT_SHOWN.search(_STYLE_COMMENT.sub("", unescape("".join(values)))):
            return True
    return False
