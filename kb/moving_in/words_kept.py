"""Words that an article of another desk loses on the way from its HTML to Markdown: each article is counted."""

from __future__ import annotations

import re
from collections import Counter

from kb.markdown.enclosed import replaced
from kb.text import unescape

MOST_LOST = 0.03
"""The share of its words that an article may lose without being named."""
_FEWEST = 5
_NO_WORDS = (re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE), re.compile("<(!--)"))
_INSIDE = re.compile(r"</?(?:a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE)
"""Tags that part no words."""
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_MARKS = re.compile(r"[*_`~]")
_WORD = re.compile(r"\w+")


def words_lost(html: str, markdown: str) -> tuple[int, int]:
    """How many words a text has as HTML, and how many of them its Markdown has not."""
    for opening in _NO_WORDS:
        html = replaced(html, opening, lambda _opening, inside: None if inside is None else " ")
    given = _words(_TAG.sub(" ", _INSIDE.sub("", html)))
    kept = _words(_ESCAPED.sub("", markdown).replace("](", " "))
    return given.total(), (given - kept).total()


def is_much(words: int, lost: int) -> bool:
    """Whether so many lost words are more than a few that were written together."""
    return lost >= _FEWEST and lost > MOST_LOST * words


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_MARKS.sub("", unescape(text))))
