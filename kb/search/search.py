"""Search: the best articles for what is typed so far, or for a whole message."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.search.engines.engine import Wanted
from kb.search.excerpt import Line, excerpt
from kb.search.index import Index
from kb.search.query import Query, parse_query
from kb.text import fold
from kb.words.terms import LONGEST_WORD, label, terms_of
from kb.words.typos import one_slip_from
from kb.words.words import STOP_WORDS, learn_stems, stem, stems_of, telling, unstemmed, words_of

MOST_COMPLETIONS = 12
"""Into how many words an unfinished one is completed."""
_MOST_LOOKED_FOR = 3_000
"""In how many articles all completions together may stand."""
_NEAREST = 3
_SALIENT = 14
_REST = 0.25
_PREFIX, _TYPO, _TOGETHER = 0.4, 0.3, 0.5
_RERANKED = 30
"""How many of the engine's best hits are put in order by how much of the query they cover."""
_COVERAGE = 0.3
"""How much covering the whole query counts; measured by `tests/benchmarks/relevance.py`."""
_COMMON = 1_000
"""A word in more articles than this is left to the covering, where a rarer one was typed as well."""
_SIFTED = 1_000
"""How many hits are read for a phrase, or put in order where nothing but labels was asked for."""
_PHRASE_WORD = re.compile(r"\w+")


class How(StrEnum):
    """How a typed word became one that stands in an article."""

    EXACT = "exact"
    BEGINNING = "beginning"
    SLIP = "slip"
    TOGETHER = "together"


class Sense(NamedTuple):
    """One of the words that a typed one may stand for."""

    word: str
    weight: float = 1.0
    how: How = How.EXACT


Meant = Mapping[str, Sense]
"""What one typed word may stand for, by stem; the first is the word itself."""


class Reason(NamedTuple):
    """Why an article was found: which word of it matched which typed one, and where."""

    typed: str
    word: str
    how: How
    fields: tuple[str, ...]

    def __str__(self) -> str:
        shown = {
            How.EXACT: self.typed,
            How.BEGINNING: f"{self.typed}… {self.word}",
            How.SLIP: f"{self.typed} ~ {self.word}",
            How.TOGETHER: f"{self.typed} + {self.word}",
        }
        return f"{shown[self.how]} in {', '.join(self.fields)}"


@dataclass(frozen=True)
class Hit:
    """One search result; its excerpt and its reasons are worked out when they are first asked for."""

    article: Article
    score: float
    meant: tuple[Meant, ...]
    language: str
    words: frozenset[str]
    """Every word of the articles that one of the words looked for may stand for."""
    named: int = 0
    """How many of a message's telling words stand in the title, keywords or tags; only for whole messages."""

    @cached_property
    def excerpt(self) -> tuple[Line, ...]:
        """The lines that hold most of the words looked for."""
        return excerpt(self.article, self.words)

    @cached_property
    def why(self) -> tuple[Reason, ...]:
        """How each typed word was found, those that were not left out."""
        fields = {name: set(text.split()) for name, text in terms_of(self.article, self.language).fields.items()}
        found = []
        for senses in self.meant:
            typed = next(iter(senses.values())).word
            for stem_, sense in senses.items():
                places = tuple(name for name, stems in fields.items() if stem_ in stems)
                if places:
                    found.append(Reason(typed, sense.word, sense.how, places))
                    break
        return tuple(found)


