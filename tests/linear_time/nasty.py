"""Nasty texts: families that grow, made of the parts of a regular expression and of what parsers stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # the parser of the standard library, with its own names
from re import _parser  # type: ignore[attr-defined]  # see above
from typing import Any, NamedTuple

_NEAR_MISS = "\u00a7"
"""A character that no pattern of ours looks for."""
_MOST_PARTS = 14
_OTHERS = "a1 -.\n<A:;"


class Family(NamedTuple):
    """Texts of one shape and any length: a head, a body as often as there is room for, and a tail."""

    head: str
    body: str
    tail: str = ""

    def text(self, size: int) -> str:
        """The text of about so many characters."""
        room = size - len(self.head) - len(self.tail)
        return self.head + self.body * max(1, room // len(self.body)) + self.tail

    def __str__(self) -> str:
        shown = f"{self.head!r} + " if self.head else ""
        return f"{shown}{self.body!r} * n" + (f" + {self.tail!r}" if self.tail else "")


ATOMS = (
    "a", "A", "0", "É", ".", ",", ";", ":", "!", "?", "'", '"', "(", ")", "[", "]", "{", "}", "<", ">", "/", "\\",
    "|", "-", "_", "*", "+", "#", "&", "@", "~", "`", "^", "%", "$", "=", "\xa7", "•", "😀", " ", "\n", "\t", "\r\n",
    "\xa0", "\u2028", "a ", "a\n", "a.\n", "a. ", "a? ", "a-", "a'", "a.b", "1 ", "1,", "1.", "12-", "1/1 ", "A ",
    "AAAA ", "AAAA, ", "Aa ", "a a a a a a. ", "\n\n", "a\n\n", " \n", "\n ", "- ", "- a\n", "* a\n", "1. a\n",
    "1) a\n", "  - ", "> ", ">\n", "> a\n", "# a\n", "# ", "a\n===\n", "---\n", "***\n", "| a ", "|-", "|a|\n|-|\n",
    "| a | b |\n", "```\n", "~~~\n", "`a", "``", "*a ", "**a", "_a ", "*a_", "~~a", "[a", "[a]", "[a](", "[a](b",
    "[a](b)", "![", "![a](b)", "[a]: b\n", "[a][", "[^a]", "[^a]: b\n", "^[", "[[", "]]", "[[[", "{{", "}}", "{{ a ",
    "{{ a }}", "{{a", "{%", "{% if a %}", "{% if a %}{% endif %}", "{{ a | b ", "{{ a.b", "{{< ", "{%- a ", "{a",
    "\n{a => b}\n", "#{a", "%{a}", "<a", "<a ",
    "<a href=", '<a href="', '<a href="b">', "<b>", "</b>", "<p hidden", '<p class="', "<p id=", "<!--", "-->",
    "<?", "?>", "<![CDATA[", "<!", "<script>", "<style", "<div>", "<div>\n\n", "<li>", "<table>", "<ul><li>",
    "<i></p>", "&#", "&#1", "&amp", "&amp;", "a:", "http://", "https://a.b/", "a@", "a@b", "a@b.", "a@b.c ", "@@@",
    "From @@@", "From a@b ", "From: ", "From: a\n", "On Mon ", "On Mon, a wrote:\n", "Am Mo. schrieb a:\n",
    "2024-01-01 ", "1.1.2024 ", "1 May ", "May 1 ", "Monday ", "by Monday ", "$1,", "$1 ", "€1.", "1 €", "#123 ",
    "order 123 ", "order ", "order number ", "0123 4567 ", "4111111111111111 ", "4111 1111 1111 1111 2024-01-01 ",
    "12:00 ", "at 5pm ", "xxx", "xxx ", "XXX ", "TODO ", "___ ", "\n-- \n", "--\n", "-- a\n", "Sent from my phone\n",
    "\nSent from ", "Regards,\nAna\n", "Hi Ana,\n", "Hi ", "Ana ", "I will ", "I will write. ",
    "I will write by 1 May. ", "We cannot. ", "I am sorry. ", "Thank you! ", "Please click. ",
    "Could you send me your order number? ", "not working ", ":::", "::: a\n", "::: note\n", "::: internal\n",
    ":::\n", "::::", "`:::", "a {#", "{#a}", "<<a>>", "<<", "%A_A%", "=?", "=?utf-8?q?a?=", "=?utf-8?b?", "a: b\n",
    "a:\n", "- a: b\n", "a: [", "[a, ", "{a: ", "? ", "&a ", "!a ", "'a", '"a', "a: |\n", "tag:", "tag:a ", "-a ",
    '"a" ', '-"', "a+a", "a\u0301", "\u0301", "ﬃ", "\u202e", "\x00", "\x1b[", "\ufeff",
)  # fmt: skip
"""What texts from outside are made of, and what parsers stumble over when it comes too often."""
TOGETHER = (
    "Where is my order 4411? ", "I am sorry. We cannot do that. Please click here. ",
    "I cannot find it. I am angry. Where is order 4411 of 1 May? ",
    "Could you send me your order number? Please press the button. I understand that you are upset. ",
    "Hi Ana,\nI am sorry.\nWhere is it?\nI will write tomorrow.\n\n", "> a\nWhere is it?\n> b\nI am angry.\n",
    "1. Press it.\n2. Click it.\nI am sorry.\n\n", "4/4 ",
)  # fmt: skip
"""What is compared with each other, such as sentences and what stands in them, each of them often."""


def generic() -> Iterator[Family]:
    """The families that any reader of text is measured with."""
    for atom in (*TOGETHER, *ATOMS):
        yield Family("", atom)
        yield Family("hello", atom, "world")


def families_of(pattern: str | bytes, flags: int = 0) -> list[Family]:
    """The families made of the parts of a regular expression: each part, each pair, each beginning and what follows."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    parsed = _parser.parse(text, flags & ~re.LOCALE & ~re.UNICODE if isinstance(pattern, bytes) else flags)
    leaves = _first(_leaves(parsed))
    starts = _first(_starts(parsed))
    found: dict[Family, None] = {}
    for start in (*starts, *leaves):
        for tail in ("", _NEAR_MISS):
            found[Family("", start, tail)] = None
        for between in (" ", "\n", _NEAR_MISS):
            found[Family("", start + between)] = None
    for start, leaf in product(["", *starts], leaves):
        for tail in ("", _NEAR_MISS):
            found[Family(start, leaf, tail)] = None
        found[Family("", start + leaf)] = None
        found[Family("", start + leaf * 40)] = None
    for one, other in product(leaves, leaves):
        found[Family(leaves[0], one + other, _NEAR_MISS)] = None
    return [family for family in found if family.body]


