"""Markdown tokens as plain text: for replies, excerpts and the search index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.markdown.document import Document, LinkFor
from kb.text import one_line, unescape

if TYPE_CHECKING:
    from kb.markdown.parser import Token

_TAG = re.compile(r"<[^>]*>?")
"""A tag; only the last one of a text can be open."""
_NAME = re.compile(r"<(/?)([a-zA-Z]+)")
LEFT_OUT = re.compile(
    r"<(script|style|iframe|object|template|noscript|svg|math|title|textarea|select)\b[^>]*>.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
"""Elements of which no page shows anything, and that end where their writer ended them."""


_SAYS_NOTHING = {
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close", "list_item_close"),
    *("td_open", "td_close", "th_open", "th_close"),
}
"""Tokens that only stand around words; they are most of them."""


def no_address(_target: str) -> str:
    """Leaves out every address, for text that is searched or summarised."""
    return ""


def plain_text(document: Document, link_for: LinkFor = no_address, *, in_letter: bool = False) -> str:
    """The document as a person would type it: paragraphs, dashes and numbers; addresses in brackets.

    In a letter, which has no columns, the rows of a table are the items of a list.
    """
    return "\n\n".join(paragraphs(document, link_for, in_letter=in_letter))


def paragraphs(document: Document, link_for: LinkFor = no_address, *, in_letter: bool = False) -> Iterator[str]:
    """The plain text, one paragraph, list or table at a time."""
    writer = _Writer(link_for, in_letter=in_letter)
    for token in document.tokens:
        if token.type not in _SAYS_NOTHING:
            writer.take(token)
        if token.nesting != 1 and token.level == 0 and writer.lines:
            yield "\n".join(writer.lines)
            writer.lines = []


def shown_of(token: Token) -> Iterator[Token]:
    """The parts of a paragraph without what stands in elements of which no page shows anything."""
    left_out = ""
    for child in token.children or ():
        tag = _NAME.match(child.content) if child.type == "html_inline" else None
        if left_out:
            left_out = "" if tag and tag[1] and tag[2].lower() == left_out else left_out
        elif tag and not tag[1] and LEFT_OUT.match(f"{child.content}</{tag[2]}>"):
            left_out = tag[2].lower()
        else:
            yield child


class _Writer:
    def __init__(self, link_for: LinkFor, *, in_letter: bool) -> None:
        self.link_for = link_for
        self.in_letter = in_letter
        self.columns: list[str] = []
        self.lines: list[str] = []
        self.lists: list[int | None] = []
        self.marker = ""
        self.row: list[str] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append(None if token.tag == "ul" else int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.marker = self.next_marker()
            case "thead_open" | "tr_open" | "tr_close":
                self.take_row(token)
            case "inline":
                self.put(self.inline(token))
            case "fence" | "code_block":
                self.put(token.content.rstrip("\n"))
            case "html_block":
                words = _words_of_html(LEFT_OUT.sub(" ", token.content), " ")
                self.put("\n".join(line.strip() for line in words.split("\n")))
            case "hr":
                self.put("")

    def take_row(self, token: Token) -> None:
        cells, self.row = self.row or [], [] if token.type == "tr_open" else None
        if token.type == "thead_open":
            self.columns = []
        elif token.type == "tr_close" and not self.in_letter:
            self.lines.append("  |  ".join(cells))
        elif token.type == "tr_close" and self.columns:
            self.put_item(cells)
        elif token.type == "tr_close":
            self.columns = cells

    def put_item(self, cells: list[str]) -> None:
        """A row as an item of a list: `- Brannoch: First boat: 6.40; Last boat: 19.10`; none for an empty one."""
        first, *others = (one_line(cell) for cell in cells)
        named = [
            f"{name}{'' if name.endswith('?') else ':'} {cell}" if name else cell
            for name, cell in zip(self.columns[1:], others, strict=False)
            if cell
        ]
        said = ": ".join(filter(None, (first, "; ".join(named))))
        self.lines += [f"- {said}"] if said else []

    def next_marker(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number}. "

    def put(self, text: str) -> None:
        if self.row is not None:
            self.row.append(text.strip())
            return
        indent = "   " * (len(self.lists) - 1) if self.lists else ""
        hang = "   " if self.lists else ""
        for line in text.split("\n"):
            if line.strip():
                self.lines.append(indent + (self.marker or hang) + line.rstrip())
                self.marker = ""

    def inline(self, token: Token) -> str:
        parts: list[str] = []
        targets: list[tuple[str, int]] = []
        for child in shown_of(token):
            if child.type in ("text", "code_inline", "image"):
                parts.append(child.content)
            elif child.type == "softbreak":
                parts.append(" ")
            elif child.type == "hardbreak":
                parts.append("\n")
            elif child.type == "html_inline":
                parts.append("\n" if child.content.lower().startswith("<br") else _words_of_html(child.content, ""))
            elif child.type == "link_open":
                targets.append((self.link_for(str(child.attrGet("href") or "")), len(parts)))
            elif child.type == "link_close" and targets:
                target, start = targets.pop()
                if target and target != "".join(parts[start:]):
                    parts.append(f" ({target})")
        return "".join(parts)


def _words_of_html(text: str, between: str) -> str:
    return unescape(without_tags(text, between))


def without_tags(text: str, between: str = "") -> str:
    """A text with something else in the place of each tag; what is never closed is none."""
    end = text.rfind(">") + 1
    return _TAG.sub(between, text[:end]) + text[end:]
