"""What agents say of the tone is remembered at once, and learned from when it helps."""

from __future__ import annotations

import random
from pathlib import Path

from composer.cases.step import Tone
from composer.reading.corrections import Correction, keep_correction, load_corrections, missing_for_refit, refit

TONES = (Tone.UPSET, Tone.CALM, Tone.THANKFUL)


def made(number: int, was: str, noise: float = 0.5) -> list[Correction]:
    """Corrections whose tone can be told from two of three features; the reading was right, or always said calm."""
    chance = random.Random(7)
    found = []
    for i in range(number):
        tone = TONES[i % 3]
        features = (
            float(tone is Tone.UPSET) + chance.gauss(0, noise),
            float(tone is Tone.THANKFUL) + chance.gauss(0, noise),
            chance.gauss(0, 1),
        )
        found.append(Correction(f"case-{i}", tone, tone if was == "right" else Tone.CALM, features))
    return found


def test_too_few_corrections_teach_nothing() -> None:
    assert refit(made(149, "wrong")) is None
    assert missing_for_refit(made(149, "wrong")) == "149 of 150 corrections"
    one_sided = [one for one in made(600, "wrong") if one.tone is not Tone.THANKFUL]
    assert missing_for_refit(one_sided) == "no correction to thankful"


def test_weights_are_learned_and_used_where_they_are_better() -> None:
    learned = refit(made(150, "wrong"))
    assert learned is not None
    assert learned.better
    assert learned.after > 0.7 > learned.before
    assert learned.tone_class((2.0, 0.0, 0.0)) == "upset"
    assert learned.tone_class((0.0, 2.0, 0.0)) == "thankful"


def test_a_reading_that_was_right_is_not_replaced() -> None:
    learned = refit(made(150, "right", noise=1.0))
    assert learned is not None
    assert (learned.before, learned.better) == (1.0, False)


def test_leaving_one_out_is_what_training_without_it_gives() -> None:
    rows = made(151, "wrong")
    learned = refit(rows)
    assert learned is not None
    guesses = []
    for number in range(0, 151, 10):
        without = refit([*rows[:number], *rows[number + 1 :]])
        assert without is not None
        guesses.append(without.tone_class(rows[number].features) == str(rows[number].tone))
    assert abs(sum(guesses) / len(guesses) - learned.after) < 0.2


def test_the_last_word_on_a_message_counts_and_a_broken_line_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tone.jsonl"
    keep_correction(path, Correction("a", Tone.UPSET, Tone.CALM, (1.0,)))
    keep_correction(path, Correction("b", Tone.CALM, Tone.UPSET, (2.0,)))
    with path.open("a") as file:
        file.write("{half a li\n")
    keep_correction(path, Correction("a", Tone.WORRIED, Tone.CALM, (1.0,)))
    assert [(one.case_id, one.tone) for one in load_corrections(path)] == [("a", Tone.WORRIED), ("b", Tone.CALM)]
