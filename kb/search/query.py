"""Query: what somebody typed into a search field, taken apart; no input is wrong.

`late parcel` words, `"lost in the post"` a phrase, `-abroad` not this, and `tag:`, `status:`, `category:` and
`owner:` with a word or a quoted text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.words.terms import KINDS, label
from kb.words.words import words_of

LONGEST_QUERY = 500
"""Characters of a query that count."""
_PART = re.compile(
    rf'(?P<minus>-*)(?:(?P<kind>{"|".join(KINDS)}):)?(?:"(?P<phrase>[^"]*)(?P<end>"?)|(?P<word>[^\s"]*))', re.IGNORECASE
)


class Query(NamedTuple):
    """What is looked for."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Words that must not be there."""
    labels: tuple[str, ...] = ()
    without_labels: tuple[str, ...] = ()
    unfinished: str = ""
    """The last word, phrase or label, where it may be going on."""

    @property
    def asked(self) -> str:
        """Every word that is looked for, those of phrases as well."""
        return " ".join((self.words, *self.phrases))


def parse_query(text: str) -> Query:
    """The parts of a query, in the order in which they were typed."""
    text = text[:LONGEST_QUERY]
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    labels: dict[bool, list[str]] = {True: [], False: []}
    last = ""
    for match in _PART.finditer(text):
        kind, minus = match["kind"], bool(match["minus"])
        value = match["phrase"] if match["phrase"] is not None else match["word"]
        ended = bool(match["end"]) or match.end() < len(text)
        if not any(letter.isalnum() for letter in value):
            continue
        if kind:
            value = label(kind.lower(), value)
            labels[minus].append(value)
        elif minus:
            without.append(next(words_of(value), ""))
        elif match["phrase"] is not None:
            phrases.append(value)
        else:
            words.append(value)
        last = "" if ended or minus else value
    return Query(
        words=" ".join(words),
        phrases=tuple(phrases),
        without=tuple(filter(None, without)),
        labels=tuple(labels[False]),
        without_labels=tuple(labels[True]),
        unfinished=last,
    )
