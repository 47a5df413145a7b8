"""Offers: the proposal as it stands in the reply, where an offered passage counts as unsaid until somebody takes it.

A draft may hold offered passages between those that are said. What is checked, copied, kept and sent is `said(draft)`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from composer.cases.step import Step
from composer.phrases.open_fields import OPEN_FIELD
from composer.writing.assemble import StepWords
from composer.writing.draft import Draft, Passage, gap_between, placed


def offered_in(draft: Draft) -> tuple[Passage, ...]:
    """The passages that are offered and not said, in the order of the text."""
    return tuple(passage for passage in draft.passages if passage.offered)


def said(draft: Draft) -> Draft:
    """The draft without what is only offered; where that stood, passages are as far apart as they are anywhere."""
    if not offered_in(draft):
        return draft
    text, at, last = "", 0, Passage(Step.OPENING, 0, 0)
    dropped = False
    passages = []
    for passage in draft.passages:
        between = draft.text[at : passage.start]
        at = passage.end
        text, dropped = _with_gap(text, between, dropped)
        if passage.offered:
            dropped = True
            continue
        if dropped:
            text = text.rstrip() + (gap_between(last.step, passage.step, draft.channel) if text.strip() else "")
        passages.append(replace(passage, start=len(text), end=len(text) + passage.end - passage.start))
        text += draft.words_of(passage)
        last, dropped = passage, False
    rest = draft.text[at:]
    text = text.rstrip() if dropped and not rest.strip() else text + rest
    return replace(draft, text=text, passages=(*passages,))


def _with_gap(text: str, between: str, dropped: bool) -> tuple[str, bool]:  # noqa: FBT001  a state that is passed on
    """The text with what stands before a passage; words there end what was dropped, and white space does not."""
    if not between.strip():
        return (text if dropped else text + between), dropped
    if not dropped:
        return text + between, False
    before, words = text.rstrip(), between.lstrip()
    gaps = text[len(before) :], between[: len(between) - len(words)]
    return before + (max(gaps, key=lambda gap: (gap.count("\n"), len(gap))) if before else "") + words, False


def offered(draft: Draft, propose: Callable[[Draft], Draft]) -> Draft:
    """The draft with everything that `propose` adds to it marked as offered."""
    here = {passage.place for passage in draft.passages}
    whole = propose(draft)
    return replace(whole, passages=tuple(replace(p, offered=p.place not in here) for p in whole.passages))


def offered_again(draft: Draft, before: Draft) -> Draft:
    """A draft that says something else by now, with what was offered before, in the places where it belongs."""
    for passage in offered_in(before):
        if draft.passage(passage.step, passage.issue) is None:
            draft = placed(draft, passage, before.words_of(passage))
    return draft


def taken(draft: Draft, places: Collection[tuple[int, int]]) -> Draft:
    """The draft in which what was offered at some places is said."""
    passages = (replace(p, offered=p.offered and p.place not in places) for p in draft.passages)
    return replace(draft, passages=tuple(passages))


def words_of(draft: Draft, passages: Sequence[Passage]) -> StepWords:
    """The words of some passages of one step, with the fields that are open in them."""
    text = "\n".join(draft.words_of(passage) for passage in passages)
    return StepWords(passages[0].step, text, passages[0], tuple(OPEN_FIELD.findall(text)))


def place_in(whole: Draft, alone: Draft, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of what is said stands in the draft with its offers; twice 0 where it is not found."""
    words = alone.text[start:end]
    at = -1
    for _ in range(alone.text.count(words, 0, start) + 1 if words else 0):
        at = whole.text.find(words, at + 1)
    return (at, at + len(words)) if at >= 0 else (0, 0)
