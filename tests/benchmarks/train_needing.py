"""Train the weights by which a sentence of a message is held to state a need.

    python tests/benchmarks/train_needing.py phrasebooks/needing.tsv [LETTERS]

Needs the group `training` (scikit-learn). `told.tsv` has, among other things, a set, a sign for each sentence of a
message (`1` states a need, `0` states none), and the message with `\\n` for a line break. `needs.tsv` has the file, the
name and the signs of the shared letters in the folder LETTERS, which are left out without it. One logistic regression
over the features of `composer/reading/needing.py`; it prints what is found in each set when its messages are left out
of the training.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.reading.issue_signs import SignedSentence, signed
from composer.reading.issues import ENOUGH
from composer.reading.needing import features_of_need
from composer.reading.sentences import units_of

HERE = Path(__file__).parent
_PENALTY = 0.15


def sentences_of(desk: Desk, text: str) -> list[SignedSentence]:
    """The sentences of a message as its issues are looked for in them."""
    case = desk.case_for(text.encode(), "message.txt")
    reading = desk.read(case.message, case.customer)
    hearing = desk.hearing_in(reading.language)
    words, speech = hearing.issue_words, hearing.speech
    return signed(units_of(case.message.own_words, words, speech), words, speech, reading.cues)


def messages_of(letters: Path | None) -> Iterator[tuple[str, str, str, str]]:
    """The set, the name, the signs and the text of every labelled message."""
    for number, line in enumerate((HERE / "told.tsv").read_text("utf-8").splitlines(), 1):
        name, _language, _tones, _stuck, signs, *_others, text = line.split("\t")
        yield name, f"line {number}", signs, text.replace("\\n", "\n")
    shared = {
        (path.name, letter.get("id", str(number))): letter["text"]
        for path in sorted(letters.glob("*.yaml") if letters else ())
        for number, letter in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
    }
    for line in (HERE / "needs.tsv").read_text("utf-8").splitlines():
        file, name, signs = line.split("\t")
        if text := shared.get((file, name), ""):
            yield file, name, signs, text


def fit(features: list[Mapping[str, float]], needs: np.ndarray) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights of some sentences."""
    vectors = DictVectorizer()
    table = vectors.fit_transform(features)
    model = LogisticRegression(C=_PENALTY, max_iter=3000)
    return vectors, model.fit(table.toarray(), needs)


def main() -> None:
    """Read, train, say what it reaches, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("table", type=Path)
    parser.add_argument("letters", type=Path, nargs="?")
    options = parser.parse_args()
    features: list[Mapping[str, float]] = []
    signs, files = "", []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        start_desk(place / "desk")
        desk = open_desk(place / "desk", Surroundings(dt.date(2026, 11, 26), place / "cache", place / "config"))
        for file, name, labels, text in messages_of(options.letters):
            found = features_of_need(sentences_of(desk, text))
            if len(found) != len(labels):
                print(f"{file} {name}: {len(labels)} signs for {len(found)} sentences, left out")
                continue
            features += found
            signs += labels
            files += [file] * len(found)
        desk.close()
    needs, sets = np.array([sign == "1" for sign in signs]), np.array(files)
    reached = [f"{len(needs)} sentences, of which {needs.sum()} state a need"]
    for one in sorted(set(files)):
        vectors, model = fit([features[at] for at in np.flatnonzero(sets != one)], needs[sets != one])
        left = vectors.transform([features[at] for at in np.flatnonzero(sets == one)]).toarray()
        found_so, meant = model.predict_proba(left)[:, 1] >= ENOUGH, needs[sets == one]
        hits = (found_so & meant).sum()
        reached.append(
            f"{one}, left out: {hits / meant.sum():.0%} found, {hits / found_so.sum():.0%} of those found are right"
        )
    vectors, model = fit(features, needs)
    lines = [("(bias)", model.intercept_[0]), *zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)]
    written = [f"{name}\t{round(1000 * weight)}" for name, weight in lines]
    options.table.write_text("\n".join([*(f"# {line}." for line in reached), *written]) + "\n", "utf-8")
    print("\n".join(reached))


if __name__ == "__main__":
    main()
