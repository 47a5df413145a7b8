"""How often the right article stands first, or among three, for each issue of the judged letters; how sure was right.

    python tests/benchmarks/letters.py [FOLDER] [--model FOLDER]

FOLDER is the shared data; without one, `../shared/data` is taken. With the sentence model (of `--model`, else this
person's own), both ways are measured in one run. Rules and floors were read off one half of the letters, told from
the other by the hash of their names; only the other half says what to expect.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from composer.reading.facts import sentences
from kb.articles.library import load_library
from kb.articles.status import Status
from kb.cli.main import data_folder
from kb.meaning.meaning import Meaning
from kb.search.answers import Answers, Confidence, answers_for
from kb.search.index import open_index
from kb.search.search import Search

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


@dataclass
class Tally:
    """What was counted of some letters."""

    answerable: int = 0
    first: int = 0
    among_three: int = 0
    said: Counter[Confidence] = field(default_factory=Counter)
    right: Counter[Confidence] = field(default_factory=Counter)
    right_for_the_letter: Counter[Confidence] = field(default_factory=Counter)


def main(arguments: list[str]) -> int:
    """Print one line for each way and half, and how often each confidence was right."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, default=data_folder())
    options = parser.parse_args(arguments)
    if not (options.data / "letters").is_dir():
        print(f"no letters in {options.data}")
        return 1
    letters = yaml.safe_load((options.data / "letters" / "letters.yaml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as place:
        desks = {
            "acme": searches(ROOT / "kb" / "sample" / "articles", Status.DRAFT, Path(place) / "acme", options.model),
            "arduino": searches(
                options.data / "arduino-help-center", Status.PUBLIC, Path(place) / "arduino", options.model
            ),
        }
        for way in desks["acme"]:
            for language in ("English", "other"):
                for half in ("read off", "unseen"):
                    some = [one for one in letters if (half_of(one), language_of(one)) == (half, language)]
                    tell(f"{way}, {language}, {half}", tally(some, {name: desk[way] for name, desk in desks.items()}))
    return 0


def searches(articles: Path, missing: Status, folder: Path, model: Path) -> dict[str, Search]:
    """A desk's search by words, and with the model where there is one."""
    library = load_library(articles, missing)
    index = open_index(folder, library, "en")
    found = {"words": Search(library, index, "en")}
    meaning = Meaning(model, folder, "en")
    if meaning.model():
        meaning.prepare(library)
        found["meaning"] = Search(library, index, "en", meaning)
    return found


def half_of(letter: dict[str, Any]) -> str:
    """Which half of the letters one belongs to."""
    return "read off" if int(hashlib.md5(letter["id"].encode()).hexdigest(), 16) % 2 else "unseen"


def language_of(letter: dict[str, Any]) -> str:
    """Whether a letter is in the language of the articles."""
    return "English" if letter["language"] == "en" else "other"


def tally(letters: list[dict[str, Any]], desks: dict[str, Search]) -> Tally:
    """Ask for the answers of every issue."""
    found = Tally()
    for letter in letters:
        wanted = [{slug_of(name) for name in issue["articles"]} for issue in letter["issues"]]
        asked = [sentences_with(issue["words"], letter["text"]) for issue in letter["issues"]]
        search, subject = desks[letter["desk"]], letter.get("subject") or ""
        for right, answers in zip(wanted, answers_for(search, letter["text"], asked, subject=subject), strict=True):
            count(found, answers, right, set().union(*wanted))
    return found


def count(found: Tally, answers: Answers, right: set[str], for_the_letter: set[str]) -> None:
    """Count what was found for one issue."""
    slugs = [one.article.slug for one in answers.candidates[:3]]
    if right:
        found.answerable += 1
        found.first += slugs[0] in right if slugs else 0
        found.among_three += any(slug in right for slug in slugs)
    if slugs:
        found.said[answers.confidence] += 1
        found.right[answers.confidence] += slugs[0] in right
        found.right_for_the_letter[answers.confidence] += slugs[0] in for_the_letter


def sentences_with(words: str, text: str) -> str:
    """The sentences of a letter in which an issue is stated."""
    start = text.find(words)
    return " ".join(text[a:b] for a, b in sentences(text) if a < start + len(words) and start < b) or words


def slug_of(name: str) -> str:
    """A judged article's name as its slug."""
    return name.lower()[:80].rstrip("-")


def tell(name: str, found: Tally) -> None:
    """Print what was counted."""
    shown = f"first {found.first}, among three {found.among_three} of {found.answerable} answerable"
    said = "; ".join(
        f"{one} {found.right[one]} right of {found.said[one]} ({found.right_for_the_letter[one]} for the letter)"
        for one in Confidence
    )
    print(f"{name:26} {shown}\n{'':26} {said}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
