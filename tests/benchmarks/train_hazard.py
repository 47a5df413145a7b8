"""Train the weights by which a message is held to tell of a danger, or that somebody is hurt.

    python tests/benchmarks/train_hazard.py phrasebooks [LETTERS]

Needs the group `training` (scikit-learn). `hazards.tsv` has a label (`danger`, `hurt`, `none`), a language and a short
message to a company. Pairs of sentences of ordinary messages count as `none`: of those of `told.tsv` whose first word
is no warning and no wish for recovery, and of the shared letters in the folder LETTERS that need no care. One logistic
regression for each kind, over the terms of `composer/reading/hazard.py`; it prints what is found in each fifth of the
messages when it is left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from composer.cases.message import Message
from composer.reading.facts import sentences
from composer.reading.hazard import hazard_terms

HERE = Path(__file__).parent
LABELS = ("danger", "hurt")
LANGUAGES = ("en", "de")
_PENALTY, _RAREST, _FOLDS = 3.0, 2, 5
_LIGHTEST = 80
"""Thousandths below which a weight is not kept."""
_GRAVE = frozenset({"danger", "ill", "death", "hard", "worry"})
_FLOORS = (0.2, 0.3, 0.5)

Row = tuple[str, set[str]]


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Every two sentences that stand together; one alone where there is one."""
    found = sentences(text)
    for at, (start, _end) in enumerate(found):
        if at + 1 < len(found) or at == 0:
            yield start, found[min(at + 1, len(found) - 1)][1]


def ordinary_messages(language: str, letters: Path | None) -> Iterator[str]:
    """Messages of a language in which nobody is in danger or hurt."""
    for line in (HERE / "told.tsv").read_text("utf-8").splitlines():
        _name, code, *_others, first, text = line.split("\t")
        if code == language and _GRAVE.isdisjoint(first.split("+")):
            yield text.replace("\\n", "\n")
    for path in sorted(letters.glob("*.yaml") if letters else ()):
        for letter in yaml.safe_load(path.read_text("utf-8")):
            if letter.get("language", "en")[:2] == language and not letter.get("care"):
                yield letter["text"]


def rows_of(language: str, letters: Path | None) -> tuple[list[Row], list[Row]]:
    """The labelled messages of a language, and the pairs of sentences of ordinary ones: label and terms."""
    lines = [line.split("\t") for line in (HERE / "hazards.tsv").read_text("utf-8").splitlines()]
    labelled = [(label, hazard_terms(text)) for label, code, text in lines if code == language]
    texts = (Message(text).own_words for text in ordinary_messages(language, letters))
    ordinary = [("none", hazard_terms(own[start:end])) for own in texts for start, end in stretches(own)]
    return labelled, ordinary


def fit(rows: list[Row], label: str) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights of one kind."""
    counts = Counter(term for _label, terms in rows for term in terms)
    kept = [dict.fromkeys((term for term in terms if counts[term] >= _RAREST), 1.0) for _label, terms in rows]
    vectors = DictVectorizer()
    table = vectors.fit_transform(kept).toarray()
    wanted = np.array([one == label for one, _terms in rows])
    return vectors, LogisticRegression(C=_PENALTY, max_iter=2000, solver="liblinear").fit(table, wanted)


def left_out(labelled: list[Row], ordinary: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    """The chances of each kind for every row by weights learned without its fifth."""
    rows = [*labelled, *ordinary]
    folds = np.arange(len(rows)) % _FOLDS
    chances = np.zeros((len(rows), len(LABELS)))
    for fold in range(_FOLDS):
        train = [rows[at] for at in np.flatnonzero(folds != fold)]
        for column, label in enumerate(LABELS):
            vectors, model = fit(train, label)
            test = [dict.fromkeys(rows[at][1], 1.0) for at in np.flatnonzero(folds == fold)]
            chances[folds == fold, column] = model.predict_proba(vectors.transform(test).toarray())[:, 1]
    return chances, np.array([label for label, _terms in rows])


def main() -> None:
    """Read, train, say what it reaches, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("phrasebooks", type=Path)
    parser.add_argument("letters", type=Path, nargs="?")
    options = parser.parse_args()
    for language in LANGUAGES:
        labelled, ordinary = rows_of(language, options.letters)
        chances, labels = left_out(labelled, ordinary)
        near, any_chance = len(labelled), chances.max(1)
        grave = labels[:near] != "none"
        reached = [f"{near} messages, {grave.sum()} of a danger or somebody hurt, and {len(ordinary)} ordinary pairs"]
        for floor in _FLOORS:
            found = any_chance >= floor
            reached.append(
                f"From {floor} on, left out: {found[:near][grave].mean():.0%} of these, "
                f"{found[:near][~grave].sum()} of {(~grave).sum()} near misses, {found[near:].sum()} pairs"
            )
        print("\n".join([language, *reached]))
        models = [fit([*labelled, *ordinary], label) for label in LABELS]
        names = sorted({name for vectors, _model in models for name in vectors.get_feature_names_out()})
        weights = [dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)) for vectors, model in models]
        rows = ["\t".join(["(bias)", *(str(round(1000 * model.intercept_[0])) for _vectors, model in models)])]
        for name in names:
            values = [round(1000 * own.get(name, 0.0)) for own in weights]
            rows += ["\t".join([name, *map(str, values)])] if max(map(abs, values)) >= _LIGHTEST else []
        head = [*(f"# {line}." for line in reached), "\t".join(["term", *LABELS])]
        (options.phrasebooks / language / "hazard.tsv").write_text("\n".join([*head, *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
