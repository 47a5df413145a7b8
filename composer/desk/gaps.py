"""Gaps of a desk: what its customers struggle with in silence, each with what to write or to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from composer.desk.desk import Desk
from composer.desk.figures import evidence_of, stretch_until
from composer.metrics.gaps import Gap, articles_behind, gaps_of
from composer.metrics.words import Used, WordsUse, what_words_do
from composer.records.outcomes import load_used
from kb.articles.article import Article
from kb.search.search_log import Miss, SearchOutcome, load_misses


@dataclass(frozen=True)
class Lead:
    """A gap with the article to mend; None where one is to be written."""

    gap: Gap
    article: Article | None

    @property
    def title(self) -> str:
        """For the stub of an article, in the words in which it was looked for, else its topic."""
        words = self.gap.words[0] if self.gap.words else self.gap.topic
        return words[:1].upper() + words[1:]


def leads_of(desk: Desk, now: dt.datetime, days: int) -> list[Lead]:
    """The gaps of the last days, the largest first."""
    stretch = stretch_until(desk, now, days)
    evidence = evidence_of(desk, now, stretch.first)
    missed = [
        (_topic_of(desk, miss), miss.words, miss.times)
        for miss in load_misses(desk.root, desk.settings.library.language)
    ]
    gaps = gaps_of(evidence, stretch, missed, desk.settings.figures.silent)
    topics = {case.case_id: case.group.topic for case in evidence.kept.cases}
    used = load_used(desk.records.store)
    behind = articles_behind(((case, articles) for case, articles, _phrases in used), topics)
    return [Lead(gap, _to_mend(desk, gap, behind.get(gap.topic, ""))) for gap in gaps]


def _topic_of(desk: Desk, miss: Miss) -> str:
    """The topic of the article about what was looked for: it has every word, and one of them in more than its text.

    Empty where there is none: an article that shares a word by chance is none to mend.
    """
    if SearchOutcome.NONE in dict(miss.outcomes):
        return ""
    hits = desk.search.find(miss.words, limit=1, unfinished=False)
    why = hits[0].why if hits else ()
    about = any(set(one.fields) - {"body"} for one in why) and len({one.typed for one in why}) == len(hits[0].meant)
    return hits[0].article.tags[0] if about and hits[0].article.tags else ""


def _to_mend(desk: Desk, gap: Gap, quoted: str) -> Article | None:
    """The article that was quoted most about a topic, else the first that has it as a tag."""
    by_tag = (one for one in desk.library.articles if gap.topic and gap.topic in one.tags)
    return desk.library.by_slug.get(quoted) or next(by_tag, None)


def words_of_desk(desk: Desk, now: dt.datetime) -> Sequence[WordsUse]:
    """What articles and phrases do, of all that was rated; a phrase counts in all of its wordings."""
    evidence = evidence_of(desk, now)
    used = (
        Used(case, articles, tuple({one.rpartition("/")[0] for one in phrases}))
        for case, articles, phrases in load_used(desk.records.store)
    )
    return what_words_do(used, evidence.kept.ratings)
