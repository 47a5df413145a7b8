"""What the HTML of another desk hides from its readers, which must not be read here either."""

from __future__ import annotations

import re

from kb.moving_in.enclosed import elements

_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN = re.compile(r"\shidden(?=[\s=/>])", re.IGNORECASE)


def without_hidden(html: str) -> tuple[str, list[str]]:
    """HTML without its hidden elements, and what stands in them; one that nothing closes goes on to the end."""
    kept: list[str] = []
    hidden: list[str] = []
    after = 0
    for opening, inside, end in elements(html, _is_hidden):
        kept.append(html[after : opening.start()])
        hidden.append(html[opening.end() : inside])
        after = end
    return " ".join([*kept, html[after:]]), [one for one in hidden if one.strip()]


def _is_hidden(tag: str) -> bool:
    style = _STYLE.search(tag)
    if style and _UNSEEN.search(style[1] or style[2] or ""):
        return True
    return _HIDDEN.search(_VALUE.sub("=", tag)) is not None
