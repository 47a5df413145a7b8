"""Claims: what a reply says was done or is so in this case, which only the agent can know.

Phrases and articles declare them under `confirm`; where they declare nothing, every sentence that claims something is
one. That an article answers what was asked is one as well, as long as nobody chose it. A claim counts as confirmed when
the agent ticked it, or wrote in its passage: an own sentence is the agent's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from composer.cases.step import Step
from composer.phrases.phrasebook import Phrase
from composer.writing.claiming.claim_words import ClaimWords
from composer.writing.claiming.undeclared import labels_of_block, labels_of_phrase
from composer.writing.draft import Draft, Passage
from kb.articles.article import Article

_ANSWERS = 0
"""The number of the claim that an article which nobody chose answers what was asked: not every one does."""


@dataclass(frozen=True)
class Claim:
    """One claim of a reply."""

    id: str
    """The phrase or the article that makes it, and its number there: `late-solve-traced/1`."""
    label: str
    """What the agent confirms, in words: `You asked the carrier to trace it`, or the sentence itself."""
    step: Step
    start: int
    end: int
    """The passage that makes it."""
    confirmed: bool


def claims_in(
    draft: Draft, phrases: Iterable[Phrase], articles: Mapping[str, Article], words: tuple[ClaimWords, ...] = ()
) -> tuple[Claim, ...]:
    """The claims of a draft in its order; those in an agent's own words are none.

    `words` find what nobody declared: those of the reply's language, and of the articles'.
    """
    known = {phrase.id: phrase for phrase in phrases}
    found = []
    for passage in draft.passages:
        text = draft.words_of(passage)
        article = articles.get(passage.article)
        made = [*_made_by(passage, text, known.get(passage.phrase), article, words)]
        if article is not None and draft.suggested and article.slug == draft.article and not passage.own:
            made.insert(0, (_ANSWERS, f"This article answers what was asked: {article.title}"))
        for number, label in made:
            name = f"{passage.phrase or passage.article}/{number}"
            found.append(Claim(name, label, passage.step, passage.start, passage.end, name in draft.confirmed))
    return tuple(found)


def _made_by(
    passage: Passage, text: str, phrase: Phrase | None, article: Article | None, words: tuple[ClaimWords, ...]
) -> Iterator[tuple[int, str]]:
    """The number and the label of each claim that a passage makes."""
    if passage.own:
        return
    if phrase is not None:
        yield from enumerate(phrase.confirm, start=1)
        yield from labels_of_phrase(phrase, passage.variant, text, words)
    elif article is not None and passage.is_block:
        yield from enumerate(article.confirm, start=1)
        yield from labels_of_block(article, text, words)
