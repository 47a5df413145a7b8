"""English persons: who wrote becomes `you`, the organisation becomes `we`, and every pronoun needs its noun."""

from __future__ import annotations

from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_PLAIN = {
    "i": "you", "me": "you", "my": "your", "our": "your", "mine": "yours", "ours": "yours", "us": "you", "we": "you",
    "myself": "yourself", "ourselves": "yourselves", "am": "are", "your": "our", "yours": "ours",
    "yourself": "ourselves", "yourselves": "ourselves",
}  # fmt: skip
_PARTICLES = frozenset(("back", "up", "down", "off", "out", "open", "work"))
_ANOTHER = (["there", "is"], ["out", "another"], ["send", "another"])
_AND = frozenset(("and", "but", "then"))
_MANY = frozenset(("both", "all"))


def exchanged(tokens: list[str], words: TurningWords, verbs: Verbs) -> list[str]:
    """The tokens as the organisation would say them to the customer."""
    found: list[str] = []
    mine = False
    """Whether the last subject is who wrote, so that `was` must become `were`."""
    for at, token in enumerate(tokens):
        low = token.lower()
        if low == "you":
            found.append(_you(at, tokens, words, verbs))
        elif low == "was" and mine:
            found.append("were")
        else:
            found.append(_PLAIN.get(low, token))
        if low in ("i", "we"):
            mine = True
        elif mine and not words.has("adverbs", low):
            mine = _same(tokens, at, words)
    return found


def _same(tokens: list[str], at: int, words: TurningWords) -> bool:
    """Whether the next verb after a conjunction has the same subject: `I called and was told`."""
    rest = [one.lower() for one in tokens[at:]]
    place = next((n for n, one in enumerate(rest) if one in _AND), -1)
    then = next((one for one in rest[place + 1 :] if not words.has("adverbs", one)), "")
    return place >= 0 and then == "was" and not any(words.has("subjects", one) for one in rest[:place])


def _verbal(low: str, verbs: Verbs, words: TurningWords) -> bool:
    return low in verbs.bases or verbs.finite(low) or words.has("auxiliaries", low)


def _you(at: int, tokens: list[str], words: TurningWords, verbs: Verbs) -> str:
    before = tokens[at - 1].lower() if at else ""
    rest = [one.lower() for one in tokens[at + 1 :] if not words.has("adverbs", one.lower())]
    after = rest[0] if rest else ""
    acts = words.has("auxiliaries", after) or after in verbs.bases or verbs.finite(after)
    if words.has("prepositions", before) and before not in words.sets["clause_prepositions"]:
        return "us"
    if (
        not before
        or before in MARKS
        or words.has("subordinators", before)
        or before in words.sets["borders"]
        or before in words.sets["clause_prepositions"]
    ):
        if acts:
            return "we"
        raise CannotTurnError("`you` without a verb")
    verb = before in verbs.bases or verbs.finite(before) or before in verbs.ings
    led = at > 1 and (
        words.has("determiners", tokens[at - 2].lower())
        or any(one.lower() in ("which", "what") for one in tokens[max(0, at - 3) : at - 1])
    )
    noun = led or (at > 1 and not words.has("nouny", before) and not verb)
    if acts and noun and not words.has("auxiliaries", before):
        return "we"
    if verb and (not acts or words.has("nouny", after)) and not noun:
        return "us"
    raise CannotTurnError("`you` may be either")


