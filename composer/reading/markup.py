"""HTML mail as plain text: what a reader sees of it, with quoted mail marked by `> ` as in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from composer.reading.marks import Mark, mark_of, size_of
from kb.text import unescape

_TAG_START = re.compile(r"<(?:/?[a-z]|[!?])", re.IGNORECASE)
"""`<3` and `a < b` are no tags."""
_PLAIN_TAG = re.compile(r"<(/?)([a-z][a-z0-9:]{0,30})/?>", re.IGNORECASE)
_TAG_NAME = re.compile(r"/?([a-z][a-z0-9:]{0,30})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,60})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "select"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote"})
"""Blocks with an empty line before and after them, unless the mail program writes each line as such a block."""
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_LINES_AS_BLOCKS = re.compile(r"\bmso|margin(?:-bottom)?\s*:\s*0", re.IGNORECASE)
_UNSEEN_LETTERS = dict.fromkeys([0xAD, 0x034F, 0x200B, 0x2060, 0xFEFF])
_MOST_OPEN, _LONGEST_TAG, _LONGEST_SEARCH = 400, 4_000, 100_000
_SPACES = re.compile(r"[^\S\n]+")
_TWO_DELIMITERS = re.compile(r"^-- \n{1,2}-- ?\n", re.MULTILINE)
_THREE_ENDS = re.compile(r"\n{3,}")


@dataclass
class _Element:
    """An open element, and what it does to the text in it."""

    tag: str
    mark: Mark | None
    sized: bool | None = None
    """Whether its letters have a size, where it says so."""
    spaced: bool = False


@dataclass
class _Page:
    """The lines that were seen so far."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    open: list[_Element] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    quoted: int = 0
    hidden: int = 0
    sizes: list[bool] = field(default_factory=list)
    rest_quoted: bool = False
    line_quoted: bool = False
    gap: bool = False
    headless: bool = False
    """Whether a head was opened that is never closed."""

    def write(self, text: str) -> None:
        """Add text to the line; text of another origin begins a line of its own."""
        if not text or self.hidden or (self.sizes and not self.sizes[-1]):
            return
        text = unescape(text).translate(_UNSEEN_LETTERS)
        if not self.counts.get("pre"):
            text = text.replace("\n", " ")
        for number, piece in enumerate(text.split("\n")):
            if number:
                self.end_line()
            if piece.strip(" \t\r\f"):
                quoted = self.rest_quoted or self.quoted > 0
                if quoted != self.line_quoted:
                    self.break_line()
                self.line_quoted = quoted
                if self.gap and not self.line:
                    self.lines.append("> " if quoted else "")
                self.gap = False
                self.line.append(piece)
            elif piece and self.line:
                self.line.append(" ")

    def end_line(self) -> None:
        """End the line, also an empty one."""
        text = _SPACES.sub(" ", "".join(self.line)).strip()
        quoted = self.line_quoted if self.line else self.rest_quoted or self.quoted > 0
        self.lines.append(f"> {text}" if quoted else text)
        self.line = []

    def break_line(self) -> None:
        """End the line if anything stands on it."""
        if self.line:
            self.end_line()

    def enter(self, element: _Element) -> None:
        """Open an element."""
        mark = element.mark
        self.quoted += mark in (Mark.QUOTE, Mark.INTRO)
        self.hidden += mark is Mark.HIDDEN
        self.rest_quoted = self.rest_quoted or mark is Mark.REST
        if element.sized is not None:
            self.sizes.append(element.sized)
        self.counts[element.tag] = self.counts.get(element.tag, 0) + 1
        self.open.append(element)

    def leave(self, tag: str) -> None:
        """Close the innermost element of a name, and all that were left open in it."""
        while self.counts.get(tag):
            element = self.open.pop()
            self.counts[element.tag] -= 1
            self.quoted -= element.mark in (Mark.QUOTE, Mark.INTRO)
            self.hidden -= element.mark is Mark.HIDDEN
            if element.sized is not None:
                self.sizes.pop()
            if element.mark is Mark.QUOTE and element.tag == "blockquote":
                self._end_intro()
            if element.tag in _BLOCKS:
                self.break_line()
                self.gap = self.gap or element.spaced
            if element.tag == tag:
                return

    def _end_intro(self) -> None:
        """What follows a quote in a box with an intro is an answer."""
        for element in reversed(self.open):
            if element.mark is Mark.INTRO:
                element.mark = None
                self.quoted -= 1
                return


