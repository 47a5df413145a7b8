"""Markdown as articles use it: CommonMark with tables, notes and task lists, and our blocks.

What is not for customers (`::: internal`, `::: reply`, comments) is cut from the tokens before
anything is derived from them, so no heading, footnote, summary or index can carry it outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from operator import attrgetter

import markdown_it.token
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.utils import OptionsDict
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from kb.markdown.block_rules import ask_by_character, is_plain_address
from kb.markdown.boxes import (
    DETAILS,
    NOTES,
    OTHER_NOTES,
    close_details,
    kind_and_title,
    open_details,
    open_note,
    set_alerts,
    title_of,
)
from kb.markdown.definitions import definitions_plugin
from kb.markdown.document import Document, Heading, Link, allowed_address
from kb.markdown.doubts import HIDDEN, check_closed, check_html, check_title, doubts_of, hidden_places
from kb.markdown.running_text import drop_attributes, link_bare_addresses
from kb.markdown.unseen import comments_in, without, without_comments
from kb.problem import Problems
from kb.text import one_line, slugify

_HIDDEN_EDGES = {f"container_{name}_{edge}" for name in HIDDEN for edge in ("open", "close")}
_TITLED_EDGES = {f"container_{name}_open" for name in (*NOTES, *OTHER_NOTES, DETAILS)}
_HTML_LINK = re.compile(r"<a\s(?:(?!<a\s)[^>])*?href\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_HTML_ANCHOR = re.compile(r"<\w+\s(?:(?!<\w+\s)[^>])*?\b(?:id|name)\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_GIVEN_ANCHOR = re.compile(r"\{#([\w-]+)\}$")

Token = markdown_it.token.Token
Highlight = Callable[[str, str, str], str]
"""From code, its language and further words behind it to HTML; an empty text leaves the code as it is."""


def parse_markdown(
    text: str, first_line: int = 1, problems: Problems | None = None, *, public: bool = True
) -> Document:
    """Parse one text; `public` leaves out what only agents may read. Problems are noted only where a list is given."""
    env: dict[str, object] = {
        "public": public,
        "problems": problems,
        "first_line": first_line,
        "source": text.split("\n"),
    }
    tokens = _parser().parse(text, env)
    headings = tuple(_headings(tokens, first_line))
    links = tuple(_links(tokens, first_line))
    anchors = {heading.anchor for heading in headings}
    for token in _html_tokens(tokens) if "<" in text else ():
        anchors.update(_HTML_ANCHOR.findall(token.content))
    return Document(tokens, headings, links, frozenset(anchors), env)


def render_html(document: Document, highlight: Highlight | None = None) -> str:
    """The HTML of a document with its addresses as written; not yet cleaned of the writer's own HTML."""
    parser = _parser()
    options = OptionsDict(parser.options._options)  # noqa: SLF001  its constructor takes nothing else
    options["highlight"] = highlight
    return str(parser.renderer.render(document.tokens, options, document.env))


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  the library's name
        return allowed_address(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802  the library's name
        return url if is_plain_address(url) else super().normalizeLink(url)


@cache
def _parser() -> MarkdownIt:
    parser = parser_with_all_rules()
    ask_by_character(parser)
    return parser


def parser_with_all_rules() -> MarkdownIt:
    """CommonMark with our additions, as markdown-it runs it."""
    parser = _Parser("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for name in (*NOTES, *OTHER_NOTES, DETAILS, *HIDDEN):
        container_plugin(parser, name, validate=_starts_with(name))
    parser.use(footnote_plugin).use(tasklists_plugin).use(definitions_plugin)
    parser.core.ruler.after("block", "hidden", _cut_hidden)
    parser.core.ruler.push("anchors", _set_anchors)
    parser.core.ruler.push("alerts", set_alerts)
    parser.core.ruler.push("attributes", drop_attributes)
    parser.core.ruler.push("addresses", link_bare_addresses)
    parser.core.ruler.push("comments", _drop_comments)
    for kind in (*NOTES, *OTHER_NOTES):
        parser.add_render_rule(f"container_{kind}_open", open_note)
    parser.add_render_rule("container_details_open", open_details)
    parser.add_render_rule("container_details_close", close_details)
    return parser


def _starts_with(name: str) -> Callable[[str, str], bool]:
    def validate(parameters: str, _markup: str) -> bool:
        return kind_and_title(parameters)[0] == name

    return validate


def _cut_hidden(state: StateCore) -> None:
    """Drop comments always, and hidden blocks for the public, before footnotes are moved and text is read."""
    problems, first = state.env["problems"], state.env["first_line"]
    doubts = doubts_of(state.src) if problems is not None else ()
    kept: list[Token] = []
    inside = 0
    for token in state.tokens:
        hidden = token.nesting if token.type in _HIDDEN_EDGES else 0
        if hidden == 1:
            if not inside and problems is not None:
                check_closed(token, state, problems, first)
            inside += 1
        if inside and state.env["public"]:
            state.env["cut"] = True
        else:
            kept.append(token)
            if token.type in _TITLED_EDGES:
                kept += title_of(token)
                if problems is not None:
                    check_title(token, problems, first)
            for check in doubts if token.content and not inside else ():
                check(token, problems, first, state.env["source"])
        if "<" in token.content:
            _cut_html(token, state, None if inside else problems)
        if hidden == -1:
            inside -= 1
    state.tokens = [token for token in kept if token.type != "html_block" or token.content.strip()]


def _cut_html(token: Token, state: StateCore, problems: Problems | None) -> None:
    """Drop what HTML hides from customers, and comments."""
    found = hidden_places(token)
    if problems is not None:
        check_html(token, found, problems, state.env["first_line"], state.env["source"])
    hidden = [(one.start, one.end) for one in found] if state.env["public"] else []
    state.env["cut"] = state.env.get("cut") or bool(hidden)
    token.content = without(token.content, hidden)
    # A comment inside `code` is an example, so only a pair that markdown-it would take for HTML is cut there.
    if token.type == "html_block" or (token.type == "inline" and "`" not in token.content):
        token.content = without_comments(token.content)


def _set_anchors(state: StateCore) -> None:
    used: dict[str, int] = {}
    for token, inline in pairwise(state.tokens):
        if token.type == "heading_open":
            base = _given_anchor(inline) or slugify(_words_of(inline)) or "section"
            used[base] = used.get(base, 0) + 1
            token.attrSet("id", base if used[base] == 1 else f"{base}-{used[base]}")


def _given_anchor(inline: Token) -> str:
    """`## Heading {#anchor}`: take the anchor the writer chose out of the heading's text."""
    last = inline.children[-1] if inline.children else None
    match = _GIVEN_ANCHOR.search(last.content) if last is not None and last.type == "text" else None
    if last is None or match is None:
        return ""
    last.content = last.content[: match.start()].rstrip(" \t")
    return match[1]


def _drop_comments(state: StateCore) -> None:
    """What is left of comments after code was told from HTML."""
    for token in state.tokens:
        if token.children:
            token.children = [
                child for child in token.children if not (child.type == "html_inline" and _begins_with_comment(child))
            ]


def _begins_with_comment(child: Token) -> bool:
    return any(start == 0 for start, _end in comments_in(child.content)[:1])


def _headings(tokens: list[Token], first_line: int) -> Iterator[Heading]:
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            line = (token.map[0] if token.map else 0) + first_line
            yield Heading(int(token.tag[1]), one_line(_words_of(inline)), str(token.attrGet("id")), line)


def _words_of(inline: Token) -> str:
    kinds = ("text", "code_inline", "image")
    return "".join(
        child.content if child.type in kinds else " "
        for child in inline.children or ()
        if not child.type.endswith(("_open", "_close"))
    )


def _links(tokens: list[Token], first_line: int) -> Iterator[Link]:
    for token in filter(attrgetter("content"), tokens):
        line = (token.map[0] if token.map else 0) + first_line
        if token.type == "html_block":
            at, before = line, 0
            for match in _HTML_LINK.finditer(token.content):
                at, before = at + token.content.count("\n", before, match.start()), match.start()
                yield Link(match[1], at, "")
        for index, child in enumerate(token.children or ()):
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                label = token.children[index + 1].content if token.children and index + 1 < len(token.children) else ""
                yield Link(str(child.attrGet("href") or ""), line, one_line(label))
            elif child.type == "image":
                yield Link(str(child.attrGet("src") or ""), line, one_line(child.content), picture=True)
            elif child.type == "html_inline":
                for target in _HTML_LINK.findall(child.content):
                    yield Link(target, line, "")


def _html_tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "html_block":
            yield token
        yield from (child for child in token.children or () if child.type == "html_inline")
