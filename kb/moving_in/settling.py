"""What would keep an article from customers, or words of it, after turning: kept as words, and counted.

Whoever moves in has a site that was public. What nobody here can make anything of is shown as it was written, so that
nothing goes, and lint names it. What may be meant for agents stays an error, for the old site may not have shown it.
"""

from __future__ import annotations

import re
from collections import Counter

from kb.markdown.parser import parse_markdown
from kb.markdown.unseen import comments_in
from kb.moving_in.components import MDX
from kb.moving_in.masking import Code
from kb.problem import Level, Problem, Problems

_SUSPICIOUS = re.compile(r"[<:%{]")
_ROUNDS = 6
_PLACEHOLDER = re.compile(r"<((?:[a-z][\w.]*|[A-Z][A-Z0-9_]+|[A-Za-z]\w*(?:[-_]\w+)+))>")
"""A name that a reader puts something in place of, as in `<your_domain>`; no component is written so."""
_ANY_NAME = re.compile(r"<([^\W\d_][\w.-]*)>")
"""The same in a text of a tool that knows no components."""
_WITH_COMPONENTS = frozenset({*MDX, "VuePress", "VitePress"})
_EMPTY_LINES = re.compile(r"\n[ \t]*\n")
_AS_WORDS = {"html-open": ("<", "&lt;"), "comment-open": ("<!--", "&lt;!--"), "block-stray": (":::", r"\:::")}
"""What stands at the place of a problem, and how it is written so that it is read as it stands."""


def settled(text: str, tool: str, counts: Counter[str]) -> str:
    """A text in which nothing takes the words of customers away."""
    if not _SUSPICIOUS.search(text):
        return text
    text = _comments_apart(text, counts)
    for _ in range(_ROUNDS):
        problems = Problems("")
        parse_markdown(text, 1, problems)
        errors = [one for one in problems.found if one.level is Level.ERROR or one.code == "foreign-tag"]
        lines = text.split("\n")
        for one in sorted(errors, reverse=True):
            _settle(lines, one, text, tool, counts)
        after = "\n".join(lines)
        if after == text:
            break
        text = after
    return text


def _settle(lines: list[str], problem: Problem, text: str, tool: str, counts: Counter[str]) -> None:
    at, column = problem.line - 1, problem.column - 1
    if problem.code == "foreign-tag" and problem.level is not Level.ERROR:
        name = (_PLACEHOLDER if tool in _WITH_COMPONENTS else _ANY_NAME).match(lines[at], column)
        if name and f"</{name[1]}>" not in Code().out(text):
            lines[at] = f"{lines[at][:column]}&lt;{lines[at][column + 1 :]}"
            counts["kept as words (a name in angle brackets)"] += 1
        return
    if problem.code == "foreign-tag":
        marks = {"Obsidian": "%%", "Jekyll": "{#"}
        for mark in {"%%", "{#"} - {marks.get(tool, "")}:
            if lines[at][column:].startswith(mark):
                lines[at] = f"{lines[at][:column]}{mark[0]}\\{mark[1]}{lines[at][column + 2 :]}"
                counts["kept as words (foreign-tag)"] += 1
        return
    if problem.code not in _AS_WORDS:
        return
    mark, words = _AS_WORDS[problem.code]
    if problem.code == "comment-open" and lines[at].lstrip(" ").startswith(mark):
        # At the start of a line, a browser shows nothing of what comes after it.
        return
    for number in range(at, len(lines)):
        start = lines[number].find(mark, column if number == at else 0)
        if start >= 0:
            lines[number] = lines[number][:start] + words + lines[number][start + len(mark) :]
            counts[f"kept as words ({problem.code})"] += 1
            return


def _comments_apart(text: str, counts: Counter[str]) -> str:
    """Comments that go over several paragraphs, each as a block of its own, which is where Markdown knows them."""
    pieces, after = [], 0
    for start, end in comments_in(text):
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if _EMPTY_LINES.search(text, start, end) and before.strip():
            pieces += [text[after:start].rstrip(" \t"), "\n\n", text[start:end], "\n\n"]
            after = end
            counts["comment set apart"] += 1
    return "".join([*pieces, text[after:]])
