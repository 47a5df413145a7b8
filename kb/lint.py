"""Lint: one function per rule, in a list that can be read at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.article import SHORT_SUMMARY, Article
from kb.library import Library
from kb.links import leads_to_file, target_of
from kb.problem import Level, Problem
from kb.status import Status


@dataclass(frozen=True)
class Linting:
    """What a rule may look at: the library, and the day it is judged on."""

    library: Library
    today: dt.date

    def problem(self, article: Article, line: int, code: str, message: str, level: Level) -> Problem:
        """A problem of one article, named as it lies in the desk."""
        return Problem(f"{self.library.root.name}/{article.path}", line, 1, code, message, level)


Check = Callable[[Linting, Article], Iterator[Problem]]


def links_lead_somewhere(lint: Linting, article: Article) -> Iterator[Problem]:
    """`[x](gone.md)`, `[x](here.md#gone)`, `![x](gone.png)`."""
    for link in article.document.links:
        target = target_of(lint.library, article, link.target)
        if target.outside:
            continue
        if target.article is not None:
            if target.anchor and target.anchor not in target.article.document.anchors:
                message = f"{target.article.path} has no heading with the anchor #{target.anchor}."
                yield lint.problem(article, link.line, "anchor-dead", message, Level.WARNING)
        elif link.picture:
            if not leads_to_file(lint.library, target):
                message = f"There is no picture {link.target}; its alternative text is shown instead."
                yield lint.problem(article, link.line, "picture-missing", message, Level.HINT)
        elif not leads_to_file(lint.library, target):
            yield lint.problem(
                article,
                link.line,
                "link-dead",
                f"There is no article or file {link.target}; mend the path.",
                Level.ERROR,
            )


def public_links_stay_public(lint: Linting, article: Article) -> Iterator[Problem]:
    """A public article that links to an internal one: the customer would meet a closed door."""
    if article.status is not Status.PUBLIC:
        return
    for link in article.document.links:
        target = target_of(lint.library, article, link.target).article
        if target is not None and target.status is not Status.PUBLIC:
            message = (
                f"This links to an article that is not public ({target.status}); only its words are exported. "
                "Put it in an ::: internal block."
            )
            yield lint.problem(article, link.line, "link-not-public", message, Level.WARNING)


def related_exist(lint: Linting, article: Article) -> Iterator[Problem]:
    """`related: [no-such-slug]`."""
    for slug in article.related:
        if slug not in lint.library.by_slug:
            yield lint.problem(article, 1, "related-dead", f"There is no article {slug!r} to relate to.", Level.WARNING)


def pictures_have_words(lint: Linting, article: Article) -> Iterator[Problem]:
    """`![](parcel.png)`: nothing to read aloud."""
    for link in article.document.links:
        if link.picture and not link.text:
            yield lint.problem(
                article,
                link.line,
                "picture-no-words",
                f"{link.target} has no alternative text.",
                Level.WARNING,
            )


def summary_fits(lint: Linting, article: Article) -> Iterator[Problem]:
    """A summary that is missing, or longer than a search page shows."""
    if not article.summary and article.status is Status.PUBLIC:
        yield lint.problem(
            article,
            1,
            "summary-missing",
            "No summary; the first words of the text are shown instead.",
            Level.HINT,
        )
    if len(article.summary) > SHORT_SUMMARY:
        message = f"The summary has {len(article.summary)} characters; a search page shows {SHORT_SUMMARY}."
        yield lint.problem(article, 1, "summary-long", message, Level.WARNING)


def reviewed_in_time(lint: Linting, article: Article) -> Iterator[Problem]:
    """`review_by` lies behind us."""
    if article.review_by and article.review_by < lint.today and article.status is not Status.ARCHIVED:
        message = f"The review was due on {article.review_by}; read it once more and move the date."
        yield lint.problem(article, 1, "review-due", message, Level.WARNING)


def headings_step_down(lint: Linting, article: Article) -> Iterator[Problem]:
    """`##` followed by `####`."""
    level = 1
    for heading in article.document.headings:
        if heading.level > level + 1:
            message = f"This heading jumps from level {level} to {heading.level}."
            yield lint.problem(article, heading.line, "heading-jump", message, Level.HINT)
        level = heading.level


def body_is_sound(lint: Linting, article: Article) -> Iterator[Problem]:
    """Blocks that are not closed, near misses of `::: internal`, hidden HTML."""
    for problem in article.problems():
        yield lint.problem(article, problem.line, problem.code, problem.message, problem.level)


CHECKS: list[Check] = [
    body_is_sound,
    links_lead_somewhere,
    public_links_stay_public,
    related_exist,
    pictures_have_words,
    summary_fits,
    reviewed_in_time,
    headings_step_down,
]


def lint_library(library: Library, today: dt.date) -> list[Problem]:
    """Every problem of a library, in the order of its files."""
    lint = Linting(library, today)
    found = list(library.problems)
    for article in library.articles:
        for check in CHECKS:
            found += check(lint, article)
    return sorted(set(found))
