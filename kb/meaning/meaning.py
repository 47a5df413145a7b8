"""Meaning: the model, and the vectors of one desk's articles, as far as both are there."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb.articles.library import Library
from kb.catalogue.stored_library import Progress, StoredLibrary
from kb.errors import BadWeights, CannotWrite, KBError, MeaningMissing
from kb.meaning.outlines import Outlines, PartPlace
from kb.meaning.parts import PartOf, parts_of
from kb.meaning.weights import find_weights, load_model

if TYPE_CHECKING:
    from kb.meaning.minilm import Floats, MiniLM
    from kb.meaning.table import Near, PartsTable
    from kb.meaning.vectors import Vectors

LANGUAGES = ("en",)
"""What the model was trained on; articles in another language are found by words."""
AT_ONCE = 300
"""How many texts may be read by the model while somebody waits: some seconds; more are for `prepare`."""
_BATCH = 32
_STAGES = ((PartOf.NAME,), (PartOf.LEAD,), (PartOf.SECTION, PartOf.HEADING))


class Meaning:
    """Finds the articles of one desk by meaning; what cannot be had, or not yet, is None and words remain."""

    def __init__(self, data: Path, cache: Path, language: str) -> None:
        self.data = data
        self.cache = cache
        self.knows_language = language.partition("-")[0].lower() in LANGUAGES
        self.why_not: KBError | None = None
        """Why the model that is installed cannot be used."""
        self._outlines = Outlines(cache)
        self._vectors: Vectors | None = None
        self._model: MiniLM | None = None
        self._table: tuple[object, PartsTable] | None = None
        self._lock = threading.Lock()

    def model(self) -> MiniLM | None:
        """The model; None where there is none that can be used. It may arrive, change and go at any time."""
        self.why_not = None
        if not self.knows_language:
            return None
        try:
            weights = find_weights(self.data)
            self._model = load_model(weights) if weights else None
        except (BadWeights, MeaningMissing) as error:
            self._model, self.why_not = None, error
        if self._model and weights and (self._vectors is None or weights.version not in self._vectors.path.name):
            from kb.meaning.vectors import Vectors

            self._vectors, self._table = Vectors(self.cache, weights.version), None
        return self._model

    def table(self, library: Library, most: int = AT_ONCE) -> PartsTable | None:
        """The table of a library's articles, with what is new where that is not more than `most` texts.

        None where there is no model, or where not even the titles of all articles are known to it yet.
        """
        model = self.model()
        if model is None:
            return None
        with self._lock:
            if self._table and self._table[0] == _state(library):
                return self._table[1]
            outlines = self._outlined(library, most)
            if outlines is None:
                return None
            missing = self._missing(outlines)
            if 0 < len(missing) <= most:
                for batch in self._batches(library, outlines):
                    self._keep(batch, model.vectors_of(batch))
                missing = {}
            return self._laid(library, outlines, frozenset(missing.values()))

    def near(self, library: Library, text: str) -> tuple[PartsTable, Near] | None:
        """How near every article of a library is to a text; None where there is no table."""
        found = self.near_each(library, [text])
        return (found[0], found[1][0]) if found else None

    def near_each(self, library: Library, texts: Sequence[str]) -> tuple[PartsTable, list[Near]] | None:
        """The same for several texts, which the model reads together."""
        table, model = self.table(library), self._model
        return (table, [table.near(vector) for vector in model.vectors_of(texts)]) if table and model else None

    def prepare(
        self,
        library: Library,
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
        threads: int = 1,
    ) -> int:
        """Work out the vectors of all articles, titles first, and keep them; how many texts are left.

        It may be stopped after any few texts, and goes on from there the next time. More threads than one are for
        somebody who waits for nothing else: numpy works in them at the same time.
        """
        model = self.model()
        if model is None:
            return 0
        with self._lock:
            outlines = self._outlined(library, None) or {}
            total = left = len(self._missing(outlines))
        if left and stop():
            return left
        for batch, vectors in _read_by(threads, model, self._batches(library, outlines)):
            with self._lock:
                self._keep(batch, vectors)
            left = max(left - len(batch), 0)
            if progress:
                progress(total - left, total)
            if left and stop():
                return left
        with self._lock:
            self._vectors_of_now().forget_others({place.text for places in outlines.values() for place in places})
        return 0

    def missing(self, library: Library) -> int:
        """How many texts of the articles the model has not read yet."""
        if self.model() is None:
            return 0
        with self._lock:
            return len(self._missing(self._outlined(library, None) or {}))

    def publish(self, library: Library, path: Path) -> int:
        """Write the vectors of all articles into one file for others; of how many texts. There has to be a model."""
        from kb.meaning.sharing import publish_vectors

        with self._lock:
            outlines = self._outlined(library, None) or {}
            texts = {place.text for places in outlines.values() for place in places}
            return publish_vectors(self._vectors_of_now(), texts, path)

    def take(self, path: Path) -> int:
        """Add the vectors that somebody else published; how many were new. There has to be a model."""
        from kb.meaning.sharing import take_vectors

        with self._lock:
            return take_vectors(self._vectors_of_now(), path)

    def _vectors_of_now(self) -> Vectors:
        assert self._vectors is not None, "there is a model, so there are vectors"
        return self._vectors

    def _outlined(self, library: Library, most: int | None) -> dict[str, tuple[PartPlace, ...]] | None:
        """The outline of every article by path; None where more than `most` articles would have to be parsed."""
        self._outlines.look()
        hashes = _hashes(library)
        known = self._outlines.known
        unknown = [path for path, of in hashes.items() if of not in known]
        if most is not None and len(unknown) > most:
            return None
        with contextlib.suppress(CannotWrite):
            self._outlines.add(filter(None, map(library.by_path.get, unknown)))
        return {path: known[of] for path, of in hashes.items() if of in known}

    def _missing(self, outlines: Mapping[str, Sequence[PartPlace]]) -> dict[str, PartOf]:
        """The texts without a vector, by their hash."""
        vectors = self._vectors_of_now()
        vectors.look()
        places = (place for places in outlines.values() for place in places if place.text not in vectors.known)
        return {place.text: place.kind for place in sorted(places, key=lambda place: -place.kind)}

    def _batches(self, library: Library, outlines: Mapping[str, Sequence[PartPlace]]) -> Iterator[list[str]]:
        """The texts without a vector, few at a time, the titles of all articles first, then the leads."""
        known = self._vectors_of_now().known
        for stage in _STAGES:
            texts: list[str] = []
            for path, places in outlines.items():
                if all(place.text in known for place in places if place.kind in stage):
                    continue
                article = library.by_path.get(path)
                if article:
                    texts += [part.text for part in parts_of(article) if part.kind in stage and part.hash not in known]
                    article.forget_tokens()
                while len(texts) >= _BATCH:
                    yield texts[:_BATCH]
                    texts = texts[_BATCH:]
            if texts:
                yield texts

    def _keep(self, texts: Sequence[str], vectors: Floats) -> None:
        # Where nothing can be kept, what was worked out is used all the same.
        with contextlib.suppress(CannotWrite):
            self._vectors_of_now().add(texts, vectors)

    def _laid(
        self, library: Library, outlines: Mapping[str, Sequence[PartPlace]], without: frozenset[PartOf]
    ) -> PartsTable | None:
        """The table without the kinds of part that not all articles have yet; made anew where it is another one."""
        from kb.meaning.table import table_of

        if PartOf.NAME in without:
            return None
        state = _state(library, without)
        if self._table is None or self._table[0] != state:
            self._table = (state, table_of(outlines, self._vectors_of_now(), without))
        return self._table[1]


def _read_by(threads: int, model: MiniLM, batches: Iterator[list[str]]) -> Iterator[tuple[list[str], Floats]]:
    """The vectors of batches in their order; no batch is taken before a thread is free for it."""
    if threads < 2:
        for batch in batches:
            yield batch, model.vectors_of(batch)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        working: deque[tuple[list[str], Future[Floats]]] = deque()
        for batch in batches:
            working.append((batch, pool.submit(model.vectors_of, batch)))
            if len(working) > threads:
                done, vectors = working.popleft()
                yield done, vectors.result()
        for done, vectors in working:
            yield done, vectors.result()


def _state(library: Library, without: frozenset[PartOf] = frozenset()) -> tuple[object, ...]:
    """What a table is made of: every article as it was read, and the kinds of part that are left out."""
    return (tuple(_hashes(library).items()), without)


def _hashes(library: Library) -> dict[str, str]:
    """What every file looked like when it was read, by path, without reading articles that are kept."""
    if isinstance(library, StoredLibrary):
        return {head.path: head.hash for head in library.heads.values()}
    return {article.path: article.source_hash for article in library.articles}
