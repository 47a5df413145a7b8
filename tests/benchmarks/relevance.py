"""How well search finds the judged answers of real questions, beside plain BM25 of Whoosh and of SQLite FTS5.

    python tests/benchmarks/relevance.py [FOLDER] [--model FOLDER] [--first N]

FOLDER holds sets, each a folder with `docs.jsonl` and `queries.jsonl`; without one, `../shared/data/faq-retrieval` is
taken. Each question is asked as typed, and as the text of a message, in one run on the same documents: with keywords
and without, which is how far customers' words are from the articles' own, and by meaning where the sentence model
(of `--model`, else this person's own) is installed. `--first` asks only N questions, spread over the set.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.query.compound import Or
from whoosh.query.terms import Term

from kb.articles.article import Article
from kb.articles.category import Category
from kb.articles.library import Library
from kb.articles.status import Status
from kb.cli.main import data_folder
from kb.meaning.meaning import Meaning
from kb.search.index import open_index
from kb.search.search import Search

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


def plain_fts5(documents: list[Judged]) -> Rank:
    """SQLite FTS5 as it comes: one field of everything, its Porter stemming, words OR-ed, its own BM25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
    connection.executemany(
        "INSERT INTO documents VALUES (?, ?)",
        [(one.id, f"{one.title} {' '.join(one.keywords)} {one.body}") for one in documents],
    )

    def rank(question: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        query = "SELECT id FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 10"
        return [row[0] for row in connection.execute(query, (words,))] if words else []

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


def rankings(documents: list[Judged], folder: Path, model: Path) -> dict[str, Rank]:
    """The ways of asking that are compared."""
    (folder / "plain").mkdir()
    found: dict[str, Rank] = {
        "plain Whoosh BM25": plain_bm25(documents, folder / "plain"),
        "plain FTS5 BM25": plain_fts5(documents),
    }
    library = library_of(documents)
    for engine in ("whoosh", "tantivy"):
        search = Search(library, open_index(folder / engine, library, "en", engine=engine), "en")
        found[f"warmline, {engine}"] = partial(typed, search)
        found[f"from a message, {engine}"] = partial(written, search)
        meaning = Meaning(model, folder / "vectors", "en")
        if meaning.model():
            meaning.prepare(library)
            found[f"by meaning, {engine}"] = partial(typed, replace(search, meaning=meaning))
            found[f"message by meaning, {engine}"] = partial(written, replace(search, meaning=meaning))
    return found


def typed(search: Search, question: str) -> list[str]:
    """The articles for a question in a search field."""
    return [hit.article.slug for hit in search.find(question, unfinished=False)]


def written(search: Search, question: str) -> list[str]:
    """The articles for a question in a message."""
    return [hit.article.slug for hit in search.find_for(question, limit=10)]


def main(arguments: list[str]) -> int:
    """Print one line for each set and way of asking."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, default=data_folder())
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args(arguments)
    sets = sorted(path.parent for path in options.data.glob("*/queries.jsonl"))
    if not sets:
        print(f"no data in {options.data}")
        return 1
    print(f"{'set':22} {'ranking':28} {'success@1':>9} {'MRR':>6} {'nDCG@10':>8}")
    for one in sets:
        queries = load_queries(one / "queries.jsonl")
        queries = queries[:: max(1, len(queries) // options.first)] if options.first else queries
        documents = load_documents(one / "docs.jsonl")
        bare = [replace(document, keywords=()) for document in documents]
        compare(one.name, documents, queries, options.model)
        if bare != documents:
            compare(f"{one.name}, no keywords", bare, queries, options.model)
    return 0


def compare(name: str, documents: list[Judged], queries: list[tuple[str, set[str]]], model: Path) -> None:
    """Print one line for each way of asking."""
    with tempfile.TemporaryDirectory() as folder:
        for ranking, rank in rankings(documents, Path(folder), model).items():
            first, reciprocal, gain = measure(rank, queries)
            print(f"{name:22} {ranking:28} {first:9} {reciprocal:6} {gain:8}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
