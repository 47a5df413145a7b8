"""Finding pages of the manual for some words, or for a whole question."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from composer.manual.pages import ManualPage
from kb.text import fold
from kb.words.words import STOP_WORDS, stem, words_of

_AROUND = " \t\n.,:;!?\"'`()[]-"
"""Signs round a word that somebody types."""
_TITLE, _NAMED, _HEADING, _TEXT = 4.0, 3.0, 2.5, 1.0
"""What a word counts for, by where it stands."""
_PART = 0.6
"""What a word counts for beside that, where it is only a part of one that stands there, as while somebody types."""
_SOME = 4
"""Letters of a word from which on it may be any part of another; a shorter one is its beginning."""


@dataclass(frozen=True)
class _Part:
    """A section of a page, or what stands before the first, with what each of its words counts for."""

    page: ManualPage
    heading: str
    weights: Mapping[str, float]


def find_pages(pages: tuple[ManualPage, ...], words: str) -> list[tuple[ManualPage, str]]:
    """Pages for some words, the best first, each with the heading of the part that is meant, or nothing.

    A slug or title that is those words comes first, then such a heading. Then come those that have most of the words,
    rare ones above all, and in what names them rather than in their text.
    """
    whole = " ".join(fold(words).split())
    wanted = [word.strip(_AROUND) for word in whole.split()]
    parts, rarity = _words_of_all(pages)
    asked = [found for word in _telling(wanted) if (found := _meant(word, rarity))]
    best: dict[str, tuple[float, ManualPage, str]] = {}
    for part in parts:
        names = (fold(part.page.slug), fold(part.page.title))
        if whole in names:
            best[part.page.slug] = (math.inf, part.page, "")
            continue
        score = math.inf if fold(part.heading).replace("`", "") == whole else _score(part, asked, rarity)
        if score > best.get(part.page.slug, (0.0,))[0]:
            own = not part.page.is_short or score == math.inf
            best[part.page.slug] = (score, part.page, part.heading if own else "")
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[2] != ""))
    return [(page, heading) for _score_of, page, heading in ranked]


def _telling(words: Iterable[str]) -> list[str]:
    """The words that tell what is asked for; all of them where none does."""
    found = [word for word in dict.fromkeys(words) if word]
    return [word for word in found if word not in STOP_WORDS] or found


def _meant(word: str, rarity: Mapping[str, float]) -> Mapping[str, float]:
    """The stems that a word may mean, each with what it counts for: its own, or those that it is a part of."""
    own = stem(word, "en")
    if own in rarity:
        return {own: 1.0}
    return {one: _PART for one in rarity if one.startswith(word) or (len(word) >= _SOME and word in one)}


def _score(part: _Part, asked: list[Mapping[str, float]], rarity: Mapping[str, float]) -> float:
    """What its words count for, times the share of what is asked for that it has."""
    found = [
        max((counts * part.weights.get(one, 0.0) * rarity[one] for one, counts in each.items()), default=0.0)
        for each in asked
    ]
    return sum(found) * sum(one > 0 for one in found) / len(found) if found else 0.0


@cache
def _words_of_all(pages: tuple[ManualPage, ...]) -> tuple[tuple[_Part, ...], Mapping[str, float]]:
    """All parts, and how much each stem tells, by the number of pages that have it."""
    parts = tuple(part for page in pages for part in _parts_of(page))
    having = {(part.page.slug, one) for part in parts for one in part.weights}
    counted = Counter(one for _slug, one in having)
    return parts, {one: math.log(1 + len(pages) / count) for one, count in counted.items()}


def _parts_of(page: ManualPage) -> Iterator[_Part]:
    named = dict.fromkeys(_stems(f"{page.summary} {page.keywords}"), _NAMED)
    named |= dict.fromkeys(_stems(f"{page.title} {page.slug}"), _TITLE)
    for heading, text in (("", page.body.partition("\n## ")[0]), *page.parts):
        said = dict.fromkeys(_stems(text), _TEXT) | dict.fromkeys(_stems(heading), _HEADING)
        yield _Part(page, heading, {**said, **{one: max(weight, said.get(one, 0.0)) for one, weight in named.items()}})


def _stems(text: str) -> set[str]:
    return {stem(word, "en") for word in words_of(text)}
