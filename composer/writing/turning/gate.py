"""The gate: sentences that nobody would say back to whoever wrote them, and words that nobody knows."""

from __future__ import annotations

import re
from functools import lru_cache

from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_MOST_WORDS = 42
_LONGEST_WORD = 60
"""Letters; what is longer is no word that anybody would say back."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_CODED = re.compile(r"(?<![\w-])[A-Z]{1,6}-?\d[\w-]*")
"""The name of an order or a case, whose capitals are no shouting: `CB-35502`."""
_SAID = re.compile(rf"{_CODED.pattern}|{_WORD.pattern}")
_ODD = re.compile(
    r"#[^\W\d_]|[^\W\d_]\.[A-Z][a-z]|[\U0001F000-\U0001FFFF\u2600-\u27bf\ufe0f]|!!|\?\?|\?!|!\?|[<>{}|\\*~^_]|(?<!\S)@\w|https?:|\.\.|\u2026"
)
_QUOTED = re.compile(r"[\"\u201c-\u201f\u00ab\u00bb`]|(?<!\w)'|'(?!\w)")
_CURLY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u2013": "-", "\u2014": "-"})
_CALLED = re.compile(r"^(?:@[\w.]+[,:]?\s+)+|(?:,|(?<![\s,]))\s++@\w+(?=\s*[,.!?]|\s*$)")
_NAMED = re.compile(r"\b(from|by|at|with|von|bei|mit|zu)\s+@[\w.]*\w")
_FACES = re.compile(
    r"(?![\U0001f643\U0001f644\U0001f44f\U0001f921\U0001f621\U0001f92c\U0001f595])[\U0001F000-\U0001FFFF\u2600-\u27bf\ufe0f]+|(?<=\s)[:;]['\u2019]?-?[()DPp/](?=\s|$)"
)
_ENDED = re.compile(r"(?:(?<![?.!\u2026])|(?<=\?[.!\u2026]))(?:[.!\u2026]{2,}+|\u2026)\s*$")
_BRACKETS = re.compile(r"(?<!\s)\s*+\((?![^()]{0,80}\d{3}|[^()]{0,80}[\u20ac\u00a3$])[^()]{1,80}\)")
_ASIDES = re.compile(
    r"(?<!\s)\s*+\((?!(?:the|an?|my|our|one|two|order|model|der|die|das|den|dem|eine?[nmr]?|meine?[nmr]?|unsere?[nmr]?)\b"
    r"|[^()]{0,80}\d|[^\W\da-z_])[^()]{1,80}\)"
)
_INFLECTED = ("en", "e", "t", "er", "es", "em", "st", "s")
"""Endings of German words, of which no list has every form."""
_MOST_LOUD = 2
"""Shouted words of a sentence that is still told in small letters."""
_NAMES_A_DAY = re.compile(
    r"january|february|march|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|januar|februar|m\u00e4rz|mai|juni|juli|oktober|dezember|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch",
    re.IGNORECASE,
)
_VOWELS = "aeiouy\u00e4\u00f6\u00fc"
_SUSPECT = 6
"""Letters of an unknown word from which on it is a slip where a known word is one letter away."""


def plain(sentence: str) -> str:
    """A sentence with plain apostrophes, dashes and single spaces."""
    return " ".join(sentence.translate(_CURLY).split())


def tidied(sentence: str, words: TurningWords) -> str:
    """A sentence without a name that is called, faces, and more than one sign at its end.

    The name behind a preposition is ours: `from @acmegarden` is `from you`.
    """
    sentence = _NAMED.sub(rf"\1 {words.frames.get('handle', '@')}", sentence)
    return " ".join(_ENDED.sub("", _FACES.sub(" ", _CALLED.sub("", sentence))).split())


def without_brackets(sentence: str) -> str:
    """A sentence without what it says in brackets on the way; numbers of orders and prices stay."""
    return _BRACKETS.sub("", sentence)


def without_asides(sentence: str) -> str:
    """A sentence without what is only added on the way, `(long story)`; what says which thing it is stays."""
    return _ASIDES.sub("", sentence)


_NO_WHOLE = re.compile(
    r"\b(?:oder|or) (?:ohne|zu|nicht|doch|mit|so|nein|not|no|without|what)\W*$"
    r"|^(?:m\u00f6gen|m\u00f6gt) (?:sie|ihr)\b|^liebe[rs]? [^\W\d_]+, [a-z]"
    r"|,\s+(?:and\s+)?if (?:yes|so|not)\W*$|,\s+which\b[^,]*$"
    r"|^how (?:do|would|can|should) you (?:get|open|clean|turn|switch|take|remove|reset|change|find|use|set|stop"
    r"|start|put|fix|make|fit|move)\b",
    re.IGNORECASE,
)
"""Half a choice (`mit oder ohne?`), a greeting before an order, what hangs on behind a comma, a `you` for anybody."""


_NO_APOSTROPHE = re.compile(r"\b(?:my|our|his|her)\s\w{2,20}[^s\W]s\s(?:\d{1,3}(?!\w)|a\b|an\b)", re.IGNORECASE)
"""`my daughters 15`, `his moms a nurse`, as chats have it."""


def felt(text: str, words: TurningWords) -> str:
    """A word of a text that says what somebody feels; empty for none."""
    found = enumerate(_WORD.findall(text))
    plain_found = (word.lower() for at, word in found if not at or _is_small(word, words))
    return next((word for word in plain_found if words.has("feelings", word)), "")


def pass_gate(sentence: str, words: TurningWords, *, asks: bool = False) -> None:
    """Raise CannotTurnError where a sentence must not be repeated as a whole.

    What somebody feels may stand in one that `asks`, where it is not among what is said back.
    """
    found = [word.lower() for word in _WORD.findall(sentence)]
    if not 1 <= len(sentence.split()) <= _MOST_WORDS or not found or max(map(len, found)) > _LONGEST_WORD:
        raise CannotTurnError("too long or without words")
    if words.language == "en" and _NO_APOSTROPHE.search(sentence):
        raise CannotTurnError("an apostrophe is missing")
    if _ODD.search(sentence) or _QUOTED.search(sentence):
        raise CannotTurnError("signs that no reply repeats")
    # Inside an English sentence a capital makes a name: `Novi Sad`.
    plain_found = [word.lower() for at, word in enumerate(_WORD.findall(sentence)) if not at or _is_small(word, words)]
    for name in ("insults", "laws", "persons"):
        bad = next((word for word in plain_found if words.has(name, word)), "")
        if bad and not (words.has("gives_out", bad) and not words.sets["gives_out_things"].isdisjoint(found)):
            raise CannotTurnError(f"{name}: {bad}")
    feels = felt(sentence, words)
    if feels and not asks:
        raise CannotTurnError(f"feelings: {feels}")
    if _NO_WHOLE.search(sentence):
        raise CannotTurnError("what stands here cannot be turned as a whole")
    line = f" {' '.join(found)} "
    phrase = next((one for one in words.lists.get("never_phrases", ()) if f" {one} " in line), "")
    if phrase:
        raise CannotTurnError(f"never said back: {phrase}")
    said = _CODED.sub(" ", sentence)
    loud = [word for word in _WORD.findall(said) if word.isupper() and not words.has("acronyms", word)]
    if any(len(word) > 1 and word.lower() in known_words(words) for word in loud):
        raise CannotTurnError("shouting")


def _is_small(word: str, words: TurningWords) -> bool:
    return words.language != "en" or not word.istitle()


def quiet(sentence: str, words: TurningWords) -> str:
    """A sentence with the few words that are shouted in small letters: `the FOURTH time`."""
    loud = {
        word
        for word in _WORD.findall(_CODED.sub(" ", sentence))
        if len(word) > 1 and word.isupper() and word.lower() in known_words(words) and not words.has("acronyms", word)
    }
    if len(loud) > _MOST_LOUD:
        return sentence
    return _SAID.sub(lambda match: _calm(match[0]) if match[0] in loud else match[0], sentence)


def _calm(word: str) -> str:
    """A shouted word in small letters, with its capital where it names a day or a month."""
    return word.capitalize() if _NAMES_A_DAY.fullmatch(word) else word.lower()


def unknown_words(found: list[str], words: TurningWords) -> list[str]:
    """The lower-case words that nobody knows; raises CannotTurnError where one is a slip of a known one."""
    everything = known_words(words)
    counts = {at + 1 for at, word in enumerate(found) if word[-1:].isdigit()}
    if any(
        len(word) == 1
        and word.islower()
        and word != "a"
        and not (word == "x" and at in counts)
        and not (at and found[at - 1].lower() in ("a", "an", "letter"))
        for at, word in enumerate(found)
    ):
        raise CannotTurnError("a single letter")
    odd = [word for word in found if word.islower() and word.isalpha() and not _is_known(word, everything)]
    slipped = next((word for word in odd if slip(word, words)), "")
    if slipped:
        raise CannotTurnError(f"a slip: {slipped}")
    return odd


def slip(word: str, words: TurningWords) -> bool:
    """Whether an unknown word is a known one with a letter too many, too few, exchanged or another vowel."""
    if len(word) < _SUSPECT or words.has("rightly", word) or _american(word, words):
        return False
    shapes = _shapes(words, word[0])
    near = {known for shape in _one_letter_off(word) for known in shapes.get(shape, ())}
    german = words.language == "de"
    # `schickte` is another form of `schicke`, `waschen` another word than `wachen`, and no slip of it.
    return any(
        known[-1] == word[-1]
        and _one_slip(word, known)
        and not (
            german and (known.startswith(word[:-2]) or (word.endswith(_INFLECTED) and not _exchanged(word, known)))
        )
        for known in near
    )


def _exchanged(word: str, known: str) -> bool:
    """Whether two letters changed places, or one is doubled in one of the words."""
    if len(word) == len(known):
        return sorted(word) == sorted(known)
    longer, shorter = sorted((word, known), key=len, reverse=True)
    return any(longer[at] == longer[at + 1] and longer[:at] + longer[at + 1 :] == shorter for at in range(len(shorter)))


def _american(word: str, words: TurningWords) -> bool:
    """Whether a word is spelt as in America: `neighbor`, `colored`."""
    return words.language == "en" and _is_known(word.replace("or", "our"), known_words(words))


def _one_slip(word: str, known: str) -> bool:
    if len(word) != len(known):
        return abs(len(word) - len(known)) == 1
    odd = [at for at in range(len(word)) if word[at] != known[at]]
    if len(odd) == 1:
        return word[odd[0]] in _VOWELS and known[odd[0]] in _VOWELS
    return len(odd) == 2 and odd[1] == odd[0] + 1 and sorted(word) == sorted(known)


def _is_known(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    if "-" in word:
        return all(_is_known(part, known) for part in word.split("-"))
    endings = (
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("d", ""),
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ly", ""),
        ("er", ""),
        ("er", "e"),
    )
    stems = [word.removesuffix(end) for end in ("ing", "ed") if word.endswith(end)]
    if any(stem[-1:] == stem[-2:-1] and stem[:-1] in known for stem in stems):
        return True
    return any(word.endswith(end) and word.removesuffix(end) + new in known for end, new in endings)


@lru_cache(maxsize=4)
def known_words(words: TurningWords) -> frozenset[str]:
    """Every word of a language's lists, and every form of its verbs."""
    found = {part for entries in words.lists.values() for entry in entries for part in re.split(r"[\s=/_(]", entry)}
    if words.language.startswith("en"):
        from composer.writing.turning.english_verbs import verbs_of

        verbs = verbs_of(words)
        found |= {*verbs.thirds, *verbs.pasts, *verbs.participles, *verbs.ings}
    return frozenset(word.lower() for word in found) | words.known


def _one_letter_off(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=128)
def _shapes(words: TurningWords, first: str) -> dict[str, list[str]]:
    """The known words with a first letter by themselves and by what is left of them without one letter."""
    found: dict[str, list[str]] = {}
    for word in known_words(words):
        if word[:1] == first and len(word) >= _SUSPECT - 1:
            for shape in _one_letter_off(word):
                found.setdefault(shape, []).append(word)
    return found
