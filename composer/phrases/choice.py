"""Choice: which phrase, in which wording, fits this message best, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from composer.cases.step import Care, Channel, Contacts, Outcome, Step, Tone
from composer.phrases.fields import Filled, fill
from composer.phrases.ledger import sentences_had
from composer.phrases.phrasebook import Fits, Phrase
from composer.reading.issues import IssueKind
from composer.reading.speech import NO_SPEECH, Speech
from kb.text import fold

# An outcome named by the phrase outweighs a field that is still open: a promise of a day is asked
# for, not replaced by something vague.
_OUTCOME, _CARE, _HISTORY, _TOPIC, _TONE, _KIND, _CHANNEL = 10.0, 20.0, 3.0, 3.0, 2.0, 1.5, 1.0
_UNFILLED, _SAME_BEGINNING, _SECOND_APOLOGY, _HAD = 6.0, 3.0, 8.0, 100.0
_DATED = 2.0
_OURS = ("agent.", "organisation.")
_COMFORT = (Step.ACKNOWLEDGE, Step.VALIDATE)
_FRAME = (Step.OPENING, Step.LISTEN, Step.CLOSING)
_FROM_THEIR_WORDS = ("case.listening", "case.praised", "case.person", "case.mourned", "case.occasion")
_SAID_BACK = 3.0
"""What it counts that a wording says the customer's own clause back, or names whom they praise."""
_TOO_EASY = 1.0
"""What it counts against a greeting that it is easier than that of the message."""
_READY_FOR = frozenset({Care.MONEY})
"""Where money is short, what went wrong is still regretted; other reasons for care leave no ready comfort."""
_OWN_FACTS = 1.5
"""What it counts that a wording carries the customer's own facts."""


@dataclass(frozen=True)
class Situation:
    """What a phrase is chosen for."""

    tone: Tone
    topics: tuple[str, ...] = ()
    channel: Channel = Channel.EMAIL
    history: Contacts = Contacts.FIRST
    outcome: Outcome = Outcome.PENDING
    asks: bool = True
    """Whether the message asks anything; pure thanks do not."""
    cues: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """The ids of the cues that tell what happened, and how much each counts."""
    kinds: frozenset[IssueKind] = frozenset()
    """What the customer needs."""
    care: tuple[Care, ...] = ()
    """Why the message needs a person."""
    formal: bool = False
    """Whether the message keeps its distance: `Sehr geehrte Damen und Herren`, or no `Hallo` of its own."""
    troubled: bool = True
    """Whether something went wrong, by what the message tells and not by how it sounds."""
    awaited: bool = False
    """Whether they name a day ahead for which they need it."""
    settled: bool = False
    """Whether an answer leaves nothing to be done by us, so that no day has to be promised."""


@dataclass(frozen=True)
class Choice:
    """One wording of one phrase, filled, with what speaks for it."""

    phrase: Phrase
    variant: int
    filled: Filled
    score: float
    because: tuple[str, ...]
    """What it was chosen for, in words."""


@dataclass(frozen=True)
class Rotation:
    """Which wordings were sent lately, and where to begin among the others."""

    used: tuple[str, ...] = ()
    """As `phrase/variant`, the last one first."""
    turn: int = 0


NO_ROTATION = Rotation()


def choices_for(
    step: Step,
    phrases: Iterable[Phrase],
    situation: Situation,
    values: Mapping[str, object],
    *,
    had: frozenset[str] = frozenset(),
    before: Sequence[str] = (),
    rotation: Rotation = NO_ROTATION,
    speech: Speech = NO_SPEECH,
) -> list[Choice]:
    """The wordings that fit a step, best first.

    `had` are sentences this customer has had (see `sentence_key`): they come last. `before` are the
    passages already in the reply, which a new one should not echo. Of equal wordings, the one that
    rested longest comes first.
    """
    found: list[Choice] = []
    for phrase in phrases:
        because = _fits(phrase, situation) if phrase.step is step else None
        if because is None:
            continue
        score = sum(weight for weight, _why in because)
        for offset, variant in enumerate(_rested(phrase, rotation)):
            filled = fill(phrase.variants[variant], values)
            if not _can_be_filled(phrase, filled):
                continue
            penalty = (
                _open_fields(phrase, filled, situation)
                + _echo(filled.text, before, speech)
                + _HAD * bool(sentences_had(filled.text, had))
                + _TOO_EASY * (situation.formal and bool(speech.finds(filled.text, speech.easy)))
                - _OWN_FACTS * _carries_facts(phrase, variant, filled)
                - _SAID_BACK * sum(field in phrase.variants[variant] for field in _FROM_THEIR_WORDS)
            )
            found.append(
                Choice(
                    phrase,
                    variant,
                    filled,
                    score - penalty - offset / 100,
                    tuple(why for _weight, why in because),
                )
            )
    return sorted(found, key=lambda choice: (-choice.score, choice.phrase.id))