@dataclass(frozen=True)
class Search:
    """Searches one library through one index."""

    library: Library
    index: Index
    language: str

    def find(
        self, words: str, *, limit: int = 10, status: str = "", tag: str = "", unfinished: bool = True
    ) -> list[Hit]:
        """The best hits for a query; with `unfinished`, its last word may be the beginning of one."""
        query = parse_query(words)
        given = tuple(label(kind, value) for kind, value in (("status", status), ("tag", tag)) if value)
        query = query._replace(labels=query.labels + given, unfinished=query.unfinished if unfinished else "")
        if limit < 1 or query == Query(unfinished=query.unfinished):
            return []
        typed = _typed(query)
        unknown = unstemmed((word for word, _last in typed), self.language)
        if unknown:
            learn_stems(self.language, self.index.catalogue.stems_of(unknown))
        meant = self._together([self._meant(word, last=last) for word, last in typed])
        rest = Wanted(
            must=tuple(stem_ for phrase in query.phrases for stem_ in self._whole_words(phrase, query.unfinished)),
            without=tuple(stem(word, self.language) for word in query.without),
            labels=tuple(self._labels(one, query.unfinished) for one in query.labels),
            without_labels=query.without_labels,
        )
        if not meant:
            paths = sorted(path for path, _score in self.index.engine.rank(rest, _SIFTED))
            return list(self._hits(((0.0, path) for path in paths), [], limit, query))
        most = _SIFTED if query.phrases else max(limit, _RERANKED)
        return list(self._hits(self._ranked(meant, rest, most), meant, limit, query))

    def find_for(self, focus: str, rest: str = "", *, limit: int = 5) -> list[Hit]:
        """The articles that answer a message, by its rare words; those of its focus count more than the rest."""
        counts: dict[str, float] = {}
        words: dict[str, str] = {}
        for text, share in ((focus, 1.0), (rest, _REST)):
            told = [word for word in words_of(text[:20_000]) if telling(word)]
            words |= {stem(word, self.language): word for word in told}
            for stem_, times in Counter(stem(word, self.language) for word in told).items():
                counts[stem_] = counts.get(stem_, 0.0) + share * (1 + math.log(times))
        total = max(self.index.engine.count(), 1)
        known = self.index.catalogue.frequencies(list(counts))
        weights = {stem_: counts[stem_] * math.log(1 + total / articles) for stem_, articles in known.items()}
        salient = sorted(weights, key=lambda stem_: (-weights[stem_], stem_))[:_SALIENT]
        meant = [{stem_: Sense(words[stem_], counts[stem_])} for stem_ in salient]
        if not meant or limit < 1:
            return []
        hits = self._hits(self._ranked(meant, Wanted(), max(limit, _RERANKED)), meant, limit, Query())
        return [replace(hit, named=len(self._names(hit.article).intersection(salient))) for hit in hits]

    def _names(self, article: Article) -> set[str]:
        """The stems by which an article is called: its title, keywords and tags."""
        return set(stems_of(" ".join((article.title, *article.keywords, *article.tags)), self.language))

    def _meant(self, word: str, *, last: bool) -> Meant:
        """The stems that a typed word may stand for, and how much each counts: itself, completions, or its nearest."""
        catalogue, own = self.index.catalogue, stem(word, self.language)
        meant = {own: Sense(word)}
        if last and len(word) > 1:
            for longer, stem_ in self._completions(word):
                meant.setdefault(stem_, Sense(longer, _PREFIX, How.BEGINNING))
        if len(meant) == 1 and 3 < len(word) < LONGEST_WORD and not catalogue.frequencies([own]):
            for near in self._nearest(word):
                meant.setdefault(stem(near, self.language), Sense(near, _TYPO, How.SLIP))
        return meant

    def _together(self, meant: list[Meant]) -> list[Meant]:
        """What is meant, with what neighbours are as one word: `boot loader` finds a bootloader."""
        if len(meant) < 2:
            return meant
        typed = [next(iter(senses.values())).word for senses in meant]
        pairs = {one + other: place for place, (one, other) in enumerate(pairwise(typed))}
        found = [dict(senses) for senses in meant]
        for word, stem_ in self.index.catalogue.stems_of([*(pairs.keys() - {*typed})]).items():
            for senses in found[pairs[word] : pairs[word] + 2]:
                senses.setdefault(stem_, Sense(word, _TOGETHER, How.TOGETHER))
        return [*found]

    def _completions(self, word: str) -> list[tuple[str, str]]:
        """The commonest words that begin like this with their stems, as many as can be looked for while typing."""
        found: list[tuple[str, str]] = []
        looked_for = 0
        for longer, stem_, articles in self.index.catalogue.completions(word, MOST_COMPLETIONS):
            looked_for += articles
            if found and looked_for > _MOST_LOOKED_FOR:
                break
            found.append((longer, stem_))
        return found

    def _nearest(self, word: str) -> list[str]:
        """Known words one slip away; those that share the first letter come first."""
        catalogue = self.index.catalogue
        near = one_slip_from(word, catalogue.letters)
        alike = [other for other in near if other[:1] == word[:1]]
        return catalogue.known(alike, _NEAREST) or catalogue.known(near, _NEAREST)

    def _labels(self, wanted: str, unfinished: str) -> list[str]:
        """A label, with those that it may be the beginning of while it is typed."""
        if wanted != unfinished:
            return [wanted]
        statuses = [one for one in (label("status", status) for status in Status) if one.startswith(wanted)]
        return [
            wanted,
            *statuses,
            *(one for one, _stem, _articles in self.index.catalogue.completions(wanted, MOST_COMPLETIONS)),
        ]

    def _whole_words(self, phrase: str, unfinished: str) -> list[str]:
        words = list(words_of(phrase))[: -1 if phrase == unfinished else None]
        return [stem(word, self.language) for word in words if word not in STOP_WORDS]

    def _ranked(self, meant: Sequence[Meant], rest: Wanted, most: int) -> list[tuple[float, str]]:
        """The engine's best hits, put in order by how much of the query's rarity each covers."""
        engine, catalogue = self.index.engine, self.index.catalogue
        known = catalogue.frequencies([stem_ for senses in meant for stem_ in senses])
        common = [max((known.get(stem_, 0) for stem_ in senses), default=0) for senses in meant]
        telling_most = max(min(filter(None, common), default=0), _COMMON)
        weights = tuple(
            {stem_: sense.weight for stem_, sense in senses.items()}
            for senses, count in zip(meant, common, strict=True)
            if count <= telling_most
        )
        found = dict(engine.rank(rest._replace(words=weights), most))
        alone = len(meant) == 1 and len(meant[0]) > 1
        if alone:
            # What is typed exactly comes first, however many articles hold a longer word.
            exact = engine.rank(rest._replace(words=({next(iter(meant[0])): 1.0},)), most)
            found = dict(exact) | found
        total = max(engine.count(), 1)
        weighed = [(math.log(1 + total / count), senses) for count, senses in zip(common, meant, strict=True) if count]
        whole = sum(weight for weight, _senses in weighed) or 1.0
        there = catalogue.stems_in(list(found))

        def place(path: str, score: float) -> tuple[bool, float, str]:
            stems = there.get(path, "")
            covered = sum(weight for weight, senses in weighed if any(f" {one} " in stems for one in senses)) / whole
            longer = alone and f" {next(iter(meant[0]))} " not in stems
            return longer, -score * covered**_COVERAGE, path

        ordered = sorted(place(path, score) for path, score in found.items())
        return [(-score, path) for _longer, score, path in ordered]

    def _hits(
        self, ranked: Iterable[tuple[float, str]], meant: Sequence[Meant], limit: int, query: Query
    ) -> Iterator[Hit]:
        left = limit
        stems = [stem_ for senses in meant for stem_ in senses]
        typed = (sense.word for senses in meant for sense in senses.values())
        words = frozenset((*typed, *self.index.catalogue.words_with(stems)))
        for score, path in ranked:
            article = self.library.by_path.get(path)
            if article is not None and all(_says(article, phrase, query.unfinished) for phrase in query.phrases):
                yield Hit(article, score, tuple(meant), self.language, words)
                left -= 1
                if not left:
                    return


def _typed(query: Query) -> list[tuple[str, bool]]:
    """The words of a query, each once, and whether each may be going on."""
    words = list(words_of(query.asked))
    telling_ones = list(dict.fromkeys(word for word in words if word not in STOP_WORDS)) or list(dict.fromkeys(words))
    last = next(iter([*words_of(query.unfinished)][-1:]), "") if query.unfinished[-1:].isalnum() else ""
    return [(word, word == last) for word in telling_ones]


def _says(article: Article, phrase: str, unfinished: str) -> bool:
    """Whether an article holds some words one after the other, whatever their case, accents and hyphens."""
    wanted = " ".join(_PHRASE_WORD.findall(fold(phrase)))
    end = "" if phrase == unfinished else " "
    texts = (article.title, *article.keywords, article.summary, article.text)
    return any(f" {wanted}{end}" in f" {' '.join(_PHRASE_WORD.findall(fold(text)))} " for text in texts)
