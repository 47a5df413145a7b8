"""Table: the vectors of all articles of a desk side by side, and how near each article is to a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.meaning.minilm import Floats
from kb.meaning.outlines import PartPlace
from kb.meaning.parts import PartOf
from kb.meaning.vectors import Vectors

_COMPARED = (PartOf.NAME, PartOf.LEAD, PartOf.SECTION)
"""What an article's nearness is made of; headings only choose between its sections."""
_BEST = 3
_ELSEWHERE = 0.4
"""How much it counts against an article that another issue of the letter is nearer to it.

Of 156 issues of letters, 98 had their article first where the letter counted twice as much as the issue, 104 where the
issue does, and 109 with this as well; from .3 to .5 it is the same.
"""
_FAR = np.float32(-1)


class Near(NamedTuple):
    """How near every article is to one text: cosines, in the order of the table's paths."""

    letter: Floats
    """Half the best and half the mean of the nearest name, the lead and the nearest section."""
    typed: Floats
    """Half the best and half the mean of the three nearest of names, lead and sections."""
    name: Floats
    """The nearest of title and keywords."""
    rows: Floats
    """Of every row of the table."""

    def within(self, whole: Near) -> Floats:
        """How near every article is to an issue, of a letter that is as near as `whole`.

        The letter counts twice as much: a sentence alone is too short ("Is it one of yours?").
        """
        return np.asarray((self.letter + 2 * whole.letter) / 3, np.float32)

    def among(self, issues: Sequence[Near], whole: Near) -> Floats:
        """How near every article is to one of the issues of a letter that is as near as `whole`.

        The issue counts twice as much as the letter, and against an article that another issue is nearer to.
        """
        nearest = np.max([issue.letter for issue in issues], axis=0)
        near = (2 * self.letter + whole.letter) / 3 - _ELSEWHERE * (nearest - self.letter)
        return np.asarray(near, np.float32)


class PartsTable(NamedTuple):
    """The parts of all articles, one a row, those of one article together."""

    paths: tuple[str, ...]
    article: NDArray[np.intp]
    """Of each row, a place in the paths."""
    kind: NDArray[np.int8]
    places: tuple[PartPlace, ...]
    vectors: Floats

    def near(self, vector: Floats) -> Near:
        """How near every article is to a text."""
        rows: Floats = self.vectors @ vector
        best = {kind: self._best(rows, kind) for kind in _COMPARED}
        return Near(_pooled([*best.values()]), self._nearest(rows), best[PartOf.NAME], rows)

    def _best(self, rows: Floats, kind: PartOf) -> Floats:
        found = np.full(len(self.paths), _FAR, np.float32)
        chosen = self.kind == kind
        np.maximum.at(found, self.article[chosen], rows[chosen])
        return found

    def _nearest(self, rows: Floats) -> Floats:
        left = np.where(self.kind <= PartOf.SECTION, rows, _FAR)
        best = []
        for _time in range(_BEST):
            top = np.full(len(self.paths), _FAR, np.float32)
            np.maximum.at(top, self.article, left)
            best.append(top)
            _value, first = np.unique(np.where(left == top[self.article], self.article, -1), return_index=True)
            left[first] = _FAR
        return _pooled(best)

    def section_of(self, place: int, near: Near, whole: Near) -> tuple[PartPlace, float] | None:
        """The section of an article that is nearest to an issue, and its lead for the issue and its letter together.

        Of 69 questions to two help centres it is the one that answers in 56; with a share for its heading, which its
        text begins with, in 49 to 55. A lead may be below nothing; of the only section it is infinite.
        """
        rows = [row for row in np.flatnonzero(self.article == place) if self.kind[row] == PartOf.SECTION]
        if not rows:
            return None
        nearest = self.places[max(rows, key=lambda row: float(near.rows[row]))]
        best: dict[str, float] = {}
        for row in rows:
            anchor = self.places[row].anchor
            best[anchor] = max(best.get(anchor, -np.inf), float(near.rows[row] + whole.rows[row]))
        here = best.pop(nearest.anchor)
        return nearest, here - max(best.values(), default=-np.inf)


def table_of(
    outlines: Mapping[str, Sequence[PartPlace]], vectors: Vectors, without: Collection[PartOf] = ()
) -> PartsTable:
    """The table of some articles by path, some kinds of part left out, so that all are compared by the same ones."""
    rows = [
        (number, place)
        for number, places in enumerate(outlines.values())
        for place in places
        if place.kind not in without and place.text in vectors.known
    ]
    return PartsTable(
        tuple(outlines),
        np.array([number for number, _place in rows], np.intp),
        np.array([place.kind for _number, place in rows], np.int8),
        tuple(place for _number, place in rows),
        vectors.rows([place.text for _number, place in rows]),
    )


def _pooled(best: Sequence[Floats]) -> Floats:
    """Half the best and half the mean of those that there are."""
    every = np.array(best)
    there = every > _FAR
    mean = np.where(there, every, 0).sum(0) / np.maximum(there.sum(0), 1)
    return np.asarray(0.5 * every.max(0) + 0.5 * mean, np.float32)
