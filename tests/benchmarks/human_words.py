"""How many letters that want a human word first get it, and how often such a word would be out of place.

    python tests/benchmarks/human_words.py FILE.tsv

Each line of the file has a language, its labels (joined by `+`; `none` where no such word is wanted) and a text, parted
by tabs. Recall is counted for each label, precision for the cues that choose its words; what was wrong is printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from composer.cases.message import Message
from composer.desk.language import load_language
from composer.reading.reading import Hearing, read_message

GROUPS = {
    "joy": ["good-news", "all-clear", "it-works"],
    "grief": ["bereavement", "mourning"],
    "illness": ["illness", "injury"],
    "joblost": ["job-lost", "money-short"],
    "embarrassed": ["embarrassed", "silly-question", "troubles-us"],
    "silence": ["unanswered"],
    "sentround": ["sent-round", "explained-again", "passed-around"],
    "tried": ["tried-much", "sent-along"],
    "goodbye": ["leaving-us"],
    "loyal": ["long-with-us"],
    "praise": ["praised"],
    "danger": ["person-hurt", "danger-around", "machine-danger", "danger", "harm", "body-harm"],
    "animal": ["animal-hurt"],
    "fraud": ["defrauded", "fake-message"],
    "childsafety": ["child-approached", "child-hazard"],
    "insult": ["treated-badly"],
    "gift": ["present"],
}


def main(path: Path) -> int:
    """Print what was found for each label."""
    hearing = {code: _hearing(code) for code in ("en", "de")}
    label_of = {cue: label for label, cues in GROUPS.items() for cue in cues}
    wanted, met, said, right = (Counter[str]() for _ in range(4))
    quiet = wrong = 0
    for line in path.read_text("utf-8").splitlines():
        code, labels, text = line.split("\t")
        own = set(labels.split("+")) - {"none"}
        found = {one.cue.id: one.words for one in read_message(Message(text), hearing[code]).cues}
        told = {label_of[cue] for cue in found if cue in label_of}
        wanted.update(own), met.update(own & told), said.update(told), right.update(own & told)
        quiet += not own
        wrong += not own and bool(told)
        for label in sorted(told - own):
            words = [found[cue] for cue in GROUPS[label] if cue in found]
            print(f"  {label} for {labels}: {text[:100]} | {words}")
    for label in GROUPS:
        print(f"{label:12} recall {met[label]:3} of {wanted[label]:3}   precision {right[label]:3} of {said[label]:3}")
    print(f"{'all':12} recall {met.total():3} of {wanted.total():3}   precision {right.total():3} of {said.total():3}")
    print(f"of {quiet} without a label, {wrong} get a word")
    return 0


def _hearing(code: str) -> Hearing:
    words = load_language(Path(), code)
    return Hearing(words.cues, words.speech, words.lexicon, words.manners, issue_words=words.issue_words)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
