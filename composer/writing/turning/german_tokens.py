"""German tokens: a sentence as words and marks, greeting and hedges taken off, nouns with their capital."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from composer.writing.turning.gate import known_words
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
_WITH_DASS = (
    "und",
    "oder",
    "als",
    "so",
    "nicht",
    "auch",
    "sondern",
    "ohne",
    "statt",
    "auf",
    "nur",
    "bis",
    "egal",
    "aber",
    "selbst",
    "außer",
    "immer",
    "erst",
    "denn",
    "besonders",
    "vor",
    "allem",
    "gerade",
)
"""Words between which and `dass` or `ob` no comma stands."""
_NAMES_NOUNS = ("in", "bei", "von", "mit", "f\u00fcr", "ohne", "trotz", "wegen", "gegen", "seit", "nach")
_NOUN_ENDS = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen",
    "t\u00e4t", "t\u00e4ten", "nummer", "nummern", "tarif", "karte", "karten", "termin", "termine", "ticket", "tickets",
)  # fmt: skip
_SHORTEST_END = 5
"""Letters of a noun by whose end a compound is known: `vertragsnummer`."""
_WRITTEN_OUT = {
    "gibts": ("gibt", "es"), "hab": ("habe",), "ists": ("ist", "es"), "gehts": ("geht", "es"), "nen": ("einen",),
    "aufm": ("auf", "dem"), "nix": ("nichts",), "heut": ("heute",), "brauch": ("brauche",), "wart": ("warte",),
    "jetz": ("jetzt",), "nich": ("nicht",), "garnich": ("gar", "nicht"), "garnicht": ("gar", "nicht"),
    "erstmal": ("erst", "einmal"),
}  # fmt: skip


def tokens_of(sentence: str, words: TurningWords) -> list[str]:
    """The words and marks of a sentence; all-lower-case writing gets the capitals that are known, or is refused."""
    found: list[str] = []
    for word in sentence.split():
        found += _parted(word)
    if found and found[-1].endswith(".") and len(found[-1]) > 1:
        found[-1:] = [found[-1][:-1], "."]
    found = [_with_umlauts(part, words) for word in found for part in _written_out(word)]
    # `Erst mal` means something else than `erst`.
    found = ["einmal" if pair == ("erst", "mal") else pair[1] for pair in pairwise(["", *found])]
    found = _with_commas(strip_lead(found, words))
    if found and not any(word.istitle() and word not in _MONTHS for word in found[1:]):
        found = _capitals(found, words)
        if len(found) > 2 and found[1] == "sie" and found[0].endswith("n"):
            found[1] = "Sie"
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
    """Whether the `mal` of `nicht mal` stands at a place, or that of `58 mal 64`."""
    return tokens[at].lower() == "mal" and (
        tokens[at - 1][:1].isdigit()
        or tokens[at - 1].lower()
        in (
            "nicht",
            "noch",
            "jedes",
            "ein",
            "zwei",
            "drei",
            "vier",
        )
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


def _with_umlauts(word: str, words: TurningWords) -> str:
    """A word as it is written where the keyboard has umlauts: `koennten`, `weiss`."""
    low = word.lower()
    if low in known_words(words):
        return word
    plain = low.replace("ae", "\u00e4").replace("oe", "\u00f6").replace("ue", "\u00fc")
    found = next((one for one in (plain, plain.replace("ss", "\u00df")) if one in known_words(words)), low)
    return word if found == low else found.capitalize() if word[0].isupper() else found


def _with_commas(tokens: list[str]) -> list[str]:
    """The tokens with the comma that a chat leaves out before `dass`, `ob` and `wenn`."""
    found: list[str] = []
    for one in tokens:
        before = found[-1].lower() if found else ""
        if (
            one in ("dass", "ob", "wenn", "weil", "obwohl", "sobald")
            and before.isalpha()
            and before not in _WITH_DASS
            and len(found) > 1
        ):
            found.append(",")
        found.append(one)
    return found


def _dotted(word: str) -> bool:
    """Whether the full stop belongs to the word: `19.`, `z.B.`, `Nr.`."""
    low = word.lower()
    return word[-1] == "." and (
        (low[:-1].replace(".", "").isdigit() and len(low) <= 6)
        or low in ("dr.", "prof.", "hr.", "fr.", "st.", "z.b.", "nr.", "ca.", "bzw.", "ggf.", "evtl.", "inkl.", "str.")
    )


def _is_noun(word: str, words: TurningWords) -> bool:
    """Whether a word is a noun that is known, or ends in one."""
    ends = (word[at:] for at in range(3, len(word) - _SHORTEST_END + 1))
    small = ("finite", "adverbs", "determiners", "prepositions", "others", "hedges", "modals", "empty_verbs", "askers")
    if word.endswith(_NOUN_ENDS) and len(word) > _SHORTEST_END + 1:
        return True
    compound = not any(words.has(name, word) for name in small) and not word.endswith(
        ("laden", "kosten", "reisen", "fragen")
    )
    return words.has("nouns", word) or (compound and any(words.has("nouns", one) for one in ends))


def _costs(before: str, word: str) -> bool:
    """Whether `kosten` is what something does: `was das kosten würde`."""
    return word == "kosten" and before in ("das", "es", "dies", "alles", "zusammen", "etwas")


_SPOKEN = frozenset({"ner", "nen", "nem", "nes", "is", "nich", "nix"})
"""Words as they are spoken, which no letter writes."""


def _capitals(tokens: list[str], words: TurningWords) -> list[str]:
    before = ["", *(one.lower() for one in tokens)]
    found = [
        one.capitalize() if _is_noun(one, words) and not _costs(led_by, one) else one
        for led_by, one in zip(before, tokens, strict=False)
    ]
    for at, one in enumerate(found[1:], 1):
        if one == "mal" and found[at - 1] in ("jedes", "letztes", "nächstes"):
            found[at] = "Mal"
    for at, one in enumerate(found[:-1]):
        led = (words.has("determiners", one.lower()) and one != "ihr") or words.has("contracted", one.lower())
        near = found[at + 1 : at + 3]
        if (
            led
            and one.lower() not in ("das", "die", "der", "jedes")
            and not any(word[:1].isupper() or word[:1].isdigit() for word in near)
        ):
            raise CannotTurnError("nouns without capitals")
        if led and one.lower() in ("das", "die", "der") and not any(word[:1].isupper() for word in near):
            raise CannotTurnError("nouns without capitals")
        if one.isdigit() and near[0].isalpha() and near[0].islower() and near[0] not in known_words(words):
            raise CannotTurnError("nouns without capitals")
        if one in _SPOKEN:
            raise CannotTurnError("slang")
        if one in _NAMES_NOUNS and near[0].isalpha() and near[0].islower() and near[0] not in known_words(words):
            raise CannotTurnError("nouns without capitals")
    return found
