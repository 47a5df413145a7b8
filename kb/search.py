"""Search: the best articles for what is typed so far, or for a whole message."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from whoosh.query.compound import And, Or
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.reading import IndexReader

from kb.article import Article
from kb.index import Index
from kb.library import Library
from kb.text import fold
from kb.words import STOP_WORDS, stem, stems_of, telling, words_of

LONGEST_QUERY = 500
"""Characters of a query that count."""
MOST_COMPLETIONS = 12
"""Into how many words an unfinished one is completed."""
_SALIENT = 14
_REST = 0.25
_FIELDS = {"title": 4.0, "keywords": 4.0, "headings": 2.0, "tags": 2.0, "body": 1.0}
_PREFIX, _TYPO = 0.4, 0.3
_RERANKED = 30
"""How many of the engine's best hits are put in order by how much of the query they cover."""
_COVERAGE = 0.3
"""How much covering the whole query counts; measured by `tests/benchmarks/relevance.py`."""
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Line:
    """A line of an article, and where the words that match stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Spans of characters [start, end)."""


@dataclass(frozen=True)
class Hit:
    """One search result."""

    article: Article
    score: float
    excerpt: tuple[Line, ...]
    named: int = 0
    """How many of a message's telling words stand in the title, keywords or tags; only for whole messages."""


@dataclass(frozen=True)
class Search:
    """Searches one library through one index."""

    library: Library
    index: Index
    language: str
    _holding: dict[str, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)
    """Which of the engine's documents hold a stem, for the stems asked for so far."""

    def find(
        self, words: str, *, limit: int = 10, status: str = "", tag: str = "", unfinished: bool = True
    ) -> list[Hit]:
        """The best hits for a query; with `unfinished`, its last word may be the beginning of one."""
        words = words[:LONGEST_QUERY]
        reader = self.index.searcher.reader()
        typed = list(dict.fromkeys(word for word in words_of(words) if word not in STOP_WORDS)) or list(
            dict.fromkeys(words_of(words))
        )
        open_end = unfinished and words[-1:].isalnum()
        meant = [self._meant(reader, word, last=open_end and word == typed[-1]) for word in typed]
        return self._hits(meant, limit, status, tag)

    def find_for(self, focus: str, rest: str = "", *, limit: int = 5) -> list[Hit]:
        """The articles that answer a message, by its rare words; those of its focus count more than the rest."""
        reader = self.index.searcher.reader()
        total = max(reader.doc_count(), 1)
        counts: dict[str, float] = {}
        for text, share in ((focus, 1.0), (rest, _REST)):
            words = (word for word in words_of(text[:20_000]) if telling(word))
            for word, times in Counter(stem(word, self.language) for word in words).items():
                counts[word] = counts.get(word, 0.0) + share * (1 + math.log(times))
        rarity = {
            word: math.log(1 + total / known)
            for word in counts
            if (known := max(reader.doc_frequency(name, word) for name in _FIELDS))
        }
        weights = {word: counts[word] * rarity[word] for word in rarity}
        salient = sorted(weights, key=lambda word: (-weights[word], word))[:_SALIENT]
        hits = self._hits([{word: counts[word]} for word in salient], limit)
        return [replace(hit, named=len(self._names(hit.article).intersection(salient))) for hit in hits]

    def _names(self, article: Article) -> set[str]:
        """The stems by which an article is called: its title, keywords and tags."""
        return set(stems_of(" ".join((article.title, *article.keywords, *article.tags)), self.language))

    def _meant(self, reader: IndexReader, word: str, *, last: bool) -> dict[str, float]:
        """The stems that a typed word may stand for, and how much each counts: itself, completions, or its nearest."""
        own = stem(word, self.language)
        meant = {own: 1.0}
        if last and len(word) > 1:
            for longer in _completions(reader, word):
                meant.setdefault(stem(longer, self.language), _PREFIX)
        known = any(reader.doc_frequency(name, own) for name in _FIELDS)
        if not known and len(meant) == 1 and 3 < len(word) < _LONGEST_WORD:
            for near in _nearest(reader, word):
                meant.setdefault(stem(near, self.language), _TYPO)
        return meant

    def _hits(self, meant: Sequence[dict[str, float]], limit: int, status: str = "", tag: str = "") -> list[Hit]:
        """The best hits for words of which each may stand for several stems."""
        if not meant or limit < 1:
            return []
        wanted = [
            Term(name, value) for name, value in (("status", status), ("tag", tag.lower().replace(" ", "-"))) if value
        ]
        found = self.index.searcher.search(
            Or([term for stems in meant for term in _terms(stems)]),
            limit=max(limit, _RERANKED),
            filter=And(wanted) if wanted else None,
        )
        covered = self._coverage(meant)
        matched = {stem_ for stems in meant for stem_ in stems}
        ranked = sorted(
            ((float(result.score or 0) * covered(result.docnum) ** _COVERAGE, str(result["path"])) for result in found),
            key=lambda pair: -pair[0],
        )
        articles = ((score, self.library.by_path.get(path)) for score, path in ranked)
        best = [(score, article) for score, article in articles if article is not None][:limit]
        return [Hit(article, score, excerpt(article, matched, self.language)) for score, article in best]

    def _coverage(self, meant: Sequence[dict[str, float]]) -> Callable[[int], float]:
        """How much of the words' rarity a document holds: 1 where it has every word that any article has."""
        total = max(self.index.searcher.doc_count_all(), 1)
        holders = [frozenset().union(*(self._documents_with(stem_) for stem_ in stems)) for stems in meant]
        weighed = [(math.log(1 + total / len(documents)), documents) for documents in holders if documents]
        whole = sum(weight for weight, _documents in weighed)
        return lambda number: sum(weight for weight, documents in weighed if number in documents) / whole

    def _documents_with(self, stem_: str) -> frozenset[int]:
        found = self._holding.get(stem_)
        if found is None:
            reader = self.index.searcher.reader()
            known = [name for name in _FIELDS if reader.doc_frequency(name, stem_)]
            found = frozenset(number for name in known for number in reader.postings(name, stem_).all_ids())
            self._holding[stem_] = found
        return found


