"""What stands between an opening and its closing, found in time in proportion to the text, whatever never closes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TAG = re.compile(
    r"<(/?)([a-z][a-z0-9]*+)\b(?:[^<>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+(?:(>)|(?=<)|\Z)", re.IGNORECASE
)
"""A tag with whatever its quoted values hold; what begins one and never ends is passed over at once, so that no sign
is read twice.
"""
_EMPTY_NAMES = """
area base br col embed hr img input link meta param source track wbr
circle ellipse line path polygon polyline rect stop use
"""
EMPTY = frozenset(_EMPTY_NAMES.split())
"""Elements that hold nothing, and the shapes of drawings, which hold no words."""
Make = Callable[[re.Match[str], str | None], str | None]


def replaced(text: str, opening: re.Pattern[str], make: Make) -> str:
    """A text with what `make` gives for each opening and the text up to its closing.

    The first group of `opening` names the element. `make` is given None as the text where the opening closes itself
    or nothing closes it, and what it gives None for stays.
    """
    pieces: list[str] = []
    after = 0
    unclosed: set[str] = set()
    for found in opening.finditer(text):
        name = found[1].lower()
        if found.start() < after:
            continue
        # What closes nowhere from here on closes nowhere later either, and is looked for once.
        alone = found[0].endswith("/>")
        closing = None if alone or name in unclosed else _closing(name).search(text, found.end())
        if closing is None and not alone:
            unclosed.add(name)
        made = make(found, text[found.end() : closing.start()] if closing else None)
        if made is not None:
            pieces += [text[after : found.start()], made]
            after = closing.end() if closing else found.end()
    return "".join([*pieces, text[after:]])


def elements(html: str, wanted: Callable[[str], bool]) -> Iterator[tuple[re.Match[str], int, int]]:
    """The outermost elements whose opening tag is wanted: that tag, where the inside ends, and where the element ends.

    Both places are the same where nothing closes it; it goes on to the end then, and a paragraph to the next one.
    """
    opening: re.Match[str] | None = None
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[3] is None:
            continue
        closes, name = bool(tag[1]), tag[2].lower()
        if opening and name == opening[2].lower():
            depth += 1 if not closes and name != "p" else -1
            if depth <= 0:
                yield opening, tag.start(), tag.end() if closes else tag.start()
                opening = None
        if opening is None and not closes and wanted(tag[0]):
            if name in EMPTY:
                yield tag, tag.end(), tag.end()
            else:
                opening, depth = tag, 1
    if opening:
        yield opening, len(html), len(html)


def outermost(text: str, *names: str) -> str | None:
    """What stands between the first opening of one of some elements and its last closing; None where there is none."""
    found: list[tuple[int, str]] = []
    for name in names:
        opening = re.search(rf"<{name}\b[^<>]*>", text, re.IGNORECASE)
        ends = [closing.start() for closing in _closing(name).finditer(text)] if opening else []
        if opening and ends and ends[-1] >= opening.end():
            found.append((opening.start(), text[opening.end() : ends[-1]]))
    return min(found)[1] if found else None


def _closing(name: str) -> re.Pattern[str]:
    return re.compile("-->" if name == "!--" else rf"</{name}>", re.IGNORECASE)
