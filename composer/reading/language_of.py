"""Language of a message, told offline by small words and pieces of words; "I do not know" where that is not sure.

A table of some 30 languages is enough to tell those that a desk has words for from each other and from all others.
Where the extra `languages` is installed, py3langid names what the table does not know.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Protocol

from kb.text import fold

OTHER = "und"
"""Certainly none of our languages, and not sure which."""
_MOST_TEXT, _MOST_WORDS = 4_000, 80
_LINK = re.compile(r"(?<!\S)(?=\S*[/\\_=<>{}]|\S+@\S)\S+|www\.\S+|`[^`]*`|(?<!\w)\w*\d[\w.:,-]*|[#@]\w+")
_LOG = re.compile(
    r"^\s*+(?:\[?\d{2,4}[-:/.]\d\d|at \w+[.(]|(?:\w+\.)?\w*(?:Error|Exception|Warning)\b"
    r"|(?:ERROR|WARN|INFO|DEBUG|FATAL)\b|Traceback|File \"|\^|[$>#] |\w+\(\)|[\w.-]+: \S*[(\[/])"
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019·-][^\W\d_]+)*")
_FEWEST_LETTERS = 8
_PART, _FOLDED = 0.45, 0.85
_SELDOM, _SMALL = 0.85, frozenset({"ca", "sk", "sl", "hr", "id", "et", "lt", "lv", "is", "sr", "bg"})
"""Languages of few people, so that a larger neighbour is not taken for one of them by a word or two."""
_PROBABLE = 0.8
_LEAD = 1.2
"""How far the best language must lead the second."""
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7af"), ("zh", "\u4e00", "\u9fff"), ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"), ("ar", "\u0600", "\u06ff"), ("th", "\u0e00", "\u0e7f"), ("hi", "\u0900", "\u097f"),
    ("ka", "\u10a0", "\u10ff"), ("hy", "\u0530", "\u058f"), ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
)  # fmt: skip
_SCRIPTS_BEGIN = "\u0370"
_OF_SCRIPT = {
    "ar": (("ur", "ٹڈڑےں"), ("fa", "پچژگ")),
}
_NAMES = {
    OTHER: "another language",
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "el": "Greek", "he": "Hebrew", "ar": "Arabic", "th": "Thai",
    "hi": "Hindi", "ur": "Urdu", "fa": "Persian", "ka": "Georgian", "hy": "Armenian", "bn": "Bengali", "ta": "Tamil",
}  # fmt: skip
"""Names of languages that are known by their letters."""


class Identifier(Protocol):
    """What py3langid offers."""

    def classify(self, text: str) -> tuple[str, float]:
        """The code of a language, and its probability."""
        ...


@dataclass(frozen=True)
class Known:
    """What the table knows of one language."""

    code: str
    name: str
    words: frozenset[str]
    parts: tuple[str, ...]
    letter: Mapping[str, str] = field(default_factory=dict)
    """How its letters greet and close: `greet`, `nobody`, `manner`, `closing`."""


@cache
def table() -> Mapping[str, Known]:
    """The languages of the table, by their codes."""
    text = (resources.files("phrasebooks") / "languages.txt").read_text(encoding="utf-8")
    return {one.code: one for one in map(_read, re.split(r"^(?=\[)", text, flags=re.MULTILINE)[1:])}


def _read(section: str) -> Known:
    head, *lines = section.strip().split("\n")
    code, _space, name = head.partition(" ")
    pairs = (line.partition(":") for line in lines if line.strip())
    entries = {key: value.strip() for key, _colon, value in pairs}
    words, parts = entries.pop("words"), entries.pop("parts")
    return Known(code.strip("[]"), name, frozenset(words.split()), tuple(parts.split()), entries)


def base_of(code: str) -> str:
    """A language without its country: `pt` for `pt-BR`."""
    return code.partition("-")[0].lower()


def name_of(code: str) -> str:
    """The English name of a language, or its code where we know none."""
    base = base_of(code)
    known = table().get(base)
    return known.name if known else _NAMES.get(base, code)


@lru_cache(maxsize=64)
def language_of(text: str, ours: tuple[str, ...] = ("en", "de")) -> str:
    """The code of the language a text is written in, as in BCP 47; empty where that is not sure.

    `und` where it is certainly none of ours, and not sure which other one.
    """
    found = _own_words(text)
    letters = "".join(one for one in found if one.isalpha())
    script = _by_script(letters)
    if script:
        return script
    written = _WORD.findall(found.replace("\u2019", "'"))[:_MOST_WORDS]
    words = [word.lower() for word in written]
    scores, hits = _scores(words)
    if not words or (len(words) <= 3 and _like_a_name(written) and max(hits.values()) < len(words)):
        # What looks like a name is one.
        return ""
    ranked = sorted(scores, key=lambda code: -scores[code])
    best = ranked[0]
    if not _is_sure(words, letters, scores[best], hits[best]):
        return _by_library(found, ours) if len(letters) >= 2 * _FEWEST_LETTERS else ""
    if _leads(scores[best], scores[ranked[1]]):
        return best
    nearest = max((scores[code] for code in ranked if code in ours), default=0.0)
    if best not in ours and _leads(scores[best], nearest):
        return _by_library(found, ours) or OTHER
    return _by_library(found, ours)


def _like_a_name(written: list[str]) -> bool:
    """Whether words are written as names are: capitals, but for particles."""
    return written[-1].istitle() and all(word.istitle() or len(word) <= 3 for word in written)


def _is_sure(words: list[str], letters: str, score: float, hits: int) -> bool:
    """Whether words enough are known, so that it is neither a name nor a number nor a log."""
    if len(letters) < _FEWEST_LETTERS or not hits:
        return False
    if len(words) <= 3:
        return score >= 1.2 and 2 * hits >= len(words)
    return score >= 1.6 and (hits >= 0.15 * len(words))


def _leads(best: float, second: float) -> bool:
    return best >= second * _LEAD and best - second >= 0.5


def _own_words(text: str) -> str:
    """The text without links, addresses, numbers, code and lines of logs."""
    lines = [line for line in text[:_MOST_TEXT].split("\n") if not _LOG.match(line) and not line.startswith(">")]
    return _LINK.sub(" ", "\n".join(lines))


def _scores(words: Iterable[str]) -> tuple[dict[str, float], dict[str, int]]:
    """What speaks for each language, and how many of its words stand in the text."""
    scores: dict[str, float] = dict.fromkeys(table(), 0.0)
    hits: dict[str, int] = dict.fromkeys(table(), 0)
    for word in words:
        for code, weight, whole in _evidence(word):
            scores[code] += weight * (_SELDOM if code in _SMALL else 1)
            hits[code] += whole
    return scores, hits


@cache
def _index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The languages of each word, as it is written and without its accents."""
    exact: dict[str, list[str]] = defaultdict(list)
    folded: dict[str, list[str]] = defaultdict(list)
    for code, known in table().items():
        for word in known.words:
            exact[word].append(code)
            folded[fold(word)].append(code)
    return (
        {word: tuple(codes) for word, codes in exact.items()},
        {word: tuple(dict.fromkeys(codes)) for word, codes in folded.items()},
    )


