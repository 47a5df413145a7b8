"""On screen: what customers copied from a screen, an error's number or words in quotation marks, and who says it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from kb.articles.article import Article
from kb.markdown.document import Heading
from kb.markdown.plain import plain_text
from kb.markdown.sections import parted
from kb.search.answers import Answers

_QUOTED = re.compile(
    r"[\"\u201c\u201e\u00ab\u201f]([^\"\u201c\u201d\u201e\u00ab\u00bb\n]{4,60}?)[.!,]?[\"\u201c\u201d\u00bb]"
)
_CODES = re.compile(
    r"\b(?:error|fehler|fault)(?:\s?code)?:?\s(?:no\.?\s|nr\.?\s)?(?=\w{0,9}\d)\w{1,10}\b|\b0x[0-9a-f]{2,16}\b"
    r"|\b(?-i:[A-Z]{1,6}(?:[-_][A-Z0-9]{1,12}){1,4})\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[\w-]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NEWS = 5
"""Words of its first paragraph that the issue does not say: one that lists what the screen says answers nothing."""
_WORDS = 2
"""Words of a quotation that no article has by chance; one word needs a figure."""


def read_on_screen(text: str) -> frozenset[str]:
    """What a message copied from a screen, in small letters: `error 57`, `label printed`, `br-de-15`."""
    quoted = (" ".join(match[1].split()) for match in _QUOTED.finditer(text))
    telling = (one for one in quoted if len(one.split()) >= _WORDS or any(map(str.isdigit, one)))
    codes = (match[0] for match in _CODES.finditer(text) if any(map(str.isdigit, match[0])))
    return frozenset(" ".join(one.lower().split()) for one in (*telling, *codes))


def with_what_they_read(found: Answers, issue: str) -> Answers:
    """The answers to an issue with the one article first that says what they read on the screen, where it does.

    As they were where none of those that are offered says it and tells more, or several do.
    """
    copied = read_on_screen(issue)
    places = {one.article.path: _section_with(one.article, copied, issue) for one in found.candidates if copied}
    saying = [one for one in found.candidates if places.get(one.article.path)]
    place = places[saying[0].article.path] if len(saying) == 1 else None
    if place is None:
        return found
    first = saying[0]._replace(heading=place.text, anchor=place.anchor)
    others = [one for one in found.candidates if one.article.path != first.article.path]
    return replace(found, candidates=(first, *others), says_what_they_read=True)


def _section_with(article: Article, copied: Collection[str], issue: str) -> Heading | None:
    """The first section of an article that says one of the words, and enough that the issue does not say."""
    known = set(_WORD.findall(issue.lower()))
    for heading, section in parted(article.document):
        text = plain_text(section).lower()
        line = f" {_in_tokens(f'{heading.text.lower()} {text}')} "
        first = set(_WORD.findall(text.partition("\n\n")[0]))
        news = len(first - known)
        if any(f" {_in_tokens(one)} " in line for one in copied) and news >= _NEWS and 2 * news >= len(first):
            return heading
    return None


def _in_tokens(text: str) -> str:
    return " ".join(_TOKEN.findall(text))
