"""English verbs: the forms of every verb that a clause may be turned round with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from composer.writing.turning.turning_words import TurningWords

_VOWELS = "aeiou"


@dataclass(frozen=True)
class Verbs:
    """From each form to its base, one mapping per form."""

    bases: frozenset[str]
    thirds: dict[str, str]
    pasts: dict[str, str]
    participles: dict[str, str]
    ings: dict[str, str]
    third_of: dict[str, str]
    past_of: dict[str, str]

    def finite(self, word: str) -> bool:
        """Whether a word can only be a finite verb in the third person or the past."""
        return word in self.thirds or word in self.pasts


@lru_cache(maxsize=4)
def verbs_of(words: TurningWords) -> Verbs:
    """The verbs of a language's lists."""
    irregular = {entry.split("/")[0]: entry.split("/")[1:] for entry in words.lists.get("irregular", ())}
    doubled = {entry.partition("(")[0] for entry in words.lists.get("doubling", ()) if not entry.endswith("(-)")}
    bases = {*words.lists.get("verbs", ()), *irregular} - {"be"}
    found = Verbs(frozenset(bases), {}, {}, {}, {}, {}, {})
    for base in sorted(bases):
        third = "has" if base == "have" else base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        third = base[:-1] + "ies" if _ends_in_y(base) else third
        stem = base + base[-1] if base in doubled else base
        regular = base + "d" if base.endswith("e") else base[:-1] + "ied" if _ends_in_y(base) else stem + "ed"
        past, participle = irregular.get(base, (regular, regular))
        found.thirds[third], found.third_of[base] = base, third
        for one in {past, regular} if base in ("burn", "learn", "spell", "spill") else {past}:
            found.pasts[one], found.participles[one] = base, base
        found.participles[participle], found.past_of[base] = base, past
        if past != participle and base != "get":
            found.participles.pop(past, None)
        found.ings[base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else stem + "ing"] = base
    found.participles["gotten"] = "get"
    found.participles["been"] = "be"
    return found


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2:-1] not in _VOWELS
