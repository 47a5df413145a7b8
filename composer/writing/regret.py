"""Regret: whether a reply has to say that something is a pity, by weights learned on labelled messages.

Regret is due where something went wrong for somebody, and not where they only ask, are glad or are in haste.
`python tests/benchmarks/train_telling.py phrasebooks` makes the weights anew.
"""

from __future__ import annotations

import re

from composer.reading.cues import CueKind
from composer.reading.praise import PRAISED
from composer.reading.reading import Reading
from composer.reading.tone import MOCKING
from composer.reading.weights import chance_of, weights_of
from composer.writing.telling import Features
from composer.writing.telling_signs import counts_of

REGRET_DUE = "regret-due"
"""What phrases that regret, without saying what, name as their cue."""
_ENOUGH = 0.6
"""From this chance on, seven of ten messages wanted it; most of the others were stuck, or afraid."""
_MOST, _HEAVIEST, _REPEATS = 4, 6.0, 3
_HEARTS = re.compile(r"[\u2764\u2665\U0001f493-\U0001f49f\U0001f9e1\U0001f90d\U0001f970\U0001f60d\U0001f64f]")
"""Signs of who is glad; whoever mocks draws other faces."""
_WRONG, _PLAIN = frozenset({CueKind.SITUATION, CueKind.REPEAT, CueKind.UPSET, CueKind.LEAVING}), 1.0
"""Cues that say beside praise that something went wrong, and their weight: `a year` may be one of joy."""
_COUNTED = ("we did", "our people", "reports", "life", "others")


def features_of_regret(reading: Reading, text: str, *, public: bool) -> Features:
    """What a message is like, each from 0 to 6, by the names that the table of weights has."""
    weight = sum(one.cue.weight for one in reading.cues if one.cue.kind is CueKind.SITUATION)
    repeats = sum(one.cue.kind is CueKind.REPEAT for one in reading.cues)
    found: dict[str, float] = {
        f"tone {reading.tone}": 1.0,
        "struggling": float(reading.struggling),
        "went wrong": min(_HEAVIEST, weight),
        "writes again": float(min(_REPEATS, repeats)),
        "care": float(bool(reading.care)),
        "public": float(public),
    }
    found |= {f"care {care}": 1.0 for care in reading.care}
    found |= {name: float(min(_MOST, count)) for name, count in counts_of(text, _COUNTED).items()}
    return {name: value for name, value in found.items() if value}


def is_glad(reading: Reading, text: str) -> bool:
    """Whether a message praises or draws hearts, and nothing in it says that something went wrong."""
    glad = _HEARTS.search(text) or any(one.cue.id == PRAISED for one in reading.cues)
    wrong = any(one.cue.kind in _WRONG and one.cue.weight >= _PLAIN for one in reading.cues)
    return bool(glad) and not (wrong or MOCKING.search(text))


def regret_is_due(reading: Reading, text: str, *, public: bool) -> bool:
    """Whether a reply to a message in these words says that something is a pity."""
    if is_glad(reading, text):
        return False
    return chance_of(features_of_regret(reading, text, public=public), weights_of("regretting.tsv")) >= _ENOUGH
