"""Train the weights by which a sentence is said back, those by which it stays the customer's own, and those of regret.

    python tests/benchmarks/train_telling.py phrasebooks

Needs the group `training` (scikit-learn). `told.tsv` has a set, the language, accepted tones, `stuck` or nothing, the
signs of its needs (`train_needing.py`), the channel, who wrote, the subject, a sign for each sentence, the first human
words that are due, and the message with `\\n` for a line break. The signs: `2` a good reply names it in our voice, `d`
takes it up but never as a fact of ours (a reproach, hearsay, what we did), `1` it adds little, `0` it is left out, `q`
it only asks. Three logistic regressions over the features of `composer/writing/{telling,regret}.py`; it prints what is
chosen in each set when its messages are left out of the training.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from composer.cases.case import Case
from composer.cases.step import Channel, Manner
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.heard import heard_of
from composer.desk.new_desk import start_desk
from composer.reading.reading import Reading
from composer.writing.regret import features_of_regret
from composer.writing.telling import Features, features_of

HERE = Path(__file__).parent
_PENALTY = 0.2
_RAREST = 4
"""Sentences that a feature must be in."""
_FLOORS = (0.3, 0.5, 0.7)
_SAID, _DISPUTED = "2d", "d"
_REGRETS, _NEVER = frozenset({"sorry", "silence"}), frozenset({"none", "glad", "thanks"})
"""First words that regret something, and those beside which a regret is wrong; others bear one."""
_FLOORS_OF_REGRET = (0.45, 0.5, 0.55, 0.6)


def as_mail(channel: str, sender: str, subject: str, text: str) -> bytes:
    """A labelled message as it comes in: an e-mail has a sender and a subject."""
    if channel != "email" or not sender:
        return text.encode()
    mail = EmailMessage()
    mail["From"], mail["Subject"] = f'"{sender}" <somebody@example.com>', subject
    mail["Date"] = "Thu, 26 Nov 2026 10:12:00 +0000"
    mail.set_content(text)
    return bytes(mail)


def messages_of(desk: Desk) -> Iterator[tuple[str, Channel, str, str, Case, Reading]]:
    """Every labelled message: its set, its channel, its signs, its first human words, and itself, read."""
    for line in (HERE / "told.tsv").read_text("utf-8").splitlines():
        name, _language, _tones, _stuck, _needs, channel, sender, subject, signs, first, text = line.split("\t")
        letter = as_mail(channel, sender, subject, text.replace("\\n", "\n"))
        case = desk.case_for(letter, "letter.eml" if channel == "email" and sender else "message.txt")
        yield name, Channel(channel), signs, first, case, desk.read(case.message, case.customer)


def rows_of(desk: Desk) -> Iterator[tuple[Features, str, str]]:
    """The features, the sign and the set of every labelled sentence."""
    for name, channel, signs, _first, case, reading in messages_of(desk):
        sentences = heard_of(desk, case, reading, channel).sentences
        if len(signs) != len(sentences):
            print(f"{name}, {case.message.own_words[:30]}: {len(signs)} signs for {len(sentences)} sentences, left out")
            continue
        for place, unit in enumerate(sentences):
            yield features_of(sentences, place, reading, unit.start, unit.end), signs[place], name


def fit(features: list[Features], wanted: np.ndarray) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights of some sentences."""
    counts = Counter(name for one in features for name in one)
    kept = [{name: value for name, value in one.items() if counts[name] >= _RAREST} for one in features]
    vectors = DictVectorizer()
    table = vectors.fit_transform(kept).toarray()
    return vectors, LogisticRegression(C=_PENALTY, max_iter=1000, solver="liblinear").fit(table, wanted)


def left_out(features: list[Features], wanted: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """The chance of every sentence by weights that were learned from the other sets."""
    chances = np.zeros(len(features))
    for name in sorted(set(sets)):
        train = np.flatnonzero(sets != name)
        vectors, model = fit([features[at] for at in train], wanted[train])
        test = np.flatnonzero(sets == name)
        chances[test] = model.predict_proba(vectors.transform([features[at] for at in test]).toarray())[:, 1]
    return chances


def write(path: Path, reached: list[str], features: list[Features], wanted: np.ndarray) -> None:
    """The table of weights, with what it reaches in its first lines."""
    vectors, model = fit(features, wanted)
    lines = [("(bias)", model.intercept_[0]), *zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)]
    written = [f"{name}\t{round(1000 * weight)}" for name, weight in lines]
    path.write_text("\n".join([*(f"# {line}." for line in reached), *written]) + "\n", "utf-8")
    print("\n".join(reached))


def main() -> None:
    """Read, train, say what it reaches, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("phrasebooks", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        start_desk(place / "desk")
        around = Surroundings(dt.date(2026, 11, 26), place / "cache", place / "config")
        desk = open_desk(place / "desk", around)
        rows = list(rows_of(desk))
        letters = [
            (features_of_regret(reading, case.message.own_words, public=channel.manner is Manner.POST), first, name)
            for name, channel, _signs, first, case, reading in messages_of(desk)
            if desk.words_for(reading.language).phrases
        ]
        desk.close()
    features, signs, sets = (
        [row[0] for row in rows],
        np.array([row[1] for row in rows]),
        np.array([row[2] for row in rows]),
    )
    said = np.isin(signs, [*_SAID])
    chances = left_out(features, said, sets)
    reached = [f"{len(rows)} sentences, of which {said.sum()} are said back"]
    for floor in _FLOORS:
        told = ", ".join(f"{((chances >= floor) & (signs == sign)).sum()} `{sign}`" for sign in "2d1q0")
        reached.append(f"From {floor} on, in sets that were left out: {told}")
    reached.append(f"Area under the curve, left out: {roc_auc_score(said, chances):.2f}")
    write(options.phrasebooks / "telling.tsv", reached, features, said)

    taken = np.flatnonzero(said)
    disputed = signs[taken] == _DISPUTED
    own = [features[at] for at in taken]
    chances = left_out(own, disputed, sets[taken])
    reached = [f"{len(own)} sentences that are said back, of which {disputed.sum()} are never told in our voice"]
    for floor in _FLOORS:
        found = chances >= floor
        reached.append(
            f"From {floor} on, left out: {(found & disputed).sum()} of these, {(found & ~disputed).sum()} others"
        )
    reached.append(f"Area under the curve, left out: {roc_auc_score(disputed, chances):.2f}")
    write(options.phrasebooks / "disputing.tsv", reached, own, disputed)

    wanted = np.array([not _REGRETS.isdisjoint(first.split("+")) for _features, first, _name in letters])
    calm = np.array([first.split("+")[0] in _NEVER for _features, first, _name in letters])
    chances = left_out([one[0] for one in letters], wanted, np.array([one[2] for one in letters]))
    reached = [f"{len(letters)} messages, of which {wanted.sum()} want a regret"]
    for floor in _FLOORS_OF_REGRET:
        said = chances >= floor
        reached.append(
            f"From {floor} on, left out: {(said & wanted).sum()} of these, "
            f"{(said & calm).sum()} that are calm or glad, {(said & ~wanted & ~calm).sum()} others"
        )
    reached.append(f"Area under the curve, left out: {roc_auc_score(wanted, chances):.2f}")
    write(options.phrasebooks / "regretting.tsv", reached, [one[0] for one in letters], wanted)


if __name__ == "__main__":
    main()
