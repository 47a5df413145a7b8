"""Undeclared claims: what a phrase or the reply block of an article claims without `confirm`.

They are counted in the template, over all wordings of a phrase, so that a number always means the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from composer.phrases.phrasebook import Phrase
from composer.reading.facts import sentences
from composer.writing.claiming.claim_words import ClaimWords
from composer.writing.claiming.find_claims import ClaimKind, FoundClaim, find_claims
from kb.articles.article import Article
from kb.text import shortened

UNDECLARED = "claim-undeclared"
"""The rule of lint that finds them."""
PURPOSE = "A reply block or a phrase that says what was done, and declares no claim."
_FIELD = re.compile(r"\{\{[^{}\n]*+\}\}|\{%[^{}%\n]*+%\}")
_BRANCH = "{%"
_LONGEST_LABEL = 160


@lru_cache(maxsize=1_000)
def of_phrase(phrase: Phrase, words: tuple[ClaimWords, ...]) -> tuple[tuple[FoundClaim, ...], ...]:
    """The claims of each wording; none where the phrase declares its own.

    A fault that is admitted is no claim where the phrase is for a cue: then the message says what happened.
    """
    if phrase.confirm:
        return ((),) * len(phrase.variants)
    shown = bool(phrase.fits.cues)
    return tuple(
        tuple(one for one in _found(text, words) if not (shown and one.kind is ClaimKind.FAULT))
        for text in phrase.variants
    )


@lru_cache(maxsize=1_000)
def of_block(article: Article, words: tuple[ClaimWords, ...]) -> tuple[str, tuple[FoundClaim, ...]]:
    """The reply block of an article, and its claims; none where the article declares its own, or has no block."""
    if article.confirm or not article.has_blocks:
        return "", ()
    answer = article.answer()
    return (answer.text, tuple(_found(answer.text, words))) if answer.template else ("", ())


def _found(text: str, words: Sequence[ClaimWords]) -> list[FoundClaim]:
    """The claims of a text in the first language in which it makes some."""
    return next((found for one in words if (found := find_claims(text, one))), [])


def labels_of_phrase(
    phrase: Phrase, variant: int, text: str, words: tuple[ClaimWords, ...]
) -> Iterator[tuple[int, str]]:
    """The number of each claim that a wording makes, and how it reads in the text that was made from it."""
    found = of_phrase(phrase, words)
    if variant < len(found):
        before = sum(map(len, found[:variant]))
        yield from _labels(phrase.variants[variant], found[variant], text, before)


def labels_of_block(article: Article, text: str, words: tuple[ClaimWords, ...]) -> Iterator[tuple[int, str]]:
    """The number of each claim that a reply block makes, and how it reads in the text that was made from it."""
    block, found = of_block(article, words)
    yield from _labels(block, found, text, 0)


def _labels(template: str, found: Sequence[FoundClaim], text: str, before: int) -> Iterator[tuple[int, str]]:
    plain = " ".join(text.split()) if found else ""
    for number, claim in enumerate(found, start=before + 1):
        sentence = " ".join(claim.text.split())
        words = _read(sentence, plain)
        # Without branches, all of a template is said.
        if words or _BRANCH not in template:
            yield number, f"\u201c{shortened((words or sentence).rstrip('.!'), _LONGEST_LABEL)}\u201d"


def _read(sentence: str, plain: str) -> str:
    """The sentence of a text that was made from a sentence of its template; empty where there is none."""
    longest = max((part.strip() for part in _FIELD.split(sentence)), key=len)
    at = plain.find(longest)
    ends = (plain[start:end] for start, end in sentences(plain) if start <= at < end)
    return next(ends, longest) if at >= 0 else ""
