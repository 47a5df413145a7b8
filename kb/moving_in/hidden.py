"""What the HTML of another desk hides from its readers, which must not be read here either."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.IGNORECASE)
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN = re.compile(r"\shidden(?=[\s=/>])", re.IGNORECASE)
_EMPTY = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})


def without_hidden(html: str) -> tuple[str, list[str]]:
    """HTML without its hidden elements, and what stands in them; one that nothing closes goes on to the end."""
    kept: list[str] = []
    hidden: list[str] = []
    name, depth, after = "", 0, 0
    for tag in _TAG.finditer(html):
        closes, same = bool(tag[1]), tag[2].lower() == name
        if name and same:
            # A paragraph ends where the next one begins, whether that is written or not.
            depth += 1 if not closes and name != "p" else -1
        if name and depth <= 0:
            hidden.append(html[after : tag.start()])
            name, after = "", tag.end() if closes else tag.start()
        if not name and not closes and _is_hidden(tag[0]):
            kept.append(html[after : tag.start()])
            after = tag.end()
            name, depth = ("", 0) if tag[2].lower() in _EMPTY else (tag[2].lower(), 1)
    (hidden if name else kept).append(html[after:])
    return " ".join(kept), [one for one in hidden if one.strip()]


def _is_hidden(tag: str) -> bool:
    style = _STYLE.search(tag)
    if style and _UNSEEN.search(style[1] or style[2] or ""):
        return True
    return _HIDDEN.search(_VALUE.sub("=", tag)) is not None
