"""The rules for articles: one function each, which yields the line and the sentence of every mistake it finds."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.articles.article import SHORT_SUMMARY, Article
from kb.articles.library import Library
from kb.articles.links import Target, anchor_of, leading_to, leads_to_file, target_of
from kb.articles.new import STUB_LINES
from kb.articles.status import Status
from kb.markdown.document import Link
from kb.search.search_log import Miss
from kb.text import close_to, fold
from kb.words.near_duplicates import find_twins
from kb.words.words import stems_of

Mistake = tuple[int, str]
"""A line of the file, and what is wrong there and what to do."""
_ASKED_OFTEN = 2
_COMMON_TAGS = 20
"""Articles from which on a tag that only one of them has looks like a slip."""
_ALIKE = 0.85
"""From which likeness on a tag is another with a slip: `delivrey`, and also a plural, `accounts` beside `account`."""
_WORD = re.compile(r"\w+")
_TRANSLATES = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2,4})?\.md\Z")
_LANGUAGE = re.compile(r"\A[a-z]{2}(?:-[A-Za-z]{2,4})?/|\.[a-z]{2}(?:-[A-Za-z]{2,4})?(?=\.md\Z)")


@dataclass(frozen=True)
class Linting:
    """What a rule may look at: the library, the day it is judged on, and what was looked for in vain."""

    library: Library
    today: dt.date
    misses: tuple[Miss, ...] = ()
    language: str = "en"

    @cached_property
    def links(self) -> _Links:
        """Every link and picture of each article that does not lead outside, with where it leads."""
        return _Links(self.library)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The paths of the articles that another one links or relates to."""
        return frozenset(leading_to(self.library))

    @cached_property
    def mostly_linked(self) -> bool:
        """Whether something leads to most of the public articles."""
        public = self.library.public
        return 2 * sum(article.path in self.linked for article in public) > len(public)

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """The first article with each title, in each language."""
        found: dict[tuple[str, str], str] = {}
        for article in self.library.articles:
            found.setdefault(_titled(article), article.path)
        return found

    @cached_property
    def tags(self) -> Counter[str]:
        """How many articles have each tag."""
        return Counter(tag for article in self.library.articles for tag in article.tags)

    @cached_property
    def shared_tags(self) -> list[str]:
        """The tags that more than one article has."""
        return [tag for tag, times in self.tags.items() if times > 1]

    @cached_property
    def owned(self) -> bool:
        """Whether articles have owners here."""
        return any(article.owner for article in self.library.articles)

    @cached_property
    def twins(self) -> dict[str, str]:
        """Articles that say nearly the same as one before them, with that one."""
        by_language: dict[str, dict[str, str]] = {}
        for article in self.library.articles:
            if article.status is not Status.ARCHIVED:
                by_language.setdefault(_titled(article)[0], {})[article.path] = article.text
        found = {path: twin for texts in by_language.values() for path, twin in find_twins(texts).items()}
        return {path: twin for path, twin in found.items() if not self._said_of_originals(path, twin, found)}

    def original(self, path: str) -> str:
        """The path of the article that one translates; its own where it translates none."""
        own = _TRANSLATES.sub(".md", path)
        return own if own in self.library.by_path else path

    def _said_of_originals(self, path: str, twin: str, twins: Mapping[str, str]) -> bool:
        return self.original(path) != path and not twins.keys().isdisjoint({self.original(path), self.original(twin)})

    @cached_property
    def asked(self) -> dict[str, list[Miss]]:
        """What was asked often in vain, by the article that speaks of it without being called so."""
        wanted = [
            (miss, set(stems_of(miss.words, self.language))) for miss in self.misses if miss.times >= _ASKED_OFTEN
        ]
        found: dict[str, list[Miss]] = {}
        spoken = {one.path: set(stems_of(one.text, self.language)) for one in self.library.articles} if wanted else {}
        for miss, stems in wanted:
            best = max(spoken, key=lambda path: len(stems & spoken[path]), default="")
            if best and len(stems & spoken[best]) * 2 > len(stems):
                found.setdefault(best, []).append(miss)
        return found


class _Links(dict[str, list[tuple[Link, Target]]]):
    """By an article's path, and worked out when somebody asks."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library

    def __missing__(self, path: str) -> list[tuple[Link, Target]]:
        article = self.library.by_path[path]
        targets = [(link, target_of(self.library, article, link.target)) for link in article.outline.links]
        self[path] = [(link, target) for link, target in targets if not target.outside]
        return self[path]


def _titled(article: Article) -> tuple[str, str]:
    """An article's language, as its file or its first folder says it, and its title: translations may share one."""
    language = _LANGUAGE.search(article.path)
    return language[0].strip("./") if language else "", " ".join(_WORD.findall(fold(article.title)))


def links_lead_somewhere(lint: Linting, article: Article) -> Iterator[Mistake]:
    """A link to an article or a file that is not there."""
    for link, target in lint.links[article.path]:
        if target.article is None and not link.picture and not leads_to_file(lint.library, target):
            yield link.line, f"There is no article or file {link.target}; mend the path. Only the words are shown."


def anchors_are_there(lint: Linting, article: Article) -> Iterator[Mistake]:
    """A link to a heading that is not there."""
    for link, target in lint.links[article.path]:
        if target.article is not None and target.anchor and not anchor_of(target.article, target.anchor):
            near = close_to(target.anchor, target.article.outline.anchors, 1)
            hint = f" Did you mean #{near[0]}?" if near else ""
            yield link.line, f"{target.article.path} has no heading with the anchor #{target.anchor}.{hint}"


