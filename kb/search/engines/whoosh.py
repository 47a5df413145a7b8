"""Whoosh, the embedded default: pure Python, nothing to install beside it."""

from __future__ import annotations

import contextlib
import threading
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import whoosh
from whoosh import fields, index
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import RamStorage
from whoosh.searching import Searcher

from kb.search.engines.engine import EngineQuery, IndexedArticle
from kb.words.terms import FIELDS

_MOST_SEGMENTS = 8
_MEMORY = 256
"""Megabytes that a writer may fill before it writes a part of the index."""
_MOST_KEPT = 1_000
"""Words whose scores are kept: a letter asks for the same ones with each of its issues, typing with each key."""


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


class _Scores(NamedTuple):
    """The numbers of articles in the index, and a score for each."""

    numbers: array[int]
    scores: array[float]


class OpenWhoosh:
    """One open Whoosh index, which keeps what words that were looked for lately add to each article's score."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._reading = threading.Lock()
        self._scores = lru_cache(_MOST_KEPT)(self._read_scores)

    def count(self) -> int:
        """How many articles it holds."""
        return int(self.searcher.doc_count())

    def rank(self, wanted: EngineQuery, limit: int) -> list[tuple[str, float]]:
        """The paths of the best articles with their scores, best first."""
        # The files of an open index have one place where they are read: two threads would read each other's.
        with self._reading:
            found = self._fitting(wanted)
            best = nsmallest(limit, ((-score, number) for number, score in found.items()))
            return [(str(self.searcher.reader().stored_fields(number)["path"]), -score) for score, number in best]

    def _fitting(self, wanted: EngineQuery) -> dict[int, float]:
        """The scores of all articles that fit, by their numbers in the index."""
        found: dict[int, float] = {}
        for stem, weight in (pair for stems in wanted.words for pair in stems.items()):
            for number, score in zip(*self._scores(stem), strict=True):
                found[number] = found.get(number, 0.0) + weight * score
        if not wanted.words:
            found = dict.fromkeys(self.searcher.reader().all_doc_ids(), 0.0)
        for stem in wanted.must:
            found = _among(found, self._scores(stem).numbers)
        for labels in wanted.labels:
            found = _among(found, chain(*map(self._labelled, labels)))
        out = {number for stem in wanted.without for number in self._scores(stem).numbers}
        out.update(*map(self._labelled, wanted.without_labels))
        return {number: score for number, score in found.items() if number not in out} if out else found

    def _read_scores(self, stem: str) -> _Scores:
        """What a stem adds to the score of each article that holds it, in whichever fields."""
        found: dict[int, float] = {}
        for name, boost in FIELDS.items():
            for number, score in self._postings(name, stem):
                found[number] = found.get(number, 0.0) + boost * score
        return _Scores(array("L", found), array("d", found.values()))

    def _labelled(self, label: str) -> Iterator[int]:
        return (number for number, _score in self._postings("labels", label))

    def _postings(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        """The articles that hold a term in a field, each by its number, and what that adds to its score."""
        for part, first in self.searcher.leaf_searchers():  # type: ignore[no-untyped-call]  # the library's
            if (field, term) in part.reader():
                matcher = part.postings(field, term)
                while matcher.is_active():
                    yield first + matcher.id(), matcher.score()
                    matcher.next()

    def close(self) -> None:
        """Let go of the files."""
        self.searcher.close()  # type: ignore[no-untyped-call]  # the library's


def _schema() -> fields.Schema:
    stems = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    return fields.Schema(
        path=fields.ID(unique=True, stored=True), labels=fields.KEYWORD(), **dict.fromkeys(FIELDS, stems)
    )


def _among(found: dict[int, float], numbers: Iterable[int]) -> dict[int, float]:
    return {number: found[number] for number in numbers if number in found}
