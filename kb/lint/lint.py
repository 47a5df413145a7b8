"""Lint: every rule for articles, with its permanent name, its level and an example of what breaks it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.lint import rules
from kb.lint.rules import Linting, Mistake
from kb.problem import Level, Problem
from kb.search.search_log import Miss


@dataclass(frozen=True)
class LintRule:
    """One rule; what the files themselves do not allow is said while they are read, under names of its own."""

    code: str
    level: Level
    check: Callable[[Linting, Article], Iterator[Mistake]]
    example: str
    """What breaks it: lines of a body, or of front matter where they begin with a key."""

    @property
    def purpose(self) -> str:
        """What it finds, in one sentence."""
        return (self.check.__doc__ or "").partition("\n")[0]


CHECKS = (
    LintRule("link-dead", Level.WARNING, rules.links_lead_somewhere, "See [the prices](gone.md)."),
    LintRule("anchor-dead", Level.WARNING, rules.anchors_are_there, "See [below](#gone)."),
    LintRule("picture-missing", Level.HINT, rules.pictures_are_there, "![A label](gone.png)"),
    LintRule("picture-no-words", Level.WARNING, rules.pictures_have_words, "![](https://example.com/label.png)"),
    LintRule("link-not-public", Level.WARNING, rules.public_links_stay_public, "See [the limits](internal.md)."),
    LintRule("related-dead", Level.WARNING, rules.related_exist, "related: [gone]"),
    LintRule("title-twice", Level.WARNING, rules.titles_differ, "title: Another article"),
    LintRule("summary-missing", Level.HINT, rules.summary_is_there, "summary:"),
    LintRule(
        "summary-long", Level.WARNING, rules.summary_fits, "summary: " + "What to do when nothing else helps. " * 5
    ),
    LintRule("review-due", Level.WARNING, rules.reviewed_in_time, "review_by: 2020-01-01"),
    LintRule("heading-jump", Level.HINT, rules.headings_step_down, "## One\n\n#### Three"),
    LintRule("stub-left", Level.WARNING, rules.somebody_wrote_it, "1. First step."),
    LintRule("owner-missing", Level.HINT, rules.somebody_owns_it, "owner:"),
    LintRule("orphan", Level.HINT, rules.something_leads_here, "Nobody links here."),
    LintRule("tag-once", Level.HINT, rules.tags_are_shared, "tags: [delivrey]"),
    LintRule(
        "near-duplicate", Level.HINT, rules.said_once, "The words of another article, with a word or two exchanged."
    ),
    LintRule("keywords-missing", Level.HINT, rules.asked_in_their_words, "Asked for twice in vain: lost shipment."),
)


READING = {
    "unreadable": "A file or folder that cannot be read, is a link, or has a name that is no text.",
    "merge-conflict": "What git leaves where two people changed the same lines.",
    "yaml-size": "More YAML than anybody writes.",
    "yaml-syntax": "Front matter that is not YAML, or YAML that we do not use.",
    "yaml-shape": "Front matter that is no mapping.",
    "yaml-key": "A key that is a list or a mapping.",
    "yaml-merge": "A merge key.",
    "yaml-twice": "A key that stands twice.",
    "front-matter-open": "Front matter that does not begin in the first line, or does not end.",
    "front-matter-size": "Front matter longer than anybody writes.",
    "unknown-key": "A key that is not ours.",
    "wrong-type": "A value of another kind than its key takes.",
    "unknown-value": "A value that its key does not know.",
    "bad-date": "A date that is none.",
    "bad-id": "An id that cannot stand in a permanent link.",
    "status-misspelt": "A key that was probably meant to be `status`.",
    "draft-ignored": "A public article that a key of another tool holds back, as `draft: true`.",
    "title-missing": "An article without a title.",
    "copy-name": "A copy that a program or an editor left beside another file.",
    "slug-empty": "A file name that makes no address.",
    "slug-twice": "Two articles with one slug.",
    "id-twice": "Two articles with one id.",
    "alias-taken": "An alias that leads to another article already.",
    "category-front-matter": "A category whose file has no front matter.",
    "public-in-internal": "A public article in an internal category.",
    "ask-name": "A field that cannot be asked for.",
    "ask-choices": "A choice without choices.",
    "block-open": "A block that is not closed.",
    "block-stray": "Colons that close nothing.",
    "unknown-block": "A block that we do not know.",
    "internal-near-miss": "What looks like an internal block, and would be shown.",
    "hidden-html": "HTML that is hidden from readers, and not from searches.",
    "comment-open": "A comment that is not closed in its paragraph.",
    "foreign-tag": "A mark of another tool, which customers would read as it stands.",
    "html-open": "HTML that takes away what follows it, because it is not closed.",
    "html-dropped": "HTML that is not shown, nor what is in it.",
    "words-lost": "An article whose page would show fewer words than its file.",
    "page-gone": "A page that customers could read until now, and that nothing leads to any more.",
    "name-clash": "Two sources of one page.",
    "file-tells": "A picture or a file that cannot be read, so that it may name its author or its place.",
    "file-kept-back": "A link to a file that customers may not have.",
    "translation-kept-back": "A translation of an article that is not public.",
}
"""What is said while files are read: each by its name, and what it finds."""


LEADING = ("link-dead", "anchor-dead", "picture-missing", "link-not-public", "related-dead")
"""The rules that a page of the FAQ must keep, for whoever reads it goes where it leads."""


def lint_library(library: Library, today: dt.date, misses: Sequence[Miss] = (), language: str = "en") -> list[Problem]:
    """Every problem of a library, in the order of its files."""
    lint = Linting(library, today, tuple(misses), language)
    codes = [rule.code for rule in CHECKS]
    found = [problem for article in library.articles for problem in problems_of(lint, article, codes)]
    return sorted({*_keys_once(library.problems), *found}, key=attrgetter("path", "line", "column", "code", "message"))


def _keys_once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems in which a key that is not ours, and that many files have, is named once with its count."""
    foreign = Counter(one.message for one in problems if one.code == "unknown-key" and one.level is Level.HINT)
    said: set[str] = set()
    for one in problems:
        many = foreign[one.message] if one.code == "unknown-key" and one.level is Level.HINT else 0
        if many > 1 and one.message not in said:
            yield replace(one, message=f"{one.message} {many} files have it.")
        elif many <= 1:
            yield one
        said.add(one.message)


def _as_it_matters(problem: Problem, article: Article) -> Problem:
    """A mark of another tool stops an export where customers would read it, and elsewhere only warns."""
    harmless = problem.code == "foreign-tag" and article.status is not Status.PUBLIC
    return replace(problem, level=Level.WARNING) if harmless else problem


def problems_of(lint: Linting, article: Article, codes: Sequence[str]) -> list[Problem]:
    """What some rules say of one article, and what is wrong with its body."""
    path = f"{lint.library.root.name}/{article.path}"
    found = [_as_it_matters(replace(problem, path=path), article) for problem in article.outline.problems]
    for rule in CHECKS:
        if rule.code in codes:
            found += [Problem(path, line, 1, rule.code, said, rule.level) for line, said in rule.check(lint, article)]
    return found
