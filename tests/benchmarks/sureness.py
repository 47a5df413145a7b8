"""How often what is called sure is right: the table of reliability on questions that nothing was read off.

    python tests/benchmarks/sureness.py [FOLDER] [--model FOLDER] [--first N]

FOLDER is the shared data. Every question of a set is asked twice: as it is, and with its right article taken away,
where any suggestion is wrong. `15 % unanswerable` mixes both. Only questions with an even number are counted; what a
suggestion needs to be sure was chosen on the others, and on the letters of `letters.py` that are read off.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.articles.category import Category
from kb.articles.library import Library
from kb.cli.main import data_folder
from kb.meaning.meaning import Meaning
from kb.search.answers import Answers, Confidence, answers_for
from kb.search.index import open_index
from kb.search.search import Search
from kb.search.sureness import EDGES
from tests.benchmarks.relevance import DATA, Judged, library_of, load_documents, load_queries

_UNANSWERABLE = 0.15


class Asked(NamedTuple):
    """One question's first suggestion."""

    chance: float
    confidence: Confidence
    right: bool
    answerable: bool


def asked_of(library: Library, queries: list[tuple[str, set[str]]], model: Path, folder: Path) -> Iterator[Asked]:
    """Every question with its article there, and with it taken away."""
    meaning = Meaning(model, folder, "en")
    meaning.prepare(library)
    search = Search(library, open_index(folder, library, "en"), "en", meaning)
    for question, relevant in queries:
        (found,) = answers_for(search, question, [question], most=5)
        yield _asked(found, relevant)
        left = tuple(article for article in library.articles if article.slug not in relevant)
        less = Library(Path(), left, {"": Category("", "")}, ())
        (found,) = answers_for(Search(less, search.index, "en", meaning), question, [question], most=5)
        yield _asked(found, set())


def _asked(found: Answers, relevant: set[str]) -> Asked:
    first = found.candidates[0].article.slug if found.candidates else ""
    return Asked(found.chance, found.confidence, first in relevant, bool(relevant))


def tell(name: str, asked: list[Asked]) -> None:
    """Print the table of one set."""
    there, away = ([one for one in asked if one.answerable is whether] for whether in (True, False))
    print(f"{name}: first right {share(one.right for one in there)} of {len(there)}")
    for confidence in Confidence:
        some, wrong = ([one for one in part if one.confidence is confidence] for part in (there, away))
        right = sum(one.right for one in some)
        mixed = (1 - _UNANSWERABLE) * right
        every = (1 - _UNANSWERABLE) * len(some) + _UNANSWERABLE * len(wrong)
        said = f"{100 * mixed / every:.1f} % with 15 % unanswerable" if every else "-"
        print(f"  {confidence:6} {right:5} right of {len(some):5} ({share(one.right for one in some)}); {said}")
    for low, high in zip(EDGES, (*EDGES[1:], 9.0), strict=True):
        inside = [one for one in there if low <= one.chance < high]
        print(f"  chance from {100 * low:.0f} %: {sum(one.right for one in inside):5} right of {len(inside)}")


def share(right: Iterator[bool]) -> str:
    """How many are right, in percent."""
    every = [*right]
    return f"{100 * sum(every) / len(every):.1f} %" if every else "none"


def main(arguments: list[str]) -> int:
    """Print one table for each set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, default=data_folder())
    parser.add_argument("--first", type=int, default=250, help="questions of each set (250)")
    options = parser.parse_args(arguments)
    for place in sorted(path.parent for path in options.data.glob("*/queries.jsonl")):
        queries = load_queries(place / "queries.jsonl")[::2]
        queries = queries[:: max(1, len(queries) // options.first)][: options.first]
        documents = load_documents(place / "docs.jsonl")
        bare = [Judged(one.id, one.title, one.body, ()) for one in documents]
        for name, some in ((place.name, documents), (f"{place.name}, no keywords", bare)):
            if some != documents or name == place.name:
                with tempfile.TemporaryDirectory() as folder:
                    tell(name, [*asked_of(library_of(some), queries, options.model, Path(folder))])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
