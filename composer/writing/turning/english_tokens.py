"""English tokens: a sentence as words and marks, contractions written out, greetings and hedges taken off."""

from __future__ import annotations

from composer.writing.turning.english_verbs import Verbs, verbs_of
from composer.writing.turning.gate import known_words
from composer.writing.turning.turning_words import TurningWords

_STATES = frozenset(("ready", "open", "closed", "down", "broken", "here", "late", "full", "empty"))
MARKS = frozenset(",;:.!?()-")


def tokens_of(sentence: str, words: TurningWords) -> list[str]:
    """The words and marks of a sentence, in order, contractions written out."""
    found: list[str] = []
    for word in sentence.split():
        found += _parted(word)
    found = [part for word in found for part in _chat(word, words)]
    found = [
        one for at, one in enumerate(found) if not (one in ("guys", "folks") and at and found[at - 1].lower() == "you")
    ]
    found = _apostrophes(found, words)
    seems = [at for at, one in enumerate(found[:-1]) if one == "seem" and found[at - 1] in ("cannot", "not")]
    # `I cannot seem to find it` says no more than `I cannot find it`.
    found = [one for at, one in enumerate(found) if at not in seems and at - 1 not in seems]
    return _lower_first(found, words)


def joined(tokens: list[str]) -> str:
    """Words and marks as a text."""
    text = " ".join(tokens)
    for mark in ",;:.!?)":
        text = text.replace(f" {mark}", mark)
    return text.replace("( ", "(")


def strip_lead(tokens: list[str], words: TurningWords) -> list[str]:
    """The tokens without greeting, announcement, coordinator and hedges at the start."""
    before = None
    while tokens and before != tokens:
        before = tokens
        line = " ".join(tokens[:8]).lower()
        phrases = (*words.lists["lead_phrases"], *words.lists["hedge_phrases"])
        phrase = next((one for one in phrases if f"{line} ".startswith(f"{one} ")), "")
        rest = tokens[len(phrase.split()) :]
        if phrase and (
            phrase in words.sets["hedge_phrases"] or (rest[:1] and rest[0] in MARKS) or phrase.endswith(" is")
        ):
            starts = bool(rest) and (rest[0] in MARKS or _begins_clause(rest[0], words))
            starts &= not (phrase in words.sets["hedge_phrases"] and words.has("whs", rest[0].lower()))
            tokens = rest if starts else tokens
        low = tokens[0].lower()
        if len(tokens) > 1 and (words.has("leads", low) and (tokens[1] in ",:-." or low in words.sets["free_leads"])):
            tokens = tokens[1:]
        while tokens and tokens[0] in MARKS:
            tokens = tokens[1:]
    return [one for at, one in enumerate(tokens) if at == 0 or not _hedges(one.lower(), tokens[at + 1 :], words)]


def _hedges(low: str, rest: list[str], words: TurningWords) -> bool:
    """Whether a word may go; `just above the label` says where, and stays."""
    after = rest[0].lower() if rest else ""
    limits = low == "just" and any(words.has(name, after) for name in ("prepositions", "determiners", "others"))
    return words.has("hedges", low) and not limits


def _begins_clause(word: str, words: TurningWords) -> bool:
    low = word.lower()
    return any(words.has(name, low) for name in ("subjects", "determiners", "whs", "auxiliaries"))


def _parted(word: str) -> list[str]:
    before: list[str] = []
    after: list[str] = []
    while word and word[0] in "(-" and len(word) > 1 and (not word[1].isdigit() or word[-1] == ")"):
        before.append(word[0])
        word = word[1:]
    while len(word) > 1 and word[-1] in ",;:.!?)" and not _abbreviation(word):
        after.insert(0, word[-1])
        word = word[:-1]
    return [*before, word, *after]


def _abbreviation(word: str) -> bool:
    return word.lower() in ("a.m.", "p.m.", "e.g.", "i.e.", "etc.", "mr.", "mrs.", "dr.", "no.", "st.")


def _chat(word: str, words: TurningWords) -> list[str]:
    low = word.lower()
    written = words.pairs("chat").get(low, "") if len(low) < 12 else ""
    if low == "i":
        return ["I"]
    if not written or (low in ("ill", "id") and word != low) or low == "ill":
        return [word]
    parts = written.split("_")
    return [parts[0].capitalize() if word[0].isupper() and len(word) > 1 else parts[0], *parts[1:]]


def _apostrophes(tokens: list[str], words: TurningWords) -> list[str]:
    verbs, found = verbs_of(words), []
    for at, word in enumerate(tokens):
        low, after = word.lower(), [one.lower() for one in tokens[at + 1 : at + 3]]
        second = next((one for one in after if not words.has("adverbs", one)), "")
        if low.endswith("'s") and low[:-2] in words.sets["shortened_is"]:
            found += [word[:-2], "has" if second in words.sets["shortened_has"] else "is"]
        elif (
            low.endswith("'s")
            and after[:1]
            and (after[0] in verbs.ings or after[0] in _STATES)
            and _ends_there(after[1:], words)
        ):
            found += [word[:-2], "is"]
        elif low == "would" and found and found[-1].lower() in ("i", "we", "you") and _had(second, verbs):
            found.append("had")
        elif low == "should" and found and found[-1].lower() in ("i", "we") and second in ("like", "be"):
            found.append("would")
        elif (
            low == "is"
            and at
            and tokens[at - 1].lower() in words.sets["shortened_is"]
            and second in words.sets["shortened_has"]
        ):
            found.append("has")
        else:
            found.append(word)
    return found


def _ends_there(rest: list[str], words: TurningWords) -> bool:
    """Whether no noun follows: `the power's coming back`, not `the shop's opening hours`."""
    return (
        not rest or rest[0] in MARKS or any(words.has(name, rest[0]) for name in ("prepositions", "adverbs", "openers"))
    )


def _had(word: str, verbs: Verbs) -> bool:
    return word in verbs.participles and word not in verbs.bases


def _lower_first(tokens: list[str], words: TurningWords) -> list[str]:
    found = []
    for at, word in enumerate(tokens):
        starts = at == 0 or tokens[at - 1] in ":-"
        plainly = word[1:].islower() or len(word) == 1
        if (
            starts
            and word != "I"
            and plainly
            and word.lower() in known_words(words)
            and not words.has("names", word.lower())
        ):
            found.append(word.lower())
        else:
            found.append(word)
    return found


def upper_names(tokens: list[str], words: TurningWords) -> list[str]:
    """Days, months and the like with their capital, whatever the customer wrote."""
    return [one.capitalize() if one.islower() and one in words.sets["names"] else one for one in tokens]
