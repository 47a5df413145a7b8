"""Terms: what an article is found by, the same for every engine."""

from __future__ import annotations

from typing import NamedTuple

from kb.articles.article import Article
from kb.text import slugify
from kb.words.words import STOP_WORDS, stems_in, words_of

FIELDS = {"title": 4.0, "keywords": 4.0, "headings": 2.0, "tags": 2.0, "body": 1.0}
"""The parts of an article that are searched, and how much a word in each counts."""
LONGEST_WORD = 40


class Terms(NamedTuple):
    """The stems of one article by field, and the words they come from."""

    fields: dict[str, str]
    """Stems with spaces between them, in the order of the text."""
    labels: list[str]
    """What the article can be picked by, whatever its status is in the end."""
    words: frozenset[str]
    """The words as customers write them and the labels, to complete and correct what is typed."""

    @property
    def stems(self) -> set[str]:
        """Every stem of the article, once."""
        return {stem_ for text in self.fields.values() for stem_ in text.split(" ") if stem_}


def terms_of(article: Article, language: str) -> Terms:
    """The terms of one article."""
    texts = {
        "title": article.title,
        "keywords": "\n".join(article.keywords),
        "headings": "\n".join(article.outline.all_headings),
        "tags": f"{' '.join(article.tags)} {article.category}",
        "body": f"{article.summary}\n{article.text}",
    }
    fields: dict[str, str] = {}
    known: set[str] = set()
    stems = stems_in(language)
    for name, text in texts.items():
        words = [word for word in words_of(text) if word not in STOP_WORDS]
        fields[name] = " ".join([stems[word] for word in words])
        known.update(words)
    labels = _labels_of(article)
    return Terms(fields, labels, frozenset(word for word in known if len(word) < LONGEST_WORD).union(labels))


def _labels_of(article: Article) -> list[str]:
    """What an article can be picked by beside its status: `tag:late-delivery`, `category:billing`, `owner:robin`."""
    folders = [slugify(part) for part in article.category.split("/") if part]
    categories = {*folders, *("/".join(folders[:depth]) for depth in range(1, len(folders) + 1))}
    return [
        *(label("tag", tag) for tag in article.tags),
        *sorted(f"category:{category}" for category in categories),
        *([label("owner", article.owner)] if article.owner else []),
    ]


KINDS = ("status", "tag", "category", "owner")
"""What a label may say."""


def label(kind: str, value: str) -> str:
    """A label as it is indexed; a category may be written with slashes."""
    return f"{kind}:{'/'.join(filter(None, map(slugify, value.split('/'))))}"
