"""Marks in running text and lines that other tools have, turned into Markdown: ExL, Obsidian, MkDocs, kramdown, MDX."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from kb.moving_in import containers, icons
from kb.moving_in.indented import box

_KEYS = re.compile(r"\+\+([a-z0-9]+(?:\+[a-z0-9-]+)*|\"[^\"+]+\"(?:\+\"?[\w-]+\"?)*)\+\+")
_CALLOUT = re.compile(r"^((?:[ \t]*>)+)[ \t]*\[!([\w-]+)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*(.*)$", re.MULTILINE)
_EXL_BOXES = {"TAB", "BEGINTABS", "ENDTABS", "VIDEO", "BADGE", "DNL", "UICONTROL", "CONTEXTUALHELP"}
_FOLDED = re.compile(r"^\+\+\+[ \t]*+(\S[^\n]*+)\n((?:(?!\+\+\+)[^\n]*+\n)*+)\+\+\+[ \t]*+$", re.MULTILINE)

_TOC_LIST = r"^[ \t]*(?:[*-]|1\.)[ \t]+(?:TOC|toc|Table of contents)[ \t]*\n[ \t]*\{:[ ]?toc\}[ \t]*$"
_BRACES = (
    r"(?:(?<=[)\]])[ ]?\{ ?(?!width=|#)[.\w-]++(?:=[^{}\n]*+|(?: [.\w=\"%-]++)*+)? ?\}"
    r"|(?<=[\w*_>|])[ ]?\{ ?(?!width=|#)(?:\.[\w-]++(?: [.\w=\"%-]++)*+|[\w-]++=[^{}\n]*+) ?\})(?=\s|$|\|)"
)
"""Behind a link bare words in braces are attributes, too; behind other words they stand for a value."""
_IMPORT = r"^(?:import\s+[\w{*][^\n]*?\sfrom\s+[\"'][^\n]*|import\s+[\"'][^\n]*)\n?"
_CONTROL = re.compile(r"\*\*\[!UICONTROL ([^\[\]\n]++)\]\*\*|\[!UICONTROL ([^\[\]\n]++)\]")
_VIDEO = r"^(?:> ?)?\[!VIDEO\]\(([^)\s]++)[^)\n]*+\)(?:\{[^{}\n]*+\})?"
_VARIABLE = re.compile(r"\{\{-?\s*+([\w.]++(?:\s*+\|[^{}\n]*+)?)\s*+-?\}\}")

_RULE_OF_TABLE = re.compile(r"^[ \t]*+\|(?:[ \t:]*+-[ \t:-]*+\|)+[ \t]*+$", re.MULTILINE)
"""The line below the head of a table, in which MkDocs allows spaces."""

_EMPTY_ITEM = re.compile(r"^([ \t]*+[-*+])[ \t]*+\n[ \t]*+\n[ \t]++(?=\S)", re.MULTILINE)
"""An item of a list that begins with an empty line, which in Markdown would be all of it."""

Simple = tuple[str, "re.Pattern[str]", "str | Callable[[re.Match[str]], str]"]
_ANY: tuple[Simple, ...] = (
    # Before attributes: an import has names in braces as well.
    ("import", re.compile(_IMPORT, re.MULTILINE), ""),
    ("mark of ExL", re.compile(r"\[!DNL ([^\[\]\n]++)\]"), r"\1"),
    # Writers put one into another by mistake; the inner one goes first.
    ("mark of ExL", _CONTROL, lambda mark: f"**{(mark[1] or mark[2]).replace('**', '')}**"),
    ("mark of ExL", _CONTROL, lambda mark: f"**{(mark[1] or mark[2]).replace('**', '')}**"),
    ("mark of ExL", re.compile(r"\[!BADGE ([^\[\]\n]++)\](?:\{[^{}\n]*+\})?"), r"(\1)"),
    ("video or embed", re.compile(_VIDEO, re.MULTILINE), r"[\1](\1)"),
    ("tab", re.compile(r"^> ?\[!TAB ([^\]\n]+)\][ \t]*$", re.MULTILINE), r"**\1**"),
    ("tab", re.compile(r"^> ?\[!(?:BEGINTABS|ENDTABS|BEGINSHADEBOX[^\]]*|ENDSHADEBOX)\][ \t]*$", re.MULTILINE), ""),
    ("contents", re.compile(r"^[ \t]*(?:\[\[_?toc_?\]\]|\[TOC\]|\{:toc\})[ \t]*$", re.IGNORECASE | re.MULTILINE), ""),
    ("contents", re.compile(_TOC_LIST, re.MULTILINE), ""),
    ("attributes", re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$", re.MULTILINE), ""),
    ("attributes", re.compile(r"(?<=\S)[ \t]*\{:(?!#)[^{}\n]*+\}"), ""),
    ("attributes", re.compile(_BRACES, re.MULTILINE), ""),
    ("attributes", re.compile(r"(?<=[^\S\n])(\{ ?#[\w-]++) [^{}\n]*+\}(?=[ \t]*+$)", re.MULTILINE), r"\1}"),
    ("import", re.compile(r"^export\s+(?:const|default|function)\b.*?(?=\n[ \t]*\n|\Z)", re.MULTILINE | re.DOTALL), ""),
    ("abbreviation", re.compile(r"^\*\[[^\]\n]+\]:[^\n]*\n?", re.MULTILINE), ""),
    ("keys", _KEYS, lambda keys: "+".join(f"<kbd>{_key(one)}</kbd>" for one in keys[1].split("+"))),
    ("highlighted words", re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])"), r"<mark>\1</mark>"),
)  # fmt: skip


def _key(name: str) -> str:
    return name.strip('"').replace("-", " ").capitalize()


def turned(text: str, tool: str, counts: Counter[str]) -> str:
    """A text without the marks of other tools, what they mean kept."""
    text = _callouts(text, counts)
    text = _FOLDED.sub(lambda part: _folded(part, counts), text)
    text = containers.turned(text, counts)
    for name, pattern, to in _ANY:
        text, found = pattern.subn(to, text)
        counts[name] += found
    text = icons.turned(text, counts) if tool else text
    if tool == "MkDocs":
        text = _EMPTY_ITEM.sub(r"\1   ", text)
        text = _RULE_OF_TABLE.sub(lambda rule: re.sub(r"(?<=[-:])[ \t]++(?=[-:])", "", rule[0]), text)
    if tool == "Obsidian":
        text = re.sub(r"(?<![ \t])[ \t]++\^[\w-]++[ \t]*+$", "", text, flags=re.MULTILINE)
    return text


def _folded(part: re.Match[str], counts: Counter[str]) -> str:
    counts["folded box"] += 1
    return box("details", part[1].strip().strip('"'), part[2])


def _callouts(text: str, counts: Counter[str]) -> str:
    """`> [!info] Title` with the quoted lines below it as a box."""
    if "[!" not in text:
        return text
    lines, out, at = text.split("\n"), [], 0
    while at < len(lines):
        opening = _CALLOUT.match(lines[at])
        if opening is None or opening[2].upper() in _EXL_BOXES:
            out.append(lines[at])
            at += 1
            continue
        quote = opening[1]
        at += 1
        inside = []
        while at < len(lines) and lines[at].startswith(quote):
            inside.append(lines[at][len(quote) :].removeprefix(" "))
            at += 1
        counts["box"] += 1
        out += ["", *_as_box(opening, _callouts("\n".join(inside), counts)).split("\n"), ""]
    return "\n".join(out)


def _as_box(opening: re.Match[str], inside: str) -> str:
    kind, folded, title = opening[2].lower(), opening[3], opening[4].strip()
    indent = " " * (len(opening[1]) - len(opening[1].lstrip(" \t")))
    made = box("details" if folded else kind, title or (kind.capitalize() if folded else ""), inside)
    return made.replace("\n", f"\n{indent}") if indent else made


def with_variables(text: str, variables: Mapping[str, str]) -> tuple[str, int]:
    """A text with the values of the names in `{{ … }}` that are known, and how many there were."""
    found = 0

    def value(match: re.Match[str]) -> str:
        nonlocal found
        name = match[1].partition("|")[0].strip()
        if name not in variables:
            return match[0]
        found += 1
        return variables[name]

    return (_VARIABLE.sub(value, text), found) if variables else (text, 0)
