"""Tone: how cues and learned words together say how a message sounds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from composer.cases.step import Tone
from composer.reading.cues import CueKind, FoundCue
from composer.reading.lexicon import Scores
from composer.reading.manner import Manner, Shares
from kb.words.words import telling


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
    stuck: bool = False
    """Whether somebody who may sound calm does not get something done."""


_TROUBLE = {
    CueKind.UPSET: Tone.UPSET,
    CueKind.SITUATION: Tone.UPSET,
    CueKind.LEAVING: Tone.UPSET,
    CueKind.WORRIED: Tone.WORRIED,
    CueKind.CONFUSED: Tone.CONFUSED,
}
_PLEASED = (CueKind.THANKFUL, CueKind.KIND)
MOCKING = re.compile("[\U0001f643\U0001f644\U0001f44f\U0001f921\U0001f621\U0001f92c\U0001f595]")
"""Faces that mean the opposite of praise."""
_SHOUTED = re.compile(r"!{2,}|\b[A-Z]{4,}\b[^a-z]*\b[A-Z]{4,}\b")
_FEELINGS = {"anger": Feeling.ANGRY, "frustration": Feeling.FRUSTRATED, "disappointment": Feeling.DISAPPOINTED}
_ENOUGH = 1.0
"""Trouble that a message must hold before its tone says so."""
_HEARD_SHARE, _MOST_HEARD = 0.5, 1.5
"""What the lexicon's margin counts beside cues, and the most that it may count."""


_NO_DOUBT = 1.3
"""Trouble in cues from which on learned manners are not asked whether there is any."""
_POSSIBLE, _DOUBTFUL, _LIKELY, _CERTAIN = 0.2, 0.12, 0.4, 0.6
"""Shares of a manner that count although another one is likelier, and that count where no cue speaks for it."""
_PLAIN = 1.0
"""From this weight on, a cue of struggle says it by itself."""
_NAMED = (CueKind.UPSET, CueKind.WORRIED)
_STRONG = 0.6
"""From this weight on, a cue says something by itself."""
_TOLD = 0.45
"""What it counts that a message with trouble asks nothing: it is there to tell what happened."""
_SOFT = (CueKind.SUPPOSED, CueKind.KIND, CueKind.THANKFUL, CueKind.STRUGGLE)


def judge(found: Sequence[FoundCue], scores: Scores, shares: Shares | None, text: str, *, asks: bool) -> Sound:
    """The tone that cues, lexicon and learned manners speak for.

    Each cue adds its weight to its tone, what the lexicon hears adds a little; what is only supposed takes from the
    situations. Where manners were learned, the likeliest decides between trouble and calm, unless cues leave no doubt;
    without them, trouble of 1 in all is enough. Thanks beside trouble are `mixed`, never `thankful`.
    """
    trouble = _trouble(found, scores, text, asks=asks)
    thanks = sum(one.cue.weight for one in found if _is_thanks(one)) + (scores.margin("gratitude") >= 0)
    manner = max(shares, key=lambda one: shares[one]) if shares else _by_cues(found, trouble, thanks)
    weight = sum(trouble.values())
    if shares:
        manner = _without_doubt(manner, shares, found, weight)
    if weight and MOCKING.search(text):
        manner = Manner.SARCASTIC
    stuck = manner is Manner.STRUGGLING or (
        any(one.cue.kind is CueKind.STRUGGLE and one.cue.weight >= _PLAIN for one in found)
        and (shares is None or shares[Manner.STRUGGLING] >= _POSSIBLE)
    )
    if _comes_to_thank(found):
        return _pleased(found, scores, text)
    warned = [one for one in found if one.warns]
    if manner is Manner.NEUTRAL and warned:
        return Sound(Tone.WORRIED, _strength(_ENOUGH), _joined(warned, text), stuck=True)
    if manner is Manner.NEUTRAL:
        return Sound(stuck=stuck)
    if manner is Manner.THANKFUL:
        evident = any(one.cue.kind in _PLEASED or _is_thanks(one) for one in found)
        pleased = _heard(scores, found) in (None, Tone.THANKFUL) if not evident else True
        return _pleased(found, scores, text) if pleased else Sound(stuck=stuck)
    tone = _pressed(_tone_of(manner, found, trouble, scores, thanks), found)
    if tone is Tone.CALM:
        return Sound(stuck=stuck)
    showing = outstanding([one for one in found if one.cue.kind in _TROUBLE or one.cue.tone is not None])
    feeling = _feeling(scores) if tone is Tone.UPSET and scores.words_for("negative") else None
    words = _joined(showing, text) or tuple(word for word in scores.words_for("negative") if telling(word))
    return Sound(tone, _strength(max(weight, _ENOUGH)), words, feeling, stuck)


def _pressed(tone: Tone, found: Sequence[FoundCue]) -> Tone:
    """The tone of a message with trouble: who does not get on and has no time, or is in danger, worries."""
    pressed = any(one.cue.kind in (CueKind.URGENT, CueKind.VULNERABLE) for one in found)
    return Tone.WORRIED if tone in (Tone.CONFUSED, Tone.MIXED) and pressed else tone


def _troubles(one: FoundCue) -> bool:
    """Whether a cue speaks of trouble by itself."""
    return one.cue.weight >= _STRONG and (one.cue.kind in _TROUBLE or (one.cue.tone or Tone.CALM).troubled)


