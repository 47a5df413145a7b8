"""Settling: whether each need of the message is answered, asked back about, or put off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from composer.cases.step import Step
from composer.reading.days.saying import day_spans
from composer.reading.facts import sentences
from composer.reading.issues import Issue, IssueKind
from composer.reading.patterns import Text
from composer.reading.speech import Speech
from composer.writing.checks.answer_parts import AnswerPart, AnswerPartKind, parts_of
from composer.writing.checks.context import Check, Checking
from composer.writing.draft import NO_ISSUE
from composer.writing.finding import Finding
from composer.writing.plan import IssueState
from kb.problem import Level

_TELLING = 2
"""Telling words of a need whose answer is looked for by paragraphs."""
_READY = 2
"""Telling words that an article put in for another need must share with one to answer it too."""
_FURTHER = 3
"""Telling words of a sentence that only begins like a further need."""
_NUMBERED = re.compile(r"(?:\A|(?<=[\s,;:]))(?:\d\s?[.)]|\([a-e1-5]\))\s+")


@dataclass(frozen=True)
class Need:
    """One thing that a message needs."""

    words: str
    shown: str
    """The sentence to show for it."""
    stems: frozenset[str]
    """The stems of the words that tell what it is about."""
    issue: int | None = None
    """The number of its issue; None for a sentence that only begins like a further need."""


def issues_are_settled(checking: Checking) -> Iterator[Finding]:
    """A need of the customer that is neither answered, asked back about nor put off.

    A passage that stands for it says so; an open field in it is a finding of its own. Else somebody typed the answer,
    which may share no word with the need: own words outside every passage only make a question of it.
    """
    composed = checking.plan is not None and any(one.issue != NO_ISSUE for one in checking.draft.passages)
    needs = {need.words: need for need in _needs(checking) if composed or need.stems}
    missing = [need for need in needs.values() if not composed or _has_no_passage(checking, need)]
    parts = [*parts_of(checking)] if missing else []
    typed = not composed or any(part.kind in (AnswerPartKind.TYPED, AnswerPartKind.NEXT) for part in parts)
    for need in missing:
        others = frozenset[str]().union(*(other.stems for other in needs.values() if other is not need))
        if not any(_treats(checking, part, need, others, alone=len(needs) == 1) for part in parts):
            yield _open(checking, need.shown, Level.WARNING if typed else None)


def _has_no_passage(checking: Checking, need: Need) -> bool:
    """Whether no passage of a composed reply stands for a need, and nobody said what became of it."""
    if need.issue is None or checking.plan is None or checking.plan.states[need.issue] is not IssueState.OPEN:
        return False
    return checking.draft.passage(Step.SOLVE, need.issue) is None


def _treats(checking: Checking, part: AnswerPart, need: Need, others: frozenset[str], *, alone: bool) -> bool:
    """Whether a part of the reply may be the answer to a need: by what they share, or since it answers no other."""
    shared = _shared(checking, part.words, need.stems | others)
    own = need.stems - others
    if part.kind is AnswerPartKind.READY:
        return len(shared & own) >= _READY
    if part.kind is AnswerPartKind.BOUND:
        # Without words of the language, `de` and `je` would tell what a need is about.
        return checking.has_words and bool(shared & own)
    if shared & (own or need.stems) or (alone and part.settles):
        return True
    if len(need.stems) < _TELLING:
        # What says so little is answered in other words, and seldom in a paragraph of its own.
        return any(not _shared(checking, one, others) for one in part.sentences)
    return part.kind is AnswerPartKind.TYPED and not shared & others


def _shared(checking: Checking, part: str, stems: frozenset[str]) -> frozenset[str]:
    """The stems that a part of the reply takes up, but for days, which answer nothing by themselves."""
    here = checking.stems(part) & stems
    return here - checking.stems(_days_of(checking, part)) if here else here


def _open(checking: Checking, words: str, level: Level | None = None) -> Finding:
    reason = f"They need: “{words[:120]}” Does the reply answer that?"
    return checking.found("issue-open", (0, 0), reason, "Answer it, ask back, or say by when you will.", level=level)


def _needs(checking: Checking) -> Iterator[Need]:
    """What the message needs; a need that counts several is parted."""
    issues = checking.reading.issues if checking.reading else ()
    further = checking.speech.finds(checking.message, checking.speech.further)
    for number, issue in enumerate(issues):
        if issue.needs_answer:
            parts = _parts(checking, issue)
            for words in parts:
                shown = words.strip() if len(parts) > 1 else issue.sentence
                yield Need(words, shown, _asked(checking, words), number)
    for start, end in sentences(checking.message):
        led = any(start <= begin <= start + 1 for begin, _end in further)
        if led and not any(issue.start < end and start < issue.end for issue in issues):
            words = checking.message[start:end]
            if len(stems := _asked(checking, words)) >= _FURTHER:
                yield Need(words, words, stems)


def _parts(checking: Checking, issue: Issue) -> list[str]:
    """A need in its parts where it counts them: `first … and second …`, `1) … 2) …`."""
    words = issue.words if issue.kind is not IssueKind.PROBLEM else issue.sentence
    borders = [start for start, _end in checking.speech.finds(words, checking.speech.further) if start]
    ends = [*borders, len(words)]
    counted = [part.strip() for part in _NUMBERED.split(words) if part.strip()]
    parted = counted if len(counted) > 1 else [words[at:end] for at, end in zip([0, *borders], ends, strict=True)]
    # `He died on 8. November`, `Does the shop also sell lids?`
    return parted if all(len(_asked(checking, part)) >= _TELLING for part in parted) else [words]


def _asked(checking: Checking, words: str) -> frozenset[str]:
    """The stems of the words that tell what a need is about; not its days, which answer nothing by themselves."""
    taken = checking.idle_stems | checking.stems(_days_of(checking, words))
    return frozenset(one for one in checking.stems(words) if len(one) > 1) - taken


def _days_of(checking: Checking, words: str) -> str:
    """The words of a text that name days."""
    return " ".join(_days_in(words[start:end], checking.speech) for start, end in sentences(words))


@lru_cache(maxsize=1_000)
def _days_in(sentence: str, speech: Speech) -> str:
    """The words of a sentence that name days, kept: while a reply is written, most of its sentences stay."""
    return " ".join(sentence[start:end] for start, end, _long in day_spans(Text.of(sentence), speech.day_words))


CHECKS: tuple[Check, ...] = (issues_are_settled,)
