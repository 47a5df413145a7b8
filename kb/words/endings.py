"""Endings: what is cut from a word so that its forms are one, by rules so few that a browser follows the same.

`kb/faq/theme/find.js` cuts words in the same way as `cut` here: the FAQ's index holds what is left of each word.
"""

from __future__ import annotations

import re
from functools import cache

_ENGLISH = "able al ally ate ated ates ating ation ations d e ed er ers es ible ied ies ing ings ion ions ly ment ments ness s y"  # fmt: skip  # noqa: E501  one list
_ROUNDS = {
    "en": f"{_ENGLISH}|{_ENGLISH}",
    "de": "e en er es em n s st t te ten ung ungen lich",
    "fr": "e s es er ez ent ions eur euse ment",
    "es": "a o s as os es ar er ir ado ada mente cion",
    "it": "a o e i are ere ire ato ata mente",
    "pt": "a o s as os es ar er ir ado ada mente",
    "nl": "e en s er t d de den ing",
    "pl": "a e i o u y ie em ami ach ow",
    "sv": "a e n t ar er or en et na s",
    "da": "e en et er s ne",
}
"""The endings of each language; of each round between bars, the longest that fits is cut."""
_LEAST = 3
"""Letters that are left of a word."""
_VOWEL = re.compile("[aeiouy]")


def endings_of(language: str) -> str:
    """The endings of a language, rounds between bars, as the FAQ's script is given them; else those of English."""
    return _ROUNDS.get(language.partition("-")[0].lower(), _ROUNDS["en"])


@cache
def _rounds(language: str) -> tuple[tuple[frozenset[str], tuple[int, ...]], ...]:
    """For each round its endings, and how long they are, the longest first."""
    rounds = [frozenset(one.split()) for one in endings_of(language).split("|")]
    return tuple((one, tuple(sorted(set(map(len, one)), reverse=True))) for one in rounds)


def cut(word: str, language: str) -> str:
    """A folded word without its endings: `orders`, `ordered` and `ordering` are all `order`, less its own `er`."""
    if not word.isalpha():
        return word
    for endings, lengths in _rounds(language):
        for length in lengths:
            end, left = word[-length:], len(word) - length
            if end in endings and left >= _LEAST and not _of_its_own(word, end) and _VOWEL.search(word, 0, left):
                word = word[:left]
                break
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] else word


def _of_its_own(word: str, end: str) -> bool:
    """Whether the `s` is the word's own, as in `address` and `status`."""
    return end == "s" and word[-2] in "su"
