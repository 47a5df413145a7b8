"""Text from outside: cleaned once, where it enters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# C0 without tab and newline, DEL and C1: a terminal would obey them.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0x80, 0xA0)])
# Overrides and isolates reorder what is read (CVE-2021-42574); marks such as U+200F belong to
# Arabic and Hebrew and stay in running text.
_REORDER = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F])
# Translating is slow, and there is hardly ever anything to do.
_UNFIT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LETTERS = re.compile(r"[^\W_]+")
_NO_LETTER = re.compile(r"&#[0-9]{40,}+;?")
_TYPOGRAPHIC = (("\u2019", "'"), ("\u2018", "'"), ("\u02bc", "'"), ("\u201c", '"'), ("\u201d", '"'))


def unescape(text: str) -> str:
    """A text of HTML with `&amp;` and `&#38;` as the letters that they stand for.

    A number that is longer than any letter's stands for none; the library breaks on one of thousands of digits.
    """
    if "&" not in text:
        return text
    import html  # the names of its letters take a while to load, and few texts have any

    return html.unescape(_NO_LETTER.sub("\ufffd", text))  # noqa: TID251  the one place


def clean(text: str) -> str:
    """Running text made safe to show, keep and send: no control characters, no reordering, no halves of pairs."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNFIT.search(text):
        text = text.translate(_CONTROL).translate(_REORDER).encode("utf-8", "replace").decode("utf-8")
    return text.removeprefix("\ufeff")


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters; where some are left out, an ellipsis says so."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)].rstrip() + "…"


def one_line(text: str) -> str:
    """A name, a title or a tag: cleaned, and on one line without outer or double spaces."""
    if text.isascii() and text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(clean(text).translate(_MARKS).split())


def whole_number(text: str) -> int | None:
    """The number that one to nine digits say; None for any other text, such as `²`, which Python calls a digit."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def fold(text: str) -> str:
    """Text for comparing: lower case, no accents, straight quotes."""
    if not text.isascii():
        # One after the other, which takes a fiftieth of translating a text letter by letter.
        for sign, plain in _TYPOGRAPHIC:
            text = text.replace(sign, plain)
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    for letter in {*text}:
        if unicodedata.combining(letter):
            text = text.replace(letter, "")
    return text


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where some words stand in a text, as [start, end), whatever their case, accents and quotation marks."""
    wanted = fold(words.strip())
    if not wanted:
        return []
    # Folding may change how long a text is, so each letter is folded by itself and remembers its place.
    letters = list(text.lower()) if text.isascii() else [fold(letter) for letter in text]
    at = [number for number, letter in enumerate(letters) for _ in letter]
    folded = "".join(letters)
    found = []
    start = folded.find(wanted)
    while start >= 0:
        after = start + len(wanted)
        found.append((at[start], at[after] if after < len(at) else len(text)))
        start = folded.find(wanted, after)
    return found


def slugify(text: str) -> str:
    """A name as it stands in an address: letters and digits of any script in lower case, joined by hyphens."""
    return "-".join(_LETTERS.findall(fold(text).replace("'", "")))[:80].strip("-")


def close_to(word: str, known: Iterable[str], most: int = 2, cutoff: float = 0.6) -> list[str]:
    """The known names that a mistyped one was probably meant to be."""
    import difflib

    return difflib.get_close_matches(word, sorted(known), n=most, cutoff=cutoff)


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 hit`, `3 hits`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
