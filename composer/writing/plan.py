"""Plan: which passages a reply has, where each comes from, what is still open in it, and what became of each issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from composer.cases.step import Step
from composer.phrases.open_fields import OPEN_FIELD
from composer.phrases.phrasebook import Phrase, Settles
from composer.reading.issues import Issue, IssueKind
from composer.writing.claims import Claim
from composer.writing.draft import Draft, Passage

_ANSWERING = (Step.ACKNOWLEDGE, Step.SOLVE)


class SourceKind(StrEnum):
    """Where the words of a passage come from."""

    PHRASE = "phrase"
    ARTICLE = "article"
    OWN = "own"
    BLANK = "blank"
    """A field for the agent's own answer."""


class IssueState(StrEnum):
    """What became of an issue in the reply."""

    OPEN = "open"
    ASKED = "asked back"
    LATER = "later"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Planned:
    """One passage of the plan."""

    passage: Passage
    kind: SourceKind
    text: str
    open: tuple[str, ...]
    """Its fields without a value, in order."""
    claims: tuple[Claim, ...]
    """What it says that waits for the agent's tick."""


@dataclass(frozen=True)
class Plan:
    """A reply as a plan."""

    passages: tuple[Planned, ...]
    states: tuple[IssueState, ...]
    """One for each issue of the message, in its order."""


def plan_of(draft: Draft, issues: Sequence[Issue], phrases: Iterable[Phrase], claims: Sequence[Claim]) -> Plan:
    """The plan that a draft stands for."""
    settling = {phrase.id: phrase.settles for phrase in phrases if phrase.settles}
    passages = tuple(_planned(draft, passage, claims) for passage in draft.passages)
    states = tuple(_state(number, issue, passages, settling, draft) for number, issue in enumerate(issues))
    return Plan(passages, states)


def _planned(draft: Draft, passage: Passage, claims: Sequence[Claim]) -> Planned:
    text = draft.words_of(passage)
    waiting = tuple(claim for claim in claims if claim.start == passage.start and not claim.confirmed)
    return Planned(passage, _kind_of(passage), text, tuple(OPEN_FIELD.findall(text)), waiting)


def _kind_of(passage: Passage) -> SourceKind:
    if passage.own:
        return SourceKind.OWN
    if passage.article:
        return SourceKind.ARTICLE
    return SourceKind.BLANK if passage.blank else SourceKind.PHRASE


def _state(
    number: int, issue: Issue, passages: Sequence[Planned], settling: dict[str, Settles], draft: Draft
) -> IssueState:
    if number in draft.settled:
        return IssueState(draft.settled[number])
    answer = next((one for one in passages if one.passage.step is Step.SOLVE and one.passage.issue == number), None)
    if answer is None:
        # A complaint is answered by what acknowledges it, and by the answers to the other needs.
        told = issue.kind is IssueKind.COMPLAINT and any(one.passage.step in _ANSWERING for one in passages)
        return IssueState.ANSWERED if told or not issue.needs_answer else IssueState.OPEN
    if answer.open:
        return IssueState.OPEN
    settles = settling.get(answer.passage.phrase)
    return IssueState(settles) if settles and not answer.passage.own else IssueState.ANSWERED
