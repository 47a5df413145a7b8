"""Train the weights for the five manners of a message, on messages written for this project.

    python tests/benchmarks/train_manner.py phrasebooks/en/manner.tsv

Needs the group `training` (scikit-learn). One logistic regression over words, word pairs and the features that a
correction keeps (scores, cues, marks, length). It prints what five parts of the messages make of a sixth, in turn.
The golden set's `final.jsonl` is never looked at.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from composer.cases.message import Message
from composer.desk.language import load_language
from composer.reading.lexicon import terms_of
from composer.reading.manner import Manner
from composer.reading.reading import Hearing, read_message

HERE = Path(__file__).parent
_SMALLEST = 0.15
"""Below this, a weight is dropped."""
_RAREST = 2
"""Messages in which a term must stand."""
_BALANCE = {0: 0.8, 3: 1.4}
"""Weights of upset and of thankful: thanks that mention a trouble are rare, and should be heard all the same."""
_FEATURE_SHARE = 0.5
"""How much a feature of one spread counts beside a word."""


def read_messages() -> tuple[list[str], Any, Any]:
    """The texts, their features, and the number of their manner."""
    language = load_language(Path(), "en")
    hearing = Hearing(language.cues, language.speech, language.lexicon)
    texts, manners = [], []
    for path in (HERE / "messages.jsonl", HERE.parent / "replies" / "golden" / "tuning.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            kept = json.loads(line)
            texts.append(kept["text"])
            manners.append([*Manner].index(Manner(kept["class"])))
    return texts, np.array([read_message(Message(text), hearing).features for text in texts]), np.array(manners)


def fit(texts: list[str], features: Any, manners: Any) -> tuple[dict[str, Any], Any]:
    """The weights of each term and feature, and the biases."""
    counter = CountVectorizer(analyzer=terms_of, binary=True, min_df=_RAREST)
    words = counter.fit_transform(texts)
    means, spreads = features.mean(0), features.std(0) + 1e-9
    from scipy.sparse import csr_matrix, hstack

    scaled = csr_matrix((features - means) / spreads * _FEATURE_SHARE)
    model = LogisticRegression(C=1.0, max_iter=3000, class_weight=_BALANCE).fit(
        hstack([words, scaled]).tocsr(), manners
    )
    coefficients, names = model.coef_, counter.get_feature_names_out()
    weights = {}
    for number, term in enumerate(names):
        row = coefficients[:, number] * (np.abs(coefficients[:, number]) >= _SMALLEST)
        if row.any():
            weights[str(term)] = row
    of_features = coefficients[:, len(names) :] * _FEATURE_SHARE / spreads
    weights |= {f"({number})": of_features[:, number] for number in range(features.shape[1])}
    return weights, model.intercept_ - of_features @ means


def guess(text: str, row: Any, weights: dict[str, Any], biases: Any) -> int:
    """The likeliest manner of a message."""
    known = [weights[term] for term in set(terms_of(text)) if term in weights]
    known += [weights[f"({number})"] * value for number, value in enumerate(row)]
    return int(np.argmax(biases + np.sum(known, axis=0)))


def main() -> None:
    """Measure, train on everything, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="the file to write")
    arguments = parser.parse_args()
    texts, features, manners = read_messages()
    guesses = np.zeros(len(texts), int)
    for train, test in StratifiedKFold(6, shuffle=True, random_state=0).split(features, manners):
        weights, biases = fit([texts[i] for i in train], features[train], manners[train])
        guesses[test] = [guess(texts[i], features[i], weights, biases) for i in test]
    scores = f1_score(manners, guesses, average=None)
    measured = ", ".join(f"{manner} {value:.2f}" for manner, value in zip(Manner, scores, strict=True))
    weights, biases = fit(texts, features, manners)
    rows = [["term", *Manner], ["(bias)", *(str(round(1000 * value)) for value in biases)]]
    rows += [[term, *(str(round(1000 * value)) if value else "" for value in row)] for term, row in weights.items()]
    head = [
        "# Weights, in thousandths, for the five manners of a message; the model card is tone.md.",
        f"# Learned on {len(texts)} messages written for this project; F1 on the sixth part left out: {measured}.",
    ]
    arguments.table.write_text("\n".join([*head, *("\t".join(row) for row in rows), ""]), "utf-8")
    print(f"{len(weights)} terms and features; F1 {measured}")


if __name__ == "__main__":
    main()
