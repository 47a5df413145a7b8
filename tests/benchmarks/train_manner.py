"""Train the weights for the tone of a message and for whether somebody is stuck.

    python tests/benchmarks/train_manner.py phrasebooks [LETTERS.yaml …]

Needs the group `training` (scikit-learn). One logistic regression for each verdict, over words, word pairs, the
features that a correction keeps, and the signs of cues of the background; both languages are learned together, and
share features and signs. `letters.tsv` has language, accepted tones, `stuck` or nothing, text; `told.tsv` has the same
among other things. `messages.jsonl`, the tuning half of the golden set and its German messages have one of five
classes. Further letters are labelled as in `../shared/data/letters`. It writes `manner.tsv` of each language. The
golden set's `final.jsonl` is never looked at.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from composer.cases.message import Message
from composer.cases.step import Tone
from composer.desk.language import load_language
from composer.reading.lexicon import terms_of
from composer.reading.manner import STUCK, VERDICTS, signs_of
from composer.reading.reading import Hearing, read_message

HERE = Path(__file__).parent
LANGUAGES = ("en", "de")
GOLDEN = HERE.parent / "replies" / "golden"
_CLASSED_FILES = (
    ("en", HERE / "messages.jsonl"),
    ("en", GOLDEN / "tuning.jsonl"),
    ("de", GOLDEN / "german.jsonl"),
)
_CLASSES: dict[str, tuple[set[str], set[str]]] = {
    "upset": ({"upset"}, {"worried", STUCK}),
    "struggling": ({"mixed", STUCK}, {"confused"}),
    "sarcastic": ({"mixed", "upset"}, {STUCK}),
    "thankful": ({"thankful"}, set()),
    "neutral": ({"calm"}, {"worried"}),
}
"""The verdicts that hold for a class, and those of which it says nothing; all others do not hold."""
_RAREST, _SMALLEST = 2, 0.02
"""Letters in which a term must stand, and the weight below which it is dropped."""
_TERM = 1.5
"""How much a term counts beside a feature of one spread."""
_PENALTY = 0.2


@dataclass(frozen=True)
class Told:
    """A message, and what is known of each verdict."""

    language: str
    text: str
    verdicts: dict[str, bool]


def read_told(letters: list[Path]) -> Iterator[Told]:
    """Every labelled message."""
    for line in (HERE / "letters.tsv").read_text("utf-8").splitlines():
        language, tones, stuck, text = line.split("\t")
        yield Told(language, text, _accepted(tones.split(",")) | {STUCK: stuck == STUCK})
    for line in (HERE / "told.tsv").read_text("utf-8").splitlines():
        _name, language, tones, stuck, *_others, text = line.split("\t")
        if language in LANGUAGES:
            own = Message(text.replace("\\n", "\n")).own_words
            yield Told(language, own, _accepted(tones.split(",")) | {STUCK: stuck == STUCK})
    for language, path in _CLASSED_FILES:
        for line in path.read_text("utf-8").splitlines():
            message = json.loads(line)
            holds, unknown = _CLASSES[message["class"]]
            verdicts = {str(one): one in holds for one in VERDICTS if one not in unknown}
            yield Told(language, message["text"], verdicts)
    for path in letters:
        for letter in yaml.safe_load(path.read_text("utf-8")):
            language = letter.get("language", "en")[:2]
            if language in LANGUAGES and letter.get("tone"):
                said = {STUCK: letter["struggling"]} if "struggling" in letter else {}
                yield Told(language, Message(letter["text"]).own_words, _accepted(letter["tone"]) | said)


def _accepted(tones: list[str]) -> dict[str, bool]:
    return {str(tone): tone in tones for tone in Tone}


def features_of(told: list[Told]) -> Any:
    """The features of each message, and at last whether it is English."""
    rows = [(*read_message(Message(one.text), hearing_in(one.language)).features, one.language == "en") for one in told]
    return np.array(rows, float)


@cache
def hearing_in(code: str) -> Hearing:
    """What messages of a language are heard with, but for the weights."""
    language = load_language(Path(), code)
    return Hearing(language.cues, language.speech, language.lexicon, issue_words=language.issue_words)


def fit(told: list[Told], features: Any) -> tuple[list[str], Any, Any, Any]:
    """The terms with their language, the weights of terms, of features, and the biases."""
    counter = CountVectorizer(analyzer=_terms, binary=True, min_df=_RAREST)
    from scipy.sparse import csr_matrix, hstack

    means, spreads = features.mean(0), features.std(0) + 1e-6
    rows = hstack([csr_matrix((features - means) / spreads), counter.fit_transform(told) * _TERM]).tocsr()
    weights, biases = [], []
    for verdict in VERDICTS:
        known = np.array([verdict in one.verdicts for one in told])
        truth = np.array([one.verdicts.get(verdict, False) for one in told])
        model = LogisticRegression(C=_PENALTY, dual=True, max_iter=3000, solver="liblinear", random_state=0)
        model.fit(rows[known], truth[known])
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
    width = features.shape[1]
    table = np.array(weights).T
    of_features = table[:width] / spreads[:, None]
    terms = table[width:] * _TERM
    return list(counter.get_feature_names_out()), terms, of_features, np.array(biases) - means @ of_features


def _terms(told: Told) -> list[str]:
    signs = signs_of(hearing_in(told.language).finds(Message(told.text).own_words))
    return [*sorted(signs), *(f"{told.language}:{term}" for term in terms_of(told.text))]


def lines_of(language: str, names: list[str], terms: Any, features: Any, biases: Any) -> list[str]:
    """The table of one language."""
    english = language == "en"
    rows = [["term", *VERDICTS], ["(bias)", *_thousandths(biases + features[-1] * english)]]
    for name, row in zip(names, terms, strict=True):
        code, _colon, term = name.partition(":") if not name.startswith("[") else (language, "", name)
        kept = row * (np.abs(row) >= _SMALLEST)
        if code == language and kept.any():
            rows.append([term, *_thousandths(kept)])
    rows += [[f"({number})", *_thousandths(row)] for number, row in enumerate(features[:-1])]
    return ["\t".join(row) for row in rows]


def _thousandths(row: Any) -> list[str]:
    return [str(round(1000 * value) or "") for value in row]


def main() -> None:
    """Train on everything, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("phrasebooks", type=Path, help="the folder with the languages")
    parser.add_argument("letters", type=Path, nargs="*", help="further labelled letters")
    arguments = parser.parse_args()
    told = list(read_told(arguments.letters))
    names, *weights = fit(told, features_of(told))
    for language in LANGUAGES:
        lines = lines_of(language, names, *weights)
        head = [
            "# Weights, in thousandths, for each tone and for being stuck; the model card is tone.md of English.",
            f"# Learned on {len(told)} invented letters and messages in {len(LANGUAGES)} languages.",
        ]
        (arguments.phrasebooks / language / "manner.tsv").write_text("\n".join([*head, *lines, ""]), "utf-8")
        print(f"{language}: {len(lines) - 2} terms and features")


if __name__ == "__main__":
    main()
