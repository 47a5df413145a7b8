"""Components that only the other site knew, JSX and Vue: their words stay, what drew them goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from kb.markdown.foreign import left
from kb.moving_in.internal import closing_brace
from kb.moving_in.layout import dedented, link
from kb.moving_in.masking import Code
from kb.text import slugify

MDX = {"Docusaurus", "Mintlify", "Nextra", "Starlight"}
"""Tools whose pages are MDX: Markdown stands inside of HTML there, and attributes are written in braces."""
AROUND = ("div", "section", "article", "center", "main", "aside", "header", "footer", "figure")
"""Elements that only arrange what is in them."""
_TITLES = ("title", "label", "text", "heading", "question", "caption", "header", "summary", "alt", "name")
_TEXTS = ("description", "subtitle", "content", "answer", "body", "tip", "message")
_TARGETS = ("href", "to", "link", "url")
_CODE = re.compile(r"[{}=<>;\\]|(?<!\s)\(|\)(?=\S)|\A(?:true|false|\d+)\Z")
"""A value that is an expression, and no words."""
_SMALL = re.compile(r"badge|chip|pill|version|label|tag\Z", re.IGNORECASE)
_ITEMS = re.compile(r"(?:item|file|folder|row|entry|node)\Z", re.IGNORECASE)
_IN_BRACES = re.compile(r"\b(src|href|alt|title)=\{\s*(?:[\w.]+\(\s*)?([\"'`])([^\"'`\n]+)\2\s*\)?(?:\.default)?\s*\}")
_HTML = re.compile(r"<[a-z][a-z0-9]*(?=\s)(?:[^<>{}]|\{(?:[^{}]|\{[^{}]*\})*\})*>")
_LINE_END = re.compile(r"(?<!\s)[ \t]*+\n\s*+")
_BRACED = re.compile(r"(?<!\s)\s++[\w:-]++=\{(?:[^{}]|\{[^{}]*\})*+\}")
_EXPORT_BEGINS = re.compile(r"export\s+(?:async\s+)?(?:const|let|default|function|class)\b.*[{(\[`]\s*\Z")
_EXPORT_ENDS = re.compile(r"[})\]`]+;?\s*\Z")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_SPACE = re.compile(r"\{\s*([\"'`])( *)\1\s*\}")
_EXPRESSION = re.compile(r"^[ \t]*+\{(?=[\w.(\n])", re.MULTILINE)
_BLOCK_OF_HTML = re.compile(r"^[ \t]*+</?[a-z][a-z0-9]*+(?=[\s/>])(?:[^\n]|\n(?![ \t]*\n))*+", re.MULTILINE)
_SPAN = re.compile(r"\x02(\d+)\x03")
_STRONG = re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))++)(?<=\S)\*\*")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]++)\]\(([^\s()<>]++)\)")
_LABELLED = re.compile(r"^(#{1,6}[ \t]++)([^\n<\s][^\n<]*+)(<[A-Z]\w*+\b[^\n<>{}]*+(?<=/)>)[ \t]*+$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*(#{1,6}[ \t][^\n]*?)[ \t]*(?=\n|\Z)")


def without_exports(text: str) -> str:
    """A text of MDX without the code that it exports, whatever fences and blank lines that code holds."""
    out: list[str] = []
    fence, inside = "", False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if inside:
            inside = not _EXPORT_ENDS.match(line)
        elif not fence and _EXPORT_BEGINS.match(line):
            inside = True
        else:
            if mark:
                fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            out.append(line)
    return text if inside else "\n".join(out)


def attributes_written_out(text: str) -> str:
    """A text of MDX whose HTML is HTML: `src={require('./x.png')}` says its address, other braces go."""
    text = _IN_BRACES.sub(lambda one: f'{one[1]}="{one[3]}"', _SPACE.sub(" ", text))
    # On a line of its own the end of a tag would begin a quotation.
    return _HTML.sub(lambda tag: _LINE_END.sub(" ", _BRACED.sub("", tag[0])).replace(" >", ">"), text)


def without_expressions(text: str) -> str:
    """A text of MDX in which no reader sees what makes something of data, as `{rows.map((row) => …)}`."""
    out, at = [], 0
    for opening in _EXPRESSION.finditer(text):
        if opening.start() < at:
            continue
        closing = closing_brace(text, opening.end())
        if closing is None:
            break
        begins, ends = opening.end() - 1, closing.end()
        shown = left(text[begins:ends]) if "=>" in text[begins:ends] else text[begins:ends]
        out += [text[at:begins], shown]
        at = ends
    return "".join([*out, text[at:]])


def marks_in_html(text: str, code: Code) -> str:
    """A text of MDX in which what is strong, a link or code inside of HTML is written as HTML.

    Markdown elsewhere takes no notice of marks there until a line is empty.
    """
    return _BLOCK_OF_HTML.sub(lambda block: _with_marks(block[0], code), text)


def _with_marks(block: str, code: Code) -> str:
    block = _SPAN.sub(lambda one: _as_code(code, int(one[1])), block)
    block = _STRONG.sub(r"<strong>\1</strong>", block)
    return _LINK.sub(lambda one: f'<a href="{escape(one[2])}">{one[1]}</a>', block)


def _as_code(code: Code, number: int) -> str:
    written = code.blocks[number]
    ticks = len(written) - len(written.lstrip("`"))
    if not ticks or "\n" in written:
        return f"\x02{number}\x03"
    return code.hold(f"<code>{escape(written[ticks:-ticks], quote=False)}</code>")


def labels_of_headings(text: str, back: Callable[[str], str]) -> str:
    """A text whose headings keep their anchors, though a label at their end is written out; `back` puts code back."""
    return _LABELLED.sub(lambda one: f"{one[1]}{one[2].rstrip()} {one[3]} {{#{slugify(back(one[2]))}}}", text)


def arranged(values: Mapping[str, str], inside: str) -> str:
    """What an element holds that only arranges it; the place that its id names is kept."""
    inside = dedented(inside)
    anchor = values.get("id", "")
    if anchor and re.fullmatch(r"[\w-]+", anchor):
        marked = _HEADING.sub(lambda heading: f"\n{heading[1]} {{#{anchor}}}", inside, count=1)
        inside = marked if marked != inside else f'<span id="{anchor}"></span>\n\n{inside}'
    return f"\n\n{inside.strip(chr(10))}\n\n" if "\n" in inside else f"\n{inside.strip()}\n"


def as_words(name: str, values: Mapping[str, str], inside: str | None) -> str | None:
    """The words of a component that nobody knows; None where it has none, and nothing is in it."""
    title = next((values[key] for key in _TITLES if _are_words(values.get(key, ""))), "")
    title = "" if "icon" in name.lower() else title
    more = next((values[key] for key in _TEXTS if _are_words(values.get(key, ""))), "")
    target = next((values[key] for key in _TARGETS if values.get(key) and "{" not in values[key]), "")
    if inside is not None:
        if "\n" not in inside:
            return link(inside, target) if target and "[" not in inside else inside
        said = [f"**{title}**"] if title and title not in inside else []
        said += [more] if more and more not in inside else []
        head = "".join(f"{one}\n\n" for one in said)
        return f"\n\n{head}{dedented(inside).strip(chr(10))}\n\n"
    if not title and not more:
        return None
    if _SMALL.search(name):
        return f"({title or more})"
    shown = link(title or more, target) if target else title or more
    lead = "- " if _ITEMS.search(name) else ""
    return f"{lead}{shown}: {more}" if title and more else f"{lead}{shown}"


def _are_words(value: str) -> bool:
    return any(letter.isalpha() for letter in value) and not _CODE.search(value)
