"""Happened: what of a message a reply answers, by what was read in it, the gravest first."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

from composer.cases.step import Care
from composer.reading.cues import Cue, CueKind, FoundCue
from composer.reading.issues import IssueKind
from composer.reading.praise import COMES_TO_THANK
from composer.reading.reading import Reading
from composer.writing.assemble import NO_REGRET

_TELLS = {
    CueKind.SITUATION: 9.0,
    CueKind.STRUGGLE: 6.0,
    CueKind.REPEAT: 6.0,
    CueKind.UPSET: 0.5,
    CueKind.WORRIED: 0.5,
    CueKind.CONFUSED: 0.5,
}
_PLAIN = 1.0
"""From this weight on, a cue says by itself that something went wrong."""
_TELLS_LITTLE = 3.0
"""How much a phrase for a cue counts: what happened tells most."""
_PERSONAL, _MOURNS = 10.0, 20.0
"""How much it counts what somebody tells of themselves, before how grave it is, and that somebody has died."""
_LIGHT = 1.0
"""Below this weight, what somebody tells gives way to what went wrong."""
_SOLEMN = frozenset({Care.BEREAVEMENT, Care.VIOLENCE, Care.DANGER, Care.LAW})
"""Beside these, only what is as grave is answered."""
_MONEY_SHORT = "money-short"
_OUR_MONEY_FAULTS = frozenset({"charged-twice", "overcharged", "unknown-charge", "no-refund-yet"})
"""Cues of money that we took or keep: beside them, that money is short is no piece of bad luck."""
_PERSON_HURT, _BODY_HARM = "person-hurt", "body-harm"
_SWALLOWED = re.compile(
    r"swallow|\b(?:ate|eaten|eating)\b|drank|drunk|lick|chew|splash|inhal|spray|gegessen|geschluckt|verschluckt|getrunken|geleckt|gekaut"
    r"|eingeatmet|gespritzt",
    re.IGNORECASE,
)
"""What a poison line knows about."""
_ASKS_IF_SAFE = "asks-if-safe"
"""The cue of who asks whether something may still be used, which is answered beside an injury, too."""
_TREATED, _INJURY = "treated", "injury"
_HURT = frozenset({"harm", "body-harm", "person-hurt", "animal-hurt"})
"""Cues of somebody, or an animal, that has to be seen by a doctor or a vet first."""
_GLAD, _TOLD_ONLY = frozenset({"praised", "good-news", "all-clear", "it-works"}), (None, Care.HEALTH)
"""What is answered to whoever comes to thank, and the care of what they only tell of."""


def happened(reading: Reading) -> Mapping[str, float]:
    """The cues that tell what happened, and how much each counts.

    Where somebody died, is hurt or goes to law, nothing else is answered, nor where no more regret is wanted; light
    words give way to what went wrong.
    """
    found = [_as_told(one) for one in reading.cues]
    solemn = any(one.warns for one in reading.cues) or not _SOLEMN.isdisjoint(reading.care)
    least = math.inf if solemn or any(cue.id == NO_REGRET for cue in found) else _LIGHT * _went_wrong(reading)
    if not COMES_TO_THANK.isdisjoint(cue.id for cue in found):
        # Whoever comes to thank tells of an illness to say who was kind in it.
        graver = (cue for cue in found if cue.kind is not CueKind.PERSONAL or cue.care not in _TOLD_ONLY)
        found = [*graver, *(cue for cue in found if cue.id in _GLAD)]
    if Care.DANGER in reading.care:
        # Whoever may burn or choke is told that first, and who is ill beside it later.
        kept = {*_HURT, _TREATED, _ASKS_IF_SAFE}
        found = [cue for cue in found if cue.kind is not CueKind.PERSONAL or cue.care is Care.DANGER or cue.id in kept]
    if Care.BEREAVEMENT in reading.care:
        # Whom nobody can help any more is not sent to a doctor.
        found = [cue for cue in found if cue.id not in _HURT]
    if not _OUR_MONEY_FAULTS.isdisjoint(cue.id for cue in found):
        found = [cue for cue in found if cue.id != _MONEY_SHORT]
    answered = (
        cue
        for cue in found
        if cue.kind is not CueKind.PERSONAL or cue.care or cue.weight >= least or cue.id == _ASKS_IF_SAFE
    )
    counted = {cue.id: _counts(cue) for cue in answered}
    if counted.keys().isdisjoint({*_HURT, _INJURY}):
        # A warning says so already.
        counted.pop(_ASKS_IF_SAFE, None)
    if not any(cue.id == _TREATED for cue in found) or _HURT.isdisjoint(counted):
        return counted
    # Whom a doctor has seen is not told to see one.
    grave = max(counted[one] for one in _HURT & counted.keys())
    return {one: value for one, value in counted.items() if one not in _HURT} | {_INJURY: grave}


def _as_told(found: FoundCue) -> Cue:
    """A cue as a reply answers it: who is hurt and has swallowed nothing needs a doctor and no poison line."""
    if found.cue.id == _PERSON_HURT and not _SWALLOWED.search(found.words):
        return replace(found.cue, id=_BODY_HARM)
    return found.cue


def _counts(cue: Cue) -> float:
    if cue.care is Care.BEREAVEMENT:
        return _MOURNS
    return _PERSONAL + cue.weight if cue.kind is CueKind.PERSONAL else _TELLS.get(cue.kind, _TELLS_LITTLE)


def something_wrong(reading: Reading) -> bool:
    """Whether the message tells of something that went wrong."""
    kinds = {issue.kind for issue in reading.issues}
    return _went_wrong(reading) or not kinds.isdisjoint({IssueKind.PROBLEM, IssueKind.COMPLAINT})


def _went_wrong(reading: Reading) -> bool:
    return any(one.cue.kind is CueKind.SITUATION and one.cue.weight >= _PLAIN for one in reading.cues)
