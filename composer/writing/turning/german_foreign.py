"""Foreign German: grammar of somebody who is still learning, which in our voice would be mockery."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from composer.writing.turning.german_tokens import MARKS
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_PERSONS = frozenset(("ich", "wir", "er", "es", "man", "niemand", "keiner"))
_JOINS = frozenset(("und", "oder", "aber", "denn", "sondern"))
_HAVE = frozenset("habe haben hat hatte hatten bin sind ist war waren wurde wurden".split())  # noqa: SIM905


def refuse_foreign(tokens: Sequence[str], words: TurningWords) -> None:
    """Raise CannotTurnError where hardly anybody writes so whose first language this is."""
    lows = [one.lower() for one in tokens]
    for at, (one, two) in enumerate(pairwise(lows)):
        begins = at == 0 or tokens[at - 1] in MARKS or lows[at - 1] in _JOINS
        end = next((n for n in range(at, len(lows)) if tokens[n] in MARKS or lows[n] in _JOINS), len(lows))
        if (
            _counts_one(one, two, words)
            or _bare(tokens, at, words, begins=begins)
            or (begins and words.has("then_words", one) and two in _PERSONS and _verb((*lows[at + 2 :], "")[0], words))
            or (words.has("verb_last", one) and _early(lows[at + 1 : end], tokens[at + 1 : end], words))
            or (one in _HAVE and not _ends_clause(tokens[at + 1 : end], words))
            or _wrong_gender(one, two, words)
        ):
            raise CannotTurnError("still learning the language")


def _counts_one(one: str, two: str, words: TurningWords) -> bool:
    """`fünf Minute`."""
    many = (one.isdigit() and one != "1") or words.has("several", one)
    return many and two in ("minute", "stunde", "woche", "sekunde")


def _bare(tokens: Sequence[str], at: int, words: TurningWords, *, begins: bool) -> bool:
    """`in Shop`, `Mann hat`: a noun that needs its article."""
    one, two, three = (*(low.lower() for low in tokens[at : at + 3]), "", "")[:3]
    named = at + 2 < len(tokens) and (tokens[at + 2][:1].isupper() or three[:1].isdigit())
    behind = words.has("bare_behind", one) and words.has("count_nouns", two) and not named
    return behind or (begins and tokens[at][:1].isupper() and words.has("count_nouns", one) and _verb(two, words))


def _verb(low: str, words: TurningWords) -> bool:
    return words.has("finite", low) or words.has("modals", low) or low in words.pairs("first_person")


def _early(rest: Sequence[str], tokens: Sequence[str], words: TurningWords) -> bool:
    """`wenn ich nehme zwei Stück`, `ob kann ich`: a verb that does not wait for the end of its clause."""
    if len(rest) < 3:
        return False
    if rest[0] not in ("sie", "ihr") and tokens[0].islower() and _verb(rest[0], words):
        return rest[1] in ("ich", "wir", "man", "sie", "er", "es")
    acts = _verb(rest[1], words) or (
        rest[0] == "ich" and rest[1].endswith("e") and not words.has("determiners", rest[1])
    )
    small = any(words.has(name, rest[1]) for name in ("adverbs", "prepositions", "hedges", "determiners"))
    return rest[0] in ("ich", "wir", "er", "man") and acts and not small and tokens[1].islower()


def _ends_clause(rest: Sequence[str], words: TurningWords) -> bool:
    """Whether nothing follows a participle that stands before it in good German: `gewartet eine Stunde`."""
    for one, two in pairwise(rest):
        done = one.islower() and len(one) > 5 and one.startswith("ge") and one.endswith(("t", "en"))
        done |= words.has("participles", one)
        noun = two[:1].isupper() and two not in ("Sie", "Ihnen") and not two[1:2].isupper()
        article = words.has("determiners", two.lower()) and two.lower() not in ("zwei", "drei", "vier", "alle", "beide")
        if done and (article or two == "in" or noun):
            return False
    return True


def _wrong_gender(one: str, two: str, words: TurningWords) -> bool:
    """`meine Sohn`, `mein Frau`."""
    return (words.has("feminines", one) and words.has("masculine_nouns", two)) or (
        one in ("mein", "ein", "kein", "unser") and words.has("feminine_nouns", two)
    )
