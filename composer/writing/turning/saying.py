"""Saying: turned clauses as the one or two sentences that a reply says."""

from __future__ import annotations

from collections.abc import Sequence

from composer.writing.turning.turned import Part, PartKind
from composer.writing.turning.turning_words import TurningWords

_MOST_TOLD, _MOST_ASKED = 2, 2
"""Statements, and questions, that one letter repeats."""
_LONGEST = 45
"""Words of the whole listening."""


def said_back(parts: Sequence[Part], words: TurningWords) -> str:
    """Turned clauses as sentences: what happened, then what they would like to know and to have done."""
    told = _of(parts, PartKind.STATEMENT)[:_MOST_TOLD]
    asked = [part.text for part in _of(parts, PartKind.QUESTION)[:_MOST_ASKED]]
    done = [part.text for part in _of(parts, PartKind.REQUEST)[:1]]
    wished = [] if done else [part.text for part in _of(parts, PartKind.WISH)[:1]]
    clauses = [words.frame("question", words.frames.get("and", " ").join(asked))] if asked else []
    clauses += [words.frame("request", one) for one in done] + wished
    first = _told(told, words)
    second = words.frames.get("and_clause", " ").join(clauses)
    text = " ".join(as_sentence(one) for one in (first, second) if one)
    return text if len(text.split()) <= _LONGEST else ""


def _of(parts: Sequence[Part], kind: PartKind) -> list[Part]:
    """The parts of one kind, none twice."""
    return list({part.text: part for part in parts if part.kind is kind}.values())


def _told(parts: Sequence[Part], words: TurningWords) -> str:
    text = ""
    for part in parts:
        joins = f", {part.connector} " if part.connector in ("but", "so") else words.frames.get("and_told", " ")
        joins = f" {part.connector} " if part.connector in ("because", "although", "though") else joins
        text = f"{text}{joins}{part.text}" if text else part.text
    return text


def as_sentence(text: str) -> str:
    """A clause with a capital and a full stop; empty for none."""
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""
