"""Train the weights by which a sentence of a message is said back, or left out.

    python tests/benchmarks/train_telling.py phrasebooks/telling.tsv [LETTERS]

Needs the group `training` (scikit-learn). `told.tsv` has a file, a message in it, and a sign for each of its sentences:
`2` a good reply names it, `1` it adds little, `0` it is left out, `q` it only asks. The messages are those of
`letters.tsv`, and of the shared letters in the folder LETTERS, where it is given. One logistic regression over the
features of `composer/writing/telling.py`; it prints what is chosen of messages that were left out of the training.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from composer.cases.step import Channel
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.desk.reply_context import heard_of
from composer.writing.telling import Features, features_of

HERE = Path(__file__).parent
_PENALTY = 0.3
_PARTS = 8
_FLOORS = (0.3, 0.5, 0.65)
_RAREST = 4
"""Sentences that a feature must be in."""


def messages_of(letters: Path | None) -> dict[tuple[str, str], str]:
    """Every message by its file and its name there: the digest of its text, its number from 1, or its id."""
    texts = [line.split("\t")[3] for line in (HERE / "letters.tsv").read_text("utf-8").splitlines()]
    found = {("letters.tsv", sha256(text.encode()).hexdigest()[:10]): text for text in texts}
    for path in sorted(letters.glob("*.yaml")) if letters else ():
        for number, letter in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            found[path.name, letter["id"] if path.stem == "letters" else str(number)] = letter["text"]
    return found


def rows_of(desk: Desk, messages: dict[tuple[str, str], str]) -> Iterator[tuple[Features, str, int]]:
    """The features, the sign and the number of the message of every labelled sentence."""
    for number, line in enumerate((HERE / "told.tsv").read_text("utf-8").splitlines()):
        file, name, signs = line.split("\t")
        if (file, name) not in messages:
            continue
        case = desk.case_for(messages[file, name].encode(), "message.txt")
        reading = desk.read(case.message, case.customer)
        heard = heard_of(desk, case, reading, Channel.EMAIL)
        if len(signs) != len(heard.sentences):
            print(f"{file} {name}: {len(signs)} signs for {len(heard.sentences)} sentences, left out")
            continue
        for place, unit in enumerate(heard.sentences):
            yield features_of(heard.sentences, place, reading, unit.start, unit.end), signs[place], number


def fit(features: list[Features], told: Any) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights of some sentences."""
    vectors = DictVectorizer()
    table = vectors.fit_transform(features)
    model = LogisticRegression(C=_PENALTY, max_iter=500, solver="liblinear")
    model.fit(table.toarray(), told)
    return vectors, model


def main() -> None:
    """Read, train, say what it reaches, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("table", type=Path)
    parser.add_argument("letters", type=Path, nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        start_desk(place / "desk")
        around = Surroundings(dt.date(2026, 11, 26), place / "cache", place / "config")
        desk = open_desk(place / "desk", around)
        rows = list(rows_of(desk, messages_of(options.letters)))
        desk.close()
    features, signs, groups = [row[0] for row in rows], np.array([row[1] for row in rows]), [row[2] for row in rows]
    counts = Counter(name for one in features for name in one)
    features = [{name: value for name, value in one.items() if counts[name] >= _RAREST} for one in features]
    chances = np.zeros(len(rows))
    for train, test in GroupKFold(_PARTS).split(features, signs, groups):
        vectors, model = fit([features[at] for at in train], signs[train] == "2")
        chances[test] = model.predict_proba(vectors.transform([features[at] for at in test]).toarray())[:, 1]
    reached = [f"{len(rows)} sentences, of which {(signs == '2').sum()} are said back"]
    for floor in _FLOORS:
        chosen = chances >= floor
        told = ", ".join(f"{(chosen & (signs == sign)).sum()} `{sign}`" for sign in "21q0")
        reached.append(f"From {floor} on, of messages that were left out: {told}")
    vectors, model = fit(features, signs == "2")
    lines = [("(bias)", model.intercept_[0]), *zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)]
    written = [f"{name}\t{round(1000 * weight)}" for name, weight in lines]
    options.table.write_text("\n".join([*(f"# {line}." for line in reached), *written]) + "\n", "utf-8")
    print("\n".join(reached))


if __name__ == "__main__":
    main()
