"""No customer gets the same sentence twice, nor one that only changes a word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.phrases.ledger import SIMILAR, near_copy, sentence_key

HAD = "I am sorry that you had to wait for your parcel."


@pytest.mark.parametrize(
    ("sentence", "near"),
    [
        (HAD, True),
        ("I AM SORRY that you had to wait for your parcel!", True),
        ("I am sorry that you had to wait 3 days for your parcel.", True),
        ("I am so sorry that you had to wait for your parcel.", True),
        ("I am sorry that you had to wait for your invoice.", True),
        ("For your parcel you had to wait, and I am sorry.", True),
        ("I am sorry you waited for the parcel.", False),
        ("You had to wait for a long time, and that was our mistake.", False),
        ("I am sorry.", False),
        ("", False),
    ],
)
def test_a_sentence_is_a_near_copy_when_most_words_are_shared(sentence: str, near: bool) -> None:  # noqa: FBT001
    had = frozenset({sentence_key(HAD), "something else altogether was said here"})
    assert near_copy(sentence, had) == (sentence_key(HAD) if near else "")


def by_counting(sentence: str, had: frozenset[str]) -> float:
    """The highest similarity, by looking at every sentence."""

    def words(text: str) -> list[str]:
        return text.split()

    def shared(one: list[str], other: list[str]) -> int:
        return sum(min(one.count(word), other.count(word)) for word in set(one))

    mine = words(sentence)
    return max((2 * shared(mine, words(one)) / (len(mine) + len(words(one))) for one in had), default=0.0)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("abcdef"), min_size=5, max_size=9),
    st.frozensets(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12).map(" ".join), max_size=8),
)
def test_the_quick_way_finds_what_counting_finds(words: list[str], had: frozenset[str]) -> None:
    sentence = " ".join(words)
    assert (near_copy(sentence, had) != "") == (by_counting(sentence, had) >= SIMILAR - 1e-9)


def test_a_ledger_of_a_thousand_contacts_is_asked_without_looking_at_all_of_it() -> None:
    chance = random.Random(7)
    words = [f"{first}{second}" for first in "bcdfghjklmnp" for second in ("a", "e", "i", "o", "u", "an", "en", "on")]
    had = frozenset(" ".join(chance.choices(words, k=12)) for _sentence in range(5_000))
    known = sorted(had)[100]
    changed = known.rsplit(" ", 1)[0] + " changed"
    assert near_copy(changed, had) == known
