"""Doubts about a text: what would be shown, hidden or read otherwise than its writer means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate

import markdown_it.token
from markdown_it.rules_core import StateCore

from kb.markdown.boxes import DETAILS, NOTES, OTHER_NOTES, kind_and_title
from kb.markdown.foreign import (
    Foreign,
    comments_left_in,
    left_in,
    marks_in,
    may_hold_marks,
    tags_in,
    without_code,
    without_marks,
)
from kb.markdown.sheets import hiding_selectors
from kb.markdown.unseen import (
    HiddenElement,
    Why,
    blanked_comments,
    hidden_in,
    may_hide,
    says_house,
    without_comments,
)
from kb.problem import At, Level, Problems
from kb.text import fold, one_line, shortened

HIDDEN = ("internal", "reply")
"""Blocks that never leave the desk as part of a page."""
_MAYBE_HIDDEN = re.compile("[:\u2a74\ufe13\ufe55\uff1a]|!!!|[?]{3}|\\[!")
"""All that folds to a colon, and what begins a box in MkDocs, GitHub and Obsidian."""
_NEAR_MISS = re.compile(
    r"^[^\w\n:]*+:[^\w\n]*+intern|(?<!:)(?:(?<!`):{3}|(?<=`):{4}):*+[ \t]*+intern|^(?:!!!|\?\?\?)\+?[ \t]+\"?intern"
    r"|^\[!(?:intern|private|confidential|agents?\b|staff)"
    r"|^\[!\w+\][ \t]+(?:internal|intern|private|confidential|agents? only|staff only|for (?:agents|staff))\b[:. \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_CODE_OF_HTML = re.compile(r"<(pre|code|script|style)\b[^<>]*+>(?:[^<]|<(?!/\1))*+", re.IGNORECASE)
_OTHER_BLOCK = re.compile(r"^:::+[ \t]*([\w-]+)", re.MULTILINE)
_INSIDE = ("intern", "private", "confidential", "agent", "staff")
_STRAY_END = re.compile(r"^:::+[ \t]*$", re.MULTILINE)

_NO_BLOCK = "This looks like an internal block but would be shown; write ::: internal at the start of a line."

Token = markdown_it.token.Token
_Check = Callable[[Token, Problems, int, list[str]], None]


def doubts_of(text: str) -> list[_Check]:
    """What has to be looked at more closely in the parts of a text: nothing in nearly every one."""
    tags, marks = "<" in text, may_hold_marks(text)
    checks: list[tuple[bool, _Check]] = [
        (tags or marks, partial(_check_foreign, marks=marks)),
        (":::" in text or _names_house(fold(text)), _check_colons),
    ]
    return [check for needed, check in checks if needed]


def hidden_places(token: Token) -> list[HiddenElement]:
    """What HTML hides in a paragraph or a block, code left alone."""
    if "<" not in token.content or token.type not in ("html_block", "inline") or not may_hide(token.content):
        return []
    words = token.type == "inline"
    return hidden_in(blanked_comments(without_code(token.content) if words else token.content), escapes=words)


def check_closed(token: Token, state: StateCore, problems: Problems, first: int) -> None:
    """Note a block that nothing ends."""
    start, end = token.map or [0, 0]
    lines = state.env["source"]
    if end >= len(lines) or not lines[end].lstrip(" >\t").startswith(":::"):
        name = token.info.strip().split(" ")[0]
        problems.add(
            At(start + first),
            "block-open",
            f"The ::: {name} block is never closed; end it with a line of three colons.",
        )


def check_title(token: Token, problems: Problems, first: int) -> None:
    """Note a box for customers whose title says that it is for the house."""
    if says_house(kind_and_title(token.info)[1]):
        problems.add(_place_of(token, first), "internal-near-miss", _NO_BLOCK)


def _check_foreign(token: Token, problems: Problems, first: int, source: list[str], *, marks: bool) -> None:
    """Note what other tools would make something of, and HTML that takes words away, each where it stands."""
    tags = "<" in token.content
    if token.type not in ("inline", "html_block") or not (tags or marks):
        return
    bare = blanked_comments(token.content) if tags else token.content
    found: list[Foreign] = []
    if marks:
        found += marks_in(bare) if token.type == "inline" else comments_left_in(_CODE_OF_HTML.sub(_blank, bare))
    if tags:
        found += [*tags_in(without_marks(bare, found)), *left_in(token.content)]
    for one, at in zip(found, _places_in(token, [one.start for one in found], first, source), strict=True):
        problems.add(at, one.code, one.message, one.level)


def _places_in(token: Token, starts: list[int], first: int, source: list[str]) -> Iterator[At]:
    """Where in the file some places of a token's text lie."""
    ends = list(accumulate(len(line) + 1 for line in token.content.split("\n"))) if starts else []
    for start in starts:
        number = bisect_right(ends, start)
        begun, line = ends[number - 1] if number else 0, (token.map[0] if token.map else 0) + number
        mark = token.content[start : start + 8].partition("\n")[0]
        shown = source[line] if line < len(source) else ""
        column = shown.find(mark, start - begun) + 1 or shown.find(mark) + 1
        yield At(line + first, max(column, 1))


