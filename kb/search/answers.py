"""Answers: what may answer each issue of a letter, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.catalogue.stored_library import StoredLibrary
from kb.search.learned import Alike
from kb.search.search import LEARNED_BY_MEANING, WORDS_BESIDE, Search, shares_of, tells_more
from kb.search.search_log import BY_MEANING, BY_WORDS, Signs
from kb.search.sureness import STRICT, Sureness, chance_alone, chance_in_letter

if TYPE_CHECKING:
    from kb.meaning.table import Near, PartsTable

_SHOWN = (Status.PUBLIC, Status.INTERNAL)
_MAYBE = 0.30
"""From this cosine on something may be meant; below it, two articles of nine were right."""
_ALONE = 0.67
"""What a lead counts for in a message that says nothing beside its one issue, so that no two things agree.

So such a lead has to be .15.
"""
_UNNAMED = 0.476
"""The same for an article without keywords, whose title alone says what customers may call it.

Its lead by words counts beside it then, as it does in a letter, and both together have to be .21.
"""
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
    section_lead: float = math.inf
    """How much nearer the section is to the issue and its letter than the article's next one, both cosines added."""


@dataclass(frozen=True)
class Answers:
    """What may answer one issue, best first."""

    candidates: tuple[Candidate, ...]
    lead: float = 0.0
    """The first article's score, with its words, less the best other's, and no more than without what was learned."""
    named: int = 0
    """By words, how many of the letter's telling words stand in the title, keywords or tags of the first article."""
    word_lead: float = 0.0
    """The first article's share of the best score by words, less that of the best other article."""
    nearness: float = 0.0
    """How near the first article is to the issue and its letter together, without what was learned."""
    letter_lead: float = 0.0
    """How near the first article is to the whole letter, less the nearest other one."""
    chance: float = 0.0
    """How likely the first article is right, from 0 to 1; by words nothing is known of that."""
    own: float = 0.0
    """How near the first article is to the issue by itself."""
    elsewhere: bool = False
    """Whether another issue of the letter is nearer to the first article."""
    by_meaning: bool = False
    says_what_they_read: bool = False
    """Whether the first article, and no other one, says what the issue copied from a screen, as an error's number."""
    sureness: Sureness = STRICT

    @property
    def signs(self) -> Signs:
        """What the log keeps of the first candidate."""
        by = BY_MEANING if self.by_meaning else BY_WORDS
        return Signs(self.candidates[0].article.slug, by, self.confidence is Confidence.SURE, self.chance)

    @property
    def confidence(self) -> Confidence:
        """How sure the first candidate is; by words alone nothing is, but for one that says what was on the screen."""
        if not self.candidates:
            return Confidence.NONE
        if self.says_what_they_read:
            return Confidence.SURE
        if not self.by_meaning:
            return Confidence.MAYBE if self.named >= _NAMED_WORDS else Confidence.NONE
        if self.candidates[0].score < _MAYBE:
            return Confidence.NONE
        sure = not self.elsewhere and self.chance >= self.sureness.chance
        return Confidence.SURE if sure else Confidence.MAYBE


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

    An issue is a stretch of the letter and is read under its subject; the whole letter counts half as much.
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
    beside = WORDS_BESIDE if tells_more(issues[0] if issues else "", letter) else 0.0
    every = [
        _by_meaning(search, table, near, own, most, allowed, beside, _said(search, issue, letter))
        for own, issue in zip(near[1:], issues, strict=True)
    ]
    every = [replace(one, chance=_chance_of(one, alone=not beside)) for one in every]
    nearest: dict[str, float] = {}
    for one in every:
        path = one.candidates[0].article.path
        nearest[path] = max(one.own, nearest.get(path, one.own))
    return [replace(one, elsewhere=one.own < nearest[one.candidates[0].article.path]) for one in every]


def _chance_of(found: Answers, *, alone: bool) -> float:
    if alone:
        return chance_alone(_lead_alone(found), found.word_lead, found.letter_lead)
    return chance_in_letter(found.nearness, found.lead, found.word_lead, found.letter_lead)


def _lead_alone(found: Answers) -> float:
    """What the lead counts for in a message that says nothing beside its one issue."""
    if found.candidates[0].article.keywords:
        return _ALONE * found.lead
    return _UNNAMED * (found.lead + WORDS_BESIDE * found.word_lead)


class _Said(NamedTuple):
    """What speaks for articles beside how near they are, by path."""

    words: Mapping[str, float]
    """Their shares of the best score by words."""
    taken: Mapping[str, Alike]


def _said(search: Search, issue: str, letter: str) -> _Said:
    return _Said(shares_of(search.ranked_by_words(issue, letter)), search.spoken_for(issue))


def _by_meaning(
    search: Search,
    table: PartsTable,
    letter: Sequence[Near],
    own: Near,
    most: int,
    allowed: Sequence[int],
    beside: float,
    said: _Said,
) -> Answers:
    whole, *issues = letter
    near: list[float] = own.among(issues, whole).tolist()
    words = [said.words.get(path, 0.0) for path in table.paths]
    together = [cosine + beside * share for cosine, share in zip(near, words, strict=True)]
    learned = {place: LEARNED_BY_MEANING * alike.strength for place, alike in _taken(table, allowed, said)}
    scores = [score + learned.get(place, 0.0) for place, score in enumerate(together)]
    first, *others = sorted(allowed, key=lambda place: -scores[place])

    def lead(found: Sequence[float]) -> float:
        return found[first] - max((found[place] for place in others), default=0.0)

    def candidate(place: int) -> Candidate:
        alike = said.taken.get(table.paths[place])
        score = near[place] + learned.get(place, 0.0)
        return _candidate(search, table, own, whole, place, score)._replace(taken=alike.messages if alike else 0)

    return Answers(
        candidates=tuple(map(candidate, (first, *others)[:most])),
        # What was learned puts articles in order and may make one unsure; it makes none sure by itself.
        lead=min(lead(scores), lead(together)),
        nearness=near[first],
        word_lead=lead(words),
        letter_lead=lead(whole.letter.tolist()),
        own=float(own.letter[first]),
        by_meaning=True,
        sureness=search.lessons.sureness if search.lessons else STRICT,
    )


def _taken(table: PartsTable, allowed: Sequence[int], said: _Said) -> Iterator[tuple[int, Alike]]:
    return ((place, said.taken[path]) for place in allowed if (path := table.paths[place]) in said.taken)


def _candidate(search: Search, table: PartsTable, own: Near, whole: Near, place: int, score: float) -> Candidate:
    article = search.library.by_path[table.paths[place]]
    found = table.section_of(place, own, whole)
    if found is None:
        return Candidate(article, score)
    section, lead = found
    return Candidate(article, score, section.heading, section.anchor, section_lead=lead)


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
