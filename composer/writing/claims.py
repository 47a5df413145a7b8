"""Claims: what a reply says was done or is so in this case, which only the agent can know.

Phrases and articles declare them under `confirm`. A claim counts as confirmed when the agent ticked it, or wrote in its
passage: an own sentence is the agent's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from composer.cases.step import Step
from composer.phrases.phrasebook import Phrase
from composer.writing.draft import Draft
from kb.articles.article import Article


@dataclass(frozen=True)
class Claim:
    """One claim of a reply."""

    id: str
    """The phrase or the article that makes it, and its number there: `late-solve-traced/1`."""
    label: str
    """What the agent confirms, in words: `You asked the carrier to trace it`."""
    step: Step
    start: int
    end: int
    """The passage that makes it."""
    confirmed: bool


def claims_in(draft: Draft, phrases: Iterable[Phrase], articles: Mapping[str, Article]) -> tuple[Claim, ...]:
    """The claims of a draft in its order; those in an agent's own words are none."""
    labels = {phrase.id: phrase.confirm for phrase in phrases if phrase.confirm}
    found = []
    for passage in draft.passages:
        if passage.own:
            continue
        article = articles.get(passage.article)
        of_article = article.confirm if article is not None and passage.whole_answer else ()
        for number, label in enumerate(labels.get(passage.phrase, of_article), start=1):
            name = f"{passage.phrase or passage.article}/{number}"
            found.append(Claim(name, label, passage.step, passage.start, passage.end, name in draft.confirmed))
    return tuple(found)
