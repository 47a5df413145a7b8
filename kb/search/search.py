"""Search: the best articles for what is typed so far, or for a whole message."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.search.engines.engine import EngineQuery
from kb.search.excerpt import ExcerptLine, excerpt
from kb.search.index import Index
from kb.search.query import Query, parse_query
from kb.search.senses import Meant, Reason, with_synonyms
from kb.search.vocabulary import MOST_COMPLETIONS, MOST_OF_A_LETTER, Vocabulary
from kb.text import fold
from kb.words.synonyms import NO_SYNONYMS, Synonyms
from kb.words.terms import FIELDS, label, terms_of
from kb.words.words import SIGN, STOP_WORDS, learn_stems, stem, stems_of, telling, unstemmed, words_of

if TYPE_CHECKING:
    from kb.meaning.meaning import Meaning
    from kb.search.learned import Alike, Lessons

_NAMING = 14
"""How many of them, the most telling, may name an article."""
_RERANKED = 30
"""How many of the engine's best hits are put in order by how much of the query they cover."""
_RERANKED_OF_A_LETTER = 100
"""The same for a letter, whose many words are found in more articles."""
_COVERAGE = 0.3
"""How much covering the whole query counts; measured by `tests/benchmarks/relevance.py`."""
_MEANING = 4.0
"""How much a cosine counts beside words; 2 to 8 are within a point of each other."""
_TERM = 2.2 * 0.6
"""What BM25 gives a word that stands once in a short title, beside its rarity and its field's weight."""
_COVERAGE_OF_A_LETTER = 1.5
"""The same for a message that says more than it asks, where much of what is said is found anywhere."""
_GUESSED = 0.1
"""How much a word of a letter that no article has, and that stands for others, counts for what is covered."""
WORDS_BESIDE = 0.1
"""How much the best hit by words counts beside a cosine, others by their share of its score: names, error texts.

Of 135 issues of letters 84 have their article first instead of 78, and 109 among three instead of 104. For questions
without a letter they count nothing: on banking77 without keywords 2 of 100 were lost.
"""
LEARNED_BY_WORDS, LEARNED_BY_MEANING = 2.0, 0.1
"""How much an article that agents took for such a message counts: beside the best hit's score, beside a cosine."""
_COMMON = 1_000
"""A word in more articles than this is left to the covering, where a rarer one was typed as well."""
_SIFTED = 1_000
"""How many hits are read for a phrase, or put in order where nothing but labels was asked for."""


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
    taken: int = 0
    """How many messages like this one agents answered with it."""

    @cached_property
    def excerpt(self) -> tuple[ExcerptLine, ...]:
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


