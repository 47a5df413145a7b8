"""An article drawn for the terminal: from Markdown tokens to lines and tables that fit any width."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from composer.tui.drawing.page import Line, Piece, Table
from kb.markdown.boxes import DETAILS, NOTES, OTHER_NOTES
from kb.markdown.document import Document, LinkFor
from kb.markdown.doubts import HIDDEN
from kb.markdown.parser import Token
from kb.markdown.plain import no_address, without_tags
from kb.text import unescape

_HEADINGS = {1: "bold underline $primary", 2: "bold $primary", 3: "bold"}
_LABELS = {"internal": "INTERNAL - for agents only", "reply": "ANSWER - goes into replies"}
_BAR_STYLES = {"internal": "$error", "reply": "$success", "warning": "$warning", "caution": "$warning"}
_INLINE = {"strong": "bold", "em": "italic", "s": "strike", "link": "underline"}
MOST_CHARACTERS = 200_000
"""More of an article is not drawn; the file has the rest."""


def article_pieces(document: Document, link_for: LinkFor = no_address) -> list[Piece]:
    """The document as lines and tables; `link_for` says what is shown of an address behind a link's words."""
    writer = _Writer(link_for)
    for token in document.tokens:
        writer.take(token)
        if writer.size > MOST_CHARACTERS:
            writer.add("… the rest is in the file.", "$dim")
            writer.end_line()
            break
    while writer.pieces and not any(writer.pieces[-1].texts):
        writer.pieces.pop()
    return writer.pieces


@dataclass
class _Frame:
    """What lines stand in: a box or quotation with its bar, or a list with its markers."""

    bar: str = ""
    style: str = ""
    number: int | None = None
    """Of the next entry of a numbered list."""
    marker: str = ""
    """Of an entry whose first line is still to come."""
    width: int = 0
    """How far the entries of a list stand in."""

    def lead(self) -> tuple[str, str]:
        """What stands before the next line."""
        if self.bar:
            return self.bar, self.style
        text, self.marker = self.marker.ljust(self.width), ""
        return text, "bold"

    def hang(self) -> tuple[str, str]:
        """What stands before the rows below."""
        return (self.bar, self.style) if self.bar else (" " * self.width, "")


