"""Courtesy: apologies, announcements and chat round a question or a request, taken off before it is looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from composer.writing.turning.turning_words import TurningWords

_BUT = ("but", "aber")
_LONGEST_APOLOGY = 14
_LONGEST_PHRASE = 5
_LONGEST_SENTENCE = 60
_LEAST = 3
"""Words that must be left."""
_ASKS = ("whs", "auxiliaries", "finite", "modals", "softeners")
_BEGINS = (*_ASKS, "subjects", "determiners", "verbs")
_PERSONS = ("you", "i", "we", "it", "there", "anyone", "someone", "ich", "wir", "sie", "ihr", "es", "man", "jemand")
_LINKS = frozenset(("to", "say", "and", "no", "many", "of", "with", "zu", "und", "sagen", "vielen"))
"""Behind these a word of thanks belongs to the sentence."""
_MARKS = ".!?"


def without_courtesy(sentence: str, words: TurningWords) -> str:
    """A sentence in plainer words: no apology for asking, no `just out of curiosity`, no `lol` at its end."""
    found = _without_openings(_said_plainly(_calm(sentence), words).split(), words)
    return " ".join(_without_tail(_without_apology(found, words), words))


def _calm(sentence: str) -> str:
    """A sentence with one mark at its end; `??` stays, for it doubts what it asks."""
    return sentence.rstrip("!") + "!" if sentence.endswith("!!") else sentence


def _said_plainly(sentence: str, words: TurningWords) -> str:
    pattern, plain = _plain_forms(words)
    return pattern.sub(lambda match: plain[match[0].lower()], sentence) if pattern else sentence


@lru_cache(maxsize=4)
def _plain_forms(words: TurningWords) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    plain = {one.replace("_", " "): two.replace("_", " ") for one, two in words.pairs("said_plainly").items()}
    for one in words.lists.get("checking", ()):
        who = "we" if one.startswith(("we", "can_we", "may_we")) else "I"
        asks = (*words.lists["whs"], "if", "whether")
        plain |= {f"{one.replace('_', ' ')} {wh}": f"{who} would like to know {wh}" for wh in asks}
    every = "|".join(re.escape(one) for one in sorted(plain, key=len, reverse=True))
    return (re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE) if every else None), plain


def _without_apology(found: list[str], words: TurningWords) -> list[str]:
    """The words behind `Sorry if I have missed it, but`, where a question or a request follows."""
    begins = [_bare(found[0]), " ".join(map(_bare, found[:2]))] if found else []
    if not any(words.has("apologies", one) for one in begins):
        return found
    for at in range(1, min(len(found), _LONGEST_APOLOGY)):
        joined_on = found[at].lower() in _BUT
        border = at == 1 or found[at - 1].endswith((",", "-", ":")) or joined_on
        rest = found[at + joined_on :]
        if border and len(rest) >= _LEAST and _opens(rest, words, _ASKS):
            return rest
    return found


def question_alone(sentence: str, words: TurningWords) -> str:
    """The question without what stands before it: `I have looked everywhere, how do I pay?`; empty for none."""
    found = sentence.split()
    if not found or not found[-1].endswith("?") or len(found) > _LONGEST_SENTENCE:
        return ""
    if any(words.has("conditions", _bare(one)) for one in found[:3]) or any(
        words.has("rude", _bare(one)) for one in found
    ):
        return ""
    for at in range(len(found) - _LEAST, 0, -1):
        joined_on = found[at].lower() in (*_BUT, "so", "also")
        border = found[at - 1].endswith((",", "-", ":", ";"))
        rest = found[at + joined_on :]
        before = _bare(found[at - 1]) if border else ""
        if before and len(rest) >= _LEAST and _asks_alone(rest, words):
            return " ".join(rest)
    return ""


def _asks_alone(rest: Sequence[str], words: TurningWords) -> bool:
    """Whether the words are a question of their own, and no relative clause: `who has`, `which is`."""
    first, second = _bare(rest[0]), _bare(rest[1])
    inner = words.has("prepositions", first) and words.has("whs", second)
    verb = words.has("auxiliaries", first) or words.has("modals", first) or words.has("finite", first)
    asks = words.has("whs", first) and not words.has("determiners", first) and first not in ("which", "who", "as")
    person = second in _PERSONS or words.has("determiners", second) or words.has("subjects", second)
    acts = any(words.has(name, second) for name in ("auxiliaries", "modals", "finite", "how_words")) or first == "what"
    return (verb and person) or ((asks or inner) and (acts or inner))


def _without_openings(found: list[str], words: TurningWords) -> list[str]:
    """The words without what only leads to them: `wait so`, `while you're at it`."""
    before: list[str] = []
    while found != before:
        before = found
        for length in range(_LONGEST_PHRASE, 0, -1):
            phrase = " ".join(map(_bare, found[:length]))
            rest = found[length:]
            if len(rest) >= _LEAST and words.has("openings", phrase) and _opens(rest, words, _BEGINS):
                found = rest
                break
    return found


def _without_tail(found: list[str], words: TurningWords) -> list[str]:
    """The words without what a chat hangs on: `lol`, `or no`; the mark at the end stays."""
    mark = found[-1][-1] if found and found[-1][-1] in _MARKS else ""
    for length in (3, 2, 1):
        at = len(found) - length
        hangs = at >= _LEAST and words.has("tails", " ".join(map(_bare, found[at:])))
        if hangs and _bare(found[at - 1]) not in _LINKS:
            kept = [*found[: at - 1], found[at - 1].rstrip(f",{_MARKS}") + mark]
            return _without_tail(kept, words)
    return found


def _opens(rest: Sequence[str], words: TurningWords, names: Sequence[str]) -> bool:
    first = _bare(rest[0]).partition("'")[0]
    first = words.pairs("chat").get(first, first).partition("_")[0].lower()
    inner = words.has("prepositions", first) and words.has("whs", (*map(_bare, rest[1:2]), "")[0])
    return inner or any(words.has(name, first) for name in names)


def _bare(word: str) -> str:
    return word.lower().strip(",;:.!?-")
