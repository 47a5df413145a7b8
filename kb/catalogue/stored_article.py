"""An article as the catalogue keeps it: its facts and outline as JSON, and back again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from kb.articles.article import Article, AskedField, Outline
from kb.articles.status import Status
from kb.markdown.document import Heading, Link
from kb.problem import Level, Problem


class ArticleRow(NamedTuple):
    """What is kept of an article beside its texts."""

    facts: str
    outline: str


def row_of(article: Article) -> ArticleRow:
    """An article's facts and outline as JSON."""
    return ArticleRow(json.dumps(facts_of(article)), json.dumps(outline_fields(article.outline)))


def facts_of(article: Article) -> list[Any]:
    """What the front matter says beside the names of the article."""
    return [
        article.title,
        article.body_line,
        article.summary,
        article.tags,
        article.keywords,
        article.owner,
        article.review_by.isoformat() if article.review_by else "",
        article.related,
        article.ask,
        article.confirm,
        article.other_keys,
        article.order,
    ]


def outline_fields(outline: Outline) -> list[Any]:
    """An outline as JSON takes it."""
    return [
        [(one.level, one.text, one.anchor, one.line) for one in outline.headings],
        [(one.target, one.line, one.text, one.picture) for one in outline.links],
        sorted(outline.anchors),
        list(map(problem_fields, outline.problems)),
        outline.all_headings,
        outline.all_links,
    ]


def article_from(row: Sequence[str]) -> Article:
    """The article of a row: path, hash, slug, id, aliases, status, facts, outline, body and text."""
    path, source_hash, slug, number, aliases, status, facts, outline, body, text = row
    names = (slug, number, aliases.split())
    article = Article(body=body, **fields_of(path, source_hash, names, json.loads(facts), Status(status)))
    # What is worked out when it is first asked for is known already.
    article.__dict__.update(text=text, outline=outline_from(json.loads(outline)))
    return article


def fields_of(
    path: str, source_hash: str, names: tuple[str, str, Sequence[str]], facts: Sequence[Any], status: Status
) -> dict[str, Any]:
    """Everything but the body of an article, from its slug, id and aliases, and its facts."""
    title, line, summary, tags, keywords, owner, review_by, related, asks, confirm, other_keys, order = facts
    slug, number, aliases = names
    return {
        "path": path,
        "slug": slug,
        "title": title,
        "status": status,
        "body_line": line,
        "id": number,
        "summary": summary,
        "tags": tuple(tags),
        "keywords": tuple(keywords),
        "owner": owner,
        "review_by": dt.date.fromisoformat(review_by) if review_by else None,
        "aliases": tuple(aliases),
        "order": order,
        "related": tuple(related),
        "ask": tuple(
            AskedField(field, label, kind, tuple(choices), when) for field, label, kind, choices, when in asks
        ),
        "confirm": tuple(confirm),
        "other_keys": tuple(other_keys),
        "source_hash": source_hash,
    }


def outline_from(kept: Sequence[Any]) -> Outline:
    """An outline from its fields."""
    headings, links, anchors, problems, all_headings, all_links = kept
    return Outline(
        headings=tuple(map(Heading._make, headings)),
        links=tuple(map(Link._make, links)),
        anchors=frozenset(anchors),
        problems=tuple(problem_from(problem) for problem in problems),
        all_headings=tuple(all_headings),
        all_links=tuple(all_links),
    )


def problem_fields(problem: Problem) -> tuple[Any, ...]:
    """The fields of a problem in order."""
    return (problem.path, problem.line, problem.column, problem.code, problem.message, problem.level)


def problem_from(kept: Sequence[Any]) -> Problem:
    """A problem from its fields in order."""
    path, line, column, code, message, level = kept
    return Problem(path, line, column, code, message, Level(level))
