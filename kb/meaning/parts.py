"""Parts: what of an article is compared with a message: its names, its lead and its sections."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from kb.articles.article import Article
from kb.files import digest
from kb.markdown.document import Document, Heading
from kb.markdown.plain import paragraphs, plain_text
from kb.markdown.sections import parted
from kb.text import one_line

_LEAD_WORDS = 90
_SECTION_WORDS = 120
"""Longer sections are compared in several pieces, the best of which counts."""
_LINKS = 0.7
"""A section whose words are in links for more than this share leads elsewhere and answers nothing."""


class PartOf(IntEnum):
    """What a part is of its article; what is worked out first comes first."""

    NAME = 0
    """The title or a keyword."""
    LEAD = 1
    """The title, the summary and the first words."""
    SECTION = 2
    """A section with its heading."""
    HEADING = 3


class ArticlePart(NamedTuple):
    """One text of an article."""

    kind: PartOf
    text: str
    heading: str = ""
    anchor: str = ""
    """Where the section stands in its article; empty for what stands before the first heading."""

    @property
    def hash(self) -> str:
        """Tells this text from all others."""
        return digest(self.text)


def parts_of(article: Article) -> list[ArticlePart]:
    """The parts of an article as customers may read it, so that nothing internal ever leads to an answer."""
    title = one_line(article.title)
    text = " ".join(plain_text(article.document).split())
    lead = " ".join(f"{article.summary} {text}".split()[:_LEAD_WORDS])
    found = [ArticlePart(PartOf.NAME, title), *(ArticlePart(PartOf.NAME, keyword) for keyword in article.keywords)]
    found.append(ArticlePart(PartOf.LEAD, f"{title}. {lead}"))
    for heading, pieces in _sections(article):
        for piece in pieces:
            said = f"{heading.text}. {piece}" if heading.text else piece
            found.append(ArticlePart(PartOf.SECTION, said, heading.text, heading.anchor))
        found += [ArticlePart(PartOf.HEADING, heading.text, heading.text, heading.anchor)] if heading.text else []
    return [part for part in found if part.text.strip()]


def _sections(article: Article) -> Iterator[tuple[Heading, list[str]]]:
    """Every section that may answer something, with its text in pieces; an article without any is one section."""
    told = ((heading, document) for heading, document in parted(article.document) if document.tokens)
    answering = [(heading, document) for heading, document in told if not _leads_elsewhere(document)]
    below = [one for one in answering if one[0].anchor] if len(answering) > 1 else answering
    for heading, document in below:
        pieces = list(_pieces(document))
        if pieces:
            yield heading, pieces


def _pieces(document: Document) -> Iterator[str]:
    piece: list[str] = []
    for paragraph in paragraphs(document):
        words = paragraph.split()
        while words:
            if piece and len(piece) + len(words) > _SECTION_WORDS:
                yield " ".join(piece)
                piece = []
            piece += words[:_SECTION_WORDS]
            words = words[_SECTION_WORDS:]
    if piece:
        yield " ".join(piece)


def _leads_elsewhere(document: Document) -> bool:
    """Whether nearly all words of a section are links: contents, further reading."""
    linked = every = 0
    for token in document.tokens:
        depth = 0
        for child in token.children or ():
            depth += child.nesting if child.type in ("link_open", "link_close") else 0
            words = len(child.content.split())
            every += words
            linked += words if depth else 0
    return every > 0 and linked / every > _LINKS