def needs_noun(tokens: list[str], said: str, words: TurningWords, verbs: Verbs, *, follows: bool = False) -> bool:
    """Whether a third person or a demonstrative stands in a clause; refused where its noun is not said before.

    Where the clause `follows` what was said as it did in the message, several nouns there are no riddle.
    """
    there = False
    for at, token in enumerate(tokens):
        low = token.lower()
        if not words.has("others", low) or _is_free(at, tokens, words, verbs):
            continue
        there = True
        after = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        named = _is_noun(after, words, verbs) and after not in _PARTICLES and after not in words.sets["empty_nouns"]
        if named and low in (
            "this",
            "that",
            "these",
            "those",
            "such",
            "all",
            "each",
            "both",
            "either",
            "neither",
            "one",
        ):
            continue
        here = [one.lower() for one in tokens[:at]]
        there_before = len(_nouns_for(low, said.lower().split(), words, verbs))
        fits = there_before == 1 or (follows and there_before > 1)
        # `one delegate travels`, `in one sum`
        counts = at + 2 < len(tokens) and _verbal(tokens[at + 2].lower(), verbs, words)
        if low == "one" and (counts or (at and words.has("prepositions", tokens[at - 1].lower()) and after.isalpha())):
            continue
        again = (
            low == "one" and at + 1 == len(tokens) and here[-2:] in _ANOTHER and _nouns_for("it", here, words, verbs)
        )
        if again:
            continue
        # `There is a bin next to it` names the bin, and not what it stands next to.
        beside = here[:1] == ["there"] and words.has("prepositions", here[-1])
        if low in ("one", "ones") or not (fits or (not beside and _nouns_for(low, here, words, verbs))):
            raise CannotTurnError(f"`{low}` without its noun")
    return there


def _is_free(at: int, tokens: list[str], words: TurningWords, verbs: Verbs) -> bool:
    """Whether a word of the third person points at nothing: `it is possible`, `the code that I have`."""
    low = tokens[at].lower()
    before = tokens[at - 1].lower() if at else ""
    after = [one.lower() for one in tokens[at + 1 : at + 5]]
    if low == "it":
        near = [
            one for one in after if one not in ("would", "will", "be", "is", "was", "still", "also", "not", "take", "a")
        ]
        takes = (
            after[:1] == ["cost"]
            or after[:1] == ["costs"]
            or after[:1] == ["take"]
            or after[:1] == ["takes"]
            or after[:2] in (["would", "take"], ["will", "take"])
        )
        fits = (
            after[:2] == ["is", "to"]
            or (before == "like" and after[:1] == ["if"])
            or near[:2] in (["make", "any"], ["makes", "any"])
        )
        return bool(near) and (words.has("expletives", near[0]) or fits or (takes and "to" in after))
    if low == "that":
        opens = bool(after) and (
            words.has("subjects", after[0]) or words.has("determiners", after[0]) or _verbal(after[0], verbs, words)
        )
        opens &= len(after) > 1 or not _PARTICLES.issuperset(after)
        return bool(before) and opens and before not in MARKS and not words.has("prepositions", before)
    if low == "each" and before in ("we", "us", "you"):
        return True
    if low in ("all", "both", "each", "one"):
        return bool(after) and (
            words.has("determiners", after[0])
            or after[0][:1].isdigit()
            or after[0] in ("of", "day", "week", "month", "year")
        )
    if low == "such":
        return after[:1] == ["a"]
    return False


def _is_noun(word: str, words: TurningWords, verbs: Verbs) -> bool:
    """Whether a word can be read as a noun behind a demonstrative."""
    if not word or word in MARKS or word.isdigit():
        return False
    small = ("auxiliaries", "prepositions", "subjects", "determiners", "whs", "adverbs", "joins", "modals")
    if any(words.has(name, word) for name in small):
        return False
    return words.has("nouny", word) or not (word in verbs.bases or verbs.finite(word))


def _nouns_for(low: str, before: list[str], words: TurningWords, verbs: Verbs) -> set[str]:
    """The nouns before a pronoun that it can stand for."""
    found = set()
    for at, one in enumerate(before):
        word = one.strip(",.;:!?()").removesuffix("'s")
        near = before[max(0, at - 3) : at]
        # In `my friend can pick it up`, `pick` is no noun.
        led = any(words.has("determiners", one) for one in near) and not words.has("auxiliaries", near[-1])
        if not led or not _is_noun(word, words, verbs) or words.has("time_nouns", word) or words.has("openers", word):
            continue
        many = word.endswith("s") and not word.endswith("ss")
        if (low in words.sets["person_pronouns"]) == (word in words.sets["person_nouns"]) and (
            low in words.sets["person_pronouns"]
            or (low in words.sets["plural_pronouns"] or low in _MANY) == (many or words.has("groups", word))
        ):
            found.add(word)
    return found
