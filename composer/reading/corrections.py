"""Corrections: what agents said of the tone, remembered at once, and learned from when there are enough.

A correction keeps numbers and a label, never a word of the message. From 150 on, with every class present, the
numbers are weighted anew by ridge regression (one target a class), whose leave-one-out error has a closed form
(Allen 1974); the new weights are used only while they are better on the kept corrections than the reading was.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from composer.cases.step import Tone
from composer.reading.cues import CueKind, FoundCue
from composer.reading.issues import Issue, IssueKind
from composer.reading.lexicon import Scores
from composer.reading.tone import Sound
from kb.desk_files import read_desk_bytes
from kb.errors import KBError
from kb.files import add_line, write_text
from kb.folders import locked
from kb.guard import guarded

ENOUGH = 150
"""Corrections below which nothing is learned: with fewer, a refit was worse than none (measured)."""
_RIDGE = 3.0
_MOST_BYTES = 100_000_000
_CLASSES = ("upset", "calm", "thankful")
Row = tuple[float, ...]
_LEARNED_FROM = tuple(kind for kind in CueKind if kind not in (CueKind.PERSONAL, CueKind.BACKGROUND))
_HAPPENED = (Tone.UPSET, Tone.WORRIED, Tone.CONFUSED)


@dataclass(frozen=True)
class Correction:
    """What an agent said of one message."""

    case_id: str
    tone: Tone
    """How it sounds, says the agent."""
    was: Tone
    """How it was read."""
    features: Row


@dataclass(frozen=True)
class Refit:
    """New weights, and what they are worth."""

    weights: tuple[Row, ...]
    """One row a class, the bias first."""
    means: Row
    spreads: Row
    before: float
    """Macro-F1 of the shipped reading on the corrections."""
    after: float
    """Macro-F1 of the new weights on the corrections, each left out in turn."""

    @property
    def better(self) -> bool:
        """Whether the new weights are to be used."""
        return self.after > self.before

    def tone_class(self, features: Row) -> str:
        """The class of a message."""
        row = (1.0, *((f - m) / s for f, m, s in zip(features, self.means, self.spreads, strict=True)))
        return _CLASSES[max(range(len(_CLASSES)), key=lambda number: _dot(self.weights[number], row))]


def features_of(found: Sequence[FoundCue], scores: Scores, text: str, issues: Sequence[Issue] = ()) -> Row:
    """What is learned from: eight scores, cues by kind, marks and length, what happened by tone, and kinds of need."""
    margins = [0.0 if math.isinf(margin) else _within(margin) for margin in scores.margins]
    kinds = [_within(sum(one.cue.weight for one in found if one.cue.kind is kind)) for kind in _LEARNED_FROM]
    marks = [float(min(text.count("!"), 3)), float(min(text.count("?"), 3)), math.log1p(len(text.split()))]
    happened = [one.cue for one in found if one.cue.kind is CueKind.SITUATION]
    tones = [_within(sum(cue.weight for cue in happened if cue.tone is tone)) for tone in _HAPPENED]
    needs = {issue.kind for issue in issues}
    only = [needs <= {IssueKind.QUESTION, IssueKind.REQUEST}, needs <= {IssueKind.PRAISE}]
    told = [float(one) for one in (*(kind in needs for kind in IssueKind), *only)]
    return tuple(round(value, 3) for value in (*margins, *kinds, *marks, *tones, *told))


def _within(value: float) -> float:
    """A value no further from 0 than three: more of the same says little more."""
    return max(-3.0, min(3.0, value))


def class_of(tone: Tone) -> str:
    """The class that a tone belongs to; confusion is no upset."""
    if tone in (Tone.UPSET, Tone.WORRIED, Tone.MIXED):
        return "upset"
    return "thankful" if tone is Tone.THANKFUL else "calm"


def load_corrections(path: Path) -> list[Correction]:
    """The kept corrections, the last word on each message; a line that is broken is left out."""
    corrections, _unreadable = _read_corrections(path)
    return list({one.case_id: one for one in corrections}.values())


def unreadable_corrections(path: Path) -> list[str]:
    """What cannot be read of the file, in words: the file itself, or some of its lines."""
    return _read_corrections(path)[1]


def _read_corrections(path: Path) -> tuple[list[Correction], list[str]]:
    if not path.exists():
        return [], []
    found: list[Correction] = []
    broken: list[int] = []
    try:
        lines = read_desk_bytes(path.parent, path.name, _MOST_BYTES).decode("utf-8", "replace").splitlines()
    except KBError as error:
        return [], [str(error)]
    for number, line in enumerate(lines, 1):
        try:
            with guarded(path):
                found.append(_correction(json.loads(line)))
        except KBError:
            broken.append(number)
    return found, [f"line {broken[0]} and {len(broken) - 1} more of {path} cannot be read"] if broken else []


def _correction(kept: Any) -> Correction:
    features = tuple(float(value) for value in kept["features"])
    if not all(map(math.isfinite, features)):
        raise ValueError("a feature that is no number")
    return Correction(str(kept["case"]), Tone(kept["tone"]), Tone(kept["was"]), features)


def keep_correction(path: Path, correction: Correction) -> None:
    """Add one correction to the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "case": correction.case_id,
        "tone": correction.tone,
        "was": correction.was,
        "features": correction.features,
    }
    with locked(path.parent, wait=True):
        add_line(path, json.dumps(kept))


