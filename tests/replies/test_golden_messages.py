"""The golden set: two hundred messages written before any tuning, and how the reading does on each half."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from composer.cases.message import Message
from composer.cases.step import Tone
from composer.desk.language import load_language
from composer.reading.reading import Hearing, Reading, read_message

GOLDEN = Path(__file__).parent / "golden"
TASKS = ("place an order", "sign in", "track my parcel")


@cache
def read_set(name: str, code: str = "en") -> list[tuple[str, Reading]]:
    """Each message's class with its reading."""
    language = load_language(Path(), code)
    words = language.issue_words
    hearing = Hearing(language.cues, language.speech, language.lexicon, language.manners, TASKS, issue_words=words)
    rows = [json.loads(line) for line in (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [(row["class"], read_message(Message(row["text"]), hearing, ("Acme Garden",))) for row in rows]


def precision_recall(found: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Of pairs of what is true and what was said."""
    hits = sum(true and said for true, said in found)
    return hits / sum(said for _true, said in found), hits / sum(true for true, _said in found)


def upset(reading: Reading) -> bool:
    return reading.tone in (Tone.UPSET, Tone.WORRIED)


@pytest.mark.parametrize("half", ["tuning", "final"])
def test_upset_customers_are_found(half: str) -> None:
    pairs = [(true == "upset", upset(reading)) for true, reading in read_set(half) if true != "sarcastic"]
    precision, recall = precision_recall(pairs)
    assert 2 * precision * recall / (precision + recall) >= 0.74


@pytest.mark.parametrize("half", ["tuning", "final"])
def test_polite_customers_who_struggle_are_found(half: str) -> None:
    pairs = [(true == "struggling", reading.struggling and not upset(reading)) for true, reading in read_set(half)]
    precision, recall = precision_recall(pairs)
    assert recall >= 0.80
    assert precision >= 0.70


@pytest.mark.parametrize("half", ["tuning", "final"])
def test_no_sarcastic_message_is_read_as_thanks(half: str) -> None:
    assert [reading for true, reading in read_set(half) if true == "sarcastic" and reading.tone is Tone.THANKFUL] == []


def test_neutral_messages_about_trouble_are_mostly_left_calm() -> None:
    calm = [reading.tone is Tone.CALM for true, reading in read_set("final") if true == "neutral"]
    assert sum(calm) >= 0.8 * len(calm)


def test_german_is_read_by_its_cues_alone() -> None:
    found = read_set("german", "de")
    assert all(reading.tone is Tone.CALM and not reading.struggling for true, reading in found if true == "neutral")
    assert all(
        reading.tone.troubled or reading.struggling for true, reading in found if true in ("upset", "struggling")
    )
    assert all(reading.tone is Tone.THANKFUL for true, reading in found if true == "thankful")