@cache
def _pieces() -> dict[str, re.Pattern[str]]:
    """For each language its pieces of words; one at a beginning or an end has letters on its other side."""
    return {code: re.compile("|".join(map(_piece, known.parts))) for code, known in table().items()}


def _piece(part: str) -> str:
    if part.endswith("$"):
        return rf"(?<=\w\w){part}"
    return rf"\A{part[:-1]}(?=\w{{3}})" if part.endswith("^") else part


@cache
def _rarity(languages: int) -> float:
    """What a word counts that stands in so many languages: 1.5 for one, less for more."""
    return 0.5 + math.log(len(table()) / languages) / math.log(len(table()))


@lru_cache(maxsize=4_000)
def _evidence(word: str) -> list[tuple[str, float, bool]]:
    """What one word says for which languages, and whether it is one of theirs."""
    exact, folded = _index()
    codes = exact.get(word, ())
    found = [(code, _rarity(len(codes)), True) for code in codes]
    without_accents = folded.get(fold(word), ())
    if word.isascii() or not codes:
        weight = _rarity(len(without_accents)) * _FOLDED if without_accents else 0.0
        found += [(code, weight, True) for code in without_accents if code not in codes]
    if not found and len(word) > 2:
        found = [(code, _PART, False) for code, pieces in _pieces().items() if pieces.search(word)]
        found = [(code, weight * _rarity(len(found)), whole) for code, weight, whole in found]
    return found


def _by_script(letters: str) -> str:
    """The language of letters that are not Latin; empty where most of them are."""
    if len(letters) < 2 or max(letters) < _SCRIPTS_BEGIN:
        return ""
    counts = {code: sum(start <= one <= end for one in letters) for code, start, end in _SCRIPTS}
    if counts["ja"] and counts["ja"] + counts["zh"] > len(letters) / 2:
        return "ja"
    best = max(counts, key=lambda code: counts[code])
    if counts[best] <= len(letters) / 2 or len(letters) < 3:
        return ""
    for code, own in _OF_SCRIPT.get(best, ()):
        if any(one in own for one in letters.lower()):
            return code
    return best


def _by_library(text: str, ours: Collection[str]) -> str:
    """What py3langid says where it is installed and sure; one of ours must be known by our own words."""
    identifier = _identifier()
    if identifier is None:
        return ""
    code, probability = identifier.classify(text)
    named = {"no": "nb"}.get(code, code)
    return named if probability >= _PROBABLE and named not in ours else ""


@cache
def _identifier() -> Identifier | None:
    """The model of py3langid; None where the extra is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    identifier: Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
