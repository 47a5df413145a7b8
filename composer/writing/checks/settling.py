"""Settling: whether each need of the message is answered, asked back about, or put off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from composer.cases.step import Channel, Step
from composer.reading.days.saying import day_spans
from composer.reading.facts import sentences
from composer.reading.issues import Issue, IssueKind
from composer.reading.patterns import Text
from composer.reading.spans import within
from composer.reading.speech import Speech
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.finding import Finding
from composer.writing.plan import IssueState
from kb.problem import Level

_TELLING = 2
"""Telling words that a need must have to be looked for in the reply."""
_FURTHER = 3
"""Telling words of a sentence that only begins like a further need."""
_SHORT_LINE = 5
"""Words of a line that signs off."""
_LINE_ENDS = re.compile(r"\n[^\S\n]*\n|(?<=[.!?:;])[^\S\n]*\n|\n(?=[^\S\n]*(?:[-*•]|\d[.)]|\([a-z]\))\s)")
_NUMBERED = re.compile(r"(?:\A|(?<=[\s,;:]))(?:\d\s?[.)]|\([a-e1-5]\))\s+")


def issues_are_settled(checking: Checking) -> Iterator[Finding]:
    """A need of the customer that is neither answered, asked back about nor put off.

    A passage that stands for it says so, an open field in it is a finding of its own; free words are looked through
    for what they share with it, which in a reply from elsewhere only makes a question of it.
    """
    if checking.plan is not None and checking.draft.passages:
        yield from _unsettled(checking)
    else:
        yield from _unanswered(checking)


def _unsettled(checking: Checking) -> Iterator[Finding]:
    """The needs for which no passage of a composed reply stands, and no free word either."""
    for number, issue in enumerate(checking.reading.issues if checking.reading else ()):
        if not issue.needs_answer or (checking.plan and checking.plan.states[number] is not IssueState.OPEN):
            continue
        if checking.draft.passage(Step.SOLVE, number) is not None:
            continue
        asked = checking.stems(issue.words)
        if len(asked) >= _TELLING and not asked & checking.answering_stems:
            yield _open(checking, issue.sentence)


def _unanswered(checking: Checking) -> Iterator[Finding]:
    """The needs with which no part of a free reply shares a word, and for which none is left that answers no other."""
    said = dict(_needs(checking))
    needs = {words: stems for words in said if len(stems := _asked(checking, words)) >= _TELLING}
    parts = [*_answering(checking)] if needs else []
    for words, stems in needs.items():
        others = frozenset[str]().union(*(other for theirs, other in needs.items() if theirs != words))
        own = stems - others or stems
        shared = ((_shared(checking, part, own | others), later) for part, later in parts)
        if not any(one & own or (not later and not one & others) for one, later in shared):
            yield _open(checking, said[words], Level.WARNING)


def _shared(checking: Checking, part: str, stems: frozenset[str]) -> frozenset[str]:
    """The stems that a part of the reply takes up, but for days, which answer nothing by themselves."""
    here = checking.stems(part) & stems
    return here - checking.stems(_days_of(checking, part)) if here else here


def _open(checking: Checking, words: str, level: Level | None = None) -> Finding:
    reason = f"They need: “{words[:120]}” Does the reply answer that?"
    return checking.found("issue-open", (0, 0), reason, "Answer it, ask back, or say by when you will.", level=level)


def _needs(checking: Checking) -> Iterator[tuple[str, str]]:
    """What the message needs: by its own words, with the sentence to show; a need that counts several is parted."""
    issues = checking.reading.issues if checking.reading else ()
    further = checking.speech.finds(checking.message, checking.speech.further)
    for issue in issues:
        if issue.needs_answer:
            parts = _parts(checking, issue)
            yield from ((words, words.strip() if len(parts) > 1 else issue.sentence) for words in parts)
    for start, end in sentences(checking.message):
        led = any(start <= begin <= start + 1 for begin, _end in further)
        if led and not any(issue.start < end and start < issue.end for issue in issues):
            words = checking.message[start:end]
            if len(_asked(checking, words)) >= _FURTHER:
                yield words, words


def _parts(checking: Checking, issue: Issue) -> list[str]:
    """A need in its parts where it counts them: `first … and second …`, `1) … 2) …`."""
    words = issue.words if issue.kind is not IssueKind.PROBLEM else issue.sentence
    numbered = [part.strip() for part in _NUMBERED.split(words) if part.strip()]
    if len(numbered) > 1:
        return numbered
    borders = [start for start, _end in checking.speech.finds(words, checking.speech.further) if start]
    ends = [*borders, len(words)]
    return [words[start:end] for start, end in zip([0, *borders], ends, strict=True)] if borders else [words]


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


def _answering(checking: Checking) -> Iterator[tuple[str, bool]]:
    """The parts of the reply that may answer something, and whether one says what comes next.

    They are its paragraphs, in a chat its sentences; not the greeting and the sign-off, nor a sentence of comfort.
    """
    text, (first, last) = checking.ours, checking.body
    if checking.draft.channel is not Channel.EMAIL:
        spans = [span for span in checking.sentences if first <= span[0] < last]
    else:
        borders = [first, *(first + match.end() for match in _LINE_ENDS.finditer(text[first:last])), last]
        spans = [*pairwise(borders)]
        while len(spans) > 1 and _signs_off(text[slice(*spans[-1])]):
            spans.pop()
    comfort = [step_words(checking, step) for step in (Step.ACKNOWLEDGE, Step.VALIDATE)]
    next_steps = sorted([*_said_of(checking, Step.FOLLOW_UP), *((one.start, one.end) for one in checking.promises)])
    for start, end in spans:
        words = text[start:end]
        inside = within(checking.sentences, start, end)
        lone = len(inside) == 1
        if lone and any(span and start <= span[0] < end for span in comfort):
            continue
        if len(words.split()) > 1 and not (start == first and _signs_off(words) and len(spans) > 1):
            yield words, bool(inside and within(next_steps, *inside[0]))


def _said_of(checking: Checking, step: Step) -> list[tuple[int, int]]:
    """Where words stand that speak for a step."""
    patterns = next((patterns for known, patterns in checking.wording.steps if known is step), ())
    return checking.finds(patterns)


def _signs_off(words: str) -> bool:
    """Whether some lines are a greeting or a sign-off: short ones that state nothing."""
    lines = [line for line in words.split("\n") if line.strip()]
    return all(len(line.split()) <= _SHORT_LINE and not line.rstrip().endswith((".", "?")) for line in lines)
