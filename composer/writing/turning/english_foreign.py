"""Foreign English: grammar of somebody who is still learning, which in our voice would be mockery."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_BE = frozenset(("is", "are", "was", "were", "am"))
_ONE = frozenset(("he", "she", "it", "this", "that", "nobody", "everybody", "everyone", "somebody", "someone"))
_LENGTHS = frozenset(("day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours"))
_COUNTS = frozenset(
    "a one two three four five six seven eight nine ten several many some few couple".split()  # noqa: SIM905
)
_BORDERS = frozenset(("and", "but", "because", "so", "that", "if", "when"))


def refuse_foreign(tokens: Sequence[str], words: TurningWords, verbs: Verbs) -> None:
    """Raise CannotTurnError where hardly anybody writes so whose first language this is."""
    lows = [one.lower() for one in tokens]
    for at, (one, two) in enumerate(pairwise(lows)):
        rest = [low for low in lows[at + 1 :] if low == "not" or not words.has("adverbs", low)]
        before = lows[at - 1] if at else ""
        if (
            _does_past(one, rest, verbs)
            or (one in _BE and _pure(rest[:1], words, verbs))
            or (one == "since" and two in _COUNTS | {str(n) for n in range(2, 60)} and _a_length(lows[at + 2 : at + 4]))
            or (one == "much" and before == "how" and two.endswith("s") and words.has("common", two[:-1]))
            or _disagrees(before, one, lows[at + 1 :], words, verbs)
            or ([one, two] == ["there", "is"] and _several(lows[at + 2 : at + 3]))
            or words.has("foreign_words", one)
            or words.has("foreign_words", two)
        ):
            raise CannotTurnError("still learning the language")


def _several(near: Sequence[str]) -> bool:
    """Whether `there is` leads several: `there's four of us`, which is said and not written."""
    return not (_COUNTS - {"a", "one", "some"}).isdisjoint(near) or any(one.isdigit() and one != "1" for one in near)


def _a_length(near: Sequence[str]) -> bool:
    return not _LENGTHS.isdisjoint(near)


def _does_past(one: str, rest: Sequence[str], verbs: Verbs) -> bool:
    """`did not knew`, `does not has`."""
    verb = (*rest[1:2], "")[0] if rest[:1] == ["not"] else ""
    return one in ("do", "does", "did") and verb not in verbs.bases and verbs.finite(verb)


def _pure(near: Sequence[str], words: TurningWords, verbs: Verbs) -> bool:
    """Whether a word can be nothing but the base of a verb: `is happen`."""
    word = (*near, "")[0]
    other = word in verbs.participles or any(words.has(name, word) for name in ("nouny", "openers", "common"))
    return word in verbs.bases and not other and word not in ("live", "welcome")


def _disagrees(before: str, one: str, after: Sequence[str], words: TurningWords, verbs: Verbs) -> bool:
    """Whether a clause begins with a verb that does not fit its subject: `this mean`, `I not understand`."""
    if before and before not in MARKS | _BORDERS:
        return False
    if after[:1] == ["not"]:
        return words.has("subjects", one) and _pure(after[1:2], words, verbs)
    return one in _ONE and (list(after[:2]) == ["do", "not"] or (_pure(after[:1], words, verbs) and before != "that"))
