"""The text of an article in its parts, for the search to show the passage that was meant, with the words marked."""

from __future__ import annotations

import json
import re

from kb.faq.pages.page import ArticlePage
from kb.text import unescape

PASSAGES = "text.js"
"""The script beside each article's page."""
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PART = re.compile(r'<h([23]) id="([^"]*)">([^<]*+(?:<(?!/?h[1-6]\b)[^<]*+)*+)</h\1>')
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_BLOCK = re.compile(r"</?(?:p|li|td|th|tr|h[1-6]|div|pre|dt|dd|br|summary|blockquote)\b[^>]*(?:>|\Z)")


def passages_script(page: ArticlePage) -> str:
    """`warmlineText(page, trail, [[anchor, heading, text]…])`."""
    pieces = _PART.split(page.body.html)
    parts = [["", "", _words(pieces[0])]]
    for anchor, heading, text in zip(pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
        parts.append([unescape(anchor), _words(heading), _words(text)])
    shown = [part for part in parts if part[1] or part[2]]
    trail = " \u203a ".join(entry.title for entry in page.trail[1:])
    written = ",".join(map(_as_json, (page.address, trail, shown)))
    return f"warmlineText({written});\n".replace("\u2028", " ").replace("\u2029", " ")


def _words(shown: str) -> str:
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", shown))).split())
