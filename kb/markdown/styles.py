"""Styles that keep words from a reader's eyes: what a browser would not show, whatever the way of writing it."""

from __future__ import annotations

import re

from kb.text import unescape

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n0-9a-fA-F]))")
_LENGTH = re.compile(r"(?<![\w.-])(-?(?:\d+(?:\.\d*)?|\.\d+))(px|pt|r?em|ch|ex|vw|vh|%|in|cm|mm)?(?![\w.%])")
_PIXELS = {"px": 1, "": 1, "pt": 1.3, "em": 16, "rem": 16, "ch": 8, "ex": 8, "in": 96, "cm": 38, "mm": 3.8}
"""What a unit is about worth; shares of a page count as their number."""
_SAID_ELSEWHERE = re.compile(r"inherit|initial|unset|revert(?:-layer)?|currentcolor|var\(.*")
"""Values that name no colour; of two of them nobody knows whether they are the same."""
_FAR = 900.0
_FAR_SHARE = 100.0
_FAINT = 0.05
_SMALLEST = 1.0
_COLOURS = {"white": "#ffffff", "black": "#000000"}
_GONE = re.compile(
    r"transparent|(?:rgb|hsl)a?\((?:(?:[^(),]*,){3}|[^()/]*/)\s*(?:0(?:\.0*)?|\.0+)%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00"
)
"""What has no colour: only the fourth number says how much is seen of it."""
_FLAT = re.compile(r"(?:scale(?:3d|x|y)?)\(\s*0(?:\.0*)?\s*[,)]")
_CUT_OFF = re.compile(r"(?:inset\((?:[5-9]\d|\d{3,})(?:\.\d*)?%|circle\(0|ellipse\(0|polygon\([0px%,]+\))")
_WORDS = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "content-visibility": ("hidden",),
    "mso-hide": ("all",),
}
"""What each property says in a word."""
_SIDES = ("left", "right", "top", "bottom", "inset", "inset-inline-start", "inset-block-start")
_EDGES = ("margin", "margin-left", "margin-top", "margin-inline-start", "text-indent")
_SIZES = ("height", "max-height", "width", "max-width")


def style_hides(style: str) -> bool:
    """Whether the declarations of a style attribute, or of a rule, hide what they are for."""
    if not style:
        return False
    said = _declarations(style)
    if any(said.get(name) in words for name, words in _WORDS.items()):
        return True
    return any(hides(said) for hides in (_is_faint, _is_tiny, _is_away, _is_cut_off, _is_of_one_colour))


def _declarations(style: str) -> dict[str, str]:
    text = _ESCAPE.sub(_letter, _COMMENT.sub("", unescape(style)))
    said: dict[str, str] = {}
    for one in text.lower().split(";"):
        name, _, value = one.partition(":")
        said[name.strip()] = " ".join(value.replace("!important", "").split())
    return said


def _letter(escape: re.Match[str]) -> str:
    number = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(number) if 0 < number < 0x110000 else "\ufffd")


def _lengths(value: str) -> list[float]:
    """Each length of a value in pixels; a share of the page is as far away as its hundredfold is of a page."""
    found = []
    for number, unit in _LENGTH.findall(value):
        each = _FAR / _FAR_SHARE if unit in ("%", "vw", "vh") else _PIXELS[unit]
        found.append(float(number) * each)
    return found


def _is_faint(said: dict[str, str]) -> bool:
    values = [said.get("opacity", ""), *re.findall(r"opacity\(([^()]*)\)", said.get("filter", ""))]
    for value in values:
        read = re.fullmatch(r"(\d++(?:\.\d*+)?|\.\d++)(%?)", value.strip())
        if read and float(read[1]) / (100 if read[2] else 1) <= _FAINT:
            return True
    return False


def _is_tiny(said: dict[str, str]) -> bool:
    size = said.get("font-size", "") or (re.search(r"(?:^|\s)(\S+)/", said.get("font", "") + " ") or " ")[0]
    if _is_nothing(size.rstrip("/")):
        return True
    # A box of no height that padding holds open shows a video in its proportions.
    if any(one > _SMALLEST for name, value in said.items() if name.startswith("padding") for one in _lengths(value)):
        return False
    kept_in = {said.get(name, "").split(" ")[0] for name in ("overflow", "overflow-x", "overflow-y")}
    return not kept_in.isdisjoint({"hidden", "clip"}) and any(_is_nothing(said.get(name, "")) for name in _SIZES)


def _is_nothing(size: str) -> bool:
    """Whether a size is too small to show anything; one that is worked out of several is as large as its largest."""
    lengths = _lengths(size)
    return bool(lengths) and all(abs(one) <= _SMALLEST for one in lengths)


def _is_away(said: dict[str, str]) -> bool:
    sides = [one for name in _SIDES for one in _lengths(said.get(name, ""))]
    edges = [one for name in _EDGES for one in _lengths(said.get(name, ""))]
    moved = re.findall(r"translate(?:3d|x|y)?\(([^()]*)\)", said.get("transform", ""))
    moved.append(said.get("translate", ""))
    placed = said.get("position", "") in ("absolute", "fixed", "relative", "sticky")
    away = [*(sides if placed else ()), *(one for value in moved for one in _lengths(value))]
    return any(one <= -_FAR for one in edges) or any(abs(one) >= _FAR * 2 or one <= -_FAR for one in away)


def _is_cut_off(said: dict[str, str]) -> bool:
    clip = said.get("clip", "")
    if clip.startswith("rect(") and all(abs(one) <= _SMALLEST for one in _lengths(clip)) and "auto" not in clip:
        return True
    shape = said.get("clip-path", "").replace(" ", "")
    return _CUT_OFF.match(shape) is not None or _FLAT.search(said.get("transform", "")) is not None


def _is_of_one_colour(said: dict[str, str]) -> bool:
    """Letters without a colour, or with that of the ground that the same style gives them."""
    if any(said.get(name) == "text" for name in ("background-clip", "-webkit-background-clip")):
        return False  # the ground itself is seen through the letters
    colour, ground = (_as_number(said.get(name, "")) for name in ("color", "background-color"))
    ground = ground or _as_number(said.get("background", "").partition(" ")[0])
    if not colour or _SAID_ELSEWHERE.fullmatch(colour):
        return False
    return _GONE.fullmatch(colour) is not None or colour == ground


def _as_number(colour: str) -> str:
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", colour)
    return "#" + "".join(2 * one for one in short.groups()) if short else _COLOURS.get(colour, colour.replace(" ", ""))
