"""An article as the catalogue keeps it: its facts and outline as JSON, and back again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, NamedTuple

from kb.article import Article, Ask, Outline
from kb.document import Heading, Link
from kb.problem import Level, Problem
from kb.status import Status


class Row(NamedTuple):
    """What is kept of an article beside its texts."""

    facts: str
    outline: str


def row_of(article: Article) -> Row:
    """An article's facts and outline as JSON."""
    facts = [
        article.title,
        article.body_line,
        article.summary,
        article.tags,
        article.keywords,
        article.owner,
        article.review_by.isoformat() if article.review_by else "",
        article.related,
        article.ask,
        article.other_keys,
    ]
    found = article.outline
    outline = [
        [astuple(heading) for heading in found.headings],
        [astuple(link) for link in found.links],
        sorted(found.anchors),
        [astuple(problem) for problem in found.problems],
        found.all_headings,
        found.all_links,
    ]
    return Row(json.dumps(facts), json.dumps(outline))


def article_from(row: Sequence[str]) -> Article:
    """The article of a row: path, hash, slug, id, aliases, status, facts, outline, body and text."""
    path, source_hash, slug, number, aliases, status, facts, outline, body, text = row
    title, line, summary, tags, keywords, owner, review_by, related, asks, other_keys = json.loads(facts)
    article = Article(
        path=path,
        slug=slug,
        title=title,
        status=Status(status),
        body=body,
        body_line=line,
        id=number,
        summary=summary,
        tags=tuple(tags),
        keywords=tuple(keywords),
        owner=owner,
        review_by=dt.date.fromisoformat(review_by) if review_by else None,
        aliases=tuple(aliases.split()),
        related=tuple(related),
        ask=tuple(Ask(field, label, kind, tuple(choices), when) for field, label, kind, choices, when in asks),
        other_keys=tuple(other_keys),
        source_hash=source_hash,
    )
    # What is worked out when it is first asked for is known already.
    article.__dict__.update(text=text, outline=_outline_from(json.loads(outline)))
    return article


def _outline_from(kept: list[list[Any]]) -> Outline:
    headings, links, anchors, problems, all_headings, all_links = kept
    return Outline(
        headings=tuple(Heading(*heading) for heading in headings),
        links=tuple(Link(*link) for link in links),
        anchors=frozenset(anchors),
        problems=tuple(problem_from(problem) for problem in problems),
        all_headings=tuple(all_headings),
        all_links=tuple(all_links),
    )


def problem_from(kept: list[Any]) -> Problem:
    """A problem from its fields in order."""
    path, line, column, code, message, level = kept
    return Problem(path, line, column, code, message, Level(level))
