"""Rules: every finding that a function makes, with its group, its level and where it comes from, in one table.

What can be said as words alone stands in `wording.yaml`. An error is for what the text itself proves; a missing
step is a question, since looking for it misses two thirds of what people write (EPITOME, measured).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kb.problem import Level


@dataclass(frozen=True)
class Rule:
    """What is fixed about a rule."""

    group: str
    level: Level
    source: str = ""


_HERHAUSEN = "Herhausen and others 2023: listening and empathy calm even before anything is solved"
_ROSCHK = "Roschk and Kaiser 2013: an apology works by its empathy first"
_PACKARD_I = "Packard, Moore and McFerran 2018: `I` is felt as empathy and agency, `we` is not"
_CONCRETE = "Packard and Berger 2021: concrete words show that somebody listened"
_ORDER = "Packard, Li and Berger 2024: warm at the beginning and the end, competent in between"
_SOLVING = "Marinova, Singh and Singh 2018: solving satisfies, overdone relating does not"
_OWNING = "Lewicki, Polin and Lount 2016: owning the fault counts most in an apology"
_CAUSE = "Cracco and others 2017: specific reasons are forgiven more"
_SCRIPT = "Victorino and others 2013: a noticed script scores lowest where the case is special"
_CHEER = "Li, Chan and Kim 2019: after a failure, emoji look less competent"
_PLAIN = "Plain-language guides"

RULES: Mapping[str, Rule] = MappingProxyType({
    "reply-empty": Rule("clarity", Level.ERROR),
    "reply-too-large": Rule("clarity", Level.ERROR),
    "field-unfilled": Rule("clarity", Level.ERROR),
    "placeholder-left": Rule("clarity", Level.ERROR),
    "too-long": Rule("clarity", Level.ERROR),
    "shouting": Rule("clarity", Level.ERROR),
    "long-sentence": Rule("clarity", Level.HINT, _PLAIN),
    "hard-to-read": Rule("clarity", Level.HINT, "Björnsson 1968: LIX above 50 is hard to read"),
    "long-paragraph": Rule("clarity", Level.HINT, _PLAIN),
    "short-forms": Rule("clarity", Level.WARNING, _PLAIN),
    "language-other": Rule("clarity", Level.ERROR),
    "language-unsaid": Rule("clarity", Level.ERROR),
    "name-blank": Rule("personalisation", Level.ERROR),
    "name-wrong": Rule("personalisation", Level.ERROR),
    "name-invented": Rule("personalisation", Level.WARNING),
    "name-unused": Rule("personalisation", Level.HINT),
    "name-often": Rule("personalisation", Level.HINT),
    "greeting-missing": Rule("personalisation", Level.HINT),
    "history-unnamed": Rule("personalisation", Level.WARNING),
    "step-listen": Rule("listen", Level.HINT, _CONCRETE),
    "asks-known": Rule("listen", Level.ERROR),
    "many-questions": Rule("listen", Level.HINT),
    "issue-open": Rule("listen", Level.ERROR, _CONCRETE),
    "answer-missing": Rule("solve", Level.WARNING, _SOLVING),
    "points-elsewhere": Rule("solve", Level.WARNING, _SOLVING),
    "talks-past": Rule("sincerity", Level.WARNING, _CONCRETE),
    "address-mixed": Rule("personalisation", Level.WARNING),
    "step-acknowledge": Rule("acknowledge", Level.WARNING, f"{_ROSCHK}; {_HERHAUSEN}"),
    "steps-first": Rule("acknowledge", Level.HINT, _ORDER),
    "apology-unowned": Rule("ownership", Level.HINT, _OWNING),
    "regret-twice": Rule("acknowledge", Level.WARNING, _SOLVING),
    "we-without-i": Rule("ownership", Level.HINT, _PACKARD_I),
    "step-validate": Rule("validate", Level.HINT, _HERHAUSEN),
    "care-needed": Rule("validate", Level.ERROR),
    "care-perhaps": Rule("validate", Level.HINT),
    "cheer-in-grief": Rule("validate", Level.WARNING, _CHEER),
    "cheer-marks": Rule("validate", Level.HINT, _CHEER),
    "step-solve": Rule("solve", Level.WARNING, _SOLVING),
    "no-way-out": Rule("solve", Level.HINT, _SOLVING),
    "steps-unnumbered": Rule("solve", Level.HINT, _PLAIN),
    "cause-missing": Rule("solve", Level.HINT, _CAUSE),
    "step-follow-up": Rule("follow-up", Level.WARNING),
    "promise-undated": Rule("promises", Level.ERROR),
    "promise-past": Rule("promises", Level.ERROR),
    "promise-late": Rule("promises", Level.WARNING),
    "claim-unconfirmed": Rule("truth", Level.ERROR),
    "claim-own": Rule("truth", Level.HINT),
    "promise-no-such-day": Rule("promises", Level.ERROR),
    "card-printed": Rule("safety", Level.ERROR),
    "sentence-again": Rule("sincerity", Level.ERROR, _SCRIPT),
    "sentence-twice": Rule("sincerity", Level.ERROR),
    "only-phrases": Rule("sincerity", Level.HINT, _SCRIPT),
    "very-short": Rule("sincerity", Level.HINT),
    "spelling": Rule("clarity", Level.HINT),
})  # fmt: skip
