"""One page of DokuWiki as Markdown.

The syntax is that of https://www.dokuwiki.org/wiki:syntax, with the plugins that help centres use most: `note`, `WRAP`,
`folded` and `hidden`. Where a link leads, the caller says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kb.faq.pages.markdown_copy import as_words
from kb.moving_in.indented import box
from kb.moving_in.layout import link
from kb.moving_in.masking import Code
from kb.text import one_line

_CODE = re.compile(r"<(code|file)\b([^<>\n]*)>\n?((?:(?!<\1\b).)*?)</\1>", re.DOTALL)
_AS_IT_IS = re.compile(r"<nowiki>((?:(?!<nowiki>).)*?)</nowiki>|%%(.+?)%%", re.DOTALL)
_MONO = re.compile(r"''(?:\x02\d+\x03|(?!'')[^\n\x02])++''")
_RAN = re.compile(r"<(html|php)>(?:(?!<\1>).)*?</\1>", re.DOTALL | re.IGNORECASE)
_MACRO = re.compile(r"~~[A-Z]\w*(?::[^~\n]*)?~~")
_TITLE = re.compile(r"~~Title:([^~\n]+)~~", re.IGNORECASE)
_TAGS = re.compile(r"\{\{tag>([^{}\n]*)\}\}")
_BOX = re.compile(r"<(note|wrap|hidden|folded)\b[ \t]*([^<>\n]*)>((?:(?!<\1\b).)*?)</\1>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"[ \t]*(={2,6})(?!=)[ \t]*(\S(?:[^\n]*[^=\s])?)[ \t]*=*[ \t]*\Z")
_ITEM = re.compile(r"((?: {2})+|\t+) ?([*-])(?![*-]) ?(.*)\Z")
_INDENTED = re.compile(r"(?: {2,}|\t)(?![*-] ?\S)(?=\S)")
_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|((?:\{\{[^{}\n]*+\}\}|[^\[\]\n])*+))?\]\]")
_MEDIA = re.compile(r"\{\{([^{}|\n]+)(?:\|([^{}\n]*))?\}\}")
_BARE = re.compile(r"\b(?:https?|ftp)://[^\s<>\"|^\]\x02]*[^\s<>\"|^\].,;:!?)\x02]")
_FOOTNOTE = re.compile(r"\(\(((?:(?!\(\().)+?)\)\)", re.DOTALL)
_MARKS = re.compile(
    r"(?P<bold>\*\*)|(?P<italic>(?<!:)//)|(?P<under>__)|(?P<break>\\\\(?=\s|\Z)\s?)"
    r"|(?P<tag></?(?:del|sub|sup)>)|(?P<other></?(?:color|fs|fc|ff|wrap|WRAP|note|hidden|folded)\b[^<>\n]*>)"
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_DEEPEST = 8
"""How many boxes may stand inside each other; deeper ones stay words."""
_KINDS = {"important": "important", "warning": "warning", "alert": "caution", "danger": "caution", "tip": "tip"}
"""What the plugins call their boxes; all others are notes."""


@dataclass
class WikiText:
    """A page as Markdown, and what it says of itself."""

    title: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    footnotes: list[str] = field(default_factory=list)


def markdown_of_wiki(text: str, page_at: Callable[[str], str], file_at: Callable[[str], str]) -> WikiText:
    """The Markdown of a page; `page_at` and `file_at` say where what a link or a picture names lies."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    found, code = WikiText(), Code()
    found.tags = tuple(tag.replace("_", " ").lower() for named in _TAGS.findall(text) for tag in named.split())
    title = _TITLE.search(text)
    text = _CODE.sub(lambda one: f"\n{code.hold(_fenced(one[2], one[3]))}\n", text)
    text = _AS_IT_IS.sub(lambda one: code.hold(as_words(one[1] or one[2])), text)
    text = _MONO.sub(lambda one: code.hold(_mono(code.back(one[0][2:-2]))), text)
    text = _RAN.sub("", _MACRO.sub("", _TAGS.sub("", text)))
    inline = _Inline(code, page_at, file_at, found.footnotes)
    lines = _blocks(_boxes(text, code, inline), code, inline)
    notes = [f"[^{number}]: {words}" for number, words in enumerate(found.footnotes, 1)]
    first = next((line for line in lines if line.startswith("#")), "")
    found.title = one_line(title[1] if title else re.sub(r"[*`\\]", "", code.back(first).lstrip("# ")))
    if first and not title and (first.startswith("# ") or not any("".join(lines[: lines.index(first)]))):
        lines.remove(first)
    found.body = re.sub(r"\n{3,}", "\n\n", code.back("\n".join([*lines, "", *notes])).strip("\n")) + "\n"
    return found


