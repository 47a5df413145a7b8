"""Recognising: which sentences of a text that somebody wrote are our own phrases, and so which steps it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from composer.cases.step import Step
from composer.phrases.ledger import sentence_key
from composer.phrases.phrasebook import Phrase
from composer.reading.facts import sentences
from composer.writing.draft import NO_ISSUE, Passage

_SHORTEST = 5
"""Words that a sentence must have to be known again."""


def recognised(text: str, known: Mapping[str, Step]) -> tuple[Passage, ...]:
    """A passage for each step of which a known sentence stands in the text word for word, the first such sentence."""
    found: dict[Step, Passage] = {}
    for start, end in sentences(text):
        step = known.get(sentence_key(text[start:end]))
        if step is not None and step not in found:
            found[step] = Passage(step, start, end, own=True, issue=NO_ISSUE)
    return tuple(sorted(found.values(), key=lambda passage: passage.start))


def known_sentences(phrases: Iterable[Phrase]) -> dict[str, Step]:
    """The sentences of phrases that have no field, by their key; with a field they read differently each time."""
    return {
        sentence_key(variant[start:end]): phrase.step
        for phrase in phrases
        for variant in phrase.variants
        for start, end in sentences(variant)
        if "{" not in variant[start:end] and len(variant[start:end].split()) >= _SHORTEST
    }
