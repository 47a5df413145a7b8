"""Parts of a reply that may answer a need: what somebody typed and where, and what an article says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from composer.cases.step import Manner, Step
from composer.reading.spans import within
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.draft import NO_ISSUE, Passage

_SHORT_LINE = 5
"""Words of a line that signs off."""
_LINE_ENDS = re.compile(r"\n[^\S\n]*\n|(?<=[.!?:;])[^\S\n]*\n|\n(?=[^\S\n]*(?:[-*•]|\d[.)]|\([a-z]\))\s)")
Span = tuple[int, int]


class AnswerPartKind(StrEnum):
    """What a part of a reply may answer."""

    TYPED = "typed"
    """Own words for which no passage says what they answer."""
    NEXT = "next"
    """Such words that say what comes next."""
    BOUND = "bound"
    """Own words in the passage of a need."""
    READY = "ready"
    """An article, or a phrase, that answers a need."""


@dataclass(frozen=True)
class AnswerPart:
    """A part of a reply that may answer something."""

    words: str
    kind: AnswerPartKind
    settles: bool = False
    """Whether it asks back, or says by when; so it puts off what is the only need."""
    sentences: tuple[str, ...] = ()
    """Its sentences that are neither comfort nor say what comes next."""


def parts_of(checking: Checking) -> Iterator[AnswerPart]:
    """The parts of a reply in its order; not the greeting, the sign-off, comfort, and ready words of other steps."""
    first, last = checking.body
    at = first
    for passage in checking.draft.passages:
        if passage.issue == NO_ISSUE or not first <= passage.start < last:
            continue
        yield from _typed(checking, at, passage.start)
        yield from _in_passage(checking, passage)
        at = passage.end
    yield from _typed(checking, at, last)


def _in_passage(checking: Checking, passage: Passage) -> Iterator[AnswerPart]:
    words = checking.ours[passage.start : passage.end]
    solves = passage.step is Step.SOLVE
    if not passage.own and not passage.blank:
        if solves:
            yield AnswerPart(words, AnswerPartKind.READY)
    elif solves and "{{" not in words:
        yield AnswerPart(words, AnswerPartKind.BOUND)
    elif passage.own:
        yield from _typed(checking, passage.start, passage.end, listening=passage.step is Step.LISTEN)


def _typed(checking: Checking, first: int, last: int, *, listening: bool = False) -> Iterator[AnswerPart]:
    """The parts of a stretch that somebody typed: its paragraphs, in a chat its sentences.

    A listening in own words answers nothing while it only says the message back.
    """
    text = checking.ours
    if checking.draft.channel.manner is not Manner.LETTER:
        spans = [span for span in checking.sentences if first <= span[0] < last]
    else:
        borders = [first, *(first + match.end() for match in _LINE_ENDS.finditer(text[first:last])), last]
        spans = [*pairwise(borders)]
        while len(spans) > 1 and _signs_off(text[slice(*spans[-1])]):
            spans.pop()
    comfort = sorted(span for step in (Step.ACKNOWLEDGE, Step.VALIDATE) if (span := step_words(checking, step)))
    dated = [(one.start, one.end) for one in checking.promises if one.dated]
    speakers = sorted([*checking.finds(checking.speech.own), *checking.finds(checking.speech.company)])
    # `It comes tomorrow` is an answer, `you hear from me tomorrow` is none.
    ours = [(one.start, one.end) for one in checking.promises if within(speakers, one.start, one.end)]
    next_steps = sorted([*_said_of(checking, Step.FOLLOW_UP), *ours])
    told = checking.stems(checking.message) | checking.idle_stems if listening else frozenset[str]()
    for start, end in spans:
        words = text[start:end]
        inside = within(checking.sentences, start, end)
        if len(inside) == 1 and within(comfort, start, end):
            continue
        if len(words.split()) > 1 and not (start == first and _signs_off(words) and len(spans) > 1):
            later = bool(inside and within(next_steps, *inside[0]))
            asks = words.rstrip().endswith("?") or bool(within(dated, start, end))
            plain = [span for span in inside if not within(comfort, *span) and not within(next_steps, *span)]
            pieces = (text[slice(*span)] for span in plain)
            said = tuple(piece for piece in pieces if len(piece.split()) > 1)
            if not listening or any(checking.stems(piece) - told for piece in said):
                yield AnswerPart(words, AnswerPartKind.NEXT if later else AnswerPartKind.TYPED, asks, said)


def _said_of(checking: Checking, step: Step) -> list[Span]:
    """Where words stand that speak for a step."""
    patterns = next((patterns for known, patterns in checking.wording.steps if known is step), ())
    return checking.finds(patterns)


def _signs_off(words: str) -> bool:
    """Whether some lines are a greeting or a sign-off: short ones that state nothing."""
    lines = [line for line in words.split("\n") if line.strip()]
    return all(len(line.split()) <= _SHORT_LINE and not line.rstrip().endswith((".", "?")) for line in lines)
