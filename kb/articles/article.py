"""Article: one Markdown file that answers one customer question."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kb.articles.status import Status
from kb.markdown.document import Document, Heading, Link, LinkFor, blocks_named
from kb.markdown.plain import no_address, paragraphs, plain_text
from kb.markdown.sections import section_at
from kb.problem import Problem, Problems
from kb.text import one_line, slugify

SHORT_SUMMARY = 160
"""Characters that a search page or a phone shows of a summary."""
_SHORT_PARAGRAPH = 20
"""Characters of a paragraph that is a label, and says nothing of the article."""

_LISTED = re.compile(r"^ *(?:- |\d+\. )", re.MULTILINE)
_OF_ADDRESSES = re.compile(r"\w(?:[\w.~-]*\w)?", re.ASCII)
"""A part of an old address that stays as it was written."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


class AskedField(NamedTuple):
    """A field that the agent is asked for, and how."""

    field: str
    label: str
    kind: str = "text"
    """`text`, `date` or `choice`."""
    choices: tuple[str, ...] = ()
    when: str = ""
    """`past` or `future`, for a day that can only lie on one side of today; empty where it may be any."""


class Answer(NamedTuple):
    """The part of an article that is meant to be put in a reply."""

    text: str
    template: bool
    """Only a `::: reply` block is a template; an article's own text is never rendered as one."""
    line: int = 1


class Outline(NamedTuple):
    """What a body leads to and can be led to, so that nobody needs its tokens for that."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    anchors: frozenset[str]
    problems: tuple[Problem, ...]
    all_headings: tuple[str, ...]
    """The words of every heading, those in internal blocks as well."""
    all_links: tuple[str, ...]
    """The addresses of every link and picture, those in internal blocks as well."""


@dataclass(frozen=True)
class Article:
    """One article as its file says it; what is derived from the text is worked out when it is first asked for."""

    path: str
    """The file below the articles folder, with forward slashes."""
    slug: str
    title: str
    status: Status
    body: str = field(repr=False)
    body_line: int = 1
    """The line of the file in which the body begins."""
    id: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    owner: str = ""
    review_by: dt.date | None = None
    aliases: tuple[str, ...] = ()
    order: int = 0
    """The place among its neighbours; those without one come after, by title."""
    related: tuple[str, ...] = ()
    ask: tuple[AskedField, ...] = ()
    confirm: tuple[str, ...] = ()
    """What the reply block claims of the case, for the agent to confirm: `You asked the carrier to trace it`."""
    other_keys: tuple[str, ...] = ()
    """Front matter that is not ours; kept in the file, used nowhere."""
    source_hash: str = ""

    @cached_property
    def category(self) -> str:
        """The folder the article lies in, below the articles folder; empty at the top."""
        return self.path.rpartition("/")[0]

    @property
    def has_blocks(self) -> bool:
        """Whether the body may hold a block for agents or a box; where not, it need not be parsed to be sure."""
        return ":::" in self.body

    @cached_property
    def _public(self) -> tuple[Document, list[Problem]]:
        found = Problems(self.path)
        return _parse(self.body, self.body_line, found), found.found

    @property
    def document(self) -> Document:
        """The article as customers may read it."""
        return self._public[0]

    @cached_property
    def whole_document(self) -> Document:
        """The article as agents read it, with its internal and reply blocks."""
        return self.document if self.document.whole else _parse(self.body, self.body_line, public=False)

    def forget_tokens(self) -> None:
        """Let go of the parsed body, of which many together are large; who wants it again parses it again."""
        vars(self).pop("_public", None)
        vars(self).pop("whole_document", None)

    @cached_property
    def outline(self) -> Outline:
        """What leads into the article and out of it, as customers may see it, and what is wrong with its body."""
        document, problems = self._public
        whole = self.whole_document
        return Outline(
            headings=document.headings,
            links=document.links,
            anchors=document.anchors,
            problems=tuple(problems),
            all_headings=tuple(heading.text for heading in whole.headings),
            all_links=tuple(dict.fromkeys(link.target for link in whole.links)),
        )

    @cached_property
    def description(self) -> str:
        """The summary, or the beginning of the first public paragraph where there is none."""
        first = self.lead
        if self.summary or len(first) <= SHORT_SUMMARY:
            return first
        sentence = _SENTENCE_END.split(first)[0]
        return sentence if len(sentence) <= SHORT_SUMMARY else first[: SHORT_SUMMARY - 1].rsplit(" ", 1)[0] + "…"

    @cached_property
    def lead(self) -> str:
        """The summary, or the whole first public paragraph: what a reply may say of the article."""
        return self.summary or _whole(
            _first_words(
                part for part in paragraphs(self.document) if len(part) > _SHORT_PARAGRAPH and part != self.title
            )
        )

    @cached_property
    def text(self) -> str:
        """All words of the article that agents may search, without addresses."""
        return plain_text(self.whole_document)

    def answer(self, link_for: LinkFor = no_address) -> Answer:
        """The `::: reply` block, else the summary and the first numbered steps."""
        lines = self.body.split("\n")
        blocks = blocks_named(self.whole_document, "reply")
        if blocks:
            start, end = blocks[0]
            words = plain_text(_parse("\n".join(lines[start:end])), link_for, in_letter=True)
            return Answer(words, template=True, line=start + self.body_line)
        return self.answer_for_all(link_for)

    def answer_for_all(self, link_for: LinkFor = no_address, anchor: str = "") -> Answer:
        """What customers read: the section that an anchor leads to, else the summary and the first numbered steps."""
        section = section_at(self.document, anchor) if anchor else None
        if section:
            return Answer(plain_text(section, link_for, in_letter=True), template=False)
        steps = next((part for part in paragraphs(self.document, link_for) if part.startswith("1. ")), "")
        return Answer("\n\n".join(part for part in (self.lead, steps) if part), template=False)

    def problems(self) -> list[Problem]:
        """What is wrong with the body; the front matter's problems come with the parsing."""
        return list(self.outline.problems)


