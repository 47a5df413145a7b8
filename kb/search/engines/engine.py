"""What a search engine does for us: keep the terms of articles in a folder, and rank articles by them.

A folder that was written is never changed again. A change is written into a new folder that begins with the files
of the old one, so whoever has the old one open goes on reading it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol


class IndexedArticle(NamedTuple):
    """One article as it is indexed."""

    path: str
    fields: Mapping[str, str]
    """Stems with spaces between them, by the fields of `kb.words.terms.FIELDS`."""
    labels: Sequence[str]


class EngineQuery(NamedTuple):
    """What is looked for; without words, every article that fits the rest."""

    words: tuple[Mapping[str, float], ...] = ()
    """Any of these words; each may stand for several stems, which count by their weight."""
    must: tuple[str, ...] = ()
    """Stems that all have to be there."""
    without: tuple[str, ...] = ()
    """Stems that must not be there."""
    labels: tuple[Sequence[str], ...] = ()
    """One label of each of these."""
    without_labels: tuple[str, ...] = ()


class OpenEngine(Protocol):
    """An index that can be searched, by several threads at once."""

    def count(self) -> int:
        """How many articles it holds."""
        ...

    def rank(self, wanted: EngineQuery, limit: int) -> list[tuple[str, float]]:
        """The paths of the best articles with their scores, best first."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class Engine(Protocol):
    """One kind of index."""

    @property
    def version(self) -> str:
        """What an index can be read by."""
        ...

    def write(self, folder: Path, entries: Iterable[IndexedArticle], gone: Iterable[str] = ()) -> None:
        """Add entries to the index in a folder, which is made where there is none, and drop those of `gone`."""
        ...

    def in_memory(self, entries: Iterable[IndexedArticle]) -> OpenEngine:
        """An index of these entries that is kept nowhere."""
        ...

    def open(self, folder: Path) -> OpenEngine:
        """The index in a folder; any exception means that it is damaged."""
        ...
