"""Answers: what may answer each issue of a letter, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.catalogue.stored_library import StoredLibrary
from kb.search.learned import Alike
from kb.search.search import LEARNED_BY_MEANING, Search
from kb.search.search_log import BY_MEANING, BY_WORDS, Signs
from kb.search.sureness import STRICT, Sureness

if TYPE_CHECKING:
    from kb.meaning.table import Near, Table

_SHOWN = (Status.PUBLIC, Status.INTERNAL)
_MAYBE = 0.30
"""From this cosine on something may be meant; below it, two articles of nine were right."""
_NAMED_WORDS = 2
_LOOKED_THROUGH = 30


class Confidence(StrEnum):
    """How often a suggestion like this one was right."""

    SURE = "sure"
    MAYBE = "maybe"
    NONE = "none"


class Candidate(NamedTuple):
    """An article, and the section of it, that may answer an issue."""

    article: Article
    score: float
    """By meaning a cosine; by words the share of the best article's score."""
    heading: str = ""
    """Of the section that is nearest; empty for an article without sections, and without a model."""
    anchor: str = ""
    taken: int = 0
    """How many messages like this one agents answered with it."""


@dataclass(frozen=True)
class Answers:
    """What may answer one issue, best first."""

    candidates: tuple[Candidate, ...]
    lead: float = 0.0
    """The first candidate's score less that of the best other article, and no more than without what was learned."""
    named: float = 0.0
    """How the letter names the first article: its cosine to the title or nearest keyword; by words, how many."""
    own_lead: float = 0.0
    """How near the first article is to the issue by itself, less the nearest other one."""
    by_meaning: bool = False
    sureness: Sureness = STRICT

    @property
    def signs(self) -> Signs:
        """What the log keeps of the first candidate."""
        by = BY_MEANING if self.by_meaning else BY_WORDS
        return Signs(
            self.candidates[0].article.slug,
            by,
            self.confidence is Confidence.SURE,
            self.lead,
            self.named,
            self.own_lead,
        )

    @property
    def confidence(self) -> Confidence:
        """How sure the first candidate is; by words alone nothing ever is."""
        if not self.candidates:
            return Confidence.NONE
        if not self.by_meaning:
            return Confidence.MAYBE if self.named >= _NAMED_WORDS else Confidence.NONE
        if self.sureness.sure(self.lead, self.named, self.own_lead):
            return Confidence.SURE
        return Confidence.MAYBE if self.candidates[0].score >= _MAYBE else Confidence.NONE


def answers_for(
    search: Search,
    letter: str,
    issues: Sequence[str],
    *,
    subject: str = "",
    most: int = 3,
    statuses: Collection[Status] = _SHOWN,
) -> list[Answers]:
    """The candidates for each issue of a letter, in the order of the issues.

    An issue is a stretch of the letter and is read under its subject; the whole letter counts twice as much.
    """
    letter = f"{subject}\n{letter}".strip()
    issues = [f"{subject}. {issue}" if subject else issue for issue in issues]
    found = search.meaning.near_each(search.library, [letter, *issues]) if search.meaning else None
    if found is None:
        return [_by_words(search, letter, issue, most, statuses) for issue in issues]
    table, near = found
    paths = _paths_with(search.library, statuses)
    allowed = [place for place, path in enumerate(table.paths) if path in paths]
    if not allowed:
        return [Answers((), by_meaning=True) for _issue in issues]
    spoken = [search.spoken_for(issue) for issue in issues]
    return [
        _by_meaning(search, table, near[0], own, most, allowed, alike)
        for own, alike in zip(near[1:], spoken, strict=True)
    ]


def _by_meaning(
    search: Search,
    table: Table,
    whole: Near,
    own: Near,
    most: int,
    allowed: Sequence[int],
    spoken: Mapping[str, Alike],
) -> Answers:
    near, alone = own.within(whole).tolist(), own.letter.tolist()
    taken = ((place, spoken[path].strength) for place in allowed if (path := table.paths[place]) in spoken)
    scores = [*near]
    for place, strength in taken:
        scores[place] += LEARNED_BY_MEANING * strength
    first, *others = sorted(allowed, key=lambda place: -scores[place])

    def candidate(place: int) -> Candidate:
        alike = spoken.get(table.paths[place])
        return _candidate(search, table, own, place, scores[place])._replace(taken=alike.messages if alike else 0)

    return Answers(
        candidates=tuple(map(candidate, (first, *others)[:most])),
        # What was learned puts articles in order and may make one unsure; it makes none sure by itself.
        lead=min(one[first] - max((one[place] for place in others), default=0.0) for one in (scores, near)),
        named=float(whole.name[first]),
        own_lead=alone[first] - max((alone[place] for place in others), default=0.0),
        by_meaning=True,
        sureness=search.lessons.sureness if search.lessons else STRICT,
    )


def _candidate(search: Search, table: Table, own: Near, place: int, score: float) -> Candidate:
    section = table.section_of(place, own)
    heading, anchor = (section.heading, section.anchor) if section else ("", "")
    return Candidate(search.library.by_path[table.paths[place]], score, heading, anchor)


def _paths_with(library: Library, statuses: Collection[Status]) -> set[str]:
    """The articles with one of some statuses, without reading any that are kept."""
    if isinstance(library, StoredLibrary):
        return {path for path, head in library.heads.items() if Status(head.status) in statuses}
    return {article.path for article in library.articles if article.status in statuses}


def _by_words(search: Search, letter: str, issue: str, most: int, statuses: Collection[Status]) -> Answers:
    found = search.find_for(issue, letter, limit=_LOOKED_THROUGH)
    hits = [hit for hit in found if hit.article.status in statuses]
    if not hits:
        return Answers(())
    best = max(hits[0].score, 1e-9)
    scores = [hit.score / best for hit in hits]
    return Answers(
        candidates=tuple(
            Candidate(hit.article, score, taken=hit.taken) for hit, score in zip(hits[:most], scores, strict=False)
        ),
        lead=scores[0] - (scores[1] if len(scores) > 1 else 0.0),
        named=hits[0].named,
    )