def _can_be_filled(phrase: Phrase, filled: Filled) -> bool:
    """Whether somebody can fill what is open: the agent, who is asked, or whoever writes the desk's settings."""
    asked = {ask.field for ask in phrase.ask}
    return all(name in asked or name.startswith(_OURS) for name in filled.unfilled)


def _rested(phrase: Phrase, rotation: Rotation) -> list[int]:
    """The wordings of a phrase, the one that rested longest first."""
    count = len(phrase.variants)
    last = {name: place for place, name in enumerate(rotation.used)}
    in_turn = [(rotation.turn + offset) % count for offset in range(count)]
    return sorted(in_turn, key=lambda variant: -last.get(f"{phrase.id}/{variant}", len(last)))


def _open_fields(phrase: Phrase, filled: Filled, situation: Situation) -> float:
    """How much open fields count against a wording; while something is pending, a day to be named is what is wanted."""
    promises_a_day = phrase.step is Step.FOLLOW_UP and any(ask.kind == "date" for ask in phrase.ask)
    if promises_a_day and situation.outcome is Outcome.PENDING:
        return -_DATED
    return _UNFILLED * bool(filled.unfilled)


def _carries_facts(phrase: Phrase, variant: int, filled: Filled) -> bool:
    """Whether a wording says what is true of this case alone; a follow-up is chosen for what it follows."""
    return (
        phrase.step is not Step.FOLLOW_UP
        and not filled.unfilled
        and any(ask.field in phrase.variants[variant] for ask in phrase.ask)
    )


def _fits(phrase: Phrase, situation: Situation) -> list[tuple[float, str]] | None:
    """Why a phrase fits, with weights; None where one of its lines does not."""
    fits, because = phrase.fits, list[tuple[float, str]]()
    cared_for = [care for care in situation.care if care in fits.care]
    grave = not _READY_FOR.issuperset(situation.care)
    if not cared_for and (fits.care or (grave and phrase.step not in _FRAME)):
        # Behind some messages stands more than their topic: ready words for anybody would be the wrong ones.
        return None
    if phrase.step in _COMFORT and not _comforts(fits, situation):
        return None
    # The gravest reason stands first.
    because += [(_CARE - situation.care.index(care), str(care)) for care in cared_for[:1]]
    told = max((cue for cue in fits.cues if cue in situation.cues), key=lambda cue: situation.cues[cue], default="")
    needed = next((kind for kind in fits.kinds if kind in situation.kinds), None)
    if (fits.cues and not told) or (fits.kinds and needed is None):
        return None
    because += [(situation.cues[told], told)] if told else []
    because += [(_KIND, str(needed))] if needed else []
    if fits.topics:
        shared = [topic for topic in situation.topics if topic in fits.topics]
        if not shared:
            return None
        because.append((_TOPIC - situation.topics.index(shared[0]) / 2, shared[0]))
    for wanted, actual, weight in (
        (fits.tones, situation.tone, _TONE),
        (fits.channels, situation.channel, _CHANNEL),
        ((fits.history,) if fits.history else (), situation.history, _HISTORY),
        ((fits.outcome,) if fits.outcome else (), situation.outcome, _OUTCOME),
    ):
        if wanted:
            if actual not in wanted:
                return None
            because.append((weight, f"{actual} contact" if isinstance(actual, Contacts) else str(actual)))
    return because


def _comforts(fits: Fits, situation: Situation) -> bool:
    """Whether a regret, or thanks for praise, is in its place."""
    thanks = fits.tones == (Tone.THANKFUL,)
    if situation.tone is Tone.THANKFUL and Tone.THANKFUL not in fits.tones:
        # What went wrong and is settled wants no regret any more.
        return False
    if thanks and situation.asks:
        # Who thanks at the end of a request did not write to thank.
        return False
    # Whoever got the wrong boots, or does not get on, is not thanked for saying that they are lovely.
    praised = thanks or fits.kinds == (IssueKind.PRAISE,)
    return not (praised and (situation.troubled or situation.tone.troubled))


def _echo(text: str, before: Sequence[str], speech: Speech) -> float:
    """How much a text repeats what stands before it: the same beginning, a second apology, the name again."""
    said = fold(" ".join(before))
    begins = fold(text).split()[:2]
    penalty = 0.0
    if any(
        fold(sentence).split()[:2] == begins for passage in before for sentence in re.split(r"(?<=[.?!])\s+", passage)
    ):
        penalty += _SAME_BEGINNING
    if speech.finds(said, speech.apologies) and speech.finds(text, speech.apologies):
        penalty += _SECOND_APOLOGY
    return penalty
