"""English subjects: where the subject of a question ends, which is the whole difficulty of turning it."""

from __future__ import annotations

from itertools import pairwise

from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_LONGEST_SUBJECT = 9


def subject_of(rest: list[str], auxiliary: str, words: TurningWords, verbs: Verbs) -> tuple[list[str], list[str]]:
    """The subject of a question and what is said of it."""
    lows = [one.lower() for one in rest]
    if not lows:
        raise CannotTurnError("no subject")
    if lows[0] in words.sets["pronoun_subjects"]:
        return rest[:1], rest[1:]
    if lows[0] in ("this", "that") and len(lows) > 1 and _predicate(words, verbs, lows, 1, auxiliary):
        return rest[:1], rest[1:]
    determined = words.has("determiners", lows[0]) or lows[0][:1].isdigit()
    small = ("openers", "adverbs", "prepositions", "auxiliaries", "whs")
    noun = lows[0].isalpha() and not any(words.has(name, lows[0]) for name in small)
    if not determined and not rest[0][0].isupper() and not lows[0].endswith("s") and not noun:
        raise CannotTurnError("the subject is not clear")
    for at in range(2 if determined else 1, min(len(lows), _LONGEST_SUBJECT + 1)):
        if lows[at] in MARKS or (lows[at] in words.sets["pronoun_subjects"] and lows[at] != "there"):
            break
        bound = words.has("prepositions", lows[at - 1]) or words.has("determiners", lows[at - 1])
        if lows[at] in ("wheelchair", "gluten", "nut", "lactose", "step") and lows[at + 1 : at + 2] in (
            ["accessible"],
            ["free"],
        ):
            return rest[:at], rest[at:]
        if not bound and (_predicate(words, verbs, lows, at, auxiliary)):
            return _not_parted(rest[:at], words), rest[at:]
    if (
        words.has("be", auxiliary)
        and len(lows) <= _LONGEST_SUBJECT
        and not set(lows) & (MARKS | words.sets["pronoun_subjects"])
    ):
        return rest, []
    raise CannotTurnError("the end of the subject is not clear")


def _not_parted(subject: list[str], words: TurningWords) -> list[str]:
    """The subject; raises CannotTurnError where a choice is parted: `the walk from noon or from 2 in the afternoon`."""
    if any(one.lower() == "or" and words.has("prepositions", two.lower()) for one, two in pairwise(subject)):
        raise CannotTurnError("the end of the subject is not clear")
    return subject


def _predicate(words: TurningWords, verbs: Verbs, lows: list[str], at: int, auxiliary: str) -> bool:
    """Whether what is said of the subject can begin at a place."""
    word = lows[at]
    after = lows[at + 1] if at + 1 < len(lows) else ""
    nouny = words.has("nouny", word)
    if words.has("adverbs", word) and word not in ("all", "both", "first"):
        return bool(after) and (
            word in ("not", "also", "still", "already", "ever", "even", "always", "usually")
            or (_predicate(words, verbs, lows, at + 1, auxiliary))
        )
    if auxiliary in ("do", "does", "did") or words.has("modals", auxiliary):
        later = any(
            _plain_base(words, verbs, one) and not words.has("determiners", before)
            for before, one in pairwise(lows[at : at + 4])
        ) or (after in verbs.bases and not words.has("prepositions", after))
        return word == "be" or (word in verbs.bases and not (nouny and (later or after == "be")))
    if auxiliary in ("have", "has", "had"):
        return word in verbs.participles and not (nouny and after in verbs.participles)
    participle = word in verbs.participles and word not in verbs.bases
    if word in verbs.ings:
        return not after or not _noun_follows(after, words)
    if words.has("prepositions", word):
        return _preposition(words, verbs, lows, at, word)
    article = (
        words.has("determiners", word)
        and len(lows) > at + 1
        and not any(words.has("prepositions", one) for one in lows[:at])
    )
    article |= word in words.sets["intensifiers"] and bool(after)
    return participle or article or (words.has("openers", word) and not _noun_follows(after, words))


def _plain_base(words: TurningWords, verbs: Verbs, word: str) -> bool:
    return word in verbs.bases and not words.has("nouny", word)


def _preposition(words: TurningWords, verbs: Verbs, lows: list[str], at: int, word: str) -> bool:
    if word in ("of", "between"):
        return False
    rest = lows[at + 1 :]
    opens = any(
        words.has("openers", one) or one in verbs.participles for one in rest if one not in words.sets["not_openers"]
    )
    if opens:
        raise CannotTurnError("the end of the subject is not clear")
    return word in ("in", "on", "at", "under", "near", "within", "up", "down", "out") and not {
        "than",
        "still",
        "already",
        "not",
        "always",
    } & set(rest)


def _noun_follows(word: str, words: TurningWords) -> bool:
    """Whether a word is most likely a noun: `the open door`, not `the door open on`."""
    if not word or word in MARKS or word[0].isdigit():
        return False
    small = ("prepositions", "adverbs", "joins", "subordinators", "determiners", "subjects", "openers", "auxiliaries")
    return not any(words.has(name, word) for name in small) and word not in ("to", "me", "us", "it", "them")
