"""Which rules of the parser are asked where: only those that the character in question can begin.

markdown-it asks every rule at every line and at every mark. Nearly all look at one character and say no, which is
where most of its time goes. What comes out is the same, token by token.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_core import RuleFuncCoreType
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_BLOCK_STARTS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "container": ":",
}
"""The characters that a line begins with where a rule makes something of it; other rules are asked at every line."""
_INLINE_STARTS = {
    "text": "",
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The characters that a rule makes something of; all others are text."""
_CORE_MARKS = {
    "normalize": ("\r", "\0"),
    "github-tasklists": ("[ ]", "[x]", "[X]"),
    "alerts": (">",),
    "attributes": ("{", "&"),
    "addresses": ("://",),
    "comments": ("<",),
}
"""What a text holds, one or the other, where a rule for all of it makes something of it."""
_MARK = re.compile(f"[{re.escape(''.join(_INLINE_STARTS.values()))}\\]]")

_PAIRED = re.compile(r"[*_~]")
"""The marks of which a second look makes pairs."""
_PLAIN_ADDRESS = re.compile(r"(?:https?://(?:[a-z0-9-]{1,60}\.){1,3}[a-z]{2,20}(?=/|\Z)|(?!//))[A-Za-z0-9_./#?=-]*")

_Rule = TypeVar("_Rule")
_Named = list[tuple[str, _Rule]]


def ask_by_character(parser: MarkdownIt) -> None:
    """Let a parser that has all its rules ask only those that can begin where it stands."""
    parser.block.ruler = _OneRule(parser.block.ruler, _block_rule)
    parser.inline = _Inline(parser.inline)
    rules = dict(zip(parser.core.ruler.get_active_rules(), parser.core.ruler.getRules(""), strict=True))
    for name, marks in _CORE_MARKS.items():
        parser.core.ruler.at(name, _where_marked(marks, rules[name]))


def _where_marked(marks: tuple[str, ...], rule: RuleFuncCoreType) -> RuleFuncCoreType:
    def ask(state: StateCore) -> None:
        if any(mark in state.src for mark in marks):
            rule(state)

    return ask


def is_plain_address(address: str) -> bool:
    """Whether an address is written in characters that need no encoding."""
    return _PLAIN_ADDRESS.fullmatch(address) is not None


class _OneRule(Ruler[_Rule]):
    """Each chain of another ruler as one rule that asks the others."""

    def __init__(self, ruler: Ruler[_Rule], join: Callable[[_Named[_Rule]], _Rule]) -> None:
        super().__init__()
        self.names = dict(zip(ruler.getRules(), ruler.get_active_rules(), strict=True))
        self.chain = cache(lambda name: [join([(self.names[rule], rule) for rule in ruler.getRules(name)])])

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803  the library's names
        """The one rule."""
        return self.chain(chainName)

    def get_active_rules(self) -> list[str]:
        """The names of the others."""
        return list(self.names.values())


def _block_rule(rules: _Named[RuleFuncBlockType]) -> RuleFuncBlockType:
    starts = [(":" if name.startswith("container_") else _BLOCK_STARTS.get(name), rule) for name, rule in rules]
    anywhere = [rule for own, rule in starts if own is None]
    by_character = {
        character: [rule for own, rule in starts if own is None or character in own]
        for character in "".join(own for own, _rule in starts if own)
    }

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the library's signature
        at = state.bMarks[line] + state.tShift[line]
        for rule in by_character.get(state.src[at : at + 1], anywhere):  # noqa: SIM110  a generator takes longer
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def _inline_rule(rules: _Named[RuleFuncInlineType]) -> RuleFuncInlineType:
    # No rule begins with the bracket, but the end of a label is looked for wherever text ends.
    by_character: dict[str, list[RuleFuncInlineType]] = {"]": []}
    for name, rule in rules:
        for character in _INLINE_STARTS[name]:
            by_character.setdefault(character, []).append(rule)

    def ask(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the library's signature
        begun = by_character.get(state.src[state.pos])
        if begun is None:
            mark = _MARK.search(state.src, state.pos)
            end = mark.start() if mark else state.posMax
            if not silent:
                state.append_pending(state.src[state.pos : end])
            state.pos = end
            return True
        for rule in begun:  # noqa: SIM110  a generator takes longer
            if rule(state, silent):
                return True
        return False

    return ask


class _Inline(ParserInline):
    def __init__(self, all_rules: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = _OneRule(all_rules.ruler, _inline_rule), all_rules.ruler2

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """The tokens of a text; without a mark it is one, and without pairs nobody looks for them."""
        if _PAIRED.search(src):
            return super().parse(src, md, env, tokens)
        if _MARK.search(src):
            self.tokenize(StateInline(src, md, env, tokens))
        elif src:
            tokens.append(Token("text", "", 0, content=src))
        return tokens
