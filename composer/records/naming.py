"""Naming: whether words and texts name a person; what may be kept of a search is decided here for both front ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from composer.cases.customer import Customer
from kb.text import fold

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2
_HIDDEN = 4
"""Letters of the shortest name that is looked for inside of longer words; shorter ones are in half of all words."""


def holds(text: str, names: Iterable[str]) -> bool:
    """Whether a text has one of some folded names in it, as words of their own; an `s` may follow."""
    folded = fold(text)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?:'?s)?(?!\w)", folded) for name in names)


def words_of_person(person: Customer) -> set[str]:
    """The single words by which a person may be named: of name, id and the address before its `@`."""
    text = fold(f"{person.name} {person.id} {person.email.partition('@')[0]}")
    return {word for word in _WORD.findall(text) if len(word) >= _SHORTEST and not word.isdecimal()}


def is_one_of(word: str, names: Collection[str]) -> bool:
    """Whether a folded word is one of some names, or one with an ending such as the `s` of `silvas`."""
    return any(root in names for root in roots_of(word))


def hides_one_of(word: str, names: Collection[str]) -> bool:
    """Whether a folded word is, ends like, or holds one of some names, as somebody typed them without blanks."""
    return is_one_of(word, names) or any(len(name) >= _HIDDEN and name in word for name in names)


def roots_of(word: str) -> set[str]:
    """A word, and what it may be the plural or the genitive of."""
    return {word, *(word.removesuffix(ending) for ending in ("'s", "es", "s"))}
