"""Feedback on an answer in sentences: what worked, then what to mend, what matters most first; then the example."""

from __future__ import annotations

from collections.abc import Iterator

from composer.practice.judging import Grade, Judged, Remark

VERDICTS = {
    Grade.AGAIN: "Once more, with another message: it comes again soon.",
    Grade.HARD: "It would do. Some things can be better.",
    Grade.GOOD: "A good answer.",
    Grade.EASY: "A good answer, in your own words and without help.",
}
"""What is said of a whole answer."""


def worked(judged: Judged) -> list[str]:
    """What the answer has, what matters most first."""
    return [one.text for one in _by_weight(judged) if one.well]


def to_mend(judged: Judged) -> list[str]:
    """What it lacks, or should not have, what matters most first."""
    return [one.text for one in _by_weight(judged) if not one.well]


def _by_weight(judged: Judged) -> list[Remark]:
    return sorted(judged.remarks, key=lambda one: -one.weight)


def differences(own: Judged, exemplary: Judged) -> list[str]:
    """What the example has and one's own answer has not, and how their lengths differ."""
    have = {one.about for one in own.remarks if one.well}
    found = [*_what_it_has(exemplary, have)]
    theirs, mine = (len(" ".join(one.answer).split()) for one in (exemplary, own))
    if mine > _LONGER * theirs or theirs > _LONGER * mine:
        found.append(f"It has {theirs} words, yours has {mine}.")
    return found or ["It takes up the same things as yours, in other words."]


_LONGER = 1.5
"""From which ratio on a difference of length is named."""
_HAS = {"day": "It names a day.", "question": "It asks for what is missing."}


def _what_it_has(exemplary: Judged, have: set[str]) -> Iterator[str]:
    for one in exemplary.remarks:
        what, _space, rest = one.about.partition(" ")
        if not one.well or one.about in have:
            continue
        if what == "hear":
            yield f"It takes up “{rest}”."
        elif what == "says":
            yield rest
        else:
            yield _HAS.get(one.about) or one.text
