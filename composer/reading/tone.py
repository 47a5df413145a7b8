"""Tone: how cues and learned words together say how a message sounds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from composer.reading.cues import CueKind, FoundCue
from composer.reading.lexicon import Scores
from composer.step import Tone


class Feeling(StrEnum):
    """What kind of upset it may be: a soft guess, shown and never acted on."""

    ANGRY = "angry"
    FRUSTRATED = "frustrated"
    DISAPPOINTED = "disappointed"


@dataclass(frozen=True)
class Sound:
    """How a message sounds, how strongly, and the customer's words that show it."""

    tone: Tone = Tone.CALM
    strength: float = 0.0
    """From 0 to 1."""
    words: tuple[str, ...] = ()
    feeling: Feeling | None = None


_TROUBLE = {
    CueKind.UPSET: Tone.UPSET,
    CueKind.SITUATION: Tone.UPSET,
    CueKind.LEAVING: Tone.UPSET,
    CueKind.WORRIED: Tone.WORRIED,
    CueKind.CONFUSED: Tone.CONFUSED,
}
_PLEASED = (CueKind.THANKFUL, CueKind.KIND)
_SHOUTED = re.compile(r"!{2,}|\b[A-Z]{4,}\b[^a-z]*\b[A-Z]{4,}\b")
_FEELINGS = {"anger": Feeling.ANGRY, "frustration": Feeling.FRUSTRATED, "disappointment": Feeling.DISAPPOINTED}
_ENOUGH = 1.0
"""Trouble that a message must hold before its tone says so."""
_HEARD, _MOST_HEARD = 0.5, 1.5
"""What the lexicon's margin counts beside cues, and the most that it may count."""


_NAMED = (CueKind.UPSET, CueKind.WORRIED)
_STRONG = 0.6
"""From this weight on, a cue says something by itself."""
_TOLD = 0.45
"""What it counts that a message with trouble asks nothing: it is there to tell what happened."""
_SOFT = (CueKind.SUPPOSED, CueKind.KIND, CueKind.THANKFUL, CueKind.STRUGGLE)


def judge(found: Sequence[FoundCue], scores: Scores, text: str, *, asks: bool) -> Sound:
    """The tone that cues and lexicon speak for.

    Each cue adds its weight to its tone, what the lexicon hears adds a little; below 1 in all, a message is calm.
    What is only supposed takes from the situations. Thanks beside trouble are `mixed`, never `thankful`.
    """
    trouble = _trouble(found, scores, text, asks=asks)
    thanks = sum(one.cue.weight for one in found if _is_thanks(one)) + (scores.margin("gratitude") >= 0)
    turned_round = any(one.cue.kind is CueKind.UPSET for one in found)
    if sum(trouble.values()) < _ENOUGH or (not turned_round and thanks >= 2 * sum(trouble.values())):
        return _pleased(found, scores, text) if thanks else Sound()
    if any(one.cue.kind in _NAMED and one.cue.weight >= _ENOUGH for one in found):
        # Who names the feeling is not merely puzzled.
        trouble.pop(Tone.CONFUSED, None)
    tone = max(trouble, key=lambda one: (trouble[one], one is Tone.UPSET, one is Tone.WORRIED))
    mixed = thanks and tone is not Tone.CONFUSED and thanks >= trouble[tone] / 2
    showing = [one for one in found if one.cue.kind in _TROUBLE or one.cue.tone is not None]
    return Sound(
        Tone.MIXED if mixed else tone,
        _strength(sum(trouble.values())),
        _joined(outstanding(showing), text) or scores.words_for("negative"),
        _feeling(scores) if tone is Tone.UPSET else None,
    )


def _trouble(found: Sequence[FoundCue], scores: Scores, text: str, *, asks: bool) -> dict[Tone, float]:
    """How much speaks for each troubled tone."""
    trouble: defaultdict[Tone, float] = defaultdict(float)
    supposed = sum(one.cue.weight for one in found if one.cue.kind is CueKind.SUPPOSED)
    for one in _apart(found):
        tone = one.cue.tone or _TROUBLE.get(one.cue.kind)
        if tone is not None and tone.troubled:
            taken = min(supposed, one.cue.weight) if one.cue.kind is CueKind.SITUATION else 0.0
            supposed -= taken
            trouble[tone] += one.cue.weight - taken
    heard = min(scores.margin("negative") * _HEARD, _MOST_HEARD)
    if heard > 0 and scores.margin("negative") > scores.margin("positive"):
        trouble[_leading(trouble, scores)] += heard
    if trouble and not asks and not any(one.cue.kind in _SOFT for one in found):
        trouble[Tone.UPSET] += _TOLD
    if _SHOUTED.search(text) and trouble.get(Tone.UPSET):
        trouble[Tone.UPSET] += 0.5
    return {tone: weight for tone, weight in trouble.items() if weight > 0}


def _leading(trouble: Mapping[Tone, float], scores: Scores) -> Tone:
    """Upset or worried: what the cues say, and where they do not, what the lexicon hears more of."""
    upset, worried = trouble.get(Tone.UPSET, 0.0), trouble.get(Tone.WORRIED, 0.0)
    if upset != worried:
        return Tone.UPSET if upset > worried else Tone.WORRIED
    return Tone.WORRIED if scores.margin("worry") >= max(0.0, *map(scores.margin, _FEELINGS)) else Tone.UPSET


def _pleased(found: Sequence[FoundCue], scores: Scores, text: str) -> Sound:
    """A message of thanks."""
    pleased = [one for one in found if one.cue.kind in _PLEASED]
    words = _joined(pleased, text) or scores.words_for("gratitude")
    return Sound(Tone.THANKFUL, _strength(sum(one.cue.weight for one in pleased) or 1.0), words)


def outstanding(found: Sequence[FoundCue]) -> list[FoundCue]:
    """The cues worth showing: weak ones only where there are no others, and of several at one place the longest."""
    strong = [one for one in found if one.cue.weight >= _STRONG] or list(found)
    kept: list[FoundCue] = []
    for one in sorted(strong, key=lambda one: (one.start - one.end, one.start)):
        inside = any(other.start <= one.start and one.end <= other.end for other in kept)
        beside = any(
            other.cue.kind is one.cue.kind and one.start < other.end and other.start < one.end for other in kept
        )
        if not inside and not beside:
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _apart(found: Sequence[FoundCue]) -> list[FoundCue]:
    """The cues without those of a kind whose words are counted already by a weightier one of that kind."""
    kept: list[FoundCue] = []
    for one in sorted(found, key=lambda one: (-one.cue.weight, one.start)):
        beside = (other for other in kept if other.cue.kind is one.cue.kind)
        if not any(one.start < other.end and other.start < one.end for other in beside):
            kept.append(one)
    return kept


def _joined(found: Sequence[FoundCue], text: str) -> tuple[str, ...]:
    """The words of cues, those that overlap as one stretch."""
    spans: list[tuple[int, int]] = []
    for one in found:
        if spans and one.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.end))
        else:
            spans.append((one.start, one.end))
    return tuple(text[start:end] for start, end in spans)


def _is_thanks(found: FoundCue) -> bool:
    return found.cue.kind is CueKind.THANKFUL or found.cue.tone is Tone.THANKFUL


def _feeling(scores: Scores) -> Feeling:
    """Which upset the lexicon hears most of."""
    return _FEELINGS[max(_FEELINGS, key=scores.margin)]


def _strength(weight: float) -> float:
    """Weights add up with less and less effect: 1 gives 0.4, 2 gives 0.6, 4 gives 0.8 (rounded)."""
    return round(weight / (weight + 1.5), 1)