def _first(parts: Iterable[str]) -> list[str]:
    """The parts, each once and the shortest first, not too many."""
    return sorted(dict.fromkeys(filter(None, parts)), key=lambda part: (len(part), part))[:_MOST_PARTS]


def _leaves(parsed: Any) -> Iterator[str]:
    """What single steps of a pattern match: a character, and what is repeated."""
    for code, value in parsed:
        if code in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            yield _sample([(code, value)])
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield _sample(value[2])
            yield from _leaves(value[2])
        elif code is op.BRANCH:
            for branch in value[1]:
                yield _sample(branch)
                yield from _leaves(branch)
        elif code in (op.SUBPATTERN, op.ATOMIC_GROUP, op.ASSERT, op.ASSERT_NOT):
            inside = value[-1] if isinstance(value, tuple) else value
            yield _sample(inside)
            yield from _leaves(inside)


def _starts(parsed: Any) -> Iterator[str]:
    """How a match may begin: every beginning of the pattern, and of each of its branches."""
    so_far = ""
    for code, value in parsed:
        if code is op.BRANCH:
            for branch in value[1]:
                yield from (so_far + start for start in _starts(branch))
        elif code in (op.SUBPATTERN, op.ATOMIC_GROUP):
            inside = value[-1] if isinstance(value, tuple) else value
            yield from (so_far + start for start in _starts(inside))
        so_far += _sample([(code, value)])
        yield so_far


def _sample(parsed: Any) -> str:
    """A short text that a part matches; assertions are passed over."""
    return "".join(_sample_of(code, value) for code, value in parsed)


def _sample_of(code: Any, value: Any) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code is op.NOT_LITERAL:
        return next(other for other in _OTHERS if other != chr(value))
    if code is op.ANY:
        return "a"
    if code is op.IN:
        return _member(value)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _sample(value[2]) * max(1, int(value[0]))
    if code is op.BRANCH:
        return max((_sample(branch) for branch in value[1]), key=len)
    if code in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return _sample(value[-1] if isinstance(value, tuple) else value)
    return ""


_CATEGORIES = {
    op.CATEGORY_WORD: "a", op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_WORD: "-", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_NOT_SPACE: "a",
}  # fmt: skip


def _member(items: Any) -> str:
    """A character of a set."""
    if items[0][0] is op.NEGATE:
        shown = "[" + "".join(_written(code, value) for code, value in items[1:]) + "]"
        return next(other for other in _OTHERS if not re.match(shown, other))
    code, value = items[0]
    if code is op.CATEGORY:
        return _CATEGORIES[value]
    return chr(value[0] if code is op.RANGE else value)


def _written(code: Any, value: Any) -> str:
    if code is op.CATEGORY:
        return {
            op.CATEGORY_WORD: r"\w", op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s",
            op.CATEGORY_NOT_WORD: r"\W", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_NOT_SPACE: r"\S",
        }[value]  # fmt: skip
    if code is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return re.escape(chr(value))
