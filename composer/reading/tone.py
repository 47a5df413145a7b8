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
from composer.reading.manner import Chances
from composer.reading.praise import PRAISED
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
MOCKING = re.compile(
    "[\U0001f643\U0001f644\U0001f44f\U0001f921\U0001f621\U0001f92c\U0001f595]"
    r"|\bl\u00e4uft (?:ja |echt |wieder |richtig )?bei (?:euch|ihnen|dir)"
    r"(?=\s*(?:[.!;,\n\U0001f44c\U0001f44d\U0001f602\U0001f605]|$))"
    r"|\bgl\u00fcckwunsch\b[^.?\n]{0,80}\b(?:geschafft|gelungen)\b[^.?\n]{0,40}\bnicht\b"
    r"|\b(?:congratulations|congrats|well done|bravo)\b[^.?\n]{0,80}"
    r"\b(?:managed (?:not )?to|once again|yet again|successfully)\b"
    r"|\b(?:gro\u00dfes lob|dickes lob|bravo|respekt|chapeau|kompliment|well done|hats off|kudos|full marks)\b"
    r"[^.!?:\n]{0,60}:\s(?:[^.!?\n]|\d\.(?=\d)){0,100}\b(?:seit (?:\w+ )?(?:tagen|wochen|monaten)|immer noch"
    r"|kaputt|for (?:\w+ )?(?:days|weeks|months)|still|broken|dead)\b"
    r"|(?:^|\s)o{1,4}h,? (?:lovely|great|brilliant|joy|wonderful|super|toll|wie sch\u00f6n)\b[^.!?\n]{0,40}"
    r"\b(?:hours?|minutes?|days|weeks|late|delay\w*|yet another|stunden|minuten|tage|wochen|schon wieder)\b"
    r"|\bin the room with us\b|\b(?:received?|recieved?|got|delivered|sent me) one \(1\)"
    r"|\bare you \w+ing\b[^.?!\n]{0,40}\b(?:yourselves|by hand|on foot|one by one)\s?\?",
    re.IGNORECASE,
)
"""Faces, congratulations on what went wrong, `Hats off: the lamps have been dead since May`, and questions that ask
nothing: they mean the opposite of praise."""
_HEARTFELT = re.compile(
    r"\b(?:thanks|thank you|thankyou|danke(?:sch\u00f6n)?|merci|gracias)\b[^.?\n]{0,50}?"
    r"(?:!!|[\u2764\u2665\U0001f33b-\U0001f33f\U0001f389\U0001f490\U0001f493-\U0001f49f\U0001f60d\U0001f64f\U0001f970])",
    re.IGNORECASE,
)
"""Thanks with a heart, a flower or folded hands."""
_HEARTS = re.compile(r"[\u2764\u2665\U0001f493\U0001f495-\U0001f49f\U0001f9e1\U0001f90d\U0001f970\U0001f60d]")
"""What somebody draws who is glad: neither a broken heart nor folded hands, which ask."""
_WISHES = re.compile(
    r"\b(?:bitte|please|pls|plz|k[\u00f6o]nn\w*|can|could|need|brauch\w*|m[\u00f6o]cht\w*|would like|want)\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"!{2,}|\b[A-Z]{4,}\b[^a-z]*\b[A-Z]{4,}\b")
_FEELINGS = {"anger": Feeling.ANGRY, "frustration": Feeling.FRUSTRATED, "disappointment": Feeling.DISAPPOINTED}
_ENOUGH = 1.0
"""Trouble that a message must hold before its tone says so."""
_HEARD_SHARE, _MOST_HEARD = 0.5, 1.5
"""What the lexicon's margin counts beside cues, and the most that it may count."""
_STUCK, _STUCK_WITH_CUE, _STUCK_BARE = 0.5, 0.45, 0.65
"""Chances from which on somebody is stuck: as a rule, with a cue that says it by itself, and in a bare request."""
_DECIDED = 0.1
"""How much likelier `mixed` must be than upset: it leaves the judging to a person."""
_MIXED = 0.85
"""The chance of `mixed` from which on nobody is plainly upset without words that say so."""
_MOCKED = 0.2
"""How much likelier thanks must be than trouble: mockery is said in the same words."""
_THANKED, _SURELY_STUCK = 0.3, 0.7
"""Chances of thanks from which on nobody is plainly upset, and of being stuck from which on nobody is plainly calm."""
_NO_DOUBT, _POSSIBLE = 1.3, 0.2
"""Trouble in cues from which on nobody is calm, and the chance that the tone must have all the same."""
_NEVER = 0.05
"""The chance of thanks below which `No need to answer` is none."""
_FAILS = re.compile(
    r"\b(?:can['\u2019]?t|(?:could|do|does|wo|is|are)n['\u2019]?t)\b(?! wait\b)|\bcannot\b"
    r"|\b(?:geht|gehen|kann|k\u00f6nnen|funktioniert|klappt|komme?|l\u00e4sst)\b[^.!?\n]{0,30}\bnicht?\b",
    re.IGNORECASE,
)
"""What does not work now."""
_PLAIN = 1.0
"""From this weight on, a cue of struggle says it by itself."""
_NAMED = (CueKind.UPSET, CueKind.WORRIED)
_SHARP = (CueKind.UPSET, CueKind.LEAVING)
_STRONG = 0.6
"""From this weight on, a cue says something by itself."""
_TOLD = 0.45
"""What it counts that a message with trouble asks nothing: it is there to tell what happened."""
_SOFT = (CueKind.SUPPOSED, CueKind.KIND, CueKind.THANKFUL, CueKind.STRUGGLE)


def judge(found: Sequence[FoundCue], scores: Scores, chances: Chances | None, text: str, *, asks: bool) -> Sound:
    """The tone that learned weights speak for; without them, what cues and lexicon say.

    Whoever comes only to thank is heard, whatever they tell; whoever may be hurt is never met as calm; praise with a
    mocking face over trouble, or from a sickbed, is no thanks. A tone without words that show it is calm.
    """
    found = [one for one in found if one.cue.kind is not CueKind.PERSONAL or one.warns]
    trouble = _trouble(found, scores, text, asks=asks)
    never = chances is not None and chances.tones[Tone.THANKFUL] < _NEVER
    if _comes_to_thank(found) and not never and not (asks and sum(trouble.values()) >= _ENOUGH):
        return _pleased(found, scores, text, chances)
    heartfelt = _HEARTFELT.search(text) or _HEARTS.search(text)
    wrong = sum(trouble.values()) >= _ENOUGH or MOCKING.search(text)
    if heartfelt and not (asks or wrong or _WISHES.search(text)):
        return Sound(Tone.THANKFUL, _strength(_ENOUGH), (heartfelt[0],))
    tone = _by_cues(found, trouble, scores)
    if chances:
        wants = asks or _FAILS.search(text) is not None
        tone = _without_doubt(_likeliest(chances, found, wants=wants), chances, found, trouble, told="?" not in text)
    stuck = _is_stuck(found, chances, tone)
    if MOCKING.search(text) and (trouble or tone is Tone.THANKFUL):
        tone = Tone.MIXED
    warned = [one for one in found if one.warns]
    if warned and tone in (Tone.CALM, Tone.THANKFUL, Tone.MIXED):
        return Sound(Tone.WORRIED, _strength(_ENOUGH), _joined(warned, text), stuck=True)
    grave = any(one.cue.kind is CueKind.VULNERABLE for one in found)
    if tone is Tone.CALM or (tone is Tone.THANKFUL and grave):
        return Sound(stuck=stuck)
    if tone is Tone.THANKFUL:
        return _pleased(found, scores, text, chances)
    words = _showing(found, chances, tone, text) or tuple(filter(_says, scores.words_for("negative")))
    feeling = _feeling(scores) if tone is Tone.UPSET and scores.words_for("negative") else None
    strength = _strength(max(sum(trouble.values()), _ENOUGH))
    return Sound(tone, strength, words, feeling, stuck) if words else Sound(stuck=stuck)


def _showing(found: Sequence[FoundCue], chances: Chances | None, tone: Tone, text: str) -> tuple[str, ...]:
    """The words that show a troubled tone: those of strong cues, else the clause that says most, else weak cues."""
    cues = outstanding([one for one in found if one.cue.kind in _TROUBLE or one.cue.tone is not None])
    shown = _joined(cues, text)
    strong = any(one.cue.weight >= _STRONG for one in cues)
    return shown if strong else _learned_words(chances, tone, text) or shown


def _says(term: str) -> bool:
    return any(map(telling, term.split()))


def _likeliest(chances: Chances, found: Sequence[FoundCue], *, wants: bool) -> Tone:
    """The tone that a careful reader most likely accepts; thanks only where it is clearly that.

    Who asks, or cannot do something, thanks only in words that say so; where no tone is likely, nothing is known, and
    it is calm. `mixed` leaves the judging to a person: it stands where it is nearly sure and no words say that somebody
    is upset.
    """
    likely = dict(chances.tones)
    if max(likely.values()) < _POSSIBLE:
        return Tone.CALM
    unsaid = wants and not any(one.cue.kind in _PLEASED or one.cue.id == PRAISED for one in found)
    if unsaid or likely[Tone.THANKFUL] < max(likely[Tone.UPSET], likely[Tone.MIXED]) + _MOCKED:
        del likely[Tone.THANKFUL]
    if likely[Tone.MIXED] < likely[Tone.UPSET] + _DECIDED:
        plainly = likely[Tone.MIXED] < _MIXED or any(one.cue.kind in _SHARP for one in found)
        del likely[Tone.MIXED if plainly else Tone.UPSET]
    tone = max(likely, key=lambda one: likely[one])
    thanks = tone is Tone.UPSET and chances.tones[Tone.THANKFUL] >= _THANKED
    stuck = tone is Tone.CALM and chances.stuck >= _SURELY_STUCK and chances.tones[Tone.MIXED] >= _POSSIBLE
    return Tone.MIXED if thanks or stuck else tone


def _without_doubt(
    tone: Tone, chances: Chances, found: Sequence[FoundCue], trouble: Mapping[Tone, float], *, told: bool
) -> Tone:
    """The likeliest tone, corrected where cues leave no doubt, or leave all of it."""
    leading = max(trouble, key=lambda one: trouble[one], default=Tone.CALM)
    weight = trouble.get(leading, 0.0)
    thanks = sum(one.cue.weight for one in found if one.cue.kind is CueKind.THANKFUL)
    named = {one.cue.kind for one in found if one.cue.kind in _NAMED and one.cue.weight >= _ENOUGH}
    if tone is Tone.CALM and told and weight >= _NO_DOUBT and chances.tones[leading] >= _POSSIBLE:
        return leading
    if tone is Tone.THANKFUL and named:
        return Tone.MIXED
    if tone is Tone.THANKFUL and any(one.cue.kind is CueKind.URGENT for one in found) and not thanks:
        # `Help, I cannot get the lens out!!` is as loud as thanks are.
        return Tone.WORRIED
    if tone is Tone.CALM and thanks >= max(2 * _ENOUGH, 2 * weight) and chances.tones[Tone.THANKFUL] >= _POSSIBLE:
        return Tone.THANKFUL
    if tone is Tone.MIXED and named == {CueKind.WORRIED} and leading is Tone.WORRIED:
        return Tone.WORRIED
    if tone is Tone.MIXED and [one.cue.kind for one in found] == [CueKind.STRUGGLE]:
        # Who asks how something is done, and says no more, is not upset about it.
        return Tone.CALM if chances.tones[Tone.CALM] >= _POSSIBLE or not chances.tells_more else tone
    return tone


def _is_stuck(found: Sequence[FoundCue], chances: Chances | None, tone: Tone) -> bool:
    says_so = any(one.cue.kind is CueKind.STRUGGLE and one.cue.weight >= _PLAIN for one in found)
    if chances is None:
        return says_so or tone in (Tone.UPSET, Tone.WORRIED, Tone.CONFUSED)
    bare = not found and not chances.tells_more
    return chances.stuck >= (_STUCK_WITH_CUE if says_so else _STUCK_BARE if bare else _STUCK)


def _learned_words(chances: Chances | None, tone: Tone, text: str) -> tuple[str, ...]:
    return chances.words_for(tone, text) if chances else ()


def _by_cues(found: Sequence[FoundCue], trouble: Mapping[Tone, float], scores: Scores) -> Tone:
    """The tone where no weights were learned: trouble of 1 in all, and thanks beside it are `mixed`."""
    weight = sum(trouble.values())
    thanks = sum(one.cue.weight for one in found if _is_thanks(one)) + (scores.margin("gratitude") >= 0)
    turned_round = any(one.cue.kind is CueKind.UPSET for one in found)
    if weight < _ENOUGH or (not turned_round and thanks >= 2 * weight):
        return Tone.THANKFUL if thanks else Tone.CALM
    named = any(one.cue.kind in _NAMED and one.cue.weight >= _ENOUGH for one in found)
    tones = [tone for tone in trouble if not (named and tone is Tone.CONFUSED)]
    leading = max(tones, key=lambda one: (trouble[one], one is Tone.UPSET, one is Tone.WORRIED), default=Tone.UPSET)
    return Tone.MIXED if thanks >= trouble.get(leading, 0.0) / 2 > 0 else leading


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


def _pleased(found: Sequence[FoundCue], scores: Scores, text: str, chances: Chances | None) -> Sound:
    """A message of thanks."""
    pleased = [one for one in found if one.cue.kind in _PLEASED]
    words = _joined(pleased, text) or _learned_words(chances, Tone.THANKFUL, text)
    words = words or tuple(filter(_says, scores.words_for("gratitude")))
    return Sound(Tone.THANKFUL, _strength(sum(one.cue.weight for one in pleased) or 1.0), words) if words else Sound()


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


def _feeling(scores: Scores) -> Feeling:
    """Which upset the lexicon hears most of."""
    return _FEELINGS[max(_FEELINGS, key=scores.margin)]


def _strength(weight: float) -> float:
    """Weights add up with less and less effect: 1 gives 0.4, 2 gives 0.6, 4 gives 0.8 (rounded)."""
    return round(weight / (weight + 1.5), 1)