def text_of_html(text: str) -> str:
    """What a reader sees of an HTML text, its paragraphs and lines kept apart, its quoted lines behind `> `.

    One pass from tag to tag: patterns that look for an end which never comes take minutes.
    """
    page = _Page()
    at = 0
    while found := _TAG_START.search(text, at):
        page.write(text[at : found.start()])
        at = _tag(page, text, found.start())
    page.write(text[at:])
    page.break_line()
    seen = _THREE_ENDS.sub("\n\n", "\n".join(page.lines))
    return _TWO_DELIMITERS.sub("-- \n", seen).strip()


def _tag(page: _Page, text: str, start: int) -> int:
    """Take in the tag at a place; where the text goes on."""
    plain = _PLAIN_TAG.match(text, start)
    if plain and (tag := plain[2].lower()) not in _UNSEEN:
        if plain[1]:
            _close(page, tag)
        else:
            _open(page, tag, "")
        return plain.end()
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return end + 3 if end >= 0 else len(text)
    name = _TAG_NAME.match(text, start + 1)
    if name is None:
        return _after(text, ">", start)
    end = _end_of_tag(text, start)
    tag = name[1].lower()
    if name[0].startswith("/"):
        _close(page, tag)
    elif tag in _UNSEEN:
        return _skipped(page, text, tag, end)
    else:
        _open(page, tag, text[name.end() : min(end - 1, name.end() + _LONGEST_TAG)])
    return end


def _open(page: _Page, tag: str, written: str) -> None:
    if tag == "br":
        page.end_line()
        return
    attributes = {}
    if "=" in written or "hidden" in written:
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(written)}
    if tag == "img":
        page.write(_emoji(attributes.get("alt", "")))
    if tag in _BLOCKS:
        page.break_line()
        if page.open and page.open[-1].tag == "p":
            page.leave("p")
    mark = mark_of(tag, attributes)
    if tag in _EMPTY:
        page.rest_quoted = page.rest_quoted or mark is Mark.REST
        return
    spaced = tag in _SPACED and not _LINES_AS_BLOCKS.search(attributes.get("class", "") + attributes.get("style", ""))
    page.gap = page.gap or (spaced and bool(page.lines))
    if tag in ("td", "th"):
        page.write(" ")
    if mark is Mark.SIGNATURE and not page.quoted and not page.rest_quoted and page.lines:
        page.break_line()
        page.lines += [] if page.lines[-1].rstrip() == "--" else ["", "-- "]
    if len(page.open) < _MOST_OPEN:
        page.enter(_Element(tag, mark, size_of(attributes), spaced))


def _close(page: _Page, tag: str) -> None:
    if tag in _BLOCKS:
        page.break_line()
    page.leave(tag)


def _emoji(words: str) -> str:
    """A picture's words where they are an emoji, which many programs send as a picture."""
    return words if 0 < len(words) <= 6 and not any(letter.isascii() or letter.isalpha() for letter in words) else ""


def _end_of_tag(text: str, start: int) -> int:
    """Where a tag ends; a `>` in quotation marks is no end."""
    end = first = _after(text, ">", start)
    while text.count('"', start, end) % 2 and end < first + _LONGEST_TAG:
        close = text.find('"', end, first + _LONGEST_TAG)
        following = text.find(">", close, first + _LONGEST_TAG) if close >= 0 else -1
        if following < 0:
            return first
        end = following + 1
    return end


def _after(text: str, sign: str, start: int) -> int:
    end = text.find(sign, start)
    return end + 1 if end >= 0 else len(text)


def _skipped(page: _Page, text: str, tag: str, at: int) -> int:
    """Where the text goes on behind an element that nobody sees; a head that is never closed has no end."""
    if tag == "head" and page.headless:
        return at
    close = re.compile(rf"</{tag}", re.IGNORECASE).search(text, at)
    if close:
        return _after(text, ">", close.start())
    page.headless = page.headless or tag == "head"
    return at if tag == "head" else len(text)
