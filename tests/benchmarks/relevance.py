"""How well search finds the judged answers of real questions, beside plain BM25 of the same engine in the same run.

    python tests/benchmarks/relevance.py

Needs `../shared/data/faq-retrieval`; each question is asked as typed, and as the text of a message.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.query.compound import Or
from whoosh.query.terms import Term

from kb.article import Article
from kb.index import open_index
from kb.library import Category, Library
from kb.search import Search
from kb.status import Status

DATA = Path(__file__).parents[3] / "shared" / "data" / "faq-retrieval"
Rank = Callable[[str], list[str]]


@dataclass(frozen=True)
class Judged:
    """One document that questions are judged against."""

    id: str
    title: str
    body: str
    keywords: tuple[str, ...]


def load_documents(file: Path) -> list[Judged]:
    """The documents of one set."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [Judged(str(line["id"]), line["title"], line["body"], tuple(line.get("keywords") or ())) for line in lines]


def load_queries(file: Path) -> list[tuple[str, set[str]]]:
    """The questions of one set, each with the documents that answer it."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [(line["query"], {str(one) for one in line["relevant"]}) for line in lines]


def library_of(documents: list[Judged]) -> Library:
    """The judged documents as articles."""
    articles = [
        Article(
            path=f"{document.id}.md",
            slug=document.id,
            title=document.title,
            status=Status.PUBLIC,
            body=document.body,
            keywords=document.keywords,
            source_hash=document.id,
        )
        for document in documents
    ]
    return Library(Path(), tuple(articles), {"": Category("", "")}, ())


def plain_bm25(documents: list[Judged], folder: Path) -> Rank:
    """Whoosh as it comes: one field of everything, its own stemming, words OR-ed."""
    stemming = StemmingAnalyzer()
    made = index.create_in(str(folder), fields.Schema(id=fields.ID(stored=True), text=fields.TEXT(analyzer=stemming)))
    writer = made.writer()
    for document in documents:
        words = " ".join(document.keywords)
        writer.add_document(id=document.id, text=f"{document.title} {words} {document.body}")
    writer.commit()
    searcher = made.searcher()

    def rank(question: str) -> list[str]:
        terms = [Term("text", token.text) for token in stemming(question)]
        return [str(hit["id"]) for hit in searcher.search(Or(terms), limit=10)]

    return rank


def measure(rank: Rank, queries: list[tuple[str, set[str]]]) -> tuple[float, float, float]:
    """success@1, MRR and nDCG@10, in percent."""
    first = reciprocal = gain = 0.0
    for question, relevant in queries:
        ranked = rank(question)
        places = [place for place, found in enumerate(ranked, 1) if found in relevant]
        first += bool(places and places[0] == 1)
        reciprocal += 1 / places[0] if places else 0
        best = sum(1 / math.log2(place + 1) for place in range(1, min(len(relevant), 10) + 1))
        gain += sum(1 / math.log2(place + 1) for place in places) / best
    of = len(queries)
    return round(100 * first / of, 1), round(100 * reciprocal / of, 1), round(100 * gain / of, 1)


def rankings(documents: list[Judged], folder: Path) -> dict[str, Rank]:
    """The ways of asking that are compared."""
    library = library_of(documents)
    search = Search(library, open_index(folder / "ours", library, "en"), "en")
    (folder / "plain").mkdir()
    return {
        "plain Whoosh BM25": plain_bm25(documents, folder / "plain"),
        "warmline search": lambda asked: [hit.article.slug for hit in search.find(asked, unfinished=False)],
        "warmline, from a message": lambda asked: [hit.article.slug for hit in search.find_for(asked, limit=10)],
    }


def main() -> int:
    """Print one line for each set and way of asking."""
    if not DATA.is_dir():
        print(f"no data in {DATA}")
        return 1
    print(f"{'set':12} {'ranking':26} {'success@1':>9} {'MRR':>6} {'nDCG@10':>8}")
    for name in ("stackfaq", "banking77"):
        queries = load_queries(DATA / name / "queries.jsonl")
        with tempfile.TemporaryDirectory() as folder:
            for ranking, rank in rankings(load_documents(DATA / name / "docs.jsonl"), Path(folder)).items():
                first, reciprocal, gain = measure(rank, queries)
                print(f"{name:12} {ranking:26} {first:9} {reciprocal:6} {gain:8}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
