"""Bare: a text without what is not read in it, such as tags, entities and letters of no width, each place kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_INVISIBLE = (
    r"[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_INLINE = r"</?(?:a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|tt|u|wbr)\b[^<>]{0,200}>"
_NOTHING = rf"{_INVISIBLE}+|{_INLINE}|&(?:shy|zwj|zwnj|zwsp|#8203|#820[45]|#173|#x200[b-d]|#xad);|=\r?\n"
"""What parts nothing; `=` at the end of a line is a line of mail that goes on."""
_BLOCK = r"</?[a-z][^<>]{0,200}>"
"""What parts cells and paragraphs."""
_BLANK = (
    r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});"
    r"|(?:%[0-9a-f]{2}){1,9}"
    r"|=(?:20|09|a0|c2=a0|e2=80=[0-9a-f]{2})(?=[\d\s=])"
    r"|\\(?:[nrt]|u[0-9a-f]{4})"
    r"|\n[>|][>| \t]{0,40}"
    r"|(?<=\d)\s{1,2}(?:bindestrich|dash|dot|hyphen|leerzeichen|minus|punkt|schrägstrich|slash|space|strich)\s{1,2}(?=\d)"
)
"""What is read as a blank: entities, escapes, the marks of quoted lines, and signs that are spelt out."""
_UNREAD = re.compile(rf"(?P<nothing>{_NOTHING})|(?P<block>{_BLOCK})|{_BLANK}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MOST_DIGITS = 8
"""Digits that a tag may hold; the numbers that others hold are read."""


class Bare(NamedTuple):
    """A text as it is read, and where each of its characters stands in the one that was written."""

    text: str
    places: Sequence[int]


def bare_of(text: str) -> Bare:
    """The text without what is not read; a blank stands for what parts words, and a bar for what parts cells."""
    pieces, places, at = [], list[int](), 0
    for match in _UNREAD.finditer(text):
        if len(_DIGIT.findall(match[0])) > _MOST_DIGITS and match[0].startswith("<"):
            continue
        pieces.append(text[at : match.start()])
        places += range(at, match.start())
        at = match.end()
        if match["nothing"] is None:
            pieces.append("|" if match["block"] else " ")
            places.append(match.start())
    if not pieces:
        return Bare(text, range(len(text)))
    return Bare("".join([*pieces, text[at:]]), [*places, *range(at, len(text))])
