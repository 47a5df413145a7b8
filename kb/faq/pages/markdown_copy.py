"""The Markdown copy of a page, made from what the page shows and from nothing else."""

from __future__ import annotations

import re

from kb.text import unescape, whole_number

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_BLANK = re.compile(r"\n{3,}")
_SPACE = re.compile(r"\s+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "code": "`"}
_BLOCKS = {"p", "div", "ul", "ol", "dl", "dt", "dd", "blockquote", "figure", "details", "summary", "section", "table"}


def markdown_of(title: str, summary: str, body: str) -> str:
    """A page as Markdown: its title, its summary and its cleaned HTML."""
    head = f"# {title}\n\n" + (f"{summary}\n\n" if summary else "")
    lines = _Writer().written(body).split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return head + _BLANK.sub("\n\n", text) + "\n"


class _Writer:
    """Turns well-formed HTML into Markdown, one tag after the other."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lists: list[int | None] = []
        self.links: list[str] = []
        self.in_code = False
        self.in_label = False
        self.cells: int | None = None
        """Cells so far in the row that is open; None outside of rows."""
        self.header = False

    def written(self, body: str) -> str:
        at = 0
        for match in _TAG.finditer(body):
            if at < match.start():
                self.add(self.text(body[at : match.start()]))
            at = match.end()
            closing, name, rest = match.groups()
            if name == "span":
                continue
            self.add(self.end(name) if closing else self.start(name, dict(_ATTRIBUTE.findall(rest)) if rest else {}))
        self.add(self.text(body[at:]))
        return "".join(self.out)

    def add(self, part: str) -> None:
        if part:
            self.out.append(part)

    def text(self, words: str) -> str:
        words = unescape(words) if "&" in words else words
        if self.in_code:
            return words
        if "\n" in words and not words.strip():
            return ""
        words = _SPACE.sub(" ", words)
        return words.replace("|", "\\|") if self.cells is not None else words

    @property
    def margin(self) -> str:
        return "   " * len(self.lists)

    def start(self, name: str, attributes: dict[str, str]) -> str:
        match name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return f"\n\n{'#' * int(name[1])} "
            case "ul" | "ol":
                first = whole_number(attributes.get("start", ""))
                self.lists.append(None if name == "ul" else 1 if first is None else first)
                return "\n"
            case "li":
                return self.item()
            case "pre":
                self.in_code = True
                return "\n\n```\n"
            case "p" if attributes.get("class") == "note-label":
                self.in_label = True
                return "\n\n**"
            case "tr" | "th" | "td":
                return self.cell(name)
        return self.inline(name, attributes) or self.block(name, "")

    def inline(self, name: str, attributes: dict[str, str]) -> str:
        match name:
            case "a":
                self.links.append(unescape(attributes.get("href", "")))
                return "[" if self.links[-1] else ""
            case "img":
                return f"![{unescape(attributes.get('alt', ''))}]({attributes.get('src', '')})"
            case "br":
                return "\n" + self.margin if self.cells is None else " "
            case "hr":
                return "\n\n---\n\n"
            case "input":
                return "[x] " if "checked" in attributes else "[ ] "
        return self.mark(name)

    def cell(self, name: str) -> str:
        if name == "tr":
            self.cells, self.header = 0, False
            return "\n"
        self.cells = (self.cells or 0) + 1
        self.header = self.header or name == "th"
        return "| "

    def end(self, name: str) -> str:
        match name:
            case "ul" | "ol":
                self.lists.pop()
                return "\n" if self.lists else "\n\n"
            case "a":
                target = self.links.pop() if self.links else ""
                return f"]({target})" if target else ""
            case "pre":
                self.in_code = False
                return "```\n\n"
            case "p" if self.in_label:
                self.in_label = False
                return "**\n\n"
            case "tr":
                cells, self.cells = self.cells or 0, None
                return "|" + ("\n" + "|---" * cells + "|" if self.header else "")
            case "th" | "td":
                return " "
        return self.mark(name) or self.block(name, "\n" + self.margin)

    def item(self) -> str:
        number = self.lists[-1] if self.lists else None
        if self.lists and number is not None:
            self.lists[-1] = number + 1
        if self.out:
            self.out[-1] = self.out[-1].rstrip(" ")
        line = "" if self.out and self.out[-1].endswith("\n") else "\n"
        margin = "   " * (len(self.lists) - 1)
        return f"{line}{margin}{'-' if number is None else f'{number}.'} "

    def mark(self, name: str) -> str:
        return "" if self.in_code else _MARKS.get(name, "")

    def block(self, name: str, in_list: str) -> str:
        if name not in _BLOCKS or self.cells is not None:
            return ""
        return in_list if self.lists else "\n\n"
