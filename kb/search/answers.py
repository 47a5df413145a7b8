"""Answers: what may answer each issue of a letter, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.catalogue.stored_library import StoredLibrary
from kb.search.search import Search

if TYPE_CHECKING:
    from kb.meaning.table import Near, Table

_SHOWN = (Status.PUBLIC, Status.INTERNAL)
_SURE_LEAD, _SURE_NAMED, _SURE_OWN_LEAD = 0.06, 0.40, 0.0
"""Sure: a lead over the second, a letter that names the article, and an issue that leads there by itself as well.

Read off one half of the letters of `tests/benchmarks/letters.py`, which reports the other half: there 14 of 14 were
right for something in their letter, 11 for the issue itself; of the other half 2 of 2.
"""
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


@dataclass(frozen=True)
class Answers:
    """What may answer one issue, best first."""

    candidates: tuple[Candidate, ...]
    lead: float = 0.0
    """The first candidate's score less that of the best other article."""
    named: float = 0.0
    """How the letter names the first article: its cosine to the title or nearest keyword; by words, how many."""
    own_lead: float = 0.0
    """How near the first article is to the issue by itself, less the nearest other one."""
    by_meaning: bool = False

    @property
    def confidence(self) -> Confidence:
        """How sure the first candidate is; by words alone nothing ever is."""
        if not self.candidates:
            return Confidence.NONE
        if not self.by_meaning:
            return Confidence.MAYBE if self.named >= _NAMED_WORDS else Confidence.NONE
        if self.lead >= _SURE_LEAD and self.named >= _SURE_NAMED and self.own_lead >= _SURE_OWN_LEAD:
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
    found = [search.meaning.near(search.library, text) for text in (letter, *issues)] if search.meaning else []
    near = [one for _table, one in filter(None, found)]
    table = found[0][0] if found and found[0] else None
    if table is None or len(near) <= len(issues):
        return [_by_words(search, letter, issue, most, statuses) for issue in issues]
    paths = _paths_with(search.library, statuses)
    allowed = [place for place, path in enumerate(table.paths) if path in paths]
    return [_by_meaning(search, table, near[0], own, most, allowed) for own in near[1:]]


def _by_meaning(search: Search, table: Table, whole: Near, own: Near, most: int, allowed: Sequence[int]) -> Answers:
    if not allowed:
        return Answers((), by_meaning=True)
    scores, alone = own.within(whole).tolist(), own.letter.tolist()
    first, *others = sorted(allowed, key=lambda place: -scores[place])
    return Answers(
        candidates=tuple(_candidate(search, table, own, place, scores[place]) for place in (first, *others)[:most]),
        lead=scores[first] - max((scores[place] for place in others), default=0.0),
        named=float(whole.name[first]),
        own_lead=alone[first] - max((alone[place] for place in others), default=0.0),
        by_meaning=True,
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
        candidates=tuple(Candidate(hit.article, score) for hit, score in zip(hits[:most], scores, strict=False)),
        lead=scores[0] - (scores[1] if len(scores) > 1 else 0.0),
        named=hits[0].named,
    )
