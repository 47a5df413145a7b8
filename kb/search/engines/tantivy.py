"""Tantivy, for large desks: an extra, written in Rust."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from kb.search.engines.engine import EngineQuery, IndexedArticle
from kb.words.terms import FIELDS

_MEMORY = 64_000_000
"""Bytes that a writer may fill before it writes a part of the index."""


class TantivyEngine:
    """Writes and opens indexes."""

    version = str(tantivy.__version__)  # type: ignore[attr-defined]  # the library's types lack it

    def write(self, folder: Path, entries: Iterable[IndexedArticle], gone: Iterable[str] = ()) -> None:
        """Add entries to the index in a folder, and drop those of `gone`."""
        self._write(Index(_schema(), path=str(folder)), entries, gone)

    def in_memory(self, entries: Iterable[IndexedArticle]) -> OpenTantivy:
        """An index of these entries that is kept nowhere."""
        opened = Index(_schema())
        self._write(opened, entries, ())
        opened.reload()
        return OpenTantivy(opened.schema, opened.searcher())

    def _write(self, opened: Index, entries: Iterable[IndexedArticle], gone: Iterable[str]) -> None:
        writer = opened.writer(heap_size=_MEMORY, num_threads=1)
        for path in gone:
            writer.delete_documents_by_term("path", path)
        for entry in entries:
            document = Document(path=entry.path, labels=list(entry.labels))
            for name, stems in entry.fields.items():
                if stems:
                    document.add_text(name, stems)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> OpenTantivy:
        """The index in a folder."""
        try:
            opened = Index.open(str(folder))
        except BaseException as error:
            # A damaged file can make Rust panic, which Python sees as no Exception.
            if type(error).__name__ == "PanicException":
                raise ValueError(str(error)) from error
            raise
        return OpenTantivy(opened.schema, opened.searcher())


class OpenTantivy:
    """One open tantivy index."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self.schema = schema
        self.searcher = searcher

    def count(self) -> int:
        """How many articles it holds."""
        return int(self.searcher.num_docs)

    def rank(self, wanted: EngineQuery, limit: int) -> list[tuple[str, float]]:
        """The paths of the best articles with their scores, best first."""
        parts = [(Occur.Must, self._any(wanted.words) if wanted.words else Query.all_query())]
        parts += [(Occur.Must, self._unscored(self._anywhere(stem))) for stem in wanted.must]
        parts += [(Occur.Must, self._unscored(self._one_of(some))) for some in wanted.labels]
        parts += [(Occur.MustNot, self._anywhere(stem)) for stem in wanted.without]
        parts += [(Occur.MustNot, self._term("labels", one)) for one in wanted.without_labels]
        found = self.searcher.search(Query.boolean_query(parts), limit, count=False)
        return [(str(self.searcher.doc(address)["path"][0]), float(score)) for score, address in found.hits]

    def _any(self, words: tuple[Mapping[str, float], ...]) -> Query:
        meant = [(name, stem, weight) for stems in words for stem, weight in stems.items() for name in FIELDS]
        held = [(*one, self.searcher.doc_freq(one[0], one[1])) for one in meant]
        terms = [
            Query.boost_query(self._term(name, stem), FIELDS[name] * weight * self._rarity(articles))
            for name, stem, weight, articles in held
            if articles
        ]
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _rarity(self, articles: int) -> float:
        """How much more a word in so many articles counts with Whoosh, 1 + ln(N / (n + 1)), than with tantivy.

        Long questions are answered better by the former: common words still say something.
        """
        every = self.searcher.num_docs
        return (1 + math.log(every / (articles + 1))) / math.log(1 + (every - articles + 0.5) / (articles + 0.5))

    def _anywhere(self, stem: str) -> Query:
        return Query.boolean_query([(Occur.Should, self._term(name, stem)) for name in FIELDS])

    def _one_of(self, labels: Sequence[str]) -> Query:
        return Query.boolean_query([(Occur.Should, self._term("labels", one)) for one in labels])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value, "freq")

    def _unscored(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)

    def close(self) -> None:
        """Let go of the files, which the library does with the last object that knows them."""
        del self.searcher


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("path", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("labels", tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
