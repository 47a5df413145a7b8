"""Snippets: a phrase, or a fact of the message, that is put in by typing `;` and a part of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from composer.phrases.fields import fill
from composer.reading.facts import Fact
from composer.writing.assemble import Supplies

_TYPED = re.compile(r"(?<![^\s(\[“„\"'])[;](?P<name>[\w-]{0,40})\Z")
_NEITHER = 3
"""The rank of a name that has nothing of what was typed."""


@dataclass(frozen=True)
class Snippet:
    """Something that can be put in, with the name that finds it."""

    name: str
    text: str


def typed_name(before: str) -> str | None:
    """What was typed behind the semicolon that ends the text before the cursor; None where there is none."""
    found = _TYPED.search(before[-60:])
    return found["name"] if found else None


def snippets_for(name: str, supplies: Supplies, facts: Sequence[Fact]) -> list[Snippet]:
    """What a typed name may stand for: facts of the message, then phrases of the language; the closest name first.

    An empty name stands for every fact.
    """
    wanted = name.casefold()
    found = [one for one in _facts(facts) if one.name.startswith(wanted)]
    if not wanted:
        return found
    ranks = [(_rank(wanted, phrase.id.casefold()), phrase) for phrase in supplies.phrases]
    for _how_close, phrase in sorted((pair for pair in ranks if pair[0] < _NEITHER), key=lambda pair: pair[0]):
        found += [Snippet(phrase.id, fill(variant, supplies.values).text) for variant in phrase.variants]
    return found


def _facts(facts: Sequence[Fact]) -> Iterator[Snippet]:
    for value, kind in dict.fromkeys((fact.value, fact.kind) for fact in facts):
        yield Snippet(kind.replace(" ", "-"), value)


def _rank(wanted: str, name: str) -> int:
    """How far a name is from what was typed: it begins with it, a word of it does, it is in it, or neither."""
    if name.startswith(wanted):
        return 0
    if f"-{wanted}" in name:
        return 1
    return 2 if wanted in name else _NEITHER
