"""Train the tone lexicon: weights for eight feelings from GoEmotions, and the scores that the model card states.

    python tests/benchmarks/train_tone.py ../shared/data/goemotions phrasebooks/en/tone.tsv

Needs the group `training` (scikit-learn). One logistic regression with an L1 penalty for each feeling, over words
and word pairs; the penalty leaves a few thousand terms that a person can read. Penalty and thresholds are chosen on
the development split, the test split is looked at once, for the figures that are printed and written into the file.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from composer.reading.lexicon import FEELINGS, Lexicon, parse_lexicon, score, terms_of

GROUPS = {
    "anger": {"anger", "disgust"},
    "frustration": {"annoyance", "disapproval"},
    "disappointment": {"disappointment", "sadness"},
    "worry": {"fear", "nervousness"},
    "confusion": {"confusion"},
    "gratitude": {"gratitude"},
    "negative": {
        "anger", "annoyance", "disappointment", "disapproval", "disgust", "embarrassment", "fear", "grief",
        "nervousness", "remorse", "sadness",
    },
    "positive": {
        "admiration", "amusement", "approval", "caring", "desire", "excitement", "gratitude", "joy", "love",
        "optimism", "pride", "relief",
    },
}  # fmt: skip
PEOPLE = frozenset({
    "gay", "gays", "lesbian", "trans", "straight", "queer", "black", "blacks", "white", "whites", "asian", "asians",
    "jew", "jews", "jewish", "muslim", "muslims", "islam", "christian", "christians", "catholic", "indian", "indians",
    "mexican", "chinese", "russian", "african", "american", "americans", "woman", "women", "man", "men", "girl",
    "girls", "boy", "boys", "female", "females", "male", "males", "wife", "husband", "mom", "mother", "dad", "father",
    "kid", "kids", "old", "young", "immigrant", "immigrants", "trump", "obama", "republican", "republicans",
    "democrat", "democrats", "liberal", "liberals", "conservative", "conservatives",
})  # fmt: skip
"""Who somebody is says nothing about how a message sounds; terms with these words are left out."""
_MASK = re.compile(r"\[[A-Z]+\]")
_SMALLEST = 5
"""Hundredths below which a weight is dropped."""
_RAREST = 4
"""Comments in which a term must stand."""
_PENALTIES = (0.2, 0.3, 0.4, 0.5)


def read_split(path: Path, labels: list[str]) -> tuple[list[str], Any]:
    """The comments of a split and, for each, which of the eight feelings it has."""
    texts, rows = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for text, numbers, _id in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            named = {labels[int(number)] for number in numbers.split(",")}
            texts.append(_MASK.sub(" ", text))
            rows.append([bool(named & GROUPS[feeling]) for feeling in FEELINGS])
    return texts, np.array(rows)


def terms(text: str) -> list[str]:
    """The terms of a comment that may carry a weight."""
    return [term for term in terms_of(text) if PEOPLE.isdisjoint(term.split())]


def threshold_for(scores: Any, truth: Any) -> tuple[float, float]:
    """The score from which a feeling counts as there, for the best F1, and that F1."""
    steps = np.quantile(scores, np.linspace(0.4, 0.999, 300))
    return max((float(f1_score(truth, scores >= step)), float(step)) for step in steps)[::-1]


def train(folder: Path) -> tuple[list[str], list[str]]:
    """The lines of the lexicon, and what was measured."""
    labels = (folder / "labels.txt").read_text("utf-8").split()
    (texts, truth), (dev_texts, dev_truth) = (read_split(folder / f"{name}.tsv", labels) for name in ("train", "dev"))
    counter = CountVectorizer(analyzer=terms, binary=True, min_df=_RAREST)
    seen, dev_seen = counter.fit_transform(texts), counter.transform(dev_texts)
    columns, rows = [], [["term", *FEELINGS], ["(bias)"], ["(threshold)"]]
    for place, _feeling in enumerate(FEELINGS):
        tried = []
        for penalty in _PENALTIES:
            model = LogisticRegression(C=penalty, penalty="l1", solver="liblinear", max_iter=500, random_state=0)
            model.fit(seen, truth[:, place])
            weights = np.round(model.coef_[0] * 100)
            weights[np.abs(weights) < _SMALLEST] = 0
            bias = round(float(model.intercept_[0]) * 100)
            step, f1 = threshold_for(dev_seen @ weights + bias, dev_truth[:, place])
            tried.append((f1, penalty, bias, round(step), weights))
        _f1, _penalty, bias, step, weights = max(tried, key=lambda one: one[:2])
        rows[1].append(str(bias))
        rows[2].append(str(step))
        columns.append(weights)
    for number, term in enumerate(counter.get_feature_names_out()):
        values = [int(column[number]) for column in columns]
        if any(values):
            rows.append([term, *(str(value or "") for value in values)])
    lines = ["\t".join(row) for row in rows]
    return lines, measure(parse_lexicon("\n".join(lines)), folder, labels)


def measure(lexicon: Lexicon, folder: Path, labels: list[str]) -> list[str]:
    """F1 of each feeling on the test split, and their mean."""
    texts, truth = read_split(folder / "test.tsv", labels)
    guesses = np.array([score(text, lexicon).margins for text in texts]) >= 0
    scores = [float(f1_score(truth[:, place], guesses[:, place])) for place in range(len(FEELINGS))]
    each = ", ".join(f"{feeling} {value:.3f}" for feeling, value in zip(FEELINGS, scores, strict=True))
    return [f"terms {len(lexicon.weights)}", f"macro-F1 {np.mean(scores):.3f}", each]


def main() -> None:
    """Train, write the lexicon, and print what it reaches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder with train.tsv, dev.tsv, test.tsv and labels.txt")
    parser.add_argument("lexicon", type=Path, help="the file to write")
    arguments = parser.parse_args()
    lines, measured = train(arguments.data)
    head = [
        "# Weights, in hundredths, of words and word pairs for eight feelings; the model card is tone.md.",
        "# Derived from GoEmotions (Demszky et al. 2020, CC BY 4.0); changed: weights derived, no comment is in it.",
        *(f"# test split: {line}" for line in measured),
    ]
    arguments.lexicon.write_text("\n".join([*head, *lines, ""]), "utf-8")
    print(*measured, sep="\n")


if __name__ == "__main__":
    main()
