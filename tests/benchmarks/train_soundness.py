"""Train the weights by which a turned sentence is said back, or refused.

    python tests/benchmarks/train_soundness.py phrasebooks

Needs the group `training` (scikit-learn). `turned.tsv` has, for each result, the set of its author, its language,
`asked` or `told`, `1` where it is sound, `1` where nothing was cut, the sentence and the result. Sound is what is
grammatical, true to the sense, kind, and needs no noun that is not said. Two logistic regressions over the signs of
`composer/writing/turning/soundness.py`; it prints what is said back of each set while that set was left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from composer.desk.language import load_language
from composer.reading.weights import chance_of
from composer.writing.turning.saying import said_back
from composer.writing.turning.soundness import LEAST_ASKED, is_sound, least_told, may_be_told, signs_of
from composer.writing.turning.turned import Part, PartKind
from composer.writing.turning.turning_words import TurningWords
from composer.writing.turning.wholeness import torn

HERE = Path(__file__).parent
_PENALTY = 0.3
_RAREST = 4
"""Results that a sign must be in."""


class Row(NamedTuple):
    """One labelled result."""

    author: str
    language: str
    kind: str
    sound: bool
    safe: bool
    sentence: str
    result: str


def rows_of(path: Path) -> list[Row]:
    """The labelled results of a file."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Row(one[0], one[1], one[2], one[3] == "1", one[4] == "1", one[5], one[6]) for one in lines]


def cases_of(path: Path, words: Mapping[str, TurningWords]) -> list[Row]:
    """The sentences that must be turned, with what they become: all of them are sound."""
    rows = []
    for language, sentence, expected, how in yaml.safe_load(path.read_text("utf-8")):
        parts = [re.fullmatch(r"(?:(\w+) )?(\w+): (.*)", one) for one in expected.split(" | ")]
        turned = [Part(one[1] or "", PartKind(one[2]), one[3]) for one in parts if one]
        kind = "told" if all(one.kind is PartKind.STATEMENT for one in turned) else "asked"
        result = said_back(turned, words[language])
        rows.append(Row("cases", language, kind, sound=True, safe=how == "safe", sentence=sentence, result=result))
    return rows


def fit(signs: list[dict[str, float]], sound: Any) -> dict[str, float]:
    """The weights of some results."""
    vectors = DictVectorizer()
    model = LogisticRegression(C=_PENALTY, max_iter=2000).fit(vectors.fit_transform(signs).toarray(), sound)
    return {"(bias)": float(model.intercept_[0])} | dict(
        zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True)
    )


def _is_said(signs: Mapping[str, float], weights: Mapping[str, float], *, asks: bool) -> bool:
    least = LEAST_ASKED if asks else least_told(signs)
    return chance_of(signs, weights) >= least and (asks or may_be_told(signs))


def main() -> None:
    """Read, train, say what it reaches, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    words = {code: load_language(Path("no-desk"), code).turning for code in ("en", "de")}
    every = [*rows_of(HERE / "turned.tsv"), *cases_of(HERE.parent / "replies" / "cases" / "turning.yaml", words)]
    for kind in ("asked", "told"):
        rows = [row for row in every if row.kind == kind]
        whole = [row for row in rows if not torn(row.sentence, row.result, words[row.language])]
        signs = [dict(signs_of(row.sentence, row.result, words[row.language], safe=row.safe)) for row in whole]
        counts = Counter(name for one in signs for name in one)
        signs = [{name: value for name, value in one.items() if counts[name] >= _RAREST} for one in signs]
        sound = np.array([row.sound for row in whole])
        said = [f"{len(rows)} results, of which {sum(row.sound for row in rows)} are sound"]
        said.append(f"Whole are {len(whole)}, of which {int(sound.sum())} are sound")
        for author in sorted({row.author for row in whole}):
            out = np.array([row.author == author for row in whole])
            weights = fit([one for one, left in zip(signs, out, strict=True) if not left], sound[~out])
            kept = [
                row.sound
                for row, one in zip(whole, signs, strict=True)
                if row.author == author and _is_said(one, weights, asks=kind == "asked")
            ]
            all_sound = sum(row.sound for row in rows if row.author == author)
            said.append(
                f"{author}, left out: {len(kept)} are said back, {sum(kept)} of them sound, of {all_sound} sound ones"
            )
        weights = fit(signs, sound)
        lines = [f"{name}\t{round(1000 * value)}" for name, value in weights.items()]
        (folder / f"sound_{kind}.tsv").write_text("\n".join([*(f"# {one}." for one in said), *lines]) + "\n", "utf-8")
        print("\n".join([kind, *said]))
    told = [row for row in every if is_sound(row.sentence, row.result, words[row.language], safe=row.safe)]
    print(f"With these weights {len(told)} are said back, {sum(row.sound for row in told)} of them sound")


if __name__ == "__main__":
    main()