@dataclass(frozen=True, eq=False, repr=False)
class Search:
    """Searches one library through one index."""

    library: Library
    index: Index
    language: str
    meaning: Meaning | None = None
    synonyms: Synonyms = NO_SYNONYMS
    lessons: Lessons | None = None

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.index.catalogue, self.language, self.synonyms)

    def find(
        self, words: str, *, limit: int = 10, status: str = "", tag: str = "", unfinished: bool = True
    ) -> list[Hit]:
        """The best hits for a query, also by meaning where there is a model.

        With `unfinished`, as while somebody types, the last word may be the beginning of one, and no model is asked.
        """
        query = parse_query(words)
        given = tuple(label(kind, value) for kind, value in (("status", status), ("tag", tag)) if value)
        query = query._replace(labels=query.labels + given, unfinished=query.unfinished if unfinished else "")
        if limit < 1 or query == Query(unfinished=query.unfinished):
            return []
        vocabulary, typed = self._vocabulary, _typed(query)
        unknown = unstemmed((word for word, _last in typed), self.language)
        if unknown:
            learn_stems(self.language, self.index.catalogue.stems_of(unknown))
        meant = vocabulary.together([vocabulary.meant(word, last=last) for word, last in typed])
        alike = vocabulary.alike(query.asked)
        meant = [with_synonyms(senses, alike.get(next(iter(senses.values())).word, {})) for senses in meant]
        rest = EngineQuery(
            must=tuple(stem_ for phrase in query.phrases for stem_ in self._whole_words(phrase, query.unfinished)),
            without=tuple(stem(word, self.language) for word in query.without),
            labels=tuple(self._labels(one, query.unfinished) for one in query.labels),
            without_labels=query.without_labels,
        )
        if not meant:
            paths = sorted(path for path, _score in self.index.engine.rank(rest, _SIFTED))
            return list(self._hits(((0.0, path) for path in paths), [], limit, query))
        most = _SIFTED if query.phrases else max(limit, _RERANKED)
        ranked = self._ranked(meant, rest, most)
        if not unfinished:
            ranked = self._with_meaning(query.asked, ranked, rest)
        return list(self._hits(ranked, meant, limit, query))

    def find_for(self, focus: str, rest: str = "", *, limit: int = 5) -> list[Hit]:
        """The articles that answer a message: by meaning and words where there is a model, else by its rare words.

        By meaning the whole message counts twice as much as its focus; by words its focus counts more.
        """
        if limit < 1:
            return []
        from kb.search.learned import with_learned

        meant = self._meant_by(focus, rest)
        spoken = self.spoken_for(focus)
        ranked = self._ranked_for(meant, focus, rest, limit)
        if near := self._near_for(focus, rest):
            ranked = with_words(near, ranked if tells_more(focus, rest) else [])
            ranked = with_learned(ranked, spoken, LEARNED_BY_MEANING)
        else:
            ranked = with_learned(ranked, spoken, LEARNED_BY_WORDS * (ranked[0][0] if ranked else 1.0))
        return self._named_hits(ranked, meant, limit, spoken)

    def find_by_words(self, focus: str, rest: str = "", *, limit: int = 5) -> list[Hit]:
        """The articles that share a message's rare words, whether there is a model or not."""
        meant = self._meant_by(focus, rest)
        return self._named_hits(self._ranked_for(meant, focus, rest, limit), meant, limit, {})

    def _named_hits(
        self, ranked: list[tuple[float, str]], meant: list[Meant], limit: int, spoken: Mapping[str, Alike]
    ) -> list[Hit]:
        """Hits with how many of a message's telling words name them."""
        salient = [next(iter(senses)) for senses in meant[:_NAMING]]
        return [
            replace(
                hit,
                named=len(self._names(hit.article).intersection(salient)),
                taken=spoken[hit.article.path].messages if hit.article.path in spoken else 0,
            )
            for hit in self._hits(ranked, meant, limit, Query())
        ]

    def ranked_by_words(self, focus: str, rest: str) -> list[tuple[float, str]]:
        """The articles for an issue of a letter by words alone, best first, by their paths."""
        return self._ranked_for(self._meant_by(focus, rest), focus, rest, 0)

    def _meant_by(self, focus: str, rest: str) -> list[Meant]:
        return self._vocabulary.salient(focus, rest, max(self.index.engine.count(), 1))

    def _ranked_for(self, meant: Sequence[Meant], focus: str, rest: str, most: int) -> list[tuple[float, str]]:
        coverage = _COVERAGE_OF_A_LETTER if {*words_of(rest)} - {*words_of(focus)} else _COVERAGE
        return self._ranked(meant, EngineQuery(), max(most, _RERANKED_OF_A_LETTER), coverage, _GUESSED) if meant else []

    def spoken_for(self, text: str) -> dict[str, Alike]:
        """By path, how much the messages that agents answered before speak for an article, of one like this text."""
        if self.lessons is None:
            return {}
        catalogue, total = self.index.catalogue, max(self.index.engine.count(), 1)
        found = self.lessons.learned.speaking_for(text[:MOST_OF_A_LETTER], self.language, catalogue.frequencies, total)
        articles = {slug: self.library.by_slug.get(slug) for slug in found}
        return {article.path: found[slug] for slug, article in articles.items() if article}

    def _near_for(self, focus: str, rest: str) -> dict[str, float]:
        """How near every article is to a message; none where there is no model, or no word in the message."""
        if self.meaning is None or not any(map(telling, words_of(f"{focus} {rest}"[:MOST_OF_A_LETTER]))):
            return {}
        found = self.meaning.near_each(self.library, [focus, rest or focus])
        if found is None:
            return {}
        table, (issue, letter) = found
        return dict(zip(table.paths, issue.within(letter).tolist(), strict=True))

    def _names(self, article: Article) -> set[str]:
        """The stems by which an article is called: its title, keywords and tags."""
        return set(stems_of(" ".join((article.title, *article.keywords, *article.tags)), self.language))

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

    def _ranked(
        self, meant: Sequence[Meant], rest: EngineQuery, most: int, coverage: float = _COVERAGE, guessed: float = 1.0
    ) -> list[tuple[float, str]]:
        """The engine's best hits, put in order by how much of the query's rarity each covers.

        A word that no article has, and that stands for others, counts by `guessed` for what is covered.
        """
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
        sureness = [1.0 if next(iter(senses), "") in known else guessed for senses in meant]
        weighed = [
            (sure * math.log(1 + total / count), senses)
            for sure, count, senses in zip(sureness, common, meant, strict=True)
            if count
        ]
        whole = sum(weight for weight, _senses in weighed) or 1.0
        there = catalogue.stems_in(list(found))

        def place(path: str, score: float) -> tuple[bool, float, str]:
            stems = there.get(path, "")
            covered = sum(weight for weight, senses in weighed if any(f" {one} " in stems for one in senses)) / whole
            longer = alone and f" {next(iter(meant[0]))} " not in stems
            return longer, -score * covered**coverage, path

        ordered = sorted(place(path, score) for path, score in found.items())
        return [(-score, path) for _longer, score, path in ordered]

    def _with_meaning(self, asked: str, ranked: list[tuple[float, str]], rest: EngineQuery) -> list[tuple[float, str]]:
        """Hits by words and all other articles by words and meaning, as far as they fit the rest of the query.

        min(words / ideal, 1) + 4 cos, where `ideal` is what a title with all of the words would score: dividing by
        the best hit's own score would give junk full marks.
        """
        found_near = self.meaning.near(self.library, asked) if self.meaning else None
        if found_near is None:
            return ranked
        table, near = found_near
        words = {path: score for score, path in ranked}
        fits = (
            None if rest == EngineQuery() else {path for path, _score in self.index.engine.rank(rest, len(table.paths))}
        )
        ideal = self._ideal(asked)
        found = [
            (min(words.get(path, 0.0) / ideal, 1.0) + _MEANING * cosine, path)
            for path, cosine in zip(table.paths, near.typed.tolist(), strict=True)
            if fits is None or path in fits
        ]
        return sorted(found, key=lambda hit: (-hit[0], hit[1]))

    def _ideal(self, asked: str) -> float:
        """What an article would score in whose title all the words stand, by BM25 as the engines reckon it."""
        stems = stems_of(asked, self.language)
        known = self.index.catalogue.frequencies(stems)
        total = max(self.index.engine.count(), 1)
        rarities = (1 + math.log(total / (known.get(stem_, 0) + 1)) for stem_ in stems)
        return max(sum(rarities) * FIELDS["title"] * _TERM, 1.0)

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


