"""Listening: what the customer needs, said back in one or two sentences for the whole letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from composer.reading.issues import Issue
from composer.writing.turning.turn import turn
from composer.writing.turning.turned import Part, PartKind, Turned
from composer.writing.turning.turning_words import TurningWords

_MOST_TOLD, _MOST_ASKED = 2, 2
"""Statements, and questions, that one letter repeats."""
_LONGEST = 45
"""Words of the whole listening."""


@dataclass(frozen=True)
class Listening:
    """What a reply can say of a letter before it answers."""

    text: str = ""
    """One or two sentences that may be put in unseen; empty where nothing is safe."""
    offered: tuple[str, ...] = ()
    """Others for the agent to take or to leave, the fullest first."""


NO_LISTENING = Listening()


def listening(
    issues: Sequence[Issue],
    words: TurningWords,
    sent: date | None = None,
    today: date | None = None,
    *,
    asks_only: bool = False,
    order: str = "",
) -> Listening:
    """The issues of a letter said back; `asks_only` leaves statements out, as in public, where they go wrong most.

    `order` is the number of the order that it is about, named before what does not name it.

    Unseen goes only what is safe for at least half of the issues: naming one need of three would hide the others.
    """
    needs = [issue for issue in issues if issue.needs_answer]
    safe: list[Part] = []
    every: list[Part] = []
    sound = 0
    for issue in needs:
        found = turn(issue.sentence, words, issue.kind, " ".join(part.text for part in every), sent, today)
        if not isinstance(found, Turned):
            continue
        parts = [part for part in found.parts if not (asks_only and part.kind is PartKind.STATEMENT)]
        every += parts
        if found.safe and parts:
            sound += 1
            safe += parts
    asks = [one for one in every if one.kind is not PartKind.STATEMENT]
    safe = safe if 2 * sound >= len(needs) else []
    text, *others = (_named(said_back(parts, words), order, words) for parts in (safe, every, asks))
    return Listening(text, tuple(dict.fromkeys(one for one in others if one and one != text)))


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
    text = " ".join(_sentence(one) for one in (first, second) if one)
    return text if len(text.split()) <= _LONGEST else ""


def _named(text: str, order: str, words: TurningWords) -> str:
    """A listening that names the order."""
    return f"{_sentence(words.frame('order', order))} {text}" if text and order and order not in text else text


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


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