def _names_house(folded: str) -> bool:
    return any(word in folded for word in _INSIDE)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _check_colons(token: Token, problems: Problems, first: int, _source: list[str]) -> None:
    """Note what looks like the beginning or the end of a block and is none."""
    if token.type not in ("inline", "code_block", "fence", "html_block") or not _MAYBE_HIDDEN.search(token.content):
        return
    at = _place_of(token, first)
    folded = fold(token.content)
    if _names_house(folded) and _NEAR_MISS.search(folded):
        problems.add(at, "internal-near-miss", _NO_BLOCK)
    fenced = token.type == "inline" and ":::" in token.content
    if fenced and _STRAY_END.search(token.content):
        message = "These colons close nothing; a block that holds other blocks begins and ends with four."
        problems.add(at, "block-stray", message)
    other = _OTHER_BLOCK.search(token.content) if fenced else None
    if other and other[1].lower() not in (*NOTES, *OTHER_NOTES, DETAILS, *HIDDEN):
        known = ", ".join((*NOTES[:3], *HIDDEN))
        problems.add(at, "unknown-block", f"::: {other[1]} is not a block we know ({known}).", Level.WARNING)


def check_html(token: Token, hidden: list[HiddenElement], problems: Problems, first: int, source: list[str]) -> None:
    """Note HTML that is hidden from readers, and comments that are not closed."""
    if token.type not in ("html_block", "inline"):
        return
    at = _place_of(token, first)
    for one, place in zip(hidden, _places_in(token, [one.start for one in hidden], first, source), strict=True):
        problems.add(place, "hidden-html", *_said_of(one))
    if hiding_selectors(without_code(token.content) if token.type == "inline" else token.content):
        message = "Style sheets go, so what this one hides would be shown; use an ::: internal block instead."
        problems.add(at, "hidden-html", message)
    if "<!--" in without_comments(token.content) and "`" not in token.content:
        message = "This comment is not closed in its paragraph, so its end would be shown; close it with -->."
        problems.add(at, "comment-open", message)


def _said_of(hidden: HiddenElement) -> tuple[str, Level]:
    """What a writer is told of a hidden element: what is only a guess takes no word away, and shows none."""
    tag = shortened(one_line(hidden.tag), 40)
    if hidden.why is Why.CLASS:
        return (
            f"Whether customers saw what is in {tag}, only its old style sheet knows. Take the class away to show it, "
            "or write ::: internal to keep it inside."
        ), Level.ERROR
    if not hidden.closed and hidden.why is Why.NAMED:
        return (
            f"{tag} is no HTML, and may be meant to keep inside what follows it. Where it stands for something to fill "
            f"in, write it as code: `{tag}`; keep words inside with ::: internal."
        ), Level.ERROR
    if not hidden.closed:
        return "This hidden HTML would be shown to customers; use an ::: internal block instead.", Level.ERROR
    if hidden.why is Why.NAMED:
        return f"What is in {tag} is left out of the FAQ, by its name; write ::: internal, or `{tag}`.", Level.WARNING
    return "Hidden HTML is left out of the FAQ; write ::: internal, or keywords in the front matter.", Level.HINT


def _place_of(token: Token, first: int) -> At:
    return At((token.map[0] if token.map else 0) + first)
