"""Compounds: words that other languages write together, taken apart by the words that articles have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

_LANGUAGES = ("da", "de", "fi", "nb", "nl", "nn", "no", "sv")
_SHORTEST = 4
"""Letters of a part; shorter ones fit anywhere."""
LINKS = ("", "s", "es", "n", "en", "e", "er")
"""What may stand between two parts: Rechnung-s-adresse, Blume-n-topf."""
LONGEST = 40

Known = Callable[[Sequence[str]], Collection[str]]
"""Those of some words that articles have."""


def writes_together(language: str) -> bool:
    """Whether a language makes one word of several."""
    return language.partition("-")[0].lower() in _LANGUAGES


def parts_of_compound(word: str, known: Known) -> list[str]:
    """The two words of a compound, where articles have both, or else the longer one that they have at its end.

    The last part says what a thing is, so that a `Blumentopf` is found as a `Topf`, not as a `Blume`.
    """
    if not 2 * _SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return []
    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    heads = {at: [word[:at].removesuffix(link) for link in LINKS if word[:at].endswith(link)] for at in cuts}
    every = {*(word[at:] for at in cuts), *(head for some in heads.values() for head in some if len(head) >= _SHORTEST)}
    there = set(known(sorted(every)))
    for at in cuts:
        head = next((one for one in heads[at] if one in there), "")
        if head and word[at:] in there:
            return [head, word[at:]]
    return next(([word[at:]] for at in cuts if word[at:] in there and len(word) - at > _SHORTEST), [])
