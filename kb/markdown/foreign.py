"""Marks of other tools in a text: what customers would read as it stands, and HTML that takes words away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.markdown.unseen import is_name_of_house
from kb.problem import Level

_TICKS = re.compile(r"`+")
# Each way begins with one sign, so that the search passes over all other letters at once.
_MAYBE = re.compile(
    r"\{(?:[{%]|#(?![\w-]+\})|:[:/]|/\*|>>|--|(?:false|null|0)[ \t]*&&)|\*(?:/\}|\[)|#\}"
    r"|\[(?:\[|!(?:DNL|UICONTROL|BADGE|VIDEO|PREREQUISITES)|(?i:toc)\]|(?://|[#._])\]:)"
    r"|c(?i:omment)[^\[\]\n]{0,20}+\]:|C(?i:omment)[^\[\]\n]{0,20}+\]:|!!!|\?\?\?|%[% ]|\+\+[a-z\d]|==="
)
_MAYBE_CODE = re.compile(r"^[ \t>*+.)\d|:-]*+(?:import|export)\s", re.MULTILINE)
_IMPORT = r"^import\s+[\w{*][^\n]*?\sfrom\s+[\"'][^\n]*|^export\s+(?:const|default|function)\b[^\n]*"
_BOX = r"^(?:!!!|\?\?\?\+?)[ \t]+(?:[a-z][\w-]*+(?:[ \t]+(?:inline|end))*+(?:[ \t]+\"[^\n]*+)?|\"[^\n]*+)[ \t]*+$"
_CONTENTS = r"\[\[_?toc_?\]\]|^\[TOC\]$"
# Each ends before the next one begins, so that a text of nothing but beginnings is gone through once.
_COMMENTS = (
    (
        "a comment of MDX",
        re.compile(r"\{/\*(?:[^{*]|\{(?!/\*)|\*(?!/\}))*+\*/\}|^[ \t]*(?:\{/\*|\*/\})[ \t]*$", re.MULTILINE),
    ),
    ("an expression of MDX", re.compile(r"\{(?:false|null|0)[ \t]*&&")),
    ("a comment of Hugo", re.compile(r"\{\{-?[ \t]*/\*(?:[^*{]|\{(?!\{)|\*(?!/))*+\*/[ \t]*-?\}\}")),
    ("a comment of Handlebars", re.compile(r"\{\{~?!(?:[^{}]|\{(?!\{)|\}(?!\}))*+\}\}")),
    ("a comment of Liquid", re.compile(r"\{%-?[ \t]*#(?:[^\n{%]|\{(?!%)|%(?!\}))*+%\}")),
    (
        "a comment of Jinja",
        re.compile(r"\{#(?![\w-]+\})(?:[^{#]|\{(?!#)|#(?!\}))*+#\}|^[ \t]*(?:\{#-?|-?#\})[ \t]*$", re.MULTILINE),
    ),
    ("a comment of kramdown", re.compile(r"\{:[:/][a-z]*+(?:[ \t][^{}\n]*+)?\}")),
    ("a comment of CriticMarkup", re.compile(r"\{(?:>>(?:[^{<]|\{(?!>>)|<(?!<\}))*+<<|--(?:[^{-]|-(?!-\}))*+--)\}")),
    (
        "a comment that is none in Markdown",
        re.compile(r"^\[(?://|#|\.|_|[^\[\]\n]{0,20}comment[^\[\]\n]{0,20}+)\]:[^\n]*", re.MULTILINE | re.IGNORECASE),
    ),
)
"""Comments that other tools leave out, and that would be read here."""
_MARKS = (
    *_COMMENTS,
    ("a shortcode of Hugo", re.compile(r"\{\{[<%](?:[^\n{%>]|\n(?![ \t]*\n)|\{(?!\{)|[%>](?!\}\}))*+[%>]\}\}")),
    ("a tag of Liquid or Jinja", re.compile(r"\{%-?\s*+\w(?:[^\n{%]|\n(?![ \t]*\n)|\{(?!%)|%(?!\}))*+%\}")),
    ("a comment of Obsidian", re.compile(r"%%.+?%%|^%%[ \t]*$", re.DOTALL | re.MULTILINE)),
    ("a mark of ExL", re.compile(r"\[!(?:DNL|UICONTROL|BADGE|VIDEO|PREREQUISITES)(?:[^\[\]\n]|\[(?!!))*+\]")),
    ("a table of contents that other tools fill", re.compile(_CONTENTS, re.IGNORECASE | re.MULTILINE)),
    ("a comment of MyST", re.compile(r"^% [^\n]*", re.MULTILINE)),
    ("a link of Obsidian or a wiki", re.compile(r"!?\[\[[^\[\]\n]+\]\](?!\()")),
    ("a box of MkDocs", re.compile(_BOX, re.MULTILINE)),
    ("a tab of MkDocs", re.compile(r'^===[!+]?[ \t]+"[^\n]*"', re.MULTILINE)),
    ("keys of MkDocs", re.compile(r"\+\+[a-z0-9]+(?:\+[a-z0-9-]+)*\+\+")),
    ("an abbreviation of MkDocs", re.compile(r"^\*\[[^\]\n]+\]:[^\n]*", re.MULTILINE)),
    ("an import of MDX", re.compile(_IMPORT, re.MULTILINE)),
)
"""What other tools make something of, and would be read as it stands here."""
_LEFT = "Not known here: "
_LEFT_COMMENT = re.compile(rf"<!-- {_LEFT}([^\n]*?) -->")
_MAYBE_WORDS = ("a comment of MyST", "a link of Obsidian or a wiki", "keys of MkDocs", "an abbreviation of MkDocs")
"""Marks that a writer may also have meant as they stand."""
_TAG = re.compile(r"(?<!\\)<(/?)([A-Za-z][\w.-]*)((?:\s(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)?)>")
_HTML = """
a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button canvas caption
center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label
legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup
option output p param picture plaintext pre progress q rp rt ruby s samp script search section select slot small
source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
track tt u ul var video wbr xmp path circle rect line polyline polygon g defs use symbol ellipse
"""
KNOWN = frozenset(_HTML.split())
"""The names of the tags that HTML has."""
_RAW = """
iframe script style textarea title noscript template object select svg math noembed noframes xmp plaintext video audio
"""
_SWALLOWING = frozenset(_RAW.split())
"""Elements that hold something else than text: a browser takes all that follows for it, where they are not closed."""
_NOT_SHOWN = {
    "iframe",
    "object",
    "embed",
    "form",
    "textarea",
    "select",
    "svg",
    "math",
    "template",
    "noscript",
    "canvas",
}


_TICKED_TAG = re.compile(r"<[A-Za-z][^<>`]*+`[^<>]*+>")
"""A tag with a backtick in one of its values."""


class Foreign(NamedTuple):
    """Something of another tool in a text."""

    start: int
    """Where it stands in the text."""
    code: str
    message: str
    level: Level = Level.ERROR
    end: int = 0
    """Where it ends, of a mark that customers would read."""


def without_code(text: str) -> str:
    """A text of the same length and lines, with blanks where code stands between backticks."""
    runs = list(_TICKS.finditer(text))
    later: dict[int, int] = {}
    partner: list[int] = []
    for number in range(len(runs) - 1, -1, -1):
        # Of signs behind a backslash the first is a word; inside of code, a backslash means nothing.
        begins = len(runs[number][0]) - _is_escaped(text, runs[number].start())
        partner.append(later.get(begins, -1))
        later[len(runs[number][0])] = number
    partner.reverse()
    in_tags = bytearray(len(text))
    for tag in _TICKED_TAG.finditer(text):
        in_tags[tag.start() : tag.end()] = b"\1" * (tag.end() - tag.start())
    pieces, at, number = [], 0, 0
    while number < len(runs):
        # A tag that begins before a backtick has it as a word of its own.
        if partner[number] < 0 or in_tags[runs[number].start()]:
            number += 1
            continue
        start, end = runs[number].start(), runs[partner[number]].end()
        start += _is_escaped(text, start)
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at, number = end, partner[number] + 1
    return "".join([*pieces, text[at:]])


def _is_escaped(text: str, at: int) -> bool:
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def may_hold_marks(text: str) -> bool:
    """Whether a text holds what each of the marks holds; nearly every one has none of it."""
    return _MAYBE.search(text) is not None or ("port" in text and _MAYBE_CODE.search(text) is not None)


def marks_in(text: str) -> Iterator[Foreign]:
    """The marks of other tools in a paragraph, a list item or a cell, as it stands in the source."""
    if not may_hold_marks(text):
        return
    yield from _found(without_code(text), _MARKS)


def comments_left_in(html: str) -> Iterator[Foreign]:
    """The comments of other tools in a block of HTML, in which nothing else of theirs is looked for."""
    if may_hold_marks(html):
        yield from _found(html, _COMMENTS)


def _found(text: str, marks: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Foreign]:
    for name, pattern in marks:
        for found in pattern.finditer(text):
            shown = " ".join(found[0].split())[:40]
            message = (
                f"{shown} is {name}, and customers would read it as it stands; write it in Markdown, or as `code`."
            )
            level = Level.WARNING if name in _MAYBE_WORDS else Level.ERROR
            yield Foreign(found.start(), "foreign-tag", message, level, found.end())
        # Another pattern shall not blame the same words once more.
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def without_marks(text: str, marks: Iterable[Foreign]) -> str:
    """A text of the same length and lines, with blanks where marks stand."""
    for one in marks:
        text = text[: one.start] + re.sub(r"[^\n]", " ", text[one.start : one.end]) + text[one.end :]
    return text


def left(mark: str) -> str:
    """How moving in leaves a mark that nobody here knows: customers do not read it, and its writer finds it."""
    return f"<!-- {_LEFT}{' '.join(mark.replace('--', '- -').split())} -->"


def left_in(text: str) -> Iterator[Foreign]:
    """The marks that moving in left."""
    for found in _LEFT_COMMENT.finditer(text):
        message = (
            f"{found[1][:40]} meant something to another tool, and is left out; write it in Markdown, or remove it."
        )
        yield Foreign(found.start(), "foreign-tag", message, Level.WARNING)


def tags_in(text: str) -> Iterator[Foreign]:
    """HTML in a text that no browser knows, that is not shown, or that takes away what follows it."""
    text = without_code(text)
    ends: dict[str, int] = {}
    for tag in _TAG.finditer(text):
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        if closing or name.endswith(".") or "@" in rest:
            continue
        if name in _SWALLOWING and name not in ends:
            ends[name] = _last_end(text, name)
        if name in _SWALLOWING and ends[name] < tag.end():
            message = f"<{name}> is not closed here, so what follows it would not be shown; close it with </{name}>."
            yield Foreign(tag.start(), "html-open", message)
        elif name in _NOT_SHOWN:
            message = f"<{name}> is not shown to customers, nor what is in it; link to it instead."
            yield Foreign(tag.start(), "html-dropped", message, Level.WARNING)
        elif name not in KNOWN and not is_name_of_house(name):
            message = f"<{tag[2]}> is no HTML, and is left out; write it in Markdown, or as `code`."
            yield Foreign(tag.start(), "foreign-tag", message, Level.WARNING)


def _last_end(text: str, name: str) -> int:
    """Where the last closing tag of a name begins, or -1; asked once for a text, however many tags are open in it."""
    return max((tag.start() for tag in re.finditer(rf"</{name}\s*+>", text, re.IGNORECASE)), default=-1)