def _fenced(named: str, content: str) -> str:
    language = next((word for word in named.split() if re.fullmatch(r"[a-z][\w+#-]*", word)), "")
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", content)), 3)
    return f"{fence}{language}\n{content.strip(chr(10))}\n{fence}"


def _mono(content: str) -> str:
    bare = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", content).strip()
    mark = "``" if "`" in bare else "`"
    return f"{mark} {bare} {mark}" if "`" in bare else f"`{bare}`"


def _boxes(text: str, code: Code, inline: _Inline) -> str:
    """Boxes of the plugins, from the inside out, held back as they are made."""

    def made(one: re.Match[str]) -> str:
        name, said = one[1].lower(), one[2].strip()
        inside = "\n".join(_blocks(one[3], code, inline)).strip("\n")
        if name in ("hidden", "folded"):
            return f"\n\n{code.hold(box('details', said.strip(chr(34)) or 'Details', inside))}\n\n"
        if "\n" not in one[3].strip() and one[1] == "wrap":
            return one[3]
        kind = next((_KINDS[word] for word in said.lower().split() if word in _KINDS), "note")
        plain = name == "wrap" and not re.search(r"\b(?:info|tip|important|alert|help|todo|danger|warning|box)\b", said)
        return f"\n\n{code.hold(inside if plain else box(kind, '', inside))}\n\n"

    for _ in range(_DEEPEST):
        before, text = text, _BOX.sub(made, text)
        if before == text:
            break
    return text


def _blocks(text: str, code: Code, inline: _Inline) -> list[str]:
    """The lines of a text as Markdown."""
    out: list[str] = []
    held: list[str] = []
    """Lines of code or rows of a table, which end where another line comes."""
    in_list = False
    for line in [*text.split("\n"), ""]:
        row = line.startswith(("^", "|")) and len(line) > 1
        indented = _INDENTED.match(line) is not None and not in_list
        if held and not (row or indented):
            out += ["", *_held(held, code, inline), ""]
            held = []
        goes_on = in_list and line.startswith(("  ", "\t")) and bool(line.strip())
        item = _ITEM.match(line)
        if row or indented:
            held.append(line)
        elif item:
            deep = len(item[1].replace("\t", "  ")) // 2 - 1
            out += [""] if not in_list else []
            out.append(f"{'   ' * deep}{'-' if item[2] == '*' else '1.'} {inline.turned(item[3])}")
        elif goes_on:
            out[-1] += f" {inline.turned(line.strip())}"
        else:
            out += [*([""] if in_list else []), *_line(line, inline)]
        in_list = bool(item) or goes_on
    return out


def _held(lines: list[str], code: Code, inline: _Inline) -> list[str]:
    """A table, or code that is set in by two blanks."""
    if lines[0].startswith(("^", "|")):
        return _table([line for line in lines if line.startswith(("^", "|"))], inline)
    return [code.hold(_fenced("", "\n".join(line.removeprefix("\t").removeprefix("  ") for line in lines)))]


def _line(line: str, inline: _Inline) -> list[str]:
    """A heading, a rule, a quotation or a line of a paragraph."""
    heading = _HEADING.match(line)
    if heading:
        return ["", f"{'#' * (7 - len(heading[1]))} {inline.turned(heading[2])}", ""]
    if re.fullmatch(r"-{4,}\s*", line):
        return ["", "---", ""]
    quoted = re.match(r"(>+) ?(.*)", line)
    return [f"{quoted[1]} {inline.turned(quoted[2])}" if quoted else inline.turned(line.strip())]