def _heard(scores: Scores, found: Sequence[FoundCue]) -> Tone | None:
    """The tone that the lexicon hears in a message without words of a tone."""
    negative, positive = scores.margin("negative"), scores.margin("positive")
    if negative >= 0 and negative > positive:
        return _leading({}, scores)
    if any(_troubles(one) for one in found):
        return None
    return Tone.THANKFUL if positive >= 0 or scores.margin("gratitude") >= 0 else None


def _without_doubt(manner: Manner, shares: Shares, found: Sequence[FoundCue], weight: float) -> Manner:
    """The likeliest manner, corrected where cues leave no doubt, or leave all of it.

    Thanks are taken as such only where nothing speaks against it: praise over a bad situation sounds the same.
    """
    if manner is Manner.NEUTRAL and weight >= _NO_DOUBT and shares[Manner.UPSET] >= _POSSIBLE:
        return Manner.UPSET
    if manner is Manner.UPSET and not weight and shares[Manner.UPSET] < _LIKELY:
        return Manner.NEUTRAL
    stuck = any(one.cue.kind in (CueKind.STRUGGLE, CueKind.CONFUSED) for one in found)
    if manner is Manner.STRUGGLING and not stuck and shares[manner] < _CERTAIN:
        return Manner.NEUTRAL
    friendly = sum(one.cue.weight for one in found if one.cue.kind in _PLEASED)
    if (
        manner is Manner.SARCASTIC
        and not weight
        and friendly
        and (friendly >= 2 * _ENOUGH or shares[manner] < _CERTAIN)
    ):
        return Manner.THANKFUL
    if manner is Manner.THANKFUL and any(one.cue.kind is CueKind.VULNERABLE for one in found):
        # Who thanks us from a sickbed is not to be met with our pleasure.
        return Manner.NEUTRAL
    if manner is Manner.THANKFUL:
        mocking = shares[Manner.SARCASTIC] >= (_DOUBTFUL if weight else _LIKELY)
        if _names_feeling(found) or mocking or weight >= 2 * _ENOUGH:
            return Manner.SARCASTIC
    return manner


def _by_cues(found: Sequence[FoundCue], trouble: Mapping[Tone, float], thanks: float) -> Manner:
    """The manner where none were learned: what the cues alone say."""
    weight = sum(trouble.values())
    turned_round = any(one.cue.kind is CueKind.UPSET for one in found)
    if weight < _ENOUGH or (not turned_round and thanks >= 2 * weight):
        return Manner.THANKFUL if thanks else Manner.NEUTRAL
    return Manner.STRUGGLING if _leading_of_all(found, trouble) is Tone.CONFUSED else Manner.UPSET


def _tone_of(
    manner: Manner, found: Sequence[FoundCue], trouble: Mapping[Tone, float], scores: Scores, thanks: float
) -> Tone:
    """The tone of a message with trouble in it."""
    if manner is Manner.SARCASTIC:
        return Tone.MIXED
    if manner is Manner.STRUGGLING and not _names_feeling(found):
        # Who does not get on and names no feeling: only their own words show that they are puzzled.
        if any(one.cue.kind is CueKind.CONFUSED for one in found):
            return Tone.CONFUSED
        return Tone.MIXED if trouble.get(Tone.UPSET) else Tone.CALM
    tone = _leading(trouble, scores)
    return Tone.MIXED if thanks and thanks >= trouble.get(tone, 0.0) / 2 else tone


def _leading_of_all(found: Sequence[FoundCue], trouble: Mapping[Tone, float]) -> Tone:
    """The tone that most speaks for; who names a feeling is not merely puzzled."""
    named = _names_feeling(found)
    tones = [tone for tone in trouble if not (named and tone is Tone.CONFUSED)]
    return max(tones, key=lambda one: (trouble[one], one is Tone.UPSET, one is Tone.WORRIED), default=Tone.UPSET)


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
    heard = min(scores.margin("negative") * _HEARD_SHARE, _MOST_HEARD)
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


def _comes_to_thank(found: Sequence[FoundCue]) -> bool:
    """Whether somebody writes in order to thank, and neither mocks nor is upset about anything."""
    thanks = [one for one in found if one.cue.id in ("wants-nothing", "comes-to-thank")]
    if any(one.cue.id == "wants-nothing" for one in thanks):
        # What went wrong before is told for the sake of whoever helped.
        upset = sum(one.cue.kind is CueKind.UPSET and one.cue.weight >= _ENOUGH for one in found)
        grave = any(one.cue.kind in (CueKind.LEAVING, CueKind.VULNERABLE) for one in found)
        return upset < len(thanks) and not grave
    if not thanks:
        return False
    against = (CueKind.UPSET, CueKind.LEAVING, CueKind.URGENT, CueKind.REPEAT, CueKind.VULNERABLE, CueKind.STRUGGLE)
    return not any(one.cue.kind in against and one.cue.weight >= _STRONG for one in found)


def _names_feeling(found: Sequence[FoundCue]) -> bool:
    """Whether somebody says in so many words that they are upset or worried."""
    return any(one.cue.kind in _NAMED and one.cue.weight >= _ENOUGH for one in found)


def _feeling(scores: Scores) -> Feeling:
    """Which upset the lexicon hears most of."""
    return _FEELINGS[max(_FEELINGS, key=scores.margin)]


def _strength(weight: float) -> float:
    """Weights add up with less and less effect: 1 gives 0.4, 2 gives 0.6, 4 gives 0.8 (rounded)."""
    return round(weight / (weight + 1.5), 1)