def _terms(stems: dict[str, float]) -> list[Query]:
    return [Term(name, word, boost=boost * weight) for word, weight in stems.items() for name, boost in _FIELDS.items()]


def _completions(reader: IndexReader, word: str) -> list[str]:
    found = []
    for raw in reader.expand_prefix("words", word):
        longer = raw.decode()
        found.append((reader.doc_frequency("words", longer), longer))
        if len(found) >= 400:
            break
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return [longer for _count, longer in found[:MOST_COMPLETIONS]]


def _nearest(reader: IndexReader, word: str) -> list[str]:
    """Known words one slip away; those that share the first letter come first."""
    for prefix in (1, 0):
        near = [str(found) for found in reader.terms_within("words", word, 1, prefix=prefix)]
        if near:
            near.sort(key=lambda found: (-reader.doc_frequency("words", found), found))
            return near[:3]
    return []


_WORD = re.compile(r"\w+(?:[-.'+#]\w+)*")


def excerpt(article: Article, stems: Iterable[str], language: str, most: int = 2) -> tuple[Line, ...]:
    """The lines of an article that hold most of the words looked for, in the order of the article."""
    wanted = set(stems)
    scored: list[tuple[int, int, Line]] = []
    texts = [article.summary] if article.summary else []
    texts += [line for line in article.text.split("\n") if line.strip()]
    for number, text in enumerate(texts):
        line = _marked(text.strip(), wanted, language)
        distinct = {fold(line.text[start:end]) for start, end in line.marks}
        if distinct:
            scored.append((-len(distinct), number, line))
    scored.sort(key=lambda entry: entry[:2])
    best = sorted(scored[:most], key=lambda entry: entry[1])
    return tuple(_shortened(line) for _score, _number, line in best)


def _marked(text: str, wanted: set[str], language: str) -> Line:
    marks = [
        match.span() for match in _WORD.finditer(text[:5_000]) if not wanted.isdisjoint(_stems_in(match[0], language))
    ]
    return Line(text, tuple(marks))


@lru_cache(maxsize=100_000)
def _stems_in(word: str, language: str) -> frozenset[str]:
    return frozenset(stem(part, language) for part in words_of(word))


def _shortened(line: Line, longest: int = 160) -> Line:
    if len(line.text) <= longest:
        return line
    first = line.marks[0][0] if line.marks else 0
    start = 0 if first < longest - 40 else line.text.rfind(" ", 0, first - 30) + 1
    end = line.text.rfind(" ", 0, start + longest) if start + longest < len(line.text) else len(line.text)
    end = end if end > start else start + longest
    lead, tail = "… " if start else "", " …" if end < len(line.text) else ""
    shift = len(lead) - start
    marks = tuple((a + shift, b + shift) for a, b in line.marks if a >= start and b <= end)
    return Line(lead + line.text[start:end] + tail, marks)
