"""Whoosh, the embedded default: pure Python, nothing to install beside it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import whoosh
from whoosh import fields, index
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import RamStorage
from whoosh.query.compound import And, Or
from whoosh.query.qcore import Every, Query
from whoosh.query.terms import Term
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from kb.search.engines.engine import EngineQuery, IndexedArticle
from kb.words.terms import FIELDS

_MOST_SEGMENTS = 8
_MEMORY = 256
"""Megabytes that a writer may fill before it writes a part of the index."""


class WhooshEngine:
    """Writes and opens indexes; what is pickled in one is run when it is opened."""

    version = f"whoosh {'.'.join(str(part) for part in whoosh.__version__)}"

    def write(self, folder: Path, entries: Iterable[IndexedArticle], gone: Iterable[str] = ()) -> None:
        """Add entries to the index in a folder, and drop those of `gone`."""
        there = index.exists_in(str(folder))
        opened = index.open_dir(str(folder)) if there else index.create_in(str(folder), _schema())
        merge = len(list(folder.glob("*.seg"))) > _MOST_SEGMENTS
        self._write(opened, entries, gone, merge=merge)

    def in_memory(self, entries: Iterable[IndexedArticle]) -> OpenWhoosh:
        """An index of these entries that is kept nowhere."""
        opened = RamStorage().create_index(_schema())  # type: ignore[no-untyped-call]  # the library's
        self._write(opened, entries, (), merge=False)
        return OpenWhoosh(opened.searcher())

    def _write(
        self, opened: index.Index, entries: Iterable[IndexedArticle], gone: Iterable[str], *, merge: bool
    ) -> None:
        writer = opened.writer(limitmb=_MEMORY)
        try:
            for path in gone:
                writer.delete_by_term("path", path)
            for entry in entries:
                writer.add_document(path=entry.path, labels=" ".join(entry.labels), **entry.fields)
            writer.commit(merge=merge)
        except BaseException:
            with contextlib.suppress(Exception):
                writer.cancel()
            raise

    def open(self, folder: Path) -> OpenWhoosh:
        """The index in a folder."""
        return OpenWhoosh(index.open_dir(str(folder)).searcher())


class OpenWhoosh:
    """One open Whoosh index."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._reading = threading.Lock()

    def count(self) -> int:
        """How many articles it holds."""
        return int(self.searcher.doc_count())

    def rank(self, wanted: EngineQuery, limit: int) -> list[tuple[str, float]]:
        """The paths of the best articles with their scores, best first."""
        # The files of an open index have one place where they are read: two threads would read each other's.
        with self._reading:
            return self._rank(wanted, limit)

    def _rank(self, wanted: EngineQuery, limit: int) -> list[tuple[str, float]]:
        reader = self.searcher.reader()
        meant = [pair for stems in wanted.words for pair in stems.items()]
        terms = [term for stem, weight in meant for term in _terms(reader, stem, weight)]
        if wanted.words and not terms:
            return []
        words = [Or(_terms(reader, stem, 1)) for stem in wanted.must]
        must = [*words, *(Or([_labelled(one) for one in some]) for some in wanted.labels)]
        out = [*(Or(_terms(reader, stem, 1)) for stem in wanted.without), *map(_labelled, wanted.without_labels)]
        found = self.searcher.search(
            Or(terms) if terms else Every(),  # type: ignore[no-untyped-call]  # the library's
            limit=limit,
            filter=And(must) if must else None,
            mask=Or(out) if out else None,
        )
        return [(str(hit["path"]), float(hit.score or 0)) for hit in found]

    def close(self) -> None:
        """Let go of the files."""
        self.searcher.close()  # type: ignore[no-untyped-call]  # the library's


def _schema() -> fields.Schema:
    stems = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    return fields.Schema(
        path=fields.ID(unique=True, stored=True), labels=fields.KEYWORD(), **dict.fromkeys(FIELDS, stems)
    )


def _terms(reader: IndexReader, stem: str, weight: float) -> list[Query]:
    """A stem in every field that holds it; the others would only take time."""
    known: Sequence[str] = [name for name in FIELDS if reader.doc_frequency(name, stem)]
    return [Term(name, stem, boost=FIELDS[name] * weight) for name in known]


def _labelled(label: str) -> Query:
    return Term("labels", label)
