"""Train the weights by which a sentence is heard to talk past the customer, on sentences and replies of this project.

    python tests/benchmarks/train_sounding.py phrasebooks/en/sounding.tsv phrasebooks/de/sounding.tsv

Needs the group `training` (scikit-learn). One logistic regression for each language over the features of
`composer/writing/sounding.py`. `replies.jsonl` holds labelled replies with their messages, in sets by different
writers; `sentences.tsv` single sentences. It prints what the other sets make of each set in turn, at the bias that
flags `_FALSE` of the good replies, and writes the bias and the weights; all other lines of the tables are by hand.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from composer.reading.facts import sentences
from composer.writing.sounding import Features, Sounding, features_in, features_of, parse_sounding

HERE = Path(__file__).parent
_KINDS = ("blame", "dismissal", "evasion")
_FALSE = 0.05
"""The share of good replies in which a sentence may be flagged."""
_FEWEST = 4
_SMALLEST = 0.08
"""Below this, a weight is dropped."""
_MARKED, _ALONE = 3.0, 0.5
"""What a marked sentence of a reply counts, and a sentence without its reply."""


@dataclass(frozen=True)
class Told:
    """A sentence with its features."""

    features: Features
    bad: bool
    weight: float
    group: str
    """The set that it comes from; empty for a sentence without its reply."""
    reply: str = ""
    kind: str = ""


def read_told(language: str, sounding: Sounding) -> list[Told]:
    """Every labelled sentence of a language."""
    found = []
    for line in (HERE / "sentences.tsv").read_text("utf-8").splitlines():
        spoken, kind, text = line.split("\t")
        if spoken == language:
            found.append(Told(features_of(text, sounding), kind != "fine", _ALONE, ""))
    for number, line in enumerate((HERE / "replies.jsonl").read_text("utf-8").splitlines()):
        kept = json.loads(line)
        if kept["language"] == language:
            found += told_of(kept, str(number), sounding)
    return found


def told_of(kept: dict[str, Any], reply: str, sounding: Sounding) -> list[Told]:
    """The sentences of a good reply, and the marked ones of a bad one."""
    text, kinds = kept["reply"], [kind for kind in kept["faults"] if kind in _KINDS]
    marked = [(text.find(words), text.find(words) + len(words)) for words in kept["words"]]
    spans = sentences(text)
    found = []
    for (start, end), features in zip(
        spans, features_in([text[slice(*one)] for one in spans], kept["message"], sounding), strict=True
    ):
        bad = bool(kinds) and any(start < stop and begin < end for begin, stop in marked)
        if len(text[start:end].split()) >= _FEWEST and (bad or not kept["faults"]):
            kind = kinds[0] if bad else ""
            found.append(Told(features, bad, _MARKED if bad else 1.0, kept["set"], reply, kind))
    return found


def fit(told: list[Told]) -> tuple[DictVectorizer, Any]:
    """The features by number, and the model."""
    names = DictVectorizer()
    rows = names.fit_transform([one.features for one in told])
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")
    model = LogisticRegression(C=1.0, max_iter=300, solver="liblinear")
    model.fit(rows, np.array([one.bad for one in told]), sample_weight=[one.weight for one in told])
    model.coef_[np.abs(model.coef_) < _SMALLEST] = 0
    return names, model


def held_out(told: list[Told]) -> tuple[float, str]:
    """The score that flags the share of good replies, and what is found there, each set by the others."""
    best: dict[tuple[str, bool, str], float] = {}
    for group in sorted({one.group for one in told if one.group}):
        names, model = fit([one for one in told if one.group != group])
        left = [one for one in told if one.group == group]
        scores = model.decision_function(names.transform([one.features for one in left]))
        for one, score in zip(left, scores, strict=True):
            key = (one.reply, one.bad, one.kind)
            best[key] = max(best.get(key, -9.0), float(score))
    good = sorted((score for (_reply, bad, _kind), score in best.items() if not bad), reverse=True)
    border = good[int(len(good) * _FALSE)]
    figures = []
    for kind in _KINDS:
        scores = [score for (_reply, bad, theirs), score in best.items() if bad and theirs == kind]
        figures.append(f"{kind} {sum(score > border for score in scores)} of {len(scores)}")
    return border, f"{', '.join(figures)}; {sum(score > border for score in good)} of {len(good)} good replies flagged"


def main() -> None:
    """Measure, train on everything, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path, nargs="+", help="the tables to write, each in the folder of its language")
    for table in parser.parse_args().tables:
        lines = [line for line in table.read_text("utf-8").splitlines() if not line.startswith(("weight", "bias", "#"))]
        told = read_told(table.parent.name, parse_sounding("\n".join(lines)))
        border, figures = held_out(told)
        names, model = fit(told)
        weights = zip(names.get_feature_names_out(), model.coef_[0], strict=True)
        learned = [f"weight\t{name}\t{round(1000 * weight)}" for name, weight in weights if abs(weight) >= _SMALLEST]
        head = [
            "# Words and marks by hand, and weights in thousandths by train_sounding.py; see sounding.md.",
            f"# Each set of replies left out in turn: {figures}.",
        ]
        bias = f"bias\tall\t{round(1000 * (float(model.intercept_[0]) - border))}"
        table.write_text("\n".join([*head, *lines, bias, *learned, ""]), "utf-8")
        print(f"{table.parent.name}: {len(learned)} weights; {figures}")


if __name__ == "__main__":
    main()
