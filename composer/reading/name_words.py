"""Name words: what is known of people's names, titles, companies and letter closings; loaded when first needed."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from kb.text import fold

_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th",
})  # fmt: skip
INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
"""Initials, as in `J.`, `J` and `J.-P.`."""
_VON = "v."
"""`von`, shortened; with a capital it is an initial."""
_KEY = re.compile(r"([a-z_]+):")


def key(name: str) -> str:
    """A name as it is compared: lower case, no accents, plain Latin letters, no full stop at its end."""
    return fold(name).translate(_LETTERS).rstrip(".")


@cache
def words(group: str) -> frozenset[str]:
    """The words of one group of `words.txt`, as they are compared."""
    return frozenset(_groups()[group])


@cache
def either(group: str) -> str:
    """The words of one group as a regular expression, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(_groups()[group], key=lambda word: (-len(word), word)))


def spaced(group: str) -> str:
    """The words of a group as they stand in a text that is folded in place, where ß stays what it is."""
    return either(group).replace(r"\ ", r"\s+").replace("ss", "(?:ss|ß)")


@cache
def first_names() -> frozenset[str]:
    """First names, as they are compared."""
    return frozenset(_text("first.txt").split())


@cache
def family_names() -> frozenset[str]:
    """Family names that are never a surer first name, as they are compared."""
    return frozenset(_text("family.txt").split())


def of_title(name: str) -> str:
    """`woman` or `man` where a title in the name says so; else an empty text."""
    found = [key(word) for word in name.split()]
    groups = (("woman", words("titles_of_women")), ("man", words("titles_of_men")))
    return next((what for what, titles in groups if not titles.isdisjoint(found)), "")


def of_first_name(name: str) -> str:
    """`woman` or `man` where only they have the first name; else an empty text."""
    first = key(name.split(maxsplit=1)[0]).partition("-")[0] if name.split() else ""
    return "woman" if first in _women() else "man" if first in _men() else ""


@cache
def _women() -> frozenset[str]:
    return frozenset(_text("women.txt").split())


@cache
def _men() -> frozenset[str]:
    return frozenset(_text("men.txt").split())


def is_first(name: str) -> bool:
    """Whether a word is known as a first name, or begins with one, as `Jean-Luc` does."""
    whole = key(name)
    return whole in first_names() or (len(whole) > 4 and whole.partition("-")[0] in first_names() and "-" in whole)


def is_word(word: str) -> bool:
    """Whether a word may be part of a name: letters, with hyphens, apostrophes and a full stop."""
    return bool(re.fullmatch(r"[^\W\d_]+(?:[-'\u2019\u02bb][^\W\d_]+)*\.?|'[tsn]|[^\W\d_]['\u2019]", word))


def is_loud(word: str) -> bool:
    """Whether a word is written in capitals, as family names are in some countries."""
    plain = re.sub(r"^(?:Ma?c|Le|De|O')", "", word)
    return len(plain) > 1 and plain.isupper() and not INITIAL.fullmatch(word)


def written(name: str) -> str:
    """A name as it is printed: names in capitals or small letters as `Jean-Luc`, `O'Neill` and `van der Berg`."""
    return " ".join(_word_written(word, first=at == 0) for at, word in enumerate(name.split()))


def _word_written(word: str, *, first: bool) -> str:
    if not (word.isupper() and len(word) > 1) and not word.islower():
        return word if not is_loud(word) else re.sub(r"^(Ma?c|Le|De|O')(.+)$", lambda m: m[1] + m[2].capitalize(), word)
    if word == _VON or (key(word) in words("particles") and not first):
        return word.lower()
    if INITIAL.fullmatch(word) and "." in word:
        return word.upper()
    parts = re.split(r"([-'\u2019\u02bb])", word.lower())
    return "".join(part[:1].upper() + part[1:] for part in parts)


@cache
def _groups() -> dict[str, list[str]]:
    """The groups of `words.txt`: a name and a colon alone on a line, then words between commas."""
    groups: dict[str, list[str]] = {}
    name = ""
    for line in _text("words.txt").split("\n"):
        match = _KEY.fullmatch(line)
        if match:
            name = match[1]
            groups[name] = []
        elif line.strip() and not line.startswith("#"):
            groups[name].append(line.strip())
    return {
        name: [key(word.strip()) for word in " ".join(lines).split(",") if word.strip()]
        for name, lines in groups.items()
    }


def _text(file: str) -> str:
    return (resources.files("phrasebooks") / "names" / file).read_text(encoding="utf-8")
