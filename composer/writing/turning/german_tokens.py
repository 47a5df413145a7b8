"""German tokens: a sentence as words and marks, greeting and hedges taken off, nouns with their capital."""

from __future__ import annotations

from collections.abc import Sequence

from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

MARKS = frozenset(",;:.!?()-")
_MONTHS = frozenset(
    (
        "Januar",
        "Februar",
        "M\u00e4rz",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    )
)
"""Days become dates before words are looked at, also where somebody writes without capitals."""
_WRITTEN_OUT = {
    "gibts": ("gibt", "es"), "hab": ("habe",), "ists": ("ist", "es"), "gehts": ("geht", "es"), "nen": ("einen",),
    "aufm": ("auf", "dem"), "nix": ("nichts",), "heut": ("heute",), "brauch": ("brauche",), "wart": ("warte",),
}  # fmt: skip


def tokens_of(sentence: str, words: TurningWords) -> list[str]:
    """The words and marks of a sentence; all-lower-case writing gets the capitals that are known, or is refused."""
    found: list[str] = []
    for word in sentence.split():
        found += _parted(word)
    if found and found[-1].endswith(".") and len(found[-1]) > 1:
        found[-1:] = [found[-1][:-1], "."]
    found = [part for word in found for part in _written_out(word)]
    found = strip_lead(found, words)
    if found and not any(word.istitle() and word not in _MONTHS for word in found[1:]):
        found = _capitals(found, words)
    if found and not words.has("nouns", found[0].lower()) and _small(found[0], words):
        found[0] = found[0].lower()
    return found


def _parted(word: str) -> list[str]:
    """A word and the marks round it."""
    before, after = len(word) - len(word.lstrip("(")), len(word)
    while after - before > 1 and word[after - 1] in ",;:.!?)" and not _dotted(word[:after]):
        after -= 1
    return [*word[:before], word[before:after], *word[after:]] if word[before:after] else [*word]


def strip_lead(tokens: list[str], words: TurningWords) -> list[str]:
    """The tokens without greeting, announcement, coordinator and hedges."""
    before = None
    while tokens and before != tokens:
        before = tokens
        line = f"{' '.join(tokens[:6]).lower()} "
        phrase = next((one for one in words.lists["lead_phrases"] if line.startswith(f"{one} ")), "")
        rest = tokens[len(phrase.split()) :]
        if phrase and rest and rest[0] in MARKS:
            tokens = rest
        low = tokens[0].lower()
        if len(tokens) > 2 and words.has("leads", low) and (tokens[1] in ",:-" or words.has("free_leads", low)):
            tokens = tokens[1:]
        while tokens and tokens[0] in MARKS:
            tokens = tokens[1:]
    return [one for at, one in enumerate(tokens) if at == 0 or not words.has("hedges", one) or _not_even(tokens, at)]


def _not_even(tokens: list[str], at: int) -> bool:
    """Whether the `mal` of `nicht mal` stands at a place."""
    return tokens[at].lower() == "mal" and tokens[at - 1].lower() in (
        "nicht",
        "noch",
        "jedes",
        "ein",
        "zwei",
        "drei",
        "vier",
    )


def _small(word: str, words: TurningWords) -> bool:
    """Whether the first word of a sentence is written small inside one."""
    low = word.lower()
    if low in {"sie", "ihr"} or (low.startswith("ihr") and len(low) <= 5):
        return False
    small = (
        "determiners",
        "prepositions",
        "subordinators",
        "joins",
        "whs",
        "finite",
        "modals",
        "subjects",
        "leads",
        "hedges",
        "adverbs",
    )
    return any(words.has(name, low) for name in small) or low in words.pairs("first_person") or low in ("bitte", "bis")


def _written_out(word: str) -> Sequence[str]:
    low = word.lower()
    return _WRITTEN_OUT.get(low, (word,))


def _dotted(word: str) -> bool:
    """Whether the full stop belongs to the word: `19.`, `z.B.`, `Nr.`."""
    low = word.lower()
    return word[-1] == "." and (
        (low[:-1].replace(".", "").isdigit() and len(low) <= 6)
        or low in ("dr.", "prof.", "hr.", "fr.", "st.", "z.b.", "nr.", "ca.", "bzw.", "ggf.", "evtl.", "inkl.", "str.")
    )


def _capitals(tokens: list[str], words: TurningWords) -> list[str]:
    found = [one.capitalize() if words.has("nouns", one) else one for one in tokens]
    for at, one in enumerate(found[:-1]):
        led = words.has("determiners", one.lower()) or words.has("contracted", one.lower())
        near = found[at + 1 : at + 3]
        if (
            led
            and one.lower() not in ("das", "die", "der")
            and not any(word[:1].isupper() or word[:1].isdigit() for word in near)
        ):
            raise CannotTurnError("nouns without capitals")
        if led and one.lower() in ("das", "die", "der") and not any(word[:1].isupper() for word in near):
            raise CannotTurnError("nouns without capitals")
    return found
