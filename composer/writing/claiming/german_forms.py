"""German forms: participles by their shape, and what a clause says by its verbs wherever they stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from composer.writing.claiming.claim_words import ClaimWords

HAVE = frozenset({"habe", "haben", "hat", "hatte", "hatten"})
BECAME = frozenset({"wurde", "wurden", "worden"})
IS = frozenset({"ist", "sind", "war", "waren"})
_ARE = frozenset({"ist", "sind"})
HELPING = HAVE | BECAME | IS
_PAST_ENDS = tuple(
    f"{stem}te{plural}"
    for stem in ("k", "f", "g", "b", "m", "p", "z", "ll", "hl", "el", "er", "ier", "hn", "ss", "chn", "rn", "hr")
    for plural in ("", "n")
)
"""Ends of the simple past that are no ends of the present: `arbeiten`, `warten` and `achten` are."""
_NOT = frozenset({"nicht", "kein", "keine", "keinen", "leider"})
_SUBJECTS = frozenset({"ich", "er", "sie", "es", "wir", "Sie", "das", "der", "die", "man", "ihr"})
_POLITE = ("Sie", "Ihnen")
_SHORTEST, _LONGEST_PREFIX, _SHORTEST_STEM, _FEW = 5, 9, 4, 6


def done(
    written: Sequence[str], helper: str, words: ClaimWords, *, tokens: Sequence[str], joined: bool, sorry: bool
) -> bool:
    """Whether a clause says in the perfect or the passive what was done; `joined` where its helper stands before it."""
    if not helper:
        return False
    perfect = helper in HAVE
    unlike = "no_act" if perfect else "made" if helper in BECAME else "no_state"
    of_message = any(words.has("messages", one) for one in tokens)
    # `Der Filter ist hinter der Klappe verbaut` says how things are, `ist jetzt verbaut` what was done.
    lasting = helper in _ARE and not any(words.has("already", one) or words.has("now", one) for one in tokens)
    for at, token in enumerate(tokens):
        if not participle(written, at, words) or (words.has(unlike, token) and not (sorry and perfect)):
            continue
        if lasting and not words.has("acts", token):
            continue
        if not (of_message and words.has("coming_in", token)):
            return not joined or at in (0, len(tokens) - 1)
    return False


def participle(written: Sequence[str], at: int, words: ClaimWords) -> bool:
    """Whether the word at a place may be a past participle, by its shape: German nouns have a capital."""
    word = written[at]
    low = word.lower()
    if (
        (word != low and at)
        or len(low) < _SHORTEST
        or words.has("not_participles", low)
        or not low.endswith(("t", "en"))
    ):
        return False
    before, after = written[at - 1] if at else "", written[at + 1] if at + 1 < len(written) else ""
    if before == "zu" or after == "sich" or (low.endswith("en") and after[:1].isupper() and after not in _POLITE):
        # `zu schicken`, `und verlängert sich`, `die genannten Preise`
        return False
    return low.endswith("iert") or _has_ge(low, words) or _has_no_ge(low, words)


def _has_ge(low: str, words: ClaimWords) -> bool:
    """Whether `ge` begins a word or stands behind a prefix of it: `geschickt`, `weitergegeben`."""
    at = low.find("ge", 0, _LONGEST_PREFIX + 2)
    while 0 <= at < len(low) - _SHORTEST_STEM:
        if at == 0 or words.has("prefixes", low[:at]):
            return True
        at = low.find("ge", at + 1, _LONGEST_PREFIX + 2)
    return False


def _has_no_ge(low: str, words: ClaimWords) -> bool:
    """Whether a word begins with a prefix that takes no `ge`, alone or behind another one: `bestellt`, `anerkannt`."""
    unparted = tuple(words.sets.get("unparted", ()))
    if low.startswith(unparted):
        return len(low) > _SHORTEST
    places = range(2, min(_LONGEST_PREFIX, len(low) - _SHORTEST_STEM))
    return any(words.has("prefixes", low[:at]) and low.startswith(unparted, at) for at in places)


def going_on(tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether a clause of ours says what we are doing: `Ich prüfe das gerade.`."""
    idle = any(words.has("idle", one) for one in tokens)
    return not idle and len(tokens) > 2 and any(words.has("now", one) for one in tokens)


def past(tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether we did something, in the simple past: `Wir schickten`, `Gestern sprach ich`."""
    beside = [
        near
        for at, token in enumerate(tokens)
        if words.has("we", token)
        for near in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    ]
    if any(words.has("modal_pasts", near) for near in beside):
        return not _NOT.isdisjoint(tokens)
    return any(
        words.has("pasts", near)
        or (near.endswith(_PAST_ENDS) and not words.has("no_past", near) and not words.has("modals", near))
        for near in beside
    )


def subjectless(written: Sequence[str], tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether a short sentence has only a participle: `Behoben.`, `Betrag soeben erstattet.`."""
    if not tokens or len(tokens) > _FEW or words.has("no_start", tokens[0]):
        return False
    if any(words.has("idle", one) or words.has("modals", one) for one in tokens):
        return False
    asks = any(one in _SUBJECTS for one in tokens[1:2])
    if participle(written, 0, words) and not asks and (len(tokens) == 1 or not tokens[0].endswith("en")):
        return True
    last = participle(written, len(tokens) - 1, words) and not words.has("no_state", tokens[-1])
    return last and any(words.has("already", one) for one in tokens)
