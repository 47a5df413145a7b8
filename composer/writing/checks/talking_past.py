"""Talking past: an own sentence that blames, plays down or says something general in place of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from composer.cases.step import Step
from composer.reading.spans import within
from composer.writing.checks.context import Check, Checking
from composer.writing.checks.saying import wording_rules
from composer.writing.finding import Finding
from composer.writing.sounding import scores_of
from kb.problem import Level

_FEWEST = 4
"""Words below which a sentence says too little to sound like anything."""


def nobody_is_talked_past(checking: Checking) -> Iterator[Finding]:
    """`A pizza evening breaks the ice far better.`: the one sentence of a reply that sounds most like it."""
    sounding = checking.wording.sounding
    if not sounding or not checking.message:
        return
    first, last = checking.body
    named = [finding for finding in wording_rules(checking) if finding.level is not Level.HINT]
    asked = {start for start, _end in checking.finds(checking.speech.politely)}
    kind = sorted([*_kind_words(checking), *checking.finds(checking.speech.instructions)])
    said = [checking.ours[start:end] for start, end in checking.sentences]
    scored = [
        (score, start, end)
        for score, words, (start, end) in zip(
            scores_of(said, checking.message, sounding), said, checking.sentences, strict=True
        )
        if first <= start < last and len(words.split()) >= _FEWEST and not checking.ready_made((start, end))
        if not within(kind, start, end) and start not in asked
    ]
    score, start, end = max(scored, default=(0.0, 0, 0))
    if score > 0 and not any(one.start < end and start < one.end for one in named):
        reason = "It says something general: read as an answer to this message, it may blame, play down or evade."
        use = "Leave it out, or say what you did, or what happens next in this very case."
        yield checking.found("talks-past", (start, end), reason, use)


def _kind_words(checking: Checking) -> Iterator[tuple[int, int]]:
    """Where the reply names the trouble or the feeling: that speaks of people in general as well."""
    for step, patterns in checking.wording.steps:
        if step in (Step.ACKNOWLEDGE, Step.VALIDATE):
            yield from checking.finds(patterns)


CHECKS: tuple[Check, ...] = (nobody_is_talked_past,)