class _Writer:
    """Collects pieces; knows in which boxes, lists and tables it stands."""

    def __init__(self, link_for: LinkFor) -> None:
        self.link_for = link_for
        self.pieces: list[Piece] = []
        self.size = 0
        self.frames: list[_Frame] = []
        self.parts: list[tuple[str, str]] = []
        """The line that is being written."""
        self.heading = ""
        self.row: list[Content] | None = None
        self.rows: list[tuple[Content, ...]] = []

    def add(self, text: str, style: str = "") -> None:
        """Add styled text to the line."""
        self.parts.append((text, style))
        self.size += len(text)

    def end_line(self) -> None:
        """The line is written."""
        lead = Content.assemble(*(frame.lead() for frame in self.frames))
        self.pieces.append(Line(Content.assemble(*self.parts), lead, self.hang()))
        self.parts = []

    def hang(self) -> Content:
        """What stands before every row here."""
        return Content.assemble(*(frame.hang() for frame in self.frames))

    def gap(self) -> None:
        """An empty line between blocks, once."""
        if self.pieces and any(self.pieces[-1].texts):
            hang = self.hang()
            self.pieces.append(Line(Content(""), hang, hang))

    def take(self, token: Token) -> None:
        """Draw one token."""
        kind = token.type
        if kind == "inline":
            self.inline(token)
        elif kind in ("heading_open", "dt_open"):
            self.gap()
            self.heading = _HEADINGS.get(int(token.tag[1]), "bold dim") if kind == "heading_open" else "bold"
        elif kind in ("heading_close", "dt_close"):
            self.heading = ""
            if kind == "heading_close":
                self.gap()
        elif kind in ("fence", "code_block", "hr", "html_block"):
            self.as_it_is(token)
        elif kind.startswith(("tr_", "table_")):
            self.table(token)
        elif kind.startswith(("bullet_", "ordered_", "list_", "dd_", "footnote_")):
            self.listed(token)
        elif kind.startswith(("container_", "blockquote_")):
            self.box(token)
        elif kind == "paragraph_close" and not token.hidden:
            self.gap()

    def as_it_is(self, token: Token) -> None:
        """Code, rules, and the words of a writer's own HTML."""
        if token.type == "hr":
            self.add("─" * 20, "$dim")
            self.end_line()
        elif token.type == "html_block":
            words = " ".join(unescape(without_tags(token.content, " ")).split())
            if words:
                self.add(words)
                self.end_line()
        else:
            for line in token.content.rstrip("\n").expandtabs(4).split("\n"):
                self.frames.append(_Frame(width=2))
                self.add(line or " ", "$text on $boost")
                self.end_line()
                self.frames.pop()
        self.gap()

    def table(self, token: Token) -> None:
        """A table and its rows."""
        if token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close":
            self.rows.append(tuple(self.row or ()))
            self.row = None
        elif token.type == "table_close":
            self.pieces.append(Table(tuple(self.rows), self.hang()))
            self.rows = []
            self.gap()

    def listed(self, token: Token) -> None:
        """Lists and their entries, explained terms, and footnotes."""
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            number = int(token.attrGet("start") or 1) if kind.startswith("ordered") else None
            self.frames.append(_Frame(number=number, width=3))
        elif kind == "list_item_open":
            frame = self.frames[-1]
            frame.marker = "•  " if frame.number is None else f"{frame.number}. "
            frame.width = max(frame.width, len(frame.marker))
            frame.number = None if frame.number is None else frame.number + 1
        elif kind == "dd_open":
            self.frames.append(_Frame(width=3))
        elif kind == "footnote_block_open":
            self.gap()
        elif kind == "footnote_open":
            marker = f"[{token.meta['id'] + 1}] "
            self.frames.append(_Frame(marker=marker, width=len(marker)))
        elif kind.endswith("_close") and kind not in ("list_item_close", "footnote_block_close"):
            self.frames.pop()
            if not any(frame.width for frame in self.frames):
                self.gap()

    def box(self, token: Token) -> None:
        """Notes, quotations, and what only agents see; each says in words what it is."""
        if token.nesting == -1:
            if self.pieces and not any(self.pieces[-1].texts):
                self.pieces.pop()
            self.frames.pop()
            self.gap()
            return
        name = token.type.split("_")[1]
        if token.type == "blockquote_open":
            name = str(token.attrGet("class") or "").replace("note ", "", 1)
        self.gap()
        self.frames.append(_Frame(bar="▎ ", style=_BAR_STYLES.get(name, "$secondary")))
        if name in (*NOTES, *OTHER_NOTES, DETAILS, *HIDDEN):
            self.add(_LABELS.get(name, name.capitalize()), "bold")
            self.end_line()

    def inline(self, token: Token) -> None:
        """Running text with its emphasis."""
        styles = [self.heading] if self.heading else []
        targets: list[str] = []
        for child in token.children or ():
            name = child.type.removesuffix("_open").removesuffix("_close")
            if child.nesting == 1:
                styles.append(_INLINE.get(name, ""))
                if name == "link":
                    targets.append(self.link_for(str(child.attrGet("href") or "")))
            elif child.nesting == -1:
                styles.pop()
                target = targets.pop() if name == "link" and targets else ""
                if target and self.parts and target != self.parts[-1][0]:
                    self.add(f" (→ {target})", "$dim")
            else:
                self.word(child, " ".join(filter(None, styles)))
        if self.row is None:
            self.end_line()
        else:
            self.row.append(Content.assemble(*self.parts))
            self.parts = []

    def word(self, child: Token, style: str) -> None:
        """One stretch of running text."""
        if child.type == "softbreak":
            self.add(" ")
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            self.add(" ") if self.row is not None else self.end_line()
        elif child.type == "image":
            self.add(f"[picture: {child.content}]", "$dim")
        elif child.type == "footnote_ref":
            self.add(f"[{child.meta['id'] + 1}]", "bold")
        elif child.type == "html_inline":
            if "checkbox" in child.content:
                self.add("[x]" if "checked=" in child.content else "[ ]", "bold")
        else:
            self.add(child.content, f"{style} $accent".strip() if child.type == "code_inline" else style)
