"""Style sheets in a text: the rules by which they hide something from everybody who reads on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.markdown.styles import style_hides

_SHEET = re.compile(r"<style\b([^<>]*+)>((?:[^<]|<(?!/?style))*+)</style", re.IGNORECASE)
_MEDIA = re.compile(r"\bmedia\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))", re.IGNORECASE)
_MARK = re.compile(
    r"[{};]|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
    r"|\"(?:[^\"\\\n]|\\[\s\S]?)*+(?:\"|(?=\n)|\Z)|'(?:[^'\\\n]|\\[\s\S]?)*+(?:'|(?=\n)|\Z)"
)
"""What ends a declaration or a selector, and what may hold such signs without ending anything."""
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_LONGEST = 10_000
"""Characters of selectors that are kept for one level."""
_AT = re.compile(r"@([\w-]++)\s*+(.*)", re.DOTALL)
_SCREEN = re.compile(r"(?:(?:only\s+)?(?:all|screen)|not\s+(?:print|speech))?")
"""A query that every screen meets; any other is met by some."""
_OUTER = re.compile(r"(?<=[\s>+~])&(?=\s*(?:,|\Z))")
"""The sign for the outer selector, where the inner one ends with it."""
_BETWEEN = re.compile(r"[\s>+~]+")
_PLAIN = re.compile(r"(?:[\w-]+|\*)?(?:[.#][\w-]+)*")
_NAME = re.compile(r"[.#]?[\w-]+")
_SOMETIMES = re.compile(
    r"::?(?:before|after|first-l\w+|marker|selection|placeholder|backdrop|-webkit|-moz|hover|focus|active|visited|target)"
)
"""What is no element of the text, or is hidden for a moment only."""

Names = frozenset[str]
"""What an element must be called to be meant by a selector, as `p`, `.k` and `#k`."""


class _Level(NamedTuple):
    """A rule, or a block of rules, that is open."""

    selectors: str
    applies: bool
    """Whether it counts on every screen."""
    said: list[str]
    """Its own declarations."""


def hiding_selectors(html: str) -> list[str]:
    """The selectors by which the style sheets of a text hide elements."""
    if "<style" not in html.lower():
        return []
    found: list[str] = []
    for attributes, sheet in _SHEET.findall(html):
        media = _MEDIA.search(attributes)
        for selectors in _hiding(
            sheet, applies=_everywhere("media", "".join(filter(None, media.groups())) if media else "")
        ):
            found += [one.strip() for one in selectors.split(",") if one.strip() and not _SOMETIMES.search(one)]
    return found


def hidden_names(html: str) -> list[Names]:
    """What elements are called that the style sheets of a text hide, wherever they stand; none that depend on more."""
    lasts = (_BETWEEN.split(one)[-1] for one in hiding_selectors(html))
    return [frozenset(_NAME.findall(last)) for last in lasts if _PLAIN.fullmatch(last)]


def _hiding(sheet: str, *, applies: bool) -> Iterator[str]:
    levels, after = [_Level("", applies, [])], 0
    for mark in _MARK.finditer(sheet):
        if mark[0] == "{":
            levels.append(_inside(levels[-1], sheet[after : mark.start()]))
        elif mark[0] in ";}":
            levels[-1].said.append(sheet[after : mark.start()])
        else:
            continue
        after = mark.end()
        if mark[0] == "}" and len(levels) > 1:
            yield from _if_hiding(levels.pop())
    # A browser closes what is open at the end.
    levels[-1].said.append(sheet[after:])
    for level in levels:
        yield from _if_hiding(level)


def _if_hiding(level: _Level) -> Iterator[str]:
    if level.selectors and level.applies and style_hides(";".join(level.said)):
        yield level.selectors


def _inside(outer: _Level, begins: str) -> _Level:
    """What begins within an open level: another rule, or a condition for the same selectors."""
    begins = _COMMENT.sub(" ", begins).strip()
    condition = _AT.fullmatch(begins)
    if condition:
        return _Level(outer.selectors, outer.applies and _everywhere(condition[1].lower(), condition[2].lower()), [])
    if begins.count("&") * len(outer.selectors) > _LONGEST:
        # Each level may name the one outside it several times, and so double it.
        return _Level(begins.replace("&", ""), outer.applies, [])
    return _Level(_OUTER.sub(lambda _sign: outer.selectors, begins).replace("&", ""), outer.applies, [])


def _everywhere(kind: str, condition: str) -> bool:
    """Whether what stands under a condition counts on every screen."""
    if kind == "media":
        return any(_SCREEN.fullmatch(one.strip().lower()) for one in condition.split(","))
    return kind in ("layer", "scope") or (kind == "supports" and not condition.startswith("not"))
