"""Text from outside: cleaned once, and then safe to show, keep and compare."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import clean, close_to, count_of, fold, one_line, slugify, unescape, whole_number

REORDERING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


@pytest.fixture(scope="module")
def naughty(shared: Path) -> list[str]:
    """515 strings that break programs."""
    strings: list[str] = json.loads((shared / "data" / "naughty-strings" / "blns.json").read_text("utf-8"))
    assert len(strings) == 515
    return strings


def harm_in(text: str) -> list[str]:
    """The characters that a terminal would obey, that turn text round, or that cannot be written to a file."""
    kinds = {"Cc", "Cs"}
    return [c for c in text if (unicodedata.category(c) in kinds and c not in "\n\t") or ord(c) in REORDERING]


def test_a_number_is_of_digits_that_everybody_types_and_of_no_endless_length() -> None:
    found = {text: whole_number(text) for text in ("0", "012", "999999999", "", "-1", "1_0", "\u00b2", "\u0663", "1e9")}
    assert found == dict.fromkeys(found) | {"0": 0, "012": 12, "999999999": 999_999_999}
    assert whole_number("9" * 10) is None


def test_no_naughty_string_keeps_a_harmful_character(naughty: list[str]) -> None:
    assert sum(bool(harm_in(text)) for text in naughty) == 13
    assert [text for text in naughty if harm_in(clean(text))] == []
    assert [text for text in naughty if harm_in(one_line(text)) or "\n" in one_line(text)] == []


def test_every_naughty_string_makes_a_slug_of_letters_digits_and_hyphens(naughty: list[str]) -> None:
    slugs = [slugify(text) for text in naughty]
    assert [slug for slug in slugs if not all(c.isalnum() or c == "-" for c in slug) or len(slug) > 80] == []


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert harm_in(clean(text)) == []


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x1b]52;c;aGk=\x07copy", "]52;c;aGk=copy"),
        ("\x9b31mred", "31mred"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("half \ud83d pair", "half ? pair"),
        ("\ufeffbegin", "begin"),
        ("tab\tstays, é stays, שלום\u200f stays", "tab\tstays, é stays, שלום\u200f stays"),
    ],
)
def test_clean_takes_out_what_harms_and_leaves_the_rest(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_one_line_has_no_breaks_and_no_double_spaces() -> None:
    assert one_line("  My\n parcel\t is  late\u200f ") == "My parcel is late"


def test_folding_makes_spellings_of_one_word_equal() -> None:
    assert fold("CAFÉ") == fold("cafe\u0301") == fold("Cafe") == "cafe"
    assert fold("can\u2019t") == "can't"
    assert fold("STRASSE") == fold("straße")


def test_the_nearest_names_come_first_and_strangers_not_at_all() -> None:
    assert close_to("titel", ["title", "tags", "status"]) == ["title"]
    assert close_to("zebra", ["title", "tags", "status"]) == []


def test_a_number_comes_with_its_noun() -> None:
    assert [count_of(1, "hit"), count_of(0, "hit"), count_of(2, "entry", "entries")] == ["1 hit", "0 hits", "2 entries"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a &amp; b &#38; &#x26; &lt;", "a & b & & <"),
        ("&amp;lt;", "&lt;"),
        (f"a &#{'9' * 5_000}; b", "a \ufffd b"),
        (f"a &#{'9' * 5_000} b", "a \ufffd b"),
        (f"a &#x{'f' * 5_000}; b", "a \ufffd b"),
        ("&unknown; & &#; &#x;", "&unknown; & &#; &#x;"),
    ],
)
def test_references_become_letters_however_long_they_are(written: str, read: str) -> None:
    assert unescape(written) == read
