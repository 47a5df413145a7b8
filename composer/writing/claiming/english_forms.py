"""English forms: whether a verb at a place in its clause claims something, by its form alone."""

from __future__ import annotations

from collections.abc import Sequence

from composer.writing.claiming.claim_words import ClaimWords

BE = frozenset({"is", "are", "am"})
WAS = frozenset({"was", "were", "got"})
HAVE = frozenset({"have", "has", "had"})
MOST_ADVERBS = 4
"""Adverbs that may stand between a subject, its verb and its participle."""
_MESSAGE_WITHIN = 5
"""Words behind `received` among which a message may be."""
_FEW, _SHORT = 8, 3
_NO_NOUN = ("we", "ours", "subjects", "loose", "modals", "conditions", "adverbs")


def perfect(tokens: Sequence[str], at: int, words: ClaimWords, *, ours: bool) -> bool:
    """Whether `have` at a place claims: `have sent`, `has been sent`, `have been looking`."""
    if _modal_before(tokens, at, words):
        return False
    place, verb = _next(tokens, at, words)
    if verb == "been":
        _place, verb = _next(tokens, place, words)
        return _event(verb, words) or (ours and _going_on(verb, words))
    if verb == "received" and any(words.has("messages", one) for one in tokens[place + 1 : place + _MESSAGE_WITHIN]):
        return False
    return _done(verb, words) and not words.has("no_act", verb)


def passive(tokens: Sequence[str], at: int, words: ClaimWords, *, ours: bool) -> bool:
    """Whether a form of `be` claims: `was sent`, `is being sent`, `am checking`; `it's been sent` as well."""
    place, verb = _next(tokens, at, words)
    if verb in ("being", "been"):
        _place, verb = _next(tokens, place, words)
        return _event(verb, words)
    if tokens[at] in WAS and _done(verb, words):
        return _event(verb, words) and tokens[at - 1 : at] != ("there",)
    return ours and _going_on(verb, words) and tokens[place + 1 : place + 2] != ("forward",)


def past(tokens: Sequence[str], at: int, words: ClaimWords) -> bool:
    """Whether the verb behind `I` or `we` tells what was done: `sent`, `did not send`, `could not find`."""
    verb, after = tokens[at], tokens[at + 1 : at + 3]
    if verb in ("did", "could"):
        if after[:1] != ("not",) or len(after) == 1:
            return False
        return words.has("could_not", after[1]) if verb == "could" else not words.has("no_did", after[1])
    if words.has("no_past", verb) or words.has("not_verbs", verb) or (at and words.has("ours", tokens[at - 1])):
        return False
    return _ends_in_ed(verb) or (verb in words.verbs.pasts and verb not in words.verbs.bases)


def subjectless(tokens: Sequence[str], words: ClaimWords, *, alone: bool) -> bool:
    """Whether a sentence has a participle in place of a subject: `Just sent you a refund!`, `Payment received.`.

    Behind it stands no noun alone: `Required documents` is a heading. `alone` where the sentence is one clause.
    """
    at = 0
    while at < min(len(tokens), MOST_ADVERBS) and words.has("before_subjectless", tokens[at]):
        at += 1
    verb, after = (*tokens[at : at + 2], "", "")[:2]
    if alone and at == 0 and 1 < len(tokens) <= _SHORT and _done(tokens[-1], words):
        plain = BE.isdisjoint(tokens) and not any(words.has(name, one) for one in tokens for name in _NO_NOUN)
        return plain and not words.has("no_start", tokens[-1])
    behind = not after or any(words.has(name, after) for name in ("subjects", "ours", "adverbs", "behind_subjectless"))
    short = at > 0 or (len(tokens) <= _FEW and verb not in words.verbs.bases and behind)
    return short and _done(verb, words) and not words.has("no_start", verb)


def _next(tokens: Sequence[str], at: int, words: ClaimWords) -> tuple[int, str]:
    """The next word behind adverbs, with its place; an empty one where there is none."""
    for place in range(at + 1, min(len(tokens), at + 2 + MOST_ADVERBS)):
        if not words.has("adverbs", tokens[place]):
            return place, tokens[place]
    return len(tokens), ""


def _modal_before(tokens: Sequence[str], at: int, words: ClaimWords) -> bool:
    """Whether a modal governs the verb at a place: `may not have left`."""
    first, second, third = ("", "", "", *tokens[max(0, at - 3) : at])[-3:]
    if not words.has("adverbs", third):
        return words.has("modals", third)
    return words.has("modals", first) or words.has("modals", second)


def _event(verb: str, words: ClaimWords) -> bool:
    """Whether a participle tells what happened, and is no adjective."""
    return _done(verb, words) and not words.has("adjectives", verb)


def _done(word: str, words: ClaimWords) -> bool:
    """Whether a word may be a past participle."""
    if words.has("not_verbs", word):
        return False
    return _ends_in_ed(word) or (word in words.verbs.participles and word not in ("come", "become"))


def _ends_in_ed(word: str) -> bool:
    return word.endswith("ed") and len(word) > len("red")


def _going_on(word: str, words: ClaimWords) -> bool:
    """Whether a word says what somebody is doing."""
    other = words.has("no_progress", word) or words.has("not_verbs", word)
    return word.endswith("ing") and len(word) > len("ring") and not other
