"""Patterns: how cues and wording rules say which words they mean.

Plain words, matched whole and in any case; `*` stands for up to three words, `#` for a number,
`(a|b)` for either, `{task}` for one of the desk's core tasks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kb.text import fold

NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few)"
LONGEST_PATTERN = 200

_TOKEN = re.compile(r"\{task\}|\*|#|\(|\)|\||\s+|[^\s*#()|{}]+|[{}]")
_GAP = r"(?:[\w'-]+[\s,]+){0,3}?"


class BadPattern(ValueError):
    """A pattern that means nothing, with the reason."""


@lru_cache(maxsize=4_000)
def compile_pattern(pattern: str, tasks: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The pattern as a regular expression over folded text; BadPattern says what is wrong with it."""
    if not pattern.strip() or len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"a pattern has 1 to {LONGEST_PATTERN} characters")
    if pattern.count("(") != pattern.count(")") or re.search(r"\([^()]*\(", pattern):
        raise BadPattern("its ( and ) do not pair up one by one")
    if not re.search(r"\w", pattern.replace("{task}", "")) and "{task}" not in pattern:
        raise BadPattern("it has no word")
    parts: list[str] = []
    for match in _TOKEN.finditer(fold(pattern.strip())):
        token = match[0]
        if token.isspace():
            # A gap brings the white space that follows it.
            parts.append("" if parts and parts[-1] == _GAP else r"[\s,]+")
        else:
            parts.append(_part(token, tasks))
    expression = "".join(parts)
    return re.compile(f"(?<!\\w){expression}(?!\\w)")


def _part(token: str, tasks: Sequence[str]) -> str:
    match token:
        case "*":
            return _GAP
        case "#":
            return NUMBER
        case "(":
            return "(?:"
        case ")" | "|":
            return token
        case "{task}":
            return "(?:" + "|".join(re.escape(fold(task)) for task in tasks) + ")" if tasks else r"(?!)"
    return re.escape(token)


def find_spans(text: str, patterns: Sequence[str], tasks: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Where any of the patterns stands in a text, as spans of characters [start, end)."""
    folded = fold_in_place(text)
    return sorted({match.span() for pattern in patterns for match in compile_pattern(pattern, tasks).finditer(folded)})


def fold_in_place(text: str) -> str:
    """The text folded character by character, so that places in it stay what they were."""
    folded = text.lower() if text.isascii() else "".join(_fold_one(character) for character in text)
    return folded if len(folded) == len(text) else text


@lru_cache(maxsize=4_000)
def _fold_one(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else character