def _whole(text: str) -> str:
    """A text without a last sentence that announces what follows it in the article: `The page says what kind:`."""
    before, _space, last = text.rpartition(". ")
    return f"{before}." if before and last.endswith(":") else text


def _first_words(parts: Iterable[str]) -> str:
    """The first paragraph on one line, before any list; the first list where there is nothing else."""
    listed = ""
    for part in parts:
        if not _LISTED.match(part):
            return one_line(part)
        listed = listed or one_line(_LISTED.sub("", part))
    return listed


def _parse(text: str, first_line: int = 1, problems: Problems | None = None, *, public: bool = True) -> Document:
    # The parser takes as long to load as all the rest, and who only finds or lists articles never needs it.
    from kb.markdown.parser import parse_markdown

    return parse_markdown(text, first_line, problems, public=public)


def slug_of(path: str) -> str:
    """The slug of an article by the name of its file."""
    return slugify(path.rpartition("/")[2].removesuffix(".md"))


def alias_of(alias: str) -> str:
    """An old name as it is kept: a slug, or with slashes a whole old address below the site.

    At the top of the site, a whole address begins with a slash: `/late`. It keeps its capitals, dots and underscores,
    for that is what browsers ask for: `Guide/first_steps`.
    """
    parts = alias.removesuffix(".html").split("/")
    whole = len(parts) > 1
    kept = [part if whole and _OF_ADDRESSES.fullmatch(part) else slugify(part) for part in parts]
    kept = [part for part in kept if part]
    return f"/{kept[0]}" if len(kept) == 1 and alias.startswith("/") else "/".join(kept)


def address_slug(path: str) -> str:
    """A path below the library as an address of the site: each of its parts a slug."""
    return "/".join(filter(None, map(slugify, path.split("/"))))
