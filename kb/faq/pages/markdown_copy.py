"""The Markdown copy of a page, made from what the page shows and from nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote

from kb.faq.pages.markdown_marks import MARKS, Marks
from kb.text import unescape, whole_number

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"([\[\]])")
_ROUND = re.compile(r"[()]")
_NO_TARGET = re.compile(r"[\s\x00-\x1f\x7f<>\\]")
"""What an address behind words may not hold as it stands."""
_BLANK = re.compile(r"\n{3,}")
_SPACE = re.compile(r"\s+")
_MARKER = re.compile(r"(?:\A|\n) *(?:-|\d+\.) \Z")
"""The beginning of an item of a list."""
_DEEPEST = 30
_WIDEST = 50
"""The columns that one cell may take."""
_TICKS = re.compile(r"`{3,}")
_ESCAPED = re.compile(
    r"[\\*`]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|\[(?=[^\[\]]*\][(\[:])|&(?=#?\w+;)|~~|\{\{|\{%|(?<=^):::"
)
"""What would be a mark of Markdown, or the beginning of a tag."""
_MAYBE = re.compile(r"[\\*`_<\[&~{]|:::")
"""What each of them holds; most words have none of it."""
_AT_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|={3,}$|\d{1,9}(?=[.)](?:\s|$))|:::)")
"""What would be one at the beginning of a line; of a number in a list, what stands behind it."""
_BEGINNINGS = "#-+>=0123456789:"
"""What each of them begins with."""
_BLOCKS = {"p", "div", "ul", "ol", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "caption", "details",
           "summary", "section", "table"}  # fmt: skip
_WITH_MORE = {"ul", "ol", "table"}
"""Blocks whose beginning says more than that they are some."""
_IN_WORDS = {"code", *MARKS}


def markdown_of(title: str, summary: str, body: str, *, plain: bool = False) -> str:
    """A page as Markdown: its title, its summary and its cleaned HTML.

    `plain` for text that nobody reads as Markdown: words stay as they are, whatever Markdown would make of them.
    """
    head = f"# {title}\n\n" + (f"{summary}\n\n" if summary else "")
    lines = _Writer(plain=plain).written(body).split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return head + _BLANK.sub("\n\n", text) + "\n"


class _Writer:
    """Turns well-formed HTML into Markdown, one tag after the other."""

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain
        self.out: list[str] = []
        self.marks = Marks(self.out)
        self.lists: list[int | None] = []
        self.widths: list[int] = []
        """How far what is in the item of each list is set in."""
        self.links: list[str] = []
        self.in_code = False
        self.in_mark_of_code = False
        self.in_label = False
        self.cells: int | None = None
        """Cells so far in the row that is open; None outside of rows."""
        self.rows = 0
        """Rows of the table so far; the line below the first makes it one."""
        self.tables = 0
        """Tables that are open; one in a cell of another is words there."""
        self.spans: dict[int, int] = {}
        """For how many rows more a cell reaches down into a column."""
        self.wide = 0
        """The columns of the cell that is open."""
        self.head = (0, 0)
        """Where in the parts the first row ends, and its cells."""
        self.widest = 0
        self.code_from = 0
        """Where in the parts the code begins that is open."""

    def written(self, body: str) -> str:
        parts = iter(_TAG.split(body))
        self.add(self.text(next(parts)))
        for closing, name, rest, words in zip(parts, parts, parts, parts, strict=True):
            if name != "span":
                part = self.end(name) if closing else self.start(name, _attributes(rest))
                if part:
                    self.out.append(part)
            # Most of what stands between tags is the end of a line.
            if words == "\n" and not self.in_code:
                if not self.at_line_start:
                    self.out.append(" ")
            elif words:
                self.add(self.text(words))
        return "".join(self.out)

    def add(self, part: str) -> None:
        if part:
            self.out.append(part)

    def text(self, words: str) -> str:
        words = unescape(words) if "&" in words else words
        if self.marks.before:
            self.marks.follow(words)
        if self.in_code:
            return words
        if "\n" in words and not words.strip():
            return "" if self.at_line_start else " "
        words = _SPACE.sub(" ", words) if not words.isprintable() or "  " in words else words
        if self.in_mark_of_code or self.plain:
            return words.replace("|", "\\|") if self.cells is not None else words
        if self.cells is not None:
            return as_words(words).replace("|", "\\|")
        # Most words could begin any line, and then nobody asks what stands before them.
        return as_words(words, begins=words.lstrip(" ")[:1] in _BEGINNINGS and self.at_line_start)

    @property
    def at_line_start(self) -> bool:
        """Whether what follows begins a line, or an item of a list."""
        last = self.out[-1] if self.out else "\n"
        if not last[-1:].isspace():
            return False
        return last.endswith("\n") or last.isspace() or _MARKER.search(last) is not None

    @property
    def parted(self) -> str:
        """What parts a block in an item of a list from what stands before it there."""
        last = self.out[-1] if self.out else ""
        if _MARKER.search(last):
            return ""
        return ("\n" if last.isspace() else "\n\n") + self.margin

    @property
    def margin(self) -> str:
        return self._left_of(len(self.widths))

    def _left_of(self, lists: int) -> str:
        """What stands on the left of a line in so many lists; deeper ones than anybody reads go no further in."""
        return " " * sum(self.widths[: min(lists, _DEEPEST)])

    def start(self, name: str, attributes: dict[str, str]) -> str:
        if name in _IN_WORDS:
            return self.mark(name)
        if name in _BLOCKS and not attributes and name not in _WITH_MORE:
            return self.block(self.parted if self.lists else "")
        match name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return f"\n\n{'#' * int(name[1])} "
            case "ul" | "ol":
                first = whole_number(attributes.get("start", ""))
                self.widths.append(3)
                self.lists.append(None if name == "ul" else 1 if first is None else first)
                return "\n" if self.cells is None else ""
            case "li":
                return self.item()
            case "pre":
                self.in_code, self.code_from = True, len(self.out)
                return "\n\n```\n" if self.cells is None else "`"
            case "p" if attributes.get("class") == "note-label":
                self.in_label = True
                return "\n\n**"
            case "table" | "tr" | "th" | "td":
                return self.table(name, attributes)
        if name in _BLOCKS:
            return self.block(self.parted if self.lists else "")
        return self.inline(name, attributes)

    def inline(self, name: str, attributes: dict[str, str]) -> str:
        match name:
            case "a":
                self.links.append(unescape(attributes.get("href", "")))
                return "[" if self.links[-1] else ""
            case "img" if attributes.get("class") == "only-dark":
                return ""
            case "img":
                alt = _BRACKET.sub(r"\\\g<0>", _SPACE.sub(" ", unescape(attributes.get("alt", ""))))
                return f"![{alt}]({as_target(attributes.get('src', ''))})"
            case "br":
                return "\n" + self.margin if self.cells is None else " "
            case "hr":
                return "\n\n---\n\n"
            case "input":
                return "[x] " if "checked" in attributes else "[ ] "
        return ""

    def table(self, name: str, attributes: dict[str, str]) -> str:
        """The beginning of a table, a row or a cell; cells that reach over others leave those empty."""
        self.tables += name == "table"
        if self.tables > 1:
            return " "
        if name == "table":
            self.rows, self.widest, self.spans = 0, 0, {}
            return self.block(self.parted if self.lists else "")
        if name == "tr":
            self.cells = 0
            return "\n" + self.margin
        before = self.spanned()
        self.wide = min(whole_number(attributes.get("colspan", "")) or 1, _WIDEST)
        down = (whole_number(attributes.get("rowspan", "")) or 1) - 1
        self.spans |= {(self.cells or 0) + number: down for number in range(self.wide)}
        self.cells = (self.cells or 0) + self.wide
        return f"{before}| "

    def spanned(self) -> str:
        """Empty cells for those that a cell of a row above reaches into."""
        before = self.cells or 0
        while self.spans.get(self.cells or 0):
            self.spans[self.cells or 0] -= 1
            self.cells = (self.cells or 0) + 1
        return "|  " * ((self.cells or 0) - before)

    def end_of_table(self, name: str) -> str:
        self.tables -= name == "table"
        if self.tables > (name != "table"):
            return " "
        if name == "table":
            at, cells = self.head
            if self.rows and cells < self.widest:
                first = self.out[at].partition("\n")[0]
                self.out[at] = f"{first}{'  |' * (self.widest - cells)}\n{self.margin}{'|---' * self.widest}|"
            return self.block("\n" + self.margin)
        if name != "tr":
            return " " + "|  " * (self.wide - 1)
        rest = self.spanned()
        cells, self.cells = self.cells or 0, None
        self.rows += 1
        self.widest = max(self.widest, cells)
        if self.rows > 1:
            return f"{rest}|"
        self.head = (len(self.out), cells)
        return f"{rest}|\n{self.margin}{'|---' * cells}|"

    def end_of_code(self) -> str:
        """Its fence, which is longer than any in the code; in a cell there is only room for a line."""
        self.in_code = False
        code = "".join(self.out[self.code_from + 1 :])
        if self.cells is not None:
            self.out[self.code_from + 1 :] = [_SPACE.sub(" ", code).strip().replace("|", "\\|")]
            return "` "
        fence = "`" * max(3, *(len(run) + 1 for run in _TICKS.findall(code)), 3)
        self.out[self.code_from] = f"\n\n{fence}\n"
        if self.lists:
            inside = "".join(f"{self.margin}{line}\n" for line in code.removesuffix("\n").split("\n"))
            self.out[self.code_from :] = [f"\n\n{self.margin}{fence}\n", inside]
            return f"{self.margin}{fence}\n{self.margin}"
        return ("" if code.endswith("\n") or not code else "\n") + f"{fence}\n\n"

    def end(self, name: str) -> str:
        if name in _IN_WORDS:
            return self.mark(name, ends=True)
        if name == "li":
            return ""
        match name:
            case "ul" | "ol":
                self.lists.pop()
                self.widths.pop()
                return "" if self.cells is not None else "\n" if self.lists else "\n\n"
            case "a":
                target = self.links.pop() if self.links else ""
                if target and self.out[-1] == "[":  # nobody can follow a link without words
                    self.out.pop()
                    return ""
                return f"]({as_target(target)})" if target else ""
            case "pre":
                return self.end_of_code()
            case "p" if self.in_label:
                self.in_label = False
                return "**\n\n"
            case "table" | "tr" | "th" | "td":
                return self.end_of_table(name)
        return self.block("\n" + self.margin) if name in _BLOCKS else ""

    def item(self) -> str:
        if self.cells is not None:
            return " \u2022 "
        number = self.lists[-1] if self.lists else None
        if self.lists and number is not None:
            self.lists[-1] = number + 1
        if self.out:
            self.out[-1] = self.out[-1].rstrip(" ")
        line = "" if self.out and self.out[-1].endswith("\n") else "\n"
        marker = "- " if number is None else f"{number}. "
        if self.widths:
            self.widths[-1] = max(3, len(marker))
        return f"{line}{self._left_of(max(len(self.widths) - 1, 0))}{marker}"

    def mark(self, name: str, *, ends: bool = False) -> str:
        if name == "code" and not self.in_code:
            self.in_mark_of_code = not ends
            return "`"
        if name != "code" and not self.in_code and not self.in_mark_of_code:
            if ends:
                self.marks.end()
            else:
                self.marks.begin(MARKS[name])
        return ""

    def block(self, in_list: str) -> str:
        if self.cells is not None:
            return "" if self.out and self.out[-1].endswith(" ") else " "
        return in_list if self.lists else "\n\n"


def as_target(address: str) -> str:
    """An address as it stands behind words: without spaces and line breaks, and without a bracket that would end it."""
    address = _NO_TARGET.sub(lambda sign: quote(sign[0], errors="replace"), address)
    return address if _nests(address) else address.replace("(", "%28").replace(")", "%29")


def _nests(address: str) -> bool:
    """Whether every bracket of an address is closed behind it, and none is closed that is not open."""
    depth = 0
    for bracket in _ROUND.findall(address):
        depth += 1 if bracket == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def _attributes(rest: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(rest)) if rest else {}


def as_words(words: str, *, begins: bool = False) -> str:
    """Words of which Markdown makes nothing else; those that begin a line are no heading, list or quotation either."""
    words = _ESCAPED.sub(r"\\\g<0>", words) if _MAYBE.search(words) else words
    begun = _AT_START.match(words.lstrip(" ")) if begins else None
    if begun is None:
        return words
    at = len(words) - len(words.lstrip(" ")) + (begun.end() if begun[0].isdigit() else 0)
    return f"{words[:at]}\\{words[at:]}"


def as_label(words: str) -> str:
    """Words as they stand between the brackets of a link, which they do not end."""
    return "".join(f"\\{piece}" if piece in ("[", "]") else as_words(piece) for piece in _LABEL.split(words))
