"""Articles that an export knows already, so that nobody reads or parses them."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Self

from kb.articles.article import Article, Outline
from kb.articles.article_source import split_source
from kb.catalogue.stored_article import outline_from
from kb.desk_files import read_desk_text
from kb.faq.cache import Kept
from kb.markdown.document import Document
from kb.problem import Problem, Problems


class KnownArticle(Article):
    """An article whose text the last export read: its outline is looked up, and its words are read, when somebody asks.

    One that was not known, or is not any more, has them from its file like every other.
    """

    @classmethod
    def of(cls, **known: object) -> Self:
        """One of which nothing else is known: the fields of an article, and what was worked out already."""
        article = cls.__new__(cls)
        vars(article).update(known)
        return article

    @cached_property
    def body(self) -> str:
        root: Path = vars(self)["root"]
        return split_source(read_desk_text(root, self.path), Problems(self.path)).body

    @cached_property
    def outline(self) -> Outline:
        kept: Kept | None = vars(self).get("kept")
        found = kept.get("outline", self.path) if kept else None
        return outline_from(found) if found else again(self).outline

    @cached_property
    def _public(self) -> tuple[Document, list[Problem]]:
        """Without the tokens, which are large."""
        outline = self.outline
        return Document([], outline.headings, outline.links, outline.anchors, {}), list(outline.problems)

    @cached_property
    def whole_document(self) -> Document:
        return again(self).whole_document


def text_key(article: Article) -> str:
    """Changes with the text of an article."""
    return f"{article.path}\0{article.source_hash}"


def again(article: Article) -> Article:
    """The same article, of whose text nothing is known yet: with its tokens, if somebody asks for them."""
    return Article(**{field.name: getattr(article, field.name) for field in fields(Article)})


def own(article: Article) -> Article:
    """An article that may be told what is known of it, which is nobody else's business; it has no tokens."""
    if isinstance(article, KnownArticle):
        return article
    known = KnownArticle.of(**vars(article))
    known.forget_tokens()
    return known