def pictures_are_there(lint: Linting, article: Article) -> Iterator[Mistake]:
    """A picture that is not there."""
    for link, target in lint.links[article.path]:
        if target.article is None and link.picture and not leads_to_file(lint.library, target):
            yield link.line, f"There is no picture {link.target}; its alternative text is shown instead."


def pictures_have_words(_lint: Linting, article: Article) -> Iterator[Mistake]:
    """A picture without words for those who cannot see it."""
    for link in article.outline.links:
        if link.picture and not link.text:
            yield link.line, f"{link.target} has no alternative text."


def public_links_stay_public(lint: Linting, article: Article) -> Iterator[Mistake]:
    """A public article that links to one that is not: the customer would meet a closed door."""
    if article.status is not Status.PUBLIC:
        return
    for link, target in lint.links[article.path]:
        if target.article is not None and target.article.status is not Status.PUBLIC:
            message = (
                f"This links to an article that is not public ({target.article.status}); only its words are exported. "
                "Put it in an ::: internal block."
            )
            yield link.line, message


def related_exist(lint: Linting, article: Article) -> Iterator[Mistake]:
    """`related` names an article that is not there."""
    for slug in article.related:
        if slug not in lint.library.by_slug:
            yield 1, f"There is no article {slug!r} to relate to."


def titles_differ(lint: Linting, article: Article) -> Iterator[Mistake]:
    """Two articles with one title, which nobody can tell apart in a list."""
    first = lint.titles[_titled(article)]
    original, other = (lint.library.by_path[lint.original(path)] for path in (article.path, first))
    said = original is not article and _titled(original)[1] == _titled(other)[1]
    if first != article.path and not said:
        yield 1, f"{first} has the same title; say in both what sets them apart."


def summary_is_there(_lint: Linting, article: Article) -> Iterator[Mistake]:
    """A public article without a summary."""
    if not article.summary and article.status is Status.PUBLIC:
        yield 1, "No summary; the first words of the text are shown instead."


def summary_fits(_lint: Linting, article: Article) -> Iterator[Mistake]:
    """A summary that is longer than a search page shows."""
    if len(article.summary) > SHORT_SUMMARY:
        yield 1, f"The summary has {len(article.summary)} characters; a search page shows {SHORT_SUMMARY}."


def reviewed_in_time(lint: Linting, article: Article) -> Iterator[Mistake]:
    """`review_by` lies behind us."""
    if article.review_by and article.review_by < lint.today and article.status is not Status.ARCHIVED:
        yield 1, f"The review was due on {article.review_by}; read it once more and move the date."


def headings_step_down(_lint: Linting, article: Article) -> Iterator[Mistake]:
    """A heading that jumps over a level."""
    level = 1
    for heading in article.outline.headings:
        if heading.level > level + 1:
            yield heading.line, f"This heading jumps from level {level} to {heading.level}."
        level = heading.level


def somebody_wrote_it(_lint: Linting, article: Article) -> Iterator[Mistake]:
    """Words of `warmline new` in an article that customers or agents read."""
    if article.status in (Status.PUBLIC, Status.INTERNAL):
        code = False
        for line, words in enumerate(article.body.splitlines(), article.body_line):
            code ^= words.startswith("```")
            if words in STUB_LINES and not code:
                yield line, "This stood in the stub; write your own words, or take it out."


def somebody_owns_it(lint: Linting, article: Article) -> Iterator[Mistake]:
    """An article without an owner, where others have one."""
    if lint.owned and not article.owner and article.status in (Status.PUBLIC, Status.INTERNAL):
        yield 1, "No owner; say who keeps this right."


def something_leads_here(lint: Linting, article: Article) -> Iterator[Mistake]:
    """A public article that no other links or relates to, where most are."""
    # Who reads a translation comes by the links to its original.
    if not lint.linked.isdisjoint((article.path, lint.original(article.path))) or article.status is not Status.PUBLIC:
        return
    if lint.mostly_linked:
        yield 1, "No other article leads here; link it where somebody would need it."


def tags_are_shared(lint: Linting, article: Article) -> Iterator[Mistake]:
    """A tag that no other article has, and that is nearly one of others."""
    if lint.library.count >= _COMMON_TAGS:
        for tag in article.tags:
            near = close_to(tag, lint.shared_tags, 1, _ALIKE) if lint.tags[tag] == 1 else []
            if near:
                yield 1, f"No other article has the tag {tag!r}; did you mean {near[0]!r}?"


def said_once(lint: Linting, article: Article) -> Iterator[Mistake]:
    """An article that says nearly the same as another."""
    twin = lint.twins.get(article.path)
    if twin and not _answer_apart(article, lint.library.by_path[twin]):
        yield 1, f"This says nearly the same as {twin}; keep one of them, or say in both what sets them apart."


def _answer_apart(one: Article, other: Article) -> bool:
    """Whether each speaks of what its title names and the other never does, as pages of one pattern for two things."""
    own, theirs = ({*_WORD.findall(article.text.lower())} for article in (one, other))
    named, called = ({*_WORD.findall(article.title.lower())} for article in (one, other))
    return bool((named & own) - theirs and (called & theirs) - own)


def asked_in_their_words(lint: Linting, article: Article) -> Iterator[Mistake]:
    """What customers asked for in vain, of which an article speaks without being found by it."""
    for miss in lint.asked.get(article.path, []):
        named = set(stems_of(" ".join((article.title, *article.keywords)), lint.language))
        if not named.issuperset(stems_of(miss.words, lint.language)):
            yield 1, f"Asked for {miss.times} times in vain: {miss.words!r}. If this answers it, add it to keywords."
