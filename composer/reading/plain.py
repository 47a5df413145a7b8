"""Plain text, from bytes and from HTML, however large and however broken."""

from __future__ import annotations

import html
import re

from kb.text import clean

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TAG_NAME = re.compile(r"/?([a-z][a-z0-9]*)", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "head", "title"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CELLS = frozenset({"td", "th"})


def is_text(content: bytes) -> bool:
    """Whether bytes are text at all; a picture or an office file has zeros in it and is no UTF-8."""
    if content[:2] in _UTF16 or b"\0" not in content[:8_000]:
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(content: bytes) -> str:
    """Bytes as clean text: UTF-8, UTF-16 where it says so, else what old mail programs wrote."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in _UTF16 else "utf-8"):
        try:
            return clean(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return clean(content.decode("cp1252", "replace"))


def without_html(text: str) -> str:
    """What a reader sees of an HTML text, its paragraphs and lines kept apart.

    One pass from tag to tag: patterns that look for an end which never comes take minutes.
    """
    pieces: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        pieces.append(text[at:start])
        mark, at = _tag(text, start)
        pieces.append(mark)
    pieces.append(text[at:])
    lines = (" ".join(line.split()) for line in html.unescape("".join(pieces)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _tag(text: str, start: int) -> tuple[str, int]:
    """What stands for the tag at a place, and where the text goes on."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return "", end + 3 if end >= 0 else len(text)
    name = _TAG_NAME.match(text, start + 1)
    end = text.find(">", start + 1)
    if end < 0:
        return "", len(text)
    if name is None:
        # `<3` and `a < b` are no tags; `<!DOCTYPE …>` is one that nobody sees.
        return ("", end + 1) if text[start + 1 : start + 2] in ("!", "?") else ("<", start + 1)
    tag, closing = name[1].lower(), name[0].startswith("/")
    if tag in _UNSEEN and not closing:
        close = re.compile(rf"</{tag}\b[^>]*>", re.IGNORECASE).search(text, end)
        return " ", close.end() if close else len(text)
    if tag in _BREAKS and (closing or tag == "br"):
        return "\n", end + 1
    return (" " if tag in _CELLS else ""), end + 1