def _table(rows: list[str], inline: _Inline) -> list[str]:
    """A table; where its first row is no heading, an empty one stands above it, for Markdown wants one."""
    cells: list[list[tuple[str, str]]] = []
    for row in rows:
        parts = re.split(r"([|^])", inline.turned(row).rstrip())
        found = [(parts[at], parts[at + 1].strip()) for at in range(1, len(parts) - 1, 2)]
        cells.append([(mark, "" if words == ":::" else words) for mark, words in found if mark])
        if len(cells[-1]) > 1 and not cells[-1][-1][1] and row.rstrip()[-1] in "|^":
            cells[-1].pop()
    wide = max(map(len, cells))
    headed = all(mark == "^" for mark, _words in cells[0])
    lines = [[words for _mark, words in cells[0]]] if headed else [[""] * wide]
    lines += [
        [f"**{words}**" if mark == "^" and words else words for mark, words in row_cells]
        for row_cells in (cells[1:] if headed else cells)
    ]
    written = ["| " + " | ".join([*line, *[""] * (wide - len(line))]) + " |" for line in lines]
    return [written[0], "|" + "---|" * wide, *written[1:]]


@dataclass
class _Inline:
    """Marks inside of a line: emphasis, links, pictures, footnotes."""

    code: Code
    page_at: Callable[[str], str]
    file_at: Callable[[str], str]
    footnotes: list[str]

    def turned(self, line: str) -> str:
        """A line as Markdown; links and pictures are held back, for their addresses hold marks of their own."""
        line = _MEDIA.sub(self._media, line)
        line = _LINK.sub(self._link, line)
        line = _BARE.sub(lambda one: self.code.hold(f"<{one[0]}>"), line)
        line = _FOOTNOTE.sub(self._footnote, line)
        pieces, after = [], 0
        # A mark alone in its line is no mark.
        alone = {mark for mark in ("**", "//", "__") if line.count(mark) < 2}
        for mark in _MARKS.finditer(line):
            pieces += [as_words(line[after : mark.start()]), self._mark(mark, alone)]
            after = mark.end()
        return "".join([*pieces, as_words(line[after:], begins=not after)])

    def _mark(self, mark: re.Match[str], alone: set[str]) -> str:
        kind = mark.lastgroup or ""
        if kind in ("bold", "italic", "under"):
            if mark[0] in alone:
                return mark[0] if kind == "italic" else as_words(mark[0])
            return {"bold": "**", "italic": "*", "under": ""}[kind]
        return {"break": "<br>", "tag": mark[0]}.get(kind, "")

    def _footnote(self, one: re.Match[str]) -> str:
        self.footnotes.append(self.turned(one[1].strip()))
        return self.code.hold(f"[^{len(self.footnotes)}]")

    def _link(self, one: re.Match[str]) -> str:
        target = one[1].strip()
        where = self.page_at(target)
        shown = (one[2] or "").strip()
        words = (
            self.turned(shown)
            if shown
            else as_words(re.split(r"[:>]", target.rstrip(":"))[-1].replace("#", " \u203a ").replace("_", " ").strip())
        )
        if target.startswith(("http:", "https:")) and not shown:
            return self.code.hold(f"<{where}>")
        return self.code.hold(link(words or where, where) if where else words)

    def _media(self, one: re.Match[str]) -> str:
        name, _mark, asked = one[1].strip().partition("?")
        words = (one[2] or "").strip()
        player, is_player, number = name.partition(">")
        if is_player:
            sites = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
            return self.code.hold(link(as_words(words or "Video"), sites[player] + number)) if player in sites else ""
        where = self.file_at(name)
        if not name.lower().endswith(_PICTURES):
            return self.code.hold(link(as_words(words or name.rpartition(":")[2]), where))
        width = re.match(r"(\d+)(?:x\d+)?", asked)
        return self.code.hold(f"!{link(as_words(words), where)}" + (f"{{width={width[1]}}}" if width else ""))