def tells_more(focus: str, rest: str) -> bool:
    """Whether a message says anything beside what it asks; a greeting is nothing."""
    return not {*filter(telling, words_of(rest))} <= {*words_of(focus)}


def with_words(near: Mapping[str, float], by_words: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Articles by path with their nearness to a letter, and with what the words of it say for them, best first."""
    shares = shares_of(by_words)
    found = ((cosine + WORDS_BESIDE * shares.get(path, 0.0), path) for path, cosine in near.items())
    return sorted(found, key=lambda hit: (-hit[0], hit[1]))


def shares_of(by_words: Sequence[tuple[float, str]]) -> dict[str, float]:
    """What each article's score by words is of the best one's, by path."""
    best = max(by_words[0][0], 1e-9) if by_words else 1.0
    return {path: score / best for score, path in by_words}


def _typed(query: Query) -> list[tuple[str, bool]]:
    """The words of a query, each once, and whether each may be going on."""
    words = list(words_of(query.asked))
    telling_ones = list(dict.fromkeys(word for word in words if word not in STOP_WORDS)) or list(dict.fromkeys(words))
    last = next(iter([*words_of(query.unfinished)][-1:]), "") if query.unfinished[-1:].isalnum() else ""
    return [(word, word == last) for word in telling_ones]


@cache
def _phrase_word() -> re.Pattern[str]:
    # Made when a phrase is first looked for: it takes a twentieth of a command that looks for none.
    return re.compile(rf"{SIGN}|(?:(?!{SIGN})\w)+")


def _says(article: Article, phrase: str, unfinished: str) -> bool:
    """Whether an article holds some words one after the other, whatever their case, accents and hyphens."""
    wanted = " ".join(_phrase_word().findall(fold(phrase)))
    end = "" if phrase == unfinished else " "
    texts = (article.title, *article.keywords, article.summary, article.text)
    return any(f" {wanted}{end}" in f" {' '.join(_phrase_word().findall(fold(text)))} " for text in texts)
