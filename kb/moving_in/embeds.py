"""HTML that embeds or runs something: videos and frames become links, scripts and styles are left out."""

from __future__ import annotations

import re
from collections import Counter

from kb.markdown.enclosed import replaced
from kb.moving_in.layout import link

_RUN = re.compile(
    r"^[ \t]*<(script|style)\b[^>]*?(?:/>|>(?:(?!<\1\b).)*?</\1\s*>)[ \t]*$", re.DOTALL | re.IGNORECASE | re.MULTILINE
)
_EMBED = re.compile(
    r"<(iframe|video|audio|embed|object)\b((?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*?)"
    r"(?:/>|>(?:((?:(?!<(?:iframe|video|audio|embed|object)\b).)*?)</\1\s*>)?)",
    re.DOTALL | re.IGNORECASE,
)
_DRAWING = re.compile(r"<(svg)\b[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:src|data|href)\s*=\s*\{?[\"'`]([^\"'`\n]+)[\"'`]\}?", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:title|aria-label)\s*=\s*\"([^\"\n]+)\"", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def turned(text: str, counts: Counter[str]) -> str:
    """A text with links where it embeds something, and without code of the page."""
    if "<" not in text:
        return text
    text, found = _RUN.subn("", text)
    counts["script or style of a page"] += found
    text = replaced(text, _DRAWING, lambda drawing, inside: _drawing(drawing, inside, counts))
    return _EMBED.sub(lambda embed: _link(embed, counts), text)


def _drawing(opening: re.Match[str], inside: str | None, counts: Counter[str]) -> str | None:
    if inside is None and not opening[0].endswith("/>"):
        return None
    counts["drawing"] += 1
    return ""


def _link(embed: re.Match[str], counts: Counter[str]) -> str:
    inside = embed[3] or ""
    address = _ADDRESS.search(embed[2]) or _ADDRESS.search(inside)
    if address is None:
        return embed[0]
    counts["video or embed"] += 1
    title = _TITLE.search(embed[2])
    where = address[1].strip()
    where = f"https:{where}" if where.startswith("//") else where
    words = title[1] if title else " ".join(_TAG.sub(" ", inside).split()) or where
    return link(words, where)
