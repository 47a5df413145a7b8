"""An article drawn for the terminal: from Markdown tokens to one piece of content."""

from __future__ import annotations

import html
import re
from itertools import zip_longest

from textual.content import Content

from kb.document import Document
from kb.markdown import HIDDEN, NOTES, Token

_HEADINGS = {1: "bold $primary", 2: "bold $primary", 3: "bold"}
_LABELS = {"internal": "INTERNAL - for agents only", "reply": "ANSWER - goes into replies"}
_INLINE = {"strong": "bold", "em": "italic", "s": "strike", "link": "underline"}
_TAG = re.compile(r"<[^>]*>")
MOST_CHARACTERS = 200_000
"""More of an article is not drawn; the file has the rest."""


def article_content(document: Document, looked_for: str = "") -> Content:
    """The whole document as content, with what is looked for marked."""
    writer = _Writer()
    for token in document.tokens:
        writer.take(token)
        if writer.size > MOST_CHARACTERS:
            writer.line("… the rest is in the file.", "dim")
            break
    content = Content.assemble(*writer.parts).rstrip()
    if looked_for:
        plain, wanted = content.plain.lower(), looked_for.lower()
        at = plain.find(wanted)
        while at >= 0:
            content = content.stylize("reverse", at, at + len(wanted))
            at = plain.find(wanted, at + len(wanted))
    return content


class _Writer:
    """Collects styled text; knows in which lists, boxes and tables it stands."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []
        self.size = 0
        self.lists: list[int | None] = []
        self.bars: list[str] = []
        self.marker = ""
        self.heading = ""
        self.row: list[str] | None = None
        self.rows: list[list[str]] = []

    def add(self, text: str, style: str = "") -> None:
        """Add styled text."""
        self.parts.append((text, style))
        self.size += len(text)

    def line(self, text: str, style: str = "") -> None:
        """Add one line with the marks of what it stands in."""
        self.begin()
        self.add(text, style)
        self.add("\n")

    def begin(self) -> None:
        """Begin a line: the bars of boxes, the indent and marker of lists."""
        for style in self.bars:
            self.add("▎ ", style)
        if self.lists:
            self.add("  " * (len(self.lists) - 1) + (self.marker or "   "), "bold")
            self.marker = ""

    def gap(self) -> None:
        """An empty line between blocks, once."""
        if self.parts and not "".join(text for text, _style in self.parts[-3:]).endswith("\n\n"):
            for style in self.bars:
                self.add("▎", style)
            self.add("\n")

    def take(self, token: Token) -> None:
        """Draw one token."""
        kind = token.type
        if kind == "inline":
            self.inline(token)
        elif kind in ("heading_open", "heading_close"):
            self.gap()
            self.heading = _HEADINGS.get(int(token.tag[1]), "bold dim") if token.nesting == 1 else ""
        elif kind in ("paragraph_close", "bullet_list_close", "ordered_list_close", "table_close", "dl_close"):
            self.close_block(token)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(int(token.attrGet("start") or 1) if kind.startswith("ordered") else None)
        elif kind == "list_item_open":
            self.marker = self.next_marker()
        elif kind in ("fence", "code_block", "hr", "html_block"):
            self.as_it_is(token)
        elif kind.startswith(("tr_", "blockquote_")):
            self.frame(token)
        elif kind.startswith("container_"):
            self.box(token)

    def as_it_is(self, token: Token) -> None:
        """Code, rules, and the words of a writer's own HTML."""
        if token.type == "hr":
            self.line("─" * 20, "dim")
        elif token.type == "html_block":
            words = " ".join(html.unescape(_TAG.sub(" ", token.content)).split())
            if words:
                self.line(words)
        else:
            for line in token.content.rstrip("\n").split("\n"):
                self.line(f" {line} ", "$text on $boost")
            self.gap()

    def close_block(self, token: Token) -> None:
        """End a paragraph or a list."""
        if token.type.endswith("list_close"):
            self.lists.pop()
        elif token.type == "table_close":
            self.table()
        if not self.lists and not token.hidden:
            self.gap()

    def table(self) -> None:
        """A table with its columns in line; the first row is its head."""
        rows, self.rows = self.rows, []
        widths = [max(Content(cell).cell_length for cell in column) for column in zip_longest(*rows, fillvalue="")]
        for number, row in enumerate(rows):
            cells = (cell + " " * (width - Content(cell).cell_length) for cell, width in zip(row, widths, strict=False))
            self.line(" │ ".join(cells).rstrip(), "bold" if number == 0 else "")

    def next_marker(self) -> str:
        """The dash or the number of the next entry."""
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "•  "
        self.lists[-1] = number + 1
        return f"{number}. ".ljust(3)

    def frame(self, token: Token) -> None:
        """Rows of tables, and quotations."""
        if token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close":
            self.rows.append(self.row or [])
            self.row = None
        elif token.type == "blockquote_open":
            kind = str(token.attrGet("class") or "").replace("note ", "", 1)
            self.bars.append("$warning" if kind in ("warning", "caution") else "$secondary")
            if kind:
                self.line(kind.capitalize(), "bold")
        else:
            self.bars.pop()
            self.gap()

    def box(self, token: Token) -> None:
        """Notes, and what only agents see."""
        name = token.type.split("_")[1]
        if token.nesting == 1 and name in (*NOTES, *HIDDEN):
            self.gap()
            self.bars.append(
                "$error"
                if name == "internal"
                else "$success"
                if name == "reply"
                else "$warning"
                if name == "warning"
                else "$secondary"
            )
            self.line(_LABELS.get(name, name.capitalize()), "bold")
        elif self.bars:
            self.bars.pop()
            self.gap()

    def inline(self, token: Token) -> None:
        """Running text with its emphasis."""
        if self.row is not None:
            self.row.append("".join(child.content for child in token.children or ()))
            return
        self.begin()
        styles = [self.heading] if self.heading else []
        for child in token.children or ():
            name = child.type.removesuffix("_open").removesuffix("_close")
            if child.nesting == 1:
                styles.append(_INLINE.get(name, ""))
            elif child.nesting == -1:
                styles.pop()
            elif child.type == "softbreak":
                self.add(" ")
            elif child.type == "hardbreak":
                self.add("\n")
                self.begin()
            elif child.type == "image":
                self.add(f"[picture: {child.content}]", "dim")
            elif child.type == "html_inline":
                continue
            else:
                style = " ".join(filter(None, [*styles, "$accent" if child.type == "code_inline" else ""]))
                self.add(child.content, style)
        self.add("\n")
