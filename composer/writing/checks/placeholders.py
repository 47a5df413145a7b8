"""Placeholders: our own open fields, and what any desk's templates leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.phrases.open_fields import OPEN_FIELD
from composer.reading.spans import take
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding

_MEANT = r"customer|first|last|your|agent|order|insert|company|product|date|name|number|link"
_PLACEHOLDERS = re.compile(
    r"\{\{[^{}\n]{0,120}\}\}|\{%[^%\n]{0,120}%\}|[%#$]\{[^{}\n]{1,120}\}|\{[A-Za-z][\w.]{1,40}\}"
    r"|\[\[[^\[\]\n]{1,60}\]\]|<<[^<>\n]{1,60}>>|%[A-Z][A-Z_]{2,40}%|\$\|\$|<attribute key=[^<>\n]{1,80}>"
    r"|<[^\W\d_][^<>\n@:/=]{0,40} (?i:einfügen|eintragen|ergänzen|here|hier|einsetzen|insert|goes here)>"
    rf"|<(?i:{_MEANT})\b[^<>\n@:/]{{0,30}}>|\[(?:[A-Z][A-Z _-]{{2,40}}|(?i:{_MEANT})\b[^\[\]\n\d]{{0,40}})\](?!\()"
    r"|(?<!\w)(?:X{3,}|x{3,})(?!\w|[ -]?\d)|(?<=[^\n_])_{3,}|\b(?:TODO|TBD|FIXME)\b"
)
_OPEN_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\[\[|\]\]|#\{|%\{")
_KISSES = re.compile(r"(?:\A|\n|[.!?,)] ?)[ \t]*(x{3,})(?=[ \t]*(?:\n|\Z))")

_WHERE_AGENTS_ARE = "Say who answers: `agent: {name: …, signature: …}` in warmline.yaml, or in your own agent.yaml."


def fields_are_filled(checking: Checking) -> Iterator[Finding]:
    """`Your order {{ case.order }}`: a field nobody could fill."""
    labels = dict(checking.labels)
    for match in OPEN_FIELD.finditer(checking.text):
        label = labels.get(match[1], match[1])
        yield checking.found(
            "field-unfilled",
            match.span(),
            f"{label}: still open.",
            _WHERE_AGENTS_ARE
            if match[1].startswith("agent.")
            else f"Fill it in ({match[1]}), or write the sentence without it.",
        )


def no_placeholder_is_left(checking: Checking) -> Iterator[Finding]:
    """`Hi [first name]`, `%{ticket.id}`, `XXX`: left over from any desk's templates."""
    taken = bytearray(len(checking.text))
    for match in OPEN_FIELD.finditer(checking.text):
        take(taken, *match.span())
    for match in _KISSES.finditer(checking.text):
        take(taken, *match.span(1))
    spans = [match.span() for match in _PLACEHOLDERS.finditer(checking.text)]
    spans += [match.span() for match in _OPEN_BRACES.finditer(checking.text)]
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if take(taken, start, end):
            yield checking.found(
                "placeholder-left",
                (start, end),
                "This was meant to be replaced by something.",
                "Write what belongs here, or take it out.",
            )


CHECKS: tuple[Check, ...] = (
    fields_are_filled,
    no_placeholder_is_left,
)
