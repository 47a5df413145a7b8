"""Reading: how a message sounds, what it asks and states, and the words that say so.

Situations ("charged twice", "never arrived") carry most of what can be known about a support
message; a kind word beside one is not thanks. It sorts and explains; it does not diagnose people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from composer.reading.cues import Cue, CueKind, FoundCue, find_cues
from composer.reading.facts import Fact, FactKind, Question, find_facts, find_questions, sentences
from composer.reading.message import Message
from composer.step import Tone
from kb.words import telling, words_of

_TROUBLE = {
    CueKind.UPSET: Tone.UPSET,
    CueKind.SITUATION: Tone.UPSET,
    CueKind.LEAVING: Tone.UPSET,
    CueKind.WORRIED: Tone.WORRIED,
    CueKind.VULNERABLE: Tone.WORRIED,
    CueKind.CONFUSED: Tone.CONFUSED,
}
_ENOUGH = 3
"""Telling words that a focus must have."""
_PLEASED = (CueKind.THANKFUL, CueKind.KIND)
_SHOUTED = re.compile(r"!{2,}|\b[A-Z]{4,}\b[^a-z]*\b[A-Z]{4,}\b")


@dataclass(frozen=True)
class Reading:
    """What we took from a message."""

    tone: Tone
    strength: float
    """From 0 to 1."""
    tone_words: tuple[str, ...]
    """The customer's words that the tone rests on."""
    cues: tuple[FoundCue, ...]
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    topics: tuple[str, ...] = ()
    """Tags of the articles that answer the message, the most likely first."""

    @property
    def struggling(self) -> bool:
        """Whether somebody who may sound calm is stuck."""
        return any(found.cue.kind is CueKind.STRUGGLE for found in self.cues)

    @property
    def vulnerable(self) -> bool:
        """Whether illness, death, danger or money trouble stands behind the message."""
        return any(found.cue.kind is CueKind.VULNERABLE for found in self.cues)

    def fact(self, kind: FactKind) -> str:
        """The first fact of a kind, or an empty text."""
        return next((fact.value for fact in self.facts if fact.kind is kind), "")


def read_message(
    message: Message,
    cues: list[Cue],
    tasks: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
) -> Reading:
    """The reading of one message; `names` (organisation, products, people) say nothing about feelings."""
    text = masked(message.text, names)
    found = find_cues(text, cues, tasks)
    tone, strength, words = judge(found, message.text)
    return Reading(
        tone=tone,
        strength=strength,
        tone_words=words,
        cues=tuple(found),
        questions=tuple(find_questions(message.text)),
        facts=tuple(find_facts(message.text)),
        topics=topics,
    )


def focus(message: Message, cues: list[Cue], tasks: tuple[str, ...] = ()) -> str:
    """The part of a message that says what it is about: its subject, its questions, and what happened or was tried.

    Where that is next to nothing ("Can you help?"), all of the message.
    """
    text = message.text
    happened = [
        found for found in find_cues(text, cues, tasks) if found.cue.kind in (CueKind.SITUATION, CueKind.STRUGGLE)
    ]
    asked = find_questions(text)
    spans = [(start, end) for start, end in sentences(text) if any(start <= found.start < end for found in happened)]
    spans += [(question.start, question.end) for question in asked]
    focused = "\n".join([message.subject, *(text[start:end] for start, end in sorted(set(spans)))])
    return focused if sum(telling(word) for word in words_of(focused)) >= _ENOUGH else f"{message.subject}\n{text}"


def masked(text: str, names: tuple[str, ...]) -> str:
    """The text with names blotted out at equal length, so that `Happy Plants Ltd` is not a happy customer."""
    for name in names:
        if len(name) > 2:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "_" * len(name), text, flags=re.IGNORECASE)
    return text


def judge(found: list[FoundCue], text: str) -> tuple[Tone, float, tuple[str, ...]]:
    """The tone that the cues speak for, how strongly, and the words of those that decided."""
    trouble: defaultdict[Tone, float] = defaultdict(float)
    for one in found:
        tone = one.cue.tone or _TROUBLE.get(one.cue.kind)
        if tone is not None and tone.troubled:
            trouble[tone] += one.cue.weight
    pleased = sum(one.cue.weight for one in found if one.cue.kind in _PLEASED or one.cue.tone is Tone.THANKFUL)
    if not trouble:
        words = tuple(one.words for one in found if one.cue.kind in _PLEASED)
        thanked = any(one.cue.kind is CueKind.THANKFUL or one.cue.tone is Tone.THANKFUL for one in found)
        return (Tone.THANKFUL, _strength(pleased), words) if thanked else (Tone.CALM, 0.0, ())
    shouted = 0.5 if _SHOUTED.search(text) and Tone.UPSET in trouble else 0.0
    tone = max(trouble, key=lambda one: (trouble[one], one is Tone.UPSET, one is Tone.WORRIED))
    strength = _strength(sum(trouble.values()) + shouted)
    thanks_first = sum(
        one.cue.weight for one in found if one.cue.kind is CueKind.THANKFUL or one.cue.tone is Tone.THANKFUL
    )
    if thanks_first and tone is not Tone.CONFUSED and thanks_first >= trouble[tone] / 2:
        tone = Tone.MIXED
    words = tuple(one.words for one in found if one.cue.kind in _TROUBLE or one.cue.tone is not None)
    return tone, strength, words


def _strength(weight: float) -> float:
    """Weights add up with less and less effect: 1 gives 0.4, 2 gives 0.6, 4 gives 0.8 (rounded)."""
    return round(weight / (weight + 1.5), 1)
