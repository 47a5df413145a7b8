"""What the catalogue keeps of an article and of a folder, and how it is derived from a file that was just read."""

from __future__ import annotations

import json
from typing import NamedTuple

from kb.articles.article import Article
from kb.articles.status import Status
from kb.catalogue.stored_article import problem_fields, row_of
from kb.problem import Problem
from kb.words.terms import terms_of
from kb.words.words import stems_in


class Head(NamedTuple):
    """What is known of an article without reading its text."""

    path: str
    stamp: int
    """What the file looked like from outside; 0 where that cannot tell whether it changed."""
    hash: str
    said: str
    """The status that the file says."""
    status: str
    """The status that counts: in an internal category nothing is public."""
    slug: str
    id: str
    aliases: tuple[str, ...]


class Folder(NamedTuple):
    """What is known of a folder of articles."""

    seen: str
    """What its files looked like from outside when they were read; empty where that cannot tell."""
    internal: bool


class Found(NamedTuple):
    """An article fresh from its file, the status that counts, and the problems of its front matter."""

    article: Article
    status: Status
    stamp: int = 0
    problems: tuple[Problem, ...] = ()


class Derived(NamedTuple):
    """What is written of one article, in plain values that another process can hand over."""

    head: tuple[str | int, ...]
    """Its row among the heads, without the number of the change."""
    contents: tuple[str, ...]
    terms: tuple[str, ...]
    stems: dict[str, str]
    """The stem of each of its words."""

    @property
    def path(self) -> str:
        """The article's."""
        return str(self.head[0])


def derive(one: Found, language: str) -> Derived:
    """Everything that the catalogue keeps of an article."""
    article = one.article
    terms, row, known = terms_of(article, language), row_of(article), stems_in(language)
    article.forget_tokens()
    head = (article.path, article.category, one.stamp, article.source_hash, article.status, one.status)
    problems = json.dumps(list(map(problem_fields, one.problems)))
    stems = f" {' '.join(sorted(terms.stems))} "
    fields, labels = json.dumps(terms.fields), json.dumps(terms.labels)
    return Derived(
        (*head, article.slug, article.id, " ".join(article.aliases)),
        (article.path, row.facts, row.outline, article.body, article.text, problems),
        (article.path, stems, fields, labels, " ".join(sorted(terms.words))),
        {word: known[word] for word in terms.words},
    )
