"""Blocks that MkDocs marks by indentation: `!!! note`, `??? question "Title"`, `=== "Tab"`."""

from __future__ import annotations

import re
from collections import Counter

from kb.markdown.boxes import NOTES, OTHER_NOTES
from kb.markdown.unseen import says_house

_OPENING = re.compile(
    r"^([ \t]*)(!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:([\w-]+)[ \t]*)?(?:[\w -]*?)(?:[\"'](.*)[\"'])?[ \t]*$"
)
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}[ \t]")
_DEFINITION = re.compile(r":[ ]{1,3}(?=\S)")
KINDS = {
    "abstract": "note", "summary": "note", "tldr": "note", "todo": "note", "question": "note", "help": "note",
    "faq": "note", "example": "note", "quote": "note", "cite": "note", "seealso": "note", "reference": "note",
    "check": "tip", "done": "tip", "best-practice": "tip", "attention": "warning", "alert": "warning",
    "failure": "caution", "fail": "caution", "missing": "caution", "bug": "caution", "critical": "caution",
    "primary": "note", "secondary": "note", "prerequisites": "important", "availability": "important",
    "administration": "important", "morelikethis": "note", "highlight": "important",
}  # fmt: skip
"""What other tools call their boxes, beside the names that we know already."""


def for_house(kind: str, title: str) -> bool:
    """Whether a box is for agents, as its kind or its title says."""
    return kind.lower() in ("agents", "staff") or says_house(kind) or says_house(title)


def box(kind: str, title: str, inside: str) -> str:
    """A box of ours; blocks of its own inside are fewer colons deep."""
    kind = kind.lower()
    if for_house(kind, title):
        kind, title, inside = "internal", "", inside if says_house(title) else f"{title}\n\n{inside}"
    name = kind if kind in (*NOTES, *OTHER_NOTES, "details", "internal") else KINDS.get(kind, "note")
    if not title and kind not in (*NOTES, *OTHER_NOTES, "details", "internal"):
        title = {"morelikethis": "See also", "tldr": "In short"}.get(kind, kind.replace("-", " ").capitalize())
    inside = inside.strip("\n")
    deepest = max((len(colons) for colons in re.findall(r"^[ \t]*(:{3,})", inside, re.MULTILINE)), default=2)
    colons = ":" * (deepest + 1)
    return f"{colons} {name}{f' {title}' if title else ''}\n{inside}\n{colons}"


def turned(text: str, counts: Counter[str]) -> str:
    """A text with its indented blocks as ours; tabs are parts under a bold label."""
    lines = text.split("\n")
    if not any(line.lstrip(" \t").startswith(("!!!", "???", "===")) for line in lines):
        return text
    out: list[str] = []
    fence, at = "", 0
    while at < len(lines):
        line = lines[at]
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        opening = None if fence or mark else _OPENING.match(line)
        if opening is None or not (opening[3] or opening[4]):
            out.append(line)
            at += 1
            continue
        inside, at = _inside(lines, at + 1, len(opening[1].expandtabs(4)))
        out += _block(opening, turned("\n".join(inside), counts), counts)
    return "\n".join(out)


def without_terms(text: str) -> str:
    """A text in which what MkDocs sets off below a heading, as a definition without its word, is said as it stands."""
    out: list[str] = []
    below_heading = defined = False
    for line in text.split("\n"):
        definition = _DEFINITION.match(line) if below_heading else None
        defined = defined or definition is not None
        if definition:
            out.append(line[definition.end() :])
        elif defined and line.startswith("    "):
            out.append(line[4:])
        else:
            heading, goes_on = _HEADING.match(line) is not None, defined and out and out[-1].strip()
            out.append(line)
            if heading or (line.strip() and not goes_on):
                below_heading, defined = heading, False
    return "\n".join(out)


def _inside(lines: list[str], at: int, indent: int) -> tuple[list[str], int]:
    """The lines that are indented below an opening, without that indentation, and where they end."""
    found: list[str] = []
    while at < len(lines):
        line = lines[at].expandtabs(4)
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent + 4:
            break
        found.append(line[indent + 4 :] if line.strip() else "")
        at += 1
    while found and not found[-1]:
        found.pop()
        at -= 1
    return found, at


def _block(opening: re.Match[str], inside: str, counts: Counter[str]) -> list[str]:
    indent, mark, kind, title = opening.groups()
    if mark.startswith("==="):
        counts["tab"] += 1
        block = f"**{title}**\n\n{inside}"
    elif mark.startswith("???"):
        counts["folded box"] += 1
        block = box("details", title or (kind or "details").capitalize(), inside)
    else:
        counts["box"] += 1
        block = box(kind or "note", title or "", inside)
    return ["", *(f"{indent}{line}" if line else "" for line in block.split("\n")), ""]
