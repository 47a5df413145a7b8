"""Conflicts: what git leaves in a file where two people changed the same lines."""

from __future__ import annotations

import re

from kb.problem import At, Problems

_OURS = re.compile(r"<{7}( .*)?\Z")
_THEIRS = re.compile(r">{7}( .*)?\Z")
_BEGIN = re.compile(r"(<{7,100})(?: .*)?\Z")
_END = re.compile(r"(>{7,100})(?: .*)?\Z")
"""The marks of a whole conflict; an attribute of git's makes them longer, all of them alike."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def conflict_line(text: str, *, markdown: bool = False) -> int:
    """The line in which a conflict begins, counted from 1; 0 where there is none.

    Git's three marks in their order are a conflict wherever they stand. So is one mark alone that a person forgot,
    unless Markdown means something else by it: seven `=` underline a heading, seven `>` quote within quotes, and
    between fences anything may stand.
    """
    text = text.removeprefix("\ufeff")
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return 0
    # Not `splitlines`, which also parts lines where no editor and no other problem counts one.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _whole(lines) or (_left_in_markdown(lines) if markdown else _left(lines))


def note_conflict(text: str, problems: Problems, first_line: int = 1, *, markdown: bool = False) -> bool:
    """Note the first conflict of a text as a problem; whether there is one."""
    line = conflict_line(text, markdown=markdown)
    if line:
        message = (
            "Two people changed these lines, and git left both here (<<<<<<< ======= >>>>>>>); keep what is right and "
            "remove the marks. Indent lines that only look like marks."
        )
        problems.add(At(line + first_line - 1), "merge-conflict", message)
    return bool(line)


def _whole(lines: list[str]) -> int:
    begun, size, middle = 0, 0, False
    for number, line in enumerate(lines, 1):
        if begin := _BEGIN.match(line):
            begun, size, middle = number, len(begin[1]), False
        elif begun and line == "=" * size:
            middle = True
        elif middle and (end := _END.match(line)) and len(end[1]) == size:
            return begun
    return 0


def _left(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines, 1) if _OURS.match(line) or _THEIRS.match(line)), 0)


def _left_in_markdown(lines: list[str]) -> int:
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif _OURS.match(line) or (_THEIRS.match(line) and not _among_quotes(lines, number)):
            return number
    return 0


def _among_quotes(lines: list[str], number: int) -> bool:
    """Whether a line before or behind is quoted as well, as in a mail that was answered seven times."""
    beside = lines[max(number - 2, 0) : number - 1] + lines[number : number + 1]
    return any(line.startswith(">") for line in beside)
