"""Topics: what a message is about, by the tags of the articles that answer it."""

from __future__ import annotations

from collections.abc import Sequence

from kb.search.search import Hit

_ENOUGH = 2
"""How many of a message's telling words must name an article before it is taken for the answer."""
_NEAR = 0.7
"""How close to the best hit's score another one must be to count as well."""


def topics_of(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The tags of the best hits, those of the first ones first; a hit far behind the best says nothing."""
    best = hits[0].score if hits else 0.0
    near = [hit for hit in hits if hit.named >= _ENOUGH and hit.score >= best * _NEAR]
    return tuple(dict.fromkeys(tag for hit in near[:3] for tag in hit.article.tags))[:4]