def forget_correction(path: Path, case_id: str) -> None:
    """Take back the last correction of a message; an earlier one counts again."""
    if not path.exists():
        return
    with locked(path.parent, wait=True):
        lines = _lines(path)
        own = [number for number, line in enumerate(lines) if f'"case": {json.dumps(case_id)}' in line]
        if own:
            del lines[own[-1]]
            write_text(path, "".join(lines), 0o600)


def forget_cases(path: Path, cases: Collection[str]) -> None:
    """Take the cases' ids out of the corrections; what was learned from them stays, and says nothing of anybody."""
    if not path.exists() or not cases:
        return
    named = {f'"case": {json.dumps(case)}' for case in cases}
    with locked(path.parent, wait=True):
        lines = _lines(path)
        without = [reduce(lambda text, name: text.replace(name, '"case": ""'), named, line) for line in lines]
        if without != lines:
            write_text(path, "".join(without), 0o600)


def _lines(path: Path) -> list[str]:
    content = read_desk_bytes(path.parent, path.name, _MOST_BYTES)
    return content.decode("utf-8", "replace").splitlines(keepends=True)


def missing_for_refit(corrections: Sequence[Correction]) -> str:
    """What is still missing before weights can be learned, in words; empty when nothing is."""
    counts = Counter(class_of(one.tone) for one in corrections)
    absent = [name for name in _CLASSES if not counts[name]]
    if len(corrections) < ENOUGH:
        return f"{len(corrections)} of {ENOUGH} corrections"
    return f"no correction to {' or '.join(absent)}" if absent else ""


def refit(corrections: Sequence[Correction]) -> Refit | None:
    """Weights learned from corrections, with the score before and after; None while there are too few."""
    width = len(corrections[-1].features) if corrections else 0
    usable = [one for one in corrections if len(one.features) == width]
    if missing_for_refit(usable):
        return None
    columns = list(zip(*(one.features for one in usable), strict=True))
    means = tuple(sum(column) / len(column) for column in columns)
    spreads = tuple(_spread(column, mean) or 1.0 for column, mean in zip(columns, means, strict=True))
    rows = [(1.0, *((f - m) / s for f, m, s in zip(one.features, means, spreads, strict=True))) for one in usable]
    truth = [class_of(one.tone) for one in usable]
    inverse = _inverse(_gram(rows))
    # With A the ridge matrix, h = x A⁻¹ x' is how much a row pulls its own prediction; leaving it out divides by 1 - h.
    pulled = [tuple(_dot(line, row) for line in inverse) for row in rows]
    pulls = [min(_dot(row, side), 0.999) for row, side in zip(rows, pulled, strict=True)]
    weights, left_out = [], []
    for name in _CLASSES:
        target = [1.0 if one == name else -1.0 for one in truth]
        weight = tuple(sum(side[i] * aim for side, aim in zip(pulled, target, strict=True)) for i in range(width + 1))
        weights.append(weight)
        left_out.append(
            [aim - (aim - _dot(weight, row)) / (1 - pull) for aim, row, pull in zip(target, rows, pulls, strict=True)]
        )
    guesses = [_CLASSES[max(range(len(_CLASSES)), key=lambda c: left_out[c][number])] for number in range(len(rows))]
    before = macro_f1([class_of(one.was) for one in usable], truth)
    return Refit(tuple(weights), means, spreads, before, macro_f1(guesses, truth))


def corrected(sound: Sound, features: Row, learned: Refit | None) -> Sound:
    """How a message sounds by the learned weights; the reading stands where they agree with it or are not better."""
    if learned is None or not learned.better or len(features) != len(learned.means):
        return sound
    found = learned.tone_class(features)
    if found == class_of(sound.tone):
        return sound
    if found == "upset":
        return replace(sound, tone=Tone.MIXED if sound.tone is Tone.THANKFUL else Tone.UPSET, strength=0.4)
    return replace(sound, tone=Tone(found), strength=0.0 if found == "calm" else sound.strength, feeling=None)


def macro_f1(guesses: Sequence[str], truth: Sequence[str]) -> float:
    """The mean F1 of the classes that there are."""
    scores = []
    for name in sorted(set(truth)):
        hits = sum(guess == name == real for guess, real in zip(guesses, truth, strict=True))
        scores.append(2 * hits / (sum(g == name for g in guesses) + sum(t == name for t in truth)))
    return sum(scores) / len(scores)


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _spread(column: Sequence[float], mean: float) -> float:
    return float((sum((value - mean) ** 2 for value in column) / len(column)) ** 0.5)


def _gram(rows: Sequence[Row]) -> list[list[float]]:
    """X'X with the ridge on its diagonal; the bias carries none."""
    width = len(rows[0])
    gram = [[sum(row[i] * row[j] for row in rows) for j in range(width)] for i in range(width)]
    for i in range(width):
        gram[i][i] += _RIDGE if i else 1e-9
    return gram


def _inverse(matrix: list[list[float]]) -> list[list[float]]:
    """The inverse of a positive definite matrix, by Gauss and Jordan."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        best = max(range(i, size), key=lambda r: abs(work[r][i]))
        work[i], work[best] = work[best], work[i]
        pivot = work[i][i]
        work[i] = [value / pivot for value in work[i]]
        for j in range(size):
            factor = work[j][i]
            if j != i and factor:
                work[j] = [a - factor * b for a, b in zip(work[j], work[i], strict=True)]
    return [row[size:] for row in work]
